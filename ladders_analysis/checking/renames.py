"""Statements that an earlier version of the curriculum called otherwise.

The school declares which is which, one to one, in its curriculum map. Judgements of an old id are
then read as judgements of the statement as it is called now. What is not declared stays unknown:
nobody guesses that two statements are one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.checking.references import pairs_of
from ladders_analysis.checking.repeats import is_first, numbered
from ladders_analysis.checking.staging import DUPLICATE, Bench
from ladders_analysis.exports.contract import Extract
from ladders_analysis.exports.curriculum_map import RENAMES
from ladders_analysis.exports.finding import Finding
from ladders_analysis.exports.typed import type_table

ITSELF = "renamed to itself"
SPLIT = "one statement renamed to several"
MERGED = "several statements renamed to one"
CIRCLE = "renamed in a circle"
STILL_THERE = "the renamed statement is still in the curriculum"
NOT_THERE = "renamed to a statement that the curriculum lacks"
FOLLOWED = "judgement of a renamed statement"

_REMEDIES: Mapping[str, str] = {
    ITSELF: "remove the row: a statement that keeps its id needs none",
    SPLIT: "a judgement of a whole says nothing sure of its parts: remove these rows, let the "
    "parts name the whole as part_of, and judge the parts anew",
    MERGED: "a judgement of a part says nothing sure of the whole: keep the row of the one "
    "statement that is still the same, if there is one",
    CIRCLE: "a name cannot come back: give the new statement an id that none had before",
    STILL_THERE: "a judgement of it could mean either: give the new statement another id, or "
    "remove the row",
    NOT_THERE: "correct `is`, or add the statement to the curriculum",
}
_SCHOOL = "_school"


def chains(pairs: Sequence[tuple[str, str]]) -> tuple[dict[str, str], dict[int, str]]:
    """Follow renamings to the last name, and say which of them cannot be followed.

    Parameters
    ----------
    pairs
        Old id and new id; several versions may follow one another.

    Returns
    -------
    tuple
        Old id -> the id it has now; and position of a pair -> the rule it breaks.

    Notes
    -----
    The map must be one to one. Where one old id has several new ones, or several old ids one new
    one, none of these pairs is followed; the pairs of a circle neither.

    Examples
    --------
    >>> chains([("a", "b"), ("b", "c"), ("d", "e"), ("d", "f")])
    ({'a': 'c', 'b': 'c'}, {2: 'one statement renamed to several', 3: 'one statement renamed to
    several'})
    """
    amiss = {place: ITSELF for place, (was, now) in enumerate(pairs) if was == now}
    for side, rule in ((0, SPLIT), (1, MERGED)):
        left = [place for place in range(len(pairs)) if place not in amiss]
        others: dict[str, set[str]] = {}
        for place in left:
            others.setdefault(pairs[place][side], set()).add(pairs[place][1 - side])
        amiss |= {place: rule for place in left if len(others[pairs[place][side]]) > 1}
    step = {was: now for place, (was, now) in enumerate(pairs) if place not in amiss}
    starts = [was for was in step if was not in set(step.values())]
    last: dict[str, str] = {}
    for start in starts:
        names = [start]
        while names[-1] in step:
            names.append(step[names[-1]])
        last |= dict.fromkeys(names[:-1], names[-1])
    for place, (was, _) in enumerate(pairs):
        if place not in amiss and was not in last:
            amiss[place] = CIRCLE
    return last, amiss


@dataclass(frozen=True)
class Renamed:
    """What became of which statement, for each school with a map of its own and for everyone else.

    Attributes
    ----------
    maps
        School (blank: every school without its own curriculum) -> old id -> the id it has now.
    own
        The schools with a curriculum of their own.
    bench
        The rows of the maps; None where there is no map.
    """

    maps: Mapping[str, Mapping[str, str]]
    own: Collection[str] = ()
    bench: Bench | None = None

    def of(self, school: str) -> Mapping[str, str]:
        """Return the map that holds for a school."""
        return self.maps.get(school if school in self.own else "", {})


def declared(
    files: Iterable[tuple[int, Extract, str]],
    curriculum: pd.DataFrame,
    own: Collection[str],
    show_values: bool = False,
) -> Renamed:
    """Read the maps that a school declared, and check them against the curriculum as it is.

    Parameters
    ----------
    files
        All files of the load: number, file, and the school it speaks for (blank: everyone).
    curriculum
        The statements as they are now.
    own
        The schools with a curriculum of their own.
    show_values
        Whether problems say what stood in the cells.

    Notes
    -----
    A row is refused where the map is not one to one, goes in a circle, or renames a statement that
    the curriculum still has. A statement renamed to one that the curriculum lacks is warned of.
    """
    parts = []
    for number, extract, school in files:
        text = extract.tables.get(RENAMES.name)
        if text is not None:
            typed = type_table(text, RENAMES, extract)
            typed.frame[_SCHOOL] = pd.Series(school, index=typed.frame.index, dtype="str")
            parts.append((number, extract, typed))
    if not parts:
        return Renamed({})
    bench = Bench(RENAMES, parts, show_values)
    distinct = numbered(bench.rows, [_SCHOOL, "was", "is"])
    bench.mark(np.flatnonzero(~is_first(distinct)), DUPLICATE)
    schools = curriculum["school_id"].fillna("")
    known = {
        school: set(curriculum.loc[_speaks_for(schools, school, own), "statement_id"])
        for school in bench.frame[_SCHOOL].unique()
    }
    if curriculum.empty:  # a map looked at by itself
        bench.check(_one_to_one)
    else:
        bench.check(_still_there(known), _one_to_one, _not_there(known))
    maps = {
        str(school): chains(list(zip(rows["was"], rows["is"], strict=True)))[0]
        for school, rows in bench.rows.groupby(_SCHOOL)
    }
    return Renamed(maps, own, bench)


def follow(bench: Bench, renamed: Renamed) -> None:
    """Read judgements of old ids as judgements of the statements as they are called now.

    Parameters
    ----------
    bench
        The judgements.
    renamed
        The maps; the rows that no judgement has use for are noted there.
    """
    if renamed.bench is None:
        return
    joint, pairs = pairs_of(bench.rows, "school_id", "statement_id")
    words = [renamed.of(school).get(old, old) for school, old in pairs]
    changed = np.array([word != old for word, (_, old) in zip(words, pairs, strict=True)], bool)
    used = {(school, old) for (school, old), one in zip(pairs, changed, strict=True) if one}
    _note_unused(renamed, used)
    if not changed.any():
        return
    standing = bench.standing
    column = bench.frame["statement_id"].astype("category")
    names = list(dict.fromkeys([*column.cat.categories, *words]))
    place = {name: number for number, name in enumerate(names)}
    codes = column.cat.codes.to_numpy().astype(np.int64)
    codes[standing] = np.array([place[word] for word in words], dtype=np.int64)[joint]
    values = pd.Categorical.from_codes(codes, categories=pd.Index(names, dtype="str"))
    finding = Finding(
        standing[changed[joint]],
        "statement_id",
        FOLLOWED,
        "note",
        "read as the statement that the curriculum map names",
        each=False,
    )
    bench.translate("statement_id", (pd.Series(values), [finding]))


def _speaks_for(schools: pd.Series, school: str, own: Collection[str]) -> pd.Series:
    return schools == school if school else ~schools.isin(list(own))


def _one_to_one(rows: pd.DataFrame) -> Iterable[Finding]:
    """Refuse the rows of a map that is not one to one, or goes in a circle."""
    schools = rows[_SCHOOL].to_numpy()
    for school in dict.fromkeys(schools.tolist()):
        at = np.flatnonzero(schools == school)
        mine = rows.iloc[at]
        amiss = chains(list(zip(mine["was"], mine["is"], strict=True)))[1]
        for rule in dict.fromkeys(amiss.values()):
            broken = at[[place for place, found in amiss.items() if found == rule]]
            column = "is" if rule == MERGED else "was"
            found = tuple(rows[column].iloc[broken])
            yield Finding(broken, column, rule, "refused", _REMEDIES[rule], found)


def _still_there(
    known: Mapping[str, set[str]],
) -> Callable[[pd.DataFrame], Iterable[Finding]]:
    def check(rows: pd.DataFrame) -> Iterable[Finding]:
        there = [
            was in known[school] and was != now
            for school, was, now in zip(rows[_SCHOOL], rows["was"], rows["is"], strict=True)
        ]
        at = np.flatnonzero(there)
        found = tuple(rows["was"].iloc[at])
        yield Finding(at, "was", STILL_THERE, "refused", _REMEDIES[STILL_THERE], found)

    return check


def _not_there(
    known: Mapping[str, set[str]],
) -> Callable[[pd.DataFrame], Iterable[Finding]]:
    def check(rows: pd.DataFrame) -> Iterable[Finding]:
        later = set(zip(rows[_SCHOOL], rows["was"], strict=True))
        lost = [
            now not in known[school] and (school, now) not in later
            for school, now in zip(rows[_SCHOOL], rows["is"], strict=True)
        ]
        at = np.flatnonzero(lost)
        found = tuple(rows["is"].iloc[at])
        yield Finding(at, "is", NOT_THERE, "warning", _REMEDIES[NOT_THERE], found)

    return check


def _note_unused(renamed: Renamed, used: set[tuple[str, str]]) -> None:
    """Count the rows of the maps whose old id no judgement has."""
    asked = {(school if school in renamed.own else "", old) for school, old in used}

    def check(rows: pd.DataFrame) -> Iterable[Finding]:
        pairs = zip(rows[_SCHOOL], rows["was"], strict=True)
        at = np.flatnonzero([pair not in asked for pair in pairs])
        rule = "no judgement speaks of the old id"
        yield Finding(at, "was", rule, "note", "nothing to do", each=False)

    if renamed.bench is not None:
        renamed.bench.check(check)
