"""`ladders pseudonymise`: writes a copy of a school folder in which no child is named."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--out", required=True, metavar="DIR", type=FOLDER, help="A new folder for the copy.")
@click.option(
    "--key",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The secret key, outside both folders; made where there is none.",
)
@click.option("--hide-school", is_flag=True, help="Schools get pseudonyms, too.")
def pseudonymise(folder: Path, out: Path, key: Path, hide_school: bool) -> None:
    """Copy a school folder without names, UPNs and the school's own pupil ids.

    Attainment and progress come out the same. The copy is still personal data: who knows the
    children may know one by class, groups and judgements. The same key gives the same pseudonyms.
    """
    from ladders_analysis.pseudonymising.copying import pseudonymise as copy

    copied = copy(folder, out, key, hide_school=hide_school)
    click.echo(f"{out}: {copied.pupils:,} pupils, {copied.rows:,} rows, read back and complete")
    if copied.key_made:
        click.echo(
            f"The key was made: {key}. Only you can read it. Keep it away from the copy; without "
            "it nobody can say which pseudonym is whose."
        )
    if copied.key_readable_by_others:
        click.echo(f"Others on this computer may read {key}: take that right away.", err=True)
