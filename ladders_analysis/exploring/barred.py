"""Bars of pupils from tallies: where they stand, or how they came out, one row a tally."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ladders_analysis.english import count
from ladders_analysis.exploring.selection import Behind, Selection
from ladders_analysis.exploring.tallies import COHORT, Tally, row_column
from ladders_analysis.exploring.views import Bar, Bars, Key, Paint, Segment
from ladders_analysis.plots.groups import MOST_ROWS, Group, Labels
from ladders_analysis.plots.wording import shared_ending, without_ending

Meaning = Callable[[Tally, str], Behind]


@dataclass(frozen=True)
class Wording:
    """What is written about bars: around them, over the counts, and where nobody is counted."""

    title: str
    under: str = ""
    note: str = ""
    said_head: str = ""
    beside_head: str = ""
    nobody: str = "none placed"


def bars(
    tallies: Sequence[Tally],
    paints: Mapping[str, Paint],
    meaning: Meaning,
    wording: Wording,
    beside: Mapping[tuple[str, str], str],
    labels: Mapping[str, str],
) -> Bars:
    """Draw one bar a tally.

    Parameters
    ----------
    tallies
        The rows, in order; the subject heads a run of them.
    paints
        Word -> paint, in the order of the words.
    meaning
        What it means to click a word of a tally; a blank word is everybody in the row.
    wording
        What is written about it.
    beside
        What stands beside a row, by (subject, row).
    labels
        The school's own wording for words.

    Returns
    -------
    Bars
        At most as many rows as a printed picture has; the note says how many more there are.
    """
    shown = tallies[:MOST_ROWS]
    one = len({each.subject for each in tallies}) == 1
    alone = not any(each.row for each in tallies)
    totals = {word: sum(each.pupils.get(word, 0) for each in tallies) for word in paints}
    rows = tuple(
        Bar(
            label=each.subject if alone else without_ending(each.label),
            group="" if one or alone else each.subject,
            said=said_of(each) if each.of else wording.nobody,
            beside=beside.get((each.subject, each.row), ""),
            of_all=each.in_scope,
            segments=tuple(
                Segment(
                    word=labels.get(word, word),
                    count=each.pupils[word],
                    paint=paint,
                    behind=meaning(each, word),
                )
                for word, paint in paints.items()
                if each.pupils.get(word)
            ),
            behind=meaning(each, ""),
        )
        for each in shown
    )
    more = (
        ""
        if len(tallies) <= MOST_ROWS
        else (f" The first {MOST_ROWS} of {count(len(tallies))} rows are drawn; the table has all.")
    )
    return Bars(
        title=wording.title,
        under=wording.under,
        note=wording.note + more,
        said_head=wording.said_head,
        beside_head=wording.beside_head,
        longest=max((each.in_scope for each in shown), default=0) or 1,
        keys=tuple(
            Key(word=labels.get(word, word), paint=paint, pupils=totals[word] if one else None)
            for word, paint in paints.items()
            if totals[word]
        ),
        rows=rows,
    )


def counts_beside(beside: Mapping[tuple[str, str], Tally]) -> dict[tuple[str, str], str]:
    """Write what stands beside each row: "17 of 27", nothing where nobody could be placed."""
    return {key: said_of(each) for key, each in beside.items() if each.of}


def said_of(tally: Tally) -> str:
    """Write a tally's headline: "21 of 26"."""
    return f"{count(tally.good)} of {count(tally.of)}"


def title_column(selection: Selection) -> str:
    """Return what titles name rows by: the cohort or class chosen where rows are subjects."""
    return row_column(selection) or (COHORT if selection.class_name is None else "class_name")


def as_groups(
    tallies: Sequence[Tally], by: str, good: str, small: int, labels: Mapping[str, str]
) -> tuple[list[Group], Labels]:
    """Hand tallies to what words the titles of printed pictures.

    Parameters
    ----------
    tallies
        The rows.
    by
        The column that names them.
    good
        The name of the headline: "up" or "favourable".
    small
        Fewer placed than this are too few to compare.
    labels
        The school's own wording for words.
    """
    column = {COHORT: "cohort_label"}.get(by, by)
    groups = [
        Group(
            {"subject": each.subject, column: each.label},
            {
                "of": each.of,
                good: each.good,
                "in_scope": each.in_scope,
                "too_small": each.of < small,
            },
            {labels.get(word, word): many for word, many in each.pupils.items()},
            (each.subject, each.row),
        )
        for each in tallies
    ]
    shared = shared_ending([each.label for each in tallies]) if by == COHORT and tallies else ""
    return groups, Labels(("subject", column), shared, True)
