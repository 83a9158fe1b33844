"""A selection: everything that was chosen, small enough for a link or a line of code.

The page sends what changed; a link holds what differs from the first view. Either gives the same
selection again, and so the same page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args
from urllib.parse import parse_qsl, urlencode

import msgspec

from ladders_analysis.errors import LaddersError, nearest

Part = Literal["where", "moved", "statements", "groups"]
PARTS: tuple[Part, ...] = get_args(Part)
ALL_SCHOOLS = "*"
"""The choice of school that means all schools of a trust."""
A_YEAR_AGO = "a year ago"
"""The choice of start that means last year's cohort at the same point."""
ORDERS = ("most missed", "curriculum", "pupil")
"""How a gap grid may be sorted: statements most missed first within their ladder, statements in the
curriculum's order, or pupils by the number of statements they miss."""
_NESTED = ("groups", "behind")
_GROUP, _BEHIND = "group.", "behind."


class Behind(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What was clicked: a bar, a band, a box of a flow, a statement or a cell of a gap grid.

    Attributes
    ----------
    subject
        The subject of the bar, band or statement.
    by, row
        What the rows stand for ("cohort", "school_id" or a column of groups) and the row's value as
        text; blank for everybody chosen.
    outcome
        An outcome of the definition.
    then, now
        Attainment at the start and at the end; either may be blank.
    statement, state
        A statement, and one of the four states of it; a blank state is any.
    pupil
        One pupil's id: a row or a cell of a gap grid.
    """

    subject: str = ""
    by: str = ""
    row: str = ""
    outcome: str = ""
    then: str = ""
    now: str = ""
    statement: str = ""
    state: str = ""
    pupil: str = ""


class Selection(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What was chosen.

    Attributes
    ----------
    part
        The question that is looked at.
    school
        A school of a trust, `ALL_SCHOOLS`, or blank: the only or the first one.
    cohort
        The year in which the cohort reaches Year 6; None for all.
    class_name
        A class; None for all. Of cohort and class at most one is chosen.
    subject
        A subject, `TOGETHER`, or None for each.
    groups
        Column of an attribute -> the value as text ("yes"); several mean pupils in all of them.
    start, end
        Assessment points by name; `start` may be `A_YEAR_AGO`. Blank: the latest two with evidence.
    definition
        The name of a progress definition.
    order
        How a gap grid is sorted, of `ORDERS`.
    behind
        What was clicked; None for nothing.
    pupil
        The pupil whose record is open, as "school_id/pupil_id"; blank for none.
    """

    part: Part = "where"
    school: str = ""
    cohort: int | None = None
    class_name: str | None = None
    subject: str | None = None
    groups: Mapping[str, str] = {}
    start: str = ""
    end: str = ""
    definition: str = "against_expectation"
    order: str = ORDERS[0]
    behind: Behind | None = None
    pupil: str = ""

    def changed(self, changes: Mapping[str, object]) -> Selection:
        """Return the selection with some of it chosen anew.

        Parameters
        ----------
        changes
            Names of attributes and their new values, as JSON holds them.

        Returns
        -------
        Selection
            What was clicked is forgotten unless it was itself changed, or only the open pupil was.

        Raises
        ------
        LaddersError
            A name or a value that no selection has.

        Examples
        --------
        >>> clicked = Selection(cohort=2028, behind=Behind(now="expected"))
        >>> clicked.changed({"subject": "Maths"}).as_link()
        'cohort=2028&subject=Maths'
        """
        known = self.__struct_fields__
        for name in changes:
            if name not in known:
                raise LaddersError(f'No choice is called "{name}": {nearest(name, known)}.')
        as_it_was = {name: msgspec.to_builtins(getattr(self, name)) for name in known}
        if not changes.keys() <= {"behind", "pupil"}:
            as_it_was |= {"behind": None, "pupil": ""}
        elif "behind" in changes:
            as_it_was["pupil"] = ""
        try:
            return msgspec.convert({**as_it_was, **changes}, Selection)
        except msgspec.ValidationError as error:
            raise LaddersError(f"This cannot be chosen: {error}.") from None

    def as_link(self) -> str:
        """Write the selection as the end of a link.

        Returns
        -------
        str
            Text for after a "#": only what differs from the first view.

        Examples
        --------
        >>> Selection(cohort=2028, groups={"eal": "yes"}).as_link()
        'cohort=2028&group.eal=yes'
        """
        plain = msgspec.to_builtins(self)
        pairs = [(name, value) for name, value in plain.items() if name not in _NESTED]
        pairs += [(f"{_GROUP}{name}", value) for name, value in self.groups.items()]
        pairs += [(f"{_BEHIND}{name}", value) for name, value in plain.get("behind", {}).items()]
        return urlencode(pairs)

    def as_code(self) -> str:
        """Write the line of code that opens the explorer on this selection.

        Examples
        --------
        >>> Selection(cohort=2028, groups={"eal": "yes"}).as_code()
        "la.explore(school, cohort=2028, groups={'eal': 'yes'})"
        """
        plain = msgspec.to_builtins(self)
        words = "".join(f", {name}={value!r}" for name, value in plain.items())
        return f"la.explore(school{words})"


def from_link(link: str) -> dict[str, object]:
    """Read the end of a link as changes of the first view.

    Parameters
    ----------
    link
        What `Selection.as_link` wrote, with or without the "#".

    Returns
    -------
    dict
        For `Selection.changed`.

    Examples
    --------
    >>> from_link("#cohort=2028&group.eal=yes&behind.now=expected")
    {'cohort': 2028, 'groups': {'eal': 'yes'}, 'behind': {'now': 'expected'}}
    """
    found: dict[str, object] = {}
    groups: dict[str, str] = {}
    behind: dict[str, str] = {}
    for name, value in parse_qsl(link.removeprefix("#")):
        if name.startswith(_GROUP):
            groups[name.removeprefix(_GROUP)] = value
        elif name.startswith(_BEHIND):
            behind[name.removeprefix(_BEHIND)] = value
        else:
            found[name] = int(value) if name == "cohort" and value.isdigit() else value
    return found | ({"groups": groups} if groups else {}) | ({"behind": behind} if behind else {})
