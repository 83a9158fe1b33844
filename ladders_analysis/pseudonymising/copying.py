"""A copy of a school folder in which no child can be recognised by looking.

Pupil ids become pseudonyms that only the holder of a key can work out; names, UPNs and everything
that was written about a child in words stay behind. What figures are made of is kept, so that the
copy gives the same attainment and progress. It is still personal data: whoever knows the children
may know one by their class, groups and judgements.

Notes
-----
*Kept*: school, year group, class, year worked on, sex, disadvantage, SEN, EAL, the school's own
groups, days of joining and leaving (who was on roll depends on them), judgements, overall
judgements, results, the days of conversations, what was seen in books, the curriculum, national
figures and the policy.

*Left out*: name, UPN, former UPN, note, evidence, assessor, what the teacher said, the action
agreed and its approved summary, where in a book work was seen, the school's own other columns, and
the `[[export]]` tables and comments of `school.toml`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import tomli_w

from ladders_analysis.errors import LaddersError
from ladders_analysis.loading import load
from ladders_analysis.pseudonymising.key import read_or_make_key
from ladders_analysis.pseudonymising.tables import (
    pupil_pseudonyms,
    school_pseudonyms,
    without_names,
)
from ladders_analysis.render.identities import Identities
from ladders_analysis.render.scan import scan
from ladders_analysis.schema import TABLES
from ladders_analysis.school import School
from ladders_analysis.settings import SETTINGS_FILE
from ladders_analysis.tabular import write_table
from ladders_analysis.writing import write_whole

CODES = ("judgement", "attainment", "progress")
"""Columns of the school's own codes, which may begin with a sign such as `-`."""
NOT_WORDS = ("school_id", "pupil_id", "statement_id", "part_of", *CODES)
"""Columns of text in which no child can be named: ids of things, pseudonyms and codes."""


@dataclass(frozen=True)
class Copied:
    """What was copied.

    Attributes
    ----------
    pupils
        Pupils in the copy.
    rows
        Rows of all tables.
    key_made
        Whether the key was made for it.
    key_readable_by_others
        Whether other users of the computer may read the key file.
    """

    pupils: int
    rows: int
    key_made: bool
    key_readable_by_others: bool


def pseudonymise(
    folder: str | Path, out: str | Path, key_file: str | Path, *, hide_school: bool = False
) -> Copied:
    """Write a copy of a school folder without names, UPNs and the school's own pupil ids.

    Parameters
    ----------
    folder
        The school folder.
    out
        The folder for the copy; it must be empty or not there, and appears whole or not at all.
    key_file
        The file with the key; made where it is not there.
    hide_school
        Whether schools get pseudonyms, too.

    Returns
    -------
    Copied

    Raises
    ------
    LaddersError
        The folders or the key file lie in one another, the copy would still name a child, or
        something cannot be read or written.
    """
    folder, out, key_file = Path(folder), Path(out), Path(key_file)
    _check_places(folder, out)
    school = load(folder)
    key = read_or_make_key(key_file, (folder, out))
    ids = pupil_pseudonyms(school.pupils, key.secret)
    known = (*school.schools, *school.settings.raw.get("schools", {}), *_own(school.settings.raw))
    schools = school_pseudonyms(known, key.secret) if hide_school else None
    tables = {
        name: without_names(name, table, ids, schools) for name, table in school.tables.items()
    }
    settings = _settings(school.settings.raw, schools)
    _refuse_names(school, tables, settings)
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    try:
        write_whole(made / SETTINGS_FILE, tomli_w.dumps(settings).encode(), private=True)
        for name, table in tables.items():
            if len(table):
                path = made / TABLES[name].file
                write_table(table, path, private=True)
        _check_copy(made, tables)
        if out.is_dir():
            out.rmdir()  # empty: not every system puts a folder in place of another
        made.replace(out)
    except OSError as error:
        raise LaddersError(f"{out} could not be written: {error.strerror or error}.") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Copied(
        pupils=len(set(ids.values())),
        rows=sum(map(len, tables.values())),
        key_made=key.made,
        key_readable_by_others=key.readable_by_others,
    )


def _check_places(folder: Path, out: Path) -> None:
    here, there = folder.resolve(), out.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        raise LaddersError(
            f"The copy cannot be in {folder}, nor around it: names and pseudonyms would lie side "
            "by side. Choose a folder elsewhere."
        )
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise LaddersError(
            f"{out} is not empty: nothing in it was changed. Choose a new folder, so that no "
            "earlier file with names stays in it."
        )


def _settings(raw: Mapping[str, Any], schools: Mapping[str, str] | None) -> dict[str, Any]:
    """Write the policy anew: without exports, whose files stay behind, and without comments."""
    kept = _policy(raw, schools is not None)
    if "schools" in raw:
        kept["schools"] = {
            schools[each] if schools else each: _policy(table, schools is not None)
            for each, table in raw["schools"].items()
        }
    if schools is not None and _own(raw):
        kept["school"] = {"id": schools[_own(raw)[0]]}
    return kept


def _own(raw: Mapping[str, Any]) -> list[str]:
    """Give the id in `[school]`, if there is one."""
    own = raw.get("school", {}).get("id")
    return [str(own)] if own else []


def _policy(raw: Mapping[str, Any], hide_school: bool) -> dict[str, Any]:
    """Keep of one set of tables those that figures are made by."""
    left = ("export", "curriculum", "schools", *(("school",) if hide_school else ()))
    return {key: value for key, value in raw.items() if key not in left}


def _refuse_names(
    school: School, tables: Mapping[str, pd.DataFrame], settings: Mapping[str, Any]
) -> None:
    """Refuse a copy in whose words a child is still named.

    Raises
    ------
    LaddersError
        Names the table and column, never the child.
    """
    who = Identities.of(school)
    places: list[tuple[str, list[str]]] = [(SETTINGS_FILE, _words(settings))]
    for name, table in tables.items():
        places += [
            (f"{TABLES[name].file}, column {column}", table[column].dropna().unique().tolist())
            for column in table.columns
            if column not in NOT_WORDS and TABLES[name][column].kind in ("id", "text", "code")
        ]
    for place, words in places:
        page = "\n".join(f"<p>{escape(word)}</p>" for word in words)
        for found in scan(page.encode(), who):
            raise LaddersError(
                f"No copy was made: {place} holds {found.what}. It is not repeated here. Take it "
                "out of the school's own files, then try again."
            )


def _words(value: object) -> list[str]:
    """List every piece of text in a settings file, names of tables and keys included."""
    if isinstance(value, Mapping):
        return [word for pair in value.items() for each in pair for word in _words(each)]
    if isinstance(value, list | tuple):
        return [word for each in value for word in _words(each)]
    return [value] if isinstance(value, str) else []


def _check_copy(made: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Read the copy back before it gets its place: every row must have been kept.

    Raises
    ------
    LaddersError
        It does not hold what was written.
    """
    copy = load(made)
    for name, table in tables.items():
        if len(copy.tables[name]) != len(table):
            raise LaddersError(
                f"No copy was made: of {len(table):,} rows of {TABLES[name].file} "
                f"{len(copy.tables[name]):,} could be read back. {copy.load_report.brief()}"
            )
