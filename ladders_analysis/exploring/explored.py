"""A school explored: from a selection to everything that stands on the page for it.

What was worked out once is kept: one `Facts` a school, one list of choices a school and date. So a
change of any control costs no more than counting.
"""

from __future__ import annotations

from collections.abc import Iterator

from ladders_analysis.errors import LaddersError
from ladders_analysis.exploring.asked import asked_point, asked_school, asked_selection
from ladders_analysis.exploring.behind import behind_view
from ladders_analysis.exploring.exporting import Exported, Kind, exported
from ladders_analysis.exploring.facts import Facts, Rated
from ladders_analysis.exploring.options import Offer, controls, offered, points_offered
from ladders_analysis.exploring.parts import part_view
from ladders_analysis.exploring.preparing import standings, steps_for
from ladders_analysis.exploring.pupil import pupil_view
from ladders_analysis.exploring.remarks import remark
from ladders_analysis.exploring.selection import ALL_SCHOOLS, Selection
from ladders_analysis.exploring.settling import settled, settled_end, settled_school
from ladders_analysis.exploring.views import View
from ladders_analysis.school import School
from ladders_analysis.trust import NOBODY_ON_ROLL


class Explored:
    """A school, or a trust, that can be looked at from every side.

    Parameters
    ----------
    school
        A school, or a trust.

    Raises
    ------
    LaddersError
        Nobody is on roll, so there is nothing to explore.
    """

    def __init__(self, school: School) -> None:
        if not school.schools:
            raise LaddersError(NOBODY_ON_ROLL)
        self.school = school
        self._facts: dict[str, Facts] = {}
        self._offers: dict[tuple[str, str], Offer] = {}
        self._rated: Rated = {}
        self._remark: str | None = None

    def asked(self, **words: object) -> Selection:
        """Return the selection that a line of code asks for, settled.

        Parameters
        ----------
        **words
            Attributes of `Selection` in a person's words: `cohort="Year 4"`,
            `groups={"disadvantaged": True}`.

        Raises
        ------
        LaddersError
            Something asked for is not in the school's data; what is, is said.
        """
        plain = {name: value for name, value in words.items() if value is not None}
        if "school" in plain:
            plain["school"] = asked_school(self.school, plain["school"])
        chosen = settled_school(self.school, Selection(school=str(plain.get("school", ""))))
        one = self._one(chosen)
        for name in ("start", "end"):
            if name in plain:
                plain[name] = asked_point(one, plain[name])
        end = settled_end(one, Selection(end=str(plain.get("end", ""))))
        return self.settle(asked_selection(plain, self.offer(chosen, end)))

    def settle(self, selection: Selection) -> Selection:
        """Fill a selection's blanks, and replace what no longer exists by what is nearest."""
        chosen = settled_school(self.school, selection)
        return settled(
            self.school, self._one(chosen), selection, lambda end: self.offer(chosen, end)
        )

    def facts(self, selection: Selection) -> Facts:
        """Return what is known of the school chosen, or of all schools together."""
        return self.facts_of(settled_school(self.school, selection))

    def facts_of(self, chosen: str) -> Facts:
        """Return what is known of a school by its id, blank for the only one."""
        if chosen not in self._facts:
            if chosen == ALL_SCHOOLS:
                schools = [self.school.one(each) for each in self.school.schools]
            else:
                schools = [self._one(chosen)]
            self._facts[chosen] = Facts(schools, self._rated)
        return self._facts[chosen]

    def offer(self, chosen: str, end: str) -> Offer:
        """Return what may be chosen of a school at a point."""
        key = (chosen, end)
        if key not in self._offers:
            self._offers[key] = offered(self._one(chosen), self.facts_of(chosen), end)
        return self._offers[key]

    def view(self, selection: Selection, seq: int = 0) -> View:
        """Return everything that stands on the page for a selection.

        Parameters
        ----------
        selection
            What was chosen; it is settled first.
        seq
            The number of the request.

        Raises
        ------
        LaddersError
            What was chosen cannot be worked out, such as by a definition that breaks its contract.
        """
        selection = self.settle(selection)
        facts = self.facts(selection)
        if self._remark is None:
            self._remark = remark(self.school)
        return View(
            seq=seq,
            selection=selection,
            controls=controls(self.school, self.offer(selection.school, selection.end), selection),
            part=part_view(facts, selection),
            behind=None if selection.behind is None else behind_view(facts, selection),
            pupil=pupil_view(facts, selection) if selection.pupil else None,
            link=selection.as_link(),
            code=selection.as_code(),
            remark=self._remark,
        )

    def export(self, selection: Selection, kind: Kind) -> Exported:
        """Return what is shown as a file.

        Parameters
        ----------
        selection
            What was chosen; it is settled first.
        kind
            The kind of file.
        """
        selection = self.settle(selection)
        return exported(self.facts(selection), selection, kind)

    def prepare(self, selection: Selection) -> Iterator[None]:
        """Work out, step by step, what is likely to be chosen next.

        Parameters
        ----------
        selection
            What is looked at now.

        Yields
        ------
        None
            After each short step, so that a page can answer its reader in between.
        """
        selection = self.settle(selection)
        facts = self.facts(selection)
        yield from steps_for(facts, self.offer(selection.school, selection.end), selection)
        if len(self.school.schools) < 2:
            return
        others = [each for each in self.school.schools if each != selection.school]
        for chosen in (*others, ALL_SCHOOLS):
            other = self._one(chosen)
            yield
            end = points_offered(other)[-1].name
            yield
            yield from standings(self.facts_of(chosen), [end])
            first = self.settle(Selection(school=chosen))
            yield
            own = self.offer(chosen, first.end)
            yield from steps_for(self.facts_of(chosen), own, first, all_points=False)

    def _one(self, chosen: str) -> School:
        """Return the school of an id: the whole folder where it is one, or for all schools."""
        if chosen in ("", ALL_SCHOOLS) or len(self.school.schools) < 2:
            return self.school
        return self.school.one(chosen)
