"""Who changes category when the same pupils are rated in two ways."""

from __future__ import annotations

import pandas as pd

from ladders_analysis.movement import Progress, check_same_rows
from ladders_analysis.questions.answers import Readable


def who_changes(
    one: Progress, other: Progress, *, names: tuple[str, str] = ("One", "Other")
) -> Readable:
    """Count pupils × subjects by their outcome in two ratings.

    Parameters
    ----------
    one, other
        Two results about the same pupils and subjects.
    names
        What to call them.

    Returns
    -------
    Readable
        Rows the outcomes of `one`, columns those of `other`, each in its definition's order, worst
        first; outcomes that do not occur are left out. A last row and column hold the totals.

    Raises
    ------
    LaddersError
        The two are not about the same pupils and subjects.
    """
    check_same_rows(one, other)
    down, across = (
        rated["outcome"].astype("str").rename(name)
        for rated, name in zip((one, other), names, strict=True)
    )
    counted = pd.crosstab(down, across)
    rows, columns = (
        [word for word in rated.about.dtype.categories if word in found]
        for rated, found in ((one, counted.index), (other, counted.columns))
    )
    counted = counted.reindex(index=rows, columns=columns)
    counted["In all"] = counted.sum(axis=1)
    counted.loc["In all"] = counted.sum()
    return Readable(counted.rename_axis(index=f"{names[0]}, by {names[1]}", columns=None))
