"""Leaders' questions, each answered by a sentence, a picture and a table.

Notebooks and widgets call the same functions: where are we now and what has moved (`cohorts`),
which statements are the sticking points (`sticking_points`), which side of a gap moved
(`group_gaps`), and whom to ask (`asking`).
"""
