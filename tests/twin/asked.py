"""What the twin is asked: every definition, some of them also with parameters of their own.

A definition that a school may ask in its own way is asked twice, as it comes and as stated here.
The names are the definition's own, with what is stated after a comma.
"""

from __future__ import annotations

from typing import Any

BASELINE = "Entry check"
BANDS = {"emerging": "low", "at entry": "middle", "secure": "high", "strong": "high"}
LINES = (95.0, 105.0)
STATED_CODES = {
    "Less": "less than expected",
    "Slow": "less than expected",
    "As hoped": "as expected",
    "Fine": "as expected",
    "More": "more than expected",
}
TARGET, BY_YEAR, SAME_SCALE = 104.0, 4, True
CLOSING_SCORE = 3.0
PER_HALF_TERM = 1.5

ANSWERS: dict[str, str] = {
    "against_expectation": "against_expectation",
    "against_expectation, closing score": "against_expectation_by_scores",
    "working_curriculum": "working.against_expectation",
    "gaps_closed": "gaps_closed",
    "curriculum_secured": "curriculum_secured",
    "retained": "retained",
    "deepened": "deepened",
    "from_starting_point": "from_starting_point",
    "from_starting_point, baseline": "from_baseline",
    "mapped": "mapped",
    "teacher_view": "teacher_view where asked = 'default'",
    "teacher_view, codes": "teacher_view where asked = 'stated'",
    "growth_to_target": "growth_to_target where asked = 'default'",
    "growth_to_target, target": "growth_to_target where asked = 'stated'",
    "percentage_of_milestones": "percentage_of_milestones",
    "points_gained": "points_gained where asked = 'default'",
    "points_gained, fixed": "points_gained where asked = 'stated'",
}
"""What is asked -> the table that answers."""

PARAMETERS: dict[str, dict[str, Any]] = {
    "against_expectation, closing score": {"closing_score": CLOSING_SCORE},
    "from_starting_point, baseline": {"baseline": BASELINE, "bands": BANDS, "lines": LINES},
    "teacher_view, codes": {"codes": STATED_CODES},
    "growth_to_target, target": {"target": TARGET, "by_year": BY_YEAR, "same_scale": SAME_SCALE},
    "points_gained, fixed": {"per_half_term": PER_HALF_TERM},
}
"""What is asked with parameters -> their names, which are those of the definition."""
