"""The records of a Common Transfer File: each assessment a result, each pupil known by a UPN.

What is refused is counted record by record, so that the file's account adds up; what is kept
without being understood is listed with its count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ladders_analysis.exports.contract import COLUMN, ROW, UPN
from ladders_analysis.exports.dfe.ctf_codes import ENGLAND, QUALIFIERS, RESULT, Code, held_by
from ladders_analysis.exports.dfe.ctf_xml import Pupil
from ladders_analysis.exports.dfe.key_stage_1 import optional_note
from ladders_analysis.exports.dfe.mtc import ASSESSMENT as TABLES_CHECK
from ladders_analysis.exports.dfe.mtc import no_standard_note
from ladders_analysis.exports.dfe.records import not_taken
from ladders_analysis.exports.dfe.values import Held, Value, is_number, read_value
from ladders_analysis.exports.dfe.year import ResultDays, primary_year_group, year_ending
from ladders_analysis.report import Problem

CODE = ("stage", "method", "subject", "component")
LONGEST = 40
"""Characters of a code that are shown; a code has three."""
SHOWN = 20
"""Different codes that are listed in a note; the others are counted."""


class Reading:
    """The records of one file, what was refused and what is to be counted.

    Parameters
    ----------
    file
        The file's name.
    days
        The days that its results stand on.
    ends
        The academic year of the pupils by its end, None where the file is not to define them.
    """

    def __init__(self, file: str, days: ResultDays, ends: int | None) -> None:
        self.file = file
        self.days = days
        self.ends = ends
        self.results: list[dict[str, object]] = []
        self.pupils: list[dict[str, object]] = []
        self.problems: list[Problem] = []
        self.refused = 0
        self.described = 0
        self.silent = 0
        self.joined = 0
        self.not_listed: Counter[str] = Counter()
        self.qualifiers: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.key_stage_1: list[int | None] = []

    def take(self, pupil: Pupil) -> None:
        """Take the records of one pupil."""
        self.described += 1
        self.silent += not pupil.entries
        upn = pupil.details.get("upn", "")
        if not upn:
            remedy = "ask the school that sent it for the UPN: nothing else tells who it is"
            records = len(pupil.entries) + (self.ends is not None)
            self._refuse(pupil, "UPN", "no UPN", remedy, max(records, 1))
            return
        understood = [self._entry(pupil, upn, entry) for entry in pupil.entries]
        self._join([result for result in understood if result is not None])
        if self.ends is not None:
            self._pupil(pupil, upn, self.ends)

    def _entry(self, pupil: Pupil, upn: str, entry: Mapping[str, str]) -> dict[str, object] | None:
        """Take one assessment, and return its record where its code is in the table."""
        code = Code(*(entry.get(name, "") for name in CODE))
        where = _short(code.written)
        result, ends = entry.get("result", ""), year_ending(entry.get("year", ""))
        if not code.stage or not code.subject:
            remedy = "an assessment needs a Stage and a Subject: export the file again"
            self._refuse(pupil, where, "assessment without stage or subject", remedy)
            return None
        if not result:
            remedy = "an assessment needs a Result; leave it out where there is none"
            self._refuse(pupil, where, "assessment without a result", remedy)
            return None
        if ends is None:
            remedy = "Year is the one in which the academic year ends, such as 2026"
            self._refuse(pupil, where, "assessment without a year", remedy)
            return None
        held = held_by(code, entry.get("locale", "").upper(), entry.get("resultqualifier", ""))
        value = _as_written(result) if held is None else read_value(result, held)
        if value.rule and held is not None:
            self._refuse(pupil, where, value.rule, f"allowed for {held.allows}")
            return None
        self._count(code, entry, held, value, ends)
        assessment = code.written if held is None else held.assessment
        status = entry.get("resultstatus", "").upper()
        if status not in ("", RESULT):
            assessment += f" (status {status})"
        record: dict[str, object] = {
            "pupil_id": upn,
            "assessment": assessment,
            "subject": code.subject if held is None else held.subject,
            "taken_on": self.days.day(ends).isoformat(),
            "score": value.score,
            "outcome": value.outcome,
            UPN: upn,
            COLUMN: where,
            ROW: pupil.place,
        }
        self.results.append(record)
        return None if held is None else record

    def _join(self, results: list[dict[str, object]]) -> None:
        """Give a mark its outcome, and the outcome its mark, where they come as two assessments.

        Both then say the same, and one of them is counted as an exact duplicate.
        """
        same: dict[tuple[object, ...], list[dict[str, object]]] = {}
        for result in results:
            key = (result["assessment"], result["subject"], result["taken_on"])
            same.setdefault(key, []).append(result)
        for told in same.values():
            scores = [result for result in told if result["score"]]
            outcomes = [result for result in told if result["outcome"]]
            if len(told) == 2 and len(scores) == 1 and len(outcomes) == 1:
                scores[0]["outcome"] = outcomes[0]["outcome"]
                outcomes[0]["score"] = scores[0]["score"]
                self.joined += 1

    def _count(
        self,
        code: Code,
        entry: Mapping[str, str],
        held: Held | None,
        value: Value,
        ends: int | None,
    ) -> None:
        """Count what is kept without being understood."""
        where = _short(code.written)
        locale = entry.get("locale", "").upper()
        if held is None:
            country = "" if locale in ("", ENGLAND) else f", locale {_short(locale)}"
            self.not_listed[f"{where} {_short(code.method)}{country}".strip()] += 1
        elif not value.known:
            self.unknown[where] += 1
        qualifier = entry.get("resultqualifier", "")
        if qualifier and qualifier not in QUALIFIERS:
            self.qualifiers[_short(qualifier)] += 1
        status = entry.get("resultstatus", "").upper()
        if status not in ("", RESULT):
            self.statuses[_short(status)] += 1
        if held is not None and held.assessment.startswith("KS1"):
            self.key_stage_1.append(ends)

    def _pupil(self, pupil: Pupil, upn: str, ends: int) -> None:
        """Take the pupil whom the file describes."""
        details = pupil.details
        word = details.get("year_group", "")
        year_group = primary_year_group(word)
        if year_group is None:
            rule = "year group outside Reception to Year 6" if word else "no year group"
            remedy = (
                "the toolkit keeps Reception (R) to Year 6: nursery and older pupils are left out"
                if word
                else "the file gives no NCyearActual: list the pupil in pupils.csv instead"
            )
            self._refuse(pupil, "NCyearActual", rule, remedy)
            return
        names = (details.get("forename", ""), details.get("surname", ""))
        self.pupils.append(
            {
                "pupil_id": upn,
                "academic_year": str(ends),
                "year_group": str(year_group),
                "upn": upn,
                "name": " ".join(name for name in names if name),
                "sex": details.get("sex") or details.get("gender", ""),
                "date_of_birth": details.get("date_of_birth", ""),
                "former_upn": details.get("former_upn", ""),
                COLUMN: "",
                ROW: pupil.place,
            }
        )

    def _refuse(self, pupil: Pupil, column: str, rule: str, remedy: str, count: int = 1) -> None:
        self.refused += count
        self.problems.append(
            Problem(self.file, rule, "refused", remedy, row=pupil.place, column=column, count=count)
        )

    def counted(self) -> list[Problem]:
        """Say what was kept without being understood, and what was passed over."""
        said = [
            Problem(self.file, rule, "note", _listed(found) + tail, column=column, count=count)
            for found, rule, column, tail in (
                (
                    self.not_listed,
                    "codes that the reader's table does not have",
                    "StageAssessment",
                    ": kept under their codes, as written",
                ),
                (
                    self.qualifiers,
                    "qualifiers whose meaning is not known",
                    "ResultQualifier",
                    ": the results are read without regard to it",
                ),
                (
                    self.statuses,
                    "status other than a result",
                    "ResultStatus",
                    ": kept under an assessment of its own, so that it is not taken for a result",
                ),
            )
            if (count := found.total())
        ]
        said += [
            Problem(
                self.file,
                "code that the DfE's guidance does not list",
                "warning",
                "kept as an outcome, as written; look what it means before counting it",
                column=where,
                count=count,
            )
            for where, count in self.unknown.items()
        ]
        for count, rule, remedy in (
            (self.silent, "pupils without any assessment", ""),
            (
                self.joined,
                "a mark and its outcome come as two assessments",
                "they are one result; the second counts as an exact duplicate",
            ),
        ):
            if count:
                said.append(Problem(self.file, rule, "note", remedy, count=count))
        if self.ends is None and self.described:
            said.append(not_taken(self.file, self.described))
        said += optional_note(self.file, self.key_stage_1)
        checks = sum(str(row["assessment"]).startswith(TABLES_CHECK) for row in self.results)
        return [*said, no_standard_note(self.file, checks)] if checks else said


def _as_written(result: str) -> Value:
    """Take a result whose assessment is not known: a number is a score, all else an outcome."""
    return Value(score=result) if is_number(result) else Value(outcome=result)


def _short(word: str) -> str:
    return word if len(word) <= LONGEST else word[:LONGEST] + "…"


def _listed(found: Counter[str]) -> str:
    """List codes with their counts, the commonest first."""
    shown = ", ".join(f"{code} ({count})" for code, count in found.most_common(SHOWN))
    more = len(found) - SHOWN
    return shown + (f" and {more} more" if more > 0 else "")
