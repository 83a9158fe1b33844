"""What was seen in pupils' books, laid beside the judgement that each finding is about.

A finding never changes a judgement or a figure. It becomes part of the evidence of the judgement
that stood on the day the book was open; where there was none, the finding stands by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from ladders_analysis.english import spoken_day

_KEYS = ["school_id", "pupil_id", "statement_id"]


def judgement_looked_at(
    judgements: pd.DataFrame,
    books: pd.DataFrame,
    not_assessed: Mapping[str, Collection[str]],
) -> np.ndarray:
    """Find the judgement that each finding is about.

    Parameters
    ----------
    judgements, books
        The tidy tables.
    not_assessed
        School -> the codes that are no judgement, such as "absent".

    Returns
    -------
    ndarray of int
        For each row of `books` the position of its judgement among `judgements`, -1 without one.

    Notes
    -----
    It is the latest judgement of that pupil and statement assessed on or before the day the book
    was looked at; of one day the one recorded last, then the higher code. A finding about a subject
    as a whole is about no single judgement.
    """
    found = np.full(len(books), -1, np.int64)
    looks = books[[*_KEYS, "looked_on"]].astype(dict.fromkeys(_KEYS, "str"))
    looks = looks.assign(_look=np.arange(len(books)))[books["statement_id"].notna().to_numpy()]
    if looks.empty or judgements.empty:
        return found
    likely = judgements["pupil_id"].isin(looks["pupil_id"].unique())
    likely &= judgements["statement_id"].isin(looks["statement_id"].unique())
    at = np.flatnonzero(likely)
    some = judgements.iloc[at]
    told = (
        some[_KEYS]
        .astype("str")
        .assign(
            _at=at,
            _on=some["assessed_on"],
            _entered=some["recorded_on"].fillna(some["assessed_on"]),
            _code=some["judgement"].astype("category").cat.codes,
        )
    )
    nothing = [
        code in not_assessed.get(school, ())
        for school, code in zip(told["school_id"], some["judgement"].astype("str"), strict=True)
    ]
    both = looks.merge(told[~np.array(nothing, bool)], on=_KEYS)
    both = both[both["_on"] <= both["looked_on"]]
    both = both.sort_values(["_on", "_entered", "_code", "_at"])
    latest = both.drop_duplicates("_look", keep="last")
    found[latest["_look"]] = latest["_at"]
    return found


def with_findings(
    judgements: pd.DataFrame,
    books: pd.DataFrame,
    not_assessed: Mapping[str, Collection[str]],
) -> pd.DataFrame:
    """Complete the evidence of judgements with what was seen in books.

    Parameters
    ----------
    judgements, books, not_assessed
        As for `judgement_looked_at`.

    Returns
    -------
    DataFrame
        The judgements, every row and every other column as it was. What stood under `evidence`
        stays and comes first.
    """
    about = judgement_looked_at(judgements, books, not_assessed)
    if not (about >= 0).any():
        return judgements
    evidence = judgements["evidence"].astype("object").to_numpy(copy=True)
    for row in np.argsort(books["looked_on"].to_numpy(), kind="stable"):
        place = about[row]
        if place < 0:
            continue
        look = books.iloc[row]
        said = finding_in_words(look["looked_on"], look["seen"], look["where"])
        before = "" if pd.isna(evidence[place]) else str(evidence[place])
        if said not in before:
            evidence[place] = f"{before}; {said}" if before else said
    return judgements.assign(evidence=pd.Series(evidence, judgements.index, dtype="str"))


def finding_in_words(looked_on: pd.Timestamp, seen: object, where: object) -> str:
    """Say what was seen, as it stands under a judgement's evidence.

    Examples
    --------
    >>> finding_in_words(pd.Timestamp("2026-03-12"), "seen in part", "page 14")
    'looked for in books on 12 March 2026: seen in part; page 14'
    """
    place = f"; {where}" if isinstance(where, str) else ""
    return f"looked for in books on {spoken_day(looked_on)}: {seen}{place}"
