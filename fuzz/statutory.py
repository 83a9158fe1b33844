"""Targets of the readers of statutory data: transfer files and the DfE's extracts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fuzz.target import Target

UPN = ("H801200001001", "Y801200001002", "N801200001003", "C801200001004")
"""The UPNs of the small school's pupils."""

_GOALS = (
    *("COM_E01", "COM_E02", "PSE_E03", "PSE_E04", "PSE_E05", "PHY_E06", "PHY_E07", "LIT_E08"),
    *("LIT_E09", "LIT_E10", "MAT_E11", "MAT_E12", "UTW_E13", "UTW_E14", "UTW_E15", "EXP_E16"),
    "EXP_E17",
)
PROFILE = (
    "FSP_ACADYR,FSP_UPN,FSP_SURNAME,FSP_FORENAME,FSP_DOB,FSP_SEX,"
    + ",".join(f"FSP_{goal}" for goal in _GOALS)
    + f",FSP_GLD\n2025/2026,{UPN[0]},Ade,Ayo,2020-10-01,F,{','.join('2' * 17)},1\n"
    + f"2025/2026,{UPN[1]},Li,Lin,2020-11-13,M,{','.join('121A22222222221')},2,SUPP,0\n"
)
PHONICS = f"""Phonics_ACADYR,Phonics_UPN,Phonics_NCYEARACTUAL,Phonics_PHONICS_MARK,\
Phonics_PHONICS_OUTCOME
2025/2026,{UPN[0]},1,34,Wa
2025/2026,{UPN[1]},2,,A
202526,{UPN[2]},1,41,Wt
"""
KEY_STAGE_1 = f"""ACADYR,UPN,READ_OUTCOME,WRIT_OUTCOME,MATH_OUTCOME,SCI_OUTCOME
2022/2023,{UPN[0]},EXS,WTS,GDS,EXS
2023/2024,{UPN[1]},PK1,HNM,z,
"""
KEY_STAGE_2 = f"""ACADYR,UPN,READSCORE,READOUTCOME,MATSCORE,MATOUTCOME,GPSSCORE,GPSOUTCOME,\
WRITTAOUTCOME,SCITAOUTCOME
2025/2026,{UPN[3]},104,AS,99,NS,120,AS,EXS,EXS
2025/2026,{UPN[2]},,B,SUPP,A,0,N,PKE,HNM
"""
TABLES_CHECK = f"""ACADYR,PupilMatchingRef,UPN,Surname,Forename,Sex,DOB,LA,LA_9Code,ESTAB,LAESTAB,\
URN,ToE_Code,FormMark,PupilStatus,ReasonNotTakingCheck
2025/2026,1,{UPN[2]},O'Brien,Zoe,F,2017-01-13,801,E0,2001,8012001,1,2,25,Complete,
2025/2026,2,{UPN[0]},Ade,Ayo,M,2017-01-14,801,E0,2001,8012001,1,2,,,A
"""


def _assessed(subject: str, method: str, component: str, result: str, more: str = "") -> str:
    return (
        f"<StageAssessment><Locale>ENG</Locale><Year>2026</Year><Subject>{subject}</Subject>"
        f"<Method>{method}</Method><Component>{component}</Component>"
        f"<ResultStatus>R</ResultStatus>{more}<Result>{result}</Result></StageAssessment>"
    )


TRANSFER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<CTfile><Header><DocumentName>Common Transfer File'
    "</DocumentName><CTFversion>25.0</CTFversion><DateTime>2026-07-10T10:00:00</DateTime>"
    "<SourceSchool><LEA>XXX</LEA><Estab>XXXX</Estab><AcademicYear>2025</AcademicYear>"
    f"</SourceSchool></Header><CTFpupilData><Pupil><UPN>{UPN[3]}</UPN><Surname>O'Brien</Surname>"
    "<Forename>Zoe</Forename><DOB>2015-01-13</DOB><Sex>F</Sex><BasicDetails><NCyearActual>6"
    "</NCyearActual></BasicDetails><StageAssessments><KeyStage><Stage>KS2</Stage>"
    + _assessed("ENG", "TT", "REA", "104")
    + _assessed("MAT", "TT", "MAT", "B")
    + _assessed("MAT", "TT", "MTC", "21", "<ResultQualifier>MT</ResultQualifier>")
    + "</KeyStage></StageAssessments></Pupil>"
    + f"<Pupil><UPN>{UPN[0]}</UPN><StageAssessments><KeyStage><Stage>FSP</Stage>"
    + _assessed("COM", "FA", "E01", "2")
    + "</KeyStage></StageAssessments></Pupil><Pupil><StageAssessments/></Pupil>"
    "</CTFpupilData></CTfile>\n"
)
TRANSFER_WORDS = (
    *("<Pupil>", "</Pupil>", "<StageAssessment>", "<KeyStage>", "<Stage>", "KS1", "KS2", "FSP"),
    *("<Result>", "<Year>", "<Subject>", "<Component>", "<Method>", "PHO", "NM", "<![CDATA["),
    *("<!DOCTYPE a [", "<!ENTITY x SYSTEM", "&x;", "&#0;", "]]>", "<!--", "-->", "<?", 'xmlns="'),
    *("CTFversion", "24.0", "encoding='UTF-16'", "<NCyearActual>", "<AcademicYear>", "<DOB>"),
)
OUTCOMES = (
    "SUPP",
    "NE",
    "NA",
    "LOWCOV",
    "c",
    "x",
    "z",
    "AS",
    "NS",
    "HNM",
    "PK1",
    "BLW",
    "2025/2026",
)
DEFINES: dict[str, Any] = {"defines_pupils": True, "academic_year": "2025/26"}


def statutory_targets() -> list[Target]:
    """List the targets of statutory data."""
    extracts = {
        "eyfsp": PROFILE,
        "phonics": PHONICS,
        "key_stage_1": KEY_STAGE_1,
        "key_stage_2": KEY_STAGE_2,
        "mtc": TABLES_CHECK,
    }
    transfer = (TRANSFER.encode(), ("\ufeff" + TRANSFER).encode(), TRANSFER.encode("utf-16"))
    taken: dict[str, Any] = {**DEFINES, "taken_on": dt.date(2026, 5, 12)}
    return [
        *(
            Target(name, name, f"{name}.csv", {}, (seed.encode(),), words=OUTCOMES)
            for name, seed in extracts.items()
        ),
        Target("eyfsp-defines", "eyfsp", "eyfsp.csv", DEFINES, (PROFILE.encode(),)),
        Target("mtc-defines", "mtc", "mtc.csv", taken, (TABLES_CHECK.encode(),), words=OUTCOMES),
        Target("ctf", "ctf", "801_CTF_8012001_001.xml", {}, transfer, words=TRANSFER_WORDS),
        Target("ctf-defines", "ctf", "ctf.xml", DEFINES, transfer, words=TRANSFER_WORDS),
    ]
