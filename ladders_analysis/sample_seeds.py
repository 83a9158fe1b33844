"""The number by which a sample is drawn again: short enough to be written on a page.

Made from what was asked, it is the same for the same question on any computer. It goes into the
records with whatever was seen, so that a finding can be told from the sample it belongs to.
"""

from __future__ import annotations

import hashlib

from ladders_analysis.errors import LaddersError

LARGEST_SEED = 9999


def seed_for(*parts: object) -> int:
    """Make the number of a sample from what was asked, the same on any computer.

    Parameters
    ----------
    *parts
        The school's id, the point, the subject and whoever was chosen.

    Returns
    -------
    int
        From 0 to `LARGEST_SEED`: short enough to be written on a page.

    Notes
    -----
    The first eight bytes of the SHA-256 of the parts, modulo 10,000.

    Examples
    --------
    >>> seed_for("1", "Spring 2026", "Maths") == seed_for("1", "Spring 2026", "Maths")
    True
    """
    text = "\0".join("" if part is None else str(part) for part in parts)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return number % (LARGEST_SEED + 1)


def checked_seed(seed: int) -> int:
    """Return the number of a sample; refuse one that cannot be printed and recorded.

    Raises
    ------
    LaddersError
        It is not a whole number from 0 to `LARGEST_SEED`.
    """
    if isinstance(seed, bool) or seed != int(seed) or not 0 <= seed <= LARGEST_SEED:
        raise LaddersError(
            f"seed = {seed}: give a whole number from 0 to {LARGEST_SEED}, such as the one printed "
            "on the page."
        )
    return int(seed)
