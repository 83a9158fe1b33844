"""An experiment with the judgements: some of them are wrong by one grade.

Teachers disagree by a grade now and then. How often is not known for a school, so these are
what-ifs and no estimates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from ladders_analysis.calendar import academic_years
from ladders_analysis.experiments.changed import Change, Changed, retaken, share_checked
from ladders_analysis.grid import Codes, Mask
from ladders_analysis.policy import PLACED
from ladders_analysis.settings import SchoolSettings
from ladders_analysis.snapshot import Snapshot


def judgements_wrong(probability: float) -> Change:
    """Make the experiment in which each judgement is wrong by one grade, by chance.

    Parameters
    ----------
    probability
        How likely each judgement, by statement or overall, is wrong [share 0–1].

    Raises
    ------
    LaddersError
        The probability does not lie between 0 and 1.

    Notes
    -----
    A wrong judgement moves up or down with equal chance; the lowest grade can only move up and the
    highest only down. An overall code moves to the nearest code that means another word of
    attainment in that half-term. Judgements are wrong where they are made, so that one that counts
    at both points is wrong at both. Scores stay. Judgements by statement are changed in the grid;
    the table of them stays.
    """
    share_checked("probability", probability)

    def change(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
        of_school = start.of_school
        held, scale = of_school.grid, of_school.settings.scale
        grid = held
        if scale is not None:
            wrong, up = _chance(len(held.codes), probability, rng)
            moved = _one_grade(held.codes, up, len(scale.codes))
            grid = replace(held, codes=np.where(wrong, moved, held.codes))
        overall = of_school.tables["overall"]
        judged = _overall_codes(
            overall, of_school.settings, *_chance(len(overall), probability, rng)
        )
        tables = {**of_school.tables, "overall": overall.assign(attainment=judged)}
        return retaken(replace(of_school, grid=grid, tables=tables), start, end)

    return change


def _chance(number: int, probability: float, rng: np.random.Generator) -> tuple[Mask, Mask]:
    """Draw which are wrong, and which of them would move up."""
    return rng.random(number) < probability, rng.random(number) < 0.5


def _one_grade(codes: Codes, up: Mask, number: int) -> Codes:
    """Move every code one grade up or down; the lowest can only rise, the highest only fall."""
    up = (up | (codes == 1)) & (codes < number)
    return np.where(up, codes + 1, codes - 1).astype(np.uint8)


def _overall_codes(
    overall: pd.DataFrame, settings: SchoolSettings, wrong: Mask, up: Mask
) -> pd.Series:
    """Give the overall codes as they would be; what a code means depends on the half-term."""
    judged = overall["attainment"]
    if settings.overall is None or not len(overall):
        return judged
    known_years = [year.ends for year in settings.calendar.years]
    dated = academic_years(overall["assessed_on"]).isin(known_years).to_numpy(bool)
    half_terms = {
        day: settings.calendar.half_term_of(pd.Timestamp(day).date())
        for day in overall["assessed_on"][dated].unique()
    }
    half_term = overall["assessed_on"].map(half_terms).to_numpy()
    given = judged.astype("object").to_numpy()
    values = given.copy()
    for number, table in enumerate(settings.overall.by_half_term, start=1):
        for upwards in (True, False):
            here = wrong & (half_term == number) & (up == upwards)
            for code, other in _mistaken_for(table, up=upwards).items():
                values[here & (given == code)] = other
    moved = pd.Series(values, index=judged.index)
    if not isinstance(judged.dtype, pd.CategoricalDtype):
        return moved.astype(judged.dtype)
    codes = list(dict.fromkeys([*judged.cat.categories, *settings.overall.known]))
    return moved.astype(pd.CategoricalDtype(codes, ordered=judged.cat.ordered))


def _mistaken_for(table: Mapping[str, str], *, up: bool) -> dict[str, str]:
    """Say which code each code is mistaken for: the nearest that means the next word.

    Parameters
    ----------
    table
        Code -> attainment word in one half-term.
    up
        The word above, else the word below; where there is none, the other neighbour.
    """
    words = [word for word in PLACED if word in table.values()]
    codes = {word: [code for code in table if table[code] == word] for word in words}
    moves = {}
    for code, word in table.items():
        place = words.index(word)
        above = [codes[each][0] for each in words[place + 1 : place + 2]]
        below = [codes[each][-1] for each in words[:place][-1:]]
        nearest = above + below if up else below + above
        if nearest:
            moves[code] = nearest[0]
    return moves
