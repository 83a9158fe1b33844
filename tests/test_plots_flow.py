"""A flow shows every pupil once, going where they went, and counts them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.patches import Polygon
from test_plots_tables import ATTAINMENT, moves_table, text_faults, words_of

from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.flow import plot_flow
from ladders_analysis.plots.flow_layout import flow_layout, outline
from ladders_analysis.plots.picture import show

W, E, G, OWN, NO = (
    "working towards",
    "expected",
    "greater depth",
    "own curriculum",
    "not enough evidence",
)
CLASS = [
    (W, W, 8),
    (W, E, 3),
    (E, W, 2),
    (E, E, 10),
    (E, G, 3),
    (G, G, 3),
    (G, E, 1),
    (OWN, OWN, 1),
]
MOVES = st.dictionaries(
    st.tuples(st.sampled_from(ATTAINMENT), st.sampled_from(ATTAINMENT)),
    st.integers(0, 40),
    max_size=25,
)


@given(MOVES)
def test_layout_conserves_pupils(moves: dict[tuple[str, str], int]) -> None:
    """Give each pupil one height, on both sides; bands fill their nodes without a gap."""
    layout = flow_layout((start, end, pupils) for (start, end), pupils in moves.items())
    total = sum(moves.values())
    assert layout.pupils == total
    assert len(layout.bands) == sum(1 for pupils in moves.values() if pupils)
    if not total:
        assert layout.nodes == ()
        return
    unit = (layout.bands[0].start_bottom - layout.bands[0].start_top) / layout.bands[0].pupils
    for side, place in (("start", 0), ("end", 1)):
        nodes = layout.on(side)
        assert sum(node.pupils for node in nodes) == total
        assert [node.top for node in nodes] == sorted(node.top for node in nodes)
        for above, below in zip(nodes, nodes[1:], strict=False):
            assert above.bottom < below.top
        assert nodes[0].top >= -1e-9
        assert nodes[-1].bottom <= 1 + 1e-9
        for node in nodes:
            ends = sorted(
                (
                    (band.start_top, band.start_bottom)
                    if side == "start"
                    else (band.end_top, band.end_bottom)
                )
                for band in layout.bands
                if (band.start, band.end)[place] == node.word
            )
            assert ends[0][0] == pytest.approx(node.top)
            assert ends[-1][1] == pytest.approx(node.bottom)
            for before, after in zip(ends, ends[1:], strict=False):
                assert before[1] == pytest.approx(after[0])
            assert node.bottom - node.top == pytest.approx(node.pupils * unit)


def test_layout_by_hand() -> None:
    """Stack greater depth over expected over working towards, and join them in order."""
    layout = flow_layout([(W, E, 1), (E, E, 2), (E, W, 1)])
    # Two nodes a side share the height: 2 gaps of 0.045 are kept free, 4 pupils share 0.91;
    # the column, with its one gap, stands in the middle.
    unit, top = 0.91 / 4, (1 - 0.91 - 0.045) / 2
    expected, towards = layout.on("start")
    assert (expected.word, towards.word) == (E, W)
    assert expected.top == pytest.approx(top)
    assert expected.bottom == pytest.approx(top + 3 * unit)
    assert towards.top == pytest.approx(top + 3 * unit + 0.045)
    up = next(band for band in layout.bands if band.direction == "moved up")
    assert up.start_top == pytest.approx(towards.top)
    assert up.end_top == pytest.approx(top + 2 * unit)
    assert [layout.towards(way) for way in ("moved up", "stayed", "moved down")] == [1, 2, 1]


def test_outline_is_smooth_and_as_tall_as_its_pupils() -> None:
    """Trace a band whose two edges stay the same distance apart."""
    band = next(b for b in flow_layout([(W, G, 3), (E, E, 7)]).bands if b.start == W)
    edge = outline(band, 30)
    assert edge.shape == (62, 2)
    upper, lower = edge[:31], edge[31:][::-1]
    assert np.allclose(upper[:, 0], lower[:, 0])
    assert np.allclose(lower[:, 1] - upper[:, 1], band.start_bottom - band.start_top)
    assert abs(upper[1, 1] - upper[0, 1]) < abs(upper[15, 1] - upper[14, 1])


def test_words_drawn() -> None:
    """State how many reached what is expected, and label every band and node."""
    ax = plot_flow(moves_table([*CLASS, (W, NO, 1), (NO, E, 1)]), start="Autumn", end="Spring")
    assert ax.get_title().replace("\n", " ") == (
        "3 of the 12 who were working towards are now at or above what is expected (1 not placed "
        "now); 2 moved the other way"
    )
    words = words_of(ax)
    assert sorted(word for word in words if word[:2] in ("▲ ", "▼ ", "= ", "? ")) == sorted(
        ["▲ 3", "▲ 3", "▼ 2", "▼ 1", "= 8", "= 10", "= 3", "? 1", "? 1", "? 1"]
        + ["▲ 6 moved up", "= 21 stayed", "▼ 3 moved down", "? 3 not placed at one of the points"]
    )
    assert {"Autumn", "Spring", "12", "10", W, E, G, OWN, NO} <= set(words)
    assert text_faults(ax) == []
    assert "33 pupils, Autumn to Spring" in words
    said = alt_text(ax)
    assert "33 pupils: 6 moved up, 21 stayed, 3 moved down and 3 not placed." in said
    assert "working towards to expected: 3." in said
    assert "stayed expected: 10." in said


def test_direction_is_not_told_by_colour_alone() -> None:
    """Hatch the bands of pupils not placed; sign every other way."""
    ax = plot_flow(moves_table([(W, E, 3), (E, NO, 2)]))
    bands = {p.get_label(): p for p in ax.patches if isinstance(p, Polygon)}
    assert set(bands) == {f"{W} to {E}", f"{E} to {NO}"}
    assert bands[f"{E} to {NO}"].get_hatch()
    assert not bands[f"{W} to {E}"].get_hatch()


@pytest.mark.parametrize(
    ("moves", "title"),
    [
        ([], "No pupil is in scope at both points"),
        ([(W, E, 0)], "No pupil is in scope at both points"),
        ([(OWN, OWN, 2), (NO, E, 4)], "No pupil could be placed at both points"),
        ([(W, E, 1)], "The one pupil who was working towards is now at or above what is expected"),
        ([(W, G, 2)], "Both who were working towards are now at or above what is expected"),
        (
            [(W, E, 5), (E, E, 5)],
            "All 5 who were working towards are now at or above what is expected; nobody moved "
            "the other way",
        ),
        (
            [(W, W, 4), (E, W, 1)],
            "None of the 4 who were working towards are now at or above what is expected; 1 moved "
            "the other way",
        ),
        ([(E, E, 9), (G, E, 2)], "Nobody who was at or above what is expected has fallen behind"),
        ([(E, W, 1), (E, E, 9)], "1 of the 10 who were at or above has fallen behind"),
        ([(E, W, 2), (E, E, 9)], "2 of the 11 who were at or above have fallen behind"),
    ],
)
def test_titles(moves: list[tuple[str, str, int]], title: str) -> None:
    """State the finding, or calmly that there is none."""
    ax = plot_flow(moves_table(moves))
    assert ax.get_title().replace("\n", " ") == title
    assert alt_text(ax).startswith(title)
    assert text_faults(ax) == []


def test_rows_by_other_columns_are_added_up() -> None:
    """Draw one flow of a table that was also counted by class."""
    table = moves_table([(W, E, 3), (W, E, 4), (E, E, 1)]).assign(class_name=["A", "B", "A"])
    assert "working towards to expected: 7." in alt_text(plot_flow(table))


def test_other_words_and_blanks_are_drawn() -> None:
    """Show words that are none of ours below the others, as not placed."""
    table = moves_table([("on <track> $2$", E, 3), (W, W, 2)])
    table.loc[2] = [None, E, 1]
    ax = plot_flow(table)
    assert {"on <track> $2$", "not recorded"} <= set(words_of(ax))
    assert "4 not placed" in alt_text(ax)


def test_missing_column() -> None:
    """Name it, and how to make such a table."""
    with pytest.raises(PictureError, match=r"no column pupils.*la\.transitions"):
        plot_flow(moves_table(CLASS).drop(columns="pupils"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MOVES)
def test_any_moves(moves: dict[tuple[str, str], int]) -> None:
    """Draw and describe any moves at all, every band labelled and no label over another."""
    table = moves_table([(start, end, pupils) for (start, end), pupils in moves.items()])
    ax = plot_flow(table)
    assert text_faults(ax) == []
    some = [pupils for pupils in moves.values() if pupils]
    counts = sorted(
        int(words[2:]) for words in words_of(ax) if words[:2] in ("▲ ", "▼ ", "= ", "? ")
        and words[2:].isdigit()
    )  # fmt: skip
    assert counts == sorted(some)
    for (start, end), pupils in moves.items():
        way = f"{start} to {end}" if start != end else f"stayed {start}"
        assert (f" {way}: {pupils}." in alt_text(ax)) is bool(pupils)
    assert show(ax, dpi=96).png


def test_whose_movement_it_is() -> None:
    """Say under the title, and in the description, whose movement is drawn."""
    ax = plot_flow(moves_table(CLASS), under="Maths, Year 4", start="Autumn", end="Spring")
    assert "Maths, Year 4: 31 pupils, Autumn to Spring" in words_of(ax)
    assert "Maths, Year 4. 31 pupils" in alt_text(ax)


def test_thin_nodes_keep_their_labels_apart() -> None:
    """Lead a line to the label of a node too thin to hold it."""
    moves = [(E, E, 400), (OWN, OWN, 1), ("nothing due yet", NO, 1), ("too early to say", E, 1)]
    ax = plot_flow(moves_table([*moves, (NO, NO, 1)]))
    assert {OWN, NO, "nothing due yet", "too early to say"} <= set(words_of(ax))
    assert len(ax.lines) >= 1
    assert text_faults(ax) == []
