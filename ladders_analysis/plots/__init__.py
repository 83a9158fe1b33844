"""Pictures of where pupils stand, what has moved and which statements stick.

Each `plot_` function takes a table that a summary made, draws it on axes without pyplot, says its
finding in the title and describes itself in words; `show` turns the axes into an image with that
description. Nothing is computed here that a summary should compute.
"""
