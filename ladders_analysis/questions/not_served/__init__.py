"""Which groups of pupils are not yet being served, and the pupils behind the figure."""
