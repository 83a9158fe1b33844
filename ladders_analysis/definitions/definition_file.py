"""An analyst's own definition, read from a Python file.

A definition file is a program: it is run when it is read, with the rights of whoever runs it. It is
given a name of its own and a limited time, which guards against slips and not against malice.
"""

from __future__ import annotations

import hashlib
import re
import sys
import traceback
from pathlib import Path
from types import ModuleType

from ladders_analysis.definitions import resolve
from ladders_analysis.definitions.contract import About, Definition, FunctionDefinition
from ladders_analysis.definitions.time_limit import EndedError, TookTooLongError, within
from ladders_analysis.errors import DefinitionError, LaddersError, nearest
from ladders_analysis.trying import SECONDS

_FILE_AND_NAME = re.compile(r"(?P<file>.*\.py)(:(?P<name>[^\\/:]*))?", re.IGNORECASE | re.DOTALL)
EXAMPLE = "@la.definition(name=..., question=..., outcomes=[...], favourable=[...])"


def resolve_definition(text: str, *, seconds: float = SECONDS) -> Definition:
    """Find a definition by what a user types: a name, `FILE.py` or `FILE.py:NAME`.

    Parameters
    ----------
    text
        The name of a built-in definition or plug-in; or a Python file, with the name of one
        definition in it where it holds several.
    seconds
        How long the file may take to be read.

    Returns
    -------
    Definition

    Raises
    ------
    DefinitionError
        No definition is so named; the file is missing, cannot be read, ends in an error, takes too
        long, or holds none or several.

    Examples
    --------
    >>> resolve_definition("gaps_closed").about.title
    'Gaps closed'
    """
    given = _FILE_AND_NAME.fullmatch(text)
    if given is None:
        return resolve(text)
    path = Path(given["file"])
    return _chosen(path, definitions_in(path, seconds=seconds), given["name"])


def from_file_or_name(text: str) -> str | Definition:
    """Take the definition out of a Python file where one is named; a name stays a name.

    Parameters
    ----------
    text
        As for `resolve_definition`.

    Raises
    ------
    DefinitionError
        As for `resolve_definition`, of a file.
    """
    return resolve_definition(text) if _FILE_AND_NAME.fullmatch(text) else text


def definitions_in(path: Path, *, seconds: float = SECONDS) -> dict[str, object]:
    """Run a definition file and list what definitions it makes, by the names it gives them.

    Parameters
    ----------
    path
        A Python file.
    seconds
        How long it may take.

    Returns
    -------
    dict
        Decorated functions, classes with an `about`, and instances of such classes; what the file
        imports from elsewhere is not its own.

    Raises
    ------
    DefinitionError
        The file is missing, is no Python, ends in an error or takes too long.
    """
    module = _run(path, seconds)
    found: dict[str, object] = {}
    for name, value in vars(module).items():
        known = any(value is other for other in found.values())
        if not name.startswith("__") and not known and _is_own(value, module.__name__):
            found[name] = value
    return found


def _is_own(value: object, module: str) -> bool:
    """Say whether a value is a definition that the file itself makes."""
    if isinstance(value, FunctionDefinition):
        return value.function.__module__ == module
    told = isinstance(getattr(value, "about", None), About)
    if isinstance(value, type):
        return told and value.__module__ == module and _can_be_called(value)
    return told and callable(value)  # wherever its class comes from: the file chose its parameters


def _can_be_called(kind: type) -> bool:
    """Say whether instances of a class can be called."""
    return any("__call__" in vars(each) for each in kind.__mro__[:-1])


def _chosen(path: Path, found: dict[str, object], name: str | None) -> Definition:
    """Choose the one that is meant."""
    if not found:
        raise DefinitionError(
            f"{path.name} makes no definition: decorate the function with {EXAMPLE}, or give a "
            f"class that can be called an `about`."
        )
    if name:
        named = {**{_named(value): value for value in found.values()}, **found}
        if name not in named:
            raise DefinitionError(
                f'{path.name} makes no definition named "{name}": {nearest(name, found)}.'
            )
        chosen = named[name]
    elif len(found) > 1:
        raise DefinitionError(
            f"{path.name} makes {len(found)} definitions: {', '.join(found)}. Say which one is "
            f"meant, as in {path.name}:{next(iter(found))}."
        )
    else:
        chosen = next(iter(found.values()))
    try:
        return resolve(chosen)
    except LaddersError:
        raise
    except Exception as error:
        raise DefinitionError(
            f"{path.name}: the class could not be made without parameters "
            f"({type(error).__name__}). Give its fields defaults, or make an instance in the file."
        ) from None


def _named(value: object) -> str:
    """Give the name a definition has in its own `about`."""
    about = getattr(value, "about", None)
    return about.name if isinstance(about, About) else ""


def _run(path: Path, seconds: float) -> ModuleType:
    """Run a file as a module of its own; nothing is written beside it."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise DefinitionError(
            f"The definition file {path.name} cannot be read: {error.strerror or 'no such file'}."
        ) from None
    try:
        code = compile(source, str(path), "exec")
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        at = f", line {line}" if line else ""
        why = error.msg if isinstance(error, SyntaxError) else "it holds a zero byte"
        raise DefinitionError(f"{path.name}{at} is not valid Python: {why}.") from None
    digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    module = ModuleType(f"ladders_definition_{digest}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module  # where dataclasses look up the words of a type
    try:
        within(seconds, lambda: exec(code, vars(module)), f"definition file {path.name}")
    except TookTooLongError as error:
        raise _gone(module, f"{path.name} {error.told(seconds)}") from None
    except Exception as error:
        raise _gone(module, _told(path, error)) from None
    return module


def _gone(module: ModuleType, told: str) -> DefinitionError:
    """Forget a module that failed, and say why."""
    sys.modules.pop(module.__name__, None)
    return DefinitionError(told)


def _told(path: Path, error: BaseException) -> str:
    """Say what a file raised and where, and no word of an error that may quote a pupil."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(path)
    ]
    at = f" at line {lines[-1]}" if lines else ""
    words = f": {error}" if isinstance(error, LaddersError | ImportError) else "."
    kind = str(error) if isinstance(error, EndedError) else type(error).__name__
    told = f"{path.name} ended in an error ({kind}){at}{words}"
    return told if told.endswith(".") else told + "."
