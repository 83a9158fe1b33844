"""Pupils of whom a file gives only name and date of birth, found among the school's own.

A name alone never makes two records one pupil. Name and date of birth together do, and only where
exactly one pupil of the school has both; every other row is refused with what to do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ladders_analysis.exports.contract import BORN, NAME
from ladders_analysis.exports.finding import Finding
from ladders_analysis.exports.opening.headers import fold

REMEDY = 'or name a column with a UPN in its [[export]] table: pupil = { upn = "…" }'
UNNAMED = "unnumbered pupil"


def fold_name(name: str) -> str:
    """Fold what systems write differently in one person's name: case, accents, marks, order.

    Examples
    --------
    >>> fold_name("O’Brien, Zoë"), fold_name("ZOE  O'BRIEN")
    ('zoe obrien', 'zoe obrien')
    """
    last, comma, first = name.partition(",")
    plain = unicodedata.normalize("NFKD", f"{first} {last}" if comma else name)
    letters = [
        " " if letter in "-‐‑–" else letter
        for letter in plain
        if letter.isalnum() or letter.isspace() or letter in "-‐‑–"
    ]
    return fold("".join(letters))


def by_name_and_birth(
    text: pd.DataFrame, people: pd.DataFrame | None, *, alone: bool = False
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Find pupils by name and date of birth.

    Parameters
    ----------
    text
        Records with `school_id`, `_name` and `_born` (ISO; blank where it could not be read).
        Those of other files, which have ids, are given back as they are.
    people
        The school's pupils; None while these are themselves being read.
    alone
        The file is looked at by itself: there are no pupils to find, and nothing is refused.

    Returns
    -------
    tuple
        The records with `pupil_id`, without names and dates of birth; and findings about those
        whose pupil could not be found.

    Notes
    -----
    Within the record's own school. Case, accents, apostrophes and hyphens do not matter, and
    "Surname, First name" is the same as "First name Surname"; middle names do matter. A pupil
    who has the same id in several years is one.
    """
    if people is None or NAME not in text:
        return text, ()
    names = text[NAME].astype("str")
    key = _keys(text["school_id"].astype("str"), names, text[BORN].astype("str"))
    found = text.drop(columns=[NAME, BORN])
    if alone:
        number, _ = pd.factorize(key)
        rows = np.arange(len(text))
        remedy = "the file has no ids: in a school folder they are found by name and date of birth"
        return found.assign(pupil_id=[f"{UNNAMED} {place + 1}" for place in number]), (
            Finding(rows, "pupil_id", "pupils without an id", "warning", remedy, each=False),
        )
    known = people.dropna(subset=["name", "date_of_birth"])
    born = known["date_of_birth"].dt.strftime("%Y-%m-%d")
    theirs = _keys(known["school_id"].astype("str"), known["name"].astype("str"), born)
    pairs = pd.DataFrame({"key": theirs, "pupil_id": known["pupil_id"].astype("str")})
    pairs = pairs.drop_duplicates()
    several = set(pairs.loc[pairs["key"].duplicated(keep=False), "key"])
    one = pairs[~pairs["key"].isin(list(several))].set_index("key")["pupil_id"]
    pupil = key.map(one).astype("object")
    no_birth = text[BORN].astype("str").eq("").to_numpy()
    twice = key.isin(list(several)).to_numpy() & ~no_birth
    nobody = pupil.isna().to_numpy() & ~twice & ~no_birth
    birth = "pupils are never found by name alone: fill in the date of birth"
    nowhere = "correct the name or the date of birth there or in pupils.csv"
    if known.empty:
        nowhere = "pupils.csv has no pupil with name and date_of_birth: add them"
    findings = [
        Finding(np.flatnonzero(rows), "pupil_id", rule, "refused", f"{remedy}, {REMEDY}", found_)
        for rows, rule, remedy, found_ in (
            (no_birth, "no date of birth to find the pupil by", birth, _at(names, no_birth)),
            (nobody, "no pupil of that name and date of birth", nowhere, _at(names, nobody)),
            (
                twice,
                "several pupils of that name and date of birth",
                "they cannot be told apart here: give them by id",
                _at(names, twice),
            ),
        )
        if rows.any()
    ]
    return found.assign(pupil_id=pupil.where(~no_birth).fillna(UNNAMED).astype("str")), tuple(
        findings
    )


def _keys(schools: pd.Series, names: pd.Series, born: pd.Series) -> pd.Series:
    """Write school, folded name and date of birth as one word."""
    folded = {name: fold_name(name) for name in names.unique()}
    return schools + "\0" + names.map(folded).astype("str") + "\0" + born


def _at(names: pd.Series, rows: np.ndarray) -> Sequence[str]:
    return tuple(names[rows])
