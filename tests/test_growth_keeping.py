"""Norms in a file: the same when read again, and refused when damaged."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ladders_analysis.errors import LaddersError
from ladders_analysis.growth.fitting import growth_norms
from ladders_analysis.growth.keeping import read_growth_norms, save_growth_norms
from ladders_analysis.growth.norms import GrowthNorms


@pytest.fixture(scope="module")
def norms() -> GrowthNorms:
    """Fit norms to drawn pupils, with a group that is refused."""
    rng = np.random.default_rng(5)
    prior = rng.normal(100, 15, 310)
    given = {"subject": "Maths", "assessment": "Test — Form B", "prior_1": prior}
    scores = pd.DataFrame(given | {"score": prior + rng.normal(0, 8, 310)})
    return growth_norms(scores.assign(year_group=[5] * 300 + [6] * 10), source="Zoë’s trust")


def test_a_file_holds_all_of_it(norms: GrowthNorms, tmp_path: Path) -> None:
    """Every figure to the last digit, what was refused, and the fingerprint; read by its owner."""
    file = tmp_path / "norms" / "maths.json"
    save_growth_norms(norms, file)
    again = read_growth_norms(str(file))
    assert again == norms
    assert (again.fingerprint, str(again)) == (norms.fingerprint, str(norms))
    assert [each.pupils for each in again.refused] == [10]
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[:-100], "holds no growth norms"),
        (lambda text: "[]", "holds no growth norms"),
        (lambda text: '{"norms": [], "more": 1}', "unknown field"),
        (lambda text: text.replace('"lowest"', '"lowestt"'), "holds no growth norms"),
        (lambda text: text.replace('"pupils": 300', '"pupils": "many"'), "holds no growth norms"),
        (lambda text: text.replace('"splines": [', '"splines": [], "x": ['), "no growth norms"),
    ],
    ids=["cut short", "a list", "more", "a slip", "words", "no splines"],
)
def test_a_damaged_file_is_refused(
    norms: GrowthNorms, tmp_path: Path, change: object, message: str
) -> None:
    """It names the file and how to mend it."""
    file = tmp_path / "norms.json"
    save_growth_norms(norms, file)
    file.write_text(change(file.read_text("utf-8")), encoding="utf-8")
    with pytest.raises(LaddersError, match=message) as refusal:
        read_growth_norms(file)
    assert str(refusal.value).startswith("norms.json ")
    assert "la.save_growth_norms" in str(refusal.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It says so in the words of the system."""
    with pytest.raises(LaddersError, match=r"none\.json could not be read: No such file"):
        read_growth_norms(tmp_path / "none.json")
