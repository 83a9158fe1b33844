"""The formats by name: one explicit list, so that what can be read can be looked up.

Other packages add theirs through the entry-point group `ladders_analysis.readers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from ladders_analysis.errors import SettingsError, nearest
from ladders_analysis.exports import long, oak, results, tidy, wide
from ladders_analysis.exports.formats import Format

ENTRY_POINTS = "ladders_analysis.readers"

READERS: Mapping[str, Format] = {
    each.name: each
    for each in (
        tidy.FORMAT,
        wide.FORMAT,
        long.FORMAT,
        results.FORMAT,
        oak.FORMAT,
    )
}
"""The built-in formats by name."""


def known_formats() -> dict[str, Format]:
    """Return the built-in formats and those that other packages add, by name.

    Raises
    ------
    SettingsError
        A plug-in's name is taken, or it is neither a `Format` nor a reader.

    Notes
    -----
    A plug-in is a `Format`, or a bare reader, which must then be named in `reader = "…"`.
    """
    known = dict(READERS)
    for entry in _plug_ins(entry_points):
        if entry.name in known:
            raise SettingsError(
                f'Two readers are named "{entry.name}"; one comes from {entry.value}. '
                f"Names are unique: rename that one."
            )
        found = entry.load()
        if not isinstance(found, Format):
            if not callable(found):
                raise SettingsError(f"{entry.value} is neither a Format nor a reader.")
            found = Format(entry.name, entry.name, f"what {entry.value} reads", found)
        known[entry.name] = found
    return known


@cache
def _plug_ins(find: Callable[..., Iterable[EntryPoint]]) -> tuple[EntryPoint, ...]:
    """Look through the installed packages once."""
    return tuple(find(group=ENTRY_POINTS))


def format_named(name: str) -> Format:
    """Return a format by the name of its reader.

    Raises
    ------
    SettingsError
        There is none; names the nearest that is.
    """
    if name in READERS:
        return READERS[name]
    known = known_formats()
    if name not in known:
        raise SettingsError(f'No reader is called "{name}": {nearest(name, known)}.')
    return known[name]
