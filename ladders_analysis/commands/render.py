"""`ladders render`: runs the curated notebooks and writes pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from ladders_analysis.commands.choices import school_folder

if TYPE_CHECKING:
    from ladders_analysis.render.pages import Audience


@click.command()
@school_folder
@click.option(
    "--audience",
    required=True,
    type=click.Choice(["leaders", "governors"]),
    help="leaders: pages with names. governors: one page without.",
)
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path)
)
def render(folder: Path, audience: str, out: Path) -> None:
    """Run the curated notebooks and write pages to --out.

    Exit code 3, and no page, when a governors' page would show what was not released or let
    somebody be recognised.
    """
    from ladders_analysis.render.pages import render as make

    with click.progressbar(length=1, label="Running the notebooks", file=sys.stderr) as bar:

        def tell(done: int, total: int, name: str) -> None:
            bar.length = total
            bar.label = f"Running {name}"
            bar.update(done - bar.pos)

        made = make(folder, cast("Audience", audience), out, progress=tell)
    for sentence in made.left_out:
        click.echo(f"Note: {sentence}", err=True)
    first, *others = made.pages
    click.echo(f"{first}" + (f" (and {len(others)} pages that it links)" if others else ""))
