"""Workbooks: cells as text, and hostile or damaged files met with a plain message."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening import workbook_parts
from ladders_analysis.exports.opening.marksheet import Layout, read_marksheets
from ladders_analysis.exports.opening.workbook import formula_errors, is_workbook, read_sheets


def workbook(path: Path, *, epoch_1904: bool = False, sheets: int = 1) -> RawFile:
    """Write a workbook with a cell of every kind."""
    book = xlsxwriter.Workbook(path, {"date_1904": epoch_1904})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    clock = book.add_format({"num_format": "hh:mm"})
    for number in range(sheets):
        sheet = book.add_worksheet(f"Year {number + 3}")
        sheet.merge_range("B1:C1", "Autumn")
        sheet.write_row("A2", ["00123", 123456789012, 1.5, True, 0.1 + 0.2])
        sheet.write_datetime("F2", dt.datetime(2025, 12, 5), day)
        sheet.write_datetime("G2", dt.datetime(2025, 12, 5, 23, 30), moment)
        sheet.write_datetime("H2", dt.time(12, 4), clock)
    book.close()
    return RawFile.read(path)


def rewritten(file: RawFile, name: str, content: bytes) -> RawFile:
    """Put other bytes in place of one part of a workbook."""
    there = zipfile.ZipFile(io.BytesIO(file.data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for part in there.infolist():
            book.writestr(part.filename, content if part.filename == name else there.read(part))
    return RawFile(file.path, file.name, out.getvalue(), "", None)


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def test_cells_are_the_text_of_a_csv(tmp_path: Path) -> None:
    """Ids keep zeros and digits, days have no midnight, times no seconds."""
    (sheet,), epoch = read_sheets(workbook(tmp_path / "a.xlsx"), None)
    assert sheet.cells == [
        ["", "Autumn", "", "", "", "", "", ""],
        [
            "00123",
            "123456789012",
            "1.5",
            "TRUE",
            "0.3",
            "2025-12-05",
            "2025-12-05 23:30:00",
            "12:04",
        ],
    ]
    assert sheet.merged == ((0, 1, 0, 2),)
    assert epoch == 1900


def test_the_epoch_of_1904_is_followed(tmp_path: Path) -> None:
    """Days are the same days; the epoch is passed on for bare numbers."""
    (sheet,), epoch = read_sheets(workbook(tmp_path / "a.xlsx", epoch_1904=True), None)
    assert sheet.cells[1][5] == "2025-12-05"
    assert epoch == 1904


def test_which_sheet_must_be_said_where_there_are_several(tmp_path: Path) -> None:
    """One, several, all, or an error that lists them."""
    file = workbook(tmp_path / "a.xlsx", sheets=2)
    with pytest.raises(ReadError, match="2 sheets: Year 3, Year 4"):
        read_sheets(file, None)
    assert [sheet.name for sheet in read_sheets(file, "Year 4")[0]] == ["Year 4"]
    assert [sheet.name for sheet in read_sheets(file, "*")[0]] == ["Year 3", "Year 4"]
    assert len(read_sheets(file, ("Year 4", "Year 3"))[0]) == 2
    with pytest.raises(ReadError, match='no sheet "Year 5": did you mean'):
        read_sheets(file, "Year 5")


def test_a_workbook_cut_off_is_said_to_be(tmp_path: Path) -> None:
    """Half a file is damaged, at whatever byte it ends."""
    file = workbook(tmp_path / "a.xlsx")
    for length in (30, len(file.data) // 2, len(file.data) - 5):
        with pytest.raises(ReadError, match="cut off or damaged"):
            read_sheets(RawFile(file.path, file.name, file.data[:length], "", None), None)


def test_a_password_is_asked_to_be_taken_off(tmp_path: Path) -> None:
    """An encrypted workbook is an OLE file with a package inside; an old .xls is another."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    for inside, said in (("EncryptedPackage".encode("utf-16-le"), "password"), (b"", "old .xls")):
        data = ole + inside
        assert is_workbook(data)
        with pytest.raises(ReadError, match=said):
            read_sheets(RawFile(tmp_path, "a.xlsx", data, "", None), None)


def test_a_far_away_cell_is_refused(tmp_path: Path) -> None:
    """A cell in the last corner of a sheet would fill the memory of the machine."""
    file = workbook(tmp_path / "a.xlsx")
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(ReadError, match="row 1,048,576, column 16,384"):
        read_sheets(rewritten(file, SHEET, HEAD + far + TAIL), None)


def test_a_part_that_unpacks_a_thousandfold_is_refused(tmp_path: Path) -> None:
    """Forty megabytes of spaces pack into forty kilobytes."""
    file = rewritten(workbook(tmp_path / "a.xlsx"), SHEET, HEAD + b" " * 40_000_000 + TAIL)
    assert len(file.data) < 100_000
    with pytest.raises(ReadError, match="unpacks to far more"):
        read_sheets(file, None)


def test_entities_are_refused(tmp_path: Path) -> None:
    """No export needs a document type."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>' + HEAD + TAIL
    with pytest.raises(ReadError, match="document type or entity"):
        read_sheets(rewritten(workbook(tmp_path / "a.xlsx"), SHEET, bomb), None)


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    """A zip without a workbook in it is not one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../evil.txt", "x")
    with pytest.raises(ReadError, match="not an Excel workbook"):
        read_sheets(RawFile(tmp_path, "a.xlsx", out.getvalue(), "", None), None)


def test_broken_parts_are_damage(tmp_path: Path) -> None:
    """A sheet that is not XML is damaged."""
    with pytest.raises(ReadError, match="damaged"):
        read_sheets(rewritten(workbook(tmp_path / "a.xlsx"), SHEET, b"<worksheet><<<"), None)


def test_bytes_missing_from_the_middle_are_damage_or_nothing(tmp_path: Path) -> None:
    """Wherever bytes are lost, the sheet is read as it was or our own error says so."""
    file = workbook(tmp_path / "a.xlsx")
    whole = read_sheets(file, None)[0][0].cells
    for start in range(0, len(file.data), 97):
        data = file.data[:start] + file.data[start + 7 :]
        try:
            (sheet,), _ = read_sheets(RawFile(file.path, file.name, data, "", None), None)
        except ReadError as error:
            assert "a.xlsx" in str(error)
        else:
            assert sheet.cells == whole


def test_cells_with_a_formula_error_are_told_of(tmp_path: Path) -> None:
    """They read as blank, so the report counts and names them; a sound workbook has none."""
    path = tmp_path / "broken.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["pupil_id", "score"])
    sheet.write_row("A2", ["00123", 101])
    sheet.write("A3", "00124")
    sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
    book.close()
    file = RawFile.read(path)
    assert formula_errors(file) == ["B3"]
    (table,) = read_marksheets(file, Layout(), "pupil_id")
    (said,) = table.notes
    assert (said.rule, said.severity, said.count) == ("cells with a formula error", "warning", 1)
    assert "B3" in said.remedy
    assert formula_errors(workbook(tmp_path / "sound.xlsx")) == []


def test_a_sheet_of_more_cells_than_can_be_read_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nine cells are filled: a heading, five of a row and three times; eight are too few."""
    file = workbook(tmp_path / "full.xlsx")
    monkeypatch.setattr(workbook_parts, "MOST_FILLED", 9)
    assert len(read_sheets(file, None)[0]) == 1
    monkeypatch.setattr(workbook_parts, "MOST_FILLED", 8)
    with pytest.raises(ReadError, match=r"full\.xlsx lists more than 8 cells.*as CSV"):
        read_sheets(file, None)
