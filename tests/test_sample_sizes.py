"""The sample at other sizes: trusts, more years, Parquet, and the same bytes every time."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pandas as pd
import pytest

import ladders_analysis as la
from ladders_analysis.sample import write_sample
from ladders_analysis.schema import TABLES
from ladders_analysis.settings import read_settings


def table(name: str, folder: Path) -> pd.DataFrame:
    """Read one file of a sample as text, with its days as days."""
    frame = pd.read_csv(folder / f"{name}.csv", dtype="str", keep_default_na=False)
    for column in frame.columns.intersection(["assessed_on", "joined_on", "left_on"]):
        frame[column] = pd.to_datetime(frame[column], format="ISO8601")
    return frame


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_same_arguments_write_the_same_bytes(tmp_path: Path, format: str) -> None:
    """Two runs with one seed agree to the byte; another seed does not."""
    folders = [
        write_sample(tmp_path / place, pupils=70, seed=seed, format=format)
        for place, seed in (("a", 5), ("b", 5), ("c", 6))
    ]
    first, again, other = (
        {path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders
    )
    assert first == again
    assert first[f"judgements.{format}"] != other[f"judgements.{format}"]


def test_a_trust_has_schools_of_its_own(tmp_path: Path) -> None:
    """Schools have ids and names of their own, share pupil ids, and one child moves."""
    folder = write_sample(tmp_path, schools=3, pupils=70, years=1)
    schools = ["9992001", "9992002", "9992003"]
    for name in ("pupils", "judgements", "overall", "results", "conversations", "books"):
        assert sorted(table(name, folder)["school_id"].unique()) == schools
    toml = tomllib.loads((folder / "school.toml").read_text(encoding="utf-8"))
    names = {key: value["school"]["name"] for key, value in toml["schools"].items()}
    assert list(names) == schools
    assert len(set(names.values())) == 3
    settings = read_settings(folder)
    assert settings.for_school("9992002").name == names["9992002"]
    pupils = table("pupils", folder)
    people = pupils.drop_duplicates(["school_id", "pupil_id"])
    assert people["pupil_id"].nunique() < len(people)
    twice = people[people.duplicated("upn", keep=False)]
    assert twice["school_id"].tolist() == ["9992001", "9992002"]
    assert twice["name"].nunique() == twice["date_of_birth"].nunique() == 1
    rows = pupils[pupils["upn"].isin(twice["upn"]) & pupils["academic_year"].eq("2026")]
    assert rows["left_on"].dropna().tolist() == rows["joined_on"].dropna().tolist()
    loaded = la.load(folder)
    assert loaded.load_report.files["refused"].sum() == 0
    assert list(loaded.schools) == schools


def test_parquet_holds_the_same_as_csv(tmp_path: Path) -> None:
    """Both formats load to the same tables, and one replaces the other in a folder."""
    as_csv = la.load(write_sample(tmp_path / "csv", pupils=70, schools=2, years=1))
    folder = tmp_path / "both"
    write_sample(folder, pupils=70, schools=2, years=1)
    write_sample(folder, pupils=70, schools=2, years=1, format="parquet")
    assert not list(folder.glob("*.csv"))
    as_parquet = la.load(folder)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(as_csv, name), getattr(as_parquet, name))


@pytest.mark.parametrize("pupils", [35, 101, 420])
def test_any_size_of_school(tmp_path: Path, pupils: int) -> None:
    """The roll in spring is exactly as many as asked for, and big years have several classes."""
    folder = write_sample(tmp_path, pupils=pupils, years=1)
    rows = table("pupils", folder)
    day = pd.Timestamp("2026-03-20")
    today = rows[rows["academic_year"].eq("2026") & ~(rows["left_on"] <= day)]
    assert len(today) == pupils
    assert today.groupby("year_group")["class_name"].nunique().max() == max(1, round(pupils / 210))
    assert la.load(folder).load_report.files["refused"].sum() == 0


def test_three_years_reach_back(tmp_path: Path) -> None:
    """More years add older ones: nine assessment points, and judgements in each year."""
    folder = write_sample(tmp_path, pupils=70, years=3)
    settings = read_settings(folder).default
    assert len(settings.calendar.points) == 9
    assert settings.calendar.points[0].name == "Autumn 2023"
    days = table("judgements", folder)["assessed_on"]
    assert sorted((days + pd.DateOffset(months=4)).dt.year.unique()) == [2024, 2025, 2026]
    assert la.load(folder).load_report.files["refused"].sum() == 0


@pytest.mark.parametrize(
    "wrong",
    [{"pupils": 34}, {"schools": 0}, {"years": 0}, {"years": 8}, {"format": "xlsx"}],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, wrong: dict[str, object]) -> None:
    """An argument out of range is named, and nothing is written."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        write_sample(tmp_path / "none", **wrong)
    assert not (tmp_path / "none").exists()
