"""Rendered pages in a real browser."""
