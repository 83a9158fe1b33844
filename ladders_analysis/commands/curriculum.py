"""`ladders curriculum`: spreads a curriculum over the year, and tells two versions of one apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ladders_analysis.errors import LaddersError

if TYPE_CHECKING:
    import pandas as pd

_A_PATH = click.Path(path_type=Path)
_A_FILE = click.Path(dir_okay=False, path_type=Path)
_FORCE = click.option("--force", is_flag=True, help="Write over a file that is there already.")


@click.group()
def curriculum() -> None:
    """Spread a curriculum over the year, or compare two versions of it."""


@curriculum.command()
@click.argument("path", metavar="PATH", type=_A_PATH)
@click.option(
    "--out", type=_A_FILE, metavar="FILE", help="[default: curriculum.csv in the same folder]"
)
@_FORCE
def spread(path: Path, out: Path | None, force: bool) -> None:
    """Write the curriculum of PATH with its statements spread evenly over the half-terms.

    PATH is a curriculum file (tidy, CASE or Oak) or a school folder. Within a year and subject
    each ladder is spread over the six half-terms in its own order; half-terms that the curriculum
    states stay as they are.
    """
    from ladders_analysis.curriculum.reading import read_curriculum
    from ladders_analysis.curriculum.spreading import even_spread, open_to_spread
    from ladders_analysis.settings import read_settings
    from ladders_analysis.tabular import check_ending, write_table

    out = out or (path if path.is_dir() else path.parent) / "curriculum.csv"
    check_ending(out)
    _check_free(out, force)
    read = read_curriculum(path)
    table = _as_written(even_spread(read.statements))
    write_table(table, out)
    given = int(open_to_spread(read.statements).sum())
    stated = int(read.statements["due_half_term"].notna().sum())
    click.echo(f"{given:,} of {_counted(len(table), 'statement')} spread over the six half-terms.")
    if stated:
        click.echo(f"{stated:,} had a half-term already and keep it.")
    if len(table) > given + stated:
        left = len(table) - given - stated
        click.echo(f"{left:,} have a half-term for teaching only: due at the end of the year.")
    totals = table["due_half_term"].value_counts().sort_index()
    for half_term, count in totals.items():
        click.echo(f"  half-term {half_term}: {count:,} due")
    click.echo(f"Written to {out}. Check it: only the school knows what is taught when.")
    if path.is_dir() and read_settings(path).default.curriculum not in (None, out.name):
        click.echo(f'To use it, write in school.toml: curriculum = "{out.name}"')
    _say_refusals(read.report.exit_code, read.report.brief())


@curriculum.command()
@click.argument("old", metavar="OLD", type=_A_PATH)
@click.argument("new", metavar="NEW", type=_A_PATH)
@click.option(
    "--map",
    "renamed",
    type=_A_FILE,
    metavar="FILE",
    help="What was renamed: columns was, is.  [default: curriculum_map.csv beside NEW]",
)
@click.option("--out", type=_A_FILE, metavar="FILE", help="Write the changes to .csv or .parquet.")
@click.option(
    "--suggest", type=_A_FILE, metavar="FILE", help="Write a map of the probable ones, to check."
)
@_FORCE
def diff(
    old: Path, new: Path, renamed: Path | None, out: Path | None, suggest: Path | None, force: bool
) -> None:
    """Tell what changed from the curriculum OLD to the curriculum NEW.

    Each is a curriculum file (tidy, CASE or Oak) or a school folder.
    """
    from ladders_analysis.curriculum.reading import read_curriculum
    from ladders_analysis.curriculum.told_changes import suggested_map, told
    from ladders_analysis.curriculum.versions import curriculum_changes
    from ladders_analysis.tabular import check_ending, write_table

    for path in (out, suggest):
        if path is not None:
            check_ending(path)
            _check_free(path, force)
    before, after = read_curriculum(old), read_curriculum(new, renamed)
    changes = curriculum_changes(before.statements, after.statements, after.renamed)
    click.echo(told(changes, before.statements, after.statements))
    if out is not None:
        write_table(changes, out)
        click.echo(f"{_counted(len(changes), 'change')} written to {out}", err=True)
    if suggest is not None:
        table = suggested_map(changes)
        write_table(table, suggest)
        click.echo(f"{_counted(len(table), 'suggestion')} written to {suggest}", err=True)
        click.echo(
            "Check each row: keep it only where both are the same statement, then save the map as "
            "curriculum_map.csv beside the new curriculum.",
            err=True,
        )
    for read in (before, after):
        _say_refusals(read.report.exit_code, read.report.brief())


def _as_written(statements: pd.DataFrame) -> pd.DataFrame:
    """Keep the columns that say something; a weight is blank where blank means the same."""
    from ladders_analysis.checking.statements import completed
    from ladders_analysis.schema import STATEMENTS

    weight = statements["weight"].astype("Float64")
    implied = completed(statements.assign(weight=weight.mask(weight.notna())))["weight"]
    table = statements.assign(weight=weight.mask(weight == implied))
    key = table["key"].map({True: "true", False: "false"})
    table = table.assign(key=key.astype("str") if table["key"].any() else None)
    columns = [
        name
        for name in STATEMENTS.names
        if name in STATEMENTS.required or table[name].notna().any()
    ]
    return table[columns]


def _check_free(path: Path, force: bool) -> None:
    """Refuse to write over a file unless told to."""
    if path.exists() and not force:
        raise LaddersError(
            f"{path} is there already and stays as it is. Name another file, or add --force."
        )


def _say_refusals(exit_code: int, brief: str) -> None:
    """Say on the error stream what was refused, and end with 1."""
    if exit_code:
        click.echo(brief, err=True)
        click.get_current_context().exit(exit_code)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
