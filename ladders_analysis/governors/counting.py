"""From numbers of pupils to published ranges: what a governors' page may know.

What goes in are raw counts; what comes out are ranges and the names of rows and subjects. Counts
that hang together are published together, so that none gives away what another hides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ladders_analysis.combining import RWM
from ladders_analysis.definitions.against_expectation import AgainstExpectation
from ladders_analysis.disclosure import (
    Range,
    Row,
    Rules,
    choose_rows,
    in_all,
    leaf,
    one_side,
    total,
    within,
)
from ladders_analysis.governors.pupils import Pupils
from ladders_analysis.movement import Progress

GROUPS: Mapping[str, str] = MappingProxyType({"disadvantaged": "Disadvantaged pupils"})
"""Groups of whom one side is shown, for the whole school only, and what they are called."""


@dataclass(frozen=True)
class GroupFigures:
    """One side of one group, whole school.

    Parameters
    ----------
    name
        What the group is called.
    at, moved
        By subject: at or above expectation, and a favourable outcome; None where it must not be
        shown.
    """

    name: str
    at: Mapping[str, Range | None]
    moved: Mapping[str, Range | None]


@dataclass(frozen=True)
class Figures:
    """Everything of one pair of points that may be published, as ranges.

    Parameters
    ----------
    rows, small_rows
        The rows that are shown, and those too small for any figure.
    subjects, thin
        The subjects with figures, and those in which hardly anybody can be placed.
    at, moved
        By row and subject: at or above expectation at the end; a favourable outcome. `moved` has
        no row where the two would be nearly the same count (see `figures_of`).
    at_all, moved_all
        By subject, the whole school: the sums of the rows as published.
    caught_up, fell_behind, unplaced, own_curriculum
        By subject, the whole school; no entry where the definition does not ask who changed sides
        of the expectation, or the count must not be shown.
    combined
        At or above expectation in all of reading, writing and maths.
    combined_of
        Which subjects `combined` is about.
    groups
        One side each of the groups that are shown.
    pupils
        How many pupils were on roll at both points.
    """

    rows: tuple[Row, ...]
    small_rows: tuple[Row, ...]
    subjects: tuple[str, ...]
    thin: tuple[str, ...]
    at: Mapping[tuple[str, str], Range]
    moved: Mapping[tuple[str, str], Range]
    at_all: Mapping[str, Range]
    moved_all: Mapping[str, Range]
    caught_up: Mapping[str, Range]
    fell_behind: Mapping[str, Range]
    unplaced: Mapping[str, Range]
    own_curriculum: Mapping[str, Range]
    combined: Range | None
    combined_of: tuple[str, ...]
    groups: tuple[GroupFigures, ...]
    pupils: int


def figures_of(
    progress: Progress,
    subjects: Sequence[str],
    rules: Rules,
    *,
    nested: Callable[[str, int], bool],
) -> Figures:
    """Count, and publish what may be published.

    Parameters
    ----------
    progress
        The whole school's progress between two points.
    subjects
        The subjects, in the order of the page.
    rules
        The thresholds.
    nested
        Whether in a subject and year group nobody can have a favourable outcome without being at or
        above expectation at the end.

    Returns
    -------
    Figures

    Notes
    -----
    Where favourable lies within at or above (a teacher's overall judgement cannot say that a gap
    is closing), the two counts of a row differ by the few pupils who were not placed at the start.
    Publishing both would give those away, so only at or above is a row there, and what moved is
    told for the whole school (PRIVACY, points 6 and 8).
    """
    pupils = Pupils(progress)
    shown, small = choose_rows(pupils.sizes, rules)
    everyone = pupils.count
    placed = {
        subject: leaf(pupils.number("placed", subject), everyone, rules) for subject in subjects
    }
    thin = tuple(subject for subject in subjects if placed[subject].high < rules.minimum)
    kept = tuple(subject for subject in subjects if subject not in thin)

    at: dict[tuple[str, str], Range] = {}
    moved: dict[tuple[str, str], Range] = {}
    for row in (*shown, *small):
        for subject in kept:
            at[row.name, subject] = leaf(pupils.number("up", subject, row), row.of, rules)
            if not any(nested(subject, year) for year in row.years):
                favourable = pupils.number("favourable", subject, row)
                moved[row.name, subject] = leaf(favourable, row.of, rules)
    at_all = {subject: _all(at, subject) for subject in kept}
    moved_all = {
        subject: _all(moved, subject)
        for subject in kept
        if all((row.name, subject) in moved for row in (*shown, *small))
    }
    unplaced, own, fell, caught = {}, {}, {}, {}
    for subject in kept:

        def count(mark: str, subject: str = subject) -> Range:
            return leaf(pupils.number(mark, subject), everyone, rules)

        whole = WholeSchool(count, at_all[subject], moved_all.get(subject), rules)
        both = [(at[key], moved[key]) for key in moved if key[1] == subject]
        apart = whole.unplaced(both)
        if apart is not None:
            unplaced[subject], own[subject] = apart, whole.own_curriculum(apart)
        if progress.about.name == AgainstExpectation.about.name:
            caught[subject], fell[subject] = whole.caught_up, whole.fell_behind(apart)
    combined_of = tuple(subject for subject in RWM if subject in kept)
    small_names = {row.name for row in small}
    return Figures(
        rows=shown,
        small_rows=small,
        subjects=kept,
        thin=thin,
        at=_visible(at, small_names),
        moved=_visible(moved, small_names),
        at_all=at_all,
        moved_all=moved_all,
        caught_up=caught,
        fell_behind=fell,
        unplaced=unplaced,
        own_curriculum=own,
        combined=_combined(pupils, combined_of, at_all, rules),
        combined_of=combined_of,
        groups=_groups(pupils, kept, at_all, moved_all, rules),
        pupils=everyone,
    )


class WholeSchool:
    """One subject's counts for the whole school, each only as close as its wholes allow.

    Those at expectation at the end hold those who caught up, those below hold those who fell
    behind, and pupils whose progress could not be judged are on both sides.

    Parameters
    ----------
    count
        The leaf of a mark: "caught", "fell", "apart" (not ranked) or "own".
    up, moved
        At or above expectation at the end, and a favourable outcome, as published; None where the
        second is not.
    rules
        The thresholds.
    """

    def __init__(
        self, count: Callable[[str], Range], up: Range, moved: Range | None, rules: Rules
    ) -> None:
        self._count, self._up, self._moved, self._rules = count, up, moved, rules

    def unplaced(self, rows: Sequence[tuple[Range, Range]]) -> Range | None:
        """Pupils whose progress could not be ranked; None where it would tell too much.

        Parameters
        ----------
        rows
            At or above and favourable, of each row that shows both.

        Notes
        -----
        A row with more pupils at expectation than with a favourable outcome has unplaced pupils at
        expectation, and a small number of unplaced pupils would tell how many were closing the gap.
        Where no favourable outcome is shown, the unplaced must fit on either side of the
        expectation, beside those who changed sides: else they would tell who did not.
        """
        if self._moved is not None:
            if any(up.high > moved.low and up != moved for up, moved in rows):
                return None
            return within(self._count("apart"), self._moved.complement, rules=self._rules)
        unplaced = self._count("apart")
        sides = (
            self._up.low - self.caught_up.high,
            self._up.complement.low - self.fell_behind(None).high,
        )
        return unplaced if unplaced.high <= min(sides) else None

    def own_curriculum(self, unplaced: Range) -> Range:
        """Pupils on an earlier year's curriculum, who are some of the unplaced."""
        return within(self._count("own"), unplaced, rules=self._rules)

    @property
    def caught_up(self) -> Range:
        """Pupils who caught up."""
        wholes = [self._up, *([self._moved] if self._moved else [])]
        return within(self._count("caught"), *wholes, rules=self._rules)

    def fell_behind(self, unplaced: Range | None) -> Range:
        """Pupils who fell behind: some of those below, and of those neither moved nor unplaced."""
        wholes = [self._up.complement]
        if self._moved is not None:
            rest = self._moved.complement
            if unplaced is not None:
                low = max(rest.low - unplaced.high, 0)
                rest = Range(low, max(rest.high - unplaced.low, low), rest.of)
            wholes.append(rest)
        return within(self._count("fell"), *wholes, rules=self._rules)


def _all(rows: Mapping[tuple[str, str], Range], subject: str) -> Range:
    return total(count for (_, named), count in rows.items() if named == subject)


def _visible(
    rows: Mapping[tuple[str, str], Range], small: set[str]
) -> dict[tuple[str, str], Range]:
    return {key: count for key, count in rows.items() if key[0] not in small}


def _combined(
    pupils: Pupils, subjects: Sequence[str], at_all: Mapping[str, Range], rules: Rules
) -> Range | None:
    if len(subjects) < 2:
        return None
    together = leaf(pupils.number_in_all("up", subjects), pupils.count, rules)
    return in_all(together, *(at_all[subject] for subject in subjects), rules=rules)


def _groups(
    pupils: Pupils,
    subjects: Sequence[str],
    at_all: Mapping[str, Range],
    moved_all: Mapping[str, Range],
    rules: Rules,
) -> tuple[GroupFigures, ...]:
    def side(column: str, mark: str, wholes: Mapping[str, Range]) -> dict[str, Range | None]:
        shown = {}
        for subject in subjects:
            if subject in wholes:
                marked, members = pupils.number_among(mark, subject, column)
                shown[subject] = one_side(leaf(marked, members, rules), wholes[subject], rules)
        return shown

    return tuple(
        GroupFigures(name, side(column, "up", at_all), side(column, "favourable", moved_all))
        for column, name in GROUPS.items()
        if pupils.knows(column)
    )
