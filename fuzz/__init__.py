"""Fuzzing of every reader: the rule it must keep, the targets, and the runs."""
