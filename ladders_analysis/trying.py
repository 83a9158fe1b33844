"""Several definitions tried on the same two snapshots: one that fails does not take the rest along.

Comparing and auditing, and whoever tries out a definition of their own, ask here. What failed is
named, with what it broke in plain words; the others' results stand.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ladders_analysis.definitions import resolve
from ladders_analysis.definitions.contract import Definition, parameters_of
from ladders_analysis.definitions.isolating import Broke, IsolatedError, isolated
from ladders_analysis.errors import DefinitionError
from ladders_analysis.movement import Progress, assembled, pairs_of
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot

SECONDS = 60.0
"""How long a definition may take over one school [seconds]; the built-in ones take about 0.05."""
What: TypeAlias = Broke | Literal["is no definition", "was given twice", "broke its contract"]


@dataclass(frozen=True)
class Failure:
    """A definition that gave no result.

    Attributes
    ----------
    definition
        Its name.
    broke
        What it did, in a few words.
    because
        The whole of it in a sentence or two, with the remedy; it names no pupil.
    """

    definition: str
    broke: What
    because: str


@dataclass(frozen=True)
class Tried:
    """What came of trying several definitions.

    Attributes
    ----------
    results
        Name -> progress, in the order asked. Where two share a name, their parameters are added.
    failures
        Those that gave none.
    """

    results: Mapping[str, Progress]
    failures: tuple[Failure, ...]


def try_each(
    start: Snapshot | TrustSnapshot,
    end: Snapshot | TrustSnapshot,
    definitions: Iterable[str | Definition | type[Definition]],
    *,
    seconds: float = SECONDS,
) -> Tried:
    """Rate progress by each of several definitions, each by itself.

    Parameters
    ----------
    start, end
        Snapshots of one school, or of a trust, as `School.as_at` gives them.
    definitions
        Names, classes, instances or decorated functions.
    seconds
        How long each may take over one school.

    Returns
    -------
    Tried
        The results of those that held to their contract, and what the others broke.

    Raises
    ------
    PointError
        The end is before the start, or the two are of different schools or loads.

    Notes
    -----
    A definition that raises, takes too long, changes its input or gives an answer that breaks its
    contract is named in `failures` (DESIGN §5; PRIVACY, "A plug-in definition"). It is handed
    copies, so that the snapshots given here stay as they are.

    Examples
    --------
    >>> import ladders_analysis as la
    >>> school = la.load()
    >>> points = school.as_at("Autumn 2025"), school.as_at("Spring 2026")
    >>> tried = la.try_each(*points, ["gaps_closed", "gaps_close"])
    >>> list(tried.results), [failure.broke for failure in tried.failures]
    (['gaps_closed'], ['is no definition'])
    """
    pairs = pairs_of(start, end)
    results: dict[str, Progress] = {}
    failures: list[Failure] = []
    for given in definitions:
        name = _name(given)
        try:
            found = resolve(given)
            name = _told_apart(found, results)
        except DefinitionError as error:
            failures.append(Failure(name, "is no definition", str(error)))
            continue
        except Exception as error:
            told = f'Definition "{name}" could not be made: it raised {type(error).__name__}.'
            failures.append(Failure(name, "is no definition", told))
            continue
        if name in results:
            told = f'Definition "{name}" was given twice with the same parameters; once is enough.'
            failures.append(Failure(name, "was given twice", told))
            continue
        outcome = _tried(name, found, pairs, seconds)
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            results[name] = outcome
    return Tried(results, tuple(failures))


def _tried(
    name: str,
    found: Definition,
    pairs: Mapping[str, tuple[Snapshot, Snapshot]],
    seconds: float,
) -> Progress | Failure:
    """Try one definition over all schools."""

    def under_guard(start: Snapshot, end: Snapshot) -> object:
        return isolated(found, start, end, seconds=seconds)

    try:
        return assembled(found, pairs, under_guard)
    except IsolatedError as error:
        return Failure(name, error.broke, str(error))
    except DefinitionError as error:
        return Failure(name, "broke its contract", str(error))
    except Exception as error:  # an answer so odd that it cannot even be checked
        told = f'Definition "{name}" breaks its contract: its answer cannot be read'
        return Failure(name, "broke its contract", f"{told} ({type(error).__name__}).")


def _name(given: object) -> str:
    """Call a definition by its name before it is known to be one."""
    if isinstance(given, str):
        return given
    about = getattr(given, "about", None)
    kind = given.__name__ if inspect.isclass(given) else type(given).__name__
    return str(getattr(about, "name", kind))


def _told_apart(found: Definition, taken: Mapping[str, Progress]) -> str:
    """Add a definition's parameters to its name where another of that name came before."""
    name = found.about.name
    parameters = parameters_of(found)
    if name not in taken or not parameters or taken[name].provenance.parameters == parameters:
        return name
    listed = ", ".join(f"{key} {value}" for key, value in parameters.items())
    return f"{name} ({listed})"
