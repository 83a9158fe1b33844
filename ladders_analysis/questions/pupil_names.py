"""What a pupil is called in a table: by name, and by id where the records hold no name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd


def name_or_id(name: Any, pupil_id: Any) -> str:
    """Name one pupil.

    Examples
    --------
    >>> name_or_id("Zoë", "p1"), name_or_id(None, "p1")
    ('Zoë', 'p1')
    """
    return str(pupil_id) if pd.isna(name) else str(name)


def names_or_ids(names: Iterable[Any], pupil_ids: Iterable[Any]) -> list[str]:
    """Name pupils, one after another.

    Examples
    --------
    >>> names_or_ids(["Zoë", None], ["p1", "p2"])
    ['Zoë', 'p2']
    """
    return [name_or_id(name, one) for name, one in zip(names, pupil_ids, strict=True)]
