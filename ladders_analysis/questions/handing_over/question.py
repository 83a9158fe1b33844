"""The July handover: a class passed on to the teacher who receives it, and never a reset.

September's teacher begins from what is secure and what is open here. The picture is the class at
its key statements; the tables say where to start, what everybody has, and what each pupil carries
forward.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from matplotlib.axes import Axes

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.plots.gap_grid import plot_gap_grid
from ladders_analysis.plots.heading import draw_message
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.beginning import NO_POINT, known_class, latest_point, not_one_school
from ladders_analysis.questions.choosing import TOGETHER, choose
from ladders_analysis.questions.chosen_figures import small_print
from ladders_analysis.questions.handing_over.as_a_class import (
    ClassHandover,
    class_handover,
    classes_at,
)
from ladders_analysis.questions.handing_over.each_pupil import Handed
from ladders_analysis.questions.handing_over.pupils_listed import PupilList
from ladders_analysis.questions.handing_over.told import (
    MOST_TO_START,
    everybody_table,
    handover_in_words,
    pupil_table,
    start_table,
    untaught_table,
)
from ladders_analysis.questions.last_said import agreed_that_year
from ladders_analysis.questions.statements import gap_states
from ladders_analysis.questions.sticking_points import CHOOSE_A_SUBJECT
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

START, EVERYBODY_HAS = "Start here: what most still miss", "What everybody has"
UNTAUGHT, PUPILS = "Not taught, or judged for nobody", "Pupil by pupil"
MOST_COLUMNS = 45


@dataclass(frozen=True, eq=False)
class Handover(Answer):
    """The answer, with its tables by name; each is empty where there is nothing to say.

    Attributes
    ----------
    pupils
        Each pupil, subject by subject, as a list to read; the last table holds the same.
    """

    pupils: PupilList = field(default_factory=PupilList)

    @property
    def start_here(self) -> Readable:
        """What most pupils still miss."""
        return self.tables.get(START, Readable())

    @property
    def everybody_has(self) -> Readable:
        """What is secure for everybody."""
        return self.tables.get(EVERYBODY_HAS, Readable())

    @property
    def not_taught(self) -> Readable:
        """What was not taught, or taught and judged for nobody."""
        return self.tables.get(UNTAUGHT, Readable())


def handover(
    school: School,
    point: str | AssessmentPoint | None = None,
    *,
    class_name: str | None = None,
    cohort: int | str | None = None,
    subject: str | None = None,
    ax: Axes | None = None,
) -> Answer:
    """Hand a class over: what is secure, what is open, and where to start.

    Parameters
    ----------
    school
        One school.
    point
        The assessment point; without one, the latest that has evidence.
    class_name
        A class; without one, and without a cohort, the first by name that has a year behind it.
    cohort
        The year in which a cohort reaches Year 6, or its name: "Year 4".
    subject
        A subject; None for each.
    ax
        Axes to draw on again.

    Returns
    -------
    Answer
        The picture is the class at its key statements. The tables, also as `start_here`,
        `everybody_has` and `not_taught`: what most still miss, what everybody has, what was not
        taught or judged for nobody. Each pupil with what they carry forward, as `pupils`.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.

    Notes
    -----
    Open is what was judged and is not secure, of this year and of earlier ones. What nobody judged
    is no gap. Pupils on an earlier year's curriculum are told by that curriculum, and do not count
    in what the class has or misses.
    """
    end = latest_point(school, point)
    if end is None:
        return _nothing(NO_POINT, ax)
    why = not_one_school(school, "its own classes", "handover")
    if not why and subject == TOGETHER:
        why = CHOOSE_A_SUBJECT
    if why:
        return _nothing(why, ax)
    told = classes_handed_over(
        school, end, class_name=class_name, cohort=cohort, subject=subject, first=True
    )
    if not told:
        return _nothing(f"{end.label}: no pupil is in scope here.", ax)
    one = told[0]
    tables = {
        START: start_table(one),
        EVERYBODY_HAS: everybody_table(one),
        UNTAUGHT: untaught_table(one),
        PUPILS: pupil_table(one),
    }
    kept = {name: table for name, table in tables.items() if len(table)}
    now = school.snapshot(end)
    note, pupils = small_print(choose(school, end=end)), PupilList(one.pupils)
    return Handover(Sentence(handover_in_words(one)), _picture(now, one, note, ax), kept, pupils)


def classes_handed_over(
    school: School,
    end: AssessmentPoint,
    *,
    class_name: str | None = None,
    cohort: int | str | None = None,
    subject: str | None = None,
    first: bool = False,
) -> list[ClassHandover]:
    """Gather what is handed over, class by class.

    Parameters
    ----------
    school, end, class_name, cohort, subject
        As for `handover`.
    first
        Whether the first class will do where none is named.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.
    """
    choice = choose(school, end=end, subject=subject, cohort=cohort)
    now = school.snapshot(end)
    classes = classes_at(now)
    if class_name is not None:
        known_class(class_name, classes)
        classes = {class_name: classes[class_name]}
    if choice.cohort is not None:
        mine = set(now.pupils.index[(now.pupils["cohort"] == choice.cohort).to_numpy(bool)])
        kept = {name: [one for one in ids if one in mine] for name, ids in classes.items()}
        classes = {name: ids for name, ids in kept.items() if ids}
        if first and class_name is None and len(classes) > 1:
            classes = {choice.whom: [one for ids in classes.values() for one in ids]}
    if first:
        classes = dict(list(classes.items())[:1])
    subjects = [subject] if subject else list(now.subjects)
    agreed, handed = agreed_that_year(school, end), Handed(now)
    return [
        class_handover(school, handed, name, ids, subjects, agreed) for name, ids in classes.items()
    ]


def _nothing(said: str, ax: Axes | None) -> Handover:
    """Say why there is nothing to hand over."""
    plain = silent(said, ax)
    return Handover(plain.sentence, plain.axes)


def _picture(now: Snapshot, told: ClassHandover, note: str, ax: Axes | None) -> Axes:
    """Draw the class at its key statements; without any, at those it misses most."""
    table = told.statements
    if not len(table):
        said = "The table tells what is recorded of each pupil."
        return draw_message(ax, f"{told.title}: no statements are judged here", said, note)
    key = table.index[table["key"].to_numpy(bool)]
    wanted = list(dict.fromkeys([*told.start_here.index[:MOST_TO_START], *key, *table.index]))
    most = len(key) + MOST_TO_START if len(key) else MOST_COLUMNS
    wanted = wanted[: min(most, MOST_COLUMNS)]
    under = f"{told.title}, {told.when}. The statements most missed"
    under += ", and every key statement" if len(key) else ""
    states = gap_states(now, None, list(told.ids))
    states = states[[name for name in states if name in wanted]]
    frame = now.statements
    frame = frame.assign(ladder=frame["subject" if len(told.subjects) > 1 else "ladder"])
    return plot_gap_grid(states, frame, now.pupils, ax, under=under, note=note)
