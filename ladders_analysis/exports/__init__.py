"""Readers: one file for each format that schools' systems export.

Every reader takes a file and gives the same thing, an `Extract` of text cells with the place each
came from; `registry.py` names them all.
"""
