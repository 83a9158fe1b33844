"""Who is who: which pupil of a school an id, a UPN or a former UPN means.

Two pupil ids are one child only where a UPN says so: an export that knows its pupils by nothing
but their UPN, or a child whose row names the UPN it had before. Names never join anybody, two ids
of the school's own are never merged, and nobody is followed from one school to another.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ladders_analysis.checking.references import pairs_of
from ladders_analysis.checking.same_child import (
    BY_FORMER,
    BY_UPN,
    TORN,
    Line,
    SchoolIds,
    WhoIsWho,
)
from ladders_analysis.checking.staging import FILE, Bench
from ladders_analysis.exports.contract import UPN
from ladders_analysis.exports.finding import Finding
from ladders_analysis.upn import several, tidy_upns

_SAID = {
    BY_FORMER: ("known by a former UPN", "joined to the pupil whose row names it as former_upn"),
    BY_UPN: ("known by UPN instead of pupil id", "found by the UPN in the pupils' list"),
}


def join_pupils(bench: Bench) -> WhoIsWho:
    """Give every row of one child the same pupil id, and remember who is who.

    Parameters
    ----------
    bench
        The pupils of all files, their UPNs in tidy form.

    Returns
    -------
    WhoIsWho
        For finding the pupils that other tables speak of.

    Notes
    -----
    A row whose pupil id is a UPN (its file had no other id) becomes the one pupil of that school
    who has this UPN beside a proper id. A row whose pupil id is a UPN that one pupil's row names
    as former becomes that pupil, along the whole chain. Not so where two pupils name it, where
    another pupil has it as UPN, or where it is on roll beside or after the pupil who is said to
    have given it up.
    """
    rows = bench.rows
    who = WhoIsWho()
    by_former = np.zeros(len(rows), dtype=bool)
    by_upn = np.zeros(len(rows), dtype=bool)
    meant = rows["pupil_id"].astype("object").to_numpy(copy=True)
    lines = _lines(rows)
    for school_id, places in rows.groupby("school_id", sort=True).indices.items():
        school = SchoolIds([lines[place] for place in places])
        school.resolve()
        school.tell(str(school_id), who)
        for place in places:
            node = lines[place].node
            root = school.root(node)
            by_former[place] = school.renamed_by(node) == BY_FORMER
            by_upn[place] = school.renamed_by(node) == BY_UPN
            meant[place] = root
    findings = [
        _joined(np.flatnonzero(where), by)
        for where, by in ((by_former, BY_FORMER), (by_upn, BY_UPN))
    ]
    standing = bench.standing
    values = bench.frame["pupil_id"].astype("object").to_numpy(copy=True)
    values[standing] = meant
    bench.translate(
        "pupil_id", (pd.Series(values, dtype="str"), [each.at(standing) for each in findings])
    )
    return who


def by_upn(text: pd.DataFrame) -> pd.DataFrame:
    """Let the UPN stand for the pupil's id where a file has no other id."""
    return text.assign(pupil_id=text[UPN].astype("str").str.strip())


def find_pupils(bench: Bench, who: WhoIsWho) -> None:
    """Find the pupils that rows of another table speak of by a UPN, present or former.

    Parameters
    ----------
    bench
        Judgements, overall judgements, results or conversations.
    who
        Who is who among the pupils.

    Notes
    -----
    A pupil id that the school has always means that pupil. A UPN that two pupils share in one year
    means neither: its rows are refused.
    """
    rows = bench.rows
    if rows.empty:
        return
    by_upn = rows[UPN].notna().to_numpy() if UPN in rows else np.zeros(len(rows), dtype=bool)
    if not (by_upn.any() or who.may_mean_another(set(rows["pupil_id"].unique()))):
        return
    joint, pairs = pairs_of(rows, "school_id", "pupil_id")
    asked = [(str(school), str(word)) for school, word in pairs]
    of_id = [who.of_id(*pair) for pair in asked]
    of_upn = [who.of_upn(*pair) for pair in asked]
    codes, words = pd.factorize(bench.frame["pupil_id"])
    place = {str(word): number for number, word in enumerate(words)}
    how, meant = np.where(
        by_upn,
        *(
            np.array([(by, place.setdefault(pupil, len(place))) for pupil, by in found]).T[:, joint]
            for found in (of_upn, of_id)
        ),
    )
    codes[bench.standing] = meant
    column: pd.Series = pd.Series(
        pd.Categorical.from_codes(codes, categories=pd.Index(list(place), dtype="str"))
    )
    if not isinstance(rows["pupil_id"].dtype, pd.CategoricalDtype):
        column = column.astype("str")
    torn = np.flatnonzero(how == TORN)
    findings = [
        _joined(np.flatnonzero(how == BY_FORMER), BY_FORMER),
        _joined(np.flatnonzero((how == BY_UPN) & ~by_upn), BY_UPN),
        Finding(
            torn,
            "pupil_id",
            "a UPN that two pupils have",
            "refused",
            "nobody can tell whose it is: correct the UPN in the pupils' list, or export with "
            "pupil ids",
            tuple(rows["pupil_id"].iloc[torn].astype("str")),
        ),
    ]
    standing = bench.standing
    bench.translate("pupil_id", (column, [each.at(standing) for each in findings]))


def _joined(at: np.ndarray, by: int) -> Finding:
    rule, remedy = _SAID[by]
    return Finding(at, "pupil_id", rule, "note", remedy, each=False)


def _lines(rows: pd.DataFrame) -> list[Line]:
    """Read who each row says the pupil is; a row without another id is known by its UPN."""
    keyed_by_upn = tidy_upns(rows["pupil_id"]) == rows["upn"]
    columns = (
        rows["pupil_id"].astype("str").mask(keyed_by_upn, rows["upn"]),
        rows["academic_year"].fillna(0).astype("int64"),
        rows[FILE],
        rows["upn"].fillna("").astype("str"),
        rows["former_upn"].fillna("").astype("str"),
    )
    return [
        Line(node, year, file, upn, tuple(several(formers)) if formers else ())
        for node, year, file, upn, formers in zip(*(c.tolist() for c in columns), strict=True)
    ]
