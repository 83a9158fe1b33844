"""The public face: the ten lines that the design promises, word for word."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable

import pytest
from building import OVERALL, best_fit, markbook, numbered, pupils, statements

import ladders_analysis as la
from ladders_analysis.school import School

Build = Callable[..., School]


def test_every_public_name_can_be_fetched() -> None:
    """What `__all__` names is there, and an unknown name is refused as Python does."""
    for name in la.__all__:
        assert getattr(la, name) is not None
    assert set(dir(la)) == set(la.__all__)
    assert {"load", "progress", "summarise", "School", "Snapshot", "definition", "rate"} <= set(
        la.__all__
    )
    with pytest.raises(AttributeError, match="has no attribute 'loads'"):
        la.__getattr__("loads")


def test_importing_the_package_is_quick() -> None:
    """`import ladders_analysis` alone loads neither pandas nor matplotlib."""
    code = (
        "import sys, ladders_analysis; "
        "print([name for name in ('pandas', 'matplotlib', 'IPython') if name in sys.modules])"
    )
    package = importlib.util.find_spec("ladders_analysis")
    assert package is not None and package.origin is not None
    root = package.origin.rsplit("ladders_analysis", 1)[0]
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True
    )
    assert found.stdout.strip() == "[]"


def test_the_lines_of_the_design(build: Build) -> None:
    """Load, two snapshots, attainment, progress, summary: as DESIGN §8 writes them."""
    ids = numbered("r", 10)
    written = build(
        pupils=pupils("ann ben", 4),
        curriculum=[*statements(ids, [1] * 5 + [4] * 5)],
        judgements=[
            *markbook("2024-11-15", ids, "ann  SSSSS.....\nben  NNNNN....."),
            *markbook("2025-03-20", ids, "ann  SSSSSSSSSS\nben  SSSSSSSSNN"),
        ],
        overall=best_fit("2025-03-20", "ann  EXS", subject="Writing"),
        policy=OVERALL + "[expectation.subject.Writing]\n",
    )
    school = la.load(written.settings.folder)
    assert school.load_report.exit_code == 0
    autumn, spring = school.as_at("Autumn 2024"), school.as_at("Spring 2025")
    assert list(autumn.attainment().columns) == [
        *("pupil_id", "subject", "attainment", "basis", "secure", "due", "assessed"),
        *("by_statements", "by_teacher", "by_score"),
    ]
    progress = la.progress(autumn, spring, "against_expectation")
    summary = la.summarise(progress, by=["cohort", "subject"])
    reading = summary[(summary["subject"] == "Reading") & (summary["pupils"] > 0)]
    assert dict(zip(reading["outcome"], reading["pupils"], strict=True)) == {
        "kept up": 1,
        "caught up": 1,
    }
    # As a sentence: what they had not got yet, and how much of it they have now.
    gaps = autumn.due & ~autumn.secure
    closed = spring.share(gaps & spring.secure, of=gaps)
    assert closed["Reading"].dropna().to_dict() == {"ben": 1.0}
