"""Statutory results over the years, in pupils, beside the national figures."""
