"""The special cases and outcomes that must occur among the generated schools, often.

Agreement means something only where everything that can happen does.
"""

from __future__ import annotations

BASES = ("statements", "teacher", "score")
PLACED = ("working towards", "expected", "greater depth")

EXPECTED_CASES: tuple[str, ...] = (
    *(f"{verb} the {day}" for verb in ("joined on", "left on") for day in ("very day",)),
    *(f"{verb} the day {when}" for verb in ("joined", "left") for when in ("before", "after")),
    *("asked on 1 September", "asked on 31 August", "repeated year", "skipped year"),
    *("no row in a year between", "same pupil id in two schools"),
    *(f"working year {where}" for where in ("below", "equal", "above")),
    *("point of its own", "point with its own half-term", "due through nothing"),
    *("closes in the next academic year", "across years", "within a year"),
    *("a moment with its own day", "subject empty for a year group"),
    *("subject without statements", "part with a blank weight", "part with a stated weight"),
    *("parts of which some state a weight", "whole with a stated weight", "no due half-term"),
    *("band without a cycle, before its last year", "band without a cycle, in its last year"),
    *("band in its cycle", "band out of its cycle", "recorded after the close"),
    *("overall recorded after the close", "recorded on the closing day"),
    *("one day, recorded again later", "one day, two codes at once", "exact duplicate"),
    *("not assessed after a judgement", "judged, but on too few days"),
    *(f"counts: {rule}" for rule in ("latest", "highest", "2", "3")),
    *("year over subject", "subject over school", "share by half-term"),
    *(f"basis {how}: {basis}" for how in ("stated", "by default") for basis in BASES),
    *("second school says otherwise", "second school, other secure code"),
    *("second school, own curriculum", "a key statement decides"),
    *("not secure because unjudged", "secure by exception"),
    *("unjudged in a class with judgements, no class name", "earlier years due: key"),
    *("earlier years due: all", "exactly the least that must be due"),
    *("the whole own year is less than must be due", "exactly on the share"),
    *("exactly on the deeper share", "deep enough, but in Reception", "no deeper code"),
    *("rise of exactly a tenth", "exactly half the gaps closed", "overall codes: one table"),
    *("overall codes: six tables", "overall judgement in the holidays"),
    *("two overall judgements at once", "score line with thresholds"),
    *("score line with one threshold", "score line without a threshold"),
    *("result without a score", "score exactly on the line"),
    *(f"own curriculum, basis {basis}" for basis in BASES),
    *("outcome: fell behind", "outcome: still behind", "outcome: closing the gap"),
    *("outcome: up, earlier gaps open", "outcome: kept up", "outcome: caught up"),
    *("outcome: moved ahead", "outcome: own curriculum", "outcome: not enough evidence"),
    *(
        f"attainment: {word}, by {basis}"
        for basis in BASES
        for word in (*PLACED, "own curriculum", "not enough evidence")
    ),
    *("attainment: nothing due yet, by statements", "attainment: too early to say, by statements"),
)

DEFINITION_CASES = (
    *("working: rated, though on own curriculum", "working: in Year 0, deep enough"),
    *("working: the working year's policy counts otherwise", "working: above their year"),
    *("working: otherwise than by age", "gaps: exactly a third closed"),
    *("gaps: exactly two thirds closed", "gaps: rated, though on own curriculum"),
    *("gaps: closed, though due no more", "gaps: closed by exception"),
    *("gaps: lost what was secure, and no gaps", "plan: exactly on the share"),
    *("plan: secure before it fell due", "plan: an earlier year's statement fell due"),
    *("plan: due at the start as well", "retained: exactly mostly kept"),
    *("retained: exactly the least looked at", "retained: too little looked at"),
    *("retained: enough, but counts is not latest",),
    *("retained: counts is not latest at the start only",),
    *("retained: looked at by the day the start closed",),
    *("retained: made before the start closed, recorded after",),
    *("retained: looked at, recorded after the end closed",),
    *("retained: secure by exception then, looked at since", "deepened: exactly some"),
    *("deepened: exactly many", "deepened: not known so deeply now"),
    *("deepened: secure by exception only",),
    *("deepened: nothing secure, though the scale has deeper", "baseline: two on one day"),
    *("baseline: the latest says nothing, an earlier one does",),
    *("baseline: outcome without a band, score with one", "baseline: outcome and score disagree"),
    *("baseline: score exactly on a line", "baseline: taken on the closing day"),
    *("baseline: taken the day after", "baseline: of an earlier year"),
    *("baseline: rated, though not placed at the start",),
    *(f"bands moved: {number}" for number in (-2, -1, 0, 1, 2)),
    *("view: made on the start's day", "view: made before the start closed"),
    *("view: recorded after the end closed", "view: of an earlier year"),
    *("view: the latest judgement says nothing of progress", "view: two at once"),
    *("view: said again of the same day", "view: a code with no word, default"),
    *("view: a code with no word, stated", "growth: exactly the needed rise"),
    *("growth: exactly on the target, then", "growth: exactly on the target, now"),
    *("growth: other assessments", "growth: another target than the start's"),
    *("growth: no half-term between", "growth: all of the distance needed"),
    *("growth: that end has passed",),
    *("growth: scores and no target", "growth: a score at the end only"),
    *(f"growth: rated, whatever the basis: {basis}" for basis in BASES),
    *("milestones: exactly expected", "milestones: exactly higher"),
    *("milestones: a rise of exactly a tenth", "milestones: due through nothing"),
    *("milestones: closing across years", "milestones: rated, though not placed"),
    *("points: exactly a tenth off", "points: none expected", "points: less than none expected"),
    *("points: lost", "points: rated, though on own curriculum"),
)

UNRANKED = ("own curriculum", "not enough evidence")
MOVEMENTS = ("fell behind", "still behind", "closing the gap", "kept up", "caught up")
WITH_GAPS = (*MOVEMENTS, "up, earlier gaps open", "moved ahead")
BANDS_MOVED = ("behind where they began", "behind, as they began", "where they began")
VIEWS = ("less than expected", "as expected", "more than expected")
GROWTH = ("dropped below", "not catching up", "catching up", "keeping up", "caught up")
OUTCOMES: dict[str, tuple[str, ...]] = {
    "against_expectation": (*WITH_GAPS, *UNRANKED),
    "against_expectation, closing score": (*WITH_GAPS, *UNRANKED),
    "working_curriculum": (*WITH_GAPS, "not enough evidence"),
    "gaps_closed": ("few closed", "some closed", "most closed", "no gaps", "not enough evidence"),
    "curriculum_secured": ("behind plan", "on plan", *UNRANKED),
    "retained": ("slipping", "mostly kept", "all kept", *UNRANKED),
    "deepened": ("none deeper", "some deeper", "many deeper", "deeper already", *UNRANKED),
    "from_starting_point": (*BANDS_MOVED, "beyond where they began", *UNRANKED),
    "from_starting_point, baseline": (*BANDS_MOVED, "beyond where they began", *UNRANKED),
    "mapped": (
        *("stayed behind", "fell behind", "kept up", "caught up", "moved ahead"),
        *UNRANKED,
    ),
    "teacher_view": (*VIEWS, *UNRANKED),
    "teacher_view, codes": (*VIEWS, *UNRANKED),
    "growth_to_target": (*GROWTH, *UNRANKED),
    "growth_to_target, target": (*GROWTH, *UNRANKED),
    "percentage_of_milestones": (*MOVEMENTS, "moved ahead", *UNRANKED),
    "points_gained": ("fewer", "expected", "more"),
    "points_gained, fixed": ("fewer", "expected", "more"),
}
"""What is asked -> every outcome it can have, and no other."""
