"""Putting a progress definition to the test: what should not matter must not change a rating.

A definition is never proved right. It fails a check, with an example that a teacher can follow, or
it is not refuted on so many pupils, here and in made-up schools that lie close to every line.
"""
