"""Test scores beside what was judged of the same pupils."""
