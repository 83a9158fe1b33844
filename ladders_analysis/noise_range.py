"""What if some judgements were wrong by a grade: how far the headline would then range.

Nobody knows how often a school's judgements are a grade out, so these are what-ifs for analysts and
no estimates: each judgement is wrong by chance, again and again, and the definition is asked each
time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.definitions import resolve
from ladders_analysis.definitions.contract import About, Definition
from ladders_analysis.definitions.holding import checked
from ladders_analysis.errors import DefinitionError, LaddersError
from ladders_analysis.experiments.noise import judgements_wrong
from ladders_analysis.grid import Floats, Integers, Mask
from ladders_analysis.movement import Progress, grouping, pairs_of
from ladders_analysis.policy import UNRANKED
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot
from ladders_analysis.trying import try_each

PROBABILITIES = (0.05, 0.10, 0.20)
NINE_IN_TEN = (0.05, 0.95)
"""The quantiles that leave the lowest and the highest twentieth of the draws outside."""


def judgement_noise(
    start: Snapshot | TrustSnapshot,
    end: Snapshot | TrustSnapshot,
    definition: str | Definition | type[Definition],
    *,
    probabilities: Sequence[float] = PROBABILITIES,
    draws: int = 40,
    seed: int = 0,
    by: Sequence[str] = ("subject",),
) -> pd.DataFrame:
    """Ask how far a headline would range if judgements were now and then wrong by a grade.

    Parameters
    ----------
    start, end
        Snapshots of one school, or of a trust.
    definition
        A name, a class, an instance or a decorated function.
    probabilities
        How likely each judgement is wrong by one grade, a what-if for each [share 0–1].
    draws
        How often each what-if is drawn.
    seed
        The same seed gives the same draws.
    by
        Columns to count apart by, as for `la.summarise`.

    Returns
    -------
    DataFrame
        One row per group × probability: the `by` columns; `probability`; `draws`; `in_scope` at
        both points; as recorded, `favourable` of `of` ranked, and their `share`; over the draws,
        the favourable share's 5th and 95th percentile `low` and `high`, and its `least` and `most`;
        the same in pupils, `pupils_low`, `pupils_high`, `pupils_least`, `pupils_most`; `changed`,
        how many of those in scope have another outcome than as recorded, on average over the draws
        [share 0–1], with its `changed_low` and `changed_high`.

    Raises
    ------
    DefinitionError
        The definition is unknown, breaks its contract, or cannot be run.
    LaddersError
        No draws, a probability that does not lie between 0 and 1, or an unknown column.

    Notes
    -----
    Judgements by statement and overall judgements are wrong where they are made, each by itself:
    one that counts at both points is wrong at both (`experiments.noise`). Teachers who are all
    harsh together are another story. Percentiles are drawn values, not in between; how many are
    ranked may change from draw to draw, so shares and pupils are each ranked by themselves.
    """
    if draws < 1 or seed < 0 or not probabilities:
        raise LaddersError(
            f"{len(probabilities)} probabilities, draws = {draws}, seed = {seed}: there is nothing "
            "to draw. Ask for one probability and one draw at least, and a seed from 0."
        )
    found = resolve(definition)
    recorded = _as_recorded(start, end, found)
    people = _in_subject_order(recorded.population.reindex(recorded.index).reset_index())
    columns = grouping(by, people.columns)
    grouped = people.groupby(columns, observed=True, dropna=False)
    names = grouped.size().index.to_frame(index=False)
    group = grouped.ngroup().to_numpy().astype(np.int64)
    codes = recorded["outcome"].cat.codes.to_numpy().astype(np.int64)
    told = _Outcomes(recorded.about, group, len(names))
    rows = []
    for probability in probabilities:
        drawn = _drawn(pairs_of(start, end), found, probability, draws, seed)
        ranges = _ranges(told, codes, drawn)
        rows.append(names.assign(probability=probability, draws=draws, **ranges))
    table = pd.concat(rows, ignore_index=True)
    order = np.arange(len(table)).reshape(len(probabilities), -1).T.ravel()
    return table.iloc[order].reset_index(drop=True)


def _as_recorded(
    start: Snapshot | TrustSnapshot, end: Snapshot | TrustSnapshot, found: Definition
) -> Progress:
    """Rate what is recorded, under guard: whoever hangs or raises does so once, and is told."""
    tried = try_each(start, end, [found])
    for failure in tried.failures:
        raise DefinitionError(failure.because)
    return next(iter(tried.results.values()))


def _in_subject_order(people: pd.DataFrame) -> pd.DataFrame:
    """Let the subjects stand in the school's own order, not the alphabet's."""
    subjects = list(dict.fromkeys(people["subject"]))
    return people.assign(subject=pd.Categorical(people["subject"], categories=subjects))


def _drawn(
    pairs: Mapping[str, tuple[Snapshot, Snapshot]],
    found: Definition,
    probability: float,
    draws: int,
    seed: int,
) -> Integers:
    """Return every draw's outcomes: draws × rows, places in the definition's own order."""
    change = judgements_wrong(probability)
    drawn = []
    for draw in range(draws):
        # Each what-if and each draw has chances of its own, whatever else is asked for.
        chance = np.random.default_rng([seed, round(probability * 1e9), draw])
        rated = []
        for before, after in pairs.values():
            changed = change(before, after, chance)
            answer = found(changed.start, changed.end)
            table = checked(answer, found.about, changed.start, changed.end)
            rated.append(table["outcome"].cat.codes.to_numpy(np.int64))
        drawn.append(np.concatenate(rated))
    return np.stack(drawn)


@dataclass(frozen=True, eq=False)
class _Outcomes:
    """How outcomes are counted, group by group.

    Attributes
    ----------
    about
        The definition's.
    group
        Each row's group, as a number.
    groups
        How many groups there are.
    """

    about: About
    group: Integers
    groups: int

    def among(self, words: Sequence[str]) -> Mask:
        """Mark the places of some outcomes in the definition's order."""
        return np.isin(self.about.dtype.categories.to_numpy(), list(words))

    def counted(self, rows: Mask) -> Integers:
        """Count the marked rows of each draw by group: draws × groups."""
        marked = [np.bincount(self.group[row], minlength=self.groups) for row in rows]
        return np.stack(marked).astype(np.int64)


def _ranges(told: _Outcomes, codes: Integers, drawn: Integers) -> dict[str, Floats | Integers]:
    """Describe the draws, group by group."""
    good, ranked = told.among(told.about.favourable), ~told.among(UNRANKED)
    favourable, of = (told.counted(mark[codes][None])[0] for mark in (good, ranked))
    pupils, drawn_of = told.counted(good[drawn]), told.counted(ranked[drawn])
    shares = np.divide(pupils, drawn_of, out=np.full(pupils.shape, np.nan), where=drawn_of > 0)
    rows = told.counted(np.ones((1, len(codes)), bool))
    changed = told.counted(drawn != codes) / rows
    low, high = quantiles(shares)
    pupils_low, pupils_high = quantiles(pupils.astype(float))
    changed_low, changed_high = quantiles(changed)
    return {
        "in_scope": rows[0],
        "favourable": favourable,
        "of": of,
        "share": np.divide(favourable, of, out=np.full(of.shape, np.nan), where=of > 0),
        "low": low,
        "high": high,
        "least": np.fmin.reduce(shares),
        "most": np.fmax.reduce(shares),
        "pupils_low": pupils_low.astype(np.int64),
        "pupils_high": pupils_high.astype(np.int64),
        "pupils_least": pupils.min(axis=0),
        "pupils_most": pupils.max(axis=0),
        "changed": changed.mean(axis=0),
        "changed_low": changed_low,
        "changed_high": changed_high,
    }


def quantiles(values: Floats) -> tuple[Floats, Floats]:
    """Return both quantiles down the columns, as drawn values; draws without one are passed over.

    Notes
    -----
    The q-th quantile of n sorted values is the one at place ⌈qn⌉ (the inverse of their empirical
    distribution): of 40 draws the 2nd and the 38th.
    """
    placed = np.sort(values, axis=0)  # NaN last
    number = (~np.isnan(placed)).sum(axis=0)
    at = [np.maximum(np.ceil(share * number - 1e-9).astype(int) - 1, 0) for share in NINE_IN_TEN]
    low, high = (placed[place, np.arange(placed.shape[1])] for place in at)
    return low, high
