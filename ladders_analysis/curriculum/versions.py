"""What changed between two versions of a curriculum: statements that came, went or are now other.

Ids tell which statement is which; where they changed, the school's map does. What merely looks
renamed is called probable, never taken as settled.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ladders_analysis.checking.renames import chains
from ladders_analysis.checking.statements import completed
from ladders_analysis.curriculum.likeness import Worded, probable_pairs
from ladders_analysis.errors import LaddersError
from ladders_analysis.schema import STATEMENTS

ADDED, REMOVED = "added", "removed"
RENAMED, PROBABLY = "renamed", "probably renamed"
REWORDED, MOVED = "reworded", "moved"
KEY, WEIGHT, PART = "key changed", "weight changed", "part of another"
CHANGES = (ADDED, REMOVED, RENAMED, PROBABLY, REWORDED, MOVED, KEY, WEIGHT, PART)
"""The kinds of change, in the order in which they are told."""

CHANGE_OF: Mapping[str, str] = {
    "subject": MOVED,
    "ladder": MOVED,
    "year": MOVED,
    "year_to": MOVED,
    "cycle": MOVED,
    "due_half_term": MOVED,
    "taught_half_term": MOVED,
    "key": KEY,
    "text": REWORDED,
    "part_of": PART,
    "weight": WEIGHT,
}
"""Column of `statements` -> the kind of change, where it differs."""

COLUMNS = "change school_id statement_id was subject ladder year column before after likeness"


def curriculum_changes(
    old: pd.DataFrame,
    new: pd.DataFrame,
    renamed: Mapping[str, str] | pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Tell what changed between two versions of a curriculum.

    Parameters
    ----------
    old, new
        Tidy statements; columns that are left out count as blank.
    renamed
        Old id -> new id, or a table with `was` and `is` (and `school_id` where schools differ).

    Returns
    -------
    pandas.DataFrame
        One row per change: `change` (one of `CHANGES`), `school_id`, `statement_id` (as it is now,
        or as it was where it was removed), `was` (its id before, where that differs), `subject`,
        `ladder`, `year`, the `column` that differs, its text `before` and `after`, and the
        `likeness` of the words where a statement was probably renamed. One statement may have
        several rows.

    Raises
    ------
    LaddersError
        A curriculum has an id twice, or `renamed` is not one to one.

    Notes
    -----
    A declared renaming counts where the old id is gone and the new id has come. What is left of
    both is then compared by its words (`likeness.probable_pairs`). A renamed statement, declared
    or probable, is compared like any other: it may be reworded and moved as well.

    Examples
    --------
    >>> old = pd.DataFrame({"statement_id": ["a", "b"], "subject": "Maths", "ladder": "Number",
    ...                     "year": [1, 1], "text": ["Counts to ten.", "Adds to ten."]})
    >>> new = old.assign(statement_id=["a", "n2"], year=[2, 1])
    >>> changed = curriculum_changes(old, new, {"b": "n2"})
    >>> changed[["change", "statement_id", "was", "before", "after"]].to_numpy().tolist()
    [['renamed', 'n2', 'b', 'b', 'n2'], ['moved', 'a', '', '1', '2']]
    """
    before, after = _by_key(old, "older"), _by_key(new, "newer")
    gone = [key for key in before if key not in after]
    come = [key for key in after if key not in before]
    found: list[dict[str, object]] = []
    same = {key: key for key in after if key in before}
    declared, newcomers = _declared(renamed), set(come)
    for school, was in gone:
        now = declared.get((school, was), declared.get(("", was)))
        if now is not None and (school, now) in newcomers:
            same[school, now] = (school, was)
            found.append(_row(RENAMED, after[school, now], was, "statement_id", was, now))
    known = set(same.values())
    gone = [key for key in gone if key not in known]
    come = [key for key in come if key not in same]
    pairs = probable_pairs(
        [_worded(before[key]) for key in gone], [_worded(after[key]) for key in come]
    )
    for first, second, alike in pairs:
        (_, was), key = gone[first], come[second]
        same[key] = gone[first]
        row = _row(PROBABLY, after[key], was, "statement_id", was, key[1])
        found.append({**row, "likeness": alike})
    paired = {gone[first] for first, _, _ in pairs}
    found += [
        _row(REMOVED, before[key], "", "", before[key]["text"], "")
        for key in gone
        if key not in paired
    ]
    for key, statement in after.items():
        if key not in same:
            found.append(_row(ADDED, statement, "", "", "", statement["text"]))
            continue
        earlier = before[same[key]]
        was_id = "" if same[key] == key else same[key][1]
        for column, change in CHANGE_OF.items():
            if statement[column] != earlier[column]:
                differing = earlier[column], statement[column]
                found.append(_row(change, statement, was_id, column, *differing))
    found.sort(key=lambda row: CHANGES.index(str(row["change"])))
    table = pd.DataFrame(found, columns=COLUMNS.split())
    words = {name: "str" for name in COLUMNS.split() if name not in ("year", "likeness")}
    return table.astype({**words, "year": "Int16", "likeness": "Float64"})


def _by_key(statements: pd.DataFrame, which: str) -> dict[tuple[str, str], dict[str, str]]:
    """Write every cell as text, by school and id, so that equal things are written alike."""
    frame = statements.reindex(columns=list(STATEMENTS.names))
    frame = completed(frame.astype({name: STATEMENTS[name].dtype for name in frame.columns}))
    band = frame["year_to"].where((frame["year_to"] != frame["year"]).fillna(False))
    frame = frame.assign(year_to=band)
    texts = {name: [_text(value) for value in frame[name].tolist()] for name in frame.columns}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for cells in zip(*texts.values(), strict=True):
        row = dict(zip(texts, cells, strict=True))
        key = row["school_id"], row["statement_id"]
        if key in found:
            raise LaddersError(
                f'The {which} curriculum has the statement "{key[1]}" twice. Make its ids unique.'
            )
        found[key] = row
    return found


def _text(value: object) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, float) else " ".join(str(value).split())


def _declared(renamed: Mapping[str, str] | pd.DataFrame | None) -> dict[tuple[str, str], str]:
    """Follow the map of each school to the last names."""
    if renamed is None:
        return {}
    if isinstance(renamed, pd.DataFrame):
        schools = renamed["school_id"].fillna("") if "school_id" in renamed else [""] * len(renamed)
        rows = list(zip(schools, renamed["was"], renamed["is"], strict=True))
    else:
        rows = [("", was, now) for was, now in renamed.items()]
    found: dict[tuple[str, str], str] = {}
    for school in dict.fromkeys(school for school, _, _ in rows):
        pairs = list(dict.fromkeys((was, now) for of, was, now in rows if of == school))
        followed, amiss = chains(pairs)
        if amiss:
            place, rule = next(iter(amiss.items()))
            raise LaddersError(f'The map cannot be followed at "{pairs[place][0]}": {rule}.')
        found |= {(school, was): now for was, now in followed.items()}
    return found


def _worded(row: Mapping[str, str]) -> Worded:
    return Worded.of(row["school_id"], row["subject"], row["ladder"], row["year"], row["text"])


def _row(
    change: str, statement: Mapping[str, str], was: str, column: str, before: str, after: str
) -> dict[str, object]:
    told: dict[str, object] = {
        name: statement[name] for name in ("school_id", "statement_id", "subject", "ladder")
    }
    year = int(statement["year"]) if statement["year"] else None
    differs = {"was": was, "year": year, "column": column, "before": before, "after": after}
    return {"change": change, **told, **differs, "likeness": None}
