"""Attainment bars show every pupil once, and say what they show."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_plots_tables import (
    ATTAINMENT,
    YEAR_3_AND_4,
    attainment_table,
    text_faults,
    widths_by_label,
    words_of,
)

from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.attainment import plot_attainment
from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.picture import show


def row(year: int, subject: str, counts: list[int], when: str = "2025–26") -> tuple:
    """Make one group for `attainment_table`."""
    return {"cohort_label": f"Year {year} ({when})", "subject": subject}, counts


def test_every_pupil_is_drawn_once() -> None:
    """Give each word of each group a block as long as it has pupils."""
    ax = plot_attainment(YEAR_3_AND_4)
    assert widths_by_label(ax) == pytest.approx(
        {
            "working towards": 15 + 8 + 9 + 7,
            "expected": 10 + 16 + 14 + 16,
            "greater depth": 4 + 5 + 6 + 6,
            "own curriculum": 2,
            "not enough evidence": 2,
        }
    )
    left = [patch for patch in ax.patches if patch.get_label() == "working towards"]
    assert all(patch.get_x() + patch.get_width() == pytest.approx(0) for patch in left)
    up = [patch for patch in ax.patches if patch.get_label() == "expected"]
    assert all(patch.get_x() == pytest.approx(0) for patch in up)


def test_words_drawn() -> None:
    """Print the finding, the groups, the counts and the result of each."""
    ax = plot_attainment(YEAR_3_AND_4, note="Policy 3f2a")
    assert ax.get_title() == "Maths: Year 3 stands lowest, 14 of 29 at or above what is expected"
    words = words_of(ax)
    assert [words.count(name) for name in ("Maths", "Reading", "Year 3", "Year 4")] == [1, 1, 2, 2]
    for result in ("14 of 29 · 48%", "21 of 29 · 72%", "20 of 29 · 69%", "22 of 29 · 76%"):
        assert words.count(result) == 1
    assert words.count("31") == 2
    assert words.count("16") == 2
    assert "Policy 3f2a" in words
    assert "nothing due yet" not in words
    assert any(word.startswith("2025–26. Pupils") for word in words)
    assert text_faults(ax) == []


def test_description_reads_as_the_table() -> None:
    """Say each group's counts, share, reasons and scope."""
    said = alt_text(plot_attainment(YEAR_3_AND_4))
    assert (
        "Maths, Year 3: 15 working towards, 10 expected, 4 greater depth; 14 of 29 placed are at "
        "or above what is expected (48%); not placed: 1 own curriculum and 1 not enough evidence; "
        "31 in scope."
    ) in said
    assert "Reading, Year 4: 7 working towards, 16 expected, 6 greater depth; 22 of 29" in said


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([], "No pupil is in scope here"),
        ([row(3, "Maths", [0] * 7)], "No pupil is in scope here"),
        (
            [row(3, "Maths", [0, 0, 0, 2, 9, 0, 4])],
            "No pupil can be placed against what is expected yet",
        ),
        (
            [row(3, "Maths", [1, 0, 0, 0, 0, 0, 0])],
            "Maths, Year 3: 0 of 1 at or above what is expected",
        ),
        (
            [row(3, "Maths", [0, 20, 9, 0, 0, 0, 0]), row(4, "Maths", [0, 25, 0, 0, 0, 0, 1])],
            "Every pupil placed is at or above what is expected",
        ),
        (
            [row(3, "Maths", [5, 4, 0, 0, 0, 0, 0]), row(4, "Maths", [3, 4, 0, 0, 0, 0, 0])],
            "Every group is too small to compare with another",
        ),
        (
            [row(3, "Maths", [8, 1, 0, 0, 0, 0, 0]), row(4, "Maths", [10, 20, 0, 0, 0, 0, 0])],
            "Maths, Year 4: 20 of 30 at or above what is expected",
        ),
        (
            [row(3, "Maths", [6, 5, 2, 1, 0, 0, 15]), row(4, "Maths", [9, 20, 0, 0, 0, 0, 0])],
            "Maths: Year 3 stands lowest, 7 of 13 at or above what is expected; 16 of 29 not "
            "placed",
        ),
        (
            [row(3, "Maths", [10, 5, 5, 0, 0, 0, 0]), row(4, "Maths", [15, 15, 0, 0, 0, 0, 0])],
            "All 2 groups stand alike, with the same share: 15 of 30 at or above what is expected "
            "in the largest",
        ),
        (
            [
                row(3, "Maths", [10, 10, 0, 0, 0, 0, 0]),
                row(4, "Maths", [10, 10, 0, 0, 0, 0, 0]),
                row(5, "Maths", [1, 19, 0, 0, 0, 0, 0]),
            ],
            "Maths, Year 3 and Maths, Year 4 stand lowest, each with 10 of 20 at or above what is "
            "expected",
        ),
        (
            [row(year, "Maths", [8, 8, 4, 0, 0, 0, 0]) for year in (1, 2, 3)]
            + [row(6, "Maths", [2, 18, 0, 0, 0, 0, 0])],
            "Maths, Year 1 and 2 others stand lowest, each with 12 of 20 at or above what is "
            "expected",
        ),
    ],
)
def test_titles(rows: list[tuple], title: str) -> None:
    """State the finding, or calmly that there is none."""
    ax = plot_attainment(attainment_table(rows))
    assert ax.get_title().replace("\n", " ") == title
    assert alt_text(ax).startswith(title)
    assert text_faults(ax) == []


def test_a_small_group_shows_counts_but_no_percentage() -> None:
    """Print no share of ten pupils."""
    ax = plot_attainment(attainment_table([row(3, "Maths", [4, 6, 0, 0, 0, 0, 0])]))
    assert "6 of 10" in words_of(ax)
    assert not any("%" in words for words in words_of(ax))
    assert "%" not in alt_text(ax)
    assert "too few to compare" in alt_text(ax)


def test_beside_a_year_ago() -> None:
    """Draw last year's pupils of the same year group under this year's."""
    before = attainment_table(
        [
            row(3, "Maths", [6, 20, 2, 0, 0, 0, 0], "2024–25"),
            row(6, "Maths", [9, 9, 9, 0, 0, 0, 0], "2024–25"),
        ]
    )
    ax = plot_attainment(YEAR_3_AND_4, beside=before)
    widths = widths_by_label(ax)
    assert widths["earlier: working towards"] == pytest.approx(6)
    assert widths["earlier: expected"] == pytest.approx(20)
    assert words_of(ax).count("a year ago 22 of 28") == 1
    assert alt_text(ax).count("a year ago 22 of 28") == 1
    assert "27" not in words_of(ax)
    assert text_faults(ax) == []


def test_one_subject_only() -> None:
    """Leave the others out."""
    ax = plot_attainment(YEAR_3_AND_4, subject="Reading")
    assert ax.get_title().startswith("Reading: Year 3 stands lowest, 20 of 29")
    assert "Maths" not in alt_text(ax)


def test_large_numbers_are_all_printed() -> None:
    """Print a count beside a piece that is too narrow for it."""
    table = attainment_table([({"school_id": "A"}, [4000, 20000, 9, 1, 0, 0, 70])])
    ax = plot_attainment(table)
    for words in ("4,000", "20,000", "9", "1", "70", "24,080"):
        assert words in words_of(ax)
    assert text_faults(ax) == []


def test_many_groups_are_cut_and_it_says_so() -> None:
    """Draw the first of very many groups, and say how many there are."""
    rows = [({"school_id": f"S{number:04}"}, [1, 12, 0, 0, 0, 0, 0]) for number in range(1_300)]
    ax = plot_attainment(attainment_table(rows))
    assert "The first 120 of 1,300 groups." in words_of(ax)
    assert "1,300 groups" in alt_text(ax)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda table: table.drop(columns="up"), "no column up"),
        (
            lambda table: table.assign(attainment=["EXS"] * len(table)),
            r"holds EXS\. Allowed: working",
        ),
    ],
)
def test_tables_that_cannot_be_drawn(change: object, complaint: str) -> None:
    """Name what is missing or strange, and what is allowed."""
    assert callable(change)
    with pytest.raises(PictureError, match=complaint):
        plot_attainment(change(YEAR_3_AND_4))


def test_unknown_subject() -> None:
    """Offer the nearest subject."""
    with pytest.raises(PictureError, match='did you mean "Maths"'):
        plot_attainment(YEAR_3_AND_4, subject="Math")
    with pytest.raises(PictureError, match="not by subject"):
        plot_attainment(attainment_table([({"sex": "F"}, [1] * 7)]), subject="Maths")


def test_groups_with_blank_attributes() -> None:
    """Name a group whose attribute nobody recorded."""
    table = attainment_table(
        [({"disadvantaged": True}, [5, 9, 1, 0, 0, 0, 0]), ({"disadvantaged": None}, [2] * 7)]
    )
    words = words_of(plot_attainment(table))
    assert "disadvantaged: yes" in words
    assert "disadvantaged: not recorded" in words


def test_the_table_is_left_alone() -> None:
    """Change nothing in what was given."""
    before = YEAR_3_AND_4.copy(deep=True)
    plot_attainment(YEAR_3_AND_4, beside=YEAR_3_AND_4)
    pd.testing.assert_frame_equal(YEAR_3_AND_4, before)


NAMES = st.sampled_from(["Year 1", "Year 2", "Year $3$", "a name\nthat " + "goes on " * 12, "<i>"])
COUNTS = st.lists(st.integers(0, 45), min_size=7, max_size=7)
GROUPS = st.dictionaries(
    st.tuples(NAMES, st.sampled_from(["Maths", "Reading", "Art & design"])), COUNTS, max_size=9
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(GROUPS, GROUPS)
def test_any_groups(
    now: dict[tuple[str, str], list[int]], before: dict[tuple[str, str], list[int]]
) -> None:
    """Draw and describe any groups at all, every pupil once and no text over another."""
    tables = [
        attainment_table(
            [({"cohort_label": name, "subject": subject}, n) for (name, subject), n in groups]
        )
        for groups in (now.items(), before.items())
    ]
    ax = plot_attainment(tables[0], beside=tables[1])
    widths = widths_by_label(ax)
    for place, word in enumerate(ATTAINMENT):
        total = sum(counts[place] for counts in now.values())
        assert widths.get(word, 0) == pytest.approx(total)
    said = alt_text(ax)
    if any(sum(counts) for counts in now.values()):
        for (_, _subject), counts in now.items():
            parts = ", ".join(
                f"{n} {word}" for n, word in zip(counts[:3], ATTAINMENT[:3], strict=True)
            )
            assert parts in said
            assert f"{sum(counts)} in scope" in said
    assert text_faults(ax) == []
    assert show(ax, dpi=96).png
