"""A cohort's way across the years, with the same pupils beside everybody."""
