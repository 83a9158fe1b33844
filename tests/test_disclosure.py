"""Published counts: hand-worked values, and properties that must hold for every count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.disclosure import (
    Cell,
    PublishedTable,
    Range,
    Rules,
    choose_rows,
    compare,
    in_all,
    leaf,
    one_side,
    split,
    total,
    within,
)
from ladders_analysis.errors import ReleaseError

RULES = Rules()
SIZES = st.integers(min_value=0, max_value=60)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    """Draw a count and of how many."""
    of = draw(SIZES)
    return draw(st.integers(min_value=0, max_value=of)), of


def words(count: Range) -> tuple[str, ...]:
    """Give everything that a page says about a count."""
    return count.text, count.count, count.percentage, count.full_text, count.short_text


@pytest.mark.parametrize(
    ("pupils", "of", "text", "percentage"),
    [
        (0, 27, "5 or fewer of 27", "at most 19%"),
        (5, 27, "5 or fewer of 27", "at most 19%"),
        (6, 27, "6 of 27", "22%"),
        (12, 27, "12 of 27", "44%"),
        (21, 27, "21 of 27", "78%"),
        (22, 27, "all but 5 or fewer of 27", "at least 81%"),
        (27, 27, "all but 5 or fewer of 27", "at least 81%"),
        (5, 11, "5 or fewer of 11", "at most 46%"),
        (6, 11, "all but 5 or fewer of 11", "at least 54%"),
        (6, 12, "6 of 12", "50%"),
        (4, 10, "too few pupils to report", ""),
        (0, 0, "too few pupils to report", ""),
    ],
)
def test_a_leaf_in_words(pupils: int, of: int, text: str, percentage: str) -> None:
    """Counts near nobody and near everybody have an open end; small groups none at all."""
    assert leaf(pupils, of, RULES).text == text
    assert leaf(pupils, of, RULES).percentage == percentage


def test_a_range_in_words() -> None:
    """A sum of open ends is told as a range, with the percentage widened to whole percents."""
    count = total([Range(0, 5, 20), Range(12, 12, 30)])
    assert count.text == "between 12 and 17 of 50"
    assert count.full_text == "between 12 and 17 of 50 (24% to 34%)"
    assert Range(1234, 1234, 4000).text == "1,234 of 4,000"


def test_impossible_counts_are_refused() -> None:
    """A count outside what there is cannot become a published one."""
    with pytest.raises(ValueError, match="between 0 and"):
        leaf(28, 27, RULES)
    with pytest.raises(ValueError, match="low ≤ high"):
        Range(5, 4, 27)
    with pytest.raises(ValueError, match="below 0"):
        split({"up": 20, "down": -1}, RULES)


@pytest.mark.parametrize(("minimum", "rows_from"), [(5, 11), (6, 10), (7, 12)])
def test_rules_below_the_rule_are_refused(minimum: int, rows_from: int) -> None:
    """A school may protect more than PRIVACY.md asks, never less."""
    with pytest.raises(ReleaseError, match="minimum"):
        Rules(minimum, rows_from)
    assert Rules(10, 19).years_from == 40


@given(counts())
def test_a_published_count_holds_the_truth_and_hides_the_ends(drawn: tuple[int, int]) -> None:
    """Every range holds its count; a count that is 5 or fewer, or all but 5 or fewer, is hidden."""
    pupils, of = drawn
    count = leaf(pupils, of, RULES)
    assert count.low <= pupils <= count.high
    assert count.complement == leaf(of - pupils, of, RULES)
    if pupils < 6 or of - pupils < 6:
        assert count.high - count.low + 1 >= min(6, of + 1)
    else:
        assert count.exact


@given(SIZES)
def test_what_is_said_tells_ranges_apart_and_nothing_more(of: int) -> None:
    """All counts of one range are said alike; none of 0 to 5, nor of all but 5, stands out."""
    said = defaultdict(set)
    for pupils in range(of + 1):
        said[words(leaf(pupils, of, RULES))].add(pupils)
    for together in said.values():
        if len(together) == 1:
            (pupils,) = together
            assert of == 0 or 6 <= pupils <= of - 6
        else:
            assert len(together) >= min(6, of + 1)


@given(st.lists(counts(), max_size=8))
def test_a_total_is_as_wide_as_its_parts(drawn: list[tuple[int, int]]) -> None:
    """A total holds the true sum and is never narrower than its parts together."""
    leaves = [leaf(pupils, of, RULES) for pupils, of in drawn]
    whole = total(leaves)
    assert whole.low <= sum(pupils for pupils, _ in drawn) <= whole.high
    assert whole.high - whole.low == sum(each.high - each.low for each in leaves)
    assert whole.of == sum(of for _, of in drawn)


@given(counts(), counts())
def test_a_change_is_only_told_where_it_is_certain(
    now: tuple[int, int], then: tuple[int, int]
) -> None:
    """A told change has the sign of every pair of counts that the ranges allow."""
    first, last = leaf(*then, RULES), leaf(*now, RULES)
    change = compare(last, first)
    if change is None or not now[1] or not then[1]:
        return
    true = now[0] / now[1] - then[0] / then[1]
    assert change * true > 0 or (change == 0 and abs(true) < 1e-12)
    assert abs(true) >= abs(change) - 1e-12


def test_within_by_hand() -> None:
    """A part whose rest is small is told from its whole; one whose rest is large stands."""
    whole = Range(60, 60, 90)
    assert within(Range(20, 20, 90), whole, rules=RULES) == Range(20, 20, 90)
    assert within(Range(54, 54, 90), whole, rules=RULES) == Range(54, 54, 90)
    assert within(Range(55, 55, 90), whole, rules=RULES) == Range(55, 60, 90)
    assert within(Range(60, 60, 90), whole, rules=RULES) == Range(55, 60, 90)
    assert within(Range(0, 5, 90), Range(8, 8, 90), rules=RULES) == Range(0, 8, 90)
    assert within(Range(0, 9, 9), Range(0, 9, 9), rules=RULES) == Range(0, 9, 9)
    assert within(Range(7, 7, 90), rules=RULES) == Range(7, 7, 90)


@given(st.integers(11, 40), st.data())
def test_a_part_leaves_part_and_rest_six_values(of: int, data: st.DataObject) -> None:
    """Whoever knows the whole exactly, and this rule, still has six values for part and rest."""
    yes = data.draw(st.integers(0, of))
    whole = leaf(yes, of, RULES)
    if not whole.exact:
        return
    said = defaultdict(set)
    for part in range(yes + 1):
        shown = within(leaf(part, of, RULES), whole, rules=RULES)
        assert shown.low <= part <= shown.high
        said[shown].add(part)
    for shown, parts in said.items():
        protected = any(part < 6 or yes - part < 6 for part in parts)
        assert len(parts) >= 6 or not protected, (shown, parts)


@given(st.integers(6, 25), st.integers(6, 25), st.data())
def test_a_group_leaves_the_others_six_values(
    members: int, others: int, data: st.DataObject
) -> None:
    """With everybody's count exact, neither group's protected count is known closer than six."""
    of = members + others
    yes = data.draw(st.integers(6, of - 6)) if of >= 12 else 0
    whole = leaf(yes, of, RULES)
    said = defaultdict(set)
    for group in range(max(0, yes - others), min(members, yes) + 1):
        said[one_side(leaf(group, members, RULES), whole, RULES)].add(group)
    for shown, groups in said.items():
        if shown is not None and shown.exact:
            (group,) = groups
            assert 6 <= group <= members - 6
            assert 6 <= yes - group <= others - 6
        else:
            assert len(groups) >= min(6, members + 1, others + 1, yes + 1, of - yes + 1)


def compositions(whole: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Give every way to split a whole into so many parts."""
    if parts == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        for rest in compositions(whole - first, parts - 1):
            yield (first, *rest)


@pytest.mark.parametrize(("of", "wholes"), [(18, 2), (24, 2), (12, 3)])
def test_all_together_leaves_six_values(of: int, wholes: int) -> None:
    """Every table of pupils by two or three subjects: no protected count is known closer.

    The reader knows the subjects' counts and the rule; they look for the pupils in each subject, in
    all of them, and in one of them but not in all.
    """
    known: dict[tuple[Range, ...], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for table in compositions(of, 2**wholes):
        each = [sum(n for cell, n in enumerate(table) if cell >> s & 1) for s in range(wholes)]
        shown = [leaf(count, of, RULES) for count in each]
        together = in_all(leaf(table[-1], of, RULES), *shown, rules=RULES)
        assert together.low <= table[-1] <= together.high
        found = known[(*shown, together)]
        found["all"].add(table[-1])
        for place, count in enumerate(each):
            found[f"in {place}"].add(count)
            found[f"only {place}"].add(count - table[-1])
    for published, quantities in known.items():
        for name, values in quantities.items():
            protected = any(value < 6 or value > of - 6 for value in values)
            assert len(values) >= 6 or not protected, (published, name, values)


def test_all_together_by_hand() -> None:
    """Near the smallest subject, near the least there can be, and where the two meet."""
    three = Range(60, 60, 90), Range(50, 50, 90), Range(70, 70, 90)
    assert in_all(Range(30, 30, 90), *three, rules=RULES) == Range(30, 30, 90)
    assert in_all(Range(45, 45, 90), *three, rules=RULES) == Range(45, 50, 90)
    assert in_all(Range(0, 5, 90), *three, rules=RULES) == Range(0, 5, 90)
    high = Range(85, 90, 90), Range(84, 84, 90)
    assert in_all(Range(80, 80, 90), *high, rules=RULES) == Range(79, 84, 90)
    assert in_all(Range(0, 9, 9), Range(0, 9, 9), rules=RULES) == Range(0, 9, 9)


def test_small_groups_are_not_shown() -> None:
    """A group of ten, or all but ten, has no figure at all."""
    assert one_side(leaf(8, 10, RULES), Range(30, 30, 60), RULES) is None
    assert one_side(leaf(25, 50, RULES), Range(30, 30, 60), RULES) is None
    assert one_side(leaf(25, 45, RULES), Range(36, 36, 70), RULES) == Range(25, 25, 45)


@pytest.mark.parametrize(
    ("outcomes", "merged"),
    [
        ((3, 4, 9, 2, 12), (("ab", 7), ("c", 9), ("de", 14))),
        ((6, 6), (("a", 6), ("b", 6))),
        ((5, 6), (("ab", 11),)),
        ((20, 3), (("ab", 23),)),
        ((8, 20, 3), (("a", 8), ("bc", 23))),
        ((4, 4), ()),
    ],
)
def test_neighbours_are_merged_until_each_is_six(
    outcomes: tuple[int, ...], merged: tuple[tuple[str, int], ...]
) -> None:
    """Worked by hand: a cut needs six before it and six after it."""
    given_counts = dict(zip("abcde", outcomes, strict=False))
    found = tuple(("".join(names), count.low) for names, count in split(given_counts, RULES))
    assert found == merged


@pytest.mark.parametrize("of", [11, 13, 17, 19])
def test_merging_hides_every_small_outcome(of: int) -> None:
    """Every outcome that is merged keeps six values, for all splits of the whole into three."""
    said = defaultdict(set)
    for first, second in product(range(of + 1), repeat=2):
        if first + second <= of:
            outcomes = {"a": first, "b": second, "c": of - first - second}
            said[split(outcomes, RULES)].add(tuple(outcomes.values()))
    for shown, tables in said.items():
        for names, count in shown:
            assert count.exact and (count.low >= 6 or len(shown) == 1)
            if len(names) > 1:
                for name in names:
                    place = "abc".index(name)
                    assert len({table[place] for table in tables}) >= 6


@pytest.mark.parametrize(
    ("sizes", "shown", "small"),
    [
        (dict.fromkeys(range(7), 30), [f"Year {year}" for year in range(1, 7)], []),
        (dict.fromkeys(range(7), 9), ["Reception to Year 2", "Years 3 and 4", "Years 5 and 6"], []),
        ({3: 28, 4: 23, 5: 24, 6: 24}, ["Years 3 and 4", "Year 5", "Year 6"], []),
        ({0: 30, 1: 30, 2: 30, 3: 4, 4: 6}, ["Year 1", "Year 2"], ["Years 3 and 4"]),
        ({0: 2, 1: 2, 2: 2, 3: 4, 4: 4}, ["Whole school"], []),
        ({5: 4, 6: 6}, [], ["Years 5 and 6"]),
        ({6: 30, 5: 0}, ["Year 6"], []),
    ],
)
def test_rows_follow_the_sizes(sizes: dict[int, int], shown: list[str], small: list[str]) -> None:
    """Year groups from 24 pupils, phases from 11, the whole school, else words."""
    rows, too_small = choose_rows(sizes, RULES)
    names = [row.name for row in rows if row.name != "Reception"]
    assert names == shown
    assert [row.name for row in too_small] == small
    assert sum(row.of for row in (*rows, *too_small)) == sum(sizes.values())


@given(st.dictionaries(st.integers(0, 6), st.integers(1, 60), min_size=1))
def test_rows_never_overlap(sizes: dict[int, int]) -> None:
    """Every year group is told once, and no row is smaller than the rule allows."""
    rows, small = choose_rows(sizes, RULES)
    years = [year for row in (*rows, *small) for year in row.years]
    assert sorted(years) == sorted(sizes)
    assert all(row.of >= 11 for row in rows)
    for phase in ((0, 1, 2), (3, 4), (5, 6)):
        apart = [row for row in rows if set(row.years) < set(phase) & set(sizes)]
        assert all(row.of >= 24 for row in apart)


def test_a_table_has_no_blank_cell() -> None:
    """A ragged row or a blank cell is refused; a record holds ranges and words."""
    table = PublishedTable("Pupils", ("", "Maths"), (("Year 3", (Cell(Range(6, 6, 30), "then"),)),))
    assert table.as_record() == {
        "caption": "Pupils",
        "columns": ["", "Maths"],
        "rows": [
            {
                "row": "Year 3",
                "cells": [
                    {
                        "text": "6 (20%)",
                        "range": {"low": 6, "high": 6, "of": 30},
                        "beneath": "then",
                    }
                ],
            }
        ],
    }
    with pytest.raises(ValueError, match="blank"):
        PublishedTable("Pupils", ("", "Maths"), (("Year 3", (Cell(" "),)),))
    with pytest.raises(ValueError, match="2 cells, not 1"):
        PublishedTable("Pupils", ("", "Maths"), (("Year 3", (Cell("a"), Cell("b"))),))
