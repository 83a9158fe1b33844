"""From where pupils began: the band they started in, beside the band they stand in now.

A low start is no reason to expect less, so a pupil who began low and stands low is behind still.
Schools that start from an earlier assessment, such as a baseline or Key Stage 1, name it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from ladders_analysis.basis import WORD
from ladders_analysis.definitions.contract import About, results
from ladders_analysis.definitions.then_and_now import of_each_pair, why_unranked
from ladders_analysis.errors import DefinitionError, nearest
from ladders_analysis.grid import Integers, day_number, days
from ladders_analysis.policy import NOT_ENOUGH, OWN_CURRICULUM, PLACED, TOLERANCE
from ladders_analysis.snapshot import Snapshot

BANDS = ("low", "middle", "high")
"""In the order of working towards, expected, greater depth."""
BEHIND_START = "behind where they began"
BEHIND_STILL = "behind, as they began"
AS_BEGUN = "where they began"
BEYOND = "beyond where they began"


@dataclass(frozen=True)
class FromStartingPoint:
    """Rate where pupils stand against the band they began in.

    Parameters
    ----------
    baseline
        The name of an assessment whose latest result by the start is the starting point; None: the
        school's own judgement, attainment at the start.
    bands
        Which band each outcome of the baseline is: low, middle or high.
    lines
        For a baseline with scores, the scores from which the middle and the high band begin.

    Notes
    -----
    Of several results on one day the highest band counts; an outcome that `bands` does not name is
    placed by its score. `value` is the number of bands moved (−2 to 2); `numerator` and
    `denominator` are the end's secure and due by statements [weight of statements].
    """

    baseline: str | None = None
    bands: Mapping[str, str] | tuple[tuple[str, str], ...] | None = None
    lines: tuple[float, float] | None = None

    about: ClassVar[About] = About(
        name="from_starting_point",
        title="From their starting point",
        question="From where they began, where do they stand?",
        outcomes=(BEHIND_START, BEHIND_STILL, AS_BEGUN, BEYOND),
        favourable=(AS_BEGUN, BEYOND),
        why=(
            "Two pupils at expectation may have come from very different places. It shows both "
            "journeys, and lets no low start lower what is expected."
        ),
        source="DESIGN §5 of this project, after how inspectors ask about starting points.",
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "The ceiling does not hold: a pupil who began high and is now at expectation is up at "
            "both points, and stands behind where they began."
        ),
    )

    def __post_init__(self) -> None:
        """Refuse bands and lines that cannot be followed, and keep them as they cannot change."""
        where = 'Definition "from_starting_point"'
        given = self.bands is not None or self.lines is not None
        if (self.baseline is not None) != given:
            raise DefinitionError(
                f"{where}: a `baseline` needs `bands` or `lines` to place its results, and they "
                f"need a `baseline`. Give both or neither."
            )
        if self.bands is not None:
            pairs = tuple(dict(self.bands).items())
            for outcome, band in pairs:
                if band not in BANDS:
                    raise DefinitionError(
                        f'{where}: bands: {outcome} = "{band}": {nearest(band, BANDS)}.'
                    )
            object.__setattr__(self, "bands", pairs)
        if self.lines is not None:
            lines = tuple(self.lines)
            if len(lines) != 2 or not lines[0] < lines[1]:
                raise DefinitionError(
                    f"{where}: lines are two rising scores, from which the middle and the high "
                    f"band begin, such as (100, 110)."
                )
            object.__setattr__(self, "lines", lines)

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        began = start.standing if self.baseline is None else self._began(start)
        return results(
            start,
            end,
            of_each_pair(_outcome, began, end),
            about=self.about,
            value=end.grid.subject_frame(end.standing - began),
            numerator=end.per_subject(end.due & end.secure),
            denominator=end.per_subject(end.due),
            because=of_each_pair(self._reason, began, end),
        )

    def _began(self, start: Snapshot) -> Integers:
        """Place pupils by the latest result of the baseline, in the words of attainment."""
        results = start.of_school.tables["results"]
        of_baseline = (results["assessment"] == self.baseline).to_numpy(bool)
        by_then = days(results["taken_on"]) <= day_number(start.point.entries_close)
        rows = results[of_baseline & by_then]
        rows = rows.assign(_band=self._bands_of(rows)).sort_values(["taken_on", "_band"])
        rows = rows.drop_duplicates(["pupil_id", "subject"], keep="last")
        down = start.grid.pupils.get_indexer(pd.Index(rows["pupil_id"]))
        across = start.grid.subject_index.get_indexer(pd.Index(rows["subject"]))
        band = rows["_band"].to_numpy(np.int64)
        told = (band >= 0) & (down >= 0) & (across >= 0)
        began = np.full(start.standing.shape, WORD[NOT_ENOUGH], np.int64)
        began[down[told], across[told]] = band[told]
        return np.where(start.standing == WORD[OWN_CURRICULUM], WORD[OWN_CURRICULUM], began)

    def _bands_of(self, rows: pd.DataFrame) -> Integers:
        """Give each result its band, a place in `BANDS`; −1 where nothing says which."""
        score = rows["score"].to_numpy(np.float64, na_value=np.nan)
        band = np.full(len(rows), -1, np.int64)
        if self.lines is not None:
            by_line = (score[:, None] >= np.array(self.lines) - TOLERANCE).sum(axis=1)
            band = np.where(np.isnan(score), band, by_line)
        place = {outcome: BANDS.index(word) for outcome, word in dict(self.bands or ()).items()}
        named = [place.get(outcome, -1) for outcome in rows["outcome"].astype("object")]
        by_outcome = np.array(named, np.int64)
        return np.where(by_outcome >= 0, by_outcome, band)

    def _reason(self, then: str, now: str) -> str:
        if OWN_CURRICULUM in (then, now) or self.baseline is None:
            return why_unranked(then, now) or f"{now} now, began at {then}"
        if then not in PLACED:
            return f"no {self.baseline} result by the start says where they began"
        if now not in PLACED:
            return f"{now} at the end"
        return f"{now} now, began in the {BANDS[PLACED.index(then)]} band of {self.baseline}"


def _outcome(then: str, now: str) -> str | None:
    """Say how the band now compares with the band then."""
    if OWN_CURRICULUM in (then, now):
        return OWN_CURRICULUM
    if then not in PLACED or now not in PLACED:
        return None
    moved = PLACED.index(now) - PLACED.index(then)
    if moved:
        return BEYOND if moved > 0 else BEHIND_START
    return BEHIND_STILL if now == PLACED[0] else AS_BEGUN
