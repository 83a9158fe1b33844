"""Experiments with the boxes: the same judgements of the same pupils on statements cut finer.

Cut every statement into three and let every part be judged as the whole was. Nobody has learned
anything, so a measure of learning must not move.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ladders_analysis.errors import LaddersError
from ladders_analysis.experiments.changed import Change, Changed, retaken
from ladders_analysis.experiments.part_names import mark_between
from ladders_analysis.grid import Integers, Mask
from ladders_analysis.one_school import OneSchool
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot


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
    _check(parts)
    every = np.ones(len(school.statements), bool)
    statements, judgements = _cut(school.statements, school.judgements, every, parts)
    tables = {**school.tables, "statements": statements, "judgements": judgements}
    return School(school.settings, tables, school.load_report)


def statements_cut(parts: int = 3) -> Change:
    """Make the experiment that cuts every statement into parts judged alike.

    Parameters
    ----------
    parts
        Into how many parts each statement is cut.

    Raises
    ------
    LaddersError
        Fewer than one part.

    Notes
    -----
    DESIGN §5: each weight is divided by `parts`, the key mark is kept and the parent is gone.
    """
    _check(parts)

    def change(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
        every = np.ones(len(start.of_school.tables["statements"]), bool)
        return retaken(_school_cut(start.of_school, every, parts), start, end)

    return change


def one_ladder_cut(parts: int = 3) -> Change:
    """Make the experiment that cuts one ladder of each subject: the one with most judgements.

    Parameters
    ----------
    parts
        Into how many parts each of its statements is cut.

    Raises
    ------
    LaddersError
        Fewer than one part.

    Notes
    -----
    Of ladders with as many judgements the one that the curriculum names first is cut.
    """
    _check(parts)

    def change(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
        of_school = start.of_school
        return retaken(_school_cut(of_school, _fullest_ladders(of_school), parts), start, end)

    return change


def _check(parts: int) -> None:
    if parts < 1:
        raise LaddersError(f"A statement cannot be cut into {parts} parts: ask for 1 or more.")


def _school_cut(of_school: OneSchool, chosen: Mask, parts: int) -> OneSchool:
    tables = of_school.tables
    statements, judgements = _cut(tables["statements"], tables["judgements"], chosen, parts)
    return of_school.with_tables(statements=statements, judgements=judgements)


def _fullest_ladders(of_school: OneSchool) -> Mask:
    """Mark the statements of each subject's ladder with most judgements."""
    grid, statements = of_school.grid, of_school.tables["statements"]
    across = grid.cells % max(len(grid.statements), 1)
    judged = pd.Series(
        np.bincount(across, minlength=len(grid.statements)), index=grid.table["statement_id"]
    )
    ladders = statements[["subject", "ladder"]].astype("str")
    ladders["judged"] = judged.reindex(statements["statement_id"]).to_numpy()
    whole = ladders.groupby(["subject", "ladder"], sort=False)["judged"].sum().reset_index()
    fullest = whole.loc[whole.groupby("subject", sort=False)["judged"].idxmax()]
    pairs = pd.MultiIndex.from_frame(ladders[["subject", "ladder"]])
    return np.asarray(pairs.isin(pd.MultiIndex.from_frame(fullest[["subject", "ladder"]])))


def _cut(
    statements: pd.DataFrame, judgements: pd.DataFrame, chosen: Mask, parts: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cut the chosen statements and repeat the judgements on them."""
    times = np.where(chosen, parts, 1)
    rows, part = _repeated(statements, times)
    whole = statements["statement_id"].astype("str").to_numpy()
    names = _names(whole, chosen, times, part)
    is_part = np.repeat(chosen, times)
    cut = rows.assign(
        statement_id=pd.Series(names, index=rows.index, dtype="str"),
        part_of=rows["part_of"].mask(is_part, rows["statement_id"].astype("str")),
        weight=rows["weight"].mask(is_part, rows["weight"] / parts),
        text=rows["text"].mask(is_part, rows["text"] + _said(part, parts, rows.index)),
    )
    return cut, _judgements(judgements, whole, times, names)


def _names(
    whole: npt.NDArray[np.object_], chosen: Mask, times: Integers, part: Integers
) -> list[str]:
    """Name the parts "r05/1" and so on, with more strokes where another statement is so named."""
    stroke = mark_between(whole[chosen], np.unique(part), whole[~chosen], "/")
    rows = zip(np.repeat(whole, times), np.repeat(chosen, times), part, strict=True)
    return [f"{name}{stroke}{number}" if cut else str(name) for name, cut, number in rows]


def _judgements(
    judgements: pd.DataFrame, whole: npt.NDArray[np.object_], times: Integers, names: list[str]
) -> pd.DataFrame:
    """Repeat each judgement for every part of its statement."""
    ids = judgements["statement_id"].astype("category")
    place = pd.Index(whole).get_indexer(ids.cat.categories)
    of_row = place[ids.cat.codes.to_numpy()]
    cut, part = _repeated(judgements, times[of_row])
    first = np.cumsum(times) - times  # where each statement's parts begin
    codes = first[np.repeat(of_row, times[of_row])] + part - 1
    dtype: pd.CategoricalDtype = pd.CategoricalDtype(names)
    return cut.assign(statement_id=pd.Categorical.from_codes(codes.tolist(), dtype=dtype))


def _repeated(table: pd.DataFrame, times: Integers) -> tuple[pd.DataFrame, Integers]:
    """Repeat every row so many times; return the rows and the number of each part."""
    rows = table.iloc[np.repeat(np.arange(len(table)), times)].reset_index(drop=True)
    begins = np.repeat(np.cumsum(times) - times, times)
    return rows, np.arange(len(rows)) - begins + 1


def _said(part: Integers, parts: int, index: pd.Index) -> pd.Series:
    return pd.Series([f" (part {number} of {parts})" for number in part], index=index, dtype="str")
