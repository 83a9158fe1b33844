"""Real input: public data about real pupils, and the real National Curriculum."""
