"""The Junior School Project as a school folder: 1,192 real pupils of 49 inner-city schools.

Three yearly waves of English and maths scores, as the package faraway gives them (Mortimore et
al., School Matters, 1988; data as in Faraway, Extending the Linear Model with R, 2006). Each
year's test differs, so a raw difference between years says nothing and an expectation is set per
year. Run as `python tests/real/junior_school_project.py DIR`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import faraway.datasets.jsp as jsp
import pandas as pd

WAVES = {0: 2001, 1: 2002, 2: 2003}
"""The waves' academic years, by the year they end in. The data name none; these are ours."""

YEAR_GROUPS = {0: 3, 1: 4, 2: 5}
"""Pupils were followed through the first three junior years, now called Years 3 to 5."""

EXPECTED = {"English": {0: 40, 1: 58, 2: 35}, "Maths": {0: 24, 1: 24, 2: 29}}
"""An expectation for each year's own test, set for this exercise: nobody published one."""

SCORES = {"English": "english", "Maths": "math"}

POLICY = """
[school]
id = "jsp"
name = "Junior School Project"
{years}
{points}
{scores}
{exports}
"""

YEAR = """
[[year]]
ends = {ends}
half_terms = ["{start}-09-08/{start}-10-23", "{start}-11-02/{start}-12-18",
              "{ends}-01-05/{ends}-02-12", "{ends}-02-22/{ends}-03-26",
              "{ends}-04-19/{ends}-05-28", "{ends}-06-07/{ends}-07-23"]
"""

POINT = """
[[point]]
name = "Summer {ends}"
on = {ends}-06-18
"""

EXPORT = """
[[export]]
file = "exports/wave-{wave}.csv"
reader = "wide"
on = {ends}-06-18
academic_year = {ends}
year_group = {year_group}
pupil = {{ school_id = "School", pupil_id = "Pupil", class_name = "Class", sex = "Gender" }}
[export.columns]
English = {{ holds = "score", assessment = "JSP English", subject = "English" }}
Maths = {{ holds = "score", assessment = "JSP maths", subject = "Maths" }}
"""


def raw() -> pd.DataFrame:
    """Return the study's rows as they come: one per pupil and wave."""
    return jsp.load()


def write_folder(folder: Path) -> Path:
    """Write the study as three marksheets, one a wave, with a school.toml that maps them."""
    exports = folder / "exports"
    exports.mkdir(parents=True)
    rows = raw()
    for wave in WAVES:
        sheet = rows[rows["year"] == wave]
        pd.DataFrame(
            {
                "School": sheet["school"].map("{:02d}".format),
                "Pupil": sheet["id"].map("{:04d}".format),
                "Class": sheet["class"],
                "Gender": sheet["gender"].map({"girl": "F", "boy": "M"}),
                **{subject: sheet[column] for subject, column in SCORES.items()},
            }
        ).to_csv(exports / f"wave-{wave}.csv", index=False)
    (folder / "school.toml").write_text(_settings(), encoding="utf-8")
    return folder


def _settings() -> str:
    return POLICY.format(
        years="".join(YEAR.format(ends=ends, start=ends - 1) for ends in WAVES.values()),
        points="".join(POINT.format(ends=ends) for ends in WAVES.values()),
        scores="".join(_score(subject) for subject in EXPECTED),
        exports="".join(
            EXPORT.format(wave=wave, ends=ends, year_group=YEAR_GROUPS[wave])
            for wave, ends in WAVES.items()
        ),
    )


def _score(subject: str) -> str:
    name = f"JSP {subject if subject == 'English' else subject.lower()}"
    lines = [f'\n[score.{subject}]\nassessment = "{name}"']
    for wave, expected in EXPECTED[subject].items():
        lines.append(f"[score.{subject}.year.{YEAR_GROUPS[wave]}]\nexpected = {expected}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(write_folder(Path(sys.argv[1])))
