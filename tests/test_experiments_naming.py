"""Other names and another order of rows: everything that names something follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from building import SCALE, best_fit, markbook, statements
from experimented import IDS, full_tables, marks, points, run, seeds, tiny, tiny_tables

from ladders_analysis.definitions import DEFINITIONS
from ladders_analysis.experiments.changed import retaken
from ladders_analysis.experiments.naming import codes_renamed, pupils_renamed, statements_renamed
from ladders_analysis.experiments.rows import rows_duplicated, rows_shuffled


def test_two_pupils_change_places() -> None:
    """Whatever chance says, the order of two names is turned round."""
    for seed in seeds(3):
        changed = run(pupils_renamed, tiny(), seed=seed)
        assert changed.pupils == {"p11": "ann", "p10": "ben"}
        assert changed.end.grid.pupils.tolist() == ["p10", "p11"]


def test_a_pupil_is_renamed_wherever_they_stand(build: Callable) -> None:
    """In pupils, judgements, overall judgements and results."""
    changed = run(pupils_renamed, points(build(**full_tables())))
    tables = changed.end.of_school.tables
    assert tables["pupils"]["pupil_id"].tolist() == ["p11", "p10"]
    assert tables["overall"]["pupil_id"].tolist() == ["p11", "p11", "p10", "p10"]
    assert tables["results"]["pupil_id"].tolist() == ["p11", "p11", "p10"]
    assert tables["judgements"]["pupil_id"].astype("str").tolist() == (
        ["p11"] * 4 + ["p10"] * 3 + ["p11"] * 2 + ["p10"] * 2
    )
    assert marks(changed.end) == {"p10": "XSNS", "p11": "SDSS"}
    assert changed.end.overall["pupil_id"].tolist() == ["p11", "p10"]


def test_conversations_follow() -> None:
    """A conversation is about the same pupil, under the new name."""
    start, end = tiny()
    of_school = start.of_school
    talked = pd.DataFrame(
        {"school_id": ["1"], "pupil_id": ["ben"], "subject": ["Maths"], "action": ["ask again"]}
    )
    held = of_school.with_tables(conversations=talked)
    both = replace(start, of_school=held), replace(end, of_school=held)
    changed = run(pupils_renamed, both)
    assert changed.end.of_school.tables["conversations"]["pupil_id"].tolist() == ["p10"]


def test_names_lead_back() -> None:
    """Rated on the renamed school and named as before, the answers are those as before."""
    start, end = tiny()
    changed = run(pupils_renamed, (start, end))
    rate = DEFINITIONS["gaps_closed"]()
    before = rate(start, end)
    after = changed.back(rate(changed.start, changed.end))
    pd.testing.assert_frame_equal(after.reindex(before.index), before)


def test_new_names_are_nobodys_old_name(build: Callable) -> None:
    """Where a pupil is called p10 already, the new names begin with pp."""
    given = tiny_tables() | {
        "pupils": [
            {"pupil_id": name, "academic_year": 2025, "year_group": 4} for name in ("p10", "p11")
        ],
        "judgements": markbook("2024-11-15", IDS, "p10 SNDS"),
    }
    changed = run(pupils_renamed, points(build(**given)))
    assert changed.pupils == {"pp11": "p10", "pp10": "p11"}


def test_other_schools_names_are_in_nobodys_way() -> None:
    """A trust's table may hold the ids of pupils elsewhere; here they are not renamed."""
    start, end = tiny()
    judgements = start.of_school.tables["judgements"]
    ids = judgements["pupil_id"].astype(pd.CategoricalDtype(["p10", "ben", "ann", "zoë"]))
    of_school = start.of_school.with_tables(judgements=judgements.assign(pupil_id=ids))
    both = retaken(of_school, start, end)
    changed = run(pupils_renamed, (both.start, both.end))
    assert marks(changed.end) == {"p10": "XSNS", "p11": "SDSS"}


def test_statements_have_other_names(build: Callable) -> None:
    """The grid is the same but for its names and their order; parts stay parts of one."""
    curriculum = [*statements("r1 r2 r3", 1, part_of="r"), *statements("m1", 1, subject="Maths")]
    given = tiny_tables() | {"curriculum": curriculum}
    start, end = points(build(**given))
    changed = run(statements_renamed, (start, end), seed=1)
    table = changed.end.of_school.tables["statements"]
    old = start.of_school.tables["statements"]
    assert not set(table["statement_id"]) & set(old["statement_id"])
    assert table["part_of"].tolist()[:3] == ["w10"] * 3
    assert table["part_of"].isna().tolist() == [False, False, False, True]
    assert table["weight"].tolist() == pytest.approx([1 / 3] * 3 + [1])
    called = dict(zip(old["statement_id"], table["statement_id"], strict=True))
    ids = " ".join(called[each] for each in IDS.split())
    assert marks(changed.end, ids) == {"ann": "SDSS", "ben": "XSNS"}
    assert sorted(called, key=called.__getitem__) != sorted(called)


def test_codes_have_other_names_and_mean_the_same(build: Callable) -> None:
    """Their order stays, and so do secure, deeper, what is no judgement, and aliases."""
    given = full_tables() | {"scale": SCALE + 'aliases = { a = "S" }\n'}
    start, end = points(build(**given))
    changed = run(codes_renamed, (start, end), seed=2)
    old, new = start.settings.scale, changed.end.settings.scale
    called = dict(zip(old.codes + old.not_assessed, new.codes + new.not_assessed, strict=True))
    assert len(set(called.values())) == 5
    assert not set(called) & set(called.values())
    assert (new.secure, new.deeper, new.aliases) == (
        called["S"], called["X"], {"a": called["S"]},
    )  # fmt: skip
    assert sorted(called, key=called.__getitem__) != sorted(called)
    assert marks(changed.end) == marks(end)  # the places of codes, not their names
    before, after = (
        each.of_school.tables["judgements"]["judgement"] for each in (end, changed.end)
    )
    assert [called[code] for code in before.astype("str")] == after.astype("str").tolist()


def test_overall_codes_have_other_names_and_mean_the_same(build: Callable) -> None:
    """Attainment words stay, in one table or in six; the words for progress stay too."""
    six = "[overall]\ncodes = [\n" + '{ E = "working towards", S = "expected" },\n' * 3
    six += '{ E = "expected", S = "greater depth", T = "expected" },\n' * 3 + "]\n"
    given = full_tables() | {
        "overall": best_fit("2024-11-15 2025-03-20", "ann  E E\nben  S S"),
        "policy": six,
    }
    for tables, words in (
        (full_tables(), ("working towards", "expected", "greater depth", "expected")),
        (given, ("working towards", "expected", "expected", "greater depth")),
    ):
        both = points(build(**tables))
        changed = run(codes_renamed, both)
        for before, after in zip(both, (changed.start, changed.end), strict=True):
            assert before.overall["placed"].tolist() == after.overall["placed"].tolist()
            assert not set(before.overall["attainment"]) & set(after.overall["attainment"])
        placed = [*changed.start.overall["placed"], *changed.end.overall["placed"]]
        ann_start, ann_end, ben_start, ben_end = words
        assert placed == [ann_start, ben_start, ann_end, ben_end]
        assert changed.end.settings.overall.progress == both[1].settings.overall.progress


def test_rows_come_in_another_order(build: Callable) -> None:
    """Every table holds the same rows; the judgements stand in another order."""
    start, end = points(build(**full_tables()))
    changed = run(rows_shuffled, (start, end), seed=4)
    for name, table in start.of_school.tables.items():
        other = changed.end.of_school.tables[name]
        assert sorted(map(str, table.to_numpy().tolist())) == sorted(
            map(str, other.to_numpy().tolist())
        )
    mixed = changed.end.of_school.tables["judgements"]
    assert mixed.index.tolist() == list(range(11))
    assert mixed["assessed_on"].tolist() != sorted(mixed["assessed_on"])
    assert marks(changed.end) == marks(end)


def test_rows_are_there_twice(build: Callable) -> None:
    """Some judgements, overall judgements and results are repeated; pupils and statements not."""
    start, end = points(build(**full_tables()))
    changed = run(rows_duplicated, (start, end), seed=4)
    before, after = start.of_school.tables, changed.end.of_school.tables
    for name in ("judgements", "overall", "results"):
        once = after[name].drop_duplicates().reset_index(drop=True)
        pd.testing.assert_frame_equal(once, before[name])
        assert len(after[name]) <= 2 * len(before[name])
    assert len(after["judgements"]) > len(before["judgements"])
    for name in ("pupils", "statements", "conversations"):
        pd.testing.assert_frame_equal(after[name], before[name])
    assert marks(changed.end) == marks(end)
