"""`ladders audit`: a progress definition put to the test."""

from __future__ import annotations

import json
import math
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import click

from ladders_analysis.commands.choices import latest_or_given, school_folder, two_snapshots

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
@latest_or_given
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

    with redirect_stdout(sys.stderr):  # what a definition prints is no part of the answer
        found = resolve_definition(definition, seconds=seconds)
        first, last = two_snapshots(load(folder), start, end)
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
