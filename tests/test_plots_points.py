"""The picture of points says what moved and what did not, from its own table."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_plots_tables import text_faults, widths_by_label, words_of

from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.points import plot_points

COLUMNS = ["curriculum", "measure", "value", "label"]
BEFORE, AFTER = "As it is", "Every statement cut in three"
TABLE = pd.DataFrame(
    [
        (BEFORE, "Points gained", 12.4, "12.4 points a pupil"),
        (AFTER, "Points gained", 37.2, "37.2 points a pupil"),
        (BEFORE, "At or above what is expected", 24, "24 of 29"),
        (AFTER, "At or above what is expected", 24, "24 of 29"),
    ],
    columns=COLUMNS,
)


def test_words_and_bars() -> None:
    """Say that points are three times as large and the other measure is the same."""
    ax = plot_points(TABLE, under="The same 29 pupils")
    assert ax.get_title().replace("\n", " ") == (
        "With every statement cut in three, ‘points gained’ is 3 times as large and ‘at or above "
        "what is expected’ is the same"
    )
    widths = widths_by_label(ax)
    assert widths[f"Points gained: {BEFORE}"] == pytest.approx(1 / 3)
    assert widths[f"Points gained: {AFTER}"] == pytest.approx(1)
    assert widths[f"At or above what is expected: {BEFORE}"] == pytest.approx(1)
    assert {"12.4 points a pupil", "37.2 points a pupil", "3 times as large"} <= set(words_of(ax))
    assert words_of(ax).count("24 of 29") == 2
    assert "Points gained: As it is, 12.4 points a pupil; Every statement cut in three, 37.2" in (
        alt_text(ax)
    )
    assert text_faults(ax) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (10, 15, "is 1.5 times as large"),
        (10, 5, "is 0.5 times as large"),
        (0, 0, "is the same"),
        (0, 4, "is not the same"),
        (100, 101, "is not the same"),
        (7, 7, "is the same"),
    ],
)
def test_changes(before: float, after: float, said: str) -> None:
    """Compare the last curriculum with the first."""
    table = pd.DataFrame([("a", "m", before, "x"), ("b", "m", after, "y")], columns=COLUMNS)
    assert plot_points(table).get_title() == f"With b, ‘m’ {said}"


@pytest.mark.parametrize(
    "table",
    [TABLE.iloc[:0], TABLE.iloc[:1], TABLE.assign(value=float("nan"))],
    ids=["empty", "one curriculum", "no values"],
)
def test_nothing_to_compare(table: pd.DataFrame) -> None:
    """Draw a calm picture that says so."""
    ax = plot_points(table)
    assert ax.get_title() == "There is nothing to compare yet"
    assert text_faults(ax) == []


def test_values_that_no_bar_can_show() -> None:
    """Refuse them plainly."""
    with pytest.raises(PictureError, match="0 or more"):
        plot_points(TABLE.assign(value=-1.0))
    with pytest.raises(PictureError, match="no column label"):
        plot_points(TABLE.drop(columns="label"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from([BEFORE, AFTER, "$a_b$ <c>"]),
            st.sampled_from(["Points", "Share\nof all", "M" * 90]),
            st.floats(0, 1e9),
            st.sampled_from(["12 of 29", "$5$", "", "long " * 30]),
        ),
        max_size=8,
    )
)
def test_any_table(rows: list[tuple[str, str, float, str]]) -> None:
    """Draw and describe any table at all, no text over another."""
    ax = plot_points(pd.DataFrame(rows, columns=COLUMNS))
    assert text_faults(ax) == []
    assert alt_text(ax).startswith(ax.get_title().replace("\n", " ").rstrip("…")[:40])
