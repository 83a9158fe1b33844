"""Growth percentiles: how high a score is among pupils with the same earlier scores.

Scores come from a snapshot or from any table; norms are fitted to them by quantile regression, and
a percentile is read off the norms. An extra for schools that hold scores, never the headline.
"""
