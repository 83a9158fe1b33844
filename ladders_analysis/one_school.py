"""One school: its settings, its tidy tables and the grid they make; snapshots are taken of it.

The unit of the work. A trust is several of these, and so is an experiment: the same school with
other boxes, another policy or other judgements, of which the same snapshots are taken again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from ladders_analysis.basis import default_bases
from ladders_analysis.grid import Grid, Integers, build_grid
from ladders_analysis.settings import SchoolSettings


@dataclass(frozen=True, eq=False, repr=False)
class OneSchool:
    """What snapshots of one school under one curriculum are taken of, made by `one_school`.

    Attributes
    ----------
    settings
        What `school.toml` says about this school.
    tables
        Its tidy tables by name (`schema`), all years.
    sources
        File name -> SHA-256 of everything that was loaded.
    grid
        Pupils × statements, shared by all its snapshots.
    bases
        The default basis by year group × subject.
    """

    settings: SchoolSettings
    tables: Mapping[str, pd.DataFrame]
    sources: Mapping[str, str]
    grid: Grid
    bases: Integers

    def with_tables(self, **tables: pd.DataFrame) -> OneSchool:
        """Return the school with some tables in place of its own, on a grid of their own."""
        return one_school(self.settings, {**self.tables, **tables}, self.sources)

    def with_settings(self, settings: SchoolSettings) -> OneSchool:
        """Return the school under other settings; its grid stays where the scale does."""
        same_grid = (
            settings.scale == self.settings.scale
            and settings.scores.keys() == self.settings.scores.keys()
        )
        if not same_grid:
            return one_school(settings, self.tables, self.sources)
        bases = _bases(self.grid, settings, self.tables)
        return replace(self, settings=settings, bases=bases)


def one_school(
    settings: SchoolSettings, tables: Mapping[str, pd.DataFrame], sources: Mapping[str, str]
) -> OneSchool:
    """Lay one school's tables out as a grid.

    Parameters
    ----------
    settings
        The school's settings.
    tables
        Its tidy tables, already checked, with rows of this school only.
    sources
        File name -> SHA-256.
    """
    further = [*tables["overall"]["subject"].astype("str").unique(), *settings.scores]
    grid = build_grid(
        tables["pupils"], tables["statements"], tables["judgements"], settings.scale, tuple(further)
    )
    return OneSchool(settings, tables, sources, grid, _bases(grid, settings, tables))


def _bases(grid: Grid, settings: SchoolSettings, tables: Mapping[str, pd.DataFrame]) -> Integers:
    return default_bases(grid, settings, tables["pupils"], tables["overall"])
