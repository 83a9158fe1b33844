"""Where pupils stand against what the curriculum expects, one bar a cohort and subject.

Those working towards what is expected stand left of the line and those at or above it right;
pupils who cannot be placed stand apart and never count as either.
"""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import count, listing, percent
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import PictureError, need_columns, whole
from ladders_analysis.plots.findings import standing_finding
from ladders_analysis.plots.groups import MOST_ROWS, Group, Labels, groups_of, part_of
from ladders_analysis.plots.heading import draw_message
from ladders_analysis.plots.rows import Block, Chart, Piece, Row, draw_rows
from ladders_analysis.plots.style import ATTAINMENT_LOOKS
from ladders_analysis.policy import NOT_PLACED, PLACED

_NEEDED = ("attainment", "pupils", "of", "share", "in_scope", "up", "up_share", "too_small")
_MEASURES = (
    *_NEEDED,
    "own_curriculum",
    "no_evidence",
    "low",
    "high",
    "pupils_to_change",
    "one_pupil",
)
_MADE_BY = 'la.summarise_attainment(snapshot, by=["cohort_label", "subject"])'


def _pieces(group: Group, words: tuple[str, ...]) -> tuple[Piece, ...]:
    return tuple(Piece(word, group.pupils[word]) for word in words if group.pupils.get(word))


def _result(group: Group) -> str:
    """Say how many of those who could be told have done well."""
    return part_of(group, "up", "up_share") or "none placed"


def _described(group: Group, labels: Labels, earlier: str) -> str:
    """Say one row in words, as the table would."""
    placed, up = whole(group.first["of"]), whole(group.first["up"])
    parts = [f"{count(group.pupils.get(word, 0))} {word}" for word in PLACED]
    said = f"{labels.full(group)}: {', '.join(parts)}"
    if placed:
        said += f"; {count(up)} of {count(placed)} placed are at or above what is expected"
        share = group.first["up_share"]
        if not group.too_small and not bool(pd.isna(share)):
            said += f" ({percent(float(share))})"
    else:
        said += "; none placed"
    apart = [f"{count(group.pupils[word])} {word}" for word in NOT_PLACED if group.pupils.get(word)]
    if apart:
        said += f"; not placed: {listing(apart)}"
    said += f"; {count(whole(group.first['in_scope']))} in scope"
    return f"{said}{'; too few to compare' if group.too_small else ''}{earlier}."


def plot_attainment(
    summary: pd.DataFrame,
    ax: Axes | None = None,
    *,
    subject: str | None = None,
    beside: pd.DataFrame | None = None,
    beside_label: str = "a year ago",
    note: str = "",
) -> Axes:
    """Draw where pupils stand, in pupils, for every group of a summary.

    Parameters
    ----------
    summary
        From `la.summarise_attainment`: any `by` columns, then `attainment, pupils, of, share,
        in_scope, up, up_share, too_small`.
    ax
        Axes to clear and use again; None makes a figure.
    subject
        Only this subject.
    beside
        The same summary at another point, drawn as a thin bar under each group it also holds.
        Groups match by their `by` columns, a cohort's label without its year in brackets.
    beside_label
        What the thin bar is called.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described; one unit across is one pupil, 0 is the line between working towards and
        expected. A group too small to compare shows its counts, but no percentage, and never
        makes the title.

    Raises
    ------
    PictureError
        When a column is missing, or the summary has no such subject.
    """
    need_columns(summary, _NEEDED, _MADE_BY)
    groups, labels = groups_of(summary, "attainment", _MEASURES, subject)
    known: dict[Hashable, Group] = {}
    if beside is not None:
        need_columns(beside, _NEEDED, _MADE_BY)
        known = {group.key: group for group in groups_of(beside, "attainment", _MEASURES, None)[0]}
    strange = sorted({word for group in groups for word in group.pupils} - set(ATTAINMENT_LOOKS))
    if strange:
        raise PictureError(
            f"The column attainment holds {', '.join(strange)}. Allowed: "
            f"{', '.join(ATTAINMENT_LOOKS)}. Turn the school's own codes into these words with "
            "[overall] in school.toml."
        )
    if not any(whole(group.first["in_scope"]) for group in groups):
        title = "No pupil is in scope here"
        detail = "Choose another cohort, subject or date to see where pupils stand."
        return draw_message(ax, title, detail, note)
    more = len(groups) - MOST_ROWS
    groups = groups[:MOST_ROWS]
    blocks: dict[str, list[Row]] = {}
    said = []
    for group in groups:
        before = known.get(group.key)
        earlier, earlier_result = None, ""
        if before is not None and whole(before.first["of"]):
            earlier = (_pieces(before, PLACED[:1]), _pieces(before, PLACED[1:]))
            up, placed = whole(before.first["up"]), whole(before.first["of"])
            earlier_result = f"{beside_label} {count(up)} of {count(placed)}"
        blocks.setdefault(labels.block(group), []).append(
            Row(
                labels.row(group),
                _pieces(group, PLACED[:1]),
                _pieces(group, PLACED[1:]),
                _pieces(group, NOT_PLACED),
                _result(group),
                count(whole(group.first["in_scope"])),
                earlier,
                earlier_result,
            )
        )
        said.append(_described(group, labels, f"; {earlier_result}" if earlier_result else ""))
    title = standing_finding(groups, labels)
    under = labels.shared + (". " if labels.shared else "")
    under += "Pupils; right of the line: at or above what the curriculum expects by now"
    if any(row.earlier for rows in blocks.values() for row in rows):
        under += f"; thin bar: {beside_label}"
    cut = f" The first {MOST_ROWS} of {count(MOST_ROWS + more)} groups." if more > 0 else ""
    foot = (note + cut).strip()
    chart = Chart(
        title,
        under,
        foot,
        tuple(Block(name, tuple(rows)) for name, rows in blocks.items()),
        ATTAINMENT_LOOKS,
        "at or above",
    )
    return describe(draw_rows(chart, ax), f"{title}. {under}. {' '.join(said)} {foot}")
