"""The lines a school draws that it could as well have drawn elsewhere.

Four fifths, or three quarters? The latest judgement, or the highest? Every such choice is listed
here with its reasonable options, and the school's own option is one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from ladders_analysis.comparing.options import (
    Option,
    around,
    in_words,
    is_number,
    plain_option,
    same,
)
from ladders_analysis.definitions.contract import Definition, parameters_of
from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.policy import Expectation, NTimes, record_from
from ladders_analysis.snapshot import Snapshot

Pairs = Sequence[tuple[Snapshot, Snapshot]]

POLICY: dict[str, tuple[object, ...]] = {
    "secure_share": (0.7, 0.8, 0.9),
    "deeper_share": (0.3, 0.4, 0.5),
    "minimum_due": (3, 5, 10),
    "all_key": (False, True),
    "unjudged": ("unknown", "not secure"),
    "counts": ("latest", "highest", NTimes(2)),
    "earlier_years": ("none", "key"),
}
"""Reasonable options for the keys of `[expectation]`, whatever the school's own is."""

TITLES = {
    "secure_share": "secure share",
    "deeper_share": "deeper share",
    "minimum_due": "fewest statements due",
    "all_key": "every key statement secure",
    "unjudged": "unjudged statements are",
    "counts": "judgement that counts",
    "earlier_years": "earlier years' statements due",
    "by_exception": "secure unless judged otherwise",
}
AS_IT_IS = "as it is"


@dataclass(frozen=True)
class Choice:
    """Something that could have been set otherwise.

    Attributes
    ----------
    name
        The key of `[expectation]`, or the definition's parameter.
    options
        In order; exactly one is `own`.
    of_definition
        Whether it is a parameter of the definition.
    """

    name: str
    options: tuple[Option, ...]
    of_definition: bool = False

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name.replace("_", " ") if self.of_definition else _title(self.name)

    @property
    def own(self) -> int:
        """The place of the own option."""
        return next(place for place, option in enumerate(self.options) if option.own)


@dataclass(frozen=True)
class LeftOut:
    """A choice that the sweep leaves as it is, and why."""

    name: str
    because: str


def policy_choices(
    pairs: Pairs, asked: Mapping[str, Iterable[object]] | None
) -> tuple[list[Choice], list[LeftOut]]:
    """List the choices in the school's policy.

    Parameters
    ----------
    pairs
        The two snapshots of each school.
    asked
        Keys of `[expectation]` and their options; None for `POLICY`.

    Returns
    -------
    list of Choice, list of LeftOut
        An option stands for every subject and year group; the own one is what the school has,
        which may differ from subject to subject ("as it is").

    Raises
    ------
    LaddersError
        A key that `[expectation]` does not have, or a value that it cannot have.
    """
    choices, left_out = [], []
    wanted: Mapping[str, Iterable[object]] = POLICY if asked is None else asked
    for name, given in wanted.items():
        if name not in Expectation.__struct_fields__:
            said = nearest(name, Expectation.__struct_fields__)
            raise LaddersError(f'[expectation] has no key "{name}": {said}.')
        without = _without_effect(name, pairs) if asked is None else ""
        if without:
            left_out.append(LeftOut(_title(name), without))
            continue
        values = [plain_option(value) for value in given]
        for value in values:
            record_from({name: msgspec.to_builtins(value)}, Expectation, "expectation")
        if asked is None and name == "counts" and not _judged_often(pairs):
            values = [value for value in values if not isinstance(value, NTimes)]
            told = "most statements were judged on one day only"
            left_out.append(LeftOut(f"{_title(name)}: {in_words(NTimes(2))}", told))
        choice = _choice(name, _own_policy(name, pairs), values)
        if len(choice.options) > 1:
            choices.append(choice)
    return choices, left_out


def parameter_choices(
    definition: Definition, asked: Mapping[str, Iterable[object]] | None
) -> tuple[list[Choice], list[LeftOut]]:
    """List the choices in a definition's parameters.

    Parameters
    ----------
    definition
        The definition.
    asked
        Parameters and their options; None for every number among them (`around`).

    Returns
    -------
    list of Choice, list of LeftOut

    Raises
    ------
    LaddersError
        A parameter that the definition does not have.
    """
    own = parameters_of(definition)
    choices, left_out = [], []
    for name in own if asked is None else asked:
        if name not in own:
            raise LaddersError(
                f'Definition "{definition.about.name}" has no parameter "{name}": '
                f"{nearest(name, own)}."
            )
        values = around(own[name]) if asked is None else list(asked[name])
        if values:
            choices.append(_choice(name, own[name], values, of_definition=True))
        else:
            told = "it is no number; give its options as parameters={...}"
            left_out.append(LeftOut(name.replace("_", " "), told))
    return choices, left_out


def _choice(name: str, own: object, values: list[Any], of_definition: bool = False) -> Choice:
    """Put the own value among the options, in order where they are numbers."""
    values = [plain_option(value) for value in values]
    if own is None and not of_definition:
        options = [Option(AS_IT_IS, None, own=True), *(Option(in_words(v), v) for v in values)]
        return Choice(name, tuple(options), of_definition)
    kept: list[Any] = [*values] if any(same(own, value) for value in values) else [own, *values]
    if all(is_number(value) for value in kept):
        kept.sort()
    unique: list[object] = []
    for value in kept:
        if not any(same(value, other) for other in unique):
            unique.append(value)
    options = [Option(in_words(value), value, own=same(value, own)) for value in unique]
    return Choice(name, tuple(options), of_definition)


def _title(name: str) -> str:
    return TITLES.get(name, name.replace("_", " "))


def _own_policy(name: str, pairs: Pairs) -> object:
    """Return the school's own value where it is one for everybody, else None."""
    found = {
        msgspec.json.encode(value): value
        for pair in pairs
        for snapshot in pair
        for year in np.unique(snapshot.roll.year_group[snapshot.roll.in_scope]).tolist()
        for subject in snapshot.subjects
        for value in [getattr(snapshot.settings.expectation(subject, int(year)), name)]
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _judged_often(pairs: Pairs) -> bool:
    """Tell whether at least half of what was judged by the end was judged on two days."""
    once, twice = 0, 0
    for _, end in pairs:
        close = end.point.entries_close
        once += int(np.count_nonzero(end.grid.codes_as_at(close, "latest")))
        twice += int(np.count_nonzero(end.grid.codes_as_at(close, NTimes(2))))
    return 2 * twice >= once


def _without_effect(name: str, pairs: Pairs) -> str:
    """Say why a choice cannot matter; blank where it may."""
    grids = [start.grid for start, _ in pairs]
    if name in ("all_key", "earlier_years") and not any(grid.table["key"].any() for grid in grids):
        return "no statement is marked as key"
    scales = [start.settings.scale for start, _ in pairs]
    if name == "deeper_share" and not any(scale and scale.deeper for scale in scales):
        return "the scale has no code for deeper"
    return ""
