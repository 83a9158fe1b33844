"""Norms: what pupils with the same earlier scores went on to score, and percentiles read off them.

Norms are made of numbers alone and know no pupil; they may be fitted on one set of schools, kept in
a file and handed to another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property

import msgspec
import numpy as np
import pandas as pd

from ladders_analysis.english import count, some
from ladders_analysis.grid import Floats
from ladders_analysis.growth.alike import Held, Sat, Scores
from ladders_analysis.growth.quantiles import QUANTILES
from ladders_analysis.growth.splines import COLUMNS, Spline, design
from ladders_analysis.policy import TOLERANCE
from ladders_analysis.roll import year_name

MINIMUM = 300
"""Fewer pupils than this are no norm group."""
PRIORS = 2
"""So many earlier scores are asked of a pupil who has them."""
BEYOND = "an earlier score lies beyond those of the norm group"


def too_few(pupils: int, minimum: int) -> str:
    """Say why a norm group is too small."""
    return (
        f"the norm group has {some(pupils, 'pupil', 'pupils')}, fewer than {count(minimum)}: "
        f"percentiles from so few are mostly noise"
    )


class Key(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which pupils a norm is about: what they sat and which earlier scores they hold."""

    subject: str
    year_group: int
    assessment: str
    held: tuple[tuple[int, str], ...]

    @property
    def sat(self) -> Sat:
        """Subject, year group and assessment."""
        return self.subject, self.year_group, self.assessment

    def __str__(self) -> str:
        """Name the pupils: subject, year group and assessments."""
        earlier = ", ".join(assessment for _, assessment in self.held)
        return f"{self.subject}, {year_name(self.year_group)}: {self.assessment} after {earlier}"


class Refused(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A norm group that no norm was fitted to, and why."""

    key: Key
    pupils: int
    because: str


class Norm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What pupils of one kind scored, as lines at 100 quantiles.

    Attributes
    ----------
    key
        Which pupils.
    pupils
        How many the lines were fitted to.
    splines
        The curve through each earlier score.
    lowest, highest
        Their scores; the lines lie on a scale on which these are 0 and 1.
    lines
        Quantiles × columns: the coefficients.
    """

    key: Key
    pupils: int
    splines: tuple[Spline, ...]
    lowest: float
    highest: float
    lines: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        """Refuse lines of another shape."""
        columns = 1 + COLUMNS * len(self.splines)
        if (
            len(self.splines) != len(self.key.held)
            or len(self.lines) != QUANTILES
            or any(len(line) != columns for line in self.lines)
            or not self.lowest < self.highest
        ):
            raise ValueError("a norm needs a spline for each earlier score and 100 lines")

    def percentiles(self, priors: Floats, scores: Floats) -> Floats:
        """Read off percentiles [1–99], NaN for an earlier score beyond those of the norm group.

        Parameters
        ----------
        priors
            Pupils × earlier scores.
        scores
            Their scores.

        Notes
        -----
        The lines' answers are sorted, since lines may cross; a pupil's percentile is the number of
        answers below the score, at least 1 and at most 99.
        """
        covered = np.all(
            [spline.covers(priors[:, place]) for place, spline in enumerate(self.splines)], axis=0
        )
        answers = np.full(len(scores), np.nan)
        if covered.any():
            foreseen = np.sort(
                design(self.splines, priors[covered]) @ np.array(self.lines).T, axis=1
            )
            placed = (scores[covered] - self.lowest) / (self.highest - self.lowest)
            below = (foreseen < placed[:, None] - TOLERANCE).sum(axis=1)
            answers[covered] = np.clip(below, 1, QUANTILES - 1)
        return answers


class GrowthNorms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Norms for growth percentiles, made by `la.growth_norms`.

    Attributes
    ----------
    norms
        One for each kind of pupil.
    refused
        The kinds that none was fitted to, and why.
    source
        Where the scores come from, in the words of whoever fitted them.
    """

    norms: tuple[Norm, ...]
    refused: tuple[Refused, ...] = ()
    source: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """Short fingerprint of all of it."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:12]

    def __repr__(self) -> str:
        """Name the source, how many norms there are, and the fingerprint."""
        return f"<GrowthNorms {self}>"

    def __str__(self) -> str:
        """Say where they come from, for the small print."""
        source = f"of {self.source}, " if self.source else ""
        return f"{source}{some(len(self.norms), 'norm group', 'norm groups')} {self.fingerprint}"

    def groups(self) -> pd.DataFrame:
        """List the norm groups: `subject`, `year_group`, `assessment`, `priors`, `pupils`, why not.

        Returns
        -------
        DataFrame
            One row per norm group; `priors` names the earlier scores, latest first, and `because`
            says why a group has no norm.
        """
        rows = [(norm.key, norm.pupils, "") for norm in self.norms]
        rows += [(each.key, each.pupils, each.because) for each in self.refused]
        return pd.DataFrame(
            [
                (*key.sat, ", ".join(f"{place}: {name}" for place, name in key.held), number, why)
                for key, number, why in rows
            ],
            columns=["subject", "year_group", "assessment", "priors", "pupils", "because"],
        )

    def percentiles(
        self, scores: Scores, *, priors: int = PRIORS, minimum: int = MINIMUM
    ) -> pd.DataFrame:
        """Read off the percentile of every pupil who has a score and an earlier one.

        Parameters
        ----------
        scores
            The scores.
        priors
            So many earlier scores are used at most.
        minimum
            Norms fitted to fewer pupils are passed over.

        Returns
        -------
        DataFrame
            As many rows as there are scores: `percentile` (NaN without), `pupils` of the norm
            group, `priors` used, and `because` where there is no percentile.
        """
        percentile = np.full(len(scores.score), np.nan)
        pupils = np.zeros(len(percentile), np.int64)
        used = np.zeros(len(percentile), np.int64)
        because = np.full(len(percentile), "", dtype=object)
        for sat, held, rows in scores.kinds:
            found = self._found(sat, held[:priors], minimum)
            if isinstance(found, str):
                because[rows] = found
                continue
            read = found.percentiles(scores.priors_of(found.key.held, rows), scores.score[rows])
            percentile[rows], pupils[rows], used[rows] = read, found.pupils, len(found.key.held)
            because[rows[np.isnan(read)]] = BEYOND
        return pd.DataFrame(
            {"percentile": percentile, "pupils": pupils, "priors": used, "because": because}
        )

    def _found(self, sat: Sat, held: Held, minimum: int) -> Norm | str:
        """Find the norm that uses most of a pupil's earlier scores, or say why there is none."""
        because = (
            f"the norms know no pupils of {year_name(sat[1])} with this assessment and these "
            f"earlier scores"
        )
        for key in prefixes(sat, held):
            found = self._by_key.get(key)
            if isinstance(found, Norm) and found.pupils >= minimum:
                return found
            if found is not None:
                because = (
                    too_few(found.pupils, minimum)
                    if found.pupils < minimum or isinstance(found, Norm)
                    else found.because
                )
        return because

    @cached_property
    def _by_key(self) -> dict[Key, Norm | Refused]:
        refused: dict[Key, Norm | Refused] = {each.key: each for each in self.refused}
        return refused | {norm.key: norm for norm in self.norms}


def prefixes(sat: Sat, held: Held) -> Iterator[Key]:
    """Name the norms that would do for a pupil: all earlier scores, then without the oldest."""
    for number in range(len(held), 0, -1):
        yield Key(*sat, held[:number])
