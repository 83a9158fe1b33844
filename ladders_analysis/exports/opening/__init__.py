"""Opening files: text, workbooks, bundles and JSON become rows of text cells, each with its place.

Nothing here knows what a column means; that is for the readers.
"""
