"""Where two definitions agree: judgement by judgement, as yes, no or unranked.

Definitions use different words for their outcomes. What they share is which of them count as
favourable, so that is what is set side by side; the words themselves stand in `outcome_pairs`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from ladders_analysis.movement import KEYS, Progress, grouping
from ladders_analysis.policy import UNRANKED

VERDICTS = ("yes", "no", "unranked")
PUPIL = KEYS[:2]

BOTH_FAVOURABLE = "both favourable"
NEITHER_FAVOURABLE = "neither favourable"
FIRST_ONLY = "favourable by the first only"
SECOND_ONLY = "favourable by the second only"
FIRST_UNRANKED = "unranked by the first only"
SECOND_UNRANKED = "unranked by the second only"
BOTH_UNRANKED = "unranked by both"
KINDS = {
    "both_favourable": BOTH_FAVOURABLE,
    "neither_favourable": NEITHER_FAVOURABLE,
    "first_only": FIRST_ONLY,
    "second_only": SECOND_ONLY,
    "first_unranked": FIRST_UNRANKED,
    "second_unranked": SECOND_UNRANKED,
    "both_unranked": BOTH_UNRANKED,
}
"""Column of the agreement table -> what it counts. Every judgement is of exactly one kind."""

_VERDICT_WORDS: pd.CategoricalDtype = pd.CategoricalDtype(list(VERDICTS), ordered=True)
_KIND_WORDS: pd.CategoricalDtype = pd.CategoricalDtype(list(KINDS.values()), ordered=True)
# Down: the first says yes, no, unranked. Across: the second.
_KIND_OF = np.array(
    [
        [BOTH_FAVOURABLE, FIRST_ONLY, SECOND_UNRANKED],
        [SECOND_ONLY, NEITHER_FAVOURABLE, SECOND_UNRANKED],
        [FIRST_UNRANKED, FIRST_UNRANKED, BOTH_UNRANKED],
    ],
    dtype=object,
)


def verdicts_of(rated: Progress) -> pd.Series:
    """Say of each judgement whether it is favourable: yes, no, or unranked.

    Parameters
    ----------
    rated
        The result of `la.progress`.

    Returns
    -------
    Series
        Ordered as `VERDICTS`, on the index of `rated`.
    """
    outcome = rated["outcome"].astype("object")
    good = outcome.isin(rated.about.favourable).to_numpy(bool)
    unranked = outcome.isin(UNRANKED).to_numpy(bool)
    places = np.select([good, unranked], [0, 2], 1)
    said = pd.Categorical.from_codes(places.tolist(), dtype=_VERDICT_WORDS)
    return pd.Series(said, index=rated.index)


def kinds_of(first: pd.Series, second: pd.Series) -> pd.Series:
    """Say of each judgement how two verdicts on it stand to each other.

    Parameters
    ----------
    first, second
        Verdicts on the same judgements.

    Returns
    -------
    Series
        Words of `KINDS`.

    Examples
    --------
    >>> words = pd.CategoricalDtype(list(VERDICTS))
    >>> one, other = pd.Series(["yes", "no"], dtype=words), pd.Series(["no", "no"], dtype=words)
    >>> kinds_of(one, other).tolist()
    ['favourable by the first only', 'neither favourable']
    """
    found = _KIND_OF[first.cat.codes.to_numpy(), second.cat.codes.to_numpy()]
    return pd.Series(pd.Categorical(found, dtype=_KIND_WORDS), index=first.index)


def pairwise_agreement(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Count, pair by pair, where definitions agree.

    Parameters
    ----------
    verdicts
        Judgements (index `school_id`, `pupil_id`, `subject`) × definitions, words of `VERDICTS`.

    Returns
    -------
    DataFrame
        One row per pair: `first`, `second`; `in_scope` judgements; one count for each of `KINDS`,
        which add up to `in_scope`; `both_ranked`; `agree`, those of them both favourable or both
        not, and `share` of `both_ranked` (blank where that is 0); `pupils` in scope, and
        `pupils_apart`, those with a subject that only one of the two finds favourable.
    """
    rows = []
    for first, second in combinations(verdicts.columns, 2):
        kinds = kinds_of(verdicts[first], verdicts[second])
        counts = kinds.value_counts()
        row: dict[str, object] = {"first": first, "second": second, "in_scope": len(kinds)}
        row |= {column: int(counts[word]) for column, word in KINDS.items()}
        agree = int(counts[BOTH_FAVOURABLE] + counts[NEITHER_FAVOURABLE])
        apart = kinds.isin([FIRST_ONLY, SECOND_ONLY]).to_numpy(bool)
        ranked = agree + int(apart.sum())
        rows.append(
            row
            | {
                "both_ranked": ranked,
                "agree": agree,
                "share": agree / ranked if ranked else np.nan,
                "pupils": _pupils(verdicts.index),
                "pupils_apart": _pupils(verdicts.index[apart]),
            }
        )
    ends = ["both_ranked", "agree", "share", "pupils", "pupils_apart"]
    return pd.DataFrame(rows, columns=["first", "second", "in_scope", *KINDS, *ends])


def counted_by_kind(
    kinds: pd.Series, people: pd.DataFrame, by: str | Sequence[str] | None
) -> pd.DataFrame:
    """Count judgements and pupils of each kind, by group.

    Parameters
    ----------
    kinds
        Words of `KINDS`, by judgement.
    people
        The attributes to group by, on the same index.
    by
        Columns of `people`, or of its index; None for everybody.

    Returns
    -------
    DataFrame
        One row per group × kind, kinds that do not occur included: the `by` columns; `change`;
        `judgements`, which add up to `in_scope`; `share` of it; `pupils` with such a judgement (a
        pupil may have judgements of several kinds), and `pupils_in_scope`.
    """
    rows = people.assign(change=kinds).reset_index()
    columns = grouping(by, people.reset_index().columns) if by is not None else []
    if not columns:
        return _counted(rows)
    split = rows.groupby(columns, observed=True, dropna=False)
    parts = [_counted(group, dict(zip(columns, key, strict=True))) for key, group in split]
    if not parts:
        return _counted(rows, dict.fromkeys(columns)).iloc[:0]
    return pd.concat(parts, ignore_index=True)


def counted_by_outcome(
    first: pd.Series, second: pd.Series, people: pd.DataFrame, by: str | Sequence[str] | None
) -> pd.DataFrame:
    """Count judgements and pupils by their outcome in two definitions, by group.

    Parameters
    ----------
    first, second
        Outcomes of the same judgements, each in its definition's order.
    people, by
        As for `counted_by_kind`.

    Returns
    -------
    DataFrame
        The `by` columns; `first_outcome`, `second_outcome`; `judgements`, `pupils`; only pairs
        that occur, in the definitions' orders.
    """
    rows = people.assign(first_outcome=first, second_outcome=second).reset_index()
    columns = grouping(by, people.reset_index().columns) if by is not None else []
    keys = [*columns, "first_outcome", "second_outcome"]
    judgements = rows.groupby(keys, observed=True, dropna=False).size().rename("judgements")
    once = rows.drop_duplicates([*keys, *PUPIL])
    pupils = once.groupby(keys, observed=True, dropna=False).size().rename("pupils")
    return pd.concat([judgements, pupils], axis=1).reset_index()


def _counted(group: pd.DataFrame, named: Mapping[str, object] | None = None) -> pd.DataFrame:
    """Count one group's judgements and pupils of each kind."""
    judgements = group["change"].value_counts()
    once = group.drop_duplicates([*PUPIL, "change"])["change"].value_counts()
    return pd.DataFrame(
        {
            **(named or {}),
            "change": pd.Categorical(list(KINDS.values()), dtype=_KIND_WORDS),
            "judgements": [int(judgements[word]) for word in KINDS.values()],
            "in_scope": len(group),
            "share": [judgements[word] / max(len(group), 1) for word in KINDS.values()],
            "pupils": [int(once[word]) for word in KINDS.values()],
            "pupils_in_scope": len(group.drop_duplicates(PUPIL)),
        }
    )


def _pupils(judgements: pd.Index) -> int:
    return len(judgements.to_frame(index=False).drop_duplicates(PUPIL))
