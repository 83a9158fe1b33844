"""`ladders progress`: how standing moved between two points, by a named definition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ladders_analysis.commands.choices import TakesMany, school_folder

if TYPE_CHECKING:
    import pandas as pd

BY = ("school_id", "cohort", "subject")
COUNTS = ["outcome", "pupils", "of", "share"]
ONE_A_PUPIL = (
    "school_id pupil_id subject attainment_start attainment_end outcome value numerator denominator"
).split()


@click.command(cls=TakesMany)
@school_folder
@click.option(
    "--definition", default="against_expectation", show_default=True, metavar="NAME_OR_FILE"
)
@click.option(
    "--from", "start", required=True, metavar="POINT_OR_DATE", help='"Autumn 2025" or 2025-12-05.'
)
@click.option("--to", "end", required=True, metavar="POINT_OR_DATE")
@click.option(
    "--by",
    multiple=True,
    default=BY,
    metavar="COL...",
    help="Group by these columns.  [default: school_id cohort subject]",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a .csv or .parquet file instead of printing.",
)
@click.option("--pupils", is_flag=True, help="One row for each pupil and subject, not a summary.")
def progress(
    folder: Path,
    definition: str,
    start: str,
    end: str,
    by: tuple[str, ...],
    out: Path | None,
    pupils: bool,
) -> None:
    """Summarise progress between two assessment points or dates.

    Counts come with the number of pupils they are a share of; outcomes that cannot be ranked (own
    curriculum, not enough evidence) have a count and no share.
    """
    from ladders_analysis.definitions.definition_file import from_file_or_name
    from ladders_analysis.loading import load
    from ladders_analysis.movement import progress as measure
    from ladders_analysis.summary import summarise
    from ladders_analysis.tabular import check_ending, plain_table, write_table

    if out is not None:
        check_ending(out)
    school = load(folder)
    moved = measure(school.as_at(start), school.as_at(end), from_file_or_name(definition))
    table: pd.DataFrame
    if pupils:
        table = moved.reset_index()[ONE_A_PUPIL]
    else:
        table = summarise(moved, by=list(by))[[*by, *COUNTS]]
    if out is None:
        click.echo(plain_table(table))
    else:
        write_table(table, out, private=pupils)
        click.echo(f"{len(table)} rows written to {out}", err=True)
