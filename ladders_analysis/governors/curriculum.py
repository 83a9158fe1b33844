"""What the curriculum expected by a point, what was taught, and when a pupil counts as there.

All of it is the school's plan and policy; nothing here looks at a pupil's judgements. Statements
that many pupils find hard are the exception, and they are named without any count.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ladders_analysis.basis import BASES
from ladders_analysis.disclosure import Cell, PublishedTable, Row, Rules, leaf
from ladders_analysis.english import in_a_sentence, listing
from ladders_analysis.expectation import expected_at
from ladders_analysis.governors.blocks import Block, Points, Words
from ladders_analysis.governors.wording import Wording, sentence
from ladders_analysis.planned import NO_YEAR
from ladders_analysis.roll import year_name
from ladders_analysis.snapshot import Snapshot

STICKING_POINTS = 3
"""Most sticking points that are named in a subject."""
ENOUGH_JUDGED = 0.75
"""Share of the judgements due below which a row's evidence is called sparse [share 0–1]."""


def years_of(end: Snapshot) -> tuple[int, ...]:
    """Return the year groups that have pupils, lowest first."""
    present = end.roll.year_group[end.roll.in_scope]
    return tuple(sorted({int(year) for year in present if year != NO_YEAR}))


def basis_of(end: Snapshot, subject: str, year: int) -> str:
    """Return what decides attainment in a subject and year group: a place in `BASES`."""
    place = end.subjects.index(subject)
    by_default = BASES[int(end.of_school.bases[year, place])]
    return end.settings.expectation(subject, year).basis or by_default


def expected_blocks(end: Snapshot, subjects: Sequence[str], wording: Wording) -> tuple[Block, ...]:
    """Say what was expected and taught by the end point, and when a pupil is there.

    Parameters
    ----------
    end
        The school as at the end point.
    subjects
        The subjects of the page.
    wording
        The page's phrases.
    """
    point = end.point
    blocks: list[Block] = [
        Words(
            sentence(
                f"The school’s year has six half-terms, and {point.label} takes stock of what is "
                f"due by the end of half-term {point.due_through}"
                if point.due_through
                else f"At {point.label} no half-term had ended, and nothing was due yet"
            )
        )
    ]
    table = _due_table(end, subjects)
    if table is None:
        blocks.append(
            Words(
                "The school holds no list of curriculum statements in this toolkit, so the page "
                "cannot say what was due or taught; it shows teachers’ overall judgements."
            )
        )
    else:
        blocks += table
    blocks.append(Words(f"When is a pupil {wording.at}?", "heading"))
    blocks.append(Points(tuple(_rules_in_words(end, subjects))))
    return tuple(blocks)


def sparse_rows(
    end: Snapshot, rows: Sequence[Row], subjects: Sequence[str]
) -> frozenset[tuple[str, str]]:
    """Find rows in which fewer than three quarters of the judgements due have been made.

    Parameters
    ----------
    end
        The school as at the end point.
    rows, subjects
        The rows and subjects of the page.

    Returns
    -------
    frozenset
        Row names and subjects, where attainment rests on statements.

    Notes
    -----
    It is about entries, not about pupils: judgements made on due statements ÷ pupils × due
    statements, and only whether that is below three quarters is told.
    """
    due, assessed = (
        end.grid.tally(mask)
        for mask in (end.evidence.due, end.evidence.due & end.evidence.assessed)
    )
    found = set()
    for row in rows:
        here = end.roll.in_scope & np.isin(end.roll.year_group, row.years)
        for subject in subjects:
            place = end.subjects.index(subject)
            by_statements = all(basis_of(end, subject, year) == "statements" for year in row.years)
            wanted, made = due[here, place].sum(), assessed[here, place].sum()
            if by_statements and made < ENOUGH_JUDGED * wanted:
                found.add((row.name, subject))
    return frozenset(found)


def _due_table(end: Snapshot, subjects: Sequence[str]) -> list[Block] | None:
    grid, years = end.grid, years_of(end)
    with_statements = [subject for subject in subjects if (grid.table["subject"] == subject).any()]
    if not with_statements or not years:
        return None
    expected = expected_at(grid, end.settings, end.point, np.array(years, np.int64))
    own = grid.tally(expected.own_year)
    due = grid.tally(expected.due & expected.own_year)
    taught = grid.tally(expected.taught & expected.own_year)
    columns = [grid.subjects.index(subject) for subject in with_statements]
    ahead = bool((taught[:, columns] != due[:, columns]).any())

    def cell(row: int, column: int) -> Cell:
        due_here, all_here, taught_here = (int(each[row, column]) for each in (due, own, taught))
        if not all_here:
            return Cell("no statements")
        more = f"teaching of {taught_here} begun" if taught_here != due_here else ""
        return Cell(f"{due_here} of {all_here}", more if ahead else "")

    rows = _alike(
        [(year, tuple(cell(row, column) for column in columns)) for row, year in enumerate(years)]
    )
    caption = f"Statements due by {end.point.label}, of those of the pupils’ own year"
    words = (
        "A smaller line says where the teaching of more, or fewer, has begun."
        if ahead
        else "By the school’s plan, what was due is also what had been taught by then."
    )
    return [
        PublishedTable(caption, ("Year group", *with_statements), rows),
        Words(words, "note"),
    ]


def _alike(
    rows: Sequence[tuple[int, tuple[Cell, ...]]],
) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Tell neighbouring year groups with the same plan in one row."""
    runs: list[tuple[list[int], tuple[Cell, ...]]] = []
    for year, cells in rows:
        if runs and runs[-1][1] == cells:
            runs[-1][0].append(year)
        else:
            runs.append(([year], cells))
    names = [Row(tuple(years), 0).name for years, _ in runs]
    return tuple(
        (f"{name}, each" if len(years) > 1 else name, cells)
        for name, (years, cells) in zip(names, runs, strict=True)
    )


def _rules_in_words(end: Snapshot, subjects: Sequence[str]) -> list[str]:
    """Write each rule once, with the subjects and year groups that it is for."""
    years = years_of(end)
    rules: dict[str, dict[str, list[int]]] = {}
    for subject in subjects:
        for year in years:
            rule = _rule(end, subject, year)
            rules.setdefault(rule, {}).setdefault(subject, []).append(year)
    lines = []
    for rule, where in rules.items():
        everywhere = [
            in_a_sentence(name) for name, found in where.items() if len(found) == len(years)
        ]
        partly = [
            f"{in_a_sentence(name)} ({listing(year_name(year) for year in found)})"
            for name, found in where.items()
            if len(found) < len(years)
        ]
        lines.append(sentence(f"{listing([*everywhere, *partly])}: {rule}"))
    return lines


def _rule(end: Snapshot, subject: str, year: int) -> str:
    expectation = end.settings.expectation(subject, year)
    basis = basis_of(end, subject, year)
    if basis == "teacher":
        return "when the teacher’s latest overall judgement this year says so"
    if basis == "score":
        line = end.settings.score(subject, year)
        if line is None or line.expected is None:
            return "not decided; the school has set no line for its scores"
        return f"when the latest score in “{line.assessment}” is {line.expected:g} or more"
    if not (end.grid.table["subject"] == subject).any():
        return "not decided; the rule asks for statements, and the school holds none"
    share = expectation.share("secure_share", end.point.policy_index)
    key = ", every key statement among them" if expectation.all_key else ""
    return f"when at least {100 * share:g}% of the statements due by then are judged secure{key}"


def sticking_blocks(end: Snapshot, subjects: Sequence[str], rules: Rules) -> tuple[Block, ...]:
    """Name statements that fewer than two in three of the pupils assessed have secure; no counts.

    Parameters
    ----------
    end
        The school as at the end point.
    subjects
        The subjects of the page.
    rules
        The thresholds.

    Notes
    -----
    A statement is named where it is due, at least `rows_from` pupils of its year group were
    assessed, and even the high end of the published range is below two thirds. At most three a
    subject: key statements first, then the lowest high end, then the curriculum's own order. So
    whether a statement is named depends on ranges alone.
    """
    table = end.grid.table
    if not len(table):
        return (
            Words(
                "Teachers’ judgements are held for whole subjects, not for single statements, so "
                "the page cannot say which parts of the curriculum are hardest."
            ),
        )
    evidence = end.evidence
    found: list[tuple[int, int, int]] = []
    last = end.grid.plan.last_year
    for year in years_of(end):
        here = end.roll.in_scope & (end.roll.year_group == year)
        due = evidence.due[here].any(axis=0) & (last <= year)
        assessed = evidence.assessed[here].sum(axis=0)
        secure = (evidence.secure & evidence.assessed)[here].sum(axis=0)
        for place in np.flatnonzero(due & (assessed >= rules.rows_from)):
            count = leaf(int(secure[place]), int(assessed[place]), rules)
            if 3 * count.high < 2 * count.of:
                found.append((round(1000 * count.share_high), year, int(place)))
    chosen = []
    for subject in subjects:
        of_subject = [each for each in found if table["subject"].iloc[each[2]] == subject]
        of_subject.sort(key=lambda each: (not table["key"].iloc[each[2]], each))
        chosen += sorted(of_subject[:STICKING_POINTS], key=lambda each: (each[1], each[2]))
    if not chosen:
        return (
            Words(
                "No statement due by now is known to be secure for fewer than two in three of the "
                "pupils assessed on it; in year groups with few pupils none is named."
            ),
        )
    rows = tuple(
        (
            f"{year_name(year)}, {in_a_sentence(str(table['subject'].iloc[place]))}",
            (
                Cell(str(table["ladder"].iloc[place])),
                Cell(_words(table.iloc[place])),
            ),
        )
        for _, year, place in chosen
    )
    caption = (
        "Statements due by now, secure for fewer than two in three of the pupils assessed on them"
    )
    blocks: list[Block] = [
        Words(
            "These are places in the curriculum to ask about, whoever the pupils are. At most "
            f"{STICKING_POINTS} are named in a subject; the order is the curriculum’s."
        ),
        PublishedTable(caption, ("Year group and subject", "Ladder", "Statement"), rows),
    ]
    return tuple(blocks)


def _words(statement: pd.Series) -> str:
    """Return a statement's words; its id would tell governors nothing."""
    words = str(statement["text"])
    return "not worded" if words == str(statement["statement_id"]) else words
