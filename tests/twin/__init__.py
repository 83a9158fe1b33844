"""A second, independent way to the same answers, in SQL from the design and not from the code.

The modules here make random but valid school folders and work out, in DuckDB alone, what every
pupil's attainment and progress should be. Nothing in this package imports the toolkit: its whole
value is that it shares no line, and so no mistake, with it.
"""
