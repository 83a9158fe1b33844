"""Proposing a column map for a table in no known format, for the school to paste and edit."""
