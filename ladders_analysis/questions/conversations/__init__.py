"""Pupils worth a conversation with their class teacher: whom, why, and what to ask."""
