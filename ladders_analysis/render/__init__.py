"""Pages that people read: leaders' pages with names, and the governors' page without.

A page is built from an allow-list: what is not known to be safe and readable is refused with the
name of the cell it came from, and nothing is left out without a word.
"""

from __future__ import annotations
