"""`ladders compare`: the same pupils by several definitions, and who turns on the choice."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ladders_analysis.commands.choices import (
    TakesMany,
    latest_or_given,
    school_folder,
    two_snapshots,
)

if TYPE_CHECKING:
    import pandas as pd

    from ladders_analysis.comparing.comparison import Comparison

FAILED = 1
DEFINITIONS = ("against_expectation", "gaps_closed", "curriculum_secured")
AGREEMENT = "first second both_ranked agree share first_only second_only in_scope".split()


@click.command(cls=TakesMany)
@school_folder
@click.option(
    "--definitions",
    multiple=True,
    default=DEFINITIONS,
    metavar="NAME_OR_FILE...",
    help=f"Two or more progress definitions.  [default: {' '.join(DEFINITIONS)}]",
)
@latest_or_given
@click.option("--by", multiple=True, metavar="COL...", help="Count changes by these columns.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the changes to a .csv or .parquet file instead of printing.",
)
@click.option("--pupils", is_flag=True, help="One row for each pupil and subject, not counts.")
@click.pass_context
def compare(
    ctx: click.Context,
    folder: Path,
    definitions: tuple[str, ...],
    start: str | None,
    end: str | None,
    by: tuple[str, ...],
    out: Path | None,
    pupils: bool,
) -> None:
    """Compare progress definitions on the same pupils between two points.

    Says how far they agree and, pair by pair, how many judgements (a pupil in a subject) only one
    of the two finds favourable. Ends with exit code 1 where a definition failed; the others stand.
    """
    from ladders_analysis.comparing.comparison import compare as set_beside
    from ladders_analysis.definitions.definition_file import from_file_or_name
    from ladders_analysis.loading import load
    from ladders_analysis.tabular import check_ending, plain_table, write_table

    if out is not None:
        check_ending(out)
    school = load(folder)
    before, after = two_snapshots(school, start, end)
    compared = set_beside(before, after, map(from_file_or_name, definitions))
    table = compared.outcomes if pupils else changes_of_all(compared, by)
    if out is not None:
        write_table(table, out, private=pupils)
        click.echo(f"{len(table)} rows written to {out}", err=True)
    else:
        if not pupils:
            click.echo(f"{compared.sentence}\n")
        if not pupils and len(compared.agreement):
            click.echo(f"{plain_table(compared.agreement[AGREEMENT])}\n")
        if pupils or len(table):
            click.echo(plain_table(table))
    for failure in compared.failures:
        click.echo(f"{failure.definition} {failure.broke}: {failure.because}", err=True)
    if compared.failures:
        ctx.exit(FAILED)


def changes_of_all(compared: Comparison, by: tuple[str, ...]) -> pd.DataFrame:
    """Stack the changes of every pair of definitions.

    Parameters
    ----------
    compared
        The comparison.
    by
        Columns to group by.
    """
    import pandas as pd

    parts = []
    for first, second in combinations(compared.names, 2):
        changes = compared.changes(first, second, by=list(by) or None)
        changes.insert(0, "first", first)
        changes.insert(1, "second", second)
        parts.append(changes)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
