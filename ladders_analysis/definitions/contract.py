"""What a progress definition is: a callable of two snapshots, with an `about`.

A definition may be a plain function with `@definition(...)`, or a frozen dataclass whose fields are
its parameters. It returns one row per pupil × subject and never changes its inputs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Protocol, runtime_checkable

import numpy as np
import pandas as pd

from ladders_analysis.errors import DefinitionError
from ladders_analysis.policy import NOT_ENOUGH, OWN_CURRICULUM, TOLERANCE, UNRANKED
from ladders_analysis.snapshot import Snapshot

ON_OWN_CURRICULUM = "works on an earlier year's curriculum"
COLUMNS = ("outcome", "value", "numerator", "denominator", "because")


@dataclass(frozen=True)
class About:
    """What a definition says about itself.

    Attributes
    ----------
    name, title, question
        Its machine name, its title, and the question it answers in a teacher's words.
    outcomes, favourable
        Its outcomes, worst first, and those that count as good.
    why, source
        Why one would ask it, and where it comes from.
    author, reviewed_by, review_by
        Who wrote it, who checked it, and when to look at it again.
    version
        Changes whenever its numbers do.
    holds
        What its audit is known not to hold, and why; empty where it holds everything.
    """

    name: str
    title: str
    question: str
    outcomes: tuple[str, ...]
    favourable: tuple[str, ...]
    why: str
    source: str
    author: str
    reviewed_by: str
    review_by: dt.date
    version: str = "1"
    holds: str = ""

    def __post_init__(self) -> None:
        """Refuse blanks, and favourable outcomes that are not outcomes."""
        for each in ("name", "title", "question", "why", "source", "author", "reviewed_by"):
            if not str(getattr(self, each)).strip():
                raise DefinitionError(f'Definition "{self.name}": about.{each} is blank.')
        if not set(self.favourable) <= set(self.outcomes) or set(self.outcomes) & set(UNRANKED):
            raise DefinitionError(
                f'Definition "{self.name}": favourable must be among outcomes, and outcomes must '
                f"not hold {' or '.join(UNRANKED)}, which stay unranked."
            )

    @property
    def dtype(self) -> pd.CategoricalDtype:
        """The ordered categorical of its outcomes, the unranked two at the end."""
        return _ordered(tuple(self.outcomes))


@cache
def _ordered(outcomes: tuple[str, ...]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype([*outcomes, *UNRANKED], ordered=True)


@runtime_checkable
class Definition(Protocol):
    """A callable of two snapshots that says what it is."""

    @property
    def about(self) -> About:
        """What the definition says about itself."""
        ...

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject."""
        ...


@dataclass(frozen=True)
class FunctionDefinition:
    """A plain function, made a definition by `@definition`."""

    about: About
    function: Callable[[Snapshot, Snapshot], pd.DataFrame]

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject."""
        return self.function(start, end)


def definition(
    *,
    name: str,
    question: str,
    outcomes: Sequence[str],
    favourable: Sequence[str],
    title: str = "",
    why: str = "An analyst's own definition, to be tried out.",
    source: str = "Written in this school.",
    author: str = "An analyst of this school",
    reviewed_by: str = "nobody yet",
    review_by: dt.date | None = None,
    version: str = "draft",
    holds: str = "",
) -> Callable[[Callable[[Snapshot, Snapshot], pd.DataFrame]], FunctionDefinition]:
    """Make a plain function a progress definition.

    Parameters
    ----------
    name, question, outcomes, favourable
        See `About`; these four are always needed.
    title, why, source, author, reviewed_by, review_by, version, holds
        See `About`; a definition that leaves the workshop fills them all in.

    Returns
    -------
    callable
        A decorator.
    """
    about = About(
        name=name,
        title=title or name.replace("_", " ").capitalize(),
        question=question,
        outcomes=tuple(outcomes),
        favourable=tuple(favourable),
        why=why,
        source=source,
        author=author,
        reviewed_by=reviewed_by,
        review_by=review_by or dt.date(2027, 9, 1),
        version=version,
        holds=holds,
    )
    return lambda function: FunctionDefinition(about, function)


def parameters_of(definition: object) -> Mapping[str, Any]:
    """Return a definition's parameters: the fields of its dataclass."""
    if isinstance(definition, type | FunctionDefinition) or not is_dataclass(definition):
        return {}
    return {field.name: getattr(definition, field.name) for field in fields(definition)}


def rate(
    numerator: pd.DataFrame,
    denominator: pd.DataFrame,
    *,
    lines: Sequence[float],
    outcomes: Sequence[str],
) -> pd.DataFrame:
    """Turn a share into outcomes.

    Parameters
    ----------
    numerator, denominator
        Pupils × subjects.
    lines
        Rising shares; an outcome begins at its line.
    outcomes
        One more than there are lines, worst first.

    Returns
    -------
    DataFrame
        Pupils × subjects of outcomes; None where the denominator is 0.

    Notes
    -----
    A share that is a billionth short of a line has reached it, so that one third is one third.

    Examples
    --------
    >>> closed, gaps = pd.DataFrame({"Maths": [1, 2, 0]}), pd.DataFrame({"Maths": [3, 3, 0]})
    >>> rate(closed, gaps, lines=[1/3, 2/3], outcomes=["few", "some", "most"])["Maths"].tolist()
    ['some', 'most', None]
    """
    if len(outcomes) != len(lines) + 1 or list(lines) != sorted(lines):
        raise DefinitionError("rate: needs rising lines and one outcome more than lines")
    whole = denominator.to_numpy(np.float64)
    some = whole > TOLERANCE
    share = np.divide(numerator.to_numpy(np.float64), whole, out=np.zeros(whole.shape), where=some)
    place = (share[..., None] >= np.array(lines) - TOLERANCE).sum(axis=-1)
    words = np.array([*outcomes, None], dtype=object)
    rated = words[np.where(some, place, len(outcomes))]
    return pd.DataFrame(rated, index=denominator.index, columns=denominator.columns, dtype=object)


def first_true(*cases: tuple[str, pd.DataFrame]) -> pd.DataFrame:
    """Give each pupil × subject the outcome of the first case that is true, None without one.

    Parameters
    ----------
    *cases
        Outcome and mask (pupils × subjects), in the order in which they are asked.
    """
    frame = cases[0][1]
    words = np.array([outcome for outcome, _ in cases] + [None], dtype=object)
    masks = np.stack([mask.to_numpy(bool) for _, mask in cases] + [np.ones(frame.shape, bool)])
    chosen = words[masks.argmax(axis=0)]
    return pd.DataFrame(chosen, index=frame.index, columns=frame.columns, dtype=object)


def results(
    start: Snapshot,
    end: Snapshot,
    outcome: pd.DataFrame,
    *,
    about: About | None = None,
    value: pd.DataFrame | None = None,
    numerator: pd.DataFrame | None = None,
    denominator: pd.DataFrame | None = None,
    because: pd.DataFrame | str = "",
    otherwise: str = "",
) -> pd.DataFrame:
    """Lay a definition's answers out as the contract asks: one row per pupil × subject.

    Parameters
    ----------
    start, end
        The two snapshots; the pupils in scope at both are rated.
    outcome
        Pupils × subjects of outcomes; None means not enough evidence.
    about
        For the order of the outcomes; without it `la.progress` orders them.
    value, numerator, denominator
        Pupils × subjects of numbers; the value of an unranked outcome is blank.
    because
        Short reasons, pupils × subjects; or one template with `{numerator}` and `{denominator}`.
    otherwise
        With a template: the reason where there is not enough evidence.

    Returns
    -------
    DataFrame
        Index `pupil_id`, `subject`; columns `outcome`, `value`, `numerator`, `denominator`,
        `because`.
    """
    both = start.roll.in_scope & end.roll.in_scope
    index = end.grid.rows_of(both)

    def flat(frame: pd.DataFrame | None) -> np.ndarray[Any, Any]:
        if frame is None:
            return np.full(len(index), np.nan)
        return frame.to_numpy()[both].ravel()

    words = flat(outcome)
    words = np.where(pd.isna(words), NOT_ENOUGH, words)
    ranked = ~np.isin(words, UNRANKED)
    numbers = {
        "value": np.where(ranked, flat(value).astype(np.float64), np.nan),
        "numerator": flat(numerator).astype(np.float64),
        "denominator": flat(denominator).astype(np.float64),
    }
    if isinstance(because, str):
        shared = {OWN_CURRICULUM: ON_OWN_CURRICULUM, NOT_ENOUGH: otherwise}
        reasons = [
            shared.get(word) or because.format(numerator=number(part), denominator=number(whole))
            for word, part, whole in zip(
                words, numbers["numerator"], numbers["denominator"], strict=True
            )
        ]
    else:
        reasons = [reason or "" for reason in flat(because)]
    columns = {name: pd.array(given, dtype="Float64") for name, given in numbers.items()}
    worded = _categorical(words, about.dtype) if about else words
    return pd.DataFrame({"outcome": worded, **columns, "because": reasons}, index=index)


def _categorical(words: Iterable[object], dtype: pd.CategoricalDtype) -> pd.Categorical:
    """Give words as a categorical; blank where a word is none of its categories."""
    places = {word: place for place, word in enumerate(dtype.categories)}
    return pd.Categorical.from_codes([places.get(word, -1) for word in words], dtype=dtype)


def number(value: float) -> str:
    """Write a weight of statements as people do: 14, or 13.5 where parts are counted."""
    return f"{round(float(value), 2):g}"
