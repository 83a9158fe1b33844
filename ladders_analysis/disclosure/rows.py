"""Which rows a table may have: year groups, else phases, else the whole school, else words.

Only the sizes decide, and everybody who knows the school knows them. A year group never stands
beside the phase that it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ladders_analysis.disclosure.leaves import Rules
from ladders_analysis.roll import year_name

PHASES = ((0, 1, 2), (3, 4), (5, 6))
"""Reception to Year 2, Years 3 and 4, Years 5 and 6 (PRIVACY, point 5)."""


@dataclass(frozen=True)
class Row:
    """One row of a table: one or more year groups told together.

    Parameters
    ----------
    years
        Its year groups, lowest first.
    of
        How many pupils [pupils].

    Examples
    --------
    >>> Row((3,), 28).name, Row((0, 1, 2), 45).name, Row((3, 4), 30).name
    ('Year 3', 'Reception to Year 2', 'Years 3 and 4')
    """

    years: tuple[int, ...]
    of: int
    whole_school: bool = False

    @property
    def name(self) -> str:
        """What the row is called."""
        if self.whole_school:
            return "Whole school"
        first, last = self.years[0], self.years[-1]
        if first == last:
            return year_name(first)
        if len(self.years) == 2 and first > 0:
            return f"Years {first} and {last}"
        return f"{year_name(first)} to {year_name(last)}"

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it may be called: its own name and those of its year groups."""
        return (self.name, *(year_name(year) for year in self.years))


def choose_rows(sizes: Mapping[int, int], rules: Rules) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Choose the rows of a table by year group.

    Parameters
    ----------
    sizes
        Pupils in each year group.
    rules
        The thresholds.

    Returns
    -------
    tuple of Row, tuple of Row
        The rows to publish, lowest year first; and those that are too small and are told in words.

    Notes
    -----
    A phase is told by year group where each of its year groups has at least `years_from` pupils,
    else as one row where it has at least `rows_from`, else in words. Where no phase has that many,
    the whole school is one row, if it has.

    Examples
    --------
    >>> shown, small = choose_rows({3: 28, 4: 27, 5: 12, 6: 15}, Rules())
    >>> [row.name for row in shown], small
    (['Year 3', 'Year 4', 'Years 5 and 6'], ())
    """
    shown: list[Row] = []
    small: list[Row] = []
    for phase in PHASES:
        years = tuple(year for year in phase if sizes.get(year, 0) > 0)
        if not years:
            continue
        together = Row(years, sum(sizes[year] for year in years))
        if all(sizes[year] >= rules.years_from for year in years):
            shown += [Row((year,), sizes[year]) for year in years]
        elif together.of >= rules.rows_from:
            shown.append(together)
        else:
            small.append(together)
    if not shown and sum(row.of for row in small) >= rules.rows_from:
        years = tuple(year for row in small for year in row.years)
        return (Row(years, sum(row.of for row in small), whole_school=True),), ()
    return tuple(shown), tuple(small)
