"""Which pupils two definitions see differently, why each says so, and what to ask.

For staff who know the children: it names them. Two definitions that differ about a pupil are a
reason to look and to ask, not a reason to choose the kinder one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ladders_analysis.comparing.agreement import (
    FIRST_ONLY,
    FIRST_UNRANKED,
    KINDS,
    SECOND_ONLY,
    SECOND_UNRANKED,
    kinds_of,
)
from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.questions.answers import Readable
from ladders_analysis.questions.pupil_names import names_or_ids

if TYPE_CHECKING:
    from ladders_analysis.comparing.comparison import Comparison

DIFFERENT = (FIRST_ONLY, SECOND_ONLY)
_ASKED = "‘{one}’ by the first, ‘{other}’ by the second: which is closer to what you see in class?"
_UNSEEN = "One of the two cannot tell: what have you seen that is not recorded?"


def which_pupils(
    comparison: Comparison, first: str, second: str, *, kinds: tuple[str, ...] = DIFFERENT
) -> Readable:
    """List the pupils whom two definitions see differently, with both reasons and a question.

    Parameters
    ----------
    comparison
        From `la.compare`.
    first, second
        Names of two of its definitions.
    kinds
        Which differences to list (`comparing.agreement.KINDS`); without them, the judgements that
        only one of the two finds favourable.

    Returns
    -------
    Readable
        One row per pupil × subject: `Pupil` (the name, or the id where there is none), `Class`,
        `Subject`, each definition's outcome and its reason, `To ask`. The first's only come first,
        then by subject, class and name.

    Raises
    ------
    LaddersError
        A definition or a kind that is not there.
    """
    for kind in kinds:
        if kind not in KINDS.values():
            raise LaddersError(f'No kind "{kind}": {nearest(kind, KINDS.values())}.')
    one, other = comparison.rated(first), comparison.rated(second)
    found = kinds_of(comparison.verdicts[first], comparison.verdicts[second])
    found = found[found.isin(kinds).to_numpy(bool)]
    people = one.population.reindex(found.index)
    subjects = found.index.get_level_values("subject")
    said = [
        pd.DataFrame(rated[["outcome", "because"]]).reindex(found.index).astype("str")
        for rated in (one, other)
    ]
    heads = [comparison.titles[name] for name in (first, second)]
    order = pd.Index(dict.fromkeys(one.index.get_level_values("subject")))
    table = pd.DataFrame(
        {
            "Pupil": names_or_ids(people["name"], found.index.get_level_values("pupil_id")),
            "Class": people["class_name"].fillna("–").to_numpy(),
            "Subject": subjects.to_numpy(),
            heads[0]: said[0]["outcome"].to_numpy(),
            f"{heads[0]}, because": said[0]["because"].to_numpy(),
            heads[1]: said[1]["outcome"].to_numpy(),
            f"{heads[1]}, because": said[1]["because"].to_numpy(),
            "To ask": [
                _UNSEEN
                if kind in (FIRST_UNRANKED, SECOND_UNRANKED)
                else _ASKED.format(one=words, other=others)
                for kind, words, others in zip(
                    found, said[0]["outcome"], said[1]["outcome"], strict=True
                )
            ],
            "_kind": found.cat.codes.to_numpy(),
            "_subject": order.get_indexer(subjects),
        }
    )
    table = table.sort_values(["_kind", "_subject", "Class", "Pupil"], ignore_index=True)
    return Readable(table.drop(columns=["_kind", "_subject"]))
