"""Sweeping: whether a figure's story survives the lines that the school happened to draw.

A definition's figure is worked out under every reasonable setting of its parameters and of the
school's policy. If most pupils did well under nearly all of them, the story does not hang on a
line that could as well stand elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from ladders_analysis.comparing.card import sweep_card
from ladders_analysis.comparing.choices import (
    Choice,
    LeftOut,
    parameter_choices,
    policy_choices,
)
from ladders_analysis.comparing.influence import influence_of
from ladders_analysis.comparing.sides import sides_of
from ladders_analysis.comparing.specifications import (
    Marks,
    Specification,
    how_many,
    own_specification,
    rated_under,
    specifications,
)
from ladders_analysis.comparing.tabulating import tabulated
from ladders_analysis.comparing.telling_sweep import told_sweep
from ladders_analysis.comparing.trials import changes_nothing, leaving_out, trial_specifications
from ladders_analysis.definitions import resolve
from ladders_analysis.definitions.contract import About, Definition
from ladders_analysis.errors import DefinitionError, LaddersError, nearest
from ladders_analysis.grid import Mask
from ladders_analysis.movement import Progress, pairs_of
from ladders_analysis.provenance import Provenance
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot
from ladders_analysis.trying import try_each

MOST = 500
SECONDS = 600.0
"""How long one school may take, under all specifications [seconds]; 500 take about 15."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """A figure under every reasonable setting of the school's own lines, made by `sweep`.

    Attributes
    ----------
    about, provenance
        The definition, and where its figure as it is comes from.
    choices
        What was varied; each has the school's own option among its options.
    left_out
        What was not varied, and why.
    table
        One row per specification: a column per choice with the option's words; `own` (everything
        as it is, the first row); `favourable`, `of` (ranked) and `in_scope` judgements, `share`
        with its 95 % Wilson interval `low`–`high`, `ranked_share`. With `by` also
        `group_favourable`, `group_of`, `others_favourable`, `others_of` and `gap`, the group's
        share less the others' [percentage points].
    possible
        How many ways there are; more than `table` has rows where some were drawn at random.
    failed
        What went wrong -> in how many specifications, which are not in `table`.
    group
        The group set against the others, in words; blank without.
    line
        "Most" is more than this share.
    """

    about: About
    provenance: Provenance
    choices: tuple[Choice, ...]
    left_out: tuple[LeftOut, ...]
    table: pd.DataFrame
    possible: int
    failed: Mapping[str, int] = field(default_factory=dict)
    group: str = ""
    line: float = 0.5

    @property
    def own(self) -> pd.Series:
        """The row of the figure as it is."""
        return self.table.iloc[0]

    @cached_property
    def influence(self) -> pd.DataFrame:
        """What each option does to the figure, the others alike (`influence.influence_of`)."""
        return influence_of(self.table, self.choices)

    @cached_property
    def sentence(self) -> str:
        """The sweep in words."""
        return told_sweep(
            self.about.title,
            self.table,
            self.influence,
            possible=self.possible,
            left_out=self.left_out,
            failed=self.failed,
            group=self.group,
            line=self.line,
        )

    def _repr_html_(self) -> str:
        """Return a short card: the sentence, and what each option does."""
        return sweep_card(self.sentence, self.influence)

    def __repr__(self) -> str:
        """Return the sentence, for a console."""
        return f"<Sweep: {self.sentence}>"


def sweep(
    start: Snapshot | TrustSnapshot,
    end: Snapshot | TrustSnapshot,
    definition: str | Definition | type[Definition],
    *,
    parameters: Mapping[str, Iterable[object]] | None = None,
    policy: Mapping[str, Iterable[object]] | None = None,
    subject: str | None = None,
    by: str | None = None,
    value: object = None,
    line: float = 0.5,
    most: int = MOST,
    seed: int = 0,
    seconds: float = SECONDS,
) -> Sweep:
    """Work out a definition's figure under every reasonable setting of the school's own lines.

    Parameters
    ----------
    start, end
        Snapshots of one school, or of a trust.
    definition
        A name, a class, an instance or a decorated function.
    parameters
        The definition's parameters to vary, each with its options. Without it every number among
        them, and values around it (`choices.around`); `{}` for none.
    policy
        Keys of `[expectation]` to vary, each with its options. Without it those of
        `choices.POLICY`; `{}` for none.
    subject
        Only this subject.
    by, value
        Also follow the gap between the pupils with this value of an attribute and all others of
        whom it is recorded; without `value`, those with "yes".
    line
        What "most" means: more than this share [share 0–1].
    most
        Specifications at most; beyond, some are drawn at random.
    seed
        Of the draw.
    seconds
        How long one school may take, under all of them.

    Returns
    -------
    Sweep
        Its `sentence` says in how many ways the story holds, `table` has one row per way.

    Raises
    ------
    DefinitionError
        The definition fails as things are, or takes too long.
    LaddersError
        A parameter, key, subject or attribute that is not there.
    PointError
        The end is before the start, or the two are of different schools or loads.

    Notes
    -----
    Every choice is combined with every other. An option stands for all subjects and year groups;
    "as it is" is the school's own, and always among them. By default a choice that changes no
    judgement when tried by itself, in three settings of the others, is left out, and the sweep
    says so. Nothing here says which way is right: it says whether the answer hangs on it.

    References
    ----------
    Simonsohn, U., Simmons, J. P. and Nelson, L. D. (2020), "Specification curve analysis", Nature
    Human Behaviour 4, 1208–1214.

    Examples
    --------
    >>> import ladders_analysis as la
    >>> from ladders_analysis.comparing.sweeping import sweep
    >>> school = la.load()
    >>> points = school.as_at("Autumn 2025"), school.as_at("Spring 2026")
    >>> swept = sweep(*points, "gaps_closed", parameters={"most": [0.5]}, policy={})
    >>> swept.table["most"].tolist()
    ['0.667', '0.5']
    """
    if most < 2:
        raise LaddersError("A sweep needs room for two specifications or more: most=2.")
    found = resolve(definition)
    pairs = pairs_of(start, end)
    rated = _as_it_is(start, end, found)
    rows = _rows(rated, subject)
    sides = sides_of(rated, by, value)
    lines, no_lines = policy_choices(list(pairs.values()), policy)
    own_lines, no_own_lines = parameter_choices(found, parameters)
    choices = [*lines, *own_lines]
    left_out = [*no_lines, *no_own_lines]

    known: dict[Specification, Marks | str] = {}
    tried = [
        choice for choice in choices if (parameters if choice.of_definition else policy) is None
    ]
    if tried:
        trials = {
            choice.name: trial_specifications(choices, choices.index(choice)) for choice in tried
        }
        asked = list(dict.fromkeys(each for trial in trials.values() for each in trial))
        known = rated_under(found, pairs, choices, asked, seconds)
        inert = [c for c in tried if changes_nothing(trials[c.name], known, len(c.options), rows)]
        told = "no judgement changed when it was tried"
        left_out += [LeftOut(choice.title, told) for choice in inert]
        known = leaving_out(known, choices, inert)
        choices = [choice for choice in choices if choice not in inert]

    wanted = specifications(choices, most, seed)
    missing = [each for each in wanted if each not in known]
    known |= rated_under(found, pairs, choices, missing, seconds) if missing else {}
    own = known[own_specification(choices)]
    if isinstance(own, str):
        raise DefinitionError(f'Definition "{found.about.name}" fails as things are: {own}')
    marks = {each: known[each] for each in wanted}
    failed = Counter(each for each in marks.values() if isinstance(each, str))
    table = tabulated(marks, choices, rated.index, rows, sides)
    return Sweep(
        found.about,
        rated.provenance,
        tuple(choices),
        tuple(left_out),
        table,
        how_many(choices),
        dict(failed),
        sides.words if sides else "",
        line,
    )


def _as_it_is(
    start: Snapshot | TrustSnapshot, end: Snapshot | TrustSnapshot, found: Definition
) -> Progress:
    """Rate with everything as it is, under guard."""
    tried = try_each(start, end, [found])
    if tried.failures:
        raise DefinitionError(tried.failures[0].because)
    return next(iter(tried.results.values()))


def _rows(rated: Progress, subject: str | None) -> Mask:
    """Mark the judgements that count."""
    subjects = rated.index.get_level_values("subject").astype("str")
    if subject is not None and subject not in subjects:
        raise LaddersError(f'No subject "{subject}": {nearest(subject, subjects.unique())}.')
    return np.ones(len(rated), bool) if subject is None else np.asarray(subjects == subject)
