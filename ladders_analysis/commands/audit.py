"""`ladders audit`: a progress definition put to the test."""

from __future__ import annotations

import json
import math
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import click

from ladders_analysis.commands.choices import school_folder

FAILS = 1


@click.command()
@school_folder
@click.option(
    "--definition",
    default="against_expectation",
    show_default=True,
    metavar="NAME_OR_FILE.py",
    help="A name, or a Python file (FILE.py:NAME where it makes several).",
)
@click.option(
    "--from",
    "start",
    metavar="POINT_OR_DATE",
    help='"Autumn 2025" or 2025-12-05.  [default: the last point but one that has evidence]',
)
@click.option("--to", "end", metavar="POINT_OR_DATE", help="[default: the last one]")
@click.option("--json", "as_json", is_flag=True, help="The audit for programs to read.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    help="How long the definition may take over one school.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Where chance begins.")
def audit(
    folder: Path,
    definition: str,
    start: str | None,
    end: str | None,
    as_json: bool,
    seconds: float,
    seed: int,
) -> None:
    """Try a definition against changes that should not matter, and some that should.

    It is tried on the school and on made-up schools, and fails a check, with a worked example, or
    is not refuted on so many pupils. A definition file is a program: it runs with your rights, so
    read one from somebody else before you run it.

    Exit code 0: every check that must hold does. 1: one fails. 2: could not be audited.
    """
    from ladders_analysis.auditing.auditing import audit as put_to_the_test
    from ladders_analysis.definitions.definition_file import resolve_definition
    from ladders_analysis.loading import load

    if (start is None) != (end is None):
        raise click.UsageError("Give both --from and --to, or neither for the latest two points.")
    with redirect_stdout(sys.stderr):  # what a definition prints is no part of the answer
        found = resolve_definition(definition, seconds=seconds)
        school = load(folder)
        points = school.latest_points(2) if start is None or end is None else (start, end)
        first, last = (school.as_at(point) for point in points)
        result = put_to_the_test(found, first, last, seconds=seconds, seed=seed)
    if as_json:
        told = _plain(result.as_dict())
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, default=str, allow_nan=False))
    else:
        click.echo(str(result))
    click.get_current_context().exit(0 if result.holds else FAILS)


def _plain(value: Any) -> Any:
    """Write numbers that JSON does not know as null."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
