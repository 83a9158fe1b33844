"""What was seen when people looked at books together one afternoon in January.

Eight books of one class in one subject, three statements in each. Most of what was judged is borne
out; some asks for another look. The words are stock phrases for made-up children.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ladders_analysis.sample.terms import NEWEST
from ladders_analysis.schema import SEEN_IN_BOOKS

LOOKED_ON = np.datetime64("2026-01-29")
SUBJECT, YEAR_GROUP = "Maths", 4
PUPILS, STATEMENTS = 8, 3
COLUMNS = "school_id pupil_id statement_id subject looked_on seen where".split()
_SECURE = {"Secure": True, "Deeper": True, "Developing": False, "Not yet": False}
_CHANCES = {True: (0.8, 0.12, 0.08, 0.0), False: (0.16, 0.6, 0.2, 0.04)}
"""Judged secure -> chance of each of `SEEN_IN_BOOKS`."""
_PLACES = (
    "page {page}, on squared paper",
    "page {page}, with a drawing",
    "page {page}, two examples",
    "the problem on page {page}",
)


def make_books(
    judgements: pd.DataFrame, pupils: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Make the findings of one afternoon.

    Parameters
    ----------
    judgements, pupils
        The school's judgements and roll.
    rng
        Source of chance.

    Returns
    -------
    pandas.DataFrame
        The tidy `books` table.
    """
    here = pupils["academic_year"].eq(NEWEST) & pupils["year_group"].eq(YEAR_GROUP)
    here &= pupils["joined_on"].isna() & pupils["left_on"].isna()
    judged = judgements[
        judgements["pupil_id"].isin(pupils.loc[here, "pupil_id"])
        & judgements["statement_id"].str.startswith(f"MA-Y{YEAR_GROUP}-")
        & judgements["assessed_on"].le(LOOKED_ON)
        & judgements["judgement"].isin(list(_SECURE))
    ]
    latest = judged.sort_values(["pupil_id", "statement_id", "assessed_on"], kind="stable")
    latest = latest.drop_duplicates(["pupil_id", "statement_id"], keep="last")
    latest = latest.iloc[rng.permutation(len(latest))]
    chosen = latest[latest.groupby("pupil_id").cumcount() < STATEMENTS]
    chosen = chosen[chosen["pupil_id"].isin(chosen["pupil_id"].unique()[:PUPILS])]
    chosen = chosen.sort_values(["pupil_id", "statement_id"], ignore_index=True)
    seen = [
        SEEN_IN_BOOKS[int(rng.choice(len(SEEN_IN_BOOKS), p=_CHANCES[_SECURE[str(code)]]))]
        for code in chosen["judgement"]
    ]
    pages = rng.integers(3, 48, len(chosen))
    where = [
        _PLACES[place % len(_PLACES)].format(page=page) if word.startswith("seen") else ""
        for place, (page, word) in enumerate(zip(pages, seen, strict=True))
    ]
    return chosen.assign(
        subject=SUBJECT,
        looked_on=np.full(len(chosen), LOOKED_ON).astype("datetime64[s]"),
        seen=seen,
        where=where,
    )[COLUMNS]
