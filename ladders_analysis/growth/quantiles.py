"""Quantile regression: the lines below which 0.5 %, 1.5 % … 99.5 % of pupils score.

Each line is a linear programme, solved exactly by HiGHS through scipy; only the programme is ours.
"""

from __future__ import annotations

import numpy as np

from ladders_analysis.errors import LaddersError
from ladders_analysis.grid import Floats, Integers

QUANTILES = 100
"""Lines are drawn at the quantiles (i − 0.5) ÷ 100 for i from 1 to 100."""
LOWER = 1e-3
"""How much lower a quantile is asked for [pupils], so that of several answers the lowest is had."""
ALIKE = 1e-8
"""Below this ratio of singular values the columns say the same thing."""


def told_apart(columns: Floats) -> bool:
    """Say whether the columns of a regression can be told apart, so that one answer fits best.

    Examples
    --------
    >>> told_apart(np.array([[1.0, 2.0], [1.0, 3.0]])), told_apart(np.array([[1.0, 2.0]] * 3))
    (True, False)
    """
    if len(columns) < columns.shape[1]:
        return False
    singular = np.linalg.svd(columns, compute_uv=False)
    return bool(singular[-1] > ALIKE * singular[0])


def quantile_lines(columns: Floats, scores: Floats, pupils: Integers) -> Floats:
    """Fit a line for every quantile.

    Parameters
    ----------
    columns
        Distinct pupils × columns of the regression; they can be told apart.
    scores
        Their scores, laid out between 0 and 1.
    pupils
        How many pupils share each row.

    Returns
    -------
    ndarray
        Quantiles × columns: the coefficients.

    Raises
    ------
    LaddersError
        The solver gave up.

    Notes
    -----
    The dual programme has one equation a column, and so is much the faster of the two (Koenker
    2005, section 6.2): with y the scores, X the columns, t the quantile and w the pupils, maximise
    y·a where X'a = (1 − t) X'w and 0 ≤ a ≤ w. The coefficients are its shadow prices.

    Where n pupils are alike and t × n is a whole number, every line between two neighbouring scores
    is a best one. A quantile lower by a thousandth of a pupil settles on the lowest of them, so
    that the answer depends on the scores and on nothing else.

    References
    ----------
    Koenker, R. (2005). Quantile Regression. Cambridge University Press.
    """
    from scipy.optimize import linprog

    total = columns.T @ pupils
    bounds = np.column_stack([np.zeros(len(pupils)), pupils])
    lines = np.empty((QUANTILES, columns.shape[1]))
    for place in range(QUANTILES):
        quantile = (place + 0.5) / QUANTILES - LOWER / pupils.sum()
        for presolve in (False, True):  # twice as fast without
            solved = linprog(
                -scores,
                A_eq=columns.T,
                b_eq=(1 - quantile) * total,
                bounds=bounds,
                method="highs-ds",
                options={"presolve": presolve},
            )
            if solved.status == 0:
                break
        else:
            raise LaddersError(
                f"The quantile regression of {int(pupils.sum())} pupils could not be solved "
                f"({solved.message.strip()}). Use fewer earlier scores: priors=1."
            )
        lines[place] = -solved.eqlin.marginals
    return lines
