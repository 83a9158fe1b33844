"""Names and statements become one drawable line; labels stand clear of each other."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure

from ladders_analysis.english import listing, percent
from ladders_analysis.plots.lettering import ELLIPSIS, font, plain, shorten, width_of, wrap
from ladders_analysis.plots.placing import levels, lines_of, spread
from ladders_analysis.plots.wording import shared_ending, value_in_words


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Zoë Ångström", "Zoë Ångström"),
        ("costs $5_and $6^2", "costs $5_and $6^2"),
        ("<b>bold</b> & more", "<b>bold</b> & more"),
        (" two\r\nlines\tand \u2028more ", "two lines and more"),
        ("turned\u202eround\u200b", "turnedround"),
        ("null\x00 and bell\x07", "null and bell"),
        ("e\u0301", "é"),
        ("李 🎉", "\ufffd \ufffd"),
        (None, "None"),
        ("", ""),
    ],
)
def test_plain(typed: object, drawn: str) -> None:
    """Keep what can be drawn, drop what cannot be seen, mark what the font lacks."""
    assert plain(typed) == drawn


@given(st.text(max_size=60))
def test_plain_is_one_drawable_line(text: str) -> None:
    """Leave no control character and no double space, whatever was typed."""
    line = plain(text)
    assert line == " ".join(line.split())
    assert not any(unicodedata.category(character)[0] == "C" for character in line)
    assert plain(line) == line


@given(st.text(max_size=80), st.floats(12, 300), st.booleans())
def test_shortened_text_fits(text: str, room: float, bold: bool) -> None:
    """Never run past the room there is, and only cut what does not fit."""
    cut = shorten(text, room, 9.5, bold)
    assert width_of(cut, 9.5, bold) <= room
    if width_of(plain(text), 9.5, bold) <= room:
        assert cut == plain(text)
    else:
        assert cut.endswith(ELLIPSIS)


@given(st.lists(st.text("abcde fgh", max_size=12), max_size=20), st.floats(40, 200))
def test_wrapped_text_loses_only_its_end(words: list[str], room: float) -> None:
    """Keep every word in order unless the last line says that something went."""
    text = " ".join(words)
    lines = wrap(text, room, 9.5, most=3)
    assert len(lines) <= 3
    assert all(width_of(line, 9.5) <= room for line in lines)
    if not any(ELLIPSIS in line for line in lines):
        assert " ".join(lines) == plain(text)


@pytest.mark.parametrize("words", ["Year 3 stands lowest", "14 of 29 · 48%", "Grace O’Connor"])
@pytest.mark.parametrize("bold", [False, True])
def test_measured_width_is_the_drawn_width(words: str, bold: bool) -> None:
    """Agree with the canvas to within a twentieth."""
    figure = Figure(dpi=288)
    text = figure.text(0, 0, words, fontproperties=font(9.5, bold))
    drawn = text.get_window_extent(RendererAgg(10, 10, 288)).width * 72 / 288
    assert width_of(words, 9.5, bold) == pytest.approx(drawn, rel=0.05)


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(1, 10)), max_size=9),
    st.floats(0, 1),
)
def test_spread_labels_stand_clear(labels: list[tuple[float, float]], gap: float) -> None:
    """Keep labels apart and in order, and inside the line, which holds them all."""
    wanted, sizes = [place for place, _ in labels], [size for _, size in labels]
    centres = spread(wanted, sizes, 0, 100, gap)
    order = sorted(range(len(labels)), key=lambda place: wanted[place])
    for before, after in zip(order, order[1:], strict=False):
        needed = (sizes[before] + sizes[after]) / 2 + gap
        assert centres[after] - centres[before] >= needed - 1e-6
    for centre, size in zip(centres, sizes, strict=True):
        assert -1e-6 <= centre - size / 2
        assert centre + size / 2 <= 100 + 1e-6


def test_labels_that_stand_clear_stay() -> None:
    """Move nothing that need not move."""
    assert spread([10, 50, 90], [8, 8, 8], 0, 100) == [10, 50, 90]
    assert spread([], [], 0, 100) == []


def test_labels_on_lines() -> None:
    """Put labels on as few lines as hold them."""
    assert levels([0, 5, 30], [20, 20, 5], 4) == [0, 1, 0]
    assert lines_of([], 100, 10) == []
    assert lines_of([120, 30], 100, 10) == [[0], [1]]


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0%"), (0.004, "under 1%"), (0.125, "13%"), (0.996, "over 99%"), (1, "100%")],
)
def test_percentages(share: float, said: str) -> None:
    """Round halves up, and never to nobody or everybody."""
    assert percent(share) == said


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("cohort_label", "Year 4 (2025–26)", "Year 4 (2025–26)"),
        ("disadvantaged", False, "disadvantaged: no"),
        ("disadvantaged", pd.NA, "disadvantaged: not recorded"),
        ("group_attendance_band", "90 to 95", "attendance band: 90 to 95"),
        ("year_group", 0, "Reception"),
        ("cohort", 2028, "leaving 2028"),
        ("class_name", None, "not recorded"),
    ],
)
def test_groups_in_words(column: str, value: object, said: str) -> None:
    """Name a group so that it needs no key."""
    assert value_in_words(column, value) == said


def test_lists_in_words() -> None:
    """Join words as a sentence does."""
    assert listing([]) == ""
    assert listing(["one"]) == "one"
    assert listing(["one", "two"], "or") == "one or two"
    assert shared_ending(["Year 3 (2025–26)", "Year 3 (2024–25)"]) == ""
    assert shared_ending([]) == ""
