"""Targets of the readers of tables: tidy files, wide marksheets, long lists, results, workbooks."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from fuzz.packing import compressed, join, workbook
from fuzz.school import CURRICULUM, PUPILS
from fuzz.target import Target

JUDGEMENTS = b"""pupil_id,statement_id,assessed_on,recorded_on,judgement,note
00123,R1,2025-12-05,,Secure,
00123,R2,2025-12-05,2025-12-08,NY,"said ""no"", twice"
00124,R1,2025-12-05,,Developing,
00124,M1,2025-12-05,,absent,
"""
TABBED = "pupil_id\tstatement_id\tassessed_on\tjudgement\n00123\tR1\t25/12/2025\tSecure\n"
QUIRKS = (
    b"sep=;\r\npupil_id;statement_id;assessed_on;judgement\r\n00123;R1;05/12/2025;S+\r\n",
    TABBED.encode("utf-16"),
    "\ufeffPupil ID,Statement ID,Assessed On,Judgement\n00123,R1,45996, secure \n\n".encode(),
    b"pupil_id|statement_id|assessed_on|judgement\n00123|R1|Fri, 5 Dec 2025|Zo\xeb\n",
    b"pupil_id,statement_id,assessed_on,judgement\r00123,R1,2025-12-05\r00123,R1,1,2,3\r",
    b'pupil_id,statement_id,assessed_on,judgement\n"00123","R1","2025-12-05","Se\ncure"\n',
)
OVERALL = b"""pupil_id,subject,assessed_on,attainment,progress
00123,Reading,2025-12-05,EXS,EXP+
00124,maths,2025-12-05,WTS,
"""
RESULTS = b"""pupil_id,assessment,subject,taken_on,score,outcome
00123,Phonics screening check,Reading,2025-06-10,34,
00124,KS2 scaled score,Maths,2026-05-12,,AS
00125,Reading age,Reading,2026-05-12,12:04,
"""
BOOKS = b"""pupil_id,statement_id,subject,looked_on,seen,where,seed
00123,R1,Reading,2025-12-09,"seen, and secure",page 14,4821
00124,,Reading,2025-12-09,seen in part,,
"""
CONVERSATIONS = b"""pupil_id,subject,on,teacher_said,action,review_on
00123,Reading,2025-12-05,reads at home,"listen, weekly",2026-02-13
"""
NATIONAL = b"""assessment,subject,year,group,share,source
KS2 scaled score,Reading,2025,all,75%,DfE
KS2 scaled score,Maths,2025,all,0.74,
"""
WIDE = """Example Primary,,,,\nSpring term,,,,
Adm No,Name,Reading R1,Maths M1,Reading
00123,Ayo,Secure,NY,EXS
00124,"Lin, Zo\u00eb",absent,S+,WTS
Total,2,,,
"""
WIDE_OPTIONS: dict[str, Any] = {
    "pupil": {"pupil_id": "Adm No", "name": "Name"},
    "patterns": {".* ([RM][0-9])": {"holds": "judgement", "statement": "{1}"}},
    "columns": {"Reading": {"holds": "overall", "subject": "Reading"}},
    "on": dt.date(2025, 12, 5),
}
WIDE_DEFINES: dict[str, Any] = {
    "pupil": {
        "upn": "Pupil UPN",
        "name": ["Pupil Forename", "Pupil Surname"],
        "year_group": "Pupil Year",
    },
    "columns": {
        "Autumn Score": {
            "holds": "score",
            "assessment": "Test",
            "subject": "Reading",
            "on_column": "Autumn Date",
            "outcome": "Autumn Outcome",
        }
    },
    "academic_year": "2025/26",
    "recorded_on_column": "Autumn Entered",
    "header_rows": 2,
    "footer": 1,
}
DEFINES = """Pupil,,,,Autumn,,,
UPN,Forename,Surname,Year,Score,Date,Outcome,Entered
H801200001001,Ayo,Ade,Year 3,104,05/12/2025,,06/12/2025
Y801200001002,Lin,Li,R,99,25/12/2025,A,25/12/2025
end,,,,,,,
"""
LONG = b"""Pupil;Ladder step;Date;Level;Comment
00123;R1;05.12.2025;Secure;fine
00124;M1;25.12.2025;NY;
"""
LONG_OPTIONS: dict[str, Any] = {
    "holds": "judgement",
    "columns": {
        "pupil_id": "Pupil",
        "statement_id": "Ladder step",
        "assessed_on": "Date",
        "judgement": "Level",
        "note": "Comment",
    },
}
PUPIL_OPTIONS: dict[str, Any] = {
    "holds": "pupil",
    "columns": {
        "pupil_id": "Adm",
        "upn": "UPN",
        "year_group": "Year",
        "date_of_birth": "DOB",
        "sen": "SEN",
        "disadvantaged": "PP",
        "joined_on": "Joined",
        "left_on": "Left",
    },
    "constants": {"academic_year": 2026},
}
PUPIL_LIST = b"""Adm,UPN,Year,DOB,SEN,PP,Joined,Left
00123,H801200001001,Year 3,21/02/2018,K,Y,,
00124,Y801200001002,Y3,13/09/2017,no SEN,no,23/09/2025,17/12/2025
00125,N801200001003,Reception,2021-01-01,EHCP,1,,
"""
PUPIL_TWICE = PUPIL_LIST.replace(b"00125,N801200001003", b"00124,Y801200001002")
WAREHOUSE = b"""student_id,school_id,teacher_id,class_id,date,assessment_type,subject,score
00123,9352001,,,2025-12-05,Pri: Reading,Reading,104
00124,9352001,T1,3A,2025-12-05,Pri TA: History,History,EXS
00125,9352001,,,2025-12-05,Reading age,Reading,12:04
00126,9352001,,,2025-12-05,EY01: LAU,Reading,0
"""
SHEET = """<?xml version="1.0"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<dimension ref="A1:E4"/><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
<c r="C1" t="inlineStr"><is><t>Reading R1</t></is></c><c r="D1" t="str"><v>Maths M1</v></c>
<c r="E1" t="s"><v>2</v></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>00123</t></is></c><c r="B2"/>
<c r="C2" t="str"><v>Secure</v></c><c r="D2" t="e"><v>#DIV/0!</v></c>
<c r="E2" t="str"><f>A1</f><v>EXS</v></c></row>
<row r="4"><c r="A4"><v>124</v></c><c r="C4" s="1"><v>45996</v></c><c r="D4" t="b"><v>1</v></c>
<c r="E4" t="d"><v>2025-12-05T00:00:00</v></c></row></sheetData>
<mergeCells count="1"><mergeCell ref="C1:D1"/></mergeCells></worksheet>"""
EPOCH = """<?xml version="1.0"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<workbookPr date1904="1"/><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"""
SHEET_WORDS = (
    *('<c r="', ' t="s"', ' t="n"', ' t="b"', ' t="d"', ' t="e"', ' s="1"', ' s="2"'),
    *('<row r="', "<mergeCell ref=", "A1:XFD1", "XFD1048576", "<is><t>", "<f>", "<dimension ref="),
    *("60", "-1", "2958466", "1e300", "0.99999999", 'xml:space="preserve"', "<!--"),
    *("<v>", "</v>", "&#0;", "&amp;"),
)


LONG_JSON = b"""{"judgements": [
{"Pupil": "00123", "Ladder step": "R1", "Date": "2025-12-05", "Level": "Secure", "Comment": null},
{"Pupil": 124, "Ladder step": "M1", "Date": "2025-12-05", "Level": "NY", "Comment": "x"}]}"""
WIDE_JSON = b"""[{"Adm No": "00123", "Name": "Ayo", "Reading R1": "Secure", "Reading": "EXS"},
{"Adm No": "00124", "Name": "Lin", "Reading R1": null, "Reading": 1.5, "more": {"a": [1]}}]"""
JSON_WORDS = (
    *("null", "true", "[]", "{}", '"Pupil":', '"Level":', "1e999", "NaN", "-0", '"\\ud800"', "},{"),
    *('{"a": 1, "a": 2}', "[[[[", "0.1", "12345678901234567890"),
)


def _parquet() -> bytes:
    table = pa.table(
        {
            "pupil_id": ["00123", None],
            "statement_id": pa.array(["R1", "R2"]).dictionary_encode(),
            "assessed_on": pa.array([dt.date(2025, 12, 5), None]),
            "judgement": ["Secure", "NY"],
        }
    )
    stream = io.BytesIO()
    parquet.write_table(table, stream, compression="none")
    return stream.getvalue()


def table_targets() -> list[Target]:
    """List the targets of tables."""
    tidy = {
        "judgements": (JUDGEMENTS, *QUIRKS),
        "pupils": (PUPILS,),
        "curriculum": (CURRICULUM,),
        "overall": (OVERALL,),
        "results": (RESULTS,),
        "conversations": (CONVERSATIONS,),
        "books": (BOOKS,),
        "national": (NATIONAL,),
    }
    seeds = {name: given[0].decode().split("\n", 1)[0].split(",") for name, given in tidy.items()}
    wide = (WIDE.encode(), WIDE.encode("utf-16-le"), WIDE.replace(",", "\t").encode("cp1252"))
    return [
        *(
            Target(f"tidy-{name}", "tidy", f"{name}.csv", {}, given, words=tuple(seeds[name]))
            for name, given in tidy.items()
        ),
        Target("tidy-unnamed", "tidy", "export.csv", {}, tuple(each[0] for each in tidy.values())),
        Target("tidy-packed", "tidy", "judgements.csv.gz", {}, (JUDGEMENTS,), compressed),
        Target("tidy-gzip", "tidy", "judgements.csv.gz", {}, (compressed(JUDGEMENTS),)),
        Target("tidy-parquet", "tidy", "judgements.parquet", {}, (_parquet(),)),
        Target("wide", "wide", "marks.csv", WIDE_OPTIONS, wide, words=("Adm No", "Reading R1")),
        Target("wide-defines", "wide", "marks.csv", WIDE_DEFINES, (DEFINES.encode(),)),
        Target(
            "wide-sheet",
            "wide",
            "marks.xlsx",
            WIDE_OPTIONS,
            (SHEET.encode(), join({"xl/worksheets/sheet1.xml": SHEET, "xl/workbook.xml": EPOCH})),
            workbook,
            SHEET_WORDS,
        ),
        Target("wide-zip", "wide", "marks.xlsx", WIDE_OPTIONS, (workbook(SHEET.encode()),)),
        Target("long", "long", "list.csv", LONG_OPTIONS, (LONG,), words=("Ladder step", "Level")),
        Target("long-json", "long", "list.json", LONG_OPTIONS, (LONG_JSON,), words=JSON_WORDS),
        Target("wide-json", "wide", "marks.json", WIDE_OPTIONS, (WIDE_JSON,), words=JSON_WORDS),
        Target("long-pupils", "long", "list.csv", PUPIL_OPTIONS, (PUPIL_LIST, PUPIL_TWICE)),
        Target("results", "results", "warehouse.csv", {}, (WAREHOUSE, RESULTS)),
    ]
