"""Headers and codes that English primary schools' systems use, for proposing a column map.

They are only ever proposed: nothing is read by them until the school has put the map in its
school.toml. Gathered from public descriptions of schools' systems; unverified for any one of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ladders_analysis.exports.opening.headers import fold


def _listed(**words: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(fold(word) for word in each.split("|")) for name, each in words.items()}


PUPIL: Mapping[str, tuple[str, ...]] = _listed(
    pupil_id="pupil_id|pupil id|adm no|adm no.|adm. no.|adm|admno|adno|admission no|admission no.|"
    "admission number|admission|student_id|student id|student no|student number|pupil no|"
    "pupil number|pupil ref|pupil reference|mis id|learner id|pupilid|studentid",
    upn="upn|unique pupil number|pupil upn|upn no|upn number|unique pupil no",
    former_upn="former upn|previous upn|old upn",
    forename="forename|first name|firstname|given name|preferred forename|preferred first name|"
    "legal forename|chosen name|known as",
    surname="surname|last name|lastname|family name|preferred surname|legal surname|pupil surname",
    name="name|pupil name|student name|full name|pupil|student|child|child name|pupil's name",
    class_name="class|class name|reg|reg group|registration group|form|tutor group|registration|"
    "reg form|class group|main class|group",
    academic_year="academic year|academic_year|acadyr|school year",
    year_group="year group|year_group|yeargroup|year|yr|yr group|nc year|ncyear|nc year group|"
    "ncyearactual|national curriculum year|year taught in",
    sex="sex|legal sex|gender|m/f",
    date_of_birth="date of birth|date_of_birth|dob|d.o.b.|d.o.b|birth date|birthdate",
    disadvantaged="pupil premium|pp|pp?|pupil premium?|ppg|pupil premium eligible|"
    "pupil premium grant|pupil premium indicator|eligible for pupil premium|disadvantaged",
    sen="sen|send|sen status|send status|sen provision|sen code|sen stage|sen need|"
    "special educational needs",
    eal="eal|eal?|eal status|english as an additional language",
    joined_on="date of admission|admission date|date joined|start date|doa",
    left_on="leaving date|date of leaving|date left",
    school_id="school_id|school id|urn|laestab|dfe number|dfe no",
)
"""Column of `pupils`, or part of a name -> headers that stand for it, the likeliest first."""

GROUPS = _listed(
    group_fsm="fsm|fsm6|ever 6|ever 6 fsm|free school meals",
    group_looked_after="lac|looked after|looked after child|in care",
    group_service="service child|service children|service premium",
)
"""The school's own groups that a file may name."""

ABOUT_THE_CHILD = frozenset(
    fold(word)
    for word in (
        "teacher|class teacher|ethnicity|ethnic group|religion|first language|home language|"
        "language|postcode|address|medical|allergies|notes|note|comment|comments|key worker|house|"
        "attendance|attendance %|% attendance|summer born|birth month|qr code|initials|email|"
        "parent|contact|telephone|phone|middle name|middle names|age|age in months|id|la|"
        "local authority|localauthority|lea|estab|school|school name|row|no|no.|number"
    ).split("|")
)
"""Headers that are neither pupils' columns nor judgements; what stands there is never shown."""

LONG: Mapping[str, tuple[str, ...]] = _listed(
    statement_id="statement_id|statement id|statement code|statement|objective id|objective code|"
    "objective_id|objective|learning objective|i can statement|target",
    subject="subject|curriculum area|area of learning|aspect",
    assessment="assessment|assessment type|assessment_type|assessment name|test|test name",
    day="date|assessed on|assessed_on|assessment date|date assessed|date of assessment|test date|"
    "date taken|taken on|result date|date achieved",
    recorded_on="recorded_on|recorded on|date recorded|date entered|entered on|last updated|"
    "modified|updated",
    value="judgement|grade|attainment|outcome|level|result|assessment result|mark|score|"
    "scaled score|standardised score|teacher assessment|status|value",
    assessor="assessor|assessed by|recorded by|teacher",
    progress="progress",
    note="note|notes|comment|comments",
)
"""What a row of a long list says -> headers that stand for it."""

CURRICULUM: Mapping[str, tuple[str, ...]] = _listed(
    statement_id="statement_id|statement id|statement code|objective id|objective code|code|ref|id",
    subject="subject|curriculum area",
    ladder="ladder|strand|domain|topic|area|sub-strand|substrand",
    year="year|year group|yr|nc year",
    text="text|statement|objective|learning objective|description",
    due_half_term="due_half_term|due half-term|half-term|half term",
)
"""Column of `statements` -> headers that stand for it."""

NO_ATTAINMENT = re.compile(
    r"(?i:\b(?:targets?|predict\w*|forecast\w*|estimat\w*|fft|effort|behaviour|progress|attendance|"
    r"on track)\b)"
)
"""A header that speaks of hopes or of movement: its codes do not say where a pupil stands."""

SUBJECTS = tuple(
    sorted(
        (
            "reading|writing|maths|mathematics|math|science|english|phonics|spelling|spellings|"
            "grammar|spag|gps|egps|punctuation|handwriting|history|geography|computing|ict|art|"
            "art and design|art & design|music|pe|physical education|re|religious education|pshe|"
            "rshe|french|spanish|german|latin|languages|mfl|dt|d&t|design and technology|oracy|"
            "speaking and listening|literacy|number|arithmetic|times tables|"
            "communication and language|physical development|understanding the world|"
            "expressive arts and design"
        ).split("|"),
        key=len,
        reverse=True,
    )
)
"""Words for a subject, the longer ones first."""

CODES = frozenset(
    fold(word)
    for word in (
        "WTS|EXS|GDS|HNM|BLW|PKF|PKE|PKG|PKS|PK1|PK2|PK3|PK4|PK5|PK6|EM|WTX|EXP|EXP-|EXP+|EXC|AS|"
        "NS|WA|WT|WB|ARE|ARE+|ARE-|BARE|GD|EX|EXS+|EXS-|WTS+|WTS-|--|-|=|+|++|emerging|developing|"
        "secure|expected|exceeding|mastery|mastered|deeper|greater depth|working towards|"
        "working at|working below|at|above|below|not yet|on track|beginning|entering|met|not met|"
        "achieved|not achieved|well below|just below|just at|well above|absent|not required|taught"
    ).split("|")
)
"""Words that schools use for a judgement."""

SEASON = re.compile(
    r"\b(?P<season>Autumn|Spring|Summer|Aut|Spr|Sum)(?: ?(?P<half>[12]))?"
    r"(?: (?P<year>20[0-9]{2})(?: ?[-/–] ?(?P<to>(?:20)?[0-9]{2}))?)?\b",
    re.IGNORECASE,
)
"""A term in a header, with its half and its year where they are said."""

STATEMENT_CODE = (
    r"(?!(?i:Y|Yr|KS|T|Q|P|Aut|Spr|Sum|Term|Test|Week|Wk|Unit)[0-9]+\b)"
    r"(?:[A-Za-z]{1,4}[._-]?[0-9]{1,3}(?:[._/-][0-9A-Za-z]{1,3})*"
    r"|[0-9]{1,2}(?:\.[0-9]{1,3})+[a-z]?)"
)
"""The code of a statement, such as R3.01; not of a year, a term or a question."""
UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
