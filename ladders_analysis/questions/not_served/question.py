"""The leaders' question of groups: who is not yet being served, in pupils.

Every group that the records tell apart, and every meeting of two, stands beside the other pupils.
The answer ends where it has to: with the children by name and what stands behind each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.plots.heading import draw_message
from ladders_analysis.plots.served import plot_served
from ladders_analysis.policy import ATTAINMENT
from ladders_analysis.pupil_groups import furthest_first
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.beginning import NO_POINT, latest_point
from ladders_analysis.questions.choosing import (
    TOGETHER,
    Choice,
    choose,
    groups_of,
    pupils_of,
    subjects_of,
)
from ladders_analysis.questions.chosen_figures import attained_by, small_print
from ladders_analysis.questions.group_words import brief_row_of_group, row_of_group
from ladders_analysis.questions.laying_out import out_of
from ladders_analysis.questions.not_served.groups import KEYS, ServedGroup, served_groups
from ladders_analysis.questions.not_served.pupils import pupils_not_served
from ladders_analysis.questions.not_served.told import finding, served_in_words
from ladders_analysis.school import School
from ladders_analysis.trust import by_school

MOST_GROUPS, MOST_MEETINGS = 8, 5
"""So many groups are drawn, and so many meetings of two."""
MOST_PUPILS = 60


@dataclass(frozen=True, eq=False)
class Served(Answer):
    """The answer, and the group to look at first.

    Attributes
    ----------
    furthest
        `group` and `value` of the single group that stands furthest behind, to be asked on:
        `la.which_side_moved(school, **served.furthest)`. Empty where none does.
    """

    furthest: Mapping[str, object] = field(default_factory=dict)

    @property
    def pupils(self) -> Readable:
        """The pupils of the first group who are not at expectation; empty where there is none."""
        return next((each for each in list(self.tables.values())[1:]), Readable())


def who_is_not_served(
    school: School,
    point: str | AssessmentPoint | None = None,
    *,
    subject: str | None = None,
    cohort: int | str | None = None,
    ax: Axes | None = None,
) -> Answer:
    """Ask which group of pupils is furthest from what the curriculum expects, in pupils.

    Parameters
    ----------
    school
        A school, or a trust.
    point
        The assessment point; without one, the latest that has evidence.
    subject
        A subject, or "Reading, writing and maths together". Without one: all three together where
        the school judges them, else the subject in which a group has most pupils to go.
    cohort
        The year in which the cohort reaches Year 6, or its name: "Year 4"; None for all.
    ax
        Axes to draw on again.

    Returns
    -------
    Answer
        A table of the groups that stand behind the others; then the pupils of the first of them
        who are not at expectation, by name, with the reason. Its `furthest` is the single group to
        ask on about.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.

    Notes
    -----
    How far a group is behind is counted in pupils: how many more of those placed would have to be
    at or above expectation for its share to reach that of the other pupils. Groups are every value
    of an attribute that names somebody, and every meeting of two of different attributes. Classes
    are left out: where a class stands is its cohort's figure. A group with fewer placed than the
    school's `rows_from`, on either side, is named and not ranked.
    """
    end = latest_point(school, point)
    if end is None:
        return _nothing(NO_POINT, ax)
    choice = choose(school, end=end, subject=subject, cohort=cohort)
    columns = [column for _, column, _ in groups_of(school, choice.end) if column != "class_name"]
    if not columns:
        return _nothing(
            "The records tell no groups of pupils apart, so this page cannot say who is not yet "
            "being served. Fill disadvantaged, sen or eal in the pupils’ file to see it.",
            ax,
        )
    choice, groups = _settled(choice, columns)
    if not any(each.of for each in groups):
        return _nothing(
            f"{choice.whom}, {choice.end.label}: nobody can be placed, so no group can be set "
            "beside another. Where there are scores only, [score] in school.toml says from which "
            "score a pupil counts as at expectation.",
            ax,
        )
    behind = furthest_first(groups)
    drawn = [each for each in behind if len(each.parts) == 1][:MOST_GROUPS]
    drawn += [each for each in behind if len(each.parts) == 2][:MOST_MEETINGS]
    title = finding(behind)
    about = f"{choice.whom}, {_subject(choice)}, {choice.end.label}"
    axes = (
        plot_served(_frame(drawn), ax, title=title, under=about, note=small_print(choice))
        if drawn
        else draw_message(ax, title, f"{about}.", small_print(choice))
    )
    names = pupils_not_served(choice, behind[0]) if behind else pd.DataFrame()
    said = served_in_words(groups, behind, about, names)
    tables = {f"Groups furthest from where others stand: {about}": _table(drawn)} if drawn else {}
    if len(names):
        name = f"Not yet at expectation: {row_of_group(behind[0].parts)}"
        if len(names) > MOST_PUPILS:
            name += f" (the first {MOST_PUPILS} of {len(names)}; choose a cohort to see fewer)"
        shown = names.drop(columns=KEYS).head(MOST_PUPILS)
        tables[name] = Readable(shown.set_index("Pupil"))
    return Served(Sentence(said), axes, tables, _first(behind))


def _nothing(said: str, ax: Axes | None) -> Served:
    """Say why there is no answer, so that what is asked next can still be asked."""
    plain = silent(said, ax)
    return Served(plain.sentence, plain.axes)


def _settled(choice: Choice, columns: list[str]) -> tuple[Choice, list[ServedGroup]]:
    """Settle on one subject where none was chosen, and set the groups beside each other."""
    subjects = subjects_of(choice.school, choice.end)
    named = [choice.subject] if choice.subject else list(subjects)
    if choice.subject is None and TOGETHER in subjects:
        named = [TOGETHER]
    best: tuple[int, Choice, list[ServedGroup]] | None = None
    for each in named:
        one = choose(choice.school, end=choice.end, subject=each, cohort=choice.cohort)
        groups = _groups(one, columns)
        most = max((group.more for group in furthest_first(groups)), default=0)
        if best is None or most > best[0] or not any(group.of for group in best[2]):
            best = (most, one, groups)
    return (best[1], best[2]) if best else (choice, [])


def _groups(choice: Choice, columns: list[str]) -> list[ServedGroup]:
    attained = attained_by(choice, choice.now)
    people = attained[[*KEYS, "attainment"]].merge(
        pupils_of(choice.now)[[*KEYS, *columns]], on=KEYS, how="left", validate="m:1"
    )
    schools = by_school(choice.now).values()
    rows_from = max((each.settings.disclosure.rows_from for each in schools), default=0)
    return served_groups(people, columns, rows_from)


def _subject(choice: Choice) -> str:
    """Write the subject as it stands inside a sentence."""
    name = choice.subject or ""
    return name[:1].lower() + name[1:]


def _frame(groups: Sequence[ServedGroup]) -> pd.DataFrame:
    """Return the table that the picture is drawn from."""
    return pd.DataFrame(
        {
            "block": "Groups" if len(each.parts) == 1 else "Where two groups meet",
            "group": row_of_group(each.parts),
            "brief": brief_row_of_group(each.parts),
            **{word: each.words.get(word, 0) for word in ATTAINMENT},
            "up": each.up,
            "of": each.of,
            "others_up": each.others_up,
            "others_of": each.others_of,
            "more": each.more,
        }
        for each in groups
    )


def _table(groups: Sequence[ServedGroup]) -> Readable:
    """Lay the groups out to be read."""
    table = pd.DataFrame(
        {
            "Group": row_of_group(each.parts),
            "At or above": out_of(each.up, each.of),
            "Other pupils": out_of(each.others_up, each.others_of),
            "More pupils to stand alike": each.more,
            "Could be chance": each.between.could_be_chance,
            "Not placed": each.in_scope - each.of,
            "In scope": each.in_scope,
        }
        for each in groups
    )
    return Readable(table.astype({"Could be chance": object}).set_index("Group"))


def _first(behind: Sequence[ServedGroup]) -> dict[str, object]:
    """Name the single group that stands furthest behind."""
    for each in behind:
        if len(each.parts) == 1:
            return {"group": each.parts[0].column, "value": each.parts[0].value}
    return {}
