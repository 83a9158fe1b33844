"""The changes between two versions of a curriculum in plain lines, and as a map to check."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from ladders_analysis.curriculum.versions import (
    ADDED,
    CHANGES,
    PROBABLY,
    REMOVED,
    RENAMED,
    REWORDED,
)
from ladders_analysis.roll import year_name

_LONGEST = 90


def told(changes: pd.DataFrame, old: pd.DataFrame, new: pd.DataFrame) -> str:
    """Say what changed: counts first, then each change under its kind.

    Parameters
    ----------
    changes
        What `curriculum_changes` returned.
    old, new
        The two curricula.

    Examples
    --------
    >>> from ladders_analysis.curriculum.versions import curriculum_changes
    >>> old = pd.DataFrame({"statement_id": ["a"], "subject": "Maths", "ladder": "Number",
    ...                     "year": [1], "text": ["Counts to ten."]})
    >>> new = old.assign(year=[2])
    >>> print(told(curriculum_changes(old, new), old, new))
    1 statement before, 1 now: 0 as they were.
    moved: 1
    <BLANKLINE>
    Moved
      a (Maths, Number, Year 2): year 1 -> 2
    """
    here = changes[~changes["change"].isin([REMOVED, ADDED])]
    touched = here.drop_duplicates(["school_id", "statement_id"])
    came = int((changes["change"] == ADDED).sum())
    before = f"{len(old):,} statement{'' if len(old) == 1 else 's'}"
    kept = len(new) - came - len(touched)
    lines = [f"{before} before, {len(new):,} now: {kept:,} as they were."]
    counts = changes["change"].value_counts()
    there = [change for change in CHANGES if change in counts]
    lines += [f"{change}: {counts[change]:,}" for change in there]
    for change in there:
        lines += ["", change.capitalize()]
        rows = changes[changes["change"] == change].to_dict("records")
        lines += [f"  {_line(row)}" for row in rows]
    return "\n".join(lines)


def suggested_map(changes: pd.DataFrame) -> pd.DataFrame:
    """Make a curriculum map of what was probably renamed, for the school to check.

    Parameters
    ----------
    changes
        What `curriculum_changes` returned.

    Returns
    -------
    pandas.DataFrame
        `was`, `is`, and in `why` how alike the words are.
    """
    rows = changes[changes["change"] == PROBABLY]
    why = [f"suggested: {_alike(value)}" for value in rows["likeness"]]
    return pd.DataFrame({"was": rows["was"], "is": rows["statement_id"], "why": why}, dtype="str")


def _line(row: Mapping[Hashable, object]) -> str:
    """Tell one change."""
    year = year_name(int(str(row["year"])))
    place = f"{row['subject']}, {row['ladder']}, {year}"
    school = f"{row['school_id']}: " if row["school_id"] else ""
    who = f"{school}{row['statement_id']} ({place})"
    before, after = _short(row["before"]), _short(row["after"])
    match row["change"]:
        case change if change in (ADDED, REMOVED):
            return f"{who}: {after or before}".removesuffix(": ")
        case change if change in (RENAMED, PROBABLY):
            likely = f", {_alike(row['likeness'])}" if change == PROBABLY else ""
            return f"{before} -> {who}{likely}"
        case change if change == REWORDED:
            return f"{who}: “{before}” -> “{after}”"
    column = str(row["column"]).replace("_", " ")
    return f"{who}: {column} {before or 'blank'} -> {after or 'blank'}"


def _alike(likeness: object) -> str:
    share = float(str(likeness))
    return "equal words" if share == 1 else f"words {100 * share:.0f} % alike"


def _short(text: object) -> str:
    words = str(text)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
