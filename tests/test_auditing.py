"""`la.audit`: every planted fault is found, no sound definition is accused, and it can be read.

The faults are in `faulty_definitions`. What the built-in definitions do not hold is written out in
`NOT_HELD`, from DESIGN §5 and from what each asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest
from building import load_school, markbook, pupils, statements
from faulty_definitions import FAULTS, HIGH, LOW, Fault, half, named, throws_dice, words

import ladders_analysis as la
from ladders_analysis.auditing import auditing, running
from ladders_analysis.auditing.auditing import (
    Audit,
    audit,
    audit_each,
    audit_matrix,
    side_by_side,
)
from ladders_analysis.auditing.checks import CHECKS
from ladders_analysis.auditing.trial_schools import trial_pairs
from ladders_analysis.definitions import DEFINITIONS
from ladders_analysis.definitions.against_expectation import AgainstExpectation
from ladders_analysis.definitions.gaps_closed import GapsClosed
from ladders_analysis.definitions.growth_percentile import GrowthPercentile
from ladders_analysis.definitions.points_gained import PointsGained
from ladders_analysis.definitions.retained import Retained
from ladders_analysis.definitions.working_curriculum import WorkingCurriculum
from ladders_analysis.errors import DefinitionError, LaddersError, PointError
from ladders_analysis.render.sanitise import sanitise
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.taking import both_taken

Build = Callable[..., School]
Points = tuple[Snapshot, Snapshot]
QUICK = tuple(check for check in CHECKS if check.visits)
"""The checks without the figures of the cohort, which take as long and accuse nobody."""
CEILING = frozenset({"ceiling"})
FINER = frozenset({"grades_cut", "one_ladder_cut"})

NOT_HELD: dict[str, frozenset[str]] = {
    "against_expectation": frozenset(),
    "working_curriculum": CEILING,  # up by the teacher or a test, behind by statements
    "gaps_closed": CEILING,  # up with a few gaps, and left them open
    "curriculum_secured": CEILING,  # up, and not by the newest curriculum
    "retained": CEILING,  # up, and lost some of what was looked at again
    "deepened": CEILING,  # up, and deepened nothing
    "from_starting_point": CEILING,  # greater depth then, expected now
    "mapped": frozenset(),
    "teacher_view": CEILING,  # the teacher expected more
    "growth_to_target": CEILING,  # up by statements, and the score has dropped
    "growth_percentile": CEILING,  # up, and others with the same earlier score rose further
    "percentage_of_milestones": FINER | CEILING,
    "points_gained": FINER | CEILING,
}


@named()
def half_secure(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Ask for half of what is due; nothing is wrong with it."""
    return words(half(end))


VARIANTS = (
    (AgainstExpectation(closing=0.25), frozenset[str]()),
    (AgainstExpectation(closing_score=5), frozenset[str]()),
    (WorkingCurriculum(closing=0.05), CEILING),
    (GapsClosed(some=0.5, most=0.9), CEILING),
    (Retained(mostly=0.9, at_least=2), CEILING),
    (GrowthPercentile(minimum=10), CEILING),
    (PointsGained(per_half_term=3), FINER | CEILING | {"statements_cut"}),
    (half_secure, CEILING),  # up by the teacher or a test, less than half by statements
)


@pytest.fixture(scope="module")
def points() -> Points:
    """Give a made-up school of forty pupils, with a subject in which nobody was judged."""
    pair = trial_pairs()[0]
    of_school = pair.start.of_school
    known = of_school.tables["statements"]
    music = known[known["subject"] == "Maths"].head(3)
    music = music.assign(subject="Music", statement_id="m" + music["statement_id"].astype("str"))
    with_music = of_school.with_tables(statements=pd.concat([known, music], ignore_index=True))
    return both_taken(with_music, pair.start, pair.end)


@pytest.fixture(scope="module")
def faulty(points: Points) -> dict[str, Audit]:
    """Audit all the faulty definitions together."""
    definitions = [fault.definition for fault in FAULTS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "CHECKS", QUICK)
        audits = audit_each(definitions, *points, trials=False, examples=False, seconds=3)
    return {each.about.name: each for each in audits}


@pytest.fixture(scope="module")
def few_made_up() -> Iterator[Points]:
    """Audit on five made-up schools: movers, within a year, each basis, and many scores."""
    pairs = {pair.label: pair for pair in trial_pairs()}
    chosen = [
        next(pair for label, pair in pairs.items() if words in label)
        for words in (
            *("repeat the year", "Year 4 from autumn to spring", "placed by their teachers"),
            *("placed by a test", "only test scores are held"),
        )
    ]
    with pytest.MonkeyPatch.context() as patch:
        made_up = tuple((pair.label, pair.start, pair.end) for pair in chosen[1:])
        patch.setattr(auditing, "_made_up", lambda seed: made_up)
        yield chosen[0].start, chosen[0].end


@pytest.fixture(scope="module")
def sound(few_made_up: Points) -> dict[str, Audit]:
    """Audit the built-in definitions, and variants of some, together."""
    definitions = [*DEFINITIONS, *(variant for variant, _ in VARIANTS)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "CHECKS", QUICK)
        audits = audit_each(definitions, *few_made_up, examples=False)
    names = [*DEFINITIONS, *(f"variant {place}" for place in range(len(VARIANTS)))]
    return dict(zip(names, audits, strict=True))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_is_found(faulty: dict[str, Audit], fault: Fault) -> None:
    """The checks that must find a fault fail for it."""
    found = faulty[fault.name]
    assert fault.found_by <= set(found.failures)
    assert not found.holds


def test_there_are_faults_enough() -> None:
    """At least fourteen faults, each under a name of its own, and every must-hold check is due."""
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 14
    assert {name for fault in FAULTS for name in fault.found_by} == {
        check.name for check in CHECKS if check.must_hold
    }


def test_what_is_not_held_names_every_definition() -> None:
    """A new built-in definition is not forgotten here."""
    assert set(NOT_HELD) == set(DEFINITIONS)


@pytest.mark.parametrize("name", NOT_HELD)
def test_no_sound_definition_is_accused(sound: dict[str, Audit], name: str) -> None:
    """Every built-in definition fails what it must fail, and nothing else."""
    found = sound[name]
    assert set(found.failures) == NOT_HELD[name], str(found)
    assert found.holds is (not NOT_HELD[name])


@pytest.mark.parametrize("name", NOT_HELD)
def test_what_fails_is_owned_up_to(name: str) -> None:
    """`about.holds` speaks of the ceiling wherever the audit finds one."""
    holds = la.DEFINITIONS[name]().about.holds
    assert not NOT_HELD[name] or "ceiling" in holds
    if "grades_cut" in NOT_HELD[name]:
        assert "grades" in holds and "ladder" in holds


@pytest.mark.parametrize("place", range(len(VARIANTS)), ids=lambda place: f"variant-{place}")
def test_variants_are_judged_by_what_they_are(sound: dict[str, Audit], place: int) -> None:
    """Other parameters change what holds only where they should."""
    assert set(sound[f"variant {place}"].failures) == VARIANTS[place][1]


def test_who_is_tied_to_the_curriculum(sound: dict[str, Audit]) -> None:
    """Definitions that never move with the expectation nor with what is due are told so."""
    told = {
        name: "not tied" in finding.note
        for name in DEFINITIONS
        for finding in sound[name].findings
        if finding.check.name == "expectation"
    }
    assert {name for name, loose in told.items() if loose} == {
        *("retained", "deepened", "teacher_view", "growth_to_target", "growth_percentile"),
        *("percentage_of_milestones", "points_gained"),
    }


def test_the_matrix(sound: dict[str, Audit]) -> None:
    """Checks down, definitions across; "not refuted", never "proved"."""
    matrix = side_by_side([sound["against_expectation"], sound["points_gained"]])
    assert list(matrix.columns) == ["against_expectation", "points_gained"]
    assert len(matrix) == 14 and matrix.index.name == "Must hold"
    assert set(matrix["against_expectation"]) == {"not refuted"}
    finer = matrix.loc["Every judgement grade cut in three", "points_gained"]
    assert re.fullmatch(r"fails \(\d+\)", str(finer))


def test_the_matrix_of_a_small_school(small: Points) -> None:
    """It audits what it is given."""
    matrix = audit_matrix(["gaps_closed", "mapped"], *small, trials=False)
    assert matrix.to_numpy().ravel().tolist() == ["not refuted"] * 28
    again = audit_matrix(["mapped", "mapped"], *small, trials=False)
    assert list(again.columns) == ["mapped", "mapped (2)"]


# --- one small school, worked out by hand


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Points:
    """Build one pupil of Year 4 with six statements due in autumn, all of one ladder.

    Autumn: three of six secure, behind. Spring: five of six, 0.83, up: caught up. In points
    (N 0, D 1, S 2): 2+2+2+0+0+0 = 6, then 2+2+2+2+2+0 = 10: four gained. Six statements of the own
    year make one point a half-term, and two half-terms lie between: two expected, so "more".
    """
    ids = "r1 r2 r3 r4 r5 r6"
    school = load_school(
        tmp_path_factory.mktemp("auditing") / "school",
        pupils=pupils("ann", 4, name="Ann Other"),
        curriculum=statements(ids, 1),
        judgements=[
            *markbook("2024-11-15", ids, "ann SSSNNN"),
            *markbook("2025-03-20", ids, "ann SSSSSN"),
        ],
    )
    return school.as_at("Autumn 2024"), school.as_at("Spring 2025")


@pytest.fixture(scope="module")
def points_of_two(small: Points) -> Audit:
    """Audit two points a half-term on the small school."""
    return audit(PointsGained(per_half_term=2), *small, trials=False)


def test_counts_worked_out_by_hand(small: Points) -> None:
    """One pupil is rated, so every check was tried on one; the favourable figure is one of one."""
    found = audit("against_expectation", *small, trials=False)
    table = found.table.set_index("check")
    assert (found.here, found.made_up, found.holds, found.failures) == (1, 0, True, ())
    assert table.loc["grades_cut", ["tried", "failing", "changed"]].tolist() == [1, 0, 0]
    assert table.loc["ceiling", "tried"] == 0  # behind at the start
    # Raised to 0.9, 5 of 6 is behind: still behind, but closing. Lowered to 0.7 nothing changes.
    assert "1 of 1 outcomes here change; lowered by ten, 0." in table.loc["expectation", "example"]
    # Only ticks: 5 secure and one not judged of 6; it is up still.
    assert table.loc["ticks_only", ["figure", "figure_low"]].tolist() == [1.0, 1.0]
    assert table.loc["ticks_only", "example"] == (
        "Favourable are 100% of 1 rated, 100% of 1 as recorded; 0 of 1 outcomes change."
    )
    # Of three secure statements some count lower at the start: behind all the same.
    assert table.loc["start_lowered", "example"] == (
        "0% of 1 outcomes change (the average of 5 draws); favourable are 100% of 1 rated, 100% "
        "of 1 as recorded."
    )


def test_the_table(small: Points) -> None:
    """One row per check, with the columns that analysts join on."""
    table = audit("gaps_closed", *small, trials=False).table
    assert list(table["check"]) == [check.name for check in CHECKS]
    assert {"title", "must_hold", "verdict", "tried", "changed", "better", "worse", "figure"} <= {
        *table.columns
    }
    assert {"figure_low", "figure_high", "example"} <= {*table.columns}
    assert set(table.loc[table["must_hold"], "verdict"]) == {"not refuted"}
    assert set(table.loc[~table["must_hold"], "verdict"]) == {"reported"}


def test_a_worked_example_by_hand(small: Points, points_of_two: Audit) -> None:
    """The example names the class, the counts and both outcomes, and no pupil, id or name.

    Four points gained (2 statements from N to S) where one a half-term, two in all, were expected:
    more; with every grade cut in three S is place 6 and N 0, twelve points: more as before. Where
    two a half-term are expected, four points are as expected, and twelve are more. The smallest
    example has one statement from N to S: two points of four are fewer; cut, six are more.
    """
    quick = audit(PointsGained(per_half_term=1), *small, trials=False)
    assert "grades_cut" not in quick.failures
    assert "grades_cut" in points_of_two.failures
    finding = next(each for each in points_of_two.findings if each.check.name == "grades_cut")
    assert finding.example is not None and not finding.example.made_up
    said = finding.example.said
    assert said == (
        "A Year 4 pupil, Reading: in Autumn 2024 0 of 1 due statements secure (working towards), "
        "in Spring 2025 1 of 1 due statements secure (expected). Rated “fewer”. With every grade "
        "cut in three, and each judgement at the lowest of its three: “more”."
    )
    shown = (
        f"{said} {finding.example.marks.to_string()} {points_of_two} {points_of_two._repr_html_()}"
    )
    for secret in ("ann", "Ann", "Other", "r1", "r4"):
        assert not re.search(rf"\b{secret}\b", shown)


def test_marks_stand_beside_the_example(points_of_two: Audit) -> None:
    """One statement shows it; without the N, nobody could say where the pupil stood."""
    finding = next(each for each in points_of_two.findings if each.check.name == "grades_cut")
    assert finding.example is not None
    marks = finding.example.marks
    assert list(marks.columns[:4]) == ["Statements", "Due", "Autumn 2024", "Spring 2025"]
    assert list(marks.columns[4:]) == ["Autumn 2024, changed", "Spring 2025, changed"]
    assert marks.to_numpy().tolist() == [[1, "at both points", "N", "S", "N.1", "S.1"]]


def test_it_says_when_others_are_needed(build: Build) -> None:
    """A rating by rank is shown among as few other pupils as it takes, and says so."""

    @named()
    def upper_half(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        share = end.share(end.due & end.secure, of=end.due)
        return words(share.rank(method="first", ascending=False) <= len(share) / 2)

    ids = "r1 r2 r3 r4 r5"
    page = "ann SSSSS\nben SSSSS\ncat SSSSS\ndan SSSSS\neve SSSSS\nfay SSSSS"
    school = build(
        pupils=pupils("ann ben cat dan eve fay", 4),
        curriculum=statements(ids, 1),
        judgements=[*markbook("2024-11-15", ids, page), *markbook("2025-03-20", ids, page)],
    )
    points = school.as_at("Autumn 2024"), school.as_at("Spring 2025")
    found = audit(upper_half, *points, trials=False)
    assert "pupils_renamed" in found.failures
    said = next(each for each in found.findings if each.check.name == "pupils_renamed").note
    assert "It takes 1 other pupil to show it: what becomes of one hangs on the others." in said


def test_the_card_says_it_in_words(small: Points, points_of_two: Audit) -> None:
    """Signs come with words, numbers with what they count, and `holds` stands beside."""
    text = " ".join(str(points_of_two).split())
    assert text.startswith("points_gained fails ")
    assert "✗ fails" in text and "✓ not refuted" in text and "proved" not in text
    assert "The definition says of itself: Fails when grades are cut finer" in text
    assert points_of_two.sentence in text
    good = audit("against_expectation", *small, trials=False)
    assert good.sentence == "against_expectation: not refuted on 1 pupils × subjects."


def test_the_card_may_be_on_a_page(points_of_two: Audit) -> None:
    """What a notebook shows is on the list of what a page may hold: nothing is taken off."""
    html = points_of_two._repr_html_()
    assert re.sub(r"\s+", " ", sanitise(html)) == re.sub(r"\s+", " ", html)
    assert "<caption>The marks of the example" in html


def test_as_plain_data(small: Points) -> None:
    """The audit can be written as JSON and read again."""
    found = audit("points_gained", *small, trials=False)
    told = json.loads(json.dumps(found.as_dict(), allow_nan=False, default=str))
    assert told["definition"] == "points_gained" and told["holds"] is found.holds
    assert [each["check"] for each in told["checks"]] == [check.name for check in CHECKS]
    assert told["checks"][0]["figure"] is None


def test_the_same_seed_gives_the_same_audit(small: Points, points: Points) -> None:
    """Nothing hangs on the order of runs; another seed draws otherwise."""
    one, same = (audit("points_gained", *small, trials=False, seed=3) for _ in range(2))
    assert str(one) == str(same)
    here, there = (
        audit_each(["points_gained"], *points, trials=False, examples=False, seed=seed)[0].table
        for seed in (3, 4)
    )
    assert not here.equals(there)


def test_audits_leave_the_snapshots_alone(points: Points) -> None:
    """What the definition is handed, and what the experiments change, are copies."""
    before = [snapshot.counted.copy() for snapshot in points]
    rated = la.progress(*points, "points_gained")
    audit_each([throws_dice], *points, trials=False, examples=False)
    for snapshot, counted in zip(points, before, strict=True):
        np.testing.assert_array_equal(snapshot.counted, counted)
    pd.testing.assert_frame_equal(
        pd.DataFrame(la.progress(*points, "points_gained")), pd.DataFrame(rated)
    )


def test_chance_is_named(faulty: dict[str, Audit]) -> None:
    """Where a definition answers otherwise when asked again, the other failures may be chance."""
    assert "other failures may be chance" in faulty["throws_dice"].sentence
    assert "chance" not in faulty["counts_statements"].sentence


def test_a_broken_definition_is_named_once(faulty: dict[str, Audit]) -> None:
    """A definition that cannot rate the cohort fails one check, and the rest is not run."""
    found = faulty["own_words"]
    assert found.failures == ("contract",)
    verdicts = [each.verdict for each in found.findings]
    assert verdicts == ["fails", *["not run"] * (len(CHECKS) - 1)]
    assert '"nearly"' in found.findings[0].note
    assert found.sentence == (
        "own_words fails 1 of 14 checks: keeps its contract. 13 could not be run."
    )
    assert "longer than 3 seconds" in faulty["hangs"].findings[0].note
    assert "SystemExit" in faulty["leaves"].findings[0].note
    assert "start.due" in faulty["meddles"].findings[1].note or (
        "Work on a copy" in faulty["meddles"].findings[1].note
    )


def test_what_breaks_under_one_experiment_goes_on(small: Points) -> None:
    """A definition that needs a code's name breaks when codes are renamed, and only there."""

    @named()
    def needs_a_name(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        codes = [code.split(".")[0] for code in end.settings.scale.codes]
        return words(half(end) & (codes.index("S") >= 0))

    found = audit(needs_a_name, *small, trials=False)
    assert found.failures == ("codes_renamed",)
    note = next(each for each in found.findings if each.check.name == "codes_renamed").note
    assert "ended in an error (ValueError) at line" in note and "other names for the codes" in note


def test_breaking_where_only_a_figure_is_reported(small: Points) -> None:
    """A definition that cannot stand a missing entry breaks its contract, and the row says so."""

    @named()
    def never_blank(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        if not end.assessed.to_numpy().all():
            raise ValueError("Ann has a blank")
        return words(half(end))

    found = audit(never_blank, *small, trials=False)
    assert set(found.failures) == {"contract", "secure_unassessed"}
    ticks = next(each for each in found.findings if each.check.name == "ticks_only")
    assert ticks.verdict == "not run" and "Ann" not in str(found)


def test_one_that_hangs_is_not_asked_again(small: Points) -> None:
    """A definition that hangs under an experiment costs one time limit, not twenty."""

    @named()
    def hangs_on_many(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        while len(end.grid.statements) > 6:
            pass
        return words(half(end))

    found = audit(hangs_on_many, *small, trials=False, seconds=0.5)
    assert found.failures == ("statements_cut",)
    verdicts = {each.check.name: each.verdict for each in found.findings}
    assert verdicts["grades_cut"] == "not refuted" and verdicts["one_ladder_cut"] == "not run"
    assert not found.holds


def test_a_definition_that_rates_nobody(small: Points) -> None:
    """Nothing is refuted on nobody, and the sentence says that nothing was tried."""

    @named()
    def silent(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        return words(half(end)).mask(half(end) | ~half(end), None)

    found = audit(silent, *small, trials=False)
    assert found.here == 0 and "nobody has a ranked outcome" in found.sentence
    assert set(found.table["tried"]) == {0}


def test_unranked_outcomes_are_changed_and_no_better_or_worse(small: Points) -> None:
    """A pupil who drops out of the rating under an experiment is changed, not worse."""

    @named()
    def judged_only(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        all_judged = end.tally(end.due & ~end.assessed) == 0
        return words(half(end)).where(all_judged, None)

    table = audit(judged_only, *small, trials=False).table.set_index("check")
    row = table.loc["secure_unassessed"]
    assert row[["changed", "better", "worse", "failing"]].tolist() == [1, 0, 0, 0]


def test_a_trust_is_audited_school_by_school(build: Build) -> None:
    """Both schools of a trust are the cohort at hand."""
    both = [
        {**row, "school_id": school, "pupil_id": f"{row['pupil_id']}{school}"}
        for school in "12"
        for row in pupils("ann ben", 4)
    ]
    ids = "r1 r2 r3 r4 r5"
    pages = [
        {**row, "school_id": school, "pupil_id": f"{row['pupil_id']}{school}"}
        for school in "12"
        for day, marks in (("2024-11-15", "ann SSNNN\nben SSSSS"), ("2025-03-20", "ann SSSSN"))
        for row in markbook(day, ids, marks)
    ]
    school = build(pupils=both, curriculum=statements(ids, 1), judgements=pages)
    points = school.as_at("Autumn 2024"), school.as_at("Spring 2025")
    found = audit("against_expectation", *points, trials=False)
    assert found.here == 4 and found.holds


def test_made_up_schools_are_told_from_the_cohort(sound: dict[str, Audit]) -> None:
    """The sentence says how many pupils × subjects are of which."""
    found = sound["mapped"]
    assert found.here > 0 and found.made_up > 0
    assert found.sentence == (
        f"mapped: not refuted on {found.here + found.made_up:,} pupils × subjects "
        f"({found.here:,} of this cohort, {found.made_up:,} of made-up schools)."
    )


def test_examples_come_from_made_up_schools(few_made_up: Points) -> None:
    """Where a made-up school shows the failing too, no real pupil is the example."""
    found = audit("gaps_closed", *few_made_up)
    finding = next(each for each in found.findings if each.check.name == "ceiling")
    assert finding.example is not None and finding.example.made_up
    assert "Rated “few closed” (0 of 1 gaps" in finding.example.said
    assert len(finding.example.marks) <= 4


def test_a_what_if_is_refused(small: Points) -> None:
    """Snapshots in which other codes count are no ground for an audit."""
    start, end = small
    what_if = end.with_codes(np.zeros(end.grid.shape, np.uint8))
    with pytest.raises(LaddersError, match="as at Spring 2025 is a what-if.*school.as_at"):
        audit("gaps_closed", start, what_if)


def test_what_cannot_be_audited(small: Points) -> None:
    """Points in the wrong order, and names that nobody knows, are refused in plain words."""
    start, end = small
    with pytest.raises(PointError, match="give the earlier point first"):
        audit("gaps_closed", end, start)
    with pytest.raises(DefinitionError, match='did you mean "gaps_closed"'):
        audit("gaps_close", start, end)


def test_a_school_without_statements(build: Build) -> None:
    """Where teachers judge subjects only, the audit runs and the boxes have nothing to cut."""
    overall = [
        {"pupil_id": name, "subject": "Writing", "assessed_on": day, "attainment": code}
        for name, codes in (("ann", ("WTS", "EXS")), ("ben", ("EXS", "WTS")))
        for day, code in zip(("2024-11-15", "2025-03-20"), codes, strict=True)
    ]
    school = build(
        pupils=pupils("ann ben", 4),
        overall=overall,
        scale="",
        policy='[overall.codes]\nWTS = "working towards"\nEXS = "expected"\n',
    )
    points = school.as_at("Autumn 2024"), school.as_at("Spring 2025")
    found = audit("against_expectation", *points, trials=False)
    assert found.here == 2 and found.holds
    assert found.table.set_index("check").loc["codes_renamed", "tried"] == 2


def test_half_secure_has_two_outcomes() -> None:
    """The helper of the faulty definitions makes definitions of two outcomes."""
    assert half_secure.about.outcomes == (LOW, HIGH)
