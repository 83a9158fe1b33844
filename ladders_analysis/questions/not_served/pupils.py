"""A group's pupils who are not at expectation, by name: the reason, and what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ladders_analysis.combining import RWM
from ladders_analysis.policy import ATTAINMENT, OWN_CURRICULUM, UP
from ladders_analysis.questions.choosing import TOGETHER, Choice, pupils_of
from ladders_analysis.questions.chosen_figures import attained_by
from ladders_analysis.questions.last_said import agreed_that_year
from ladders_analysis.questions.not_served.groups import KEYS, ServedGroup
from ladders_analysis.questions.pupil_names import names_or_ids
from ladders_analysis.questions.standing_reasons import reasons
from ladders_analysis.trust import by_school


def pupils_not_served(choice: Choice, group: ServedGroup) -> pd.DataFrame:
    """List a group's pupils who are not at expectation.

    Parameters
    ----------
    choice
        Which point, which subject, which pupils.
    group
        The group.

    Returns
    -------
    DataFrame
        One row a pupil: `school_id`, `pupil_id`; `Pupil` (the name, or the id), `Class`,
        `Standing`, `Because` (for all three subjects together, those that stand in the way), and
        `Agreed so far`, from the last conversations recorded. Those working towards first, then
        those who cannot be placed; then by class and name.
    """
    table = attained_by(choice, choice.now).set_index(KEYS)
    table = table[table.index.isin(group.pupils)]
    words = table["attainment"].astype("str")
    table = table.assign(attainment=words)[~words.isin(UP).to_numpy(bool)]
    people = pupils_of(choice.now).set_index(KEYS).reindex(table.index)
    standing = table["attainment"].tolist()
    listed = pd.DataFrame(
        {
            "Pupil": names_or_ids(people["name"], people.index.get_level_values("pupil_id")),
            "Class": people["class_name"].fillna("–"),
            "Standing": standing,
            "Because": _because(choice, table),
            "Agreed so far": _agreed(choice, table),
            "_place": [ATTAINMENT.index(word) for word in standing],
        },
        index=table.index,
    )
    ordered = listed.reset_index().sort_values(["_place", "Class", "Pupil"], ignore_index=True)
    if not ordered["Agreed so far"].any():
        ordered = ordered.drop(columns="Agreed so far")
    return ordered.drop(columns="_place")


def _because(choice: Choice, table: pd.DataFrame) -> list[str]:
    """Say why each pupil stands there."""
    known = {
        school_id: reasons(snapshot)["because"].to_dict()
        for school_id, snapshot in by_school(choice.now).items()
    }
    return [
        _one(known[school_id], pupil_id, _subjects(choice, row))
        for (school_id, pupil_id), row in zip(table.index, table.to_dict("records"), strict=True)
    ]


def _agreed(choice: Choice, table: pd.DataFrame) -> list[str]:
    """Say what was last agreed about each pupil, in the subjects that the table is about."""
    known = agreed_that_year(choice.school, choice.end)
    return [
        ". ".join(
            f"{name}: {known[*key, name]}"
            for name in _subjects(choice, row)
            if (*key, name) in known
        )
        for key, row in zip(table.index, table.to_dict("records"), strict=True)
    ]


def _subjects(choice: Choice, row: dict[Any, Any]) -> Sequence[str]:
    """Return the subjects that a pupil's row is about."""
    if choice.subject != TOGETHER:
        return [str(choice.subject)]
    in_the_way = [name for name in str(row["in_the_way"]).split(", ") if name in RWM]
    return RWM[:1] if row["attainment"] == OWN_CURRICULUM else in_the_way


def _one(because: dict[Any, str], pupil_id: str, subjects: Sequence[str]) -> str:
    """Join the reasons of the subjects in the way."""
    said = [(name, because.get((pupil_id, name), "")) for name in subjects]
    if len(said) == 1 and said[0][1].startswith("works on"):
        return said[0][1]
    return ". ".join(f"{name}: {reason}" for name, reason in said)
