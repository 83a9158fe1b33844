"""Pseudonyms for pupils and schools, and tables in which they stand for ids.

Notes
-----
*Made coarse*: a date of birth becomes 1 June for the summer-born (April to August) and 1 December
for the others, of the same academic year. Summer-born and the check of the year group come out the
same; an age in months does not.

*Pseudonyms*: "p" and 32 letters and digits, the first 20 bytes of HMAC-SHA-256 (RFC 2104, 1997) in
base 32. It is taken over the UPN where the pupil has one that no other pupil of the school shares,
so that a child who moves between the schools of a trust keeps it; else over school and pupil id.
The same key gives the same pseudonyms as long as the UPN stays. A hash without a key would not do:
a few thousand guesses cover every UPN that one school has given out.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Mapping

import pandas as pd

from ladders_analysis.calendar import academic_years
from ladders_analysis.roll import SUMMER_MONTHS
from ladders_analysis.schema import TABLES
from ladders_analysis.upn import has_form

LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "pupils": ("upn", "former_upn", "name"),
    "judgements": ("assessor", "note", "evidence"),
    "overall": ("note",),
    "conversations": ("teacher_said", "action", "approved_summary"),
    "books": ("where",),
}
"""Columns that the copy does not have."""


def pseudonym(secret: bytes, *parts: str) -> str:
    """Make the pseudonym of what some words stand for.

    Parameters
    ----------
    secret
        The key.
    *parts
        What is to be hidden; the same words in the same order give the same pseudonym.

    Returns
    -------
    str
        "p" and 32 letters and digits (160 bits).

    Examples
    --------
    >>> pseudonym(bytes(32), "upn", "B801200005001") == pseudonym(bytes(32), "upn", "B8", "01")
    False
    """
    message = "".join(f"{len(part)}:{part}" for part in parts)
    digest = hmac.digest(secret, message.encode(), "sha256")
    return "p" + base64.b32encode(digest[:20]).decode().lower()


def pupil_pseudonyms(pupils: pd.DataFrame, secret: bytes) -> dict[tuple[str, str], str]:
    """Give every pupil a pseudonym.

    Parameters
    ----------
    pupils
        The pupils' table.
    secret
        The key.

    Returns
    -------
    dict
        School and pupil id -> pseudonym.
    """
    latest = pupils.sort_values("academic_year", kind="stable")
    upns = (
        latest.dropna(subset="upn")
        .drop_duplicates(["school_id", "pupil_id"], keep="last")
        .drop_duplicates(["school_id", "upn"], keep=False)
        .set_index(["school_id", "pupil_id"])["upn"]
    )
    known = {key: upn for key, upn in upns.to_dict().items() if has_form(upn)}
    everyone = pupils[["school_id", "pupil_id"]].drop_duplicates()
    return {
        key: pseudonym(secret, "upn", known[key]) if key in known else pseudonym(secret, "id", *key)
        for key in everyone.itertuples(index=False, name=None)
    }


def coarse_birthdays(born: pd.Series) -> pd.Series:
    """Keep of a date of birth only the academic year and whether it is in the summer.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2018-08-31", "2018-09-01", "2019-04-01", None]))
    >>> coarse_birthdays(days).dt.strftime("%Y-%m-%d").tolist()
    ['2018-06-01', '2018-12-01', '2019-06-01', nan]
    """
    summer = born.dt.month.isin(SUMMER_MONTHS)
    years = academic_years(born) - (~summer).astype("int64")
    months = summer.map({True: "06", False: "12"})
    words = years.astype("Int64").astype("str") + "-" + months + "-01"
    return pd.to_datetime(words.mask(born.isna()), format="%Y-%m-%d").astype("datetime64[s]")


def school_pseudonyms(schools: Iterable[str], secret: bytes) -> dict[str, str]:
    """Give every school a pseudonym: "s" and 12 letters and digits (60 bits).

    Parameters
    ----------
    schools
        School ids.
    secret
        The key.
    """
    return {each: "s" + pseudonym(secret, "school", each)[1:13] for each in sorted(set(schools))}


def without_names(
    name: str,
    table: pd.DataFrame,
    ids: Mapping[tuple[str, str], str],
    schools: Mapping[str, str] | None,
) -> pd.DataFrame:
    """Leave out what names a child, and put pseudonyms for ids.

    Parameters
    ----------
    name
        The table's name.
    table
        The table as loaded.
    ids
        School and pupil id -> pseudonym.
    schools
        School id -> pseudonym; None to keep the ids.

    Returns
    -------
    DataFrame
        Tables about pupils are sorted by pseudonym, so that the order of rows says nothing; rows
        that differed only in what was left out are one row.
    """
    columns = [
        column
        for column in TABLES[name].order(table.columns)
        if column not in LEFT_OUT.get(name, ())
    ]
    made = table[columns].copy()
    if "pupil_id" in made:
        pairs = zip(made["school_id"].astype("str"), made["pupil_id"].astype("str"), strict=True)
        made["pupil_id"] = pd.Series([ids[pair] for pair in pairs], made.index, dtype="str")
    if "date_of_birth" in made:
        made["date_of_birth"] = coarse_birthdays(made["date_of_birth"])
    if schools is not None and "school_id" in made:
        made["school_id"] = made["school_id"].astype("str").map(schools)
    if "pupil_id" not in made:
        return made
    made = made.drop_duplicates()
    text = made.astype({column: "str" for column in made.select_dtypes("category")})
    return text.sort_values(list(text.columns), kind="stable", ignore_index=True)
