"""The one door to a governors' page.

`release` takes the school as at a point and the progress that led there, counts, publishes only
what PRIVACY.md allows, and gives a page of ranges and words. Nothing of a pupil is kept in it: what
is shown is a function of the published ranges, of the curriculum and of what leaders wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ladders_analysis import movement
from ladders_analysis.definitions.contract import Definition
from ladders_analysis.disclosure import Rules
from ladders_analysis.governors import detail, overview
from ladders_analysis.governors.asking import came_of_asking
from ladders_analysis.governors.belonging import check_beside, check_whole, point_of
from ladders_analysis.governors.blocks import Section, Words, bundle, page_html
from ladders_analysis.governors.counting import Figures, figures_of
from ladders_analysis.governors.curriculum import (
    basis_of,
    expected_blocks,
    sparse_rows,
    sticking_blocks,
)
from ladders_analysis.governors.findings import exceptions, strengths
from ladders_analysis.governors.statutory import results_blocks
from ladders_analysis.governors.told import Told
from ladders_analysis.governors.wording import Wording
from ladders_analysis.movement import BOTH, Progress
from ladders_analysis.policy import PLACED
from ladders_analysis.provenance import Provenance
from ladders_analysis.school import School
from ladders_analysis.school_toml import Action
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot


@dataclass(frozen=True)
class Release:
    """A governors' page: published ranges and words, section by section.

    Display the whole, or one section a cell (`page.summary`, `page.attainment`, …). It holds no
    table of pupils and no exact count that may not be shown.

    Parameters
    ----------
    school, start, end
        The school's name and the two points.
    summary, exceptions, actions
        The page in short: what stands out and what leaders do about it.
    expected, attainment, progress, combined, strengths, sticking, groups, results
        The detail.
    caveats, questions, small_print
        How far to trust it, what to ask, and where it comes from.
    """

    school: str
    start: str
    end: str
    summary: Section
    exceptions: Section
    actions: Section
    expected: Section
    attainment: Section
    progress: Section
    combined: Section
    strengths: Section
    sticking: Section
    groups: Section
    results: Section
    caveats: Section
    questions: Section
    small_print: Section

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in the order of the page."""
        return tuple(value for value in vars(self).values() if isinstance(value, Section))

    @property
    def html(self) -> str:
        """The whole page as HTML, without a frame."""
        return page_html(self.sections)

    def as_record(self) -> dict[str, Any]:
        """Return all that is published as plain data."""
        return {
            "school": self.school,
            "start": self.start,
            "end": self.end,
            "sections": [section.as_record() for section in self.sections],
        }

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, Any]:
        """Return the page for a notebook and for the governors' page."""
        return bundle(self.html, self.as_record())

    def __repr__(self) -> str:
        """Name the page."""
        return f"<Release of {self.school}: {self.start} to {self.end}>"


def release(
    end: Snapshot,
    progress: Progress,
    *,
    beside: Progress | None = None,
    actions: Sequence[Action] | None = None,
    national: pd.DataFrame | None = None,
) -> Release:
    """Release what governors may read about one school between two points.

    Parameters
    ----------
    end
        The school as at the later point.
    progress
        The whole school's progress up to it, by any definition.
    beside
        The same a year ago, by the same definition.
    actions
        What leaders are doing; without it, the `[[action]]` tables of `school.toml`.
    national
        National figures for statutory results (`school.national`).

    Returns
    -------
    Release
        Published ranges and words only.

    Raises
    ------
    ReleaseError
        A trust, a part of the school, points that do not belong together, nobody at both points,
        or thresholds below the rule; the message says what to do.

    Notes
    -----
    Every leaf is a yes/no count of everybody on roll at both points: at or above expectation at the
    end, and a favourable outcome. Attainment at the start is published at no level, so that of
    start, progress and end at most two are known of any cohort (PRIVACY, points 5 to 7). The page
    carries no fingerprint of the source files: it would be an oracle for whoever can guess them.

    Of conversations with teachers only the `approved_summary` is shown, which leaders have written
    for governors; what a teacher said and what was agreed about a child never reaches the page.
    """
    check_whole(end, progress)
    rules = Rules(end.settings.disclosure.minimum, end.settings.disclosure.rows_from)
    start_year = point_of(progress.provenance.start)[1]

    def nested(subject: str, year: int) -> bool:
        # Across 1 September a pupil was in the year group below at the start.
        years = {year, max(year - (end.point.year.ends - start_year), 0)}
        return any(basis_of(end, subject, each) != "statements" for each in years)

    def figures(of: Progress) -> Figures:
        return figures_of(of, end.subjects, rules, nested=nested)

    now = figures(progress)
    then = None
    if beside is not None:
        check_beside(end, progress, beside)
        then = figures(beside)
    wording = Wording.of(
        progress.about,
        end.settings.labels,
        point_of(progress.provenance.start)[0],
        end.point.label,
    )
    found = exceptions(now, then, wording)
    told = Told(
        now=now,
        then=then,
        wording=wording,
        exceptions=found,
        strengths=strengths(now, then, wording),
        actions=tuple(end.settings.actions if actions is None else actions),
        ladders=_ladders(end),
        sparse=sparse_rows(end, now.rows, now.subjects),
        came_of_asking=came_of_asking(
            end.of_school.tables["conversations"], progress.provenance.start, end.point
        ),
    )
    statutory = results_blocks(end.of_school.tables["results"], national, end.point, rules)
    return Release(
        school=end.settings.name,
        start=wording.start,
        end=wording.end,
        summary=overview.summary(told),
        exceptions=overview.exceptions(told),
        actions=overview.actions(told),
        expected=Section(
            "expected",
            "What our curriculum expected, and what was taught",
            expected_blocks(end, end.subjects, wording),
        ),
        attainment=detail.attainment(told),
        progress=detail.progress(told),
        combined=detail.combined(told),
        strengths=overview.strengths(told),
        sticking=Section(
            "sticking",
            "Sticking points in the curriculum",
            sticking_blocks(end, end.subjects, rules),
        ),
        groups=detail.groups(told),
        results=Section("results", "Statutory results", statutory),
        caveats=detail.caveats(told),
        questions=overview.questions(told),
        small_print=_small_print(progress, rules),
    )


def a_year_ago(
    school: School,
    start: Snapshot | TrustSnapshot,
    end: Snapshot | TrustSnapshot,
    definition: str | Definition | type[Definition] = "against_expectation",
) -> Progress | None:
    """Rate progress between the same two points a year ago, where the school's data reaches.

    Parameters
    ----------
    school
        The school.
    start, end
        This year's snapshots.
    definition
        The definition that this year's progress is rated by.

    Returns
    -------
    Progress or None
        None where the calendar has no such points, or nobody was on roll and placed at both.
    """
    if not isinstance(start, Snapshot) or not isinstance(end, Snapshot):
        return None
    points = school.year_before(start.point), school.year_before(end.point)
    if points[0] is None or points[1] is None:
        return None
    before = movement.progress(school.as_at(points[0]), school.as_at(points[1]), definition)
    people = before.population[before.population["presence"] == BOTH]
    placed = people["attainment_start"].isin(PLACED) & people["attainment_end"].isin(PLACED)
    return before if bool(placed.any()) else None


def _ladders(end: Snapshot) -> dict[str, tuple[str, ...]]:
    table = end.grid.table
    return {
        str(subject): tuple(str(name) for name in rows["ladder"].dropna().unique())
        for subject, rows in table.groupby("subject", observed=True)
    }


def _small_print(progress: Progress, rules: Rules) -> Section:
    about, where = progress.about, progress.provenance
    lines = [
        f"“{about.title}” ({about.name}, version {about.version}"
        f"{_parameters(where)}), reviewed by {about.reviewed_by}: {about.question}",
        f"{where.start} to {where.end}; policy {_joined(where.policy)}; curriculum "
        f"{_joined(where.curriculum)}; ladders_analysis {where.toolkit}.",
        f"Counts below {rules.minimum}, or within {rules.minimum - 1} of everybody, are shown only "
        f"as “{rules.minimum - 1} or fewer” or “all but {rules.minimum - 1} or fewer”; groups of "
        f"fewer than {rules.rows_from} pupils are not shown; year groups of fewer than "
        f"{rules.years_from} are told by phase. Totals and percentages are worked out from what is "
        "shown. People who already know some pupils’ results may be able to work out more.",
    ]
    return Section("small_print", "Small print", tuple(Words(line, "note") for line in lines))


def _parameters(where: Provenance) -> str:
    return "".join(
        f", {name.replace('_', ' ')} {value}"
        for name, value in where.parameters.items()
        if value is not None
    )


def _joined(hashes: Any) -> str:
    return ", ".join(dict.fromkeys(hashes.values()))
