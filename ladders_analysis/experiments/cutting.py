"""Experiments with the boxes: what happens to a figure when only the way of counting changes.

Cut every statement into three and let every part be judged as the whole was. Nobody has learned
anything, so a measure of learning must not move.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ladders_analysis.errors import LaddersError
from ladders_analysis.movement import Progress
from ladders_analysis.questions.answers import Sentence
from ladders_analysis.school import School

_TIMES = {2: "two", 3: "three", 4: "four", 5: "five"}
AS_IT_IS = "As it is"
_COLUMNS = ["curriculum", "measure", "value", "label"]


def curriculum_cut(school: School, parts: int = 3) -> School:
    """Cut every statement of a school's curriculum into parts that are judged alike.

    Parameters
    ----------
    school
        The school; it stays as it is.
    parts
        Into how many parts each statement is cut.

    Returns
    -------
    School
        The same pupils and overall judgements. Each statement is gone and `parts` stand in its
        place, each with its due date, its key mark and 1 ÷ `parts` of its weight; each judgement
        on it is repeated for every part.

    Raises
    ------
    LaddersError
        Fewer than one part.

    Examples
    --------
    A school with 250 statements and 3 parts has 750, and the same weight in all.
    """
    if parts < 1:
        raise LaddersError(f"A statement cannot be cut into {parts} parts: ask for 1 or more.")
    tables = dict(school.tables)
    tables["statements"] = _statements(school.statements, parts)
    tables["judgements"] = _judgements(school.judgements, parts)
    return School(school.settings, tables, school.load_report)


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


def outcomes_changed(one: Progress, other: Progress) -> tuple[int, int]:
    """Count pupils × subjects whose outcome differs, of those that both rate.

    Raises
    ------
    LaddersError
        The two are not about the same pupils and subjects.
    """
    if not one.index.equals(other.index):
        raise LaddersError("The two results are about different pupils: take both at one time.")
    differ = one["outcome"].astype("str").to_numpy() != other["outcome"].astype("str").to_numpy()
    return int(differ.sum()), len(one)


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


def _statements(statements: pd.DataFrame, parts: int) -> pd.DataFrame:
    cut, part = _repeated(statements, parts)
    named = cut["statement_id"].astype("str")
    numbers = pd.Series(part, index=cut.index).astype("str")
    return cut.assign(
        statement_id=named + "/" + numbers,
        part_of=named,
        weight=cut["weight"] / parts,
        text=cut["text"] + " (part " + numbers + f" of {parts})",
    )


def _judgements(judgements: pd.DataFrame, parts: int) -> pd.DataFrame:
    cut, part = _repeated(judgements, parts)
    ids = judgements["statement_id"].astype("category")
    # Each id is written once per part, however many judgements there are.
    categories = [f"{each}/{number}" for each in ids.cat.categories for number in _parts(parts)]
    codes = np.repeat(ids.cat.codes.to_numpy(np.int64), parts) * parts + part - 1
    dtype: pd.CategoricalDtype = pd.CategoricalDtype(categories)
    return cut.assign(statement_id=pd.Categorical.from_codes(codes.tolist(), dtype=dtype))


def _repeated(table: pd.DataFrame, parts: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Repeat every row `parts` times; return the rows and the number of each part."""
    rows = table.iloc[np.repeat(np.arange(len(table)), parts)].reset_index(drop=True)
    return rows, np.tile(np.arange(1, parts + 1), len(table))


def _parts(parts: int) -> range:
    return range(1, parts + 1)
