"""Writing a whole sample folder: one school or a trust, as CSV or as Parquet.

The same arguments write the same bytes. `data/sample` is what the defaults write.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeAlias

import pyarrow.parquet as pq

from ladders_analysis.sample.curriculum import curriculum_text, read_curriculum
from ladders_analysis.sample.making import PUPILS, SEED, YEARS, make_schools
from ladders_analysis.sample.people import YEAR_GROUPS
from ladders_analysis.sample.readme_text import readme_text
from ladders_analysis.sample.results import national
from ladders_analysis.sample.settings_text import settings_text
from ladders_analysis.sample.stories import STORIES, Story
from ladders_analysis.sample.tables import (
    CHILD_TABLES,
    arrow_table,
    csv_bytes,
    write_csv,
    write_parquet,
)
from ladders_analysis.schema import TABLES
from ladders_analysis.writing import whole_file, write_whole

Format: TypeAlias = Literal["csv", "parquet"]

FILES = (*CHILD_TABLES, "curriculum", "national")
MOST_YEARS = 7
FEWEST_PUPILS = 5 * YEAR_GROUPS


def write_sample(
    folder: str | Path,
    *,
    pupils: int = PUPILS,
    schools: int = 1,
    years: int = YEARS,
    seed: int = SEED,
    format: Format = "csv",
    stories: Sequence[Story] = STORIES,
) -> Path:
    """Write a made-up school folder.

    Parameters
    ----------
    folder
        Where to write; made when it is not there. Files of the same names are replaced, in
        either format.
    pupils
        Children on roll in each school in Spring 2026 [at least 35].
    schools
        Number of schools; more than one makes a trust.
    years
        Academic years with judgements, the newest 2025–26 [1–7].
    seed
        Seed of chance; the same arguments write the same bytes.
    format
        How the tables are written. `school.toml` and the README are text in either.
    stories
        The stories to plant in the first school; empty for none.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ValueError
        An argument is out of range.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     written = write_sample(place, pupils=35, years=1)
    ...     sorted(path.name for path in written.iterdir())[:3]
    ['README.md', 'books.csv', 'conversations.csv']
    """
    _check(pupils, schools, years, format)
    folder = Path(folder)
    made = make_schools(schools, pupils=pupils, years=years, seed=seed, stories=stories)
    if format == "parquet":
        write_parquet(folder, made)
        for name, table in (("curriculum", read_curriculum()), ("national", national())):
            with whole_file(folder / f"{name}.parquet") as temporary:
                declared = TABLES["statements" if name == "curriculum" else name]
                pq.write_table(arrow_table(table, declared), temporary)
    else:
        write_csv(folder, made)
        write_whole(folder / "curriculum.csv", curriculum_text().encode())
        write_whole(folder / "national.csv", csv_bytes(national()))
    for name in FILES:
        other = "csv" if format == "parquet" else "parquet"
        (folder / f"{name}.{other}").unlink(missing_ok=True)
    write_whole(folder / "school.toml", settings_text(schools, years).encode())
    readme = readme_text(
        stories, pupils=pupils, schools=schools, years=years, seed=seed, format=format
    )
    write_whole(folder / "README.md", readme.encode())
    return folder


def _check(pupils: int, schools: int, years: int, format: str) -> None:
    if pupils < FEWEST_PUPILS:
        raise ValueError(f"pupils = {pupils}: a sample school needs at least {FEWEST_PUPILS}")
    if schools < 1:
        raise ValueError(f"schools = {schools}: must be 1 or more")
    if not 1 <= years <= MOST_YEARS:
        raise ValueError(f"years = {years}: must be 1 to {MOST_YEARS}")
    if format not in ("csv", "parquet"):
        raise ValueError(f'format = "{format}": must be "csv" or "parquet"')
