"""Outcome bars keep what to ask about apart from what is favourable."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_plots_tables import (
    OUTCOMES,
    outcome_table,
    text_faults,
    widths_by_label,
    words_of,
)

from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.outcomes import plot_outcomes

YEARS = [
    ({"cohort_label": "Year 3 (2025–26)", "subject": "Maths"}, [2, 4, 3, 1, 14, 2, 1, 1, 2]),
    ({"cohort_label": "Year 4 (2025–26)", "subject": "Maths"}, [0, 2, 3, 0, 19, 3, 2, 0, 0]),
]


def test_every_pupil_is_drawn_on_their_side() -> None:
    """Put the two outcomes to ask about left of the line and the others right."""
    ax = plot_outcomes(outcome_table(YEARS))
    widths = widths_by_label(ax)
    for place, word in enumerate(OUTCOMES):
        assert widths[word] == pytest.approx(YEARS[0][1][place] + YEARS[1][1][place])
    for patch in ax.patches:
        label = str(patch.get_label())
        if label in OUTCOMES[:2]:
            assert patch.get_x() + patch.get_width() <= 1e-6
        elif label in OUTCOMES:
            assert patch.get_x() >= -1e-6


def test_words_drawn() -> None:
    """State who has most to ask about, with both counts of each group."""
    ax = plot_outcomes(outcome_table(YEARS))
    assert ax.get_title().replace("\n", " ") == (
        "Maths, Year 3 has most to ask about: 6 of 27 ‘fell behind’ or ‘still behind’"
    )
    words = words_of(ax)
    assert "21 of 27 · 78%" in words
    assert "27 of 29 · 93%" in words
    assert {"30", "29", "up, earlier gaps open", "own curriculum"} <= set(words)
    assert text_faults(ax) == []
    assert (
        "Maths, Year 3: 2 fell behind; 4 still behind; 3 closing the gap; 1 up, earlier gaps "
        "open; 14 kept up; 2 caught up; 1 moved ahead; 21 of 27 rated are favourable (78%); 1 own "
        "curriculum; 2 not enough evidence; 30 in scope at both points; 2 joined between; 1 left "
        "between."
    ) in alt_text(ax)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([], "No pupil is in scope at both points"),
        (
            [({"subject": "Maths"}, [0, 0, 0, 0, 0, 0, 0, 2, 9])],
            "No pupil can be given an outcome yet",
        ),
        (
            [({"subject": "Maths"}, [0, 0, 0, 0, 1, 0, 0, 0, 0])],
            "Every pupil rated came out on the favourable side",
        ),
        ([({"subject": "Maths"}, [0, 1, 0, 0, 0, 0, 0, 0, 0])], "Maths: 1 of 1 ‘still behind’"),
        (
            [
                ({"sex": "F"}, [5, 0, 0, 0, 3, 0, 0, 0, 0]),
                ({"sex": "M"}, [1, 0, 0, 0, 5, 0, 0, 0, 0]),
            ],
            "Every group is too small to compare with another",
        ),
    ],
)
def test_titles(rows: list[tuple], title: str) -> None:
    """State the finding, or calmly that there is none."""
    ax = plot_outcomes(outcome_table(rows))
    assert ax.get_title().replace("\n", " ") == title
    assert alt_text(ax).startswith(title)
    assert text_faults(ax) == []


def test_another_definition() -> None:
    """Read off the summary which outcomes it counts as favourable."""
    outcomes = ["few closed", "some closed", "most closed", "no gaps", *OUTCOMES[-2:]]
    table = outcome_table(
        [({"subject": "Maths"}, [6, 10, 5, 4, 0, 1]), ({"subject": "Reading"}, [0, 9, 9, 8, 0, 0])],
        outcomes,
        ["most closed", "no gaps"],
    )
    ax = plot_outcomes(table)
    assert ax.get_title() == ("Maths has most to ask about: 16 of 25 ‘few closed’ or ‘some closed’")
    right = [patch.get_label() for patch in ax.patches if getattr(patch, "get_x", float)() > -1e-6]
    assert "some closed" not in right
    assert "most closed" in right


def test_favourable_outcomes_need_not_be_the_best() -> None:
    """Find favourable outcomes wherever they stand, and ask where they cannot be told."""
    outcomes = ["fewer", "as expected", "far more", *OUTCOMES[-2:]]
    rows = [({"subject": "Maths"}, [6, 11, 5, 0, 1])]
    ax = plot_outcomes(outcome_table(rows, outcomes, ["as expected"]))
    assert "11 of 22 · 50%" in words_of(ax)
    assert ax.get_title() == "Maths: 11 of 22 ‘fewer’ or ‘far more’"
    wrong = outcome_table(rows, outcomes, ["as expected"]).assign(favourable=10)
    with pytest.raises(PictureError, match=r"plot_outcomes\(summary, favourable="):
        plot_outcomes(wrong)
    assert plot_outcomes(wrong, favourable=["as expected"]).get_title()


def test_a_table_read_back_from_a_file() -> None:
    """Take the order of outcomes from the table where the column is plain text."""
    table = outcome_table(YEARS)
    plain = table.assign(outcome=table["outcome"].astype(str))
    assert alt_text(plot_outcomes(plain)) == alt_text(plot_outcomes(table))


def test_the_schools_own_wording() -> None:
    """Use the school's labels, and refuse two alike."""
    table = outcome_table(YEARS)
    ax = plot_outcomes(table, labels={"fell behind": "was at expectation, not now"})
    assert "was at expectation, not now" in words_of(ax)
    assert "fell behind" not in alt_text(ax)
    with pytest.raises(PictureError, match="same wording"):
        plot_outcomes(table, labels={"fell behind": "behind", "still behind": "behind"})


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from([f"Year {year} (2025–26)" for year in range(1, 7)]),
        st.lists(st.integers(0, 30), min_size=9, max_size=9),
        max_size=6,
    )
)
def test_any_groups(counts: dict[str, list[int]]) -> None:
    """Draw and describe any groups at all, every pupil once and no text over another."""
    rows = [({"cohort_label": name, "subject": "Maths"}, n) for name, n in counts.items()]
    ax = plot_outcomes(outcome_table(rows))
    widths = widths_by_label(ax)
    for place, word in enumerate(OUTCOMES):
        assert widths.get(word, 0) == pytest.approx(sum(n[place] for n in counts.values()))
    if any(sum(n) for n in counts.values()):
        for n in counts.values():
            assert f"{n[0]} fell behind; {n[1]} still behind; {n[2]} closing" in alt_text(ax)
    assert text_faults(ax) == []
