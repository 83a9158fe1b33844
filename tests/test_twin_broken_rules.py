"""The twin is broken rule by rule, to show that no rule could go wrong unnoticed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.twin.batches import BATCHES, SEEDS, Batches, shared_batches
from tests.twin.broken_rules import BROKEN_RULES
from tests.twin.broken_standing_rules import BROKEN_STANDING_RULES
from tests.twin.broken_statement_rules import BROKEN_STATEMENT_RULES
from tests.twin.differing import ATTAINMENT_COLUMNS, PROGRESS_COLUMNS, differences
from tests.twin.twin import Cells, all_rules

SETS = (BROKEN_RULES, BROKEN_STATEMENT_RULES, BROKEN_STANDING_RULES)
BROKEN = {rule: passages for rules in SETS for rule, passages in rules.items()}


@pytest.fixture(scope="session")
def batches(tmp_path_factory: pytest.TempPathFactory) -> Batches:
    """Give the batches of generated folders that the tests of one process share."""
    return shared_batches(tmp_path_factory.getbasetemp())


def test_no_two_broken_rules_share_a_name() -> None:
    """Each way of breaking a rule is tried."""
    assert len(BROKEN) == sum(len(rules) for rules in SETS)


@pytest.mark.parametrize("rule", sorted(BROKEN))
def test_no_rule_can_be_broken_unnoticed(rule: str, batches: Batches) -> None:
    """Breaking any one rule of the twin changes some answer on the generated schools."""
    passage, other = BROKEN[rule]
    times = all_rules().count(passage)
    assert times == 1, f"{rule}: the passage stands {times} times"
    for first in BATCHES:
        twin, whole = batches.twin(first)
        broken = twin.broken({passage: other})
        if _differ(broken.attainment, whole.attainment, ATTAINMENT_COLUMNS):
            return
        for name, found in broken.progress.items():
            if _differ(found, whole.progress[name], PROGRESS_COLUMNS):
                return
    pytest.fail(f"no answer on {SEEDS} schools depends on this rule: {rule}")


def _differ(found: Mapping[Any, Cells], whole: Mapping[Any, Cells], columns: Sequence[str]) -> bool:
    """Tell whether any answer of a broken twin differs from the whole one's."""
    return any(differences("", cells, whole[key], columns) for key, cells in found.items())
