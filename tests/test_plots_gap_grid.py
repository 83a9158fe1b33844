"""A gap grid shows every judgement once, in order, and names the sticking point."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from test_plots_tables import text_faults, words_of

from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.gap_grid import plot_gap_grid
from ladders_analysis.plots.gap_order import gap_order
from ladders_analysis.plots.picture import show
from ladders_analysis.policy import STATES

STATEMENTS = pd.DataFrame(
    {
        "ladder": ["Number", "Number", "Number", "Shape"],
        "text": ["Count in tenths", "Add with exchange", "Explain how to halve", "Name 2-D shapes"],
        "key": [False, True, False, False],
    },
    index=["N1", "N2", "N3", "S1"],
)
PUPILS = pd.DataFrame(
    {"name": ["Amara Okafor", "Ben <b>Hughes</b>", "Chloe $mith_$"]}, index=["P1", "P2", "P3"]
)
STATES_TABLE = pd.DataFrame(
    [[3, 2, 2, 0], [3, 1, 2, 3], [2, 2, 3, 0]],
    index=["P1", "P2", "P3"],
    columns=["N1", "N2", "N3", "S1"],
    dtype="uint8",
)


def cells(ax: Axes) -> dict[tuple[int, int], str]:
    """Read the grid back from its tiles: column and row to state."""
    found: dict[tuple[int, int], str] = {}
    for tiles in ax.collections:
        if isinstance(tiles, PathCollection) and tiles.get_label() in STATES:
            for across, down in np.asarray(tiles.get_offsets()):
                place = int(across), int(down)
                assert place not in found
                found[place] = str(tiles.get_label())
    return found


def test_cells_by_hand() -> None:
    """Put statements by ladder, most missed first: exchange and halving (2 each), then tenths."""
    ax = plot_gap_grid(STATES_TABLE, STATEMENTS, PUPILS)
    # N2 and N3 are both missed by two; N2 is secure for nobody, N3 for one, so N2 comes first.
    columns = {"N2": 0, "N3": 1, "N1": 2, "S1": 3}
    drawn = cells(ax)
    assert len(drawn) == 12
    for row, pupil in enumerate(STATES_TABLE.index):
        for statement, column in columns.items():
            assert drawn[column, row] == STATES[STATES_TABLE.loc[pupil, statement]]


def test_each_state_has_its_own_glyph() -> None:
    """Tell no state by colour alone."""
    ax = plot_gap_grid(STATES_TABLE, STATEMENTS, PUPILS)
    glyphs = {
        str(marks.get_label()): (
            marks.get_paths()[0].vertices.round(3).tobytes(),
            tuple(np.round(marks.get_sizes(), 2)),
            len(marks.get_facecolors()) > 0,
        )
        for marks in ax.collections
        if isinstance(marks, PathCollection) and str(marks.get_label()).startswith("_glyph")
    }
    assert len(set(glyphs.values())) == 4


def test_words_drawn() -> None:
    """Name the sticking point, pupils, statements, ladders and counts."""
    ax = plot_gap_grid(STATES_TABLE, STATEMENTS, PUPILS, under="Maths, Year 3", note="Policy 3f2a")
    # A key statement comes first among equals: N2 is missed by two of the three taught it.
    assert ax.get_title().replace("\n", " ") == (
        "‘Add with exchange’ is secure for 0 of the 3 pupils taught it"
    )
    words = words_of(ax)
    assert {
        "◆ Add with exchange",
        "Explain how to halve",
        "Number",
        "Shape",
        "Amara Okafor",
        "Ben <b>Hughes</b>",
        "Chloe $mith_$",
        "◆ key statement",
        "5 assessed, not secure",
        "1 taught, not assessed",
        "4 secure",
        "2 not yet taught",
        "Maths, Year 3",
        "Policy 3f2a",
    } <= set(words)
    # Missed by statement: 2, 2, 1, 0; by pupil: 2, 1, 2.
    assert [words.count(number) for number in ("0", "1", "2")] == [1, 2, 4]
    assert text_faults(ax) == []


def test_description_reads_as_the_table() -> None:
    """Say each statement's four counts and each pupil's gaps."""
    said = alt_text(plot_gap_grid(STATES_TABLE, STATEMENTS, PUPILS))
    assert (
        "Ladder Number: ‘Add with exchange’ (key statement): 0 secure; 2 assessed, not secure; 1 "
        "taught, not assessed; 0 not yet taught."
    ) in said
    assert "‘Name 2-D shapes’: 1 secure; 0 assessed, not secure; 0 taught" in said
    assert "Amara Okafor 2, Ben <b>Hughes</b> 1 and Chloe $mith_$ 2" in said


def test_without_names() -> None:
    """Show neither names nor ids, nor the register's order."""
    ax = plot_gap_grid(STATES_TABLE, STATEMENTS, PUPILS, names=False)
    text = " ".join([*words_of(ax), alt_text(ax)])
    for name in [*PUPILS["name"], *PUPILS.index]:
        assert name not in text
    assert "pupil by pupil: 2, 2 and 1." in alt_text(ax)
    drawn = cells(ax)
    missed = [
        sum(drawn[column, row] == "assessed, not secure" for column in range(4)) for row in range(3)
    ]
    assert missed == [2, 2, 1]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        (0, "Nothing has been taught yet"),
        (1, "Nothing that was taught has been assessed yet"),
        (2, "‘Add with exchange’ is secure for 0 of the 3 pupils taught it"),
        (3, "Everything assessed so far is secure"),
    ],
)
def test_all_alike(value: int, title: str) -> None:
    """Say it calmly where every cell is in one state."""
    table = STATES_TABLE.copy()
    table.iloc[:, :] = value
    ax = plot_gap_grid(table, STATEMENTS, PUPILS)
    assert ax.get_title() == title
    assert len(cells(ax)) == 12


@pytest.mark.parametrize(
    ("rows", "columns", "title"),
    [(0, 4, "No pupil is in scope here"), (3, 0, "No statement stands here")],
)
def test_nothing_to_draw(rows: int, columns: int, title: str) -> None:
    """Draw a calm picture that says so."""
    ax = plot_gap_grid(STATES_TABLE.iloc[:rows, :columns], STATEMENTS, PUPILS)
    assert ax.get_title() == title
    assert alt_text(ax).startswith(title)


def test_one_pupil_one_statement() -> None:
    """Speak of one pupil."""
    ax = plot_gap_grid(STATES_TABLE.iloc[:1, 1:2], STATEMENTS, PUPILS)
    assert ax.get_title() == "‘Add with exchange’ is secure for 0 of the 1 pupil taught it"
    assert text_faults(ax) == []


def test_pupils_and_statements_that_nobody_described() -> None:
    """Fall back on ids where names, texts or whole rows are missing."""
    statements = STATEMENTS.drop(columns=["ladder", "key"]).drop(index="S1")
    statements.loc["N1", "text"] = None
    pupils = PUPILS.copy()
    pupils.loc["P1", "name"] = None
    ax = plot_gap_grid(STATES_TABLE, statements, pupils)
    assert {"P1", "N1", "S1", "Ben <b>Hughes</b>"} <= set(words_of(ax))
    assert "◆ key statement" not in words_of(ax)
    without = plot_gap_grid(STATES_TABLE, statements, pupils.drop(columns="name"))
    assert {"P1", "P2", "P3"} <= set(words_of(without))


@pytest.mark.parametrize("strange", [4, -1, np.nan, 1.5])
def test_values_that_are_no_state(strange: float) -> None:
    """Refuse them, and say what is allowed."""
    table = STATES_TABLE.astype(float)
    table.iloc[0, 0] = strange
    with pytest.raises(PictureError, match="0 not yet taught, 1 taught, not assessed"):
        plot_gap_grid(table, STATEMENTS, PUPILS)


def test_sticking_point_between_equals() -> None:
    """Prefer key statements, then fewest secure, then the curriculum's order."""
    codes = np.array([[2, 2, 2, 2], [3, 3, 1, 3]], dtype=np.uint8)
    order = gap_order(codes, ["N1", "N3", "S1", "N2"], STATEMENTS)
    stuck = order.sticking_point
    assert stuck is not None
    assert stuck.statement_id == "N2"
    plain = gap_order(codes, ["N1", "N3", "S1", "N2"], STATEMENTS.assign(key=False))
    stuck = plain.sticking_point
    assert stuck is not None
    assert stuck.statement_id == "S1"
    assert [ladder for ladder, _, _ in order.ladders] == ["Number", "Shape"]


def make_grid(pupils: int, statements: int, seed: int) -> tuple[pd.DataFrame, ...]:
    """Make a class and a curriculum at random, with awkward names."""
    rng = np.random.default_rng(seed)
    ladders = ["Number and place value", "Fractions", "L", "Measures, geometry and much else"]
    texts = ["Explain how $x_1$ changes", "Recall the 8 times table", "Tell\nthe time " * 9, "<i>"]
    names = ["Grace Bennett-Wainwright", "Al", "Dawid $_$ Kowalski", "A" * 80]
    table = pd.DataFrame(
        {
            "ladder": [ladders[number] for number in sorted(rng.integers(0, 4, statements))],
            "text": [f"{texts[number % 4]} {number}" for number in range(statements)],
            "key": rng.random(statements) < 0.3,
        },
        index=[f"S{number}" for number in range(statements)],
    )
    people = pd.DataFrame(
        {"name": [f"{names[number % 4]} {number}" for number in range(pupils)]},
        index=[f"P{number}" for number in range(pupils)],
    )
    codes = rng.choice(4, (pupils, statements), p=rng.dirichlet([1, 1, 1, 2]))
    states = pd.DataFrame(codes.astype("uint8"), index=people.index, columns=table.index)
    return states, table, people


def test_a_full_class_and_a_full_year() -> None:
    """Keep every label of 35 pupils × 60 statements clear of the others."""
    ax = plot_gap_grid(*make_grid(35, 60, 1))
    assert len(cells(ax)) == 35 * 60
    assert text_faults(ax) == []


def test_more_than_can_be_drawn() -> None:
    """Count all, draw the most missed, and say so."""
    states, statements, pupils = make_grid(130, 140, 2)
    ax = plot_gap_grid(states, statements, pupils)
    assert len(cells(ax)) == 120 * 120
    said = alt_text(ax)
    for name, column in states.items():
        missed, secure = int((column == 2).sum()), int((column == 3).sum())
        text = " ".join(str(statements.loc[str(name), "text"]).split())
        assert f"‘{text}’" in said
        assert f"{secure} secure; {missed} assessed, not secure" in said
    foot = "Drawn: 120 of 130 pupils, the 120 most missed of 140 statements; counted: all."
    assert foot in words_of(ax)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 36), st.integers(1, 62), st.integers(0, 10_000), st.booleans())
@example(14, 16, 0, False)  # wide cells once pushed the key off the picture
def test_any_class(pupils: int, statements: int, seed: int, names: bool) -> None:
    """Draw and describe any class, every cell once and no label over another."""
    states, table, people = make_grid(pupils, statements, seed)
    ax = plot_gap_grid(states, table, people, names=names)
    drawn = cells(ax)
    assert len(drawn) == pupils * statements
    for code, state in enumerate(STATES):
        assert sum(found == state for found in drawn.values()) == int((states == code).sum().sum())
    assert text_faults(ax) == []
    assert show(ax, dpi=96).png
