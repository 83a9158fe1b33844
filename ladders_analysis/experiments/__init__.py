"""Experiments with the records: the same school with other boxes, other rows or other judgements.

Each is a small pure function of two snapshots. What should not matter must not change a rating of
progress; of what should, one may ask how much.
"""
