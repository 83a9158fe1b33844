"""The cases that loading and writing must pass, each a small folder with its outcome beside it."""
