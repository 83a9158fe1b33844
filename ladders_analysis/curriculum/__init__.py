"""Curricula by themselves: spread over a year, and compared from version to version."""
