"""One definition tried by itself: it may fail, hang or meddle, and nothing else comes to harm.

It is given snapshots of its own, whose grid cannot be written to, in a thread of its own, for a
limited time. This guards against slips, not against malice: a definition is a program, and runs
with the rights of whoever runs it.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from pathlib import PurePath
from typing import Any, Literal, TypeAlias

import msgspec
import numpy as np
import pandas as pd

from ladders_analysis.definitions.contract import Definition, FunctionDefinition
from ladders_analysis.definitions.time_limit import EndedError, TookTooLongError, within
from ladders_analysis.errors import DefinitionError, LaddersError
from ladders_analysis.roll import Roll
from ladders_analysis.snapshot import Snapshot

Broke: TypeAlias = Literal["raised an error", "took too long", "changed its input"]
_FROZEN = ("read-only", "cannot assign to field")
"""What numpy and frozen dataclasses say to whoever writes to them."""

_NOTHING = object()


class IsolatedError(DefinitionError):
    """A definition failed by itself.

    Parameters
    ----------
    broke
        What it did, in three words.
    message
        The whole sentence, naming the definition.
    """

    def __init__(self, broke: Broke, message: str) -> None:
        super().__init__(message)
        self.broke = broke


def isolated(
    found: Definition, start: Snapshot, end: Snapshot, *, seconds: float, watched: bool = True
) -> object:
    """Ask a definition under guard.

    Parameters
    ----------
    found
        The definition.
    start, end
        Two snapshots of one school; they are not handed over, only copies of them.
    seconds
        How long it may take.
    watched
        Whether to see that the copies come back as they were, which takes as long as a definition
        itself; whoever asks again and again may do so once.

    Returns
    -------
    object
        Whatever it returned; `checked` holds it to its contract.

    Raises
    ------
    IsolatedError
        It raised an error, took too long, or changed its input.

    Notes
    -----
    An error's own words are passed on only where they are the toolkit's: others may quote a
    pupil. A thread is stopped by an exception raised in it, which reaches any Python code; a call
    into compiled code that never returns cannot be stopped, and the message says so. A forked
    process could be killed outright, but not on Windows, and not safely from a notebook, whose
    other threads may hold locks at that moment.
    """
    mine = own_copies(start, end)
    name = f'Definition "{found.about.name}"'
    try:
        answer = within(seconds, lambda: found(*mine), f"definition {found.about.name}")
    except TookTooLongError as error:
        raise IsolatedError("took too long", f"{name} {error.told(seconds)}") from None
    except EndedError as error:
        raise _in_our_words(name, found, error.__cause__ or error) from None
    except Exception as error:
        raise _in_our_words(name, found, error) from None
    if not watched:
        return answer
    for given, original, when in ((mine[0], start, "start"), (mine[1], end, "end")):
        changed = _what_changed(given, original)
        if changed:
            raise IsolatedError(
                "changed its input",
                f"{name} changed {when}.{changed}, which it was only lent. Its answer is not used. "
                f"Work on a copy: {when}.{changed}.copy().",
            )
    return answer


def own_copies(start: Snapshot, end: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Give two snapshots to be handed to a stranger: they share nothing that can be written to.

    Parameters
    ----------
    start, end
        Two snapshots of one load of a school, which share their grid.

    Returns
    -------
    tuple of Snapshot
        Arrays are read-only views, tables are copied when written to, and masks are worked out
        afresh; where pupils stand is not, for it is the same for every definition that is asked.
    """
    held = start.of_school
    grid = replace(
        held.grid,
        pupils=held.grid.pupils.view(),
        statements=held.grid.statements.view(),
        table=held.grid.table.copy(deep=False),
        cells=_locked(held.grid.cells),
        assessed=_locked(held.grid.assessed),
        recorded=_locked(held.grid.recorded),
        codes=_locked(held.grid.codes),
    )
    lent = replace(
        held,
        settings=deepcopy(held.settings),
        tables={name: table.copy(deep=False) for name, table in held.tables.items()},
        sources=dict(held.sources),
        grid=grid,
        bases=_locked(held.bases),
    )
    first, last = (
        replace(
            snapshot,
            of_school=lent,
            roll=_own_roll(snapshot.roll),
            counted=_locked(snapshot.counted),
        )
        for snapshot in (start, end)
    )
    for lent_out, snapshot in ((first, start), (last, end)):
        basis, (placed, views) = snapshot.basis, snapshot.stood
        vars(lent_out).update(basis=_locked(basis), stood=(_locked(placed), _locked(views)))
    return first, last


def _own_roll(roll: Roll) -> Roll:
    return replace(
        roll,
        in_scope=_locked(roll.in_scope),
        year_group=_locked(roll.year_group),
        working_year=_locked(roll.working_year),
        table=roll.table.copy(deep=False),
    )


def _locked(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Give a view of an array that cannot be written to."""
    view = array.view()
    view.flags.writeable = False
    return view


def _what_changed(given: Snapshot, original: Snapshot) -> str:
    """Name the first thing in a snapshot that is not as it was; blank where nothing changed."""
    mine, theirs = _parts(given), _parts(original)
    held = sorted(mine.items(), key=lambda item: not isinstance(item[1], pd.DataFrame))
    for name, value in held:  # tables first: they are what a definition works with
        other = theirs[name] if name in theirs else getattr(original, name, _NOTHING)
        if not _same(value, other):
            return name.lstrip("_")
    return ""


def _parts(snapshot: Snapshot) -> dict[str, object]:
    """List what a snapshot holds, its school's tables one by one."""
    held = dict(vars(snapshot.of_school))
    tables = held.pop("tables")
    named = {f'of_school.tables["{name}"]': table for name, table in tables.items()}
    own = {name: value for name, value in vars(snapshot).items() if name != "of_school"}
    return {**named, **held, **own}


def _same(one: object, other: object) -> bool:
    """Say whether two values are the same through and through."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        lent = one.base is other and not one.flags.writeable
        numeric = one.dtype.kind == "f"
        return lent or bool(np.array_equal(one, other, equal_nan=numeric))
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        named = (one.columns.names, one.index.names) == (other.columns.names, other.index.names)
        return named and one.equals(other) and one.columns.equals(other.columns)
    if isinstance(one, pd.Series) and isinstance(other, pd.Series):
        return one.equals(other) and one.name == other.name
    if isinstance(one, pd.Index) and isinstance(other, pd.Index):
        return one.equals(other) and one.names == other.names
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, msgspec.Struct):
        return bool(one == other)
    if is_dataclass(one) and not isinstance(one, type):
        names = [field.name for field in fields(one)]
        return all(_same(getattr(one, name), getattr(other, name)) for name in names)
    return bool(one == other)


def _in_our_words(name: str, found: Definition, error: BaseException) -> IsolatedError:
    """Say what a definition raised and where, and no word of an error that may quote a pupil."""
    if any(words in str(error) for words in _FROZEN):
        return IsolatedError(
            "changed its input",
            f"{name} wrote to what is read-only{_where(found, error)}: its input, or the values "
            f"of a table. Work on a copy.",
        )
    kind = type(error).__name__
    words = f": {error}" if isinstance(error, LaddersError) else ""
    return IsolatedError(
        "raised an error",
        f"{name} ended in an error ({kind}){_where(found, error)}{words}"
        + ("" if words.endswith(".") else "."),
    )


def _where(found: Definition, error: BaseException) -> str:
    """Name the line of the definition's own file that was at work."""
    function = found.function if isinstance(found, FunctionDefinition) else type(found).__call__
    file = getattr(getattr(function, "__code__", None), "co_filename", "")
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == file
    ]
    if not lines:
        return ""
    path = PurePath(file)
    return f" at line {lines[-1]} of " + ("its cell" if "ipykernel" in file else path.name)
