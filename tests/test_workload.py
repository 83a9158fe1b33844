"""What assessment asks of teachers, counted by hand for a few pupils."""

from __future__ import annotations

from pathlib import Path

from folders import SETTINGS, load

from ladders_analysis.school import School
from ladders_analysis.workload import collections, workload, workload_section

PUPILS = """pupil_id,academic_year,year_group
a,2025,2
a,2026,3
b,2026,3
c,2026,0
"""
JUDGEMENTS = """pupil_id,statement_id,assessed_on,judgement
a,R1,2025-07-01,Secure
a,R1,2025-10-10,Secure
a,R2,2025-11-20,Secure
b,R1,2025-12-19,Secure
b,R1,2025-12-20,Developing
b,M1,2026-07-30,Secure
"""
OVERALL = """pupil_id,subject,assessed_on,attainment
a,Reading,2025-10-20,EXS
a,Reading,2025-12-01,EXS
b,Reading,2025-12-01,WTS
c,Reading,2025-12-01,EXS
"""


def school(folder: Path, **more: str) -> School:
    """Load four pupils' rows with a few judgements of two years."""
    files = {"judgements.csv": JUDGEMENTS, "overall.csv": OVERALL, **more}
    return load(folder, pupils=PUPILS, files=files)


def test_judgements_belong_to_the_point_whose_entries_they_are_in_time_for(tmp_path: Path) -> None:
    """The points are the last days of half-terms 2, 4 and 6: 19 December, 27 March, 21 July."""
    rows = workload(school(tmp_path)).to_dict("records")
    found = {
        (row["point"], row["year_group"]): (
            row["pupils"],
            row["judgements"],
            row["overall"],
            row["judgements_per_class"],
        )
        for row in rows
    }
    assert found == {
        ("Summer 2025", 2): (1, 1, 0, 30),
        ("Autumn 2025", 3): (2, 3, 3, 90),  # 6 judgements of 2 pupils: 3 a pupil
        ("Autumn 2025", 0): (1, 0, 1, 30),
        ("Spring 2026", 3): (2, 1, 0, 15),  # 20 December is too late for autumn
    }  # 30 July is after the last point of the year


def test_collections_are_points_with_evidence_or_half_terms_with_overall_judgements(
    tmp_path: Path,
) -> None:
    """In 2025–26 three pupils: one of them is enough for a quarter."""
    rows = collections(school(tmp_path)).to_dict("records")
    assert [
        (
            row["academic_year"],
            row["points"],
            row["overall_half_terms"],
            row["statement_half_terms"],
            row["collections"],
        )
        for row in rows
    ] == [(2025, 1, 0, 1, 1), (2026, 2, 2, 3, 2)]


def test_more_than_three_collections_are_said_to_be_more_than_advised(tmp_path: Path) -> None:
    """Overall judgements in five half-terms are five collections, whatever school.toml says."""
    days = ["2025-10-20", "2025-12-01", "2026-02-02", "2026-03-20", "2026-05-20"]
    overall = "pupil_id,subject,assessed_on,attainment\n" + "".join(
        f"{pupil},Reading,{day},EXS\n" for pupil in "abc" for day in days
    )
    section = workload_section(school(tmp_path, **{"overall.csv": overall}))
    assert section is not None
    assert section.sentences[0] == (
        "Workload: 2025–26 has 5 collections so far, more than advised "
        "(Making Data Work, 2018: no more than two or three a year)."
    )


def test_the_report_says_it_and_names_nobody(tmp_path: Path) -> None:
    """It stands in the load report; no teacher and no class is in it."""
    told = (
        JUDGEMENTS.replace("judgement\n", "judgement,assessor\n", 1)
        .replace("Secure\n", "Secure,Mx Example\n")
        .replace("Developing\n", "Developing,Mx Example\n")
    )
    report = school(tmp_path, **{"judgements.csv": told}).load_report
    assert "Workload: 2025–26 has 2 collections so far" in report.brief()
    assert "Workload: the most was asked for Autumn 2025 in Year 3: 90" in report.brief()
    (section,) = report.sections
    everything = section.table.to_csv() + " ".join(section.sentences) + report._repr_html_()
    assert "Example" not in everything
    assert {"assessor", "class_name"}.isdisjoint(section.table.columns)


def test_nothing_judged_says_nothing(tmp_path: Path) -> None:
    """A school without judgements has no such section."""
    assert workload_section(load(tmp_path)) is None
    assert len(load(tmp_path).load_report.sections) == 0


def test_a_trust_with_many_schools_is_said_in_one_sentence(tmp_path: Path) -> None:
    """Of more than five schools the range stands in words; the table has each."""
    schools = "ABCDEF"
    pupils = "school_id,pupil_id,academic_year,year_group\n" + "".join(
        f"{each},a,2026,3\n" for each in schools
    )
    days = ["2025-10-20", "2025-12-01", "2026-02-02", "2026-03-20"]
    overall = "school_id,pupil_id,subject,assessed_on,attainment\n" + "".join(
        f"{each},a,Reading,{day},EXS\n"
        for each in schools
        for day in (days if each == "A" else days[:2])
    )
    trust = load(tmp_path, pupils=pupils, files={"overall.csv": overall}, settings=SETTINGS)
    section = workload_section(trust)
    assert section is not None
    assert "from 2 to 4 collections so far; 1 school has more" in section.sentences[0]
    assert set(workload(trust)["school_id"]) == set(schools)
