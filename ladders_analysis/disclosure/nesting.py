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


def in_all(part: Range, *wholes: Range, rules: Rules) -> Range:
    """Publish a count of pupils who are counted in all of several published wholes of one school.

    Parameters
    ----------
    part
        The pupils in all of them, as a leaf.
    *wholes
        The counts as published, each of the same pupils.
    rules
        The thresholds.

    Returns
    -------
    Range
        The part as it is, or a range that the wholes alone decide.

    Notes
    -----
    At most the smallest whole is in all. At least everybody is, but those who are missing from one
    whole or another. A part nearer than `minimum` to the first is told as `within` tells it, one as
    near to the second in the same way from below; where the two are too close to each other to
    keep those apart, all that lies between them is told.

    Examples
    --------
    >>> reading, writing = Range(60, 60, 90), Range(50, 50, 90)
    >>> in_all(Range(40, 40, 90), reading, writing, rules=Rules())
    Range(low=40, high=40, of=90)
    >>> in_all(Range(48, 48, 90), reading, writing, rules=Rules())
    Range(low=45, high=50, of=90)
    >>> in_all(Range(22, 22, 90), reading, writing, rules=Rules())
    Range(low=20, high=25, of=90)
    >>> in_all(Range(83, 83, 90), Range(85, 90, 90), Range(85, 90, 90), rules=Rules())
    Range(low=80, high=90, of=90)
    """
    if part.says_nothing:
        return part
    missing = [whole.complement for whole in wholes]
    least = (
        part.of - sum(each.high for each in missing),
        part.of - sum(each.low for each in missing),
    )
    smallest = min(whole.low for whole in wholes), min(whole.high for whole in wholes)
    if smallest[0] - least[1] < 2 * rules.minimum:
        return Range(max(least[0], 0), smallest[1], part.of)
    free = part.low == 0 and least[1] <= 0
    if not free and part.low - least[1] < rules.minimum:
        return Range(max(least[0], 0), least[1] + rules.minimum - 1, part.of)
    return within(part, *wholes, rules=rules)


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
