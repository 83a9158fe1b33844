"""The commands of `ladders`, one a module; each imports what it needs only when it runs."""

from __future__ import annotations
