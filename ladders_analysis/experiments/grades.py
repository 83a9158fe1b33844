"""Experiments with the judgement scale: every grade cut into finer ones, nobody judged otherwise.

"Secure" becomes "Secure.1", "Secure.2", "Secure.3". What counted as secure still does, and what
did not still does not, so a measure of learning must not move.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

import numpy as np
import pandas as pd

from ladders_analysis.errors import LaddersError
from ladders_analysis.experiments.changed import Change, Changed, as_they_are, retaken
from ladders_analysis.experiments.part_names import mark_between
from ladders_analysis.grid import Integers
from ladders_analysis.one_school import one_school
from ladders_analysis.policy import Scale
from ladders_analysis.snapshot import Snapshot

Which = Literal["lowest", "highest", "any"]
MOST_CODES = 250
"""As many codes as a scale may have."""


def grades_cut(parts: int = 3, which: Which = "lowest") -> Change:
    """Make the experiment that cuts every grade of the judgement scale into finer ones.

    Parameters
    ----------
    parts
        Into how many sub-grades each grade is cut.
    which
        Where in its old grade each judgement now stands: at the lowest or the highest sub-grade,
        or at any, by chance.

    Raises
    ------
    LaddersError
        Fewer than one part, or no such `which`; when run, more codes than a scale may have.

    Notes
    -----
    DESIGN §5: `secure` and `deeper` are at the lowest of their sub-grades. A school without a
    judgement scale stays as it is.
    """
    if parts < 1:
        raise LaddersError(f"A grade cannot be cut into {parts} parts: ask for 1 or more.")
    if which not in get_args(Which):
        raise LaddersError(f'which = "{which}": ask for one of {", ".join(get_args(Which))}.')

    def change(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
        of_school = start.of_school
        scale = of_school.settings.scale
        if scale is None:
            return as_they_are(start, end)
        judgements = of_school.tables["judgements"]
        sub_grades = {
            "lowest": np.zeros(len(judgements), np.int64),
            "highest": np.full(len(judgements), parts - 1),
            "any": rng.integers(0, parts, len(judgements)),
        }[which]
        finer = _scale(scale, parts)
        judged = _judged(judgements["judgement"], scale, finer, sub_grades)
        tables = {**of_school.tables, "judgements": judgements.assign(judgement=judged)}
        settings = replace(of_school.settings, scale=finer)
        return retaken(one_school(settings, tables, of_school.sources), start, end)

    return change


def _scale(scale: Scale, parts: int) -> Scale:
    if len(scale.codes) * parts > MOST_CODES:
        raise LaddersError(
            f"{len(scale.codes)} codes cut into {parts} parts are more than the {MOST_CODES} that "
            f"a scale may have: ask for {MOST_CODES // len(scale.codes)} parts or fewer."
        )
    numbers = range(1, parts + 1)
    dot = mark_between(scale.codes, numbers, scale.not_assessed, ".")
    lowest = {code: f"{code}{dot}1" for code in scale.codes}
    return Scale(
        codes=tuple(f"{code}{dot}{number}" for code in scale.codes for number in numbers),
        secure=lowest[scale.secure],
        deeper=None if scale.deeper is None else lowest[scale.deeper],
        not_assessed=scale.not_assessed,
        aliases={alias: lowest.get(code, code) for alias, code in scale.aliases.items()},
    )


def _judged(judged: pd.Series, scale: Scale, finer: Scale, sub_grades: Integers) -> pd.Series:
    """Move each judgement to a sub-grade of its grade; not-assessed codes stay."""
    parts = len(finer.codes) // len(scale.codes)
    values = judged.astype("category")
    lowest = {code: place * parts for place, code in enumerate(scale.codes)}
    others = {code: len(finer.codes) + place for place, code in enumerate(scale.not_assessed)}
    first = [(lowest | others).get(code, -1) for code in values.cat.categories]
    place = np.array([*first, -1], np.int64)[values.cat.codes.to_numpy()]
    is_judgement = (place >= 0) & (place < len(finer.codes))
    dtype: pd.CategoricalDtype = pd.CategoricalDtype(
        [*finer.codes, *finer.not_assessed], ordered=bool(values.cat.ordered)
    )
    codes = place + np.where(is_judgement, sub_grades, 0)
    return pd.Series(pd.Categorical.from_codes(codes.tolist(), dtype=dtype), index=judged.index)
