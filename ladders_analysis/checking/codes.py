"""The school's codes: as written, or by the alias table, or differing only in case and spaces.

`NA`, `N/A`, blank, `absent` and `not required` are five different things. A code that the scale
does not name is refused with the nearest that it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis import schema
from ladders_analysis.checking.references import nearest_of
from ladders_analysis.exports.finding import Finding
from ladders_analysis.exports.opening.marksheet import fold
from ladders_analysis.settings import Settings


@dataclass(frozen=True)
class Codes:
    """The codes a school uses in one column, in order, and other ways of writing them.

    Attributes
    ----------
    known
        The codes; empty and `free`: any word.
    aliases
        Other spelling -> code.
    named_in
        Where school.toml lists them.
    free
        Whether words that are not listed are taken too.
    """

    known: tuple[str, ...]
    aliases: Mapping[str, str]
    named_in: str
    free: bool = False

    def read(self, word: str) -> str | None:
        """Return the code that a word stands for, None where it stands for none.

        Examples
        --------
        >>> codes = Codes(("WTS", "EXS"), {"EXS+": "EXS"}, "[scale]")
        >>> codes.read(" exs"), codes.read("exs+"), codes.read("N/A")
        ('EXS', 'EXS', None)
        """
        if word in self.known:
            return word
        if word in self.aliases:
            return self.aliases[word]
        folded = fold(word)
        ways = {code for code in self.known if fold(code) == folded}
        ways |= {code for alias, code in self.aliases.items() if fold(alias) == folded}
        if len(ways) == 1:
            return ways.pop()
        return word if self.free else None


def judgement_codes(settings: Settings, school_id: str) -> Codes:
    """Return a school's codes for judgements: the scale, then the not-assessed codes."""
    scale = settings.for_school(school_id).scale
    if scale is None:
        return Codes((), {}, "[scale]")
    return Codes((*scale.codes, *scale.not_assessed), dict(scale.aliases), "[scale]")


def overall_codes(settings: Settings, school_id: str) -> Codes:
    """Return a school's overall codes, with the aliases of its scale that lead to one."""
    school = settings.for_school(school_id)
    known = school.overall.known if school.overall is not None else ()
    aliases = dict(school.scale.aliases) if school.scale is not None else {}
    return Codes(
        known, {alias: code for alias, code in aliases.items() if code in known}, "[overall]"
    )


def progress_codes(settings: Settings, school_id: str) -> Codes:
    """Return a school's own words for progress; without a list, any."""
    overall = settings.for_school(school_id).overall
    known = overall.progress if overall is not None else ()
    return Codes(known, {}, "[overall] progress", free=not known)


def read_codes(
    rows: pd.DataFrame,
    column: str,
    codes_of: Callable[[str], Codes],
    *,
    ordered: bool = False,
) -> tuple[pd.Series, list[Finding]]:
    """Turn words into the school's codes.

    Parameters
    ----------
    rows
        All rows of a table, with `school_id`.
    column
        The column of words.
    codes_of
        School id -> its codes.
    ordered
        Whether the codes stand worst first.

    Returns
    -------
    tuple
        A categorical of all schools' codes (words that stand for none are blank), and
        the findings about those.
    """
    number, words = pd.factorize(rows[column])
    distinct = [str(word) for word in words]
    school, schools = pd.factorize(rows["school_id"])
    by_codes: dict[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], list[int]] = {}
    kinds: dict[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], Codes] = {}
    for place, name in enumerate(schools):
        codes = codes_of(str(name))
        key = (codes.known, tuple(codes.aliases.items()))
        by_codes.setdefault(key, []).append(place)
        kinds[key] = codes
    read = [
        (places, codes, [codes.read(word) for word in distinct])
        for places, codes in ((by_codes[key], kinds[key]) for key in kinds)
    ]
    order = list(dict.fromkeys(code for codes in kinds.values() for code in codes.known))
    extra = [code for _, _, found in read for code in found if code is not None]
    order = list(dict.fromkeys([*order, *extra]))
    place_of = {code: place for place, code in enumerate(order)}
    laid = np.full(len(rows), -1, dtype=np.int64)
    findings: list[Finding] = []
    for places, codes, found in read:
        lookup = np.array([place_of.get(code or "", -1) for code in found] + [-1], dtype=np.int64)
        mine = np.isin(school, places)
        laid[mine] = lookup[number[mine]]
        unknown = np.array([code is None for code in found] + [False], dtype=bool)
        at = np.flatnonzero(mine & unknown[number])
        findings += _unknown(at, number, distinct, column, codes)
    categories = pd.Index(order, dtype="str")
    series = pd.Series(
        pd.Categorical.from_codes(laid, categories=categories, ordered=ordered), index=rows.index
    )
    return series, findings


def _unknown(
    at: np.ndarray, number: np.ndarray, distinct: Sequence[str], column: str, codes: Codes
) -> Iterable[Finding]:
    """Refuse rows whose word is not one of the school's codes."""
    if not len(at):
        return
    remedies: dict[int, str] = {}
    for place in np.unique(number[at]):
        near = nearest_of(distinct[place], codes.known, len(remedies))
        allowed = ", ".join(codes.known) or "none yet"
        remedies[place] = (
            f"{near}allowed: {allowed}; or add it, or an alias, to {codes.named_in} in school.toml"
        )
    yield Finding(
        at,
        column,
        "unknown code",
        "refused",
        [remedies[place] for place in number[at]],
        [distinct[place] for place in number[at]],
    )


def without_rows(name: str, settings: Settings | None) -> pd.DataFrame:
    """Make an empty table with the dtypes that a full one has."""
    table = schema.empty(name)
    if settings is None:
        return table
    school = settings.default.school_id
    if name == "judgements":
        known = judgement_codes(settings, school).known
        ids = {column: "category" for column in ("school_id", "pupil_id", "statement_id")}
        scale = pd.CategoricalDtype(pd.Index(known, dtype="str"), ordered=True)
        return table.astype({**ids, "judgement": scale})
    if name == "overall":
        known = overall_codes(settings, school).known
        progress = progress_codes(settings, school).known
        return table.astype(
            {
                "attainment": pd.CategoricalDtype(pd.Index(known, dtype="str")),
                "progress": pd.CategoricalDtype(pd.Index(progress, dtype="str")),
            }
        )
    return table
