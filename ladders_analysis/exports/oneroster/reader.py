"""OneRoster bundles, versions 1.1 and 1.2: a zip or folder of tables that speak of each other.

Pupils, results and judgements have records of their own in three of the tables; the others are
read to understand those, and each says so in the load report with the number of its rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.formats import NAMED, Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.oneroster.columns import COLUMN_MAP, MANIFEST, NOT_READ
from ladders_analysis.exports.oneroster.gradebook import (
    JUDGEMENT_HEADERS,
    RESULT_HEADERS,
    Gradebook,
)
from ladders_analysis.exports.oneroster.options import OneRosterOptions
from ladders_analysis.exports.oneroster.pupils import HEADERS, pupils_of
from ladders_analysis.exports.oneroster.roster import STUDENT, Roster
from ladders_analysis.exports.oneroster.tables import Member, read_member
from ladders_analysis.exports.opening.bundle import Bundle, open_bundle
from ladders_analysis.exports.opening.marksheet import fold
from ladders_analysis.exports.opening.ragged import ragged_problems
from ladders_analysis.exports.options import read_options
from ladders_analysis.records import Problem

__all__ = ["COLUMN_MAP", "read_oneroster"]

_KNOWN = (MANIFEST, *COLUMN_MAP, *NOT_READ)


def read_oneroster(
    file: RawFile, options: Mapping[str, Any], calendar: Calendar
) -> Sequence[Extract]:
    """Read a OneRoster bundle, one extract per table.

    Parameters
    ----------
    file
        The zip, or a folder read as one.
    options
        Its `[[export]]` table (`OneRosterOptions`).
    calendar
        Not needed here: a bundle has its own sessions.

    Returns
    -------
    Sequence of Extract
        A record of `users.csv` is a pupil; one of `resultLearningObjectiveIds.csv` is a judgement
        of one statement; one of `results.csv` is a result that these do not tell already. All
        other tables have no records: their rows are counted in a note.

    Raises
    ------
    SettingsError
        An option is unknown.
    ReadError
        It is no OneRoster bundle, or not safe to read.
    """
    stated = read_options(options, OneRosterOptions, "oneroster")
    bundle = open_bundle(file)
    if not _is_oneroster(bundle.members):
        raise ReadError(
            f"{file.name} is no OneRoster bundle: it has neither users.csv nor results.csv with "
            f"lineItems.csv. `ladders check` says what it looks like."
        )
    tables = {name: read_member(bundle, name, stated) for name in (MANIFEST, *COLUMN_MAP)}
    roster = Roster(tables, stated)
    defines = tables["users"].present and stated.defines_pupils is not False
    gradebook = Gradebook(roster, defines)
    extracts = []
    for name, member in tables.items():
        if not member.present:
            continue
        if name == "users" and defines:
            extracts.append(_extract(file, stated, member, "pupils", pupils_of(roster), HEADERS))
        elif name == "results":
            found = gradebook.results_table()
            extracts.append(_extract(file, stated, member, "results", found, RESULT_HEADERS))
        elif name == "resultLearningObjectiveIds":
            found = gradebook.judgements_table()
            extracts.append(_extract(file, stated, member, "judgements", found, JUDGEMENT_HEADERS))
        else:
            extracts.append(_supporting(file, member, _about(member, bundle, roster)))
    extracts += [_unopened(file, bundle, name) for name in bundle.members if _unread(name)]
    if bundle.notes:
        extracts.append(Extract(file, "oneroster", {}, 0, problems=bundle.notes))
    return extracts


def _is_oneroster(members: Mapping[str, object]) -> bool:
    return "users.csv" in members or {"results.csv", "lineitems.csv"} <= {*members}


def _extract(
    file: RawFile,
    stated: OneRosterOptions,
    member: Member,
    table: str,
    found: tuple[pd.DataFrame, list[Problem], int],
    headers: Mapping[str, str],
) -> Extract:
    """Account for a table with records; rows of the wrong width are refused among them."""
    frame, problems, refused = found
    refused += len(member.ragged)
    ragged = ragged_problems(member.file, member.ragged, member.width, member.sheet)
    return Extract(
        file=file,
        reader="oneroster",
        tables={table: frame},
        rows_read=len(frame) + refused,
        refused=refused,
        problems=[*member.notes, *problems, *ragged],
        sheet=member.sheet,
        encoding=member.encoding,
        delimiter=member.delimiter,
        headers=headers,
        date_format=stated.date_format,
        made_on=stated.made_on,
    )


def _supporting(file: RawFile, member: Member, further: Sequence[Problem]) -> Extract:
    """Account for a table that is read to understand others: no record of ours comes from it."""
    counted = (
        ("read to understand other tables", "note", "", len(member)),
        ("rows withdrawn (status tobedeleted)", "note", "not used", int(member.withdrawn.sum())),
        ("ids given twice", "warning", "the first row of each counts", member.repeated),
        (
            "rows of another width than the header",
            "warning",
            "not used; a comma in a cell needs quotes",
            len(member.ragged),
        ),
    )
    problems = [
        member.problem(rule, "warning" if kind == "warning" else "note", remedy, count=count)
        for rule, kind, remedy, count in counted
        if count
    ]
    return Extract(
        file=file,
        reader="oneroster",
        tables={},
        rows_read=0,
        problems=[*member.notes, *problems, *further],
        sheet=member.sheet,
        encoding=member.encoding,
        delimiter=member.delimiter,
    )


def _about(member: Member, bundle: Bundle, roster: Roster) -> list[Problem]:
    """Say what else there is to say of a table that only supports others."""
    if member.name == MANIFEST:
        return _about_manifest(member, bundle)
    if member.name == "users":
        pupils = int((roster.roles == STUDENT).sum())
        rule, remedy = "pupils described here, not taken", "`defines_pupils = true` takes them"
        return [member.problem(rule, "note", remedy, count=pupils)] if pupils else []
    if member.name == "academicSessions":
        count = sum(each.disagrees for each in roster.sessions.values())
        rule = "school year against the days of the session"
        remedy = (
            "schoolYear should be the year that the school year ends in, and is taken so: where it "
            "is the year it begins in, state `academic_year`"
        )
        return [member.problem(rule, "warning", remedy, count=count)] if count else []
    if member.name == "orgs" and roster.unmapped_schools:
        rule, count = "schools without a school id", len(roster.unmapped_schools)
        remedy = "their sourcedId stands for it; say with `schools` which is which"
        return [member.problem(rule, "note", remedy, count=count)]
    if member.name == "lineItemLearningObjectiveIds" and len(member):
        rule = "line items tied to statements"
        remedy = "their results stay results: only resultLearningObjectiveIds.csv makes judgements"
        return [member.problem(rule, "note", remedy, count=len(member))]
    return []


def _about_manifest(member: Member, bundle: Bundle) -> list[Problem]:
    """Hold the manifest against what the bundle has."""
    names, values = (member.cells(column).tolist() for column in ("propertyName", "value"))
    said = {fold(name): fold(value) for name, value in zip(names, values, strict=True)}
    version = said.get("oneroster.version", "")
    there = {name: f"{name}.csv".casefold() in bundle.members for name in (*COLUMN_MAP, *NOT_READ)}
    named = {name: said.get(f"file.{name}".casefold(), "absent") for name in there}
    lacking = [f"{name}.csv" for name in there if named[name] != "absent" and not there[name]]
    unnamed = [f"{name}.csv" for name in there if named[name] == "absent" and there[name]]
    partial = [f"{name}.csv" for name in there if named[name] == "delta" and there[name]]
    counted = (
        ("tables that the manifest names and the bundle lacks", lacking),
        ("tables that the manifest does not name, read all the same", unnamed),
        ("tables with changes only (delta)", partial),
    )
    problems = [
        member.problem(rule, "note", ", ".join(listed), count=len(listed))
        for rule, listed in counted
        if listed
    ]
    if version and version not in ("1.1", "1.2"):
        remedy = f'the manifest says "{version}"; versions 1.1 and 1.2 are known'
        problems.append(member.problem("OneRoster of another version", "warning", remedy))
    return problems


def _unread(member: str) -> bool:
    """Whether a table, by its name in small letters, is one that is never opened."""
    opened = {f"{name}.csv".casefold() for name in (MANIFEST, *COLUMN_MAP)}
    return member not in opened


def _unopened(file: RawFile, bundle: Bundle, name: str) -> Extract:
    """Account for a table that is not opened."""
    why = {f"{each}.csv".casefold(): reason for each, reason in NOT_READ.items()}
    sheet = bundle.written(name)
    note = Problem(
        file.name, "table not read", "note", why.get(name, "OneRoster has no such table"), sheet
    )
    return Extract(file, "oneroster", {}, 0, problems=[note], sheet=sheet)


def recognise(seen: Glance) -> Recognised | None:
    """Tell a OneRoster bundle by the names of its tables.

    Parameters
    ----------
    seen
        The file at a glance.

    Examples
    --------
    >>> from pathlib import Path
    >>> zipped = RawFile(Path("a.zip"), "a.zip", b"", "", None)
    >>> recognise(Glance(zipped, "bundle", members=("orgs.csv", "users.csv"))).because
    'it is a bundle that holds users.csv, orgs.csv'
    """
    names = {PurePosixPath(member).name.casefold(): member for member in seen.members}
    known = [f"{name}.csv" for name in _KNOWN if f"{name}.csv".casefold() in names]
    by_manifest = "manifest.csv" in known and _is_oneroster(names)
    if seen.kind != "bundle" or not (by_manifest or {"users.csv", "orgs.csv"} <= {*known}):
        return None
    telling = ("manifest.csv", "users.csv", "orgs.csv", "lineItems.csv", "results.csv")
    shown = [name for name in telling if name in known]
    return Recognised(f"it is a bundle that holds {', '.join(shown)}", NAMED)


FORMAT = Format(
    "oneroster",
    "OneRoster 1.1 or 1.2 bundle",
    "pupils, results, and judgements of statements",
    read_oneroster,
    recognise,
    source="1EdTech OneRoster CSV tables 1.1.1 (2023) and CSV binding 1.2.1 (2023)",
    options=OneRosterOptions,
    column_map=COLUMN_MAP,
)
