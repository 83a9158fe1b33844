"""The early years foundation stage profile, as the DfE gives a school its results.

Each of the seventeen early learning goals is emerging (1) or expected (2), or the child is exempt
(A). A good level of development is taken as the file gives it, and compared with its definition:
expected in the twelve goals of the three prime areas, literacy and mathematics.

References
----------
DfE, Early years foundation stage statutory framework (2024) and profile handbook (2025), in force
since 2021/22; headers as in the DfE's Get information about pupils service. In earlier profiles
goals were numbered G01 to G17 and had a third value; they are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ladders_analysis.exports.dfe.codes import PROFILE_VALUES
from ladders_analysis.exports.dfe.columns import Laid, Shape
from ladders_analysis.exports.dfe.extract import extract_format
from ladders_analysis.exports.dfe.values import Held
from ladders_analysis.report import Problem

GOALS: Mapping[str, tuple[str, str]] = {
    "E01": ("COM", "Listening, attention and understanding"),
    "E02": ("COM", "Speaking"),
    "E03": ("PSE", "Self-regulation"),
    "E04": ("PSE", "Managing self"),
    "E05": ("PSE", "Building relationships"),
    "E06": ("PHY", "Gross motor skills"),
    "E07": ("PHY", "Fine motor skills"),
    "E08": ("LIT", "Comprehension"),
    "E09": ("LIT", "Word reading"),
    "E10": ("LIT", "Writing"),
    "E11": ("MAT", "Number"),
    "E12": ("MAT", "Numerical patterns"),
    "E13": ("UTW", "Past and present"),
    "E14": ("UTW", "People, culture and communities"),
    "E15": ("UTW", "The natural world"),
    "E16": ("EXP", "Creating with materials"),
    "E17": ("EXP", "Being imaginative and expressive"),
}
"""Early learning goal -> its area's code and its name."""

GOOD_LEVEL_GOALS = tuple(GOALS)[:12]
"""The goals that make up a good level of development (E01 to E12)."""
EXPECTED = "2"

ASSESSMENT = "EYFSP"
GOOD_LEVEL = "EYFSP good level of development"


def goal(name: str) -> Held:
    """Return what an entry for an early learning goal holds.

    Examples
    --------
    >>> goal("E11").subject
    'Number'
    """
    return Held(ASSESSMENT, GOALS[name][1], (1, 2), PROFILE_VALUES)


COLUMN_MAP: Mapping[str, Held] = {
    **{f"{area}_{name}": goal(name) for name, (area, _) in GOALS.items()},
    "GLD": Held(GOOD_LEVEL, "Early years", (0, 1), PROFILE_VALUES),
}
"""Header, with or without `FSP_` -> what it holds."""


def _good_level_against_goals(laid: Laid) -> Iterable[Problem]:
    """Warn where a good level of development does not follow from the goals."""
    columns = [f"{GOALS[name][0]}_{name}" for name in GOOD_LEVEL_GOALS]
    disagree = []
    for number, row in laid.sheet.rows:
        given = laid.cell(row, "GLD")
        goals = [laid.cell(row, column) for column in columns]
        if given in ("0", "1") and all(goals):
            reached = all(value == EXPECTED for value in goals)
            disagree += [number] if reached != (given == "1") else []
    if disagree:
        yield Problem(
            laid.file.name,
            "good level of development against the goals",
            "warning",
            "it means expected (2) in each of E01 to E12; kept as the file gives it: look at both",
            laid.sheet.sheet,
            disagree[0],
            laid.header("GLD"),
            count=len(disagree),
        )


SHAPE = Shape(
    "eyfsp",
    "the early years foundation stage profile",
    "FSP_",
    COLUMN_MAP,
    year_group=0,
    needed=3,
    further=_good_level_against_goals,
)


FORMAT = extract_format(
    SHAPE,
    title="Early years foundation stage profile (DfE extract)",
    holds="early learning goals and good level of development, one row a child",
    source="DfE, EYFS statutory framework (2024); headers of Get information about pupils",
)
