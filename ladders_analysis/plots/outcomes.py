"""How a cohort's pupils came out by a progress definition, one bar a group.

Outcomes to ask about stand left of the line and favourable ones right, each from its own place in
the definition's order; pupils without an outcome stand apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import count, percent
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import PictureError, need_columns, whole
from ladders_analysis.plots.findings import outcomes_finding
from ladders_analysis.plots.groups import MOST_ROWS, Group, Labels, groups_of, part_of
from ladders_analysis.plots.heading import draw_message
from ladders_analysis.plots.rows import Block, Chart, Piece, Row, draw_rows
from ladders_analysis.plots.style import outcome_looks
from ladders_analysis.policy import UNRANKED

_NEEDED = ("outcome", "pupils", "of", "in_scope", "favourable", "favourable_share", "too_small")
_MEASURES = (
    *_NEEDED,
    "share",
    "joined",
    "left",
    "own_curriculum",
    "no_evidence",
    "low",
    "high",
    "pupils_to_change",
    "one_pupil",
)
_MADE_BY = 'la.summarise(progress, by=["cohort_label", "subject"])'


def _ranked_outcomes(outcomes: pd.Series) -> list[str]:
    """Return the ranked outcomes in the definition's order, worst first."""
    if isinstance(outcomes.dtype, pd.CategoricalDtype):
        words = [str(word) for word in outcomes.cat.categories]
    else:
        words = [str(word) for word in dict.fromkeys(outcomes.dropna())]
    return [word for word in words if word not in UNRANKED]


def _favourable(groups: Sequence[Group], ranked: Sequence[str]) -> list[str]:
    """Find which outcomes the summary counted as favourable, from its own counts."""
    tails = [tuple(ranked[start:]) for start in range(len(ranked) + 1)]
    others = (some for size in range(len(ranked) + 1) for some in combinations(ranked, size))
    for words in (*tails, *others):
        sums = (sum(group.pupils.get(word, 0) for word in words) for group in groups)
        wanted = (whole(group.first["favourable"]) for group in groups)
        if all(found == want for found, want in zip(sums, wanted, strict=True)):
            return list(words)
    raise PictureError(
        "The column favourable is not the sum of any of the outcomes. Name those that count as "
        "good: plot_outcomes(summary, favourable=[…])."
    )


def _pieces(group: Group, words: Iterable[str]) -> tuple[Piece, ...]:
    return tuple(Piece(word, group.pupils[word]) for word in words if group.pupils.get(word))


def _result(group: Group) -> str:
    """Say how many of those who could be told have done well."""
    return part_of(group, "favourable", "favourable_share") or "none rated"


def _described(group: Group, labels: Labels, ranked: Sequence[str]) -> str:
    """Say one row in words, as the table would."""
    rated, good = whole(group.first["of"]), whole(group.first["favourable"])
    parts = [f"{count(group.pupils.get(word, 0))} {word}" for word in ranked]
    said = f"{labels.full(group)}: {'; '.join(parts)}"
    if rated:
        said += f"; {count(good)} of {count(rated)} rated are favourable"
        share = group.first["favourable_share"]
        if not group.too_small and not bool(pd.isna(share)):
            said += f" ({percent(float(share))})"
    else:
        said += "; none rated"
    for word in UNRANKED:
        if group.pupils.get(word):
            said += f"; {count(group.pupils[word])} {word}"
    said += f"; {count(whole(group.first['in_scope']))} in scope at both points"
    for column, word in (("joined", "joined between"), ("left", "left between")):
        if whole(group.first.get(column)):
            said += f"; {count(whole(group.first[column]))} {word}"
    return f"{said}{'; too few to compare' if group.too_small else ''}."


def plot_outcomes(
    summary: pd.DataFrame,
    ax: Axes | None = None,
    *,
    subject: str | None = None,
    favourable: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    note: str = "",
) -> Axes:
    """Draw the outcomes of a progress definition, in pupils, for every group of a summary.

    Parameters
    ----------
    summary
        From `la.summarise`: any `by` columns, then `outcome, pupils, of, in_scope, favourable,
        favourable_share, too_small` and the rest.
    ax
        Axes to clear and use again; None makes a figure.
    subject
        Only this subject.
    favourable
        Outcomes that count as good. By default they are read off the summary's own counts: the
        best outcomes that add up to its column `favourable` in every group.
    labels
        The school's own wording for outcomes, from `[labels]` in school.toml.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described; one unit across is one pupil, 0 is the line between what to ask about and what
        is favourable. A group too small to compare shows its counts but no percentage.

    Raises
    ------
    PictureError
        When a column is missing, the summary has no such subject, or the favourable outcomes
        cannot be told.
    """
    need_columns(summary, _NEEDED, _MADE_BY)
    groups, names = groups_of(summary, "outcome", _MEASURES, subject)
    if not any(whole(group.first["in_scope"]) for group in groups):
        title = "No pupil is in scope at both points"
        detail = "Choose two other dates, or another cohort or subject, to see outcomes."
        return draw_message(ax, title, detail, note)
    ranked = _ranked_outcomes(summary["outcome"])
    good = list(favourable) if favourable is not None else _favourable(groups, ranked)
    said_as = {word: (labels or {}).get(word, word) for word in (*ranked, *UNRANKED)}
    if len(set(said_as.values())) < len(said_as):
        raise PictureError(
            "Two outcomes have the same wording. Give each its own under [labels] in school.toml."
        )
    for group in groups:
        counts = {said_as.get(word, word): number for word, number in group.pupils.items()}
        group.pupils.clear()
        group.pupils.update(counts)
    well = [said_as[word] for word in ranked if word in good]
    poor = [said_as[word] for word in ranked if word not in good]
    apart = [said_as[word] for word in UNRANKED]
    more = len(groups) - MOST_ROWS
    groups = groups[:MOST_ROWS]
    blocks: dict[str, list[Row]] = {}
    for group in groups:
        blocks.setdefault(names.block(group), []).append(
            Row(
                names.row(group),
                _pieces(group, poor),
                _pieces(group, well),
                _pieces(group, apart),
                _result(group),
                count(whole(group.first["in_scope"])),
            )
        )
    looks = outcome_looks([*poor, *well], well)
    looks = {word: looks[word] for word in (*poor, *well)} | {
        said_as[word]: looks[word] for word in UNRANKED
    }
    title = outcomes_finding(groups, names, poor)
    under = f"{names.shared}. " if names.shared else ""
    under += "Pupils; left of the line: to ask about; right: favourable"
    cut = f" The first {MOST_ROWS} of {count(MOST_ROWS + more)} groups." if more > 0 else ""
    foot = (note + cut).strip()
    chart = Chart(
        title,
        under,
        foot,
        tuple(Block(name, tuple(rows)) for name, rows in blocks.items()),
        looks,
        "favourable",
    )
    said = " ".join(_described(group, names, [*poor, *well]) for group in groups)
    return describe(draw_rows(chart, ax), f"{title}. {under}. {said} {foot}")
