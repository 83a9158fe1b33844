"""The sample's curriculum: Reading, Writing and Maths from Reception to Year 6.

Every statement is in our own words and stands in `curriculum.csv` beside this module, in the tidy
form that any school may use. A school that wants to start from it may copy the file and change it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import pandas as pd

SUBJECTS = ("Reading", "Writing", "Maths")
"""The subjects, in the order of every array in this package."""


@lru_cache(maxsize=1)
def _curriculum() -> pd.DataFrame:
    table = pd.read_csv(
        str(files("ladders_analysis.sample") / "curriculum.csv"),
        dtype={
            "year_to": "Int16",
            "cycle": "str",
            "due_half_term": "Int16",
            "taught_half_term": "Int16",
            "part_of": "str",
            "weight": "Float64",
        },
        encoding="utf-8",
    )
    return table.astype({"year": "Int16"})


def read_curriculum() -> pd.DataFrame:
    """Return the sample's curriculum.

    Returns
    -------
    pandas.DataFrame
        One row per statement, columns as `schema.STATEMENTS` has them (without `school_id`).

    Examples
    --------
    >>> statements = read_curriculum()
    >>> int(statements.groupby(["subject", "year"]).size().min())
    15
    """
    return _curriculum().copy()


def curriculum_text() -> str:
    """Return the text of the sample's `curriculum.csv`, as it stands in the package."""
    return (files("ladders_analysis.sample") / "curriculum.csv").read_text(encoding="utf-8")
