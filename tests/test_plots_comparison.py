"""The picture of definitions × groups: every count there, nothing over anything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from explored import AUTUMN, SPRING, explored_tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import same_color
from test_plots_tables import text_faults, words_of

from ladders_analysis.comparing.comparison import compare
from ladders_analysis.intervals import wilson
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.comparison import plot_comparison
from ladders_analysis.plots.style import PAPER

Row = tuple[str, str, int, int, int]


def compared(rows: Sequence[Row], by: str = "cohort_label") -> Any:
    """Stand in for a comparison: definition, group, favourable, ranked, in scope."""
    table = pd.DataFrame(rows, columns=["title", by, "favourable", "of", "in_scope"])
    table.insert(0, "definition", table["title"])
    low, high = wilson(table["favourable"].to_numpy(float), table["of"].to_numpy(float))
    share = table["favourable"] / table["of"].where(table["of"] > 0)
    table = table.assign(share=share, low=low, high=high, too_small=table["of"] < 11)
    return SimpleNamespace(favourable=lambda by, subject: table, sentence="Nobody is here.")


TWO_BY_THREE = [
    ("Kept up", "Year 3 (2025–26)", 12, 30, 30),
    ("Kept up", "Year 4 (2025–26)", 24, 30, 31),
    ("Kept up", "Year 5 (2025–26)", 3, 5, 30),
    ("Closed", "Year 3 (2025–26)", 10, 30, 30),
    ("Closed", "Year 4 (2025–26)", 20, 30, 31),
    ("Closed", "Year 5 (2025–26)", 0, 0, 30),
]


def drawn(rows: Sequence[Row], by: str = "cohort_label") -> Axes:
    """Draw them."""
    return plot_comparison(compared(rows, by), by, note="Autumn to spring.")


def dots_of(ax: Axes) -> dict[str, Any]:
    """Return the dots by what they stand for."""
    return {str(line.get_label()): line for line in ax.get_lines() if line.get_marker() == "o"}


def test_words_and_dots() -> None:
    """Counts in every cell; the dot at the share; hollow where there are too few."""
    ax = drawn(TWO_BY_THREE)
    assert ax.get_title() == "By both definitions Year 3 has the smallest favourable share"
    words = words_of(ax)
    assert {"Kept up", "Closed", "Year 3", "Year 4", "Year 5"} <= set(words)
    assert {"12 of 30", "24 of 30", "3 of 5", "10 of 30", "20 of 30", "none ranked"} <= set(words)
    dots = dots_of(ax)
    assert len(dots) == 5
    low, high = (dots[f"Kept up: Year {year}"].get_xdata()[0] for year in (3, 4))
    below = dots["Closed: Year 3"].get_xdata()[0]
    # In one column a tenth of the scale lies as far apart as any other tenth.
    assert below < low
    each = (low - below) / (12 / 30 - 10 / 30)
    other = dots["Kept up: Year 4"].get_xdata()[0] - dots["Closed: Year 4"].get_xdata()[0]
    assert other == pytest.approx(each * (24 / 30 - 20 / 30))
    assert high > low
    assert same_color(dots["Kept up: Year 5"].get_markerfacecolor(), PAPER)
    assert not same_color(dots["Kept up: Year 4"].get_markerfacecolor(), PAPER)
    assert text_faults(ax) == []


def test_it_reads_as_the_table_would() -> None:
    """Every cell is in the description, with counts, and no percentage where there are few."""
    said = alt_text(drawn(TWO_BY_THREE))
    assert (
        "Kept up: Year 3, 12 of 30 ranked (40%, interval 25% to 58%), of 30; Year 4, 24 of 30 "
        "ranked (80%, interval 63% to 90%), of 31; Year 5, 3 of 5 ranked, too few to compare."
    ) in said
    assert "Year 5, none of 30 ranked." in said
    assert "2025–26." in said and said.endswith("Autumn to spring.")


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ([(9, 10)], "Year 3 has the smallest favourable share"),
        ([(9, 10)] * 3, "By all 3 definitions Year 3 has the smallest favourable share"),
        (
            [(9, 10), (9, 10), (10, 9)],
            "By 2 of 3 definitions Year 3 has the smallest favourable share",
        ),
        (
            [(9, 10), (20, 9)],
            "Each definition finds the smallest favourable share in another group",
        ),
        ([(9, 9)], "No two groups can be told apart by any of the definitions"),
    ],
    ids=["one", "all", "some", "none", "alike"],
)
def test_findings(counts: list[tuple[int, int]], title: str) -> None:
    """Say how many definitions agree about the smallest share; ties count for both."""
    rows = [
        (f"Definition {place}", year, favourable, 30, 30)
        for place, pair in enumerate(counts)
        for year, favourable in zip(("Year 3", "Year 4"), pair, strict=True)
    ]
    assert drawn(rows).get_title().replace("\n", " ") == title


def test_one_group() -> None:
    """With one group the definitions are set against each other."""
    rows = [("A", "1", 20, 40, 50), ("B", "1", 45, 50, 50), ("C", "1", 0, 0, 50)]
    title = drawn(rows, "school_id").get_title()
    assert title == "1: from 20 of 40 favourable by ‘A’ to 45 of 50 by ‘B’"
    assert drawn(rows[:1], "school_id").get_title() == "1: 20 of 40 favourable by ‘A’"
    assert drawn(rows[2:], "school_id").get_title() == "1: no definition can rank anybody yet"


@pytest.mark.parametrize("large", [False, True], ids=["one form", "trust"])
def test_thirteen_definitions_and_seven_cohorts(large: bool) -> None:
    """All of it can be read: no text over another, none off the sheet."""
    times = 1000 if large else 1
    chance = np.random.default_rng(4)
    years = ["Reception (2025–26)", *(f"Year {each} (2025–26)" for each in range(1, 7))]
    titles = [f"A rather long title of a progress definition, number {n}" for n in range(13)]
    rows = [
        (title, year, int(chance.integers(0, 31)) * times, 30 * times, 31 * times)
        for title in titles
        for year in years
    ]
    ax = drawn(rows)
    assert len(dots_of(ax)) == 91
    assert text_faults(ax) == []


def test_more_groups_stand_in_blocks() -> None:
    """Twenty classes take three blocks; what is left out is said."""
    rows = [("A", f"Class {number}", number, 30, 30) for number in range(20)]
    ax = drawn(rows, "class_name")
    assert len(dots_of(ax)) == 20
    assert len({round(float(dot.get_ydata()[0])) for dot in dots_of(ax).values()}) == 3
    assert text_faults(ax) == []
    many = [("A", f"Class {number}", 1, 30, 30) for number in range(60)]
    ax = drawn(many, "class_name")
    assert len(dots_of(ax)) == 42
    assert "The first 42 of 60 groups." in alt_text(ax)


def test_from_a_comparison(build: Callable) -> None:
    """The real thing, with its own note; and one in which nothing can be compared."""
    school = build(**explored_tables())
    points = school.as_at(AUTUMN), school.as_at(SPRING)
    found = compare(*points, ["against_expectation", "gaps_closed"])
    ax = plot_comparison(found, by=["subject", "disadvantaged"])
    assert text_faults(ax) == []
    assert "Autumn 2024 (entries to 2024-12-20) to Spring 2025" in alt_text(ax)
    reading = plot_comparison(found, subject="Reading")
    assert "(Reading, pupils)" in alt_text(reading)
    assert plot_comparison(found, ax=ax) is ax
    empty = plot_comparison(compare(*points, ["nothing_such"]))
    assert empty.get_title() == "There is nothing to compare yet"
    assert "nothing_such gave no answer" in alt_text(empty)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(["A", "$a_b$ <c>", "M" * 80, "Kept\nup"]),
            st.sampled_from(["Oak", "$x$", "W" * 40, "", "Elm & Ash"]),
        ),
        st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)),
        max_size=12,
    )
)
def test_any_table(cells: dict[tuple[str, str], tuple[int, int, int]]) -> None:
    """Draw and describe anything, every definition with every group."""
    groups = dict.fromkeys(group for _, group in cells)
    rows = [
        (definition, group, *np.cumsum(cells.get((definition, group), (0, 0, 0))).tolist())
        for definition in dict.fromkeys(definition for definition, _ in cells)
        for group in groups
    ]
    ax = drawn(rows, "class_name")
    assert text_faults(ax) == []
    assert alt_text(ax)
