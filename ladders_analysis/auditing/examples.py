"""Telling a worked example: in a sentence, and in a table of marks without a name or an id."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.auditing.checks import CEILING, TWICE
from ladders_analysis.auditing.shrinking import Rated, Shown, Smallest, Suspect
from ladders_analysis.basis import BASES
from ladders_analysis.definitions.contract import number
from ladders_analysis.policy import ATTAINMENT, PLACED
from ladders_analysis.roll import year_name
from ladders_analysis.snapshot import Snapshot

DUE = {
    (True, True): "at both points",
    (False, True): "at the end",
    (True, False): "at the start only",
    (False, False): "not yet",
}
NO_MARK = "–"
PLACED_ON = {"teacher": "by the teacher’s judgement", "score": "by a score"}


@dataclass(frozen=True, eq=False)
class Example:
    """One pupil and subject on which a definition fails a check.

    Attributes
    ----------
    said
        The whole of it in a few sentences.
    marks
        What was judged, and what the experiment made of it: one row for statements that are alike,
        with how many they are.
    made_up
        Whether the pupil is of a made-up school.
    """

    said: str
    marks: pd.DataFrame
    made_up: bool


def example(suspect: Suspect, found: Smallest, made_up: bool) -> Example:
    """Tell an example in words and marks.

    Parameters
    ----------
    suspect
        Who fails which check.
    found
        The smallest example.
    made_up
        Whether the pupil is of a made-up school; of a real one the definition's own reasons are
        left out, because they may say anything.
    """
    shown = found.shown
    points = (
        _stands(suspect, shown.start, f"in {shown.start.point.label}"),
        _stands(suspect, shown.end, f"in {shown.end.point.label}"),
    )
    rated = _rated(shown.before, made_up)
    parts = [f"{_who(suspect, shown)}: {', '.join(points)}. Rated {rated}.", _then(suspect, shown)]
    if suspect.check is not CEILING:
        parts[-1] += f" {_rated(shown.after, made_up)}."
    if found.others:
        parts.append(
            f"It takes {found.others} other {_pupils(found.others)} to show it: what becomes of "
            "one hangs on the others."
        )
    return Example(" ".join(parts), marks(suspect, shown), made_up)


def _pupils(count: int) -> str:
    return "pupil" if count == 1 else "pupils"


def _who(suspect: Suspect, shown: Shown) -> str:
    """Say what kind of pupil it is, never which."""
    then, now = (
        year_name(int(each.roll.year_group[_where(suspect, each)[0]]))
        for each in (shown.start, shown.end)
    )
    years = f"A {now} pupil" if then == now else f"A pupil of {then}, then of {now}"
    return f"{years}, {suspect.subject}"


def _where(suspect: Suspect, snapshot: Snapshot, pupil: str = "") -> tuple[int, int]:
    """Find the suspect's place in a snapshot, where they may have another id."""
    down = snapshot.grid.pupils.get_indexer(pd.Index([pupil or suspect.pupil]))
    return int(down[0]), snapshot.subjects.index(suspect.subject)


def _stands(suspect: Suspect, snapshot: Snapshot, when: str) -> str:
    """Say where the pupil stands at a point, and on what."""
    down, across = _where(suspect, snapshot)
    word = ATTAINMENT[snapshot.standing[down, across]]
    basis = BASES[snapshot.basis[down, across]]
    if basis in PLACED_ON and word in PLACED:
        return f"{when} {word} {PLACED_ON[basis]}"
    secure, due = (
        number(weight[down, across]) for weight in (snapshot.placed.secure, snapshot.placed.due)
    )
    return f"{when} {secure} of {due} due statements secure ({word})"


def _rated(rated: Rated, with_reason: bool) -> str:
    reason = rated.because.strip().rstrip(".")
    return f"“{rated.outcome}”" + (f" ({reason})" if reason and with_reason else "")


def _then(suspect: Suspect, shown: Shown) -> str:
    """Say what the experiment was, to end with the outcome under it."""
    if suspect.check is CEILING:
        return "Up at both points, and the outcome is not a favourable one."
    if suspect.check is TWICE:
        return "Asked again about the same records:"
    return f"{suspect.check.runs[suspect.run].words}:"


def marks(suspect: Suspect, shown: Shown) -> pd.DataFrame:
    """Lay the pupil's marks in the subject out, statements that are alike in one row.

    Returns
    -------
    DataFrame
        `Statements` (how many), `Due`, `Key` and `Weight` where they differ, and the mark at each
        point, before and after the experiment where that changed any.
    """
    start, end = shown.start, shown.end
    table = end.grid.table
    mine = np.flatnonzero((table["subject"] == suspect.subject).to_numpy(bool))
    down, _ = _where(suspect, end)
    due = [
        DUE[bool(then), bool(now)]
        for then, now in zip(
            start.expected.due[down, mine], end.expected.due[down, mine], strict=True
        )
    ]
    columns: dict[str, object] = {"Due": due}
    if table["key"].iloc[mine].any():
        columns["Key"] = ["key" if key else NO_MARK for key in table["key"].iloc[mine]]
    if (table["weight"].iloc[mine] != 1).any():
        columns["Weight"] = [number(weight) for weight in table["weight"].iloc[mine]]
    points = (("start", start), ("end", end))
    labels = {"start": start.point.label, "end": end.point.label}
    if labels["start"] == labels["end"]:
        labels = {when: f"{label} ({when})" for when, label in labels.items()}
    ids = table["statement_id"].iloc[mine].astype("str").tolist()
    for when, snapshot in points:
        columns[labels[when]] = [_mark(snapshot, down, place) for place in mine.tolist()]
    for when, _ in points:
        now = _marks_now(suspect, shown, when, ids)
        if now is not None and now != columns[labels[when]]:
            columns[f"{labels[when]}, changed"] = now
    rows = pd.DataFrame(columns)
    rows = rows.iloc[np.argsort([list(DUE.values()).index(each) for each in due], kind="stable")]
    alike = rows.groupby(list(rows.columns), sort=False).size().rename("Statements").reset_index()
    return alike[["Statements", *rows.columns]]


def _mark(snapshot: Snapshot, down: int, place: int) -> str:
    code, scale = int(snapshot.counted[down, place]), snapshot.settings.scale
    return scale.codes[code - 1] if code and scale else NO_MARK


def _marks_now(suspect: Suspect, shown: Shown, when: str, ids: list[str]) -> list[str] | None:
    """Write each statement's marks under the experiment; None where statements were renamed."""
    snapshot: Snapshot = getattr(shown.changed, when)
    table, names = snapshot.grid.table, dict(shown.changed.pupils)
    own = next((new for new, old in names.items() if old == suspect.pupil), suspect.pupil)
    down, _ = _where(suspect, snapshot, own)
    now = []
    for name in ids:
        whole = _places(table["statement_id"], name)
        places = whole or _places(table["part_of"], name)
        if not places:
            return None
        parts = "" if whole else f" × {len(places)} parts"
        now.append(
            " / ".join(dict.fromkeys(_mark(snapshot, down, each) for each in places)) + parts
        )
    return now


def _places(column: pd.Series, name: str) -> list[int]:
    return [int(place) for place in np.flatnonzero(column.astype("str") == name)]
