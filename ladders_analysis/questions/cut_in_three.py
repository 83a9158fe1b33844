"""What came of cutting every statement in three: points beside progress, before and after.

The figure and the sentence of `12_why_not_points`; the cut itself is an experiment
(`experiments.cutting`).
"""

from __future__ import annotations

import pandas as pd

from ladders_analysis.experiments.changed import outcomes_changed
from ladders_analysis.movement import Progress
from ladders_analysis.questions.answers import Sentence

_TIMES = {2: "two", 3: "three", 4: "four", 5: "five"}
AS_IT_IS = "As it is"
_COLUMNS = ["curriculum", "measure", "value", "label"]


def cut_beside(
    points: Progress,
    points_cut: Progress,
    moved: Progress,
    moved_cut: Progress,
    parts: int = 3,
) -> pd.DataFrame:
    """Set points and progress against expectation side by side, before and after the cut.

    Parameters
    ----------
    points, points_cut
        `points_gained` on the school as it is, and on the school whose curriculum is cut.
    moved, moved_cut
        Any definition on the same two.
    parts
        Into how many parts it was cut, for the words.

    Returns
    -------
    DataFrame
        For `la.plot_points`: `curriculum`, `measure`, `value`, `label`. Points are those an
        average pupil gained in all subjects; outcomes are counted pupil by pupil and subject by
        subject, the favourable ones of those ranked. No row where no points were gained, because
        there is nothing to multiply.
    """
    if float(points["numerator"].fillna(0).sum()) <= 0:
        return pd.DataFrame([], columns=_COLUMNS)
    cut = f"Every statement cut in {_TIMES.get(parts, str(parts))}"
    rows = []
    for name, gained in ((AS_IT_IS, points), (cut, points_cut)):
        pupils = len(gained.groupby(level=["school_id", "pupil_id"]).size())
        each = float(gained["numerator"].fillna(0).sum()) / pupils if pupils else 0.0
        rows.append((name, "The average pupil’s gain in points", max(each, 0.0), f"{each:.1f}"))
    measure = "The number on the favourable side"
    for name, rated in ((AS_IT_IS, moved), (cut, moved_cut)):
        good, ranked = _favourable(rated)
        share = good / ranked if ranked else 0.0
        rows.append((name, measure, share, f"{good:,} of {ranked:,}"))
    return pd.DataFrame(rows, columns=_COLUMNS)


def cut_in_words(
    points: Progress, points_cut: Progress, moved: Progress, moved_cut: Progress
) -> Sentence:
    """Say in a sentence what the cut changed.

    Parameters
    ----------
    points, points_cut, moved, moved_cut
        As for `cut_beside`.
    """
    before, after = (float(each["numerator"].fillna(0).sum()) for each in (points, points_cut))
    changed, rated = outcomes_changed(moved, moved_cut)
    if before <= 0 and after <= 0:
        return Sentence(
            "No points were gained between these two dates, so there is nothing to multiply: "
            "this school keeps no judgements by statement, or none that rose. Points need boxes "
            "to count; progress against expectation does not."
        )
    return Sentence(
        f"The same pupils, the same judgements: points {_times(after / before)} because every box "
        f"became {_times_of(after / before)}, and the outcome against expectation changed for "
        f"{changed:,} of {rated:,} (pupil by pupil, subject by subject)."
    )


def _times(times: float) -> str:
    words = {2: "double", 3: "treble"}
    whole = round(times)
    if abs(times - whole) < 0.005 and whole in words:
        return words[whole]
    return f"are multiplied by {times:.3g}"


def _times_of(times: float) -> str:
    whole = round(times)
    return _TIMES.get(whole, str(whole)) if abs(times - whole) < 0.005 else "several"


def _favourable(rated: Progress) -> tuple[int, int]:
    ranked = rated["outcome"].isin(list(rated.about.outcomes))
    good = rated["outcome"].isin(list(rated.about.favourable))
    return int(good.sum()), int(ranked.sum())
