"""What a governors' page says, worked out from published ranges, and how it is written.

`pupils` is the one module here that sees pupils, and it answers `counting` with numbers; `counting`
hands on ranges only. The others turn ranges, the curriculum and leaders' own words into sentences,
tables, pictures and sections.
"""

from __future__ import annotations
