"""Whether a choice matters at all: tried by itself, in three settings of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ladders_analysis.comparing.choices import Choice
from ladders_analysis.comparing.specifications import Marks, Specification, own_specification
from ladders_analysis.grid import Mask


def trial_specifications(choices: Sequence[Choice], number: int) -> list[Specification]:
    """List specifications that show whether one choice matters.

    Parameters
    ----------
    choices
        All choices.
    number
        Which of them is varied.

    Returns
    -------
    list
        Its options one after the other, three times: while all others are as they are, while they
        are at their first other option, and while they are at their last.
    """
    own = own_specification(choices)
    others = [
        [place for place in range(len(choice.options)) if place != choice.own] or [choice.own]
        for choice in choices
    ]
    settings = [own, tuple(each[0] for each in others), tuple(each[-1] for each in others)]
    return [
        (*setting[:number], place, *setting[number + 1 :])
        for setting in settings
        for place in range(len(choices[number].options))
    ]


def changes_nothing(
    trial: Sequence[Specification],
    known: Mapping[Specification, Marks | str],
    options: int,
    rows: Mask,
) -> bool:
    """Say whether in every setting of the others all options of a choice come to the same.

    Parameters
    ----------
    trial
        What `trial_specifications` listed for the choice.
    known
        What came of them.
    options
        How many options the choice has.
    rows
        Which judgements count.
    """
    for begin in range(0, len(trial), options):
        marks = [known[each] for each in trial[begin : begin + options]]
        if not all(_alike(marks[0], other, rows) for other in marks[1:]):
            return False
    return True


def _alike(one: Marks | str, other: Marks | str, rows: Mask) -> bool:
    """Say whether two specifications come to the same, be it the same complaint."""
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and one == other
    return bool(np.array_equal(one[rows], other[rows]))


def leaving_out(
    known: Mapping[Specification, Marks | str], choices: Sequence[Choice], inert: Sequence[Choice]
) -> dict[Specification, Marks | str]:
    """Keep what is known of specifications that leave some choices as they are.

    Parameters
    ----------
    known
        What came of specifications of all choices.
    choices
        All choices.
    inert
        Those to leave out.

    Returns
    -------
    dict
        The same, by specifications of the other choices.
    """
    kept = [number for number, choice in enumerate(choices) if choice not in inert]
    own = own_specification(choices)
    return {
        tuple(each[number] for number in kept): marks
        for each, marks in known.items()
        if all(each[number] == own[number] for number in range(len(own)) if number not in kept)
    }
