"""Score scales of a OneRoster bundle: which code of the school a score stands for.

A scale belongs to a result, to a line item or to a class. A score that no scale maps, or that one
maps to two codes, stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ladders_analysis.exports.oneroster.tables import Member

_PAIR = re.compile(r"\{([^{}]*)\}")
_SPAN = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(?: ?(?:-|–|to) ?(-?[0-9]+(?:\.[0-9]+)?))?")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Scale:
    """A scale: `(what is mapped, code)`, in the bundle's order."""

    pairs: tuple[tuple[str, str], ...]

    def code_of(self, score: str) -> str:
        """Return the code of a score; the score itself where the scale does not say, or says two.

        Parameters
        ----------
        score
            As written.

        Examples
        --------
        >>> scale = scale_of("{0-1:Not yet},{2:Developing},{3-4:Secure}")
        >>> scale.code_of("3.5"), scale.code_of("2.0"), scale.code_of("9")
        ('Secure', 'Developing', '9')
        """
        codes = {code for mapped, code in self.pairs if mapped == score or _within(score, mapped)}
        return codes.pop() if len(codes) == 1 else score


def _within(score: str, mapped: str) -> bool:
    """Say whether a score is the number, or within the span of numbers, that is mapped."""
    span = _SPAN.fullmatch(mapped)
    if span is None or not _NUMBER.fullmatch(score):
        return False
    low = float(span[1])
    return low <= float(score) <= (low if span[2] is None else float(span[2]))


def scale_of(cell: str) -> Scale:
    """Read the cell `scoreScaleValue`: `{score or span:code}`, several with commas between.

    Parameters
    ----------
    cell
        As written. Braces may be missing; where the codes stand first, the scores are still what
        is mapped.

    Notes
    -----
    1EdTech OneRoster CSV binding 1.2.1 (2023): each mapping is a left-hand and a right-hand side.
    No real bundle with scales could be seen: unverified.

    Examples
    --------
    >>> scale_of("0-59:WTS, 60-100:EXS").pairs
    (('0-59', 'WTS'), ('60-100', 'EXS'))
    >>> scale_of("{A:90-100}").pairs
    (('90-100', 'A'),)
    """
    pairs = []
    for each in _PAIR.findall(cell) or cell.split(","):
        left, colon, right = (part.strip() for part in each.partition(":"))
        if not colon or not left or not right:
            continue
        turned = _SPAN.fullmatch(right) and not _SPAN.fullmatch(left)
        pairs.append((right, left) if turned else (left, right))
    return Scale(tuple(pairs))


@dataclass(frozen=True)
class Scales:
    """The scales of a bundle, and what each is tied to.

    Attributes
    ----------
    of_result, of_line_item, of_class
        Id -> the scale; a class that has several has none, because nothing says which is meant.
    """

    of_result: Mapping[str, Scale]
    of_line_item: Mapping[str, Scale]
    of_class: Mapping[str, Scale]

    def nearest(self, result: str, line_item: str, school_class: str) -> Scale | None:
        """Return the scale of a result: its own, else its line item's, else its class's."""
        return (
            self.of_result.get(result)
            or self.of_line_item.get(line_item)
            or self.of_class.get(school_class)
        )


def scales_of(tables: Mapping[str, Member]) -> Scales:
    """Read the scales that are not withdrawn.

    Parameters
    ----------
    tables
        The bundle's tables by name.
    """
    member = tables["scoreScales"]
    values, classes = member.cells("scoreScaleValue"), member.cells("classSourcedId")
    scales = {name: scale_of(values[place]) for name, place in member.first_of().items()}
    of_class: dict[str, list[Scale]] = {}
    for name, place in member.first_of().items():
        of_class.setdefault(classes[place], []).append(scales[name])
    of_class.pop("", None)
    return Scales(
        _tied(tables["resultScoreScales"], "resultSourcedId", scales),
        _tied(tables["lineItemScoreScales"], "lineItemSourcedId", scales),
        {name: each[0] for name, each in of_class.items() if len(each) == 1},
    )


def _tied(member: Member, column: str, scales: Mapping[str, Scale]) -> dict[str, Scale]:
    names = member.cells("scoreScaleSourcedId")
    return {
        name: scales[names[place]]
        for name, place in member.first_of(column).items()
        if names[place] in scales
    }
