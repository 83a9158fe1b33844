"""The table behind a picture, from the same tallies, with the columns that notebooks show.

What `la.lay_out` makes of a summary, these make of tallies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ladders_analysis.exploring.tallies import Tally
from ladders_analysis.exploring.views import TableView
from ladders_analysis.plots.wording import without_ending
from ladders_analysis.policy import PLACED, UNRANKED
from ladders_analysis.questions.laying_out import OF, head_in_table

_JOINED = ("joined", "left")


def headline(tally: Tally | None) -> str:
    """Write "21 of 26", or a dash where nobody could be placed."""
    return f"{tally.good}{OF}{tally.of}" if tally is not None and tally.of else "–"


def standing_table(
    tallies: Sequence[Tally], by: str, caption: str, beside: Mapping[tuple[str, str], Tally]
) -> TableView:
    """Lay where pupils stand out with one row a tally.

    Parameters
    ----------
    tallies
        The rows.
    by
        The column that rows stand for; blank where subjects alone do.
    caption
        What the table shows.
    beside
        Tallies a year ago by (subject, row); empty for none.
    """
    heads = [*_heads(tallies, by), "At or above", *(["A year ago"] if beside else [])]
    heads += [*map(_head, PLACED), "Not placed", "In scope"]
    rows = []
    for each in tallies:
        ago = [headline(beside.get((each.subject, each.row)))] if beside else []
        counts = [*(each.pupils[word] for word in PLACED), each.in_scope - each.of, each.in_scope]
        rows.append((*_names(each, tallies, by), headline(each), *ago, *map(str, counts)))
    return TableView(caption=caption, columns=tuple(heads), rows=tuple(rows))


def outcomes_table(
    tallies: Sequence[Tally],
    by: str,
    caption: str,
    beside: Mapping[tuple[str, str], Tally],
    labels: Mapping[str, str],
) -> TableView:
    """Lay outcomes out with one row a tally; outcomes that nobody had are left out."""
    words = [
        word
        for word in (tallies[0].pupils if tallies else ())
        if word not in UNRANKED and any(each.pupils[word] for each in tallies)
    ]
    moved = [name for name in _JOINED if any(getattr(each, name) for each in tallies)]
    heads = [*_heads(tallies, by), "Favourable", *(["A year ago"] if beside else [])]
    heads += [_head(labels.get(word, word)) for word in words]
    heads += ["Not rated", "In scope at both", *map(_head, moved)]
    rows = []
    for each in tallies:
        ago = [headline(beside.get((each.subject, each.row)))] if beside else []
        counts = [each.pupils[word] for word in words]
        counts += [each.in_scope - each.of, each.in_scope]
        counts += [getattr(each, name) for name in moved]
        rows.append((*_names(each, tallies, by), headline(each), *ago, *map(str, counts)))
    return TableView(caption=caption, columns=tuple(heads), rows=tuple(rows))


def _several(tallies: Sequence[Tally]) -> bool:
    return len({each.subject for each in tallies}) > 1


def _heads(tallies: Sequence[Tally], by: str) -> list[str]:
    subject = ["Subject"] if _several(tallies) or not by else []
    return [*subject, *([_HEADS.get(by, head_in_table(by))] if by else [])]


def _names(tally: Tally, tallies: Sequence[Tally], by: str) -> list[str]:
    subject = [tally.subject] if _several(tallies) or not by else []
    return [*subject, *([without_ending(tally.label)] if by else [])]


_HEADS = {"cohort": "Cohort", "point": "At"}


def _head(word: str) -> str:
    return word[:1].upper() + word[1:]
