"""All the ways in which choices can be made together, and what a definition says under each.

A specification picks one option of every choice. Rating a school under hundreds of them is done in
one go and under guard: a definition that raises under some setting is named, the others stand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from ladders_analysis.comparing.choices import Choice
from ladders_analysis.comparing.under_policy import UnderPolicy
from ladders_analysis.definitions.contract import About, Definition
from ladders_analysis.definitions.holding import checked
from ladders_analysis.definitions.isolating import isolated
from ladders_analysis.errors import DefinitionError, LaddersError
from ladders_analysis.policy import UNRANKED
from ladders_analysis.snapshot import Snapshot

Specification: TypeAlias = tuple[int, ...]
"""One option of each choice, by its place."""
Marks: TypeAlias = npt.NDArray[np.int8]
"""One per judgement: 1 favourable, 0 not, −1 unranked."""


def own_specification(choices: Sequence[Choice]) -> Specification:
    """Return the specification in which everything is as it is."""
    return tuple(choice.own for choice in choices)


def how_many(choices: Sequence[Choice]) -> int:
    """Count the ways of making all choices together."""
    return math.prod(len(choice.options) for choice in choices)


def specifications(choices: Sequence[Choice], most: int, seed: int) -> list[Specification]:
    """List the ways of making all choices together, as it is first.

    Parameters
    ----------
    choices
        The choices.
    most
        How many at most; beyond, some are drawn at random.
    seed
        Of the draw: the same seed, the same ways.
    """
    own = own_specification(choices)
    sizes = [len(choice.options) for choice in choices]
    if how_many(choices) <= most:
        every = product(*(range(size) for size in sizes))
        return [own, *(each for each in every if each != own)]
    chance = np.random.default_rng(seed)
    drawn = {own: None}
    while len(drawn) < most:
        drawn.setdefault(tuple(int(place) for place in chance.integers(0, sizes)))
    return list(drawn)


@dataclass(frozen=True)
class _AllAtOnce:
    """Stands in for a definition: rates a school under one specification after another."""

    definition: Definition
    choices: tuple[Choice, ...]
    asked: tuple[Specification, ...]

    @property
    def about(self) -> About:
        """What the definition says about itself."""
        return self.definition.about

    def __call__(self, start: Snapshot, end: Snapshot) -> Any:
        """Return marks, or what went wrong, by specification."""
        snapshots = UnderPolicy(start, end)
        found: dict[Specification, Marks | str] = {}
        for specification in sorted(self.asked, key=self._policy_first):
            try:
                policy, parameters = made(self.choices, specification)
                definition = _with(self.definition, parameters)
                found[specification] = _marks(definition, *snapshots.taken(policy))
            except LaddersError as error:
                found[specification] = str(error)
            except Exception as error:
                found[specification] = f"it raised {type(error).__name__}"
        return found

    def _policy_first(self, specification: Specification) -> Specification:
        """Sort specifications of one policy together."""
        order = sorted(range(len(specification)), key=lambda n: self.choices[n].of_definition)
        return tuple(specification[number] for number in order)


def made(
    choices: Sequence[Choice], specification: Specification
) -> tuple[dict[str, object], dict[str, object]]:
    """Say what a specification sets: keys of the policy, and parameters, that are not as they are.

    Returns
    -------
    dict, dict
        Name -> value. An option that is the school's own is not among them.
    """
    policy: dict[str, object] = {}
    parameters: dict[str, object] = {}
    for choice, place in zip(choices, specification, strict=True):
        option = choice.options[place]
        if not option.own:
            (parameters if choice.of_definition else policy)[choice.name] = option.value
    return policy, parameters


def rated_under(
    definition: Definition,
    pairs: Mapping[str, tuple[Snapshot, Snapshot]],
    choices: Sequence[Choice],
    asked: Sequence[Specification],
    seconds: float,
) -> dict[Specification, Marks | str]:
    """Rate every school under every specification asked.

    Parameters
    ----------
    definition
        The definition.
    pairs
        School id -> its two snapshots.
    choices
        The choices.
    asked
        The specifications.
    seconds
        How long one school may take, under all of them.

    Returns
    -------
    dict
        Specification -> marks, schools one after the other; or what went wrong, in words.

    Raises
    ------
    DefinitionError
        The definition took too long, or changed its input.
    """
    parts = []
    for pair in pairs.values():
        answer = isolated(
            _AllAtOnce(definition, tuple(choices), tuple(asked)), *pair, seconds=seconds
        )
        if not isinstance(answer, dict):
            raise DefinitionError(f'Definition "{definition.about.name}" gave no answer.')
        parts.append(answer)
    found: dict[Specification, Marks | str] = {}
    for specification in asked:
        marks = [part[specification] for part in parts]
        wrong = next((each for each in marks if isinstance(each, str)), None)
        found[specification] = np.concatenate(marks) if wrong is None else wrong
    return found


def _with(definition: Any, parameters: Mapping[str, object]) -> Definition:
    """Return a definition with some of its parameters set otherwise."""
    changed: Definition = replace(definition, **parameters) if parameters else definition
    return changed


def _marks(definition: Definition, start: Snapshot, end: Snapshot) -> Marks:
    """Rate one school, and mark each judgement favourable, not, or unranked."""
    about = definition.about
    outcome = checked(definition(start, end), about, start, end)["outcome"]
    words = outcome.cat.categories
    meaning = np.array([_mark(str(word), about) for word in words], np.int8)
    return meaning[outcome.cat.codes.to_numpy()]


def _mark(word: str, about: About) -> int:
    return -1 if word in UNRANKED else int(word in about.favourable)
