"""A sweep as a table: one row for each way of setting the lines, with what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ladders_analysis.comparing.choices import Choice
from ladders_analysis.comparing.sides import Sides
from ladders_analysis.comparing.specifications import Marks, Specification, own_specification
from ladders_analysis.grid import Mask
from ladders_analysis.intervals import wilson


def tabulated(
    found: Mapping[Specification, Marks | str],
    choices: Sequence[Choice],
    index: pd.Index,
    rows: Mask,
    sides: Sides | None,
) -> pd.DataFrame:
    """Lay specifications out, one row each.

    Parameters
    ----------
    found
        What came of each; those that could not be rated are left out.
    choices
        The choices.
    index
        School, pupil and subject of each judgement.
    rows
        Which judgements count.
    sides
        The two sides of a gap to follow, or None.

    Returns
    -------
    DataFrame
        The columns of `Sweep.table`.
    """
    pupils = index.to_frame(index=False)[rows]
    children = pupils.groupby(["school_id", "pupil_id"], sort=False).ngroup().to_numpy()
    own = own_specification(choices)
    records = []
    for specification, marks in found.items():
        if isinstance(marks, str):
            continue
        here = marks[rows]
        record: dict[str, object] = {
            choice.name: choice.options[place].words
            for choice, place in zip(choices, specification, strict=True)
        }
        record |= {
            "own": specification == own,
            "favourable": int((here == 1).sum()),
            "of": int((here >= 0).sum()),
            "in_scope": len(here),
            "_children": len(np.unique(children[here >= 0])),
        }
        if sides:
            record |= sides.counted(marks, rows)
        records.append(record)
    table = pd.DataFrame(records)
    share = table["favourable"] / table["of"].where(table["of"] > 0)
    # As in a summary: one child in three subjects is no more certain for being counted thrice.
    certain = table.pop("_children").to_numpy(float)
    low, high = wilson(share.fillna(0).to_numpy(float) * certain, certain)
    place = list(table.columns).index("in_scope") + 1
    ranked = table["of"] / table["in_scope"].where(table["in_scope"] > 0)
    for name, values in (("ranked_share", ranked), ("high", high), ("low", low), ("share", share)):
        table.insert(place, name, values)
    return table
