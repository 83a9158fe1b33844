"""What an audit asks of a definition: every check of DESIGN §5, in the order of its table.

A check that must hold has a rule: which changes of outcome count against the definition. The others
are reported with a figure, and it is for people to judge what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ladders_analysis.experiments.changed import Change
from ladders_analysis.experiments.cutting import one_ladder_cut, statements_cut
from ladders_analysis.experiments.evidence import (
    entries_late,
    entries_missing,
    not_secure_missing,
    one_more_secure,
    secure_unassessed,
    start_lowered,
)
from ladders_analysis.experiments.expectation import expectation_shifted
from ladders_analysis.experiments.grades import Which, grades_cut
from ladders_analysis.experiments.naming import codes_renamed, pupils_renamed, statements_renamed
from ladders_analysis.experiments.noise import judgements_wrong
from ladders_analysis.experiments.plan import due_earlier
from ladders_analysis.experiments.rows import rows_duplicated, rows_shuffled

PARTS = 3
"""Into how many parts grades and statements are cut."""
DRAWS = 5
"""How often an experiment with chance is repeated where a range is reported."""
SHIFT = 0.1
"""By how much the school's expectation is raised and lowered [share 0–1]."""

IN_TURN = 3
"""Of so many made-up schools an experiment may visit some and leave the others to the next."""

Rule: TypeAlias = Literal[
    "the contract is kept",
    "the inputs are left alone",
    "the same answer twice",
    "no outcome changes",
    "no outcome gets worse",
    "no outcome gets better",
    "favourable or unranked",
    "reported",
]


@dataclass(frozen=True)
class Run:
    """One experiment of a check.

    Attributes
    ----------
    words
        What was done, to begin a sentence about a pupil with.
    change
        The experiment.
    """

    words: str
    change: Change


@dataclass(frozen=True)
class Check:
    """One question that an audit puts to a definition.

    Attributes
    ----------
    name, title
        Its machine name, and what is done in plain words.
    rule
        What counts against the definition.
    runs
        The experiments; none where the definition is only asked as things are.
    visits
        Which made-up schools each experiment visits beside the cohort at hand: so many of every
        three, each experiment others, so that an audit stays quick.
    """

    name: str
    title: str
    rule: Rule
    runs: tuple[Run, ...] = ()
    visits: int = IN_TURN

    def visited(self, run: int, place: int) -> bool:
        """Say whether an experiment visits a made-up school, by the school's place."""
        return (place + run + len(self.name)) % IN_TURN < self.visits

    @property
    def must_hold(self) -> bool:
        """Whether a definition may be held to it; the others are reported."""
        return self.rule != "reported"


CONTRACT = Check("contract", "Keeps its contract", "the contract is kept")
INPUTS = Check("inputs", "Leaves its inputs alone", "the inputs are left alone")
TWICE = Check("twice", "Gives the same answer when asked twice", "the same answer twice")
CEILING = Check("ceiling", "Up at both points is favourable (no ceiling)", "favourable or unranked")
EXPECTATION = Check(
    "expectation",
    "The school’s expectation raised and lowered",
    "reported",
    (
        Run("With the expectation raised", expectation_shifted(SHIFT)),
        Run("With the expectation lowered", expectation_shifted(-SHIFT)),
        Run("With everything due a half-term earlier", due_earlier),
    ),
)


def _one(name: str, title: str, rule: Rule, words: str, change: Change) -> Check:
    """Make a check of one experiment."""
    return Check(name, title, rule, (Run(words, change),))


def _called(name: str, title: str, words: str, change: Change) -> Check:
    """Make a check of names or rows: any school shows it, so one in three is visited."""
    return Check(name, title, _SAME, (Run(words, change),), visits=1)


def _here(name: str, title: str, change: Change, draws: int = 1) -> Check:
    """Make a check whose figure is about the cohort at hand."""
    return Check(name, title, "reported", (Run(title, change),) * draws, visits=0)


_SAME: Rule = "no outcome changes"
_WHERE: tuple[tuple[Which, str], ...] = (
    ("lowest", "the lowest"),
    ("highest", "the highest"),
    ("any", "any"),
)

CHECKS: tuple[Check, ...] = (
    CONTRACT,
    INPUTS,
    TWICE,
    Check(
        "grades_cut",
        "Every judgement grade cut in three",
        _SAME,
        tuple(
            Run(
                f"With every grade cut in three, and each judgement at {which} of its three",
                grades_cut(PARTS, which=kind),
            )
            for kind, which in _WHERE
        ),
        visits=2,
    ),
    _one(
        "statements_cut",
        "Every statement cut in three parts judged alike",
        _SAME,
        "With every statement cut in three parts judged alike",
        statements_cut(PARTS),
    ),
    _one(
        "one_ladder_cut",
        "One ladder of each subject cut so",
        _SAME,
        "With the statements of one ladder cut in three parts judged alike",
        one_ladder_cut(PARTS),
    ),
    _called(
        "rows_shuffled",
        "Rows of the files shuffled",
        "With the rows of the files in another order",
        rows_shuffled,
    ),
    _called(
        "rows_duplicated",
        "Some rows of the files there twice",
        "With some rows of the files there twice",
        rows_duplicated,
    ),
    _called("pupils_renamed", "Pupils renamed", "With other pupil ids", pupils_renamed),
    _called(
        "statements_renamed",
        "Statements renamed",
        "With other statement ids",
        statements_renamed,
    ),
    _called(
        "codes_renamed",
        "Judgement codes renamed",
        "With other names for the codes, in the same order",
        codes_renamed,
    ),
    _one(
        "one_more_secure",
        "One more due statement secure at the end",
        "no outcome gets worse",
        "With one more of the due statements secure at the end",
        one_more_secure,
    ),
    _one(
        "secure_unassessed",
        "Some secure statements not assessed at the end",
        "no outcome gets better",
        "With some of what is secure at the end not assessed at all",
        secure_unassessed,
    ),
    CEILING,
    EXPECTATION,
    *(
        _here(
            f"wrong_{percent}",
            f"{percent} in 100 judgements wrong by one grade",
            judgements_wrong(percent / 100),
            DRAWS,
        )
        for percent in (5, 10, 20)
    ),
    _here("ticks_only", "Only what is secure recorded at the end", not_secure_missing),
    _here(
        "start_lowered",
        "A quarter of the start’s secure recorded lower",
        start_lowered(0.25),
        DRAWS,
    ),
    _here("entries_late", "Half of the entries two weeks late", entries_late(14), DRAWS),
    _here("entries_missing", "One entry in ten missing", entries_missing(0.1), DRAWS),
)
"""Every check, those that must hold first."""
