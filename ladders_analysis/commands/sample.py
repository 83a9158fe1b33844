"""`ladders sample`: writes a made-up school, to try things on without anybody's data."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--pupils", default=210, show_default=True, type=click.IntRange(min=1), help="In each school."
)
@click.option("--schools", default=1, show_default=True, type=click.IntRange(min=1))
@click.option("--years", default=2, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=32, show_default=True, help="The same seed gives the same school.")
@click.option(
    "--format",
    "file_format",
    default="csv",
    show_default=True,
    type=click.Choice(["csv", "parquet"]),
)
def sample(
    folder: Path, pupils: int, schools: int, years: int, seed: int, file_format: str
) -> None:
    """Write a made-up school, or a trust of schools, to DIR."""
    from ladders_analysis.sample import write_sample

    try:
        write_sample(
            folder,
            pupils=pupils,
            schools=schools,
            years=years,
            seed=seed,
            format=cast("Literal['csv', 'parquet']", file_format),
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"A made-up school is in {folder}. Look at it with: ladders check {folder}")
