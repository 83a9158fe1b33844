"""Two OneRoster bundles, one of each version, small enough to be worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from bundles import raw, zipped

from ladders_analysis.calendar import Calendar
from ladders_analysis.exports.contract import Extract
from ladders_analysis.exports.oneroster.reader import read_oneroster

NUMBER = "8c0b27a2-d7cc-11e8-824f-0242ac16000"
"""The beginning of the GUIDs of three CASE items, of which the last figure differs."""

VERSION_1_1 = {
    "manifest.csv": (
        "propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.1\r\n"
        "file.users,bulk\r\nfile.orgs,bulk\r\nfile.courses,bulk\r\nfile.demographics,absent\r\n"
        "source.systemName,Example\r\n"
    ),
    "orgs.csv": (
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\r\n"
        "o1,active,,Example Primary,school,935/2001,t1\r\n"
        "t1,active,,Example Trust,district,,\r\n"
    ),
    "academicSessions.csv": (
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\r\n"
        "y1,active,,2025–26,schoolYear,2025-09-03,2026-07-22,,2026\r\n"
        "s1,active,,Autumn,term,2025-09-03,2025-12-20,y1,2026\r\n"
        "y0,active,,2024–25,schoolYear,2024-09-03,2025-07-22,,2025\r\n"
    ),
    "classes.csv": (
        "sourcedId,status,dataLastModified,title,grades,courseSourcedId,classCode,classType,"
        "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\r\n"
        'c3,active,,3 Oak,03,,,homeroom,,o1,"s1,y1",,,\r\n'
        "cm,active,,Maths set 2,,k1,,scheduled,,o1,s1,,,\r\n"
        "c2,active,,2 Elm,02,,,homeroom,,o1,y0,,,\r\n"
        'cx,tobedeleted,,3 Ash,03,,,homeroom,,o1,y1,"Art",,\r\n'
    ),
    "courses.csv": (
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grade,"
        "orgSourcedId,subjects,subjectCodes\r\n"
        "k1,active,,y1,Mathematics in Year 3,,,o1,Maths,\r\n"
    ),
    "users.csv": (
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,"
        "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,"
        "ext_house\r\n"
        'u1,,,true,o1,student,ayo,"{LDAP:ayo},{UPN:B801200005001}",Ayo,Bell,,4711,'
        "ayo@example.org,,,,03,secret,red\r\n"
        'u2,active,,true,"o1,t1",student,lin,,Lin,Chan,,P207000016049,,,,,,secret,\r\n'
        'u3,inactive,,true,o1,student,zoe,,Zoë,"O’Brien, jr",,12,,,,,KG,,\r\n'
        "u4,tobedeleted,,true,o1,student,bo,,Bo,Dee,,13,,,,,03,,\r\n"
        "u5,active,,true,o1,student,cy,,Cy,Eze,,14,,,,,UG,,\r\n"
        "u6,active,,true,o1,student,di,,Di,Fox,,15,,,,,10,,\r\n"
        "v1,active,,true,o1,teacher,ms,,Ada,Hill,,T1,,,,,03,,\r\n"
        "v2,active,,true,o1,parent,dad,,Sam,Bell,,P1,,,,,,,\r\n"
        "u7,active,,true\r\n"
        "v3,active,,true,o1,,x,,Jo,Jay,,X1,,,,,03,,\r\n"
    ),
    "demographics.csv": (
        "userSourcedId,status,dateLastModified,birthdate,sex,asian\r\n"
        "u1,active,,2018-01-15,female,false\r\nu2,active,,2018-02-20,male,true\r\n"
    ),
    "enrollments.csv": (
        "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,status,dateLastModified,"
        "primary,beginDate,endDate\r\n"
        "e1,c3,o1,u1,student,active,,,2025-09-03,2026-07-22\r\n"
        "e2,cm,o1,u1,student,active,,,2025-11-03,\r\n"
        "e3,c3,o1,u2,student,active,,,2025-11-05,2026-03-02\r\n"
        "e4,c2,o1,u2,student,active,,,2024-09-03,2025-07-22\r\n"
        "e5,cx,o1,u3,student,active,,,,\r\n"
        "e6,c3,o1,v1,teacher,active,,,,\r\n"
        "e7,c3,o1,u5,student,tobedeleted,,,,\r\n"
        "e8,c3,o1,v2,student,active,,,,"
    ),
    "readme.txt": "made by hand",
}
"""Version 1.1, with the quirks of real bundles. Ten users:

u1  Year 3 by her own grade, 2026 by her class; two classes of which one is a homeroom
u2  no grade of his own: Year 3 by the homeroom of the latest year
u3  Reception; her class is withdrawn, and the sessions say two years: no academic year
u4  withdrawn; u5 no year group; u6 above Year 6; u7 is cut short; v3 has no role
v1  a teacher; v2 a parent, though enrolled as a student
"""

GRADEBOOK = {
    "categories.csv": "sourcedId,status,dateLastModified,title,weight\ng1,active,,Reading,1\n",
    "lineItems.csv": (
        "title,sourcedId,status,dateLastModified,description,assignDate,dueDate,classSourcedId,"
        "categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId\n"
        "Arithmetic test,l1,active,,,,,cm,g1,s1,0,40,o1\n"
        "Spelling,l2,active,,,,,c3,g1,s1,0,20,o1\n"
        "Old test,l3,tobedeleted,,,,,c3,g1,s1,0,20,o1\n"
    ),
    "results.csv": (
        "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,"
        "scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing\n"
        "r1,active,,l1,u1,fully graded,31,2025-12-05,well done,,cm,,,true,\n"
        "r2,,,l1,u2,exempt,,2025-12-05,,,cm,,,,\n"
        "r3,active,,l1,u3,not submitted,0,2025-12-05,,,cm,,,,\n"
        "r4,active,,l2,u1,fully graded,0,2025-12-08T23:30:00Z,,,c3,,,,\n"
        "r5,active,,l2,u2,fully graded,18,2025-12-08,,EXS,c3,,,,\n"
        "r6,active,,l3,u1,fully graded,9,2025-12-08,,,c3,,,,\n"
        "r7,tobedeleted,,l2,u3,fully graded,9,2025-12-08,,,c3,,,,\n"
        "r8,active,,l2,u3,partially graded,,2025-12-08,,,c3,,true,,\n"
        "r9,active,,l2,u3,,,2025-12-09,,,c3,,,,true\n"
    ),
}

VERSION_1_2 = {
    "Export/orgs.csv": (
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
        "o1,active,2025-12-06T10:00:00Z,Example Primary,school,,\n"
    ),
    "Export/academicSessions.csv": (
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n"
        "y1,active,,Year,schoolYear,2025-09-01,2026-09-01,,\n"
    ),
    "Export/classes.csv": (
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
        "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
        "c3,active,,3 Oak,03,,,homeroom,,o1,y1,,,\n"
    ),
    "Export/users.csv": (
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,"
        "userMasterIdentifier,resourceSourcedIds,prefferedGivenName,preferredMiddleName,"
        "preferredFamilyName,primaryOrgSourcedId,pronouns\n"
        "u1,active,,true,ayo,,Ayo,Bell,,00123,,,,,,,,,,,,o1,\n"
        "u2,active,,true,lin,,Lin,Chan,,00124,,,,,,,,,,,,o1,\n"
        "v1,active,,true,ms,,Ada,Hill,,T1,,,,,,,,,,,,o1,\n"
    ),
    "Export/roles.csv": (
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
        "orgSourcedId,userProfileSourcedId\n"
        "p1,active,,u1,primary,student,,,o1,\np2,active,,u2,primary,student,,,o1,\n"
        "p3,active,,v1,primary,teacher,,,o1,\n"
    ),
    "Export/userProfiles.csv": "sourcedId,status,username,password\np,active,ayo,secret\n",
    "Export/enrollments.csv": (
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,"
        "primary,beginDate,endDate\n"
        "e1,active,,c3,o1,u1,student,,,\ne2,active,,c3,o1,u2,student,,,\n"
    ),
    "Export/lineItems.csv": (
        "sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,"
        "categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId\n"
        "l1,active,,Reading in autumn,,,,c3,,y1,0,2,o1\n"
        "l2,active,,Number,,,,c3,,y1,0,2,o1\n"
    ),
    "Export/results.csv": (
        "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,"
        "scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing\n"
        "r1,active,2025-12-06T10:00:00Z,l1,u1,fully graded,2,2025-12-05,fluent,,c3,,,,\n"
        "r2,active,,l1,u2,fully graded,1,2025-12-05,,Developing,c3,,,,\n"
        "r3,active,,l2,u1,fully graded,17,2025-12-05,,,c3,,,,\n"
        "r4,active,,l2,u2,exempt,,2025-12-05,,,c3,,,,\n"
    ),
    "Export/scoreScales.csv": (
        "sourcedId,status,dateLastModified,title,type,orgSourcedId,courseSourcedId,classSourcedId,"
        "scoreScaleValue\n"
        'x1,active,,Ours,ordinal,o1,,,"{0:Not yet},{1:Developing},{2:Secure}"\n'
        'x2,active,,Marks,ordinal,o1,,c3,"{0-9:Not yet},{10-20:Secure}"\n'
    ),
    "Export/lineItemScoreScales.csv": (
        "sourcedId,status,dateLastModified,title,lineItemSourcedId,scoreScaleSourcedId\n"
        "z1,active,,,l1,x1\n"
    ),
    "Export/resultScoreScales.csv": (
        "sourcedId,status,dateLastModified,title,resultSourcedId,scoreScaleSourcedId\n"
    ),
    "Export/lineItemLearningObjectiveIds.csv": (
        "sourcedId,status,dateLastModified,lineItemSourcedId,source,learningObjectiveId\n"
        f"w1,active,,l1,case,urn:uuid:{NUMBER}1\n"
    ),
    "Export/resultLearningObjectiveIds.csv": (
        "sourcedId,status,dateLastModified,resultSourcedId,source,learningObjectiveId,score,"
        "textScore\n"
        f"t1,active,,r1,case,https://case.example.org/ims/case/v1p0/CFItems/{NUMBER}1,,\n"
        f"t2,active,,r1,case,urn:uuid:{NUMBER}2,,Not yet\n"
        f"t3,active,,r2,case,{NUMBER}1,,\n"
        f"t4,active,2025-12-07T23:30:00Z,r3,case,urn:uuid:{NUMBER}3,12,\n"
        f"t5,active,,r4,unknown,{NUMBER}3,,\n"
        f"t6,tobedeleted,,r2,case,urn:uuid:{NUMBER}2,,Secure\n"
        f"t7,active,,r9,case,urn:uuid:{NUMBER}2,,Secure\n"
        "t8,active\n"
    ),
}
"""Version 1.2: four results, of which r1 (tied twice), r2 and r4 are told by their ties; r3 has a
tie with a score of its own, so its 17 is a result besides. Eight ties: one withdrawn, one of a
result that is not there, one cut short, five judgements."""

CURRICULUM = (
    "statement_id,subject,ladder,year,due_half_term\n"
    f"{NUMBER}1,Reading,Word reading,3,1\n{NUMBER}2,Reading,Word reading,3,2\n"
    f"{NUMBER}3,Maths,Number,3,2\n"
)


def read(members: Mapping[str, str | bytes], **options: Any) -> dict[str, Extract]:
    """Read a bundle: its extracts by table."""
    extracts = read_oneroster(raw(zipped(members)), options, Calendar((), ()))
    for extract in extracts:
        kept = sum(len(table) for table in extract.tables.values())
        assert extract.rows_read == kept + extract.refused
        told = sum(each.count for each in extract.problems if each.severity == "refused")
        assert told == extract.refused
    return {extract.sheet: extract for extract in extracts}


def said(extract: Extract, severity: str = "note") -> dict[str, int]:
    """Count what an extract says, by rule."""
    found: dict[str, int] = {}
    for each in extract.problems:
        if each.severity == severity:
            found[each.rule] = found.get(each.rule, 0) + each.count
    return found


def rows(table: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Lay out some columns of a table as tuples."""
    return list(table[list(columns)].itertuples(index=False, name=None))
