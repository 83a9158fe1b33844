"""How sure a share of pupils is: intervals for a share and a difference, and pupils to change.

An interval is the analyst's: it says how far chance alone could carry a figure, were the pupils a
sample of such pupils. The same in pupils, for everybody else, is how many would have to be judged
differently.
"""

from __future__ import annotations

import numpy as np

from ladders_analysis.grid import Floats

NORMAL_95 = 1.959963984540054
"""The 97.5th percentile of the normal distribution."""


def wilson(part: Floats, whole: Floats) -> tuple[Floats, Floats]:
    """Return the 95 % Wilson score interval of a share.

    Parameters
    ----------
    part, whole
        Pupils counted, and pupils in all.

    Returns
    -------
    ndarray, ndarray
        Lower and upper end [share 0–1]; NaN where `whole` is 0.

    References
    ----------
    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference".

    Examples
    --------
    >>> low, high = wilson(np.array([10.0]), np.array([20.0]))
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.2993, 0.7007)
    """
    n = np.where(whole > 0, whole, np.nan)
    share = part / n
    squared = NORMAL_95**2
    centre = (share + squared / (2 * n)) / (1 + squared / n)
    half = NORMAL_95 / (1 + squared / n) * np.sqrt(share * (1 - share) / n + squared / (4 * n**2))
    # At 0 and at n the ends are 0 and 1 exactly; rounding must not step outside.
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def pupils_to_change(favourable: Floats, of: Floats, line: float) -> Floats:
    """Count the pupils who would have to be judged differently for a headline to change.

    Parameters
    ----------
    favourable, of
        Pupils with a favourable outcome, and pupils ranked.
    line
        The share that the headline turns on: "most pupils" turns on a half [share 0–1].

    Returns
    -------
    ndarray
        Pupils; NaN where nobody is ranked.

    Notes
    -----
    "Most" means more than the line. Below or on it, enough pupils must turn favourable to pass
    it; above it, enough must turn to reach it again.

    Examples
    --------
    >>> pupils_to_change(np.array([16.0, 15.0, 10.0]), np.array([30.0, 30.0, 30.0]), 0.5)
    array([1., 1., 6.])
    """
    at = np.floor(line * of + 1e-9)
    needed = np.where(favourable > at, favourable - at, at + 1 - favourable)
    return np.where(of > 0, needed, np.nan)


def newcombe(
    part: Floats, whole: Floats, other_part: Floats, other_whole: Floats
) -> tuple[Floats, Floats]:
    """Return the 95 % hybrid score interval of a difference between two shares.

    Parameters
    ----------
    part, whole
        Pupils counted and pupils in all, on one side.
    other_part, other_whole
        The same on the other side; nobody may be on both.

    Returns
    -------
    ndarray, ndarray
        Lower and upper end of the one share less the other [−1–1]; NaN where a side has nobody.

    Notes
    -----
    With each share's own Wilson interval, the lower end is d − √((p₁ − l₁)² + (u₂ − p₂)²) and the
    upper end d + √((u₁ − p₁)² + (p₂ − l₂)²).

    References
    ----------
    Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions:
    comparison of eleven methods", Statistics in Medicine 17, 873–890, method 10.

    Examples
    --------
    >>> low, high = newcombe(*(np.array([each]) for each in (56.0, 70.0, 48.0, 80.0)))
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.0524, 0.3339)
    """
    one = part / np.where(whole > 0, whole, np.nan)
    other = other_part / np.where(other_whole > 0, other_whole, np.nan)
    low, high = wilson(part, whole)
    other_low, other_high = wilson(other_part, other_whole)
    below = np.hypot(one - low, other_high - other)
    above = np.hypot(high - one, other - other_low)
    return np.clip(one - other - below, -1, 1), np.clip(one - other + above, -1, 1)
