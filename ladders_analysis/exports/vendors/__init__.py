"""Exports of assessment systems and test publishers that have a reader of their own, one a file."""
