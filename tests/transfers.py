"""Common Transfer Files written out in full, so that a test shows exactly what is read."""

from __future__ import annotations

AYO, LIN, ZOE = "Y999123420001", "M999123420002", "B999123420003"
"""UPNs of pupils who do not exist; their check letters are right."""

HEADER = (
    "<DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>"
    "<DateTime>2026-07-10T10:00:00</DateTime>"
    "<SourceSchool><LEA>XXX</LEA><Estab>XXXX</Estab><AcademicYear>2025</AcademicYear>"
    "</SourceSchool>"
)


def assessment(method: str, code: str, result: str, year: str = "2026", **more: str) -> str:
    """Write one StageAssessment; `code` is subject/component, blank elements are omitted."""
    subject, _, component = code.partition("/")
    said = {
        "Locale": "ENG",
        "Year": year,
        "Subject": subject,
        "Method": method,
        "Component": component,
        "ResultStatus": "R",
        **more,
        "Result": result,
    }
    inside = "".join(f"<{name}>{word}</{name}>" for name, word in said.items() if word)
    return f"<StageAssessment>{inside}</StageAssessment>"


def stage(name: str, *assessments: str) -> str:
    """Write one KeyStage."""
    return f"<KeyStage><Stage>{name}</Stage>{''.join(assessments)}</KeyStage>"


def pupil(upn: str, *stages: str, year_group: str = "6", details: str = "") -> str:
    """Write one Pupil, with whatever details of the pupil."""
    number = f"<UPN>{upn}</UPN>" if upn else ""
    basic = f"<BasicDetails><NCyearActual>{year_group}</NCyearActual></BasicDetails>"
    return (
        f"<Pupil>{number}{details}{basic if year_group else ''}"
        f"<StageAssessments>{''.join(stages)}</StageAssessments></Pupil>"
    )


def transfer(*pupils: str, header: str = HEADER, root: str = "CTfile") -> str:
    """Write a whole file, as UTF-8 with its byte-order mark."""
    return (
        f'\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<{root}><Header>{header}</Header>'
        f"<CTFpupilData>{''.join(pupils)}</CTFpupilData></{root.split()[0]}>\n"
    )
