"""A copy of a school folder in which no child can be recognised by looking."""
