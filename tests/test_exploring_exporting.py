"""What the explorer saves: tables that no spreadsheet runs, and the pictures of the notebooks."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable

import pytest
from explored import AUTUMN, SPRING, explored_tables
from python_calamine import CalamineWorkbook

import ladders_analysis as la
from ladders_analysis.exploring.exporting import Exported, exported, file_name
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.parts import part_view
from ladders_analysis.exploring.printed import printed
from ladders_analysis.exploring.selection import A_YEAR_AGO, Behind, Selection
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.sample import write_sample
from ladders_analysis.school import School
from ladders_analysis.spreadsheet_text import as_meant

YEAR_4 = 2027
READING = {"start": AUTUMN, "end": SPRING, "cohort": YEAR_4, "subject": "Reading"}
BACK_TO_FORMULAS = '=HYPERLINK("https://example.org","Bob")'


def saved(school: School, kind: str, **chosen: object) -> Exported:
    """Save a choice between autumn and spring."""
    return exported(Facts([school]), Selection(**{**READING, **chosen}), kind)


def rows(file: Exported) -> list[dict[str, str]]:
    """Read a CSV back, each cell as it was meant."""
    text = file.data.decode("utf-8-sig")
    return [
        {name: as_meant(cell) for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def named_like_a_formula() -> dict[str, object]:
    """Return the tables of `explored`, Bob's name being one that a spreadsheet would run."""
    tables = explored_tables()
    tables["pupils"] = [
        {**row, "name": BACK_TO_FORMULAS if row["pupil_id"] == "bob" else row["name"]}
        for row in tables["pupils"]
    ]
    return tables


def test_where_pupils_stand_is_a_long_table(build: Callable) -> None:
    """Two of the four are at expectation; every word has its row, and says where it comes from."""
    school = build(**explored_tables())
    found = rows(saved(school, "csv"))
    assert {row["attainment"]: row["pupils"] for row in found} == {
        "working towards": "2",
        "expected": "2",
        "greater depth": "0",
        "own curriculum": "0",
        "nothing due yet": "0",
        "too early to say": "0",
        "not enough evidence": "0",
    }
    first = found[0]
    assert (first["school"], first["who"], first["subject"], first["to"]) == (
        *("Example Primary", "Year 4", "Reading", SPRING),
    )
    assert (first["placed"], first["at_or_above"], first["in_scope"]) == ("4", "2", "4")
    assert first["policy"] == school.settings.for_school("1").policy_hash


def test_what_has_moved_is_a_long_table(build: Callable) -> None:
    """One pupil each way; by another definition, its outcomes."""
    school = build(**explored_tables())
    flow = rows(saved(school, "csv", part="moved"))
    assert sorted((row["then"], row["now"], row["pupils"]) for row in flow) == [
        ("expected", "expected", "1"),
        ("expected", "working towards", "1"),
        ("working towards", "expected", "1"),
        ("working towards", "working towards", "1"),
    ]
    assert {row["definition"] for row in flow} == {"against_expectation 1"}
    closed = rows(saved(school, "csv", part="moved", definition="gaps_closed"))
    counts = {row["outcome"]: row["pupils"] for row in closed}
    assert (counts["few closed"], counts["most closed"], counts["no gaps"]) == ("2", "1", "1")
    assert {(row["from"], row["to"]) for row in closed} == {(AUTUMN, SPRING)}


def test_statements_are_a_long_table(build: Callable) -> None:
    """R10: three not secure, one secure; four rows a statement."""
    found = rows(saved(build(**explored_tables()), "csv", part="statements"))
    assert len(found) == 40
    assert {row["state"]: row["pupils"] for row in found if row["statement_id"] == "r10"} == {
        "not yet taught": "0",
        "taught, not assessed": "0",
        "assessed, not secure": "3",
        "secure": "1",
    }


def test_the_pupils_behind_are_saved_and_stay_text(build: Callable) -> None:
    """Bob's name is held as text in the CSV, is text in the workbook, and reads back as it was."""
    school = build(**named_like_a_formula())
    clicked = Behind(subject="Reading", now="expected")
    file = saved(school, "csv", part="moved", behind=clicked)
    assert f"'{BACK_TO_FORMULAS[:11]}" in file.data.decode("utf-8-sig")
    assert sorted(row["name"] for row in rows(file)) == [BACK_TO_FORMULAS, "Ann"]
    book = saved(school, "xlsx", part="moved", behind=clicked)
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book.data))
    assert sheets.sheet_names == ["Table", "About"]
    head, *lines = sheets.get_sheet_by_name("Table").to_python()
    names = [line[head.index("name")] for line in lines]
    assert sorted(names) == [BACK_TO_FORMULAS, "Ann"]
    with zipfile.ZipFile(io.BytesIO(book.data)) as inside:
        assert b"<f>" not in inside.read("xl/worksheets/sheet1.xml")


def test_the_workbook_says_where_it_comes_from(build: Callable) -> None:
    """Sentence, points, policy, a link and a line of code; numbers are numbers."""
    school = build(**explored_tables())
    book = CalamineWorkbook.from_filelike(io.BytesIO(saved(school, "xlsx", part="moved").data))
    about = {str(name): said for name, said in book.get_sheet_by_name("About").to_python()}
    assert str(about["What it says"]).startswith("Year 4 reading, Autumn 2024 to Spring 2025, by")
    assert (about["From"], about["To"]) == (AUTUMN, SPRING)
    assert about["Policy"] == school.settings.for_school("1").policy_hash
    assert str(about["Link"]).startswith("#part=moved&cohort=2027&subject=Reading")
    assert str(about["Code"]).startswith("la.explore(school, part='moved', cohort=2027")
    head, first, *_ = book.get_sheet_by_name("Table").to_python()
    assert first[head.index("pupils")] == 1.0


@pytest.mark.parametrize(
    ("chosen", "name"),
    [
        ({"part": "moved"}, "year-4-reading-autumn-2024-to-spring-2025"),
        ({}, "year-4-reading-spring-2025"),
        ({"cohort": None, "class_name": "Oak", "subject": None}, "class-oak-spring-2025"),
        ({"part": "statements", "cohort": None}, "year-4-reading-statements-spring-2025"),
        ({"part": "groups"}, "year-4-reading-groups-spring-2025"),
        (
            {"groups": {"disadvantaged": "yes"}, "part": "moved", "behind": Behind(pupil="bob")},
            "year-4-disadvantaged-yes-reading-pupils-autumn-2024-to-spring-2025",
        ),
        (
            {"part": "moved", "start": A_YEAR_AGO},
            "year-4-reading-spring-2025-beside-a-year-ago",
        ),
    ],
    ids=["moved", "where", "class", "statements", "groups", "behind", "year-ago"],
)
def test_files_are_named_plainly(build: Callable, chosen: dict, name: str) -> None:
    """By whom, the subject and the points; never by a pupil."""
    facts = Facts([build(**explored_tables())])
    assert file_name(facts, Selection(**{**READING, **chosen})) == name


def test_the_same_choice_gives_the_same_bytes(build: Callable) -> None:
    """Each kind, from two loads of the same tables."""
    one, other = (build(**explored_tables()) for _ in range(2))
    for kind, begins in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("png", b"\x89PNG")):
        file = saved(one, kind, part="moved")
        assert file.data.startswith(begins)
        assert file.data == saved(other, kind, part="moved").data
    assert saved(one, "svg").data == saved(other, "svg").data
    assert b'role="img"' in saved(one, "svg").data[:600]


def test_where_there_is_nothing_the_file_says_so(build: Callable) -> None:
    """Nobody in Year 3 is disadvantaged."""
    school = build(**explored_tables())
    nobody = {"cohort": 2028, "groups": {"disadvantaged": "yes"}}
    assert "nothing to count" in saved(school, "csv", **nobody).data.decode("utf-8-sig")
    assert saved(school, "png", **nobody).data.startswith(b"\x89PNG")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Load a made-up school of 70."""
    return la.load(write_sample(tmp_path_factory.mktemp("sample"), pupils=70, seed=3))


@pytest.mark.parametrize(
    ("part", "chosen", "ask"),
    [
        ("where", {}, "where_we_are"),
        ("where", {"cohort": 2028, "subject": "Reading"}, "where_we_are"),
        ("moved", {"cohort": 2028, "subject": "Reading"}, "what_has_moved"),
        ("moved", {"definition": "gaps_closed"}, "what_has_moved"),
        ("statements", {"cohort": 2028, "subject": "Maths"}, "which_statements"),
    ],
    ids=["where", "one-cohort", "flow", "outcomes", "statements"],
)
def test_the_picture_is_that_of_the_plain_call(
    sample: School, part: str, chosen: dict, ask: str
) -> None:
    """Title, numbers and small print, as the description of both pictures tells them."""
    selection = Selection(part=part, start="Autumn 2025", end="Spring 2026", **chosen)
    facts = Facts([sample])
    points = ("Autumn 2025", "Spring 2026") if ask == "what_has_moved" else ("Spring 2026",)
    plain = getattr(la, ask)(sample, *points, **chosen)
    drawn = printed(facts, selection, part_view(facts, selection))
    said, meant = (text.split(" As at ")[0] for text in map(alt_text, (drawn, plain.axes)))
    assert said.split(" Definition ")[0] == meant.split(" Definition ")[0]


def test_the_counts_saved_are_those_of_the_plain_summary(sample: School) -> None:
    """Every row of the whole school's outcomes, against `la.summarise`."""
    moved = la.progress(
        sample.as_at("Autumn 2025"), sample.as_at("Spring 2026"), "against_expectation"
    )
    plain = {
        (str(row.subject), str(row.cohort), str(row.outcome)): int(row.pupils)
        for row in la.summarise(moved, ["subject", "cohort"]).itertuples()
    }
    whole = {"cohort": None, "subject": None, "start": "Autumn 2025", "end": "Spring 2026"}
    found = {
        (row["subject"], row["value"], row["outcome"]): int(row["pupils"])
        for row in rows(saved(sample, "csv", part="moved", **whole))
    }
    assert found == {key: many for key, many in plain.items() if key in found}
    assert sum(found.values()) == sum(plain.values())
