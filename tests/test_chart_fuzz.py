"""Every figure on random parts of a school: no exception, and no label over another.

A part may hold one pupil, no judgement at all, or a single subject. The question is asked as a
notebook asks it; a question that needs more assessment points than there are says so, and that is
an answer too. `LADDERS_CHART_SUBSETS=300` tries three hundred parts; the suite tries fewer.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from chart_subsets import Subset, subset
from matplotlib.axes import Axes
from test_plots_tables import text_faults

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.questions.answers import Answer
from ladders_analysis.questions.choosing import cohorts_of, groups_of, subjects_of
from ladders_analysis.questions.offering import definitions_for
from ladders_analysis.sample.folder import write_sample
from ladders_analysis.school import School

SUBSETS = int(os.environ.get("LADDERS_CHART_SUBSETS", "20"))
A_TIME = 20
DEAR_OF_A_TIME = 2
"""Pictures that cost seconds are drawn of the first two parts that have two points."""
ALLOWED = (
    "No pupil is on roll|with evidence (is|are) needed|No cohort leaves in|No book of .* looked at"
)
UNSAID = re.compile(r"\b(nan|NaN|NaT|inf|(?<!=)None(?! (of|deeper)\b))\b|(<|&lt;)NA(>|&gt;)")
"""What only a program would say; "most=None" is what a reader may write."""

Ask = Callable[[School, np.random.Generator], Answer | Axes]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Load a school of ninety pupils."""
    return la.load(write_sample(tmp_path_factory.mktemp("whole"), pupils=90, seed=11))


@pytest.fixture(scope="module", params=range(0, SUBSETS, A_TIME))
def parts(whole: School, request: pytest.FixtureRequest) -> Iterator[list[Subset]]:
    """Draw some parts of it, for all figures at once."""
    first = int(request.param)
    yield [subset(whole, number) for number in range(first, min(first + A_TIME, SUBSETS))]


def _picked(values: list[object], rng: np.random.Generator) -> object:
    """Pick one of some values, or None."""
    return values[int(rng.integers(len(values)))] if values and rng.random() < 0.7 else None


def _who(school: School, rng: np.random.Generator, *names: str) -> dict[str, object]:
    """Choose a point, and a subject and pupils of those that can be asked for, as a reader might.

    The point is a day of the calendar, whether or not anything was judged by it.
    """
    end = school.points[int(rng.integers(len(school.points)))]
    if not school.schools:
        return {"point": end}
    groups = groups_of(school, end)
    classes = [name for _, column, named in groups if column == "class_name" for name, _ in named]
    subjects = [
        name for name in subjects_of(school, end) if "together" in names or name != la.TOGETHER
    ]
    chosen: dict[str, object] = {
        "subject": _picked(list(subjects), rng),
        "cohort": _picked([cohort for _, cohort in cohorts_of(school, end)], rng),
        "class_name": _picked(classes, rng),
    }
    if "cohort" in names and "class_name" in names:
        chosen[str(rng.choice(["cohort", "class_name"]))] = None
    if groups and rng.random() < 0.4:
        _, column, values = groups[int(rng.integers(len(groups)))]
        chosen |= {"group": column, "value": values[int(rng.integers(len(values)))][1]}
    return {"point": end, **{name: one for name, one in chosen.items() if name in names}}


WHO = ("subject", "cohort", "group", "value")
CLASS = ("subject", "cohort", "class_name")


def _where(school: School, rng: np.random.Generator) -> Answer:
    who = _who(school, rng, *WHO, "together")
    return la.where_we_are(school, who.pop("point"), **who)


def _together(school: School, rng: np.random.Generator) -> Answer:
    who = _who(school, rng, "cohort", "group", "value")
    return la.where_we_are(school, who.pop("point"), subject=la.TOGETHER, **who)


def _moved(school: School, rng: np.random.Generator) -> Answer:
    who = _who(school, rng, *WHO, "together")
    names = [name for _, name in definitions_for(school)]
    start = school.points[int(rng.integers(len(school.points)))]
    name = names[int(rng.integers(len(names)))]
    return la.what_has_moved(school, start, who.pop("point"), definition=name, **who)


def _which(school: School, rng: np.random.Generator) -> Answer:
    who = _who(school, rng, *WHO)
    return la.which_statements(school, who.pop("point"), **who)


def _untaught(school: School, rng: np.random.Generator) -> Answer:
    return la.never_taught(school, **_who(school, rng, "subject", "cohort"))


def _side(school: School, rng: np.random.Generator) -> Answer:
    return la.which_side_moved(school, group=str(rng.choice(["disadvantaged", "sen", "eal"])))


def _served(school: School, rng: np.random.Generator) -> Answer:
    return la.who_is_not_served(school, **_who(school, rng, "subject", "cohort", "together"))


def _journey(school: School, rng: np.random.Generator) -> Answer:
    who = _who(school, rng, "subject", "cohort")
    return la.cohorts_journey(school, **{name: who[name] for name in who if name != "point"})


def _handed(school: School, rng: np.random.Generator) -> Answer:
    return la.handover(school, **_who(school, rng, *CLASS))


def _talks(school: School, rng: np.random.Generator) -> Answer:
    who = _who(school, rng, *CLASS)
    start = school.points[int(rng.integers(len(school.points)))]
    return la.worth_a_conversation(school, start, who.pop("point"), **who)


def _books(school: School, rng: np.random.Generator) -> Answer:
    return la.books_to_look_at(school, pupils=int(rng.integers(1, 9)), **_who(school, rng, *CLASS))


def _looked(school: School, rng: np.random.Generator) -> Answer:
    who = _who(school, rng, "subject")
    return la.books_beside_judgements(school, who["point"], who.get("subject"))


def _scores(school: School, rng: np.random.Generator) -> Answer:
    return la.scores_beside_judgement(school, **_who(school, rng, "subject", "cohort"))


def _flow(school: School, rng: np.random.Generator) -> Axes:
    start, end = school.latest_points()
    progress = la.progress(school.as_at(start), school.as_at(end), "against_expectation")
    subject = _picked(sorted(progress.index.unique("subject")), rng)
    chosen = progress if subject is None else progress.only(subject=subject)
    return la.plot_flow(la.transitions(chosen), start=start.name, end=end.name)


def _points(school: School, rng: np.random.Generator) -> Axes:
    start, end = school.latest_points()
    cut = la.curriculum_cut(school, parts=int(rng.integers(2, 6)))
    rated = [
        la.progress(each.as_at(start), each.as_at(end), name)
        for name in ("points_gained", "against_expectation")
        for each in (school, cut)
    ]
    return la.plot_points(la.cut_beside(*rated))


def _compared(school: School, rng: np.random.Generator) -> Axes:
    start, end = (school.as_at(point) for point in school.latest_points())
    names = ["against_expectation", "gaps_closed", "from_starting_point"]
    return la.plot_comparison(la.compare(start, end, names))


def _swept(school: School, rng: np.random.Generator) -> Axes:
    start, end = (school.as_at(point) for point in school.latest_points())
    return la.plot_sweep(la.sweep(start, end, "against_expectation", most=6))


FIGURES: dict[str, Ask] = {
    "where we are": _where,
    "all three together": _together,
    "what has moved": _moved,
    "flow": _flow,
    "which statements": _which,
    "never taught": _untaught,
    "which side moved": _side,
    "who is not served": _served,
    "a cohort's journey": _journey,
    "handover": _handed,
    "worth a conversation": _talks,
    "books to look at": _books,
    "books beside judgements": _looked,
    "scores beside judgement": _scores,
    "statutory results": lambda school, rng: la.statutory_results(school),
    "assessment practice": lambda school, rng: la.assessment_practice(school),
    "where to moderate": lambda school, rng: la.where_to_moderate(school),
    "points": _points,
    "comparison": _compared,
    "sweep": _swept,
}
DEAR = {"points", "comparison", "sweep"}


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_can_be_read_on_any_part_of_a_school(parts: list[Subset], figure: str) -> None:
    """No exception, a sentence, a description, and no text over another or off the edge."""
    faults = []
    if figure in DEAR:
        known = [part for part in parts if len(part.school.points_with_evidence) > 1]
        parts = known[:DEAR_OF_A_TIME]
    for part in parts:
        try:
            answer = FIGURES[figure](part.school, np.random.default_rng([part.number, len(figure)]))
        except LaddersError as error:
            assert re.search(ALLOWED, str(error)), f"{part}: {error}"
            continue
        except Exception as error:
            error.add_note(str(part))
            raise
        faults += [f"{part}: {fault}" for fault in _faults(answer)]
    assert not faults, "\n".join(faults[:20])


def _faults(answer: Answer | Axes) -> list[str]:
    """Find what cannot be read in an answer: its sentence, its tables and its picture."""
    ax = answer.axes if isinstance(answer, Answer) else answer
    said = [alt_text(ax)]
    if isinstance(answer, Answer):
        said += [str(answer.sentence), *(table._repr_html_() for table in answer.tables.values())]
    faults = [f"not a text for a reader: {words!r}" for words in said[:2] if len(words) < 20]
    for words in said:
        found = UNSAID.search(words)
        if found:
            faults.append(f"…{words[max(found.start() - 60, 0) : found.end() + 20]}…")
    return faults + text_faults(ax)


PAGES: dict[str, Callable[..., object]] = {
    "handover": lambda school, point, **who: la.handover_pages(school, point, **who),
    "conversations": lambda school, point, **who: la.conversation_pages(school, end=point, **who),
}


@pytest.mark.parametrize("pages", PAGES)
def test_the_printed_pages_can_be_written_for_any_part_of_a_school(
    parts: list[Subset], pages: str
) -> None:
    """No exception, something on the page, and nothing that only a program would say."""
    for part in parts[::4]:
        who = _who(part.school, np.random.default_rng(part.number), *CLASS)
        try:
            written = PAGES[pages](part.school, **who)._repr_html_()
        except LaddersError as error:
            assert re.search(ALLOWED, str(error)), f"{part}: {error}"
            continue
        assert len(re.sub("<[^>]*>", "", written).strip()) > 20, str(part)
        assert not UNSAID.search(written), str(part)
