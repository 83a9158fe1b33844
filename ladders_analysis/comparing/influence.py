"""Which choice moves a figure, and by how much, the others being alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ladders_analysis.comparing.choices import Choice
from ladders_analysis.grid import Floats


def influence_of(table: pd.DataFrame, choices: Sequence[Choice]) -> pd.DataFrame:
    """Work out what each option does to the figure, on average over the other choices.

    Parameters
    ----------
    table
        One row per specification: a column per choice with its option's words; `share` and
        `ranked_share`.
    choices
        The choices.

    Returns
    -------
    DataFrame
        One row per option: `choice`, `option`, `own`; `specifications` with it; `mean_share` of
        these; `change` of the share against the own option, and `ranked_change` of the share that
        can be ranked [percentage points].

    Notes
    -----
    The change is the main effect in a least-squares fit of the figure on all choices. Where every
    way of setting them was tried, it is the plain difference of means between the ways with the
    option and those with the own one; where they were drawn at random, it evens out the luck of
    the draw. Specifications in which nobody is ranked are left out.
    """
    ranked = table[table["share"].notna()]
    others = [
        (choice, place)
        for choice in choices
        for place in range(len(choice.options))
        if place != choice.own
    ]
    marks = [
        (ranked[choice.name] == choice.options[place].words).to_numpy(float)
        for choice, place in others
    ]
    design = np.column_stack([np.ones(len(ranked)), *marks]).astype(np.float64)
    effects = {
        figure: _fitted(design, ranked[figure].to_numpy(float))
        for figure in ("share", "ranked_share")
    }
    rows: list[dict[str, Any]] = []
    for choice in choices:
        for place, option in enumerate(choice.options):
            those = ranked[(ranked[choice.name] == option.words).to_numpy(bool)]
            row = {
                "choice": choice.title,
                "option": option.words,
                "own": option.own,
                "specifications": len(those),
                "mean_share": those["share"].mean() if len(those) else np.nan,
            }
            for figure, change in (("share", "change"), ("ranked_share", "ranked_change")):
                if option.own:
                    row[change] = 0.0
                elif len(those):
                    row[change] = 100 * effects[figure][1 + others.index((choice, place))]
                else:
                    row[change] = np.nan
            rows.append(row)
    columns = ["choice", "option", "own", "specifications", "mean_share", "change", "ranked_change"]
    return pd.DataFrame(rows, columns=columns)


def moves_most(influence: pd.DataFrame) -> tuple[str, float, str, str] | None:
    """Name the choice between whose options the figure differs most.

    Parameters
    ----------
    influence
        What `influence_of` returned.

    Returns
    -------
    tuple, or None where nothing moves it
        The choice; the difference [percentage points]; the option with the smallest and the one
        with the largest figure.
    """
    found: tuple[str, float, str, str] | None = None
    for choice, rows in influence.dropna(subset="change").groupby("choice", sort=False):
        order = rows.sort_values("change", kind="stable")
        least, most = order.iloc[0], order.iloc[-1]
        apart = float(most["change"] - least["change"])
        if apart > (found[1] if found else 1e-9):
            found = (str(choice), apart, str(least["option"]), str(most["option"]))
    return found


def _fitted(design: Floats, figure: Floats) -> Floats:
    """Fit by least squares; zeros where there is nothing to fit."""
    if not len(figure):
        return np.zeros(design.shape[1])
    fitted = np.asarray(np.linalg.lstsq(design, figure, rcond=None)[0], np.float64)
    return np.round(fitted, 12)  # nothing is not 1e-16
