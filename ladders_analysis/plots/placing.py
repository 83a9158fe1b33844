"""Where labels go so that none covers another.

Two small rules, apart from any drawing: push things along a line until they stand clear, or lay
them on as few lines as will hold them.
"""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    wanted: Sequence[float], sizes: Sequence[float], low: float, high: float, gap: float = 0.0
) -> list[float]:
    """Move labels along a line as little as possible until none overlaps.

    Parameters
    ----------
    wanted
        Where each centre would like to be, in any order.
    sizes
        Length of each along the line.
    low, high
        The ends of the line.
    gap
        Clear space between two.

    Returns
    -------
    list of float
        The centres, in the order given. They keep the order of `wanted`. Where they cannot all
        fit, they begin at `low` and run past `high`.

    Notes
    -----
    Least squares under an order: neighbours that collide are pooled and share their mean shift
    (the pool-adjacent-violators rule).

    Examples
    --------
    >>> spread([5, 5.5, 20], [4, 4, 4], 0, 30)
    [3.25, 7.25, 20.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    offsets: list[float] = []
    reach = 0.0
    for place in order:
        offsets.append(reach + sizes[place] / 2)
        reach += sizes[place] + gap
    last = high - (reach - gap)
    pools: list[tuple[float, int]] = []
    for place, offset in zip(order, offsets, strict=True):
        total, members = wanted[place] - offset, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / members:
            earlier, more = pools.pop()
            total, members = total + earlier, members + more
        pools.append((total, members))
    starts = [
        max(min(total / members, last), low) for total, members in pools for _ in range(members)
    ]
    centres = [0.0] * len(order)
    for place, start, offset in zip(order, starts, offsets, strict=True):
        centres[place] = start + offset
    return centres


def levels(starts: Sequence[float], widths: Sequence[float], gap: float) -> list[int]:
    """Put labels that begin at given places on as few lines as hold them.

    Parameters
    ----------
    starts
        Where each begins, from left to right.
    widths
        How long each is.
    gap
        Clear space after each.

    Returns
    -------
    list of int
        The line of each, counted from 0.

    Examples
    --------
    >>> levels([0, 10, 20], [15, 5, 5], 2)
    [0, 1, 0]
    """
    ends: list[float] = []
    chosen = []
    for start, width in zip(starts, widths, strict=True):
        free = [line for line, end in enumerate(ends) if end <= start]
        line = free[0] if free else len(ends)
        if line == len(ends):
            ends.append(0.0)
        ends[line] = start + width + gap
        chosen.append(line)
    return chosen


def lines_of(widths: Sequence[float], room: float, gap: float) -> list[list[int]]:
    """Break a run of labels into lines.

    Parameters
    ----------
    widths
        Length of each label.
    room
        Length of a line.
    gap
        Clear space between two.

    Returns
    -------
    list of list of int
        For each line, which labels stand on it.

    Examples
    --------
    >>> lines_of([40, 40, 40], 100, 10)
    [[0, 1], [2]]
    """
    lines: list[list[int]] = []
    reach = 0.0
    for place, width in enumerate(widths):
        if lines and reach + gap + width <= room:
            lines[-1].append(place)
            reach += gap + width
        else:
            lines.append([place])
            reach = width
    return lines
