"""What the entries of a Common Transfer File are called in `results`.

An entry is known by its stage, method, subject and component. Those listed here are read; all
others are kept under their codes, as written.

References
----------
DfE, Common transfer file 25 specification and common basic data set (2025); the multiplication
tables check's own code for its entries. Verified: ENG/REA, ENG/WRI, MAT/MAT, PHO/PHO, MAT/MTC and
the early learning goals. Unverified, so that a school should look at its first file: GPS/GPS,
SCI/SCI, and whether the profile's stage is written FSP or EYF.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ladders_analysis.exports.dfe import eyfsp, key_stage_1, key_stage_2, mtc, phonics
from ladders_analysis.exports.dfe.values import Held

VERSIONS = ("24", "25")
"""The versions that this reader was written for."""

TASK_OR_TEST, TEACHER, FINAL = "TT", "TA", "FA"
"""Methods: task or test, teacher assessment, final assessment."""

RESULT = "R"
"""The status of a result, as against a target or an estimate."""

MARK = "NM"
"""The qualifier of a mark, as against a scaled score."""

QUALIFIERS: Mapping[str, str] = {MARK: "mark", "MT": "mark in the tables check", "FD": "profile"}
"""Qualifiers whose meaning is known; others are counted in a note."""

ENGLAND = "ENG"
"""The locale whose codes these are."""


class Code(NamedTuple):
    """What an entry is known by."""

    stage: str
    method: str
    subject: str
    component: str

    @property
    def written(self) -> str:
        """The code as it is written in notes and, where it is unknown, in `results`.

        Examples
        --------
        >>> Code("KS2", "TT", "ENG", "REA").written
        'KS2 ENG/REA'
        """
        return f"{self.stage} {self.subject}/{self.component}".strip()


ENTRIES: Mapping[Code, Held] = {
    **{
        Code(stage, method, area, name): eyfsp.goal(name)
        for name, (area, _) in eyfsp.GOALS.items()
        for stage in ("FSP", "EYF")
        for method in (FINAL, TEACHER)
    },
    Code("KS1", TEACHER, "PHO", "PHO"): phonics.CHECK,
    Code("KS1", TASK_OR_TEST, "PHO", "PHO"): phonics.CHECK,
    Code("KS1", TEACHER, "ENG", "REA"): key_stage_1.teacher_assessment("Reading"),
    Code("KS1", TEACHER, "ENG", "WRI"): key_stage_1.teacher_assessment("Writing"),
    Code("KS1", TEACHER, "MAT", "MAT"): key_stage_1.teacher_assessment("Maths"),
    Code("KS1", TEACHER, "SCI", "SCI"): key_stage_1.teacher_assessment("Science"),
    Code("KS2", TASK_OR_TEST, "ENG", "REA"): key_stage_2.scaled_score("Reading"),
    Code("KS2", TASK_OR_TEST, "MAT", "MAT"): key_stage_2.scaled_score("Maths"),
    Code("KS2", TASK_OR_TEST, "GPS", "GPS"): key_stage_2.scaled_score(key_stage_2.GRAMMAR),
    Code("KS2", TASK_OR_TEST, "ENG", "GPS"): key_stage_2.scaled_score(key_stage_2.GRAMMAR),
    Code("KS2", TEACHER, "ENG", "REA"): key_stage_2.teacher_assessment("Reading"),
    Code("KS2", TEACHER, "ENG", "WRI"): key_stage_2.teacher_assessment("Writing"),
    Code("KS2", TEACHER, "MAT", "MAT"): key_stage_2.teacher_assessment("Maths"),
    Code("KS2", TEACHER, "SCI", "SCI"): key_stage_2.teacher_assessment("Science"),
    Code("KS2", TASK_OR_TEST, "MAT", "MTC"): mtc.CHECK,
}
"""The entries that are read, and what each holds."""

COLUMN_MAP: Mapping[str, str] = {
    "upn": "UPN",
    "surname": "Surname",
    "forename": "Forename",
    "date_of_birth": "DOB",
    "sex": "Sex",
    "year_group": "NCyearActual",
    "former_upn": "FormerUPN",
}
"""What is read of a pupil -> its element; `Sex` was `Gender` before version 25."""


def held_by(code: Code, locale: str, qualifier: str) -> Held | None:
    """Return what an entry holds, None where its code is not in the table.

    Parameters
    ----------
    code
        What it is known by.
    locale
        The country whose assessment it is; blank means England.
    qualifier
        How the result is expressed.

    Notes
    -----
    A mark in a key stage 2 test is not a scaled score, though it may look like one: it is kept as
    "KS2 test mark".

    Examples
    --------
    >>> held_by(Code("KS2", "TT", "MAT", "MAT"), "ENG", "NM").assessment
    'KS2 test mark'
    """
    known = Code(*(part.upper() for part in code))
    held = ENTRIES.get(known) if locale in ("", ENGLAND) else None
    if held is not None and held.marks == (80, 120) and qualifier == MARK:
        return Held("KS2 test mark", held.subject, (0, 200), held.codes)
    return held
