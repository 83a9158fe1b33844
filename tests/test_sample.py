"""The committed sample school: what it holds, and that the generator of today writes it.

What is expected is written here by hand, or worked out from the CSV files with plain pandas; the
toolkit's own readers are asked only whether they accept the folder as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import ladders_analysis as la
from ladders_analysis.sample import STORIES, write_sample
from ladders_analysis.sample.upn import check_letter, temporary_upn
from ladders_analysis.schema import TABLES
from ladders_analysis.settings import read_settings

ROOT = Path(__file__).resolve().parent.parent
COMMITTED = ROOT / "data" / "sample"
FILES = {
    "README.md",
    "books.csv",
    "conversations.csv",
    "curriculum.csv",
    "judgements.csv",
    "national.csv",
    "overall.csv",
    "pupils.csv",
    "results.csv",
    "school.toml",
}
LAST_DAY = pd.Timestamp("2026-03-27")


def table(name: str, folder: Path = COMMITTED) -> pd.DataFrame:
    """Read one file of the sample as text, with its dates as dates."""
    frame = pd.read_csv(folder / f"{name}.csv", dtype="str", keep_default_na=False)
    for column in frame.columns.intersection(
        ["assessed_on", "recorded_on", "joined_on", "left_on", "date_of_birth", "taken_on"]
    ):
        frame[column] = pd.to_datetime(frame[column], format="ISO8601")
    return frame


@pytest.fixture(scope="module")
def nearest_year() -> Iterator[pd.DataFrame]:
    """Return the pupils' rows of the newest year."""
    pupils = table("pupils")
    yield pupils[pupils["academic_year"] == "2026"]


def test_committed_sample_is_what_the_generator_writes(tmp_path: Path) -> None:
    """Every byte of data/sample is written by the generator of today, and nothing else is there."""
    written = write_sample(tmp_path / "sample")
    assert {path.name for path in COMMITTED.iterdir()} == FILES
    assert {path.name for path in written.iterdir()} == FILES
    for name in FILES:
        assert (written / name).read_bytes() == (COMMITTED / name).read_bytes(), name


def test_sample_is_small() -> None:
    """The committed folder stays well under six megabytes."""
    assert sum(path.stat().st_size for path in COMMITTED.iterdir()) < 3_000_000


def test_sample_loads_without_a_refused_row() -> None:
    """The readers keep every row; odd are the child who repeats a year and a temporary UPN."""
    report = la.load(COMMITTED).load_report
    assert report.files["refused"].sum() == 0
    assert (report.files["rows_read"] == report.files["kept"]).all()
    assert report.problems["rule"].tolist() == ["year group against date of birth", "temporary UPN"]
    assert report.problems["count"].tolist() == [1, 1]
    assert report.exit_code == 0


@pytest.mark.parametrize(
    ("file", "declared"),
    [
        ("curriculum", "statements"),
        *((name, name) for name in TABLES if name != "statements"),
    ],
)
def test_columns_are_declared_ones_in_their_order(file: str, declared: str) -> None:
    """Each file holds every required column, and only columns that the schema declares."""
    columns = list(table(file).columns)
    assert columns == [name for name in TABLES[declared].order(columns) if name in columns]
    assert set(TABLES[declared].required) <= set(columns)


def test_settings_say_what_the_sample_needs() -> None:
    """Writing rests on the teacher's view, reading and maths on statements; codes are mapped."""
    settings = read_settings(COMMITTED).default
    bases = {s: settings.expectation(s, 3).basis for s in ("Reading", "Writing", "Maths")}
    assert bases == {"Reading": "statements", "Writing": "teacher", "Maths": "statements"}
    assert [point.name for point in settings.calendar.points] == [
        "Autumn 2024",
        "Spring 2025",
        "Summer 2025",
        "Autumn 2025",
        "Spring 2026",
        "Summer 2026",
    ]
    assert [point.due_through for point in settings.calendar.points] == [2, 4, 6, 2, 4, 6]
    assert settings.scale is not None
    assert set(table("judgements")["judgement"]) == {
        *settings.scale.codes,
        *settings.scale.not_assessed,
    }
    assert settings.overall is not None
    overall = table("overall")
    assert set(overall["attainment"]) == set(settings.overall.known)
    assert set(overall["progress"]) == {"", *settings.overall.progress}


def test_roll_is_one_form_entry(nearest_year: pd.DataFrame) -> None:
    """On Spring 2026's day 210 pupils are on roll, about thirty to a class."""
    day = pd.Timestamp("2026-03-20")
    left = nearest_year["left_on"] <= day
    joined = nearest_year["joined_on"].isna() | (nearest_year["joined_on"] <= day)
    today = nearest_year[joined & ~left]
    assert len(today) == 210
    sizes = today.groupby("class_name").size()
    assert sorted(sizes.index) == [
        "Acorn",
        "Birch",
        "Chestnut",
        "Hazel",
        "Oak",
        "Rowan",
        "Willow",
    ]
    assert sizes.between(29, 31).all()
    assert not table("pupils").duplicated(["pupil_id", "academic_year"]).any()


def test_upns_pass_their_check() -> None:
    """Each UPN begins with the letter that its other characters give, and is one pupil's."""
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    pupils = table("pupils").drop_duplicates("pupil_id")
    assert pupils["upn"].is_unique
    for upn in pupils["upn"]:
        assert re.fullmatch(r"[A-Z]99[89][0-9]{8}[0-9A-Z]", upn)
        total = 0
        for place in range(2, 14):
            mark = upn[place - 1]
            total += place * (letters.index(mark) if mark in letters else int(mark))
        assert upn[0] == letters[total % 23]
    assert pupils["upn"].str.endswith("A").sum() == 1


def test_check_letter_agrees_with_published_vectors() -> None:
    """Two published UPNs are valid, and a third that is printed in some guides is not."""
    assert check_letter("801200005001") == "B"
    assert check_letter("207000016049") == "P"
    assert check_letter("207000016049") != "Q"
    assert len(temporary_upn(999, "2001", 2024, 7)) == 13


def test_ages_fit_their_year_groups() -> None:
    """Children turn five plus their year group within the year, but for the one who repeats it."""
    pupils = table("pupils")
    ends, group = pupils["academic_year"].astype(int), pupils["year_group"].astype(int)
    first = pd.to_datetime((ends - 6 - group).astype("str") + "-09-01")
    last = pd.to_datetime((ends - 5 - group).astype("str") + "-08-31")
    wrong = pupils[~pupils["date_of_birth"].between(first, last)]
    assert len(wrong) == 1
    rows = pupils[pupils["pupil_id"] == wrong["pupil_id"].iloc[0]]
    assert rows["year_group"].tolist()[-2:] == ["1", "1"]
    repeats = pupils.groupby("pupil_id")["year_group"].apply(lambda years: years.duplicated().any())
    assert repeats.sum() == 1


def test_groups_are_about_the_size_of_a_real_school(nearest_year: pd.DataFrame) -> None:
    """A quarter are disadvantaged, a fifth have EAL, a sixth SEN; every year group has some."""
    shares = {
        "disadvantaged": nearest_year["disadvantaged"].eq("yes"),
        "eal": nearest_year["eal"].eq("yes"),
        "sen": nearest_year["sen"].ne("none"),
        "girls": nearest_year["sex"].eq("F"),
    }
    means = {name: round(float(share.mean()), 1) for name, share in shares.items()}
    assert means["disadvantaged"] in (0.2, 0.3)
    assert means["eal"] == 0.2
    assert means["sen"] == 0.2
    assert means["girls"] == 0.5
    assert shares["disadvantaged"].groupby(nearest_year["year_group"]).sum().min() >= 5
    assert set(nearest_year["sen"]) == {"none", "support", "ehcp"}


def test_movers_are_there() -> None:
    """Pupils join and leave between years and within one, and one comes and goes in one year."""
    pupils = table("pupils")
    joined, left = pupils["joined_on"].notna(), pupils["left_on"].notna()
    assert (joined & left & (pupils["academic_year"] == "2026")).sum() == 1
    autumn, spring = pd.Timestamp("2025-12-05"), pd.Timestamp("2026-03-20")
    assert pupils["joined_on"].between(autumn, spring).sum() == 1
    assert pupils["left_on"].between(autumn, spring).sum() == 2
    assert pupils.loc[left, "academic_year"].value_counts().to_dict() == {"2025": 2, "2026": 2}


def test_nobody_is_judged_off_roll() -> None:
    """Every judgement lies between a pupil's joining and leaving, and none after the last day."""
    pupils = table("pupils")
    judgements = table("judgements")
    year = (judgements["assessed_on"] + pd.DateOffset(months=4)).dt.year.astype("str")
    rows = judgements.assign(academic_year=year).merge(
        pupils, on=["school_id", "pupil_id", "academic_year"], how="left", validate="m:1"
    )
    assert rows["year_group"].notna().all()
    assert not (rows["assessed_on"] < rows["joined_on"]).any()
    assert not (rows["assessed_on"] >= rows["left_on"]).any()
    assert judgements["assessed_on"].max() <= LAST_DAY
    assert judgements["recorded_on"].max() <= LAST_DAY
    assert (judgements["assessed_on"].dt.day_of_week < 5).all()


def test_judging_is_no_burden() -> None:
    """A statement is judged once to four times a year, mostly once; nobody judges twice a day."""
    judgements = table("judgements")
    year = (judgements["assessed_on"] + pd.DateOffset(months=4)).dt.year
    times = judgements.groupby([year, "pupil_id", "statement_id"]).size()
    assert times.max() <= 4
    assert 1.2 <= times.mean() <= 1.6
    assert not judgements.duplicated(["pupil_id", "statement_id", "assessed_on"]).any()


def test_special_entries_are_there() -> None:
    """Late entries, not-assessed codes, deeper codes, own curricula and hard names all occur."""
    judgements, pupils = table("judgements"), table("pupils")
    counts = judgements["judgement"].value_counts()
    assert counts["absent"] > 20
    assert counts["not required"] > 5
    assert counts["Deeper"] > 1000
    for close in ("2025-12-12", "2026-03-25"):
        day = pd.Timestamp(close)
        late = (judgements["assessed_on"] <= day) & (judgements["recorded_on"] > day)
        assert late.sum() >= 3, close
    own = pupils["working_year"].ne("")
    assert (pupils[own]["working_year"].astype(int) < pupils[own]["year_group"].astype(int)).all()
    assert (own & (pupils["academic_year"] == "2026")).sum() == 4
    assert set(pupils[own]["sen"]) == {"ehcp"}
    names = pupils.drop_duplicates("pupil_id")["name"]
    assert "Zoë O’Brien" in set(names)
    assert names.eq("Amelia Hartwood").sum() == 2
    assert pupils["pupil_id"].str.fullmatch("00[0-9]{3}").all()


def test_own_curriculum_is_judged_on_the_earlier_year() -> None:
    """Pupils on their own curriculum are judged on the statements of their working year."""
    pupils = table("pupils")
    own = pupils[pupils["working_year"].ne("") & pupils["academic_year"].eq("2026")]
    judgements = table("judgements")
    judgements = judgements[judgements["assessed_on"] > "2026-01-01"]
    for row in own.itertuples():
        ids = judgements.loc[judgements["pupil_id"] == row.pupil_id, "statement_id"]
        year = "R" if row.working_year == "0" else f"Y{row.working_year}"
        assert len(ids) > 0
        assert set(ids.str.split("-").str[1]) == {year}


def test_every_pupil_has_an_overall_judgement_at_every_point() -> None:
    """At each of five points everybody on roll has one view in each subject from that point."""
    overall = table("overall")
    pupils = table("pupils")
    for on in ("2024-12-06", "2025-03-21", "2025-07-04", "2025-12-05", "2026-03-20"):
        day = pd.Timestamp(on)
        views = overall[overall["assessed_on"].between(day - pd.Timedelta(days=10), day)]
        year = str((day + pd.DateOffset(months=4)).year)
        here = pupils[
            pupils["academic_year"].eq(year)
            & ~(pupils["joined_on"] > day)
            & ~(pupils["left_on"] <= day)
        ]
        expected = {
            (pupil, s) for pupil in here["pupil_id"] for s in ("Reading", "Writing", "Maths")
        }
        assert set(views[["pupil_id", "subject"]].itertuples(index=False, name=None)) == expected
        assert len(views) == len(expected)
    assert overall["progress"].ne("").sum() > 500


def test_results_cover_two_summers() -> None:
    """Phonics, times tables and Key Stage 2 are there for 2024 and 2025, within their marks."""
    results = table("results")
    results["year"] = results["taken_on"].dt.year
    statutory = results[results["assessment"] != "KS2 practice paper"]
    sat = set(statutory[["assessment", "year"]].itertuples(index=False, name=None))
    assert sat == {
        (assessment, year)
        for assessment in (
            "Phonics screening check",
            "Multiplication tables check",
            "KS2 scaled score",
            "KS2 teacher assessment",
        )
        for year in (2024, 2025)
    }
    ranges = {
        "Phonics screening check": (0, 40),
        "Multiplication tables check": (0, 25),
        "KS2 scaled score": (80, 120),
        "KS2 practice paper": (80, 120),
    }
    for assessment, (low, high) in ranges.items():
        scores = results.loc[results["assessment"].eq(assessment) & results["score"].ne("")]
        assert scores["score"].astype(int).between(low, high).all()
    passed = results[results["outcome"].isin(["Wa", "Wt"])]
    assert (passed["score"].astype(int).ge(32) == passed["outcome"].eq("Wa")).all()
    scaled = results[results["outcome"].isin(["AS", "NS"])]
    assert (scaled["score"].astype(int).ge(100) == scaled["outcome"].eq("AS")).all()


def test_national_figures_say_that_they_are_illustrative() -> None:
    """Nobody can take the made-up national figures for published ones."""
    national = table("national")
    assert national["source"].str.startswith("illustrative only").all()
    assert national["share"].astype(float).between(0, 1).all()


def test_conversations_are_about_pupils_who_were_behind() -> None:
    """Each note says what the teacher said, what is done and when to look again."""
    notes = table("conversations")
    assert len(notes) >= 12
    assert not notes.eq("").any().any()
    assert (notes["review_on"] > notes["on"]).all()
    assert set(notes["subject"]) == {"Reading", "Writing", "Maths"}
    overall = table("overall")
    behind = overall[overall["attainment"].eq("WTS") & (overall["assessed_on"] > "2025-09-01")]
    known = set(behind[["pupil_id", "subject"]].itertuples(index=False, name=None))
    assert set(notes[["pupil_id", "subject"]].itertuples(index=False, name=None)) <= known


def test_readme_tells_every_story() -> None:
    """The README names each planted story, what to find and what to ask."""
    text = (COMMITTED / "README.md").read_text(encoding="utf-8")
    assert len(STORIES) == 5
    assert len({story.id for story in STORIES}) == 5
    for story in STORIES:
        for said in (story.title, story.who, story.effect, story.where, story.ask):
            assert said in text
    assert "Nobody in it exists" in text


def test_stories_leave_the_people_alone(tmp_path: Path) -> None:
    """The same seed without stories has the same children."""
    folder = write_sample(tmp_path, stories=())
    assert (folder / "pupils.csv").read_bytes() == (COMMITTED / "pupils.csv").read_bytes()
    assert "None were planted" in (folder / "README.md").read_text(encoding="utf-8")
