"""Tidy files: which table, which columns, which rows."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.tidy import read_tidy

OVERALL = "pupil_id,subject,assessed_on,attainment\n00123,Reading,2025-12-05,EXS\n"


def read(path: Path, content: str | bytes = OVERALL, **options: object) -> Extract:
    """Write a file and read it as a tidy table."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (extract,) = read_tidy(RawFile.read(path), options, Calendar((), ()))
    return extract


def table(extract: Extract) -> list[dict[str, object]]:
    """Lay out the extract's only table."""
    (frame,) = extract.tables.values()
    text = frame.astype({name: "str" for name in frame.columns if name != ROW})
    return text.to_dict("records")


ROWS = [
    {
        "pupil_id": "00123",
        "subject": "Reading",
        "assessed_on": "2025-12-05",
        "attainment": "EXS",
        ROW: 2,
    }
]


def test_a_csv_is_read_by_its_name(tmp_path: Path) -> None:
    """The file's name tells the table; zeros stay; the file is described."""
    extract = read(tmp_path / "overall.csv")
    assert list(extract.tables) == ["overall"]
    assert table(extract) == ROWS
    assert (extract.encoding, extract.delimiter, extract.rows_read) == ("UTF-8", "comma", 1)


def test_a_csv_is_read_by_its_columns(tmp_path: Path) -> None:
    """Any name will do where the columns fit one table only."""
    assert list(read(tmp_path / "autumn data.csv").tables) == ["overall"]
    with pytest.raises(ReadError, match="could hold no tidy table"):
        read(tmp_path / "x.csv", "a,b\n1,2\n")


def test_a_table_can_be_stated(tmp_path: Path) -> None:
    """The stated table wins; an unknown one is named with the nearest."""
    assert list(read(tmp_path / "pupils.csv", table="overall").tables) == ["overall"]
    with pytest.raises(ReadError, match='did you mean "overall"'):
        read(tmp_path / "x.csv", table="overal")
    with pytest.raises(SettingsError, match="unknown key `tabel`"):
        read(tmp_path / "x.csv", tabel="overall")


def test_compressed_and_parquet_files_say_the_same(tmp_path: Path) -> None:
    """A packed CSV is the same CSV; Parquet rows are numbered from 1."""
    assert table(read(tmp_path / "overall.csv.gz", gzip.compress(OVERALL.encode()))) == ROWS
    frame = pd.DataFrame(
        {
            "pupil_id": ["00123"],
            "subject": pd.Categorical(["Reading"]),
            "assessed_on": pd.to_datetime(["2025-12-05"]),
            "attainment": ["EXS"],
        }
    )
    frame.to_parquet(tmp_path / "overall.parquet")
    (extract,) = read_tidy(RawFile.read(tmp_path / "overall.parquet"), {}, Calendar((), ()))
    assert table(extract) == [{**ROWS[0], ROW: 1}]


def test_parquet_numbers_and_blanks_become_the_text_of_a_csv(tmp_path: Path) -> None:
    """Whole numbers lose their point, missing cells are blank."""
    frame = pd.DataFrame(
        {
            "pupil_id": [7, 8],
            "academic_year": [2026.0, None],
            "year_group": pd.array([3, None], dtype="Int16"),
            "joined_on": [pd.Timestamp("2025-12-05").date(), None],
        }
    )
    frame.to_parquet(tmp_path / "pupils.parquet")
    (extract,) = read_tidy(RawFile.read(tmp_path / "pupils.parquet"), {}, Calendar((), ()))
    first, second = table(extract)
    assert list(first.values()) == ["7", "2026", "3", "2025-12-05", 1]
    assert list(second.values()) == ["8", "", "", "", 2]


def test_damaged_packages_are_errors(tmp_path: Path) -> None:
    """A packed file cut off, and bytes that are no Parquet."""
    with pytest.raises(ReadError, match="cut off or damaged"):
        read(tmp_path / "overall.csv.gz", gzip.compress(OVERALL.encode())[:-9])
    with pytest.raises(ReadError, match="not a Parquet file"):
        read(tmp_path / "overall.parquet", b"PAR1nonsense")


def test_a_column_name_twice_is_an_error(tmp_path: Path) -> None:
    """Which of the two would count, nobody can say."""
    with pytest.raises(ReadError, match="more than one column named attainment"):
        read(tmp_path / "overall.csv", OVERALL.replace("subject", "Attainment"))


def test_headers_may_be_written_as_people_write(tmp_path: Path) -> None:
    """Case and spaces in headers make no difference."""
    named = OVERALL.replace("pupil_id", "Pupil ID").replace("assessed_on", "Assessed on")
    assert table(read(tmp_path / "overall.csv", named)) == ROWS


def test_what_is_not_read_is_noted(tmp_path: Path) -> None:
    """Undeclared columns, blank rows and an uncertain encoding are notes, not losses."""
    text = "pupil_id,subject,assessed_on,attainment,shoe_size,\n\n1,Réading,2025-12-05,EXS,33,\n"
    extract = read(tmp_path / "overall.csv", text.encode("cp1252"))
    assert [(note.rule, note.column, note.count) for note in extract.problems] == [
        ("column not read", "shoe_size", 1),
        ("blank rows passed over", "", 1),
        ("read as Windows-1252", "", 1),
    ]
    assert {note.severity for note in extract.problems} == {"note"}


def test_ragged_rows_are_counted_and_refused(tmp_path: Path) -> None:
    """A row of another width is read, refused and explained."""
    extract = read(tmp_path / "overall.csv", OVERALL + "1,Reading\n2,Reading,2025-12-05,EXS,x\n")
    assert (extract.rows_read, extract.refused) == (3, 2)
    assert [(p.rule, p.row) for p in extract.problems] == [
        ("too few cells", 3),
        ("too many cells", 4),
    ]
