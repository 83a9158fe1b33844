"""The same work done by several hands, each run as a process of its own by `run.py`.

`floor_*` only parses the judgements; the others go from files to pupils at expectation per year
group × subject at a point.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

COLUMNS = ["pupil_id", "statement_id", "assessed_on", "judgement"]
POINT = "Spring 2026"
CLOSE = "2026-03-27"
ACADEMIC_YEAR = 2026
DUE_THROUGH = 4
SECURE = ("Secure", "Deeper")


def floor_pandas(folder: Path) -> None:
    """Parse four columns with pandas' C engine."""
    import pandas as pd

    pd.read_csv(folder / "judgements.csv", usecols=COLUMNS, dtype="category")


def floor_duckdb(folder: Path) -> None:
    """Parse four columns with DuckDB."""
    import duckdb

    names = ", ".join(f"count(DISTINCT {column})" for column in COLUMNS)
    duckdb.sql(
        f"SELECT {names} FROM read_csv('{folder / 'judgements.csv'}', all_varchar=true)"
    ).fetchall()


def floor_polars(folder: Path) -> None:
    """Parse four columns with polars."""
    import polars as pl

    pl.read_csv(folder / "judgements.csv", columns=COLUMNS, infer_schema=False)


def idiomatic_pandas(folder: Path) -> None:
    """Do the core of the work as an analyst would in pandas, without checks."""
    import pandas as pd

    judgements = pd.read_csv(
        folder / "judgements.csv", dtype="str", parse_dates=["assessed_on", "recorded_on"]
    )
    pupils = pd.read_csv(folder / "pupils.csv", dtype={"school_id": "str", "pupil_id": "str"})
    statements = pd.read_csv(folder / "curriculum.csv")
    recorded = judgements["recorded_on"].fillna(judgements["assessed_on"])
    known = judgements[(judgements["assessed_on"] <= CLOSE) & (recorded <= CLOSE)]
    latest = known.sort_values("assessed_on").drop_duplicates(
        ["school_id", "pupil_id", "statement_id"], keep="last"
    )
    now = pupils[pupils["academic_year"] == ACADEMIC_YEAR]
    due = statements[statements["due_half_term"] <= DUE_THROUGH]
    expected = now.merge(due, left_on="year_group", right_on="year")
    joined = expected.merge(latest, on=["school_id", "pupil_id", "statement_id"], how="left")
    joined["secure"] = joined["judgement"].isin(SECURE)
    share = joined.groupby(["school_id", "pupil_id", "year_group", "subject"])["secure"].mean()
    (share >= 0.8).groupby(["school_id", "year_group", "subject"]).agg(["sum", "size"])


def toolkit_load(folder: Path) -> None:
    """Load with every check on, and no more."""
    import ladders_analysis as la

    la.load(folder)


def toolkit(folder: Path) -> None:
    """Load with every check on, place pupils at two points, rate and summarise."""
    import ladders_analysis as la

    school = la.load(folder)
    start, end = school.as_at("Autumn 2025"), school.as_at(POINT)
    la.summarise(la.progress(start, end, "against_expectation"))


JOBS: dict[str, Callable[[Path], None]] = {
    job.__name__: job
    for job in (floor_pandas, floor_duckdb, floor_polars, idiomatic_pandas, toolkit_load, toolkit)
}

if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]))
