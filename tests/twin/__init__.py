"""A second, independent way to the same answers, in SQL from the design and not from the code.

The modules here make random but valid school folders and work out, in DuckDB alone, what every
pupil's attainment and progress should be. Only `toolkit.py` imports the toolkit, to ask it the
same; nothing else may: the twin's whole value is that it shares no line, and so no mistake,
with it.
"""
