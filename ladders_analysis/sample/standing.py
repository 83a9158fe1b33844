"""How secure each child really is in each subject, term by term, before anybody judges anything.

One number per child, subject and term: the log-odds that a statement of middling difficulty is
secure. It wavers little through a child's years, but for the planted stories. Places in each cohort
are dealt out evenly instead of drawn, so that no cohort has a story of its own by accident.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ladders_analysis.sample.curriculum import SUBJECTS
from ladders_analysis.sample.people import Roll
from ladders_analysis.sample.stories import Story
from ladders_analysis.sample.terms import NEWEST

Numbers: TypeAlias = NDArray[np.integer]

TERMS = 3
MIDDLE = 2.35
"""Where the child in the middle of a cohort stands [log-odds]."""
SPREAD = 1.15
"""How far children of a cohort lie apart [log-odds, scale of a logistic distribution]."""
COHORT_SPREAD = 0.1
WAVERING = 0.3
"""How far a child wavers from term to term [log-odds, standard deviation]."""
DISADVANTAGE = -0.9
SEN_SHIFT = {"none": 0.0, "support": -0.9, "ehcp": -1.6}
OWN_CURRICULUM = 1.4
"""Where a child stands on the earlier year's statements that they work on."""
SHARED_ABILITY = 0.75
"""How much of a child's place is the same in every subject [0–1]."""


def make_standing(
    roll: Roll, years: int, stories: Sequence[Story], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Place every child in every subject and term.

    Parameters
    ----------
    roll
        The school's roll.
    years
        Academic years with judgements.
    stories
        The stories to plant.
    rng
        Source of chance.

    Returns
    -------
    numpy.ndarray
        People × subjects × terms, the oldest autumn first [log-odds].
    """
    people = roll.people
    shared = rng.logistic(size=(len(people), 1))
    own = rng.logistic(size=(len(people), len(SUBJECTS)))
    raw = SHARED_ABILITY * shared + (1 - SHARED_ABILITY) * own
    raw += people["sen"].map(SEN_SHIFT).to_numpy(float)[:, None]
    group = people.groupby(["entry", "disadvantaged"]).ngroup().to_numpy()
    jitter = rng.uniform(0.3, 0.7, raw.shape)
    level = np.column_stack(
        [_dealt(raw[:, subject], group, jitter[:, subject]) for subject in range(len(SUBJECTS))]
    )
    cohort = pd.factorize(people["entry"])[0]
    level = MIDDLE + SPREAD * level
    level += rng.normal(0, COHORT_SPREAD, (cohort.max() + 1, len(SUBJECTS)))[cohort]
    level += DISADVANTAGE * people["disadvantaged"].to_numpy(float)[:, None]
    standing = np.repeat(level[:, :, None], TERMS * years, axis=2)
    standing += _levelled(rng.normal(0, WAVERING, standing.shape), group)
    for story in stories:
        _plant(standing, people, story)
    alone = roll.rows.loc[roll.rows["working_year"].notna(), "person"].unique()
    standing[alone] = OWN_CURRICULUM
    return standing


def in_story(people: pd.DataFrame, story: Story) -> pd.Series:
    """Return which children a story about year groups or a yes/no group is about."""
    chosen = pd.Series(True, index=people.index)
    if story.year_groups:
        entries = [NEWEST - year_group for year_group in story.year_groups]
        chosen &= people["entry"].isin(entries)
    if story.group is not None:
        chosen &= people[story.group].astype(bool)
    return chosen


def _plant(standing: NDArray[np.float64], people: pd.DataFrame, story: Story) -> None:
    if story.ladder is not None or story.class_name is not None:
        return
    chosen = np.flatnonzero(in_story(people, story))
    spring = standing.shape[2] - 2
    for subject in story.subjects:
        column = SUBJECTS.index(subject)
        standing[chosen, column, :spring] += story.before
        standing[chosen, column, spring:] += story.after


def _levelled(noise: NDArray[np.float64], group: Numbers) -> NDArray[np.float64]:
    """Take each group's mean away: children waver, whole groups do not."""
    size = np.bincount(group).astype(float)
    total = np.zeros((len(size), *noise.shape[1:]))
    np.add.at(total, group, noise)
    return noise - (total / size[:, None, None])[group]


def _dealt(
    raw: NDArray[np.float64], group: Numbers, jitter: NDArray[np.float64]
) -> NDArray[np.float64]:
    table = pd.DataFrame({"raw": raw, "group": group}).groupby("group")["raw"]
    rank = table.rank(method="first").to_numpy() - 1
    share = (rank + jitter) / table.transform("size").to_numpy()
    return np.log(share / (1 - share))
