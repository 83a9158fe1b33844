"""Parts of a published whole: shown only as closely as what is left over allows.

Who knows a whole and a part of it knows the rest. A part is therefore published as it stands only
where the rest is certain to be large enough; otherwise both ends are taken from the whole, so that
neither the part nor the rest is given away.
"""

from __future__ import annotations

from ladders_analysis.disclosure.leaves import Rules
from ladders_analysis.disclosure.ranges import Range


def within(part: Range, *wholes: Range, rules: Rules) -> Range:
    """Publish a count of pupils who are all counted in each of several published wholes.

    Parameters
    ----------
    part
        The part as a leaf.
    *wholes
        The counts that the part is contained in, as published.
    rules
        The thresholds.

    Returns
    -------
    Range
        The part as it is, where every rest is at least `minimum` for certain; else from
        `minimum` − 1 below the smallest whole up to it (from 0 where that whole is small).

    Notes
    -----
    The second answer depends on the wholes alone, so it is the same for every part that leads to
    it: at least `minimum` parts do.

    Examples
    --------
    >>> within(Range(20, 20, 90), Range(60, 60, 90), rules=Rules())
    Range(low=20, high=20, of=90)
    >>> within(Range(57, 57, 90), Range(60, 60, 90), Range(71, 71, 90), rules=Rules())
    Range(low=55, high=60, of=90)
    """
    if not wholes or part.says_nothing:
        return part
    if all(whole.low - part.high >= rules.minimum for whole in wholes):
        return part
    low, high = min(whole.low for whole in wholes), min(whole.high for whole in wholes)
    slack = rules.minimum - 1
    return Range(low - slack if low >= 2 * rules.minimum - 1 else 0, high, part.of)


def one_side(group: Range, everybody: Range, rules: Rules) -> Range | None:
    """Publish one side of a group, if the side that is not published stays hidden.

    Parameters
    ----------
    group
        The measure among the group's pupils, as a leaf.
    everybody
        The same measure among all pupils, as published.
    rules
        The thresholds.

    Returns
    -------
    Range or None
        The group's count; None where it must not be shown: the group or the others are fewer than
        `rows_from`, or what is left for the others could be worked out too closely.

    Notes
    -----
    The others' yes and the others' no are both at least `minimum` for every count that the group's
    range allows. Whether it is shown depends on published ranges alone (PRIVACY, point 4).

    Examples
    --------
    >>> one_side(Range(14, 14, 40), Range(120, 120, 180), Rules())
    Range(low=14, high=14, of=40)
    >>> one_side(Range(14, 14, 40), Range(152, 152, 180), Rules()) is None
    True
    """
    others = everybody.of - group.of
    if group.of < rules.rows_from or others < rules.rows_from:
        return None
    fewest, most = everybody.low - group.high, everybody.high - group.low
    if fewest < rules.minimum or most > others - rules.minimum:
        return None
    return group
