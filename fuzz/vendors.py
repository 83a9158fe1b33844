"""Targets of the readers of vendors' exports, publishers' scores and a trust's warehouse."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fuzz.statutory import UPN
from fuzz.target import Target

SUMMARY = f"""Learning Ladders Assessment Summary,,,,,
Subject: Reading,,,,,
UPN,Class,Autumn 1 Attainment,Autumn 1 Progress,Aut2 Attainment,Spring 1 Attainment
{UPN[0]},3A,WTS,good,EXS,64%
{UPN[1]},3A,EXS,,,71.5 %
"""
BY_STATEMENT = f"""UPN,Class,Statement ID,Date,Judgement
{UPN[0]},3A,R1,2025-12-05,Secure
{UPN[1]},3A,M1,2025-12-05,NY
"""
BROMCOM = """Admission No,Name,TA$Autumn$Year 3$Reading,TA$Spring$Year 3$Reading,\
Progress$Autumn$Year 3$Reading,Scaled$Autumn$Year 3$Maths,Effort$Autumn$Year 3$Maths
00123,Ayo B,3EXS,2EXS,good,103,A
00124,Lin C,3WTS,,slow,97,
"""
WRITING = f"""QR Code,First Name,Last Name,DOB,Gender,Group,Pupil Premium,Year Group,UPN,Mark,\
Scaled Score,Scaled Score SE
1,Ayo,Ade,13/01/2018,F,3A,Y,3,{UPN[0]},31,512,8.1
2,Lin,Li,2018-02-03,M,3A,N,3,{UPN[1]},,,
"""
LISTED = f"""UPN,Assessment,Subject,Result Type,Result,Date
{UPN[0]},Autumn paper,Maths,RAW SCORE,31,13/12/2025
{UPN[0]},Autumn paper,Maths,GLOBAL STD SCORE,104,13/12/2025
{UPN[1]},Autumn paper,Maths,RAW %,77%,13/12/2025
"""
SPREAD = f"""UPN,Assessment,Subject,Date,GLOBAL SMARTGRADE,RAW SCORE,GLOBAL % RANK
{UPN[0]},Autumn paper,Maths,13/12/2025,B,31,12
"""
WAREHOUSE = """student_id,school_id,teacher_id,class_id,year_group,academic_year,date,\
assessment_type,subject,score
00123,9352001,,,3,2026,2025-12-05,Attainment,Pri: Reading,EXS
00124,9352001,T1,3A,3,2026,2025-12-05,Progress,Pri TA: History,EXP-
00125,9352001,,,4,2026,2025-12-05,On track,Reading,++
00125,9352001,,,4,2026,2025-12-05,Reading age,Reading,12:04
00126,9352001,,,6,2026,2025-12-05,Scaled,EY01: LAU,0
00126,9352001,,,6,2026,2025-12-05,Scaled,Maths,722025
"""
TYPES: dict[str, Any] = {
    "types": {"Scaled": "scaled", "Progress": "progress"},
    "subjects": {"Pri: Reading": "Reading"},
    "strip_year_group": True,
    "defines_pupils": True,
}
TAKEN: dict[str, Any] = {"taken_on": dt.date(2025, 12, 5)}


def vendor_targets() -> list[Target]:
    """List the targets of vendors' exports."""
    ladders = (SUMMARY.encode(), BY_STATEMENT.encode())
    return [
        Target(
            "learning_ladders",
            "learning_ladders",
            "summary.csv",
            {"academic_year": 2026},
            ladders,
            words=("Spring 2 Attainment", "Aut1 Progress", "Subject: Maths", "64%", "Summer 2"),
        ),
        Target(
            "bromcom",
            "bromcom",
            "year 3.csv",
            {"academic_year": 2026},
            (BROMCOM.encode(),),
            words=("TA$Summer$Year 3$Maths", "$", "3EXS", "3GDS", "Year 4"),
        ),
        Target("no_more_marking", "no_more_marking", "writing.csv", TAKEN, (WRITING.encode(),)),
        Target(
            "smartgrade", "smartgrade", "smartgrade.csv", {}, (LISTED.encode(), SPREAD.encode())
        ),
        Target(
            "smartgrade-taken", "smartgrade", "s.csv", TAKEN, (SPREAD.encode(), LISTED.encode())
        ),
        Target(
            "trust_results",
            "trust_results",
            "warehouse.csv",
            {},
            (WAREHOUSE.encode(),),
            words=("EXP+", "--", "++", "Reading age", "On track", "Pri TA: "),
        ),
        Target("trust_results-types", "trust_results", "w.csv", TYPES, (WAREHOUSE.encode(),)),
    ]
