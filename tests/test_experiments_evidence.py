"""Evidence that is added, lost, late or recorded too low, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from building import OVERALL, SCALE, best_fit, markbook
from experimented import IDS, full_tables, marks, points, run, seeds, tiny, tiny_tables

from ladders_analysis.auditing.trial_schools import trial_pairs
from ladders_analysis.experiments.evidence import (
    entries_late,
    entries_missing,
    not_secure_missing,
    one_more_secure,
    secure_unassessed,
    start_lowered,
)

START = {"ann": "SNDS", "ben": "XS.N"}
END = {"ann": "SDSS", "ben": "XSNS"}


def test_the_school_is_as_the_table_says() -> None:
    """What every test below begins with."""
    start, end = tiny()
    assert (marks(start), marks(end)) == (START, END)


def test_one_more_statement_becomes_secure() -> None:
    """Ann has one open statement in Reading, r2, and Ben one, r3; in Maths nothing is open."""
    start, end = tiny()
    changed = run(one_more_secure, (start, end))
    assert marks(changed.end) == {"ann": "SSSS", "ben": "XSSS"}
    assert changed.start is start


def test_one_a_subject_and_only_what_is_due(build: Callable) -> None:
    """Of r1 and r2 one becomes secure, by chance; r3 is due later and never does."""
    tables = tiny_tables()
    tables["curriculum"][2]["due_half_term"] = 6
    marked = markbook("2025-03-20", IDS, "ann NDN.\nben ...S")
    start, end = points(build(**tables | {"judgements": marked}))
    found = {marks(run(one_more_secure, (start, end), seed).end)["ann"] for seed in seeds(20)}
    assert found == {"SDNS", "NSNS"}
    ben = {marks(run(one_more_secure, (start, end), seed).end)["ben"] for seed in seeds(20)}
    assert ben == {"S..S", ".S.S"}


def test_some_secure_statements_are_not_judged() -> None:
    """About half of the secure cells are blank; no other cell changes, nor does the start."""
    start, end = tiny()
    found = [marks(run(secure_unassessed, (start, end), seed).end)["ann"] for seed in seeds(30)]
    assert all(
        code in f"{was}." for codes in found for code, was in zip(codes, END["ann"], strict=True)
    )
    assert all(codes[1] == "D" for codes in found)
    assert {codes[0] for codes in found} == {"S", "."}
    pair = trial_pairs()[0]
    changed = run(secure_unassessed, (pair.start, pair.end))
    assert changed.start is pair.start
    secure = pair.end.secure.to_numpy()
    assert (changed.end.counted[secure] == 0).mean() == pytest.approx(0.5, abs=0.05)
    assert np.array_equal(changed.end.counted[~secure], pair.end.counted[~secure])


def test_only_what_is_secure_is_recorded() -> None:
    """Ann's D and Ben's N at the end were never entered; the start stays."""
    start, end = tiny()
    changed = run(not_secure_missing, (start, end))
    assert marks(changed.end) == {"ann": "S.SS", "ben": "XS.S"}
    assert changed.start is start


def test_the_start_is_recorded_too_low() -> None:
    """All of it: secure and deeper become the grade below secure, the end stays."""
    start, end = tiny()
    changed = run(start_lowered(1), (start, end))
    assert marks(changed.start) == {"ann": "DNDD", "ben": "DD.N"}
    assert changed.end is end
    assert marks(run(start_lowered(0), (start, end)).start) == START


def test_a_quarter_of_the_start_is_recorded_too_low() -> None:
    """About a quarter of the secure cells, and no other."""
    pair = trial_pairs()[0]
    changed = run(start_lowered(), (pair.start, pair.end))
    secure = pair.start.secure.to_numpy()
    assert (changed.start.counted[secure] == 2).mean() == pytest.approx(0.25, abs=0.06)
    assert np.array_equal(changed.start.counted[~secure], pair.start.counted[~secure])


def test_where_no_grade_is_below_secure_the_start_is_not_judged(build: Callable) -> None:
    """With the codes S and X, both secure, a lowered statement has no judgement."""
    given = tiny_tables() | {
        "judgements": markbook("2024-11-15", IDS, "ann SXS."),
        "scale": SCALE.replace('["N", "D", "S", "X"]', '["S", "X"]'),
    }
    changed = run(start_lowered(1), points(build(**given)))
    assert marks(changed.start, letters=".SX")["ann"] == "...."
    assert marks(changed.end, letters=".SX")["ann"] == "SXS."


def test_entries_that_were_never_made(build: Callable) -> None:
    """With all missing nothing is left, and everybody keeps the basis they had."""
    start, end = points(build(**full_tables() | {"policy": OVERALL}))
    changed = run(entries_missing(1), (start, end))
    assert marks(changed.start) == marks(changed.end) == {"ann": "....", "ben": "...."}
    assert len(changed.end.overall) == len(changed.end.of_school.tables["results"]) == 0
    assert np.array_equal(changed.end.basis, end.basis)
    kept = run(entries_missing(0), (start, end))
    assert (marks(kept.start), marks(kept.end)) == (START, END)
    assert len(kept.end.of_school.tables["results"]) == 3


def test_one_entry_in_ten_is_missing_at_both_points_alike() -> None:
    """About a tenth of all judgements is gone; one that counted twice is gone twice."""
    pair = trial_pairs()[0]
    changed = run(entries_missing(), (pair.start, pair.end))
    before, after = (len(each.grid.cells) for each in (pair.end, changed.end))
    assert after / before == pytest.approx(0.9, abs=0.03)
    gone = (pair.start.counted > 0) & (changed.start.counted == 0)
    never_again = pair.end.grid.last_assessed(pair.end.point.entries_close) == (
        pair.start.grid.last_assessed(pair.start.point.entries_close)
    )
    assert gone.any()
    assert (changed.end.counted[gone & never_again] == 0).all()


def test_entries_that_were_late() -> None:
    """A month late, the autumn's are known on 15 December; the spring's miss 4 April."""
    start, end = tiny()
    changed = run(entries_late(30, share=1), (start, end))
    assert marks(changed.start) == START
    assert marks(changed.end) == START
    on_time = run(entries_late(30, share=0), (start, end))
    assert marks(on_time.end) == END
    assert marks(run(entries_late(15, share=1), (start, end)).end) == END  # by 4 April itself


def test_an_entry_that_was_later_still_stays_so(build: Callable) -> None:
    """Recorded 40 days after the assessment: two weeks' delay does not bring it forward."""
    given = tiny_tables() | {
        "judgements": markbook("2024-11-15", IDS, "ann SSSS", recorded_on="2024-12-25")
    }
    changed = run(entries_late(14, share=1), points(build(**given)))
    assert marks(changed.start)["ann"] == "...."
    assert marks(changed.end)["ann"] == "SSSS"


def test_overall_judgements_are_late_too(build: Callable) -> None:
    """Ann's of 15 December comes after the close of 20 December; Ben's of 1 December does not."""
    overall = [
        *best_fit("2024-12-15", "ann  EXS"),
        *best_fit("2024-12-01", "ben  EXS"),
        *best_fit("2024-11-30", "ann  WTS"),
    ]
    given = tiny_tables() | {"overall": overall, "policy": OVERALL}
    changed = run(entries_late(14, share=1), points(build(**given)))
    said = changed.start.overall.set_index("pupil_id")["attainment"].astype("str").to_dict()
    assert said == {"ann": "WTS", "ben": "EXS"}
