"""The specification curve: sorted shares above, options below, how things are marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from explored import AUTUMN, SPRING, explored_tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from test_plots_tables import text_faults, words_of

from ladders_analysis.comparing.choices import Choice
from ladders_analysis.comparing.options import Option
from ladders_analysis.comparing.sweeping import Sweep, sweep
from ladders_analysis.definitions.against_expectation import AgainstExpectation
from ladders_analysis.intervals import wilson
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.picture import show
from ladders_analysis.plots.sweep import plot_sweep

SHARE = Choice("secure_share", (Option("0.7", 0.7), Option("0.8", 0.8, own=True)))
COUNTS = Choice("counts", (Option("latest", "latest", own=True), Option("highest", "highest")))


def made(
    counts: Sequence[tuple[int, int]],
    choices: Sequence[Choice] = (SHARE, COUNTS),
    in_scope: int = 100,
) -> Sweep:
    """Make a sweep: favourable and ranked of each way, in the order of all combinations."""
    words = [[option.words for option in choice.options] for choice in choices]
    own = tuple(choice.options[choice.own].words for choice in choices)
    every = [own, *(each for each in product(*words) if each != own)][: len(counts)]
    table = pd.DataFrame(every, columns=[choice.name for choice in choices])
    favourable, of = (np.array([each[place] for each in counts], float) for place in (0, 1))
    low, high = wilson(favourable, of)
    table["own"] = [place == 0 for place in range(len(table))]
    table = table.assign(
        favourable=favourable.astype(int),
        of=of.astype(int),
        in_scope=in_scope,
        share=favourable / np.where(of > 0, of, np.nan),
        low=low,
        high=high,
        ranked_share=of / in_scope,
    )
    about = AgainstExpectation.about
    nowhere: Any = None
    return Sweep(about, nowhere, tuple(choices), (), table, len(table))


FOUR = [(60, 80), (70, 80), (30, 90), (40, 60)]


def drawn(found: Sweep) -> Axes:
    """Draw a sweep."""
    return plot_sweep(found, note="Autumn to spring.")


def shares_of(ax: Axes) -> Any:
    """Return the curve's dots."""
    return next(line for line in ax.get_lines() if line.get_label() == "share")


def marks_of(ax: Axes) -> dict[str, list[float]]:
    """Return the middles of the marks of each option, from left to right."""
    return {
        str(marks.get_label()): [
            float(path.get_extents().x0 + path.get_extents().x1) / 2 for path in marks.get_paths()
        ]
        for marks in ax.collections
        if isinstance(marks, PolyCollection) and ": " in str(marks.get_label())
    }


def test_words_and_curve() -> None:
    """Shares 33 %, 67 %, 75 % (as things are) and 88 %, in that order."""
    ax = drawn(made(FOUR))
    assert ax.get_title() == (
        "In 3 of 4 ways of setting the lines, most ranked judgements are favourable"
    )
    words = words_of(ax)
    assert {"30 of 90 (33%)", "70 of 80 (88%)", "◆ as things are: 60 of 80 (75%)"} <= set(words)
    assert {"secure share", "0.7", "0.8 ◆", "judgement that counts", "latest ◆"} <= set(words)
    assert {"Ranked, of 100 in scope", "half", "points, on average", "as it is"} <= set(words)
    down = np.asarray(shares_of(ax).get_ydata(), float)
    assert (np.diff(down) < 0).all()  # smallest share first, and larger shares stand higher
    heights = (down[0] - down) / (down[0] - down[-1])
    shares = np.array([30 / 90, 40 / 60, 60 / 80, 70 / 80])
    assert heights == pytest.approx((shares - shares[0]) / (shares[-1] - shares[0]))
    own = next(line for line in ax.get_lines() if line.get_label() == "as things are")
    assert float(own.get_xdata()[0]) == pytest.approx(float(shares_of(ax).get_xdata()[2]))
    assert text_faults(ax) == []


def test_which_option_each_way_takes() -> None:
    """In order of share: (0.7, highest) 33 %, (0.8, highest) 67 %, own 75 %, (0.7, latest) 88 %."""
    ax = drawn(made(FOUR))
    at = [float(each) for each in shares_of(ax).get_xdata()]
    marks = marks_of(ax)
    # Neighbours that take the same option are one mark, in the middle of both.
    assert marks["secure share: 0.7"] == pytest.approx([at[0], at[3]], abs=1)
    assert marks["secure share: 0.8"] == pytest.approx([(at[1] + at[2]) / 2], abs=1)
    assert marks["judgement that counts: highest"] == pytest.approx([(at[0] + at[1]) / 2], abs=1)
    assert marks["judgement that counts: latest"] == pytest.approx([(at[2] + at[3]) / 2], abs=1)


def test_it_reads_as_the_table_would() -> None:
    """The sentence and what each option does are in the description."""
    found = made(FOUR)
    said = alt_text(drawn(found))
    assert found.sentence in said
    # 0.7: (88 % + 33 %) / 2 against (75 % + 67 %) / 2, so 10.4 points less.
    assert "Secure share: 0.7, −10.4 points; 0.8, as it is." in said
    assert "Judgement that counts: latest, as it is; highest, −31.2 points." in said
    assert said.endswith("Autumn to spring.")


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ([(60, 80)] * 4, "However the lines are set (4 ways), most ranked judgements are"),
        ([(40, 80)] * 4, "In none of 4 ways of setting the lines most ranked judgements are"),
        ([(60, 80)], "As things are, 60 of 80 (75%) ranked judgements are"),
    ],
    ids=["always", "never", "one way"],
)
def test_findings(counts: list[tuple[int, int]], title: str) -> None:
    """Half is not most."""
    ax = drawn(made(counts))
    assert ax.get_title().replace("\n", " ") == f"{title} favourable"
    assert text_faults(ax) == []


def test_nobody_can_be_ranked() -> None:
    """A calm picture says so."""
    ax = drawn(made([(0, 0)] * 4))
    assert ax.get_title() == "Nobody can be ranked, however the lines are set"
    assert text_faults(ax) == []


def test_ways_in_which_nobody_is_ranked_are_said() -> None:
    """They cannot stand on the curve."""
    ax = drawn(made([(60, 80), (70, 80), (0, 0), (40, 60)]))
    assert len(shares_of(ax).get_xdata()) == 3
    assert "In 1 further way nobody can be ranked." in alt_text(ax)


def test_hundreds_of_ways() -> None:
    """Seven choices of three options and 500 ways of making them: all of it can be read."""
    choices = [
        Choice(name, tuple(Option(str(place), place, own=place == 1) for place in range(3)))
        for name in ("secure_share", "deeper_share", "minimum_due", "all_key", "unjudged")
    ]
    choices.append(Choice("a parameter with a long name", choices[0].options, of_definition=True))
    chance = np.random.default_rng(2)
    counts = [(int(n * 0.7), int(n)) for n in chance.integers(300, 600, 500)]
    ax = drawn(made(counts, choices, in_scope=627))
    assert len(shares_of(ax).get_xdata()) == 500
    assert text_faults(ax) == []
    assert show(ax).alt == alt_text(ax)


def test_from_a_sweep(build: Callable) -> None:
    """The real thing: its small print, and the same axes again."""
    school = build(**explored_tables())
    found = sweep(
        school.as_at(AUTUMN),
        school.as_at(SPRING),
        "against_expectation",
        policy={"secure_share": [0.7, 0.9]},
        parameters={},
    )
    ax = plot_sweep(found)
    assert text_faults(ax) == []
    assert "Definition against_expectation" in alt_text(ax)
    assert plot_sweep(found, ax) is ax


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 10**5)), min_size=1, max_size=4),
    st.lists(
        st.sampled_from(["0.7", "$a_b$", "M" * 60, "<b>", "as it is"]),
        min_size=2,
        max_size=2,
        unique=True,
    ),
)
def test_any_sweep(counts: list[tuple[int, int]], words: list[str]) -> None:
    """Draw and describe any counts and any words, no text over another."""
    choice = Choice("x" * 40, (Option(words[0], 1), Option(words[1], 2, own=True)), True)
    pairs = [(part, part + rest) for part, rest in counts]
    ax = drawn(made(pairs, [choice, COUNTS], in_scope=2 * 10**5))
    assert text_faults(ax) == []
    assert alt_text(ax)
