"""`ladders`: the toolkit at the command line, for those who do not open a notebook.

Each command is a thin door to a function that notebooks use as well. What goes wrong is said in one
plain message on the error stream, with exit code 2; `render` for governors uses 3 when a page may
not be released.
"""

from __future__ import annotations

from typing import Any

import click

from ladders_analysis.commands.audit import audit
from ladders_analysis.commands.check import check
from ladders_analysis.commands.compare import compare
from ladders_analysis.commands.convert import convert
from ladders_analysis.commands.curriculum import curriculum
from ladders_analysis.commands.explore import explore
from ladders_analysis.commands.formats import formats
from ladders_analysis.commands.new_definition import new_definition
from ladders_analysis.commands.progress import progress
from ladders_analysis.commands.pseudonymise import pseudonymise
from ladders_analysis.commands.render import render
from ladders_analysis.commands.sample import sample
from ladders_analysis.errors import LaddersError, ReleaseError
from ladders_analysis.version import __version__

CANNOT = 2
NOT_RELEASED = 3


class Ladders(click.Group):
    """A group of commands whose errors are messages, not tracebacks."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the work, not of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; say in one message what could not be done."""
        try:
            return super().invoke(ctx)
        except LaddersError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(NOT_RELEASED if isinstance(error, ReleaseError) else CANNOT)


@click.group(cls=Ladders, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ladders")
def main() -> None:
    """Progress against what a school's own curriculum expects.

    Commands take a school folder; without one they use the made-up sample school. Nothing leaves
    this computer.
    """


for command in (
    sample,
    check,
    formats,
    convert,
    curriculum,
    pseudonymise,
    progress,
    compare,
    audit,
    new_definition,
    render,
    explore,
):
    main.add_command(command)
