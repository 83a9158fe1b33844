"""What-ifs about wrong judgements in words and as a table, for whoever analyses.

Always in pupils, always beside the figure as recorded, and never as if anybody knew how often
judgements are wrong.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from ladders_analysis.english import count, percent
from ladders_analysis.questions.answers import Readable, Sentence
from ladders_analysis.questions.laying_out import OF, head_in_table, name_in_table, out_of

NOT_AN_ESTIMATE = (
    "These are what-ifs, not estimates: nobody knows how often a judgement is a grade out. Where a "
    "story turns within such a range, look at books before telling it."
)


def noise_in_words(noise: pd.DataFrame) -> Sentence:
    """Say how far the headline would range if judgements were wrong by a grade.

    Parameters
    ----------
    noise
        From `la.judgement_noise`.

    Returns
    -------
    Sentence
        A line a group: "Reading: as recorded, 142 of 188 pupils rated are favourable. Were one
        judgement in 20 a grade out, it would be 132 to 143 in nine draws of ten, and about 17 of
        209 pupils would have another outcome; …"; and a last line that says what such figures are.
    """
    by = _by(noise)
    lines = []
    for _, rows in noise.groupby(by, sort=False, observed=True, dropna=False):
        records = rows.to_dict("records")
        first = records[0]
        where = ", ".join(str(name_in_table(column, first[column])) for column in by)
        if not first["of"]:
            lines.append(f"{where}: nobody could be rated.")
            continue
        clauses = [_clause(row, place == 0) for place, row in enumerate(records)]
        lines.append(
            f"{where}: as recorded, {count(first['favourable'])} of {count(first['of'])} pupils "
            f"rated are favourable. {'; '.join(clauses)}."
        )
    return Sentence("\n".join([*lines, NOT_AN_ESTIMATE]))


def noise_table(noise: pd.DataFrame) -> Readable:
    """Lay the what-ifs out with one row each.

    Parameters
    ----------
    noise
        From `la.judgement_noise`.

    Returns
    -------
    Readable
        `Judgements a grade out`, `As recorded` ("142 of 188" favourable), `In nine draws of ten`
        and in all draws [pupils], `Another outcome` ("17 of 209" in scope, on average).
    """
    by = _by(noise)
    heads = [head_in_table(column) for column in by]
    table = pd.DataFrame(
        [
            {
                **{
                    head: name_in_table(column, row[column])
                    for head, column in zip(heads, by, strict=True)
                },
                "Judgements a grade out": _one_in(row["probability"]),
                "As recorded": out_of(row["favourable"], row["of"]),
                "In nine draws of ten": _between(row, "pupils_low", "pupils_high"),
                f"In all {count(row['draws'])} draws": _between(row, "pupils_least", "pupils_most"),
                "Another outcome": _others(row, OF),
            }
            for row in noise.to_dict("records")
        ]
    )
    return Readable(table.set_index([*heads, "Judgements a grade out"]))


def _by(noise: pd.DataFrame) -> list[str]:
    return [str(name) for name in noise.columns[: list(noise.columns).index("probability")]]


def _clause(row: dict[Hashable, Any], first: bool) -> str:
    """Say one what-if."""
    told = f"{_between(row, 'pupils_low', 'pupils_high')} in nine draws of ten"
    if first:
        return (
            f"Were {_one_in(row['probability'])} a grade out, it would be {told}, and about "
            f"{_others(row, ' of ')} pupils would have another outcome"
        )
    return f"were {_one_in(row['probability'])}, {told}, and {_others(row, ' of ')}"


def _one_in(probability: float) -> str:
    """Say a probability as people picture it.

    Examples
    --------
    >>> _one_in(0.05), _one_in(0.2), _one_in(0.3)
    ('one judgement in 20', 'one judgement in 5', '30% of judgements')
    """
    if probability > 0 and abs(1 / probability - round(1 / probability)) < 1e-9:
        return f"one judgement in {round(1 / probability)}"
    return f"{percent(probability)} of judgements"


def _between(row: dict[Hashable, Any], low: str, high: str) -> str:
    return f"{count(row[low])} to {count(row[high])}"


def _others(row: dict[Hashable, Any], between: str) -> str:
    """Say how many have another outcome, on average."""
    return f"{count(round(row['changed'] * row['in_scope']))}{between}{count(row['in_scope'])}"
