"""The sample's `school.toml`, written out with the reasons a school would give."""

from __future__ import annotations

from collections.abc import Sequence

from ladders_analysis.sample import names
from ladders_analysis.sample.judging import CODES, NOT_ASSESSED
from ladders_analysis.sample.overall import PROGRESS
from ladders_analysis.sample.results import KS2_LINE, PRACTICE
from ladders_analysis.sample.terms import NEWEST, assessment_points, school_year, years_on_roll

TRUST_ID = "TRUST"
TRUST_NAME = "Greenwood Learning Trust"
HIGHER_LINE = 110
"""The higher standard of the KS2 tests (DfE scaled scores, 2016 on)."""

_POLICY = """\
[scale]                            # how a teacher judges one statement, worst first
codes = {codes}
secure = "Secure"
deeper = "Deeper"
not_assessed = {not_assessed}
aliases = {{ NY = "Not yet", D = "Developing", S = "Secure", DD = "Deeper" }}

[overall]                          # a teacher's best fit in a whole subject
progress = {progress}
[overall.codes]
BLW = "working towards"
WTS = "working towards"
EXS = "expected"
GDS = "greater depth"

[expectation]                      # at expectation: four in five of the statements due are secure
basis = "statements"
secure_share = 0.8
deeper_share = 0.4
minimum_due = 5

[expectation.subject.Writing]      # a best fit over whole pieces: the teacher leads
basis = "teacher"

[score.Reading]                    # practice papers in Year 6 stand beside, they do not lead
assessment = "{practice}"
expected = {expected}
higher = {higher}

[score.Maths]
assessment = "{practice}"
expected = {expected}
higher = {higher}

[labels]
"up, earlier gaps open" = "at expectation, with earlier gaps still open"

[disclosure]
minimum = 6
rows_from = 11

[[action]]                         # what leaders are doing, in their own words, for governors
about = "Reading in Year 3"
doing = "Daily paired reading and a second guided session a week since January."
came_of_it = "More of the year group are reading as well as expected; sessions go on to the summer."

[[action]]
about = "Fractions in Years 4 and 5"
doing = "The maths lead is teaching alongside both classes and moving the first unit earlier."

[[action]]
about = "Writing of disadvantaged pupils"
doing = "Class teachers and the writing lead look at one piece a fortnight from each pupil."
"""


def settings_text(schools: int, years: int) -> str:
    """Write `school.toml` for a school, or for a trust of several.

    Parameters
    ----------
    schools
        Number of schools; more than one makes a trust with a `[schools.ID]` table for each.
    years
        Academic years that hold judgements.

    Returns
    -------
    str
    """
    trust = schools > 1
    ours = (TRUST_ID, TRUST_NAME) if trust else (names.school_id(0), names.school_name(0))
    parts = [
        "# A made-up school: nobody in this folder exists. README.md names the stories planted.",
        "",
        "[school]",
        f'id = "{ours[0]}"',
        f'name = "{ours[1]}"',
        "",
        "# Before the first assessment point there are the roll and the results only.",
        *_years(years_on_roll(years)),
        *_points(range(NEWEST - years + 1, NEWEST + 1)),
        _POLICY.format(
            codes=_listed(CODES),
            not_assessed=_listed(NOT_ASSESSED),
            progress=_listed(PROGRESS),
            practice=PRACTICE,
            expected=KS2_LINE,
            higher=HIGHER_LINE,
        ),
    ]
    if trust:
        for number in range(schools):
            parts += [
                f"[schools.{names.school_id(number)}.school]",
                f'name = "{names.school_name(number)}"',
                "",
            ]
    return "\n".join(parts).rstrip("\n") + "\n"


def _years(every: range) -> list[str]:
    lines = []
    for ends in every:
        spans = [f'"{term.first}/{term.last}"' for term in school_year(ends).half_terms]
        lines += [
            "[[year]]",
            f"ends = {ends}",
            f"half_terms = [{', '.join(spans[:3])},",
            f"              {', '.join(spans[3:])}]",
            "",
        ]
    return lines


def _points(every: range) -> list[str]:
    lines = []
    for ends in every:
        for point in assessment_points(ends):
            lines += [
                "[[point]]",
                f'name = "{point.name}"',
                f"on = {point.on}",
                f"entries_close = {point.entries_close}",
                f"due_through = {point.due_through}",
                "",
            ]
    return lines


def _listed(words: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
