"""A school's expectation policy: its own words, turned into rules that can be followed exactly.

Each table of `school.toml` that says what counts (scale, overall codes, expectation, score lines,
disclosure) is one frozen record here, checked as a whole, so that every later room can trust it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

from ladders_analysis.calendar import HALF_TERMS
from ladders_analysis.errors import SettingsError, nearest

TOLERANCE = 1e-9
"""Slack in every comparison of sums, shares and scores (DESIGN §4)."""

WORKING_TOWARDS = "working towards"
EXPECTED = "expected"
GREATER_DEPTH = "greater depth"
OWN_CURRICULUM = "own curriculum"
NOTHING_DUE = "nothing due yet"
TOO_EARLY = "too early to say"
NOT_ENOUGH = "not enough evidence"

PLACED = (WORKING_TOWARDS, EXPECTED, GREATER_DEPTH)
UP = (EXPECTED, GREATER_DEPTH)
NOT_PLACED = (OWN_CURRICULUM, NOTHING_DUE, TOO_EARLY, NOT_ENOUGH)
UNRANKED = (OWN_CURRICULUM, NOT_ENOUGH)
STATES = ("not yet taught", "taught, not assessed", "assessed, not secure", "secure")
"""The four states of a statement, told apart and shown apart everywhere."""
NOT_TAUGHT, UNASSESSED, MISSED, SECURE = range(len(STATES))
"""Their places in `STATES`."""
ATTAINMENT = (*PLACED, *NOT_PLACED)

Basis: TypeAlias = Literal["statements", "teacher", "score"]
Share: TypeAlias = float | tuple[float, ...]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every record read from school.toml: frozen, and strict about its keys."""


class Scale(Record, frozen=True):
    """The judgement scale: ordered codes, worst first, and where secure and deeper begin."""

    codes: tuple[str, ...]
    secure: str
    deeper: str | None = None
    not_assessed: tuple[str, ...] = ()
    aliases: dict[str, str] = {}

    def __post_init__(self) -> None:
        """Refuse a scale that cannot be followed."""
        _distinct(self.codes + self.not_assessed, "scale.codes and scale.not_assessed")
        if not 2 <= len(self.codes) <= 250:
            raise ValueError(f"scale.codes needs 2 to 250 codes, found {len(self.codes)}")
        for key, code in (("secure", self.secure), ("deeper", self.deeper)):
            if code is not None and code not in self.codes:
                raise ValueError(f'scale.{key} = "{code}": {nearest(code, self.codes)}')
        if self.deeper is not None and self.codes.index(self.deeper) < self.secure_index:
            raise ValueError("scale.deeper stands below scale.secure; write codes worst first")
        for alias, code in self.aliases.items():
            if code not in self.codes + self.not_assessed:
                raise ValueError(
                    f'scale.aliases: "{alias}" stands for "{code}"; '
                    f"{nearest(code, self.codes + self.not_assessed)}"
                )

    @property
    def secure_index(self) -> int:
        """Position of the code from which a statement counts as secure [0-based]."""
        return self.codes.index(self.secure)

    @property
    def deeper_index(self) -> int | None:
        """Position of the code from which a statement counts as deeper, None without one."""
        return None if self.deeper is None else self.codes.index(self.deeper)


class Overall(Record, frozen=True):
    """The school's overall codes and what each means, one table or one per half-term."""

    codes: dict[str, str] | tuple[dict[str, str], ...]
    progress: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse codes that mean no attainment word, and lists that are not of six."""
        if isinstance(self.codes, tuple) and len(self.codes) != HALF_TERMS:
            raise ValueError(
                f"overall.codes has {len(self.codes)} tables; write one, or six (one per half-term)"
            )
        for table in self.by_half_term:
            for code, word in table.items():
                if word not in PLACED:
                    raise ValueError(f'overall.codes: {code} = "{word}": {nearest(word, PLACED)}')

    @property
    def by_half_term(self) -> tuple[Mapping[str, str], ...]:
        """Six tables of code -> attainment word, one per half-term."""
        return self.codes if isinstance(self.codes, tuple) else (self.codes,) * HALF_TERMS

    @property
    def known(self) -> tuple[str, ...]:
        """Every code that any half-term knows, in the order written."""
        return tuple(dict.fromkeys(code for table in self.by_half_term for code in table))


COUNTS = ("latest", "highest", "{ n_times = 2 }")
"""Which of several judgements on one statement counts, as `school.toml` may say it."""
_AVERAGES = ("average", "mean", "median", "sum", "total", "points")


class NTimes(Record, frozen=True):
    """Count the highest code that was reached or passed on so many different days."""

    n_times: int

    def __post_init__(self) -> None:
        """Refuse a count of days below one."""
        if self.n_times < 1:
            raise ValueError(f"counts.n_times = {self.n_times}: must be 1 or more")


class Expectation(Record, frozen=True):
    """What the school expects of one subject and year group, and how a pupil meets it."""

    basis: Basis | None = None
    secure_share: Share = 0.8
    all_key: bool = False
    deeper_share: Share = 0.4
    unjudged: Literal["unknown", "not secure"] = "unknown"
    minimum_due: float = 5
    earlier_years: Literal["none", "key", "all"] = "none"
    by_exception: bool = False
    counts: str | NTimes = "latest"
    stale_after_days: int = 365

    def __post_init__(self) -> None:
        """Refuse rules that are not offered, shares outside 0–1, and negative limits."""
        if isinstance(self.counts, str) and self.counts not in COUNTS[:-1]:
            raise ValueError(_not_offered(self.counts))
        for key in ("secure_share", "deeper_share"):
            shares = _as_list(getattr(self, key))
            if len(shares) not in (1, HALF_TERMS):
                raise ValueError(f"{key} has {len(shares)} entries; write one share, or six")
            if not all(0 <= share <= 1 for share in shares):
                raise ValueError(f"{key} must lie between 0 and 1 (0.8 is 80 %)")
        if not (self.minimum_due >= 0 and self.stale_after_days >= 0):
            raise ValueError("minimum_due and stale_after_days are numbers and cannot be negative")

    def share(self, key: str, policy_index: int) -> float:
        """Return `secure_share` or `deeper_share` as in force at a point's `policy_index`."""
        shares = _as_list(getattr(self, key))
        return shares[policy_index] if len(shares) == HALF_TERMS else shares[0]


class ScoreLine(Record, frozen=True):
    """Which scored assessment stands for a subject, and the thresholds on it, if there are any."""

    assessment: str
    expected: float | None = None
    higher: float | None = None
    year: dict[str, dict[str, object]] = {}

    def __post_init__(self) -> None:
        """Refuse a higher threshold below the expected one, or without one."""
        if self.higher is not None and (self.expected is None or self.higher < self.expected):
            raise ValueError("score: `higher` needs an `expected` at or below it")


class Disclosure(Record, frozen=True):
    """How close to nobody or everybody a published count may come (PRIVACY.md)."""

    minimum: int = 6
    rows_from: int = 11

    def __post_init__(self) -> None:
        """Refuse limits under which a page would protect nobody."""
        if self.minimum < 2 or self.rows_from < 2 * self.minimum - 1:
            raise ValueError(
                "disclosure: minimum must be 2 or more and rows_from at least 2 × minimum − 1"
            )


def record_from(table: object, kind: type[Record], where: str) -> Record:
    """Turn one table of school.toml into a record, naming the key that is wrong.

    Parameters
    ----------
    table
        What tomllib read there.
    kind
        The record class it should be.
    where
        The table's name, for the message.

    Raises
    ------
    SettingsError
        An unknown key, a wrong type or a value that cannot be followed.
    """
    if isinstance(table, dict):
        for key in table:
            if key not in kind.__struct_fields__:
                raise SettingsError(
                    f"school.toml, [{where}]: unknown key `{key}`; "
                    f"{nearest(key, kind.__struct_fields__)}."
                )
    try:
        return msgspec.convert(table, kind)
    except (msgspec.ValidationError, ValueError) as error:
        raise SettingsError(f"school.toml, [{where}]: {error}.") from None


def _not_offered(counts: str) -> str:
    """Say which counting rules there are, and why no average is among them."""
    told = f'counts = "{counts}": {nearest(counts, COUNTS)}'
    if any(word in counts.casefold() for word in _AVERAGES):
        told += (
            ". Codes are an order, not quantities: an average or a sum of them is points by "
            "another name, and moves when the scale is cut finer, so it is not offered"
        )
    return told


def _distinct(names: tuple[str, ...], where: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{where} name {', '.join(twice)} more than once")


def _as_list(share: Share) -> tuple[float, ...]:
    return share if isinstance(share, tuple) else (share,)
