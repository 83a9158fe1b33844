"""Summaries laid out to be read: a row for each group, a column for each word, counts of pupils.

The long tables that summaries are made of suit a program. A reader wants the group on the left,
the words across, and "21 of 26" where a percentage would hide how few there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ladders_analysis.english import count
from ladders_analysis.plots.wording import without_ending
from ladders_analysis.policy import PLACED, UNRANKED
from ladders_analysis.questions.answers import Readable
from ladders_analysis.questions.choosing import group_name, value_name

_HEADS = {
    "cohort_label": "Cohort",
    "subject": "Subject",
    "school_id": "School",
    "year_group": "Year group",
}


OF = "\u00a0of\u00a0"
"""Between two counts that belong together, so that no line breaks there."""


def lay_out(
    summary: pd.DataFrame,
    beside: pd.DataFrame | None = None,
    labels: Mapping[str, str] | None = None,
) -> Readable:
    """Lay a summary out with one row per group.

    Parameters
    ----------
    summary
        From `la.summarise_attainment` or `la.summarise`.
    beside
        The same summary a year ago. Groups match by what they are grouped by, a cohort's label
        without its year.
    labels
        For progress: the school's own wording for outcomes.

    Returns
    -------
    Readable
        Indexed by the groups; by subject only where there are several. For attainment: `At or
        above` ("21 of 26" placed), `A year ago` where there is one, pupils in each placing word,
        `Not placed`, `In scope`. For progress: `Favourable` ("24 of 27" ranked), `A year ago`,
        pupils with each outcome that occurs, worst first, `Not rated`, `In scope at both`;
        `Joined` and `Left` where anybody did.
    """
    word = "attainment" if "attainment" in summary else "outcome"
    by = list(summary.columns[: list(summary.columns).index(word)])
    headline = "up" if word == "attainment" else "favourable"
    words = len(summary[word].cat.categories)
    first = _groups(summary, by, words)
    counts = _counts(summary, word, first)
    table = pd.DataFrame(index=first.index)
    names = {"attainment": "At or above", "outcome": "Favourable"}
    table[names[word]] = _of(first, headline)
    if beside is not None and len(beside):
        earlier = _groups(beside, by, words)
        table["A year ago"] = _of(earlier, headline).reindex(table.index).fillna("–")
    if word == "attainment":
        for column in PLACED:
            table[_head(column)] = counts[column]
        table["Not placed"] = first["in_scope"] - first["of"]
        table["In scope"] = first["in_scope"]
    else:
        for outcome in counts.columns.astype("str"):
            if outcome not in UNRANKED and counts[outcome].any():
                table[_head((labels or {}).get(outcome, outcome))] = counts[outcome]
        table["Not rated"] = first["in_scope"] - first["of"]
        table["In scope at both"] = first["in_scope"]
        for column in ("joined", "left"):
            if first[column].any():
                table[_head(column)] = first[column]
    heads = [head_in_table(name) for name in by]
    table = table.rename_axis(index=heads)
    if len(by) > 1 and by[0] == "subject" and len(summary["subject"].unique()) == 1:
        table = table.droplevel(0)
    return Readable(table)


def _groups(summary: pd.DataFrame, by: Sequence[str], words: int) -> pd.DataFrame:
    """Return the first row of every group, indexed by what it is called."""
    first = summary.iloc[::words]
    names = [
        pd.Index([name_in_table(column, value) for value in first[column]], name=column)
        for column in by
    ]
    return first.set_index(pd.MultiIndex.from_arrays(names) if len(by) > 1 else names[0])


def _counts(summary: pd.DataFrame, word: str, groups: pd.DataFrame) -> pd.DataFrame:
    """Return pupils, groups × words: a summary has a row for each word of each group, in order."""
    words = [str(each) for each in summary[word].cat.categories]
    counts = summary["pupils"].to_numpy().reshape(len(groups), len(words))
    return pd.DataFrame(counts, index=groups.index, columns=words)


def head_in_table(column: str) -> str:
    """Head a column of a table by what it groups pupils by."""
    return _HEADS.get(column, group_name(column))


def name_in_table(column: str, value: Any) -> str:
    """Name one value of such a column."""
    if value is None or bool(pd.isna(value)):
        return "not recorded"
    return without_ending(str(value)) if column == "cohort_label" else value_name(value)


def out_of(part: float, whole: float) -> str:
    """Write two counts that belong together, for a cell of a table.

    Examples
    --------
    >>> out_of(21, 1204).replace(OF, " of ")
    '21 of 1,204'
    """
    return f"{count(part)}{OF}{count(whole)}"


def _of(groups: pd.DataFrame, part: str) -> pd.Series:
    """Write "21 of 26", or a dash where nobody could be placed."""
    said = groups[part].astype("str") + OF + groups["of"].astype("str")
    return said.where(groups["of"] > 0, "–")


def _head(word: str) -> str:
    return word[:1].upper() + word[1:]
