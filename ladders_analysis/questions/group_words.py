"""What groups of pupils are called: in a sentence, and at the head of a row.

English has a word for some groups (girls, disadvantaged pupils); the others are named by what the
school's own records call them.
"""

from __future__ import annotations

from ladders_analysis.english import count, in_a_sentence
from ladders_analysis.pupil_groups import PupilGroup
from ladders_analysis.questions.choosing import group_name, value_name

_WHO = {
    ("disadvantaged", "True"): ("disadvantaged pupils", "also disadvantaged"),
    ("summer_born", "True"): ("summer-born pupils", "also summer-born"),
    ("sex", "F"): ("girls", "girls"),
    ("sex", "M"): ("boys", "boys"),
}
"""Groups that English has a word for; what they are called, and what one of them also is."""
_HAVING = {
    ("sen", "support"): "SEN support",
    ("sen", "ehcp"): "an EHC plan",
    ("eal", "True"): "English as an additional language",
}


def pupils_of_group(column: str, value: object) -> str:
    """Name the pupils of a group."""
    key = (column, str(value))
    if key in _WHO:
        return _WHO[key][0]
    return f"pupils {being_in_group(column, value)}"


def so_many_of_group(number: int, column: str, value: object) -> str:
    """Name so many pupils of a group."""
    who = pupils_of_group(column, value)
    one = {"girls": "girl", "boys": "boy"}.get(who, who.replace("pupils", "pupil", 1))
    return f"{count(number)} {one if number == 1 else who}"


def also_in_group(column: str, value: object, one: bool) -> str:
    """Say what a pupil of one group also is or has."""
    key = (column, str(value))
    if key in _WHO:
        return f"{'is' if one else 'are'} {_WHO[key][1]}"
    if key in _HAVING:
        return f"also {'has' if one else 'have'} {_HAVING[key]}"
    if isinstance(value, bool) or column == "class_name":
        return f"{'is' if one else 'are'} also {being_in_group(column, value)}"
    return f"{'has' if one else 'have'} {being_in_group(column, value).removeprefix('with ')}"


def being_in_group(column: str, value: object) -> str:
    """Say what being in a group is, after "pupils"."""
    if (column, str(value)) in _HAVING:
        return f"with {_HAVING[column, str(value)]}"
    if column == "class_name":
        return f"in {value}"
    return f"with {in_a_sentence(group_name(column))} “{value_name(value)}”"


def row_of_group(parts: tuple[PupilGroup, ...]) -> str:
    """Head a row with a group, or with the meeting of two.

    Examples
    --------
    >>> row_of_group((PupilGroup("disadvantaged", True), PupilGroup("sen", "support")))
    'Disadvantaged, and SEN support'
    >>> row_of_group((PupilGroup("group_attendance", "below 90%"),))
    'Attendance: below 90%'
    """
    names = [_short(each.column, each.value) for each in parts]
    return ", and ".join([names[0], *map(in_a_sentence, names[1:])])


def brief_row_of_group(parts: tuple[PupilGroup, ...]) -> str:
    """Head a row in as few words as will do, where the whole name has no room.

    Examples
    --------
    >>> meeting = (PupilGroup("disadvantaged", True), PupilGroup("group_attendance", "below 90%"))
    >>> brief_row_of_group(meeting)
    'Disadvantaged, and below 90%'
    """
    names = [_short(each.column, each.value).rpartition(": ")[2] for each in parts]
    return ", and ".join([names[0], *map(in_a_sentence, names[1:])])


def pupils_of_groups(parts: tuple[PupilGroup, ...]) -> str:
    """Name the pupils of a group, or of the meeting of two, in a sentence.

    Examples
    --------
    >>> pupils_of_groups((PupilGroup("disadvantaged", True), PupilGroup("sen", "support")))
    'disadvantaged pupils who also have SEN support'
    """
    first, *others = parts
    who = pupils_of_group(first.column, first.value)
    return " who ".join([who, *(also_in_group(each.column, each.value, False) for each in others)])


def _short(column: str, value: object) -> str:
    """Name a group in a word or two."""
    key = (column, str(value))
    if key in _WHO:
        name = _WHO[key][0].removesuffix(" pupils")
        return name[:1].upper() + name[1:]
    if key in _HAVING:
        return _HAVING[key].removeprefix("an ")
    if isinstance(value, bool):
        return group_name(column)
    return f"{group_name(column)}: {value_name(value)}"
