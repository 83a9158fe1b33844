"""From pupils to cohorts: counts that never hide whom they leave out.

Every figure stands with its n, with the pupils who could not be ranked, and with those who joined
or left in between. A share is a share of ranked pupils, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ladders_analysis.grid import Floats
from ladders_analysis.intervals import pupils_to_change, wilson
from ladders_analysis.movement import BOTH, JOINED, LEFT, Progress, grouping
from ladders_analysis.policy import ATTAINMENT, NOT_ENOUGH, OWN_CURRICULUM, PLACED, UNRANKED, UP
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot, by_school


def summarise(
    progress: Progress, by: Sequence[str] = ("school_id", "cohort", "subject"), line: float = 0.5
) -> pd.DataFrame:
    """Count the outcomes of each group.

    Parameters
    ----------
    progress
        The result of `la.progress`.
    by
        Columns of its population to group by: `school_id`, `cohort`, `cohort_label`, `subject`,
        `year_group`, `class_name`, `sex`, `disadvantaged`, `sen`, `eal`, `summer_born`, `group_*`.
        Attributes are those at the end.
    line
        The share that the headline turns on, for `pupils_to_change` [share 0–1].

    Returns
    -------
    DataFrame
        One row per group × outcome: the `by` columns; `outcome`; `pupils`; `of`, the pupils ranked;
        `share` of them (blank for unranked outcomes); `in_scope` at both points, `joined` and
        `left` between them, `own_curriculum`, `no_evidence`; `favourable` pupils and
        `favourable_share` with its 95 % Wilson interval `low`–`high`; `pupils_to_change`;
        `one_pupil` [percentage points]; `too_small`, where fewer pupils than the school's
        `rows_from` are ranked.

    Raises
    ------
    LaddersError
        A column that the population does not have.

    Notes
    -----
    Grouped by subject, a pupil is counted once in a group. Otherwise a pupil is counted once for
    each subject, in `pupils` and `of` too; what three subjects say of one child is no more certain
    for being said three times, so the interval and `too_small` count that child once.
    """
    people = progress.population.join(progress["outcome"]).reset_index()
    columns = grouping(by, people.columns)
    outcomes = list(progress.about.dtype.categories)
    ranked = [outcome for outcome in outcomes if outcome not in UNRANKED]
    both = people[people["presence"] == BOTH]
    counts = _counts(both, columns, "outcome", outcomes, _groups(people, columns))
    presence = _counts(people, columns, "presence", [BOTH, JOINED, LEFT], counts.index)

    of = counts[ranked].sum(axis=1)
    children = _children(both[both["outcome"].isin(ranked).to_numpy(bool)], columns, of)
    favourable = counts[list(progress.about.favourable)].sum(axis=1)
    low, high = _interval(favourable, of, children)
    per_group = pd.DataFrame(
        {
            "of": of,
            "in_scope": presence[BOTH],
            "joined": presence[JOINED],
            "left": presence[LEFT],
            "own_curriculum": counts[OWN_CURRICULUM],
            "no_evidence": counts[NOT_ENOUGH],
            "favourable": favourable,
            "favourable_share": favourable / of.where(of > 0),
            "low": low,
            "high": high,
            "pupils_to_change": pupils_to_change(
                favourable.to_numpy(float), of.to_numpy(float), line
            ),
            "one_pupil": 100 / of.where(of > 0),
            "too_small": children < progress.rows_from,
        },
        index=counts.index,
    )
    long = _long(counts, per_group, columns, "outcome", progress.about.dtype)
    long["share"] = (long["pupils"] / long["of"].where(long["of"] > 0)).mask(
        long["outcome"].isin(UNRANKED).to_numpy(bool)
    )
    return _front(long, [*columns, "outcome", "pupils", "of", "share"])


def summarise_attainment(
    snapshot: Snapshot | TrustSnapshot,
    by: Sequence[str] = ("cohort_label", "subject"),
    attainment: pd.DataFrame | None = None,
    line: float = 0.5,
) -> pd.DataFrame:
    """Count where pupils stand, by group.

    Parameters
    ----------
    snapshot
        The school, or trust, as at a point.
    by
        Columns to group by, as for `summarise`.
    attainment
        Another attainment table to count, such as that of `la.combined`.
    line
        The share that the headline turns on, for `pupils_to_change` [share 0–1].

    Returns
    -------
    DataFrame
        One row per group × word of attainment: the `by` columns; `attainment`; `pupils`; `of`, the
        pupils placed; `share` of them (blank for the words that do not place); `in_scope`,
        `own_curriculum`, `no_evidence`; `up`, pupils at expectation or above, and `up_share` with
        its 95 % Wilson interval `low`–`high`; `pupils_to_change`; `one_pupil` [percentage points];
        `too_small`, as for `summarise`.
    """
    schools = by_school(snapshot)
    table = snapshot.attainment() if attainment is None else attainment
    if "school_id" not in table:
        table = table.assign(school_id=next(iter(schools)))
    pupils = pd.concat([each.pupils.reset_index() for each in schools.values()])
    people = table.merge(pupils, on=["school_id", "pupil_id"], how="left", validate="m:1")
    rows_from = max(each.settings.disclosure.rows_from for each in schools.values())

    columns = grouping(by, people.columns)
    counts = _counts(people, columns, "attainment", list(ATTAINMENT), _groups(people, columns))
    of, up = counts[list(PLACED)].sum(axis=1), counts[list(UP)].sum(axis=1)
    children = _children(people[people["attainment"].isin(PLACED).to_numpy(bool)], columns, of)
    low, high = _interval(up, of, children)
    per_group = pd.DataFrame(
        {
            "of": of,
            "in_scope": counts.sum(axis=1),
            "own_curriculum": counts[OWN_CURRICULUM],
            "no_evidence": counts[NOT_ENOUGH],
            "up": up,
            "up_share": up / of.where(of > 0),
            "low": low,
            "high": high,
            "pupils_to_change": pupils_to_change(up.to_numpy(float), of.to_numpy(float), line),
            "one_pupil": 100 / of.where(of > 0),
            "too_small": children < rows_from,
        },
        index=counts.index,
    )
    words = pd.CategoricalDtype(list(ATTAINMENT), ordered=True)
    long = _long(counts, per_group, columns, "attainment", words)
    long["share"] = (long["pupils"] / long["of"].where(long["of"] > 0)).where(
        long["attainment"].isin(PLACED).to_numpy(bool)
    )
    return _front(long, [*columns, "attainment", "pupils", "of", "share"])


def beside_a_year_ago(
    now: pd.DataFrame, then: pd.DataFrame, on: Sequence[str] = ("year_group", "subject")
) -> pd.DataFrame:
    """Stand each group beside last year's pupils in the same place.

    Parameters
    ----------
    now, then
        Two summaries of one kind, grouped by `on`, at points a year apart.
    on
        What makes two groups the same place.

    Returns
    -------
    DataFrame
        One row per group: the `on` columns; for a summary of progress `favourable`, `of` and
        `in_scope`, for one of attainment `up`, `of` and `in_scope`; the same with `_a_year_ago`;
        and `change`, in percentage points (blank where either has nobody ranked).
    """
    headline = "favourable" if "favourable" in now else "up"
    columns = [headline, "of", "in_scope"]
    keys = list(on)
    first, last = (
        summary.drop_duplicates(keys).set_index(keys)[columns] for summary in (then, now)
    )
    table = last.join(first.add_suffix("_a_year_ago"), how="left")
    earlier = table[f"{headline}_a_year_ago"] / table["of_a_year_ago"].where(
        table["of_a_year_ago"] > 0
    )
    table["change"] = 100 * (table[headline] / table["of"].where(table["of"] > 0) - earlier)
    return table.reset_index()


def _groups(people: pd.DataFrame, columns: Sequence[str]) -> pd.Index:
    """Every group that occurs, in order; a blank attribute is a group of its own."""
    return people.groupby(list(columns), observed=True, dropna=False).size().index


def _counts(
    people: pd.DataFrame, columns: Sequence[str], of: str, words: list[str], groups: pd.Index
) -> pd.DataFrame:
    """Count each group's rows by the words in one column."""
    keys = [people[column] for column in columns]
    marks = pd.get_dummies(people[of].astype(pd.CategoricalDtype(words)), dtype=np.int64)
    counted = marks.groupby(keys, observed=True, dropna=False).sum()
    return counted.reindex(groups, fill_value=0)


def _children(rows: pd.DataFrame, columns: Sequence[str], of: pd.Series) -> pd.Series:
    """Count each group's different pupils, where each row is one pupil in one subject."""
    if "subject" in columns:
        return of
    once = rows.drop_duplicates(list(dict.fromkeys([*columns, "school_id", "pupil_id"])))
    counted = once.groupby(list(columns), observed=True, dropna=False).size()
    return counted.reindex(of.index, fill_value=0)


def _interval(part: pd.Series, of: pd.Series, children: pd.Series) -> tuple[Floats, Floats]:
    """Return the interval of part ÷ of, as certain as so many different pupils make it."""
    share = (part / of.where(of > 0)).fillna(0)
    return wilson((share * children).to_numpy(float), children.to_numpy(float))


def _long(
    counts: pd.DataFrame,
    per_group: pd.DataFrame,
    columns: Sequence[str],
    name: str,
    dtype: pd.CategoricalDtype,
) -> pd.DataFrame:
    words = list(counts.columns)
    repeated = per_group.reset_index().loc[np.repeat(np.arange(len(per_group)), len(words))]
    repeated[name] = pd.Categorical(np.tile(words, len(per_group)), dtype=dtype)
    repeated["pupils"] = counts.to_numpy().ravel()
    return repeated.reset_index(drop=True)


def _front(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return table[[*columns, *(column for column in table if column not in columns)]]
