"""What several commands ask for in the same words: a school folder, and options of many values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ladders_analysis.school import School
    from ladders_analysis.snapshot import Snapshot
    from ladders_analysis.trust import TrustSnapshot

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def school_folder(command: Decorated) -> Decorated:
    """Add the argument `DIR`, a school folder; without it a command uses the sample school."""
    return click.argument(
        "folder",
        metavar="[DIR]",
        required=False,
        type=click.Path(path_type=Path),
        callback=lambda ctx, param, value: _sample() if value is None else value,
    )(command)


def latest_or_given(command: Decorated) -> Decorated:
    """Add the options `--from` and `--to`; without them a command takes the latest two points."""
    for option in (
        click.option("--to", "end", metavar="POINT_OR_DATE", help="[default: the latest point]"),
        click.option(
            "--from",
            "start",
            metavar="POINT_OR_DATE",
            help='"Autumn 2025" or 2025-12-05.  [default: the latest point but one]',
        ),
    ):
        command = option(command)
    return command


def two_snapshots(
    school: School, start: str | None, end: str | None
) -> tuple[Snapshot | TrustSnapshot, Snapshot | TrustSnapshot]:
    """Take the snapshots that `--from` and `--to` ask for, or those of the latest two points.

    Raises
    ------
    PointError
        Only one of the two is given, or there is no such point.
    """
    from ladders_analysis.errors import PointError

    if start is not None and end is not None:
        return school.as_at(start), school.as_at(end)
    if start is not None or end is not None:
        raise PointError("Say both --from and --to, or neither for the latest two points.")
    first, last = school.latest_points(2)
    return school.as_at(first), school.as_at(last)


def _sample() -> Path:
    """Give the sample school's folder."""
    from ladders_analysis.places import sample_folder

    return sample_folder()


class TakesMany(click.Command):
    """A command whose repeatable options may be given several values after one flag.

    `--by cohort subject` means `--by cohort --by subject`: values are taken until the next flag.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write out the flags that were left out, then parse as usual."""
        many = {
            flag
            for option in self.params
            if isinstance(option, click.Option) and option.multiple
            for flag in option.opts
        }
        written: list[str] = []
        flag = ""
        for argument in args:
            if argument.startswith("-"):
                flag = argument if argument in many else ""
                written.append(argument)
            elif flag and written[-1] != flag:
                written += [flag, argument]
            else:
                written.append(argument)
        return super().parse_args(ctx, written)
