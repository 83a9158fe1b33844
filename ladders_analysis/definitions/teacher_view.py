"""The teacher's view: what the teacher who knows the pupil has said about their progress.

It is recorded beside the overall judgement, in the school's own three codes. Nothing is worked
out here; where it differs from what another definition says, that is a question to ask.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from ladders_analysis.definitions.contract import About, results
from ladders_analysis.definitions.then_and_now import of_each_pair, why_unranked
from ladders_analysis.errors import DefinitionError, nearest
from ladders_analysis.grid import day_number, days
from ladders_analysis.policy import OWN_CURRICULUM
from ladders_analysis.settings import SchoolSettings
from ladders_analysis.snapshot import Snapshot

VIEWS = ("less than expected", "as expected", "more than expected")
NO_CODES = "nothing says what the school's codes for progress mean: [overall] progress lists three"
NO_VIEW = "no teacher's view of progress since the start"
NO_WORD = "the teacher's code for progress stands for none of the three words"


@dataclass(frozen=True)
class TeacherView:
    """Give the latest view of progress that the teacher recorded between the points.

    Parameters
    ----------
    codes
        Which word each of the school's codes is: less than expected, as expected or more than
        expected. None: `[overall] progress` of `school.toml`, where it lists three, worst first.

    Notes
    -----
    The latest overall judgement with a code for progress, assessed after the start's date and by
    the close of the end, and recorded by then; ties: recorded later, then the better word. `value`,
    `numerator` and `denominator` are blank.
    """

    codes: Mapping[str, str] | tuple[tuple[str, str], ...] | None = None

    about: ClassVar[About] = About(
        name="teacher_view",
        title="The teacher's view",
        question="What does the teacher say about progress?",
        outcomes=VIEWS,
        favourable=VIEWS[1:],
        why=(
            "The teacher sees what no table holds. Their view stands beside the calculated ones, "
            "and where they differ the school asks."
        ),
        source="DESIGN §1 and §5 of this project.",
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "The ceiling does not hold: a teacher may expect more of a pupil who is up at both "
            "points. It is not tied to the curriculum: it repeats what the teacher said, and "
            "stays the same when judgements of statements, or the expectation, change."
        ),
    )

    def __post_init__(self) -> None:
        """Refuse words that are none of the three, and keep the codes as they cannot change."""
        if self.codes is None:
            return
        pairs = tuple(dict(self.codes).items())
        for code, word in pairs:
            if word not in VIEWS:
                raise DefinitionError(
                    f'Definition "teacher_view": codes: {code} = "{word}": {nearest(word, VIEWS)}.'
                )
        object.__setattr__(self, "codes", pairs)

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        words = self._words(end.settings)
        rows = _latest(start, end, words)
        down = end.grid.pupils.get_indexer(pd.Index(rows["pupil_id"]))
        across = end.grid.subject_index.get_indexer(pd.Index(rows["subject"]))
        outcome = np.full(end.standing.shape, None, dtype=object)
        reason = np.full(end.standing.shape, NO_VIEW if words else NO_CODES, dtype=object)
        known = rows["_word"].notna().to_numpy(bool)
        outcome[down[known], across[known]] = rows["_word"].to_numpy(object)[known]
        if words:
            reason[down, across] = [
                f"the teacher said so on {day.day} {day:%B %Y}" if told else NO_WORD
                for day, told in zip(rows["assessed_on"], known, strict=True)
            ]
        own = start.stands(OWN_CURRICULUM) | end.stands(OWN_CURRICULUM)
        why_own = of_each_pair(why_unranked, start.standing, end)
        return results(
            start,
            end,
            end.grid.subject_frame(outcome).mask(own, OWN_CURRICULUM),
            about=self.about,
            because=end.grid.subject_frame(reason).mask(own, why_own),
        )

    def _words(self, settings: SchoolSettings) -> dict[str, str]:
        """Return code -> word, empty where nothing says which code means what."""
        if self.codes is not None:
            return dict(self.codes)
        listed = settings.overall.progress if settings.overall is not None else ()
        return dict(zip(listed, VIEWS, strict=True)) if len(listed) == len(VIEWS) else {}


def _latest(start: Snapshot, end: Snapshot, words: Mapping[str, str]) -> pd.DataFrame:
    """Find the view that counts of each pupil × subject, with its word as `_word`."""
    overall = end.of_school.tables["overall"]
    recorded = overall["recorded_on"].fillna(overall["assessed_on"])
    since, close = day_number(start.point.on), day_number(end.point.entries_close)
    assessed = days(overall["assessed_on"])
    told = overall["progress"].notna().to_numpy(bool)
    counts = told & (assessed > since) & (assessed <= close) & (days(recorded) <= close)
    rows = overall.assign(_recorded=recorded)[counts]
    given = [words.get(str(code)) for code in rows["progress"]]
    place = [-1 if word is None else VIEWS.index(word) for word in given]
    rows = rows.assign(_word=pd.Series(given, index=rows.index, dtype="object"), _place=place)
    rows = rows.sort_values(["assessed_on", "_recorded", "_place"])
    return rows.drop_duplicates(["pupil_id", "subject"], keep="last")
