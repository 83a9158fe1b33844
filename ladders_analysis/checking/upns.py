"""Checks of the pupils' UPNs: mistyped ones, ones that are none, and ones given for a short while.

Nothing is refused for its UPN, because no figure depends on it: a file is told once how many rows
to look at, and which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

import numpy as np
import pandas as pd

from ladders_analysis.checking.staging import FILE, Bench
from ladders_analysis.exports.contract import ROW
from ladders_analysis.exports.finding import Finding
from ladders_analysis.records import Severity
from ladders_analysis.upn import has_form, is_temporary, kinds_of, several, tidy_upns

Check: TypeAlias = Callable[[pd.DataFrame], Iterable[Finding]]

ROWS_NAMED = 10
FORM = "a UPN is a letter and 12 digits, or a letter, 11 digits and a letter; never I, O or S"


def tidy_up(bench: Bench) -> None:
    """Write the UPNs on the bench in capitals and without spaces, and say where that was needed."""
    written = bench.frame["upn"]
    tidy = tidy_upns(written)
    at = np.flatnonzero((tidy != written) & written.notna())
    remedy = "read in its tidy form: capitals, no spaces"
    untidy = Finding(at, "upn", "UPN in small letters or with spaces", "note", remedy, each=False)
    bench.translate("upn", (tidy, [untidy]))


def odd_upns(rows: pd.DataFrame) -> Iterable[Finding]:
    """Warn of UPNs that fail their check letter or are none.

    Notes
    -----
    A wrong check letter is never a reason to refuse: many a school's data holds a few, and made-up
    pupils nearly always have one.
    """
    kinds = kinds_of(rows["upn"]).to_numpy()
    yield from _by_file(
        rows,
        kinds == "wrong check letter",
        "upn",
        "wrong check letter in the UPN",
        "warning",
        "kept as written; compare them with the school's own records: a digit is mistyped, or the "
        "number was made up",
    )
    yield from _by_file(
        rows,
        kinds == "not a UPN",
        "upn",
        "not of a UPN's form",
        "warning",
        f"kept as written; {FORM}; leave the cell blank where there is none",
    )
    yield from _by_file(
        rows,
        _where(rows["former_upn"], lambda cell: not all(map(has_form, several(cell)))),
        "former_upn",
        "former UPN not of a UPN's form",
        "warning",
        f"not used; {FORM}; part several by a space",
    )


def temporary_upns(rows: pd.DataFrame) -> Iterable[Finding]:
    """Note the pupils whose latest UPN is a temporary one."""
    pupil = ["school_id", "pupil_id"]
    latest = rows.dropna(subset="upn").sort_values("academic_year", kind="stable")
    latest = latest.drop_duplicates(pupil, keep="last")
    still = pd.MultiIndex.from_frame(latest.loc[_where(latest["upn"], is_temporary), pupil])
    mine = pd.MultiIndex.from_frame(rows[pupil]).isin(still)
    yield from _by_file(
        rows,
        mine & _where(rows["upn"], is_temporary),
        "upn",
        "temporary UPN",
        "note",
        "ask the previous school or the local authority for the permanent one; when it comes, "
        "write this one under former_upn",
    )


def one_upn_two_ids(rows: pd.DataFrame) -> Iterable[Finding]:
    """Warn where one UPN stands at two pupil ids of a school; they are never merged."""
    pairs = rows[["school_id", "upn", "pupil_id"]].dropna().drop_duplicates()
    twice = pairs[pairs.duplicated(["school_id", "upn"], keep=False)]
    shared = pd.MultiIndex.from_frame(twice[["school_id", "upn"]])
    yield from _by_file(
        rows,
        pd.MultiIndex.from_frame(rows[["school_id", "upn"]]).isin(shared),
        "upn",
        "one UPN, two pupil ids",
        "warning",
        "they stay two pupils; if it is one child, use one pupil_id; if not, correct a UPN",
    )


def formers_not_used(unused: Mapping[tuple[str, str], str]) -> Check:
    """Make the check that names former UPNs which cannot be followed.

    Parameters
    ----------
    unused
        School and former UPN -> why it is not used.
    """

    def check(rows: pd.DataFrame) -> Iterable[Finding]:
        written = rows["former_upn"]
        said: dict[str, np.ndarray] = {}
        for place in np.flatnonzero(written.notna()):
            school = str(rows["school_id"].iloc[place])
            for former in several(str(written.iloc[place])):
                if why := unused.get((school, former)):
                    said.setdefault(why, np.zeros(len(rows), dtype=bool))[place] = True
        for why, where in said.items():
            remedy = "not used: nobody is joined by it; leave it only with the child it belongs to"
            yield from _by_file(rows, where, "former_upn", why, "warning", remedy)

    return check


def _where(column: pd.Series, is_so: Callable[[str], bool]) -> np.ndarray:
    """Mark the filled cells of which something is so."""
    so = {word: is_so(word) for word in column.dropna().unique()}
    return np.array([so.get(word, False) for word in column.tolist()], dtype=bool)


def _by_file(
    rows: pd.DataFrame, where: np.ndarray, column: str, rule: str, severity: Severity, remedy: str
) -> Iterator[Finding]:
    """Make one finding for each file, its remedy naming the first rows."""
    files = rows[FILE].to_numpy()
    for file in np.unique(files[where]).tolist():
        at = np.flatnonzero(where & (files == file))
        named = rows[ROW].iloc[at[:ROWS_NAMED]].astype("str")
        more = f" and {len(at) - ROWS_NAMED:,} more" if len(at) > ROWS_NAMED else ""
        places = f"{'row' if len(at) == 1 else 'rows'} {', '.join(named)}{more}"
        found = tuple(rows[column].iloc[at].fillna("").astype("str"))
        yield Finding(at, column, rule, severity, f"{remedy} ({places})", found, each=False)
