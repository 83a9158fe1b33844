"""Asking of a figure whether another definition, or other lines, would tell another story.

`comparison` rates the same pupils by several definitions and says who comes out differently;
`sweeping` rates them by one definition under every reasonable setting of the school's own lines.
"""
