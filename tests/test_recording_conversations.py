"""What a teacher said is added to conversations.csv and read back exactly; nothing else changes."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from building import best_fit, load_school, pupils, statements, two_schools

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.places import sample_folder
from ladders_analysis.recording_conversations import record_conversation
from ladders_analysis.school import School

HEADER = "school_id,pupil_id,subject,on,teacher_said,action,review_on,approved_summary"


@pytest.fixture
def school(tmp_path: Path) -> School:
    """Load two pupils, whose ids begin with a nought, and a curriculum of two subjects."""
    people = [{**row, "name": "Zoë Ann O’Hara"} for row in pupils("007", 4)]
    people += [{**row, "name": "Ben Łoś"} for row in pupils("008", 4)]
    curriculum = [*statements("r1 r2", 2), *statements("m1", 2, subject="Maths")]
    return load_school(tmp_path / "school", pupils=people, curriculum=curriculum)


def _file(school: School) -> Path:
    assert school.folder is not None
    return school.folder / "conversations.csv"


def _read(school: School) -> list[dict[str, object]]:
    """Load the folder again, and give its conversations without blanks, dates as text."""
    again = la.load(school.folder)
    assert not again.load_report.files["refused"].sum()
    table = again.conversations
    for column in ("on", "review_on"):
        table = table.assign(**{column: table[column].dt.strftime("%Y-%m-%d")})
    return [
        {name: value for name, value in row.items() if value == value and value is not None}
        for row in table.astype("object").to_dict("records")
    ]


def test_makes_the_file_and_reads_back_what_was_written(school: School) -> None:
    """Write the declared columns, then the one row, and load it as it was said."""
    said = record_conversation(
        school,
        "007",
        "Maths",
        "Reads at home with her gran.",
        "Ten minutes a day.",
        "2025-05-22",
        on=dt.date(2025, 3, 3),
        approved_summary="Regular practice has begun.",
    )
    assert _file(school).read_text().splitlines() == [
        HEADER,
        "1,007,Maths,2025-03-03,Reads at home with her gran.,Ten minutes a day.,2025-05-22,"
        "Regular practice has begun.",
    ]
    assert _read(school) == [
        {
            "school_id": "1",
            "pupil_id": "007",
            "subject": "Maths",
            "on": "2025-03-03",
            "teacher_said": "Reads at home with her gran.",
            "action": "Ten minutes a day.",
            "review_on": "2025-05-22",
            "approved_summary": "Regular practice has begun.",
        }
    ]
    assert said == (
        "Recorded in conversations.csv: maths, 3 March 2025. To look again on 22 May 2025. Its "
        "approved summary can stand on the governors’ page. The page shows it the next time the "
        "school is loaded."
    )


@pytest.mark.parametrize(
    "words",
    [
        "Zoë’s łatwo, naïve — “yes”",
        'She said "again", then "no"',
        "tables, slips, and: more; of | it",
        "First line\nsecond line\n\nfourth",
        "=1+1",
        "'=1+1",
        "-- still to come",
        "@home he reads",
        "'tis better",
    ],
    ids="accents quotes commas lines formula held dashes at apostrophe".split(),
)
def test_reads_back_any_words(school: School, words: str) -> None:
    """Keep whatever a teacher says, in whatever signs."""
    record_conversation(school, "007", "Reading", words, words, on="2025-03-03")
    (row,) = _read(school)
    assert (row["teacher_said"], row["action"]) == (words, words)


def test_line_ends_become_those_of_the_file_and_spaces_at_the_ends_go(school: School) -> None:
    """Take a text as a form or a paste gives it."""
    record_conversation(school, "007", "reading ", "  One\r\ntwo\rthree \n", on="2025-03-03")
    (row,) = _read(school)
    assert (row["teacher_said"], row["subject"]) == ("One\ntwo\nthree", "Reading")
    assert "action" not in row and "review_on" not in row


def test_a_path_will_do_and_today_is_the_day(school: School) -> None:
    """Load the folder where only its path is given."""
    record_conversation(str(school.folder), "008", "Maths", "All well.")
    assert _read(school)[0]["on"] == dt.date.today().isoformat()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"pupil_id,subject,on,teacher_said\n007,Maths,2025-01-08,Tired",
            b"pupil_id,subject,on,teacher_said\n007,Maths,2025-01-08,Tired\n"
            b"008,Reading,2025-03-03,Well\n",
        ),
        (
            b"\xef\xbb\xbfSubject;Pupil ID;On;Teacher said;School ID\r\nMaths;007;2025-01-08;"
            b"Zo\xc3\xab;1\r\n",
            b"\xef\xbb\xbfSubject;Pupil ID;On;Teacher said;School ID\r\nMaths;007;2025-01-08;"
            b"Zo\xc3\xab;1\r\nReading;008;2025-03-03;Well;1\r\n",
        ),
        (
            b"sep=;\nschool_id;pupil_id;subject;on;teacher_said;ours\n1;007;Maths;2025-01-08;A;x\n",
            b"sep=;\nschool_id;pupil_id;subject;on;teacher_said;ours\n1;007;Maths;2025-01-08;A;x\n"
            b"1;008;Reading;2025-03-03;Well;\n",
        ),
        (
            "school_id,pupil_id,subject,on,teacher_said\n1,007,Maths,2025-01-08,Zoë\n".encode(
                "cp1252"
            ),
            "school_id,pupil_id,subject,on,teacher_said\n1,007,Maths,2025-01-08,Zoë\n"
            "1,008,Reading,2025-03-03,Well\n".encode("cp1252"),
        ),
    ],
    ids=["narrow", "semicolons-and-mark", "separator-line-and-own-column", "windows"],
)
def test_keeps_the_files_own_form(school: School, before: bytes, after: bytes) -> None:
    """Keep columns, their order and names, the delimiter, the line ends and the encoding."""
    _file(school).write_bytes(before)
    record_conversation(school, "008", "Reading", "Well", on="2025-03-03")
    assert _file(school).read_bytes() == after
    assert len(_read(school)) == 2


def test_letters_that_the_files_encoding_lacks_turn_it_to_utf_8(school: School) -> None:
    """Lose neither the old letters nor the new."""
    before = "school_id,pupil_id,subject,on,teacher_said\n1,007,Maths,2025-01-08,Zoë\n"
    _file(school).write_bytes(before.encode("cp1252"))
    record_conversation(school, "008", "Reading", "Łoś", on="2025-03-03")
    assert [row["teacher_said"] for row in _read(school)] == ["Zoë", "Łoś"]


def test_a_column_that_is_needed_is_added_at_the_right(school: School) -> None:
    """Give earlier rows a blank, and leave a row of another width to the load report."""
    _file(school).write_text(
        'school_id,pupil_id,subject,on,teacher_said\n1,007,Maths,2025-01-08,"Tired, then\nnot"\n'
        "1,007,Maths\n"
    )
    record_conversation(school, "008", "Reading", "Well", "Go on", on="2025-03-03")
    assert _file(school).read_text() == (
        "school_id,pupil_id,subject,on,teacher_said,action\n"
        '1,007,Maths,2025-01-08,"Tired, then\nnot",\n'
        "1,007,Maths\n"
        "1,008,Reading,2025-03-03,Well,Go on\n"
    )


def test_the_very_same_again_adds_nothing(school: School) -> None:
    """Let a button be pressed twice."""
    for _ in range(2):
        said = record_conversation(school, "007", "Maths", "Well", on="2025-03-03")
    assert said == "This is in conversations.csv already: nothing was added."
    assert len(_read(school)) == 1


def test_two_who_record_at_once_both_find_their_row(school: School) -> None:
    """Let no writer lose another's row."""
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                lambda number: record_conversation(
                    school, "007", "Maths", f"Answer {number}", on="2025-03-03"
                ),
                range(12),
            )
        )
    assert sorted(str(row["teacher_said"]) for row in _read(school)) == sorted(
        f"Answer {number}" for number in range(12)
    )


def test_who_could_read_the_file_can_read_it_still(school: School) -> None:
    """Neither open a private file to others nor close a shared one."""
    record_conversation(school, "007", "Maths", "One", on="2025-03-03")
    _file(school).chmod(0o640)
    record_conversation(school, "007", "Maths", "Two", on="2025-03-03")
    assert _file(school).stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"pupil_id": "7"}, "zeros in front included"),
        ({"subject": "Latin"}, 'No subject "Latin" here'),
        ({"teacher_said": " \n"}, "Write what the teacher said"),
        ({"on": "3 March"}, 'on = "3 March" is not a day: write it as 2026-05-22'),
        ({"on": dt.date(9999, 1, 1)}, "still to come"),
        ({"review_on": "2025-03-03"}, "is not after the conversation"),
        ({"review_on": "soon"}, 'review_on = "soon" is not a day'),
        ({"review_on": "2205-05-01"}, "1 May 2205 is too far away to be meant: check the year"),
        ({"on": "0205-03-03"}, "3 March 205 is too far away|3 March 0205 is too far away"),
        ({"approved_summary": "Zoë now reads daily."}, "names the pupil"),
        ({"approved_summary": "o’hara’s group has begun."}, "names the pupil"),
    ],
    ids="pupil subject nothing day future again soon far long-ago first-name surname".split(),
)
def test_refuses_what_cannot_be_and_records_nothing(
    school: School, words: dict[str, object], said: str
) -> None:
    """Say what is allowed; leave the folder as it was."""
    given = {"pupil_id": "007", "subject": "Maths", "teacher_said": "Well", "on": "2025-03-03"}
    with pytest.raises(LaddersError, match=said):
        record_conversation(school, **{**given, **words})
    assert not _file(school).exists()


def test_refuses_the_made_up_school_and_a_school_without_a_folder(school: School) -> None:
    """Write nothing into the toolkit's own sample."""
    sample = School(school.settings, school.tables, school.load_report, sample_folder())
    with pytest.raises(LaddersError, match="ladders sample FOLDER"):
        record_conversation(sample, "007", "Maths", "Well")
    loose = School(school.settings, school.tables, school.load_report)
    with pytest.raises(LaddersError, match=r"la\.load\(FOLDER\)"):
        record_conversation(loose, "007", "Maths", "Well")


def test_refuses_a_folder_whose_conversations_are_kept_in_another_way(tmp_path: Path) -> None:
    """Say what to do with a Parquet file, a packed one, or an export."""
    people, codes = pupils("ann", 4), best_fit("2024-12-02", "ann EXS")
    policy = '[overall.codes]\nEXS = "expected"\n'
    school = load_school(tmp_path / "stored", pupils=people, overall=codes, policy=policy)
    (tmp_path / "stored" / "conversations.parquet").write_bytes(b"PAR1")
    with pytest.raises(LaddersError, match="are in conversations.parquet"):
        record_conversation(school, "ann", "Reading", "Well")
    export = '[[export]]\nfile = "talks.csv"\nreader = "tidy"\ntable = "conversations"\n'
    folder = tmp_path / "exported"
    folder.mkdir()
    (folder / "talks.csv").write_text("pupil_id,subject,on\nann,Reading,2024-12-05\n")
    school = load_school(folder, pupils=people, overall=codes, policy=policy + export)
    with pytest.raises(LaddersError, match=r"\[\[export\]\]"):
        record_conversation(school, "ann", "Reading", "Well")


def test_a_trust_asks_for_the_school_only_where_two_know_the_pupil(tmp_path: Path) -> None:
    """Write the school's id into the row."""
    people = two_schools("ann", "ann ben")
    trust = load_school(tmp_path / "trust", pupils=people, curriculum=statements("r1", 2))
    record_conversation(trust, "ben", "Reading", "Well", on="2025-03-03")
    with pytest.raises(LaddersError, match=r'give one school, such as school.one\("1"\)'):
        record_conversation(trust, "ann", "Reading", "Well", on="2025-03-03")
    record_conversation(trust.one("1"), "ann", "Reading", "Well", on="2025-03-03")
    assert [(row["school_id"], row["pupil_id"]) for row in _read(trust)] == [
        ("2", "ben"),
        ("1", "ann"),
    ]


def test_a_file_that_named_no_school_names_each_once_another_comes(tmp_path: Path) -> None:
    """Say of the earlier rows what was meant: the school of school.toml."""
    people = two_schools("ann", "ben")
    trust = load_school(tmp_path / "trust", pupils=people, curriculum=statements("r1", 2))
    _file(trust).write_text("pupil_id,subject,on,teacher_said\nann,Reading,2025-01-08,Tired\n")
    record_conversation(trust, "ben", "Reading", "Well", on="2025-03-03")
    assert _file(trust).read_text() == (
        "pupil_id,subject,on,teacher_said,school_id\nann,Reading,2025-01-08,Tired,1\n"
        "ben,Reading,2025-03-03,Well,2\n"
    )
    assert len(_read(trust)) == 2
