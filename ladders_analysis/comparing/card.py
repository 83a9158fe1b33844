"""A comparison, or a sweep, as a card that a notebook shows: a sentence and a small table."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

import pandas as pd

from ladders_analysis.english import count
from ladders_analysis.questions.answers import write_table
from ladders_analysis.trying import Failure


def comparison_card(
    sentence: str,
    agreement: pd.DataFrame,
    titles: Mapping[str, str],
    failures: Sequence[Failure],
) -> str:
    """Write a comparison as HTML, every character meant as itself.

    Parameters
    ----------
    sentence
        The comparison in words.
    agreement
        The pairs of definitions.
    titles
        Definition -> what it is called.
    failures
        Definitions that gave no answer.
    """
    failed = "".join(
        f'<p class="ladders-note">{html.escape(failure.because)}</p>' for failure in failures
    )
    table = write_table(readable_agreement(agreement, titles), "Pupil × subject judgements")
    return f'<p class="ladders-sentence">{html.escape(sentence)}</p>{table}{failed}'


def readable_agreement(agreement: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Lay the agreement table out to be read.

    Parameters
    ----------
    agreement
        As `pairwise_agreement` counts it.
    titles
        Definition -> what it is called.

    Returns
    -------
    DataFrame
        One row per pair, the counts in words.
    """
    agree = [
        f"{count(part)} of {count(whole)}" if whole else "–"
        for part, whole in zip(agreement["agree"], agreement["both_ranked"], strict=True)
    ]
    return pd.DataFrame(
        {
            "First": agreement["first"].map(titles),
            "Second": agreement["second"].map(titles),
            "Agree, of those both rank": agree,
            "Both favourable": agreement["both_favourable"],
            "Neither favourable": agreement["neither_favourable"],
            "First only": agreement["first_only"],
            "Second only": agreement["second_only"],
            "Ranked by one only": agreement["first_unranked"] + agreement["second_unranked"],
            "Ranked by neither": agreement["both_unranked"],
            "In scope": agreement["in_scope"],
        }
    )


def sweep_card(sentence: str, influence: pd.DataFrame) -> str:
    """Write a sweep as HTML: its sentence, and what each option does.

    Parameters
    ----------
    sentence
        The sweep in words.
    influence
        What each option does to the figure.
    """
    table = pd.DataFrame(
        {
            "Line": influence["choice"],
            "Option": influence["option"].where(~influence["own"], influence["option"] + " (own)"),
            "Ways": influence["specifications"],
            "Favourable share [points]": influence["change"].round(1),
            "Ranked share [points]": influence["ranked_change"].round(1),
        }
    )
    told = write_table(table, "On average, against what is now")
    return f'<p class="ladders-sentence">{html.escape(sentence)}</p>{told}'
