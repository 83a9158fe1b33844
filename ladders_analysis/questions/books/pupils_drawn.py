"""Drawing pupils whose books will be looked at: some of every standing, at random within it.

A sample for looking, not for counting: no share of it is a share of the cohort. The same seed
draws the same pupils on any computer, in whatever order the records stand.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from ladders_analysis.policy import EXPECTED, GREATER_DEPTH, WORKING_TOWARDS

NOT_PLACED = "not placed"
STANDINGS = (WORKING_TOWARDS, EXPECTED, GREATER_DEPTH, NOT_PLACED)
"""The standings that a sample is drawn from, one by one."""
_DIFFERING = 4
"""One in so many pupils of a sample is one whose teacher's view and statements differ."""


def shared_out(sizes: dict[str, int], number: int) -> dict[str, int]:
    """Share a number of pupils out over standings in proportion, at least one to each.

    Parameters
    ----------
    sizes
        Standing -> pupils there are.
    number
        Pupils wanted.

    Returns
    -------
    dict
        Standing -> pupils to draw, never more than there are; together the number wanted, or
        everybody where there are fewer.

    Notes
    -----
    One to each standing that has pupils (the largest first, where even that is too many); then one
    by one to the standing that is furthest below its proportion.

    Examples
    --------
    >>> shared_out({"working towards": 6, "expected": 20, "greater depth": 1}, 8)
    {'working towards': 1, 'expected': 6, 'greater depth': 1}
    """
    whole = sum(sizes.values())
    number = min(number, whole)
    given = dict.fromkeys(sizes, 0)
    for name in sorted(sizes, key=lambda each: -sizes[each])[:number]:
        given[name] = int(sizes[name] > 0)
    while sum(given.values()) < number:
        open_to = [name for name in sizes if given[name] < sizes[name]]
        next_one = max(open_to, key=lambda name: number * sizes[name] / whole - given[name])
        given[next_one] += 1
    return given


def drawn(pupils: pd.DataFrame, number: int, seed: int) -> list[str]:
    """Draw pupils, some of every standing.

    Parameters
    ----------
    pupils
        One row each: `pupil_id`, `standing` (one of `STANDINGS`), `differs` (the teacher's view
        and the statements say different things) and `disadvantaged`; in any order.
    number
        Pupils wanted.
    seed
        The number of the sample.

    Returns
    -------
    list of str
        Ids, standing by standing, within one in the order drawn.

    Notes
    -----
    Each standing is put in random order, and places are filled from the front, except that a pupil
    is taken earlier who helps the sample to hold disadvantaged pupils in proportion, or one in four
    (at least one, where there are any) whose teacher's view and statements differ.
    """
    chance = np.random.default_rng(seed)
    people = pupils.sort_values("pupil_id", ignore_index=True)
    people = people.iloc[chance.permutation(len(people))].reset_index(drop=True)
    sizes = {name: int((people["standing"] == name).sum()) for name in STANDINGS}
    places = shared_out({name: size for name, size in sizes.items() if size}, number)
    total = sum(places.values())
    poorer = people["disadvantaged"].to_numpy(bool)
    differs = people["differs"].to_numpy(bool)
    wanted = round(total * float(poorer.mean())) if total else 0
    open_places = {
        "disadvantaged": max(wanted, int(poorer.any() and total > 1)),
        "differs": min(int(differs.sum()), math.ceil(total / _DIFFERING)),
    }
    open_places["others"] = total - open_places["disadvantaged"]
    taken: dict[str, list[int]] = {name: [] for name in places}
    # The standing with least room to choose goes first, so that the others can make up for it.
    for name in sorted(places, key=lambda each: sizes[each] - places[each]):
        here = np.flatnonzero((people["standing"] == name).to_numpy()).tolist()
        for _ in range(places[name]):
            helps = [
                2 * (open_places["disadvantaged" if poorer[row] else "others"] > 0)
                + (differs[row] and open_places["differs"] > 0)
                for row in here
            ]
            row = here.pop(int(np.argmax(helps)))
            taken[name].append(row)
            open_places["disadvantaged" if poorer[row] else "others"] -= 1
            open_places["differs"] -= int(differs[row])
    return [str(people["pupil_id"].iloc[row]) for rows in taken.values() for row in rows]
