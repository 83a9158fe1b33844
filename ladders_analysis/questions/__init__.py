"""Leaders' questions, each answered by a sentence, a picture and a table.

Where are we now and what has moved (`cohorts`), which statements are the sticking points
(`sticking_points`), which side of a gap moved (`group_gaps`), whom to ask (`asking`), and where
two definitions part (`different_outcomes`). Larger questions are packages, in which `question`
holds what a notebook calls, `told` its sentences and `sheets` its pages for paper: `not_served`,
`journey`, `handing_over`, `conversations`, `books`, `scores`, `statutory`, `practice`. The other
modules are what several questions share.
"""
