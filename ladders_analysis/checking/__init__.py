"""Checks that serve every reader alike: whatever the format, the same rules decide what is kept.

Each check looks at the rows still standing and returns findings; `staging.py` acts on them.
"""
