"""The formats by name: one explicit list, so that what can be read can be looked up.

Other packages add theirs through the entry-point group `ladders_analysis.readers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from ladders_analysis.errors import SettingsError, nearest
from ladders_analysis.exports import curriculum_map, long, oak, results, tidy, wide
from ladders_analysis.exports.case import reader as case
from ladders_analysis.exports.dfe import ctf, eyfsp, key_stage_1, key_stage_2, mtc, phonics
from ladders_analysis.exports.formats import Format
from ladders_analysis.exports.oneroster import reader as oneroster
from ladders_analysis.exports.vendors import (
    bromcom,
    learning_ladders,
    no_more_marking,
    smartgrade,
    trust_results,
)

ENTRY_POINTS = "ladders_analysis.readers"

READERS: Mapping[str, Format] = {
    each.name: each
    for each in (
        tidy.FORMAT,
        wide.FORMAT,
        long.FORMAT,
        results.FORMAT,
        oak.FORMAT,
        oneroster.FORMAT,
        case.FORMAT,
        curriculum_map.FORMAT,
        ctf.FORMAT,
        eyfsp.FORMAT,
        phonics.FORMAT,
        key_stage_1.FORMAT,
        key_stage_2.FORMAT,
        mtc.FORMAT,
        learning_ladders.FORMAT,
        bromcom.FORMAT,
        no_more_marking.FORMAT,
        smartgrade.FORMAT,
        trust_results.FORMAT,
    )
}
"""The built-in formats by name."""


def known_formats() -> dict[str, Format]:
    """Return the built-in formats and those that other packages add, by name.

    Raises
    ------
    SettingsError
        A plug-in's name is taken, it cannot be loaded, or it is neither a `Format` nor a reader.

    Notes
    -----
    A plug-in is a `Format`, or a bare reader, which must then be named in `reader = "…"`.
    """
    known, amiss = formats_offered()
    if amiss:
        raise SettingsError(amiss[0])
    return known


def formats_offered() -> tuple[dict[str, Format], list[str]]:
    """Return the formats that can be used, and a sentence for each plug-in that cannot.

    A broken plug-in is no reason to leave a file unread that it has nothing to do with.
    """
    known = dict(READERS)
    amiss = []
    for entry in _plug_ins(entry_points):
        if entry.name in known:
            amiss.append(
                f'Two readers are named "{entry.name}"; one comes from {entry.value}. '
                f"Names are unique: rename that one."
            )
            continue
        try:
            found = entry.load()
        except Exception as error:  # whatever another package raises while it is imported
            amiss.append(
                f'The reader "{entry.name}" of {entry.value} could not be loaded '
                f"({type(error).__name__}). Mend or uninstall that package."
            )
            continue
        if callable(found) and not isinstance(found, Format):
            found = Format(entry.name, entry.name, f"what {entry.value} reads", found)
        if isinstance(found, Format):
            known[entry.name] = replace(found, name=entry.name)
        else:
            amiss.append(f"{entry.value} is neither a Format nor a reader.")
    return known, amiss


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
