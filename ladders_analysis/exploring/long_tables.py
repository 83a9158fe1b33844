"""What is looked at as a long table: one row for each count, or for each pupil who was clicked.

Every row says whose figures they are, between which points, by which definition and under which
policy, so that a table that leaves the page can still be understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ladders_analysis.exploring.behind import rows_behind
from ladders_analysis.exploring.counted_rows import (
    ATTAINED,
    CountedRows,
    movement_of,
    rows_moved,
    rows_of_bars,
    rows_standing,
)
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.gap_cells import shown_cells
from ladders_analysis.exploring.moved import MOVEMENT
from ladders_analysis.exploring.selection import A_YEAR_AGO, ALL_SCHOOLS, Selection
from ladders_analysis.exploring.views import Bars, Flow, GapGrid, PartView
from ladders_analysis.exploring.whom import whom
from ladders_analysis.policy import STATES
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.version import __version__

Cell = str | int
Row = dict[str, Cell]


@dataclass(frozen=True)
class LongTable:
    """A table to be saved.

    Attributes
    ----------
    rows
        Column -> cell; every row has the same columns.
    about
        What it is and where it comes from, in words.
    """

    rows: tuple[Row, ...]
    about: Mapping[str, str]


def long_table(facts: Facts, selection: Selection, part: PartView) -> LongTable:
    """Lay what is looked at out as a long table.

    Parameters
    ----------
    facts
        What is known.
    selection
        A settled selection. Where something was clicked: the pupils behind it, all of them; else
        the counts behind the picture.
    part
        What the page shows for it.

    Returns
    -------
    LongTable
    """
    source = _source(facts, selection)
    told = {"What it says": " ".join(part.sentences)}
    if selection.behind is not None:
        title, pupils, _ = rows_behind(facts, selection)
        told["Pupils"] = title
        rows: list[Row] = [
            {
                "pupil": each.pupil,
                "name": each.name,
                "class": each.class_name,
                "subject": each.subject,
                "then": each.then,
                "now": each.now,
                "outcome": each.outcome,
                "because": each.because,
                "to_ask": each.ask,
            }
            for each in pupils
        ]
    else:
        rows = _counts(facts, selection, part)
    whose: Row = {"school": source["School"], "who": whom(facts, selection)}
    points: Row = {
        "from": source["From"],
        "to": source["To"],
        "definition": source["Definition"],
        "policy": source["Policy"],
    }
    return LongTable(
        tuple({**whose, **row, **points} for row in rows),
        {
            **told,
            "Chosen": whom(facts, selection),
            **source,
            "Link": f"#{selection.as_link()}",
            "Code": selection.as_code(),
        },
    )


def _counts(facts: Facts, selection: Selection, part: PartView) -> list[Row]:
    """Write down the counts behind the picture."""
    picture = part.picture
    if isinstance(picture, Flow):
        return [
            {
                "subject": band.behind.subject,
                "then": band.start,
                "now": band.end,
                "direction": band.direction,
                "pupils": band.pupils,
            }
            for band in picture.bands
        ]
    if isinstance(picture, GapGrid):
        return _statements(facts, selection)
    if not isinstance(picture, Bars):
        return []
    movement = movement_of(facts, selection, selection.definition)
    if movement is not None:
        return _tallied(rows_moved(facts, selection, movement))
    if selection.part == "where":
        return _tallied(rows_standing(facts, selection))
    return _tallied(rows_of_bars(facts, picture))


def _tallied(rows: CountedRows) -> list[Row]:
    """Write one row for each word of each tally, those with nobody too."""
    attained = rows.word == ATTAINED
    placed = ("placed", "at_or_above") if attained else ("rated", "favourable")
    found: list[Row] = []
    for tally, column in zip(rows.tallies, rows.columns, strict=True):
        for word, pupils in tally.pupils.items():
            row: Row = {
                "subject": tally.subject,
                "by": column,
                "value": tally.row,
                "row": tally.label,
                rows.word: word,
                "pupils": pupils,
                placed[0]: tally.of,
                placed[1]: tally.good,
                "in_scope": tally.in_scope,
            }
            if not attained:
                row |= {"joined": tally.joined, "left": tally.left}
            found.append(row)
    return found


def _statements(facts: Facts, selection: Selection) -> list[Row]:
    """Write one row for each statement and state, in the curriculum's order."""
    shown = shown_cells(facts, selection)
    table = shown.snapshot.grid.table.iloc[shown.cells.across]
    counted = [shown.cells.pupils_in(state).tolist() for state in range(len(STATES))]
    meant = shown.cells.counts["pupils"].tolist()
    found: list[Row] = []
    for place, row in enumerate(table.to_dict("records")):
        if not meant[place]:
            continue
        named: Row = {
            "shown": shown.about,
            "subject": str(row["subject"]),
            "year": int(row["year"]),
            "ladder": str(row["ladder"]),
            "statement_id": str(row["statement_id"]),
            "statement": str(row["text"]),
            "key": "key" if row["key"] else "",
        }
        found += [
            {**named, "state": word, "pupils": counted[state][place], "meant_for": meant[place]}
            for state, word in enumerate(STATES)
        ]
    return found


def _source(facts: Facts, selection: Selection) -> dict[str, str]:
    """Say where the figures come from."""
    end = facts.point(selection.end)
    snapshots = facts.standing(selection.end).snapshots.values()
    moved = selection.part == "moved" and selection.start != ""
    start = ""
    if moved and selection.start == A_YEAR_AGO:
        ago = facts.first.year_before(end)
        start = "" if ago is None else ago.label
    elif moved:
        start = facts.point(selection.start).label
    by = MOVEMENT if selection.subject == TOGETHER else selection.definition
    movement = movement_of(facts, selection, by)
    definition = "" if movement is None else f"{movement.about.name} {movement.about.version}"
    names = [each.settings.name for each in snapshots]
    school = "All schools" if selection.school == ALL_SCHOOLS else ", ".join(names)
    sources = facts.first.sources
    return {
        "School": school,
        "From": start,
        "To": end.label,
        "Entries to": end.entries_close.isoformat(),
        "Definition": definition,
        "Policy": ", ".join(dict.fromkeys(each.settings.policy_hash for each in snapshots)),
        "Curriculum": ", ".join(dict.fromkeys(each.grid.curriculum_hash for each in snapshots)),
        "Source files": ", ".join(f"{name} {sha[:12]}" for name, sha in sorted(sources.items())),
        "Toolkit": f"ladders_analysis {__version__}",
    }
