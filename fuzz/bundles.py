"""Targets of the reader of OneRoster bundles, both versions, and of bundles as raw bytes."""

from __future__ import annotations

from fuzz.packing import join, zipped
from fuzz.statutory import UPN
from fuzz.target import Target

MANIFEST = """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.users,bulk
file.results,bulk
file.demographics,absent
"""
USERS = f"""sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,userIds,givenName,\
familyName,identifier,grades
u1,active,,true,o1,student,"{{UPN:{UPN[0]}}}",Ayo,Bell,00123,03
u2,active,,true,"o1,t1",student,,Lin,Chan,{UPN[1]},03
u3,tobedeleted,,true,o1,student,,Zo\u00eb,"O\u2019Brien, jr",00125,KG
v1,active,,true,o1,teacher,,Ada,Hill,T1,
"""
BUNDLE = {
    "manifest.csv": MANIFEST,
    "orgs.csv": "sourcedId,status,name,type,identifier\r\no1,active,Example,school,9352001\r\n",
    "academicSessions.csv": """sourcedId,status,title,type,startDate,endDate,schoolYear
y1,active,2025-26,schoolYear,2025-09-03,2026-07-22,2026
""",
    "classes.csv": """sourcedId,status,title,grades,classType,schoolSourcedId,termSourcedIds
c3,active,3 Oak,03,homeroom,o1,y1
""",
    "users.csv": USERS,
    "demographics.csv": "userSourcedId,status,birthdate,sex\nu1,active,2018-01-15,female\n",
    "enrollments.csv": """sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,\
status,beginDate
e1,c3,o1,u1,student,active,2025-09-03
e2,c3,o1,u2,student,active,
""",
    "lineItems.csv": """sourcedId,status,title,dueDate,classSourcedId,categorySourcedId
l1,active,Test 1,2025-12-05,c3,g1
""",
    "categories.csv": "sourcedId,status,title\ng1,active,Reading\n",
    "scoreScales.csv": """sourcedId,status,title,scoreScaleValue
x1,active,Steps,"{1:NY},{2:Secure}"
""",
    "results.csv": """sourcedId,status,lineItemSourcedId,studentSourcedId,scoreStatus,score,\
scoreDate,textScore
r1,active,l1,u1,fully graded,34,2025-12-05,
r2,active,l1,u2,exempt,,2025-12-05,Secure
""",
    "resultLearningObjectiveIds.csv": """sourcedId,status,resultSourcedId,source,\
learningObjectiveId,score,textScore
w1,active,r1,case,R1,,Secure
""",
}
SECOND = {
    **BUNDLE,
    "manifest.csv": MANIFEST.replace("1.1", "1.2"),
    "roles.csv": "sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
    "a1,active,u1,primary,student,,,o1\na2,active,u2,primary,student,,,o1\n",
}
WORDS = (
    *(
        "=== users.csv ===\n",
        "=== results.csv ===\n",
        "=== ../x.csv ===\n",
        "sourcedId",
        "tobedeleted",
    ),
    *(
        "{1:NY},{2:Secure}",
        "{UPN:",
        "schoolYear",
        "fully graded",
        "exempt",
        "KG",
        "ext_house",
        "r1",
    ),
)


def bundle_targets() -> list[Target]:
    """List the targets of bundles."""
    seeds = (join(BUNDLE), join(SECOND))
    return [
        Target("oneroster", "oneroster", "bundle.zip", {}, seeds, zipped, WORDS),
        Target("oneroster-zip", "oneroster", "bundle.zip", {}, (zipped(seeds[0]),), words=WORDS),
    ]
