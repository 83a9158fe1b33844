"""What several commands ask for in the same words: a school folder, and options of many values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

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
