"""What a comparison found, in words that can be read in ten seconds.

A judgement is one pupil in one subject. Every count says what it is a count of, and nothing is a
percentage alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ladders_analysis.english import count, listing, some
from ladders_analysis.trying import Failure


def told_comparison(
    titles: Mapping[str, str],
    verdicts: pd.DataFrame,
    agreement: pd.DataFrame,
    failures: Sequence[Failure],
) -> str:
    """Say how far definitions agree.

    Parameters
    ----------
    titles
        Definition -> what it is called.
    verdicts
        Judgements × definitions of yes, no, unranked.
    agreement
        The pairs of definitions, as `pairwise_agreement` counts them.
    failures
        Definitions that gave no answer.

    Returns
    -------
    str
        One sentence, or a few.
    """
    if failures:
        names = listing(failure.definition for failure in failures)
        failed = f" {names} gave no answer."
    else:
        failed = ""
    if not titles:
        return f"No definition gave an answer, so there is nothing to compare.{failed}"
    if verdicts.empty:
        return f"Nobody is in scope at both points, so there is nothing to compare.{failed}"
    if len(titles) == 1:
        title = next(iter(titles.values()))
        return f"Only ‘{title}’ gave an answer: there is nothing to compare it with.{failed}"
    if len(titles) == 2:
        return f"{_two(agreement.iloc[0], titles)}{failed}"
    return f"{_several(verdicts, agreement, titles)}{failed}"


def judgements(number: int) -> str:
    """Write a number of pupil × subject judgements.

    Examples
    --------
    >>> judgements(1), judgements(1204)
    ('1 pupil × subject judgement', '1,204 pupil × subject judgements')
    """
    return some(number, "pupil × subject judgement", "pupil × subject judgements")


def _two(pair: pd.Series, titles: Mapping[str, str]) -> str:
    first, second = titles[pair["first"]], titles[pair["second"]]
    alone = int(pair["first_unranked"] + pair["second_unranked"])
    said = (
        f"Of {judgements(pair['in_scope'])}, ‘{first}’ and ‘{second}’ both rank "
        f"{count(pair['both_ranked'])}. They agree on {count(pair['agree'])} of these "
        f"({count(pair['both_favourable'])} favourable, {count(pair['neither_favourable'])} not); "
        f"{_are(pair['first_only'])} favourable by ‘{first}’ only, "
        f"{count(pair['second_only'])} by ‘{second}’ only."
    )
    if alone or pair["both_unranked"]:
        said += (
            f" Of the others {count(alone)} {'is' if alone == 1 else 'are'} ranked by one of the "
            f"two and {count(pair['both_unranked'])} by neither."
        )
    return said


def _several(verdicts: pd.DataFrame, agreement: pd.DataFrame, titles: Mapping[str, str]) -> str:
    words = verdicts.astype("object")
    ranked = words[(words != "unranked").all(axis=1)]
    same = int(ranked.eq(ranked.iloc[:, 0], axis=0).all(axis=1).sum())
    said = (
        f"Of {judgements(len(words))}, all {len(titles)} definitions rank {count(len(ranked))}, "
        f"and say the same of {count(same)} of these."
    )
    apart = agreement["both_ranked"] - agreement["agree"]
    least = agreement.iloc[int(apart.to_numpy().argmax())]
    if not apart.max():
        return f"{said} No two disagree about a judgement that both rank."
    first, second = titles[least["first"]], titles[least["second"]]
    return (
        f"{said} ‘{first}’ and ‘{second}’ differ most often: of the {count(least['both_ranked'])} "
        f"that both rank, they agree on {count(least['agree'])}; {_are(least['first_only'])} "
        f"favourable by the first only, {count(least['second_only'])} by the second only."
    )


def _are(number: int) -> str:
    return f"{count(number)} {'is' if number == 1 else 'are'}"
