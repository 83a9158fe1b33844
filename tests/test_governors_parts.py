"""Parts of a governors' page by themselves: statutory results, actions, and what counts hide."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
import pytest
from governors_school import Build, cells, two_years
from test_disclosure import compositions

from ladders_analysis.disclosure import Rules, leaf
from ladders_analysis.governors.blocks import Section
from ladders_analysis.governors.counting import WholeSchool
from ladders_analysis.governors.findings import Finding, answers
from ladders_analysis.governors.statutory import results_blocks
from ladders_analysis.settings import Action


def test_statutory_results_by_hand(build: Build) -> None:
    """Phonics: 20 of 28 met it at the first sitting; the times tables check has no standard."""
    given = [
        *(("phonics", f"q{n:02d}", "2024-06-10", "Wa" if n <= 20 else "Wt") for n in range(1, 29)),
        *(("phonics", f"q{n:02d}", "2025-06-09", "Wa") for n in range(21, 29)),
        *(("tables", f"q{n:02d}", "2024-06-10", None) for n in range(1, 29)),
        *(("KS2", f"q{n:02d}", "2024-05-13", "AS" if n > 2 else "Q") for n in range(1, 10)),
    ]
    results = pd.DataFrame(
        {
            "assessment": [row[0] for row in given],
            "pupil_id": [row[1] for row in given],
            "subject": "Reading",
            "taken_on": pd.to_datetime([row[2] for row in given]),
            "score": 20.0,
            "outcome": [row[3] for row in given],
        }
    )
    national = pd.DataFrame(
        {
            "assessment": ["phonics", "phonics"],
            "subject": "Reading",
            "year": [2024, 2024],
            "group": ["all", "disadvantaged"],
            "share": [0.8, 0.6],
            "source": "DfE 2024",
        }
    )
    point = two_years(build).as_at("Summer 2025").point
    section = Section("results", "Results", results_blocks(results, national, point, Rules()))
    assert cells(section) == {
        "KS2, reading": ["too few pupils to report"],
        "phonics, reading": ["20 of 28 (71%) nationally 80%"],
    }
    assert "National figures: DfE 2024." in section.text
    alone = Section("results", "Results", results_blocks(results, None, point, Rules()))
    assert cells(alone)["phonics, reading"] == ["20 of 28 (71%)"]
    assert "National" not in alone.text
    earlier = two_years(build).as_at("Spring 2024").point
    assert len(results_blocks(results, national, earlier, Rules())) == 1


@pytest.mark.parametrize(
    ("about", "subject", "places", "wanted"),
    [
        ("Reading in Year 3", "Reading", ("Year 3",), True),
        ("Reading in Year 3", "Reading", ("Year 2",), False),
        ("Reading in Year 3", "Reading", ("Year 3", "Year 4"), True),
        ("Reading in Years 3 to 5", "Reading", ("Year 4",), True),
        ("reading, years 2 and 6", "Reading", ("Year 4",), False),
        ("Reading", "Reading", ("Year 4",), True),
        ("Reading in Year 3", "Reading", (), True),
        ("Reading in Reception", "Reading", ("Reception",), True),
        ("Maths in Year 3", "Reading", ("Year 3",), False),
        ("Fractions in Years 4 and 5", "Maths", ("Year 5",), True),
        ("Writing of disadvantaged pupils", "Writing", ("Disadvantaged pupils",), True),
        ("Writing of disadvantaged pupils", "Writing", ("Year 3",), False),
        ("Reading in Year 3", "Reading", ("Disadvantaged pupils",), False),
    ],
)
def test_which_action_answers_which_exception(
    about: str, subject: str, places: tuple[str, ...], wanted: bool
) -> None:
    """An action answers where it names the subject or its ladder, and the place or none."""
    finding = Finding("", "", subject, places, 0.2)
    ladders = ("Fractions",) if subject == "Maths" else ()
    assert answers(Action(about=about, doing=""), finding, ladders) is wanted


@pytest.mark.parametrize(("of", "nested"), [(14, False), (20, True)])
def test_the_whole_school_leaves_six_values(of: int, nested: bool) -> None:
    """Every table of outcomes: whoever knows the rule finds no protected count closer than six.

    Pupils who fell behind, are still behind, are closing the gap, kept up, caught up, and those not
    judged who are at expectation and who are not; nobody closes a gap where favourable lies within
    at expectation.
    """
    known: dict[object, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for table in compositions(of, 7):
        fell, still, closing, kept, caught, up_apart, down_apart = table
        if nested and closing:
            continue
        counts = {
            "at expectation": kept + caught + up_apart,
            "favourable": closing + kept + caught,
            "apart": up_apart + down_apart,
            "closing": closing,
            "still": still,
            "kept": kept,
            "caught": caught,
            "fell": fell,
            "up apart": up_apart,
            "down apart": down_apart,
        }
        at = leaf(counts["at expectation"], of, Rules())
        moved = None if nested else leaf(counts["favourable"], of, Rules())
        whole = WholeSchool(
            lambda mark, counts=counts: leaf(counts[mark], of, Rules()), at, moved, Rules()
        )
        apart = whole.unplaced([] if moved is None else [(at, moved)])
        found = known[at, moved, apart, whole.caught_up, whole.fell_behind(apart)]
        for name, count in counts.items():
            found[name].add(count)
    for published, quantities in known.items():
        for name, values in quantities.items():
            if not (nested and name == "closing"):
                protected = any(value < 6 or value > of - 6 for value in values)
                assert len(values) >= 6 or not protected, (published, name, values)
