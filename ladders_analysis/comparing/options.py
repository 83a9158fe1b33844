"""The options of a choice: what they are called, and which are reasonable around a number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ladders_analysis.policy import NTimes


@dataclass(frozen=True)
class Option:
    """One way of making a choice.

    Attributes
    ----------
    words
        What it is called.
    value
        What is put in place of the school's own; nothing is where `own`.
    own
        Whether it is the school's, or the definition's, own.
    """

    words: str
    value: object
    own: bool = False


def around(value: object) -> list[object]:
    """Choose reasonable values around a parameter's own.

    Parameters
    ----------
    value
        Its own value.

    Returns
    -------
    list
        A share: a tenth either way, or half-way to 0 or 1 where that is nearer. A whole number:
        one either way. Another number: a fifth of it either way. True and False: both. Anything
        else, and numbers that are not above 0: none.

    Examples
    --------
    >>> around(0.8), around(0.1), around(3), around(35.0), around("latest")
    ([0.7, 0.9], [0.05, 0.15], [2, 4], [28.0, 42.0], [])
    """
    if isinstance(value, bool | np.bool_):
        return [False, True]
    if not isinstance(value, int | float | np.number) or not 0 < value < float("inf"):
        return []
    if isinstance(value, int | np.integer):
        return [step for step in (int(value) - 1, int(value) + 1) if step > 0]
    number = float(value)
    apart = min(0.1, number / 2, (1 - number) / 2) if number < 1 else number / 5
    return [round(number - apart, 4), round(number + apart, 4)]


def in_words(value: object) -> str:
    """Call an option by its value.

    Examples
    --------
    >>> in_words(1 / 3), in_words(True), in_words(NTimes(2)), in_words((0.5, 0.8))
    ('0.333', 'yes', 'reached 2 times', '0.5, 0.8')
    """
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, NTimes):
        return f"reached {value.n_times} times"
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, list | tuple):
        return ", ".join(in_words(each) for each in value)
    return str(value)


def same(one: object, other: object) -> bool:
    """Compare two options: 5 and 5.0 are the same, 1 and True are not."""
    numbers = [is_number(each) for each in (one, other)]
    return one == other and (all(numbers) or type(one) is type(other))


def is_number(value: object) -> bool:
    """Tell a number from everything else, truth values included."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def plain_option(value: object) -> object:
    """Read `{"n_times": 2}` as school.toml does."""
    if isinstance(value, dict) and set(value) == {"n_times"}:
        return NTimes(int(value["n_times"]))
    return value
