"""`ladders formats`: which formats can be read, and what a reader can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING

import click
import msgspec

if TYPE_CHECKING:
    from ladders_analysis.exports.formats import Format

WIDE = 98


@click.command()
@click.argument("name", metavar="[NAME]", required=False)
def formats(name: str | None) -> None:
    """List what can be read, or say all about one format or example map.

    `ladders check FILE` tells which of them a file is.
    """
    from ladders_analysis.errors import SettingsError, nearest
    from ladders_analysis.exports.examples import example_maps
    from ladders_analysis.exports.registry import formats_offered

    known, amiss = formats_offered()
    examples = example_maps()
    if name is None:
        _list(known, examples)
    elif name in known:
        _describe(known[name])
    elif name in examples:
        click.echo(examples[name].rstrip())
    else:
        offered = {**known, **examples}
        raise SettingsError(f'No format is called "{name}": {nearest(name, offered)}.')
    for each in amiss:
        click.echo(f"Note: {each}", err=True)


def _list(known: Mapping[str, Format], examples: Mapping[str, str]) -> None:
    """Print every format and every example map."""
    from ladders_analysis.exports.examples import about

    click.echo('Formats, by what `reader = "…"` calls them:\n')
    for each in known.values():
        click.echo(f"{each.name}: {each.title}")
        for said in (each.holds, each.source and f"Source: {each.source}"):
            if said:
                click.echo(_indented(said[0].upper() + said[1:] + ("" if said[-1] == "." else ".")))
    if examples:
        click.echo("\nExample maps to paste into school.toml and put your own headers in:\n")
        for name, toml in examples.items():
            first = ". ".join(about(toml).split(". ")[:2]).removesuffix(".")
            click.echo(f"{name}\n" + _indented(f"{first}."))
    click.echo("\n`ladders formats NAME` tells more; `ladders check FILE` tells what a file is.")


def _describe(each: Format) -> None:
    """Print what a format fills, from what, and what its reader can be told."""
    from ladders_analysis.exports.option_words import options_of

    click.echo(f"{each.name}: {each.title}\n")
    click.echo(_indented(f"Holds: {each.holds}."))
    if each.source:
        click.echo(_indented(f"Source: {each.source}."))
    if each.column_map:
        click.echo("\nWhat it fills, and from which headers or elements:\n")
        for name, headers in each.column_map.items():
            click.echo(_indented(f"{name}: {_said(headers)}"))
    if each.options is not None:
        click.echo("\nWhat its [[export]] table may say besides `file` and `reader`:\n")
        for meaning, options in groupby(options_of(each.options), lambda each: each.meaning):
            for option in options:
                end = "needed" if option.default is None else ""
                end = f"left out: {option.default}" if option.default else end
                click.echo(f"  {option.name}: {option.kind}" + (f" ({end})" if end else ""))
            if meaning:
                click.echo(_indented(meaning, 6))


def _said(headers: object) -> str:
    """Say what fills a column, however its map is kept."""
    if isinstance(headers, str):
        return headers
    if isinstance(headers, Mapping):
        return "; ".join(f"{key}: {_said(value)}" for key, value in headers.items())
    if isinstance(headers, tuple | list | set | frozenset):
        return " / ".join(map(_said, headers))
    if is_dataclass(headers) and not isinstance(headers, type):
        parts = {each.name: getattr(headers, each.name) for each in fields(headers)}
    elif isinstance(headers, msgspec.Struct):
        parts = msgspec.structs.asdict(headers)
    else:
        return str(headers)
    return ", ".join(_said(part) for part in parts.values() if part not in (None, "", ()))


def _indented(words: str, deep: int = 2) -> str:
    return fill(words, WIDE, initial_indent=" " * deep, subsequent_indent=" " * (deep + 2))
