"""CASE packages: the tree of a published curriculum becomes ladders and statements."""
