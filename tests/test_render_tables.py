"""Tables as a screen reader and a deputy head meet them."""

from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.render.tables import make_accessible, table_html

COHORTS = pd.DataFrame(
    {
        "cohort": ["Year 3 (2025–26)", "Year 4 (2025–26)"],
        "pupils": [23, 14],
        "of": [29, 30],
        "favourable_share": [23 / 29, 14 / 30],
    }
)


def made(html: str, caption: str = "About") -> Tag:
    """Make the first table of some HTML accessible and return it."""
    soup = BeautifulSoup(html, "html.parser")
    table = soup.find("table")
    assert isinstance(table, Tag)
    make_accessible(table, caption=caption, soup=soup)
    return table


def pandas_html(frame: pd.DataFrame) -> str:
    """Give the HTML that a notebook stores for a table."""
    html = frame._repr_html_()
    assert isinstance(html, str)
    return html


def grid(table: Tag) -> list[list[str]]:
    """Give the words of a table, row by row."""
    return [
        [cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
    ]


def test_a_summary_reads_as_a_person_would_write_it() -> None:
    """Row numbers go, shares are percentages, names of columns are words."""
    assert grid(made(pandas_html(COHORTS))) == [
        ["cohort", "pupils", "of", "favourable share"],
        ["Year 3 (2025–26)", "23", "29", "79%"],
        ["Year 4 (2025–26)", "14", "30", "47%"],
    ]


def test_every_header_cell_has_a_scope_and_words() -> None:
    """Each th says what it heads; the first column of words heads the rows."""
    table = made(pandas_html(COHORTS))
    assert [(th["scope"], th.get_text()) for th in table.find_all("th")] == [
        ("col", "cohort"),
        ("col", "pupils"),
        ("col", "of"),
        ("col", "favourable share"),
        ("row", "Year 3 (2025–26)"),
        ("row", "Year 4 (2025–26)"),
    ]


def test_a_caption_is_taken_from_where_the_table_stands() -> None:
    """The caption comes first in the table and names the region that scrolls."""
    table = made(pandas_html(COHORTS), "Table 1: Reading")
    assert table.contents[0].get_text() == "Table 1: Reading"
    assert isinstance(table.parent, Tag)
    assert table.parent["aria-label"] == "Table 1: Reading"
    assert table.parent["tabindex"] == "0"


def test_a_caption_already_there_is_kept() -> None:
    """A table that names itself keeps its name."""
    table = made("<table><caption>Ours</caption><tr><td>1</td></tr></table>")
    assert [caption.get_text() for caption in table.find_all("caption")] == ["Ours"]


def test_a_named_index_joins_the_row_of_column_names() -> None:
    """The two header rows that pandas draws for a named index become one."""
    frame = COHORTS.set_index("cohort")[["pupils", "of"]]
    assert grid(made(pandas_html(frame)))[0] == ["cohort", "pupils", "of"]


def test_named_columns_are_said_in_the_corner() -> None:
    """A pivot says what its rows are and what its columns are."""
    frame = pd.DataFrame(
        [[3, 4]],
        index=pd.Index(["Year 3"], name="cohort"),
        columns=pd.Index(["Maths", "Reading"], name="subject"),
    )
    assert grid(made(pandas_html(frame))) == [
        ["cohort, by subject", "Maths", "Reading"],
        ["Year 3", "3", "4"],
    ]


def test_an_index_of_two_levels_heads_groups_of_rows() -> None:
    """A row header that spans rows is a rowgroup; numbers stay in their columns."""
    frame = pd.DataFrame(
        {"subject": ["Maths", "Maths"], "cohort": ["Y3", "Y4"], "share": [0.5, 0.25]}
    ).set_index(["subject", "cohort"])
    table = made(pandas_html(frame))
    assert grid(table) == [["subject", "cohort", "share"], ["Maths", "Y3", "50%"], ["Y4", "25%"]]
    spanning = table.find("th", rowspan="2")
    assert isinstance(spanning, Tag)
    assert spanning["scope"] == "rowgroup"


def test_columns_of_two_levels_keep_both() -> None:
    """A column header that spans columns is a colgroup, and no blank cell is a header."""
    frame = pd.DataFrame(
        [[1, 2], [3, 4]],
        index=pd.Index(["x", "y"], name="i"),
        columns=pd.MultiIndex.from_tuples([("Maths", "then"), ("Maths", "now")]),
    )
    table = made(pandas_html(frame))
    assert [th["scope"] for th in table.find_all("th")][:3] == ["colgroup", "col", "col"]
    assert all(th.get_text() for th in table.find_all("th"))


def test_missing_values_and_flags_are_words() -> None:
    """A dash where there is no value, yes and no for flags, a true minus, two decimals."""
    frame = pd.DataFrame(
        {
            "name": ["Ann", "Bo"],
            "eal": pd.array([True, None], "boolean"),
            "value": [-0.3333333, float("nan")],
            "change": [-2, 3],
            "joined_on": pd.to_datetime(["2025-09-03", None]),
        }
    )
    assert grid(made(pandas_html(frame)))[1:] == [
        ["Ann", "yes", "−0.33", "−2", "2025-09-03"],
        ["Bo", "–", "–", "3", "–"],
    ]


def test_a_share_outside_nought_to_one_is_not_a_percentage() -> None:
    """A column called share that holds other numbers is left alone."""
    assert grid(made(pandas_html(pd.DataFrame({"a": ["x"], "share": [1.5]}))))[1] == ["x", "1.5"]


def test_a_share_never_rounds_to_all_or_none() -> None:
    """Nearly everybody is not everybody."""
    frame = pd.DataFrame({"a": list("wxyz"), "share": [0.9999, 0.0001, 1.0, 0.0]})
    shown = [row[1] for row in grid(made(pandas_html(frame)))[1:]]
    assert shown == ["over 99%", "under 1%", "100%", "0%"]


def test_a_number_that_means_something_is_not_taken_for_a_row_number() -> None:
    """A named index, or one that does not count from nought, stays."""
    named = pd.DataFrame({"pupils": [1, 2]}, index=pd.Index([0, 1], name="year_group"))
    assert grid(made(pandas_html(named)))[1] == ["0", "1"]
    years = pd.DataFrame({"pupils": [1, 2]}, index=[2025, 2026])
    assert grid(made(pandas_html(years)))[1] == ["2025", "1"]


def test_rows_that_pandas_left_out_are_owned_up_to() -> None:
    """A long table says that some of its rows are not shown."""
    soup = BeautifulSoup(pandas_html(pd.DataFrame({"n": range(100)})), "html.parser")
    table = soup.find("table")
    assert isinstance(table, Tag)
    make_accessible(table, caption="Long", soup=soup)
    assert "100 rows, 1 columns; those marked … are not shown." in soup.get_text()


def test_an_empty_table_keeps_its_column_names() -> None:
    """Nobody in a group is a table with headers and no rows."""
    assert grid(made(pandas_html(COHORTS.iloc[:0]))) == [
        ["cohort", "pupils", "of", "favourable share"]
    ]


def test_names_like_html_are_text() -> None:
    """A name that looks like HTML or a formula is shown as it is and does nothing."""
    html = table_html(
        pd.DataFrame({"name": ["<img src=x onerror=alert(1)>", '=HYPERLINK("x")']}), "Pupils"
    )
    assert "<img" not in html
    assert '=HYPERLINK("x")' in BeautifulSoup(html, "html.parser").get_text()


@given(
    st.lists(
        st.tuples(st.text(max_size=8), st.one_of(st.none(), st.floats(allow_nan=False))),
        max_size=6,
    )
)
def test_any_table_stays_rectangular_and_named(rows: list[tuple[str, float | None]]) -> None:
    """Whatever the words and numbers, each row has every column and the table its caption."""
    frame = pd.DataFrame(rows, columns=["pupil_name", "share"])
    table = BeautifulSoup(table_html(frame, "Any"), "html.parser").find("table")
    assert isinstance(table, Tag)
    assert table.find("caption") is not None
    assert {len(row) for row in grid(table)} == {2}
    assert len(grid(table)) == len(rows) + 1


@pytest.mark.parametrize(("columns", "wide"), [(10, False), (11, True)])
def test_a_table_of_many_columns_is_set_smaller(columns: int, wide: bool) -> None:
    """Ten columns fit a page as they are; eleven are set smaller."""
    frame = pd.DataFrame([range(columns)], columns=[f"c{place}" for place in range(columns)])
    assert ('class="ladders-wide"' in table_html(frame, "Many columns")) is wide
