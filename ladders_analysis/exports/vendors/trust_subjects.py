"""Subjects as a trust's warehouse writes them: `Pri: Reading`, `Pri TA: History`, `EY01: LAU`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ladders_analysis.exports.opening.headers import fold

PREFIXES = ("Pri", "Pri TA")
"""Prefixes taken off: primary, and teacher assessment in primary. Others (EY01) stay, because what
they stand for is unverified."""

_PREFIX = re.compile(r"pri(?P<ta> ta)? ?: *(?P<subject>.+)", re.IGNORECASE)


def read_subject(word: str, subjects: Mapping[str, str]) -> tuple[str, bool]:
    """Read a subject, and whether it says that a teacher assessed it.

    Parameters
    ----------
    word
        The subject as written.
    subjects
        Folded subject -> the curriculum's; with or without its prefix.

    Examples
    --------
    >>> read_subject("Pri TA: History", {}), read_subject("EY01: LAU", {})
    (('History', True), ('EY01: LAU', False))
    >>> read_subject("Pri: Mathematics", {"mathematics": "Maths"})
    ('Maths', False)
    """
    match = _PREFIX.fullmatch(word)
    teacher = match is not None and match["ta"] is not None
    bare = match["subject"].strip() if match else word
    return subjects.get(fold(word), subjects.get(fold(bare), bare)), teacher
