"""Fixtures that many tests share; each test's school is written out in the test itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from building import load_school


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., object]:
    """Build schools from literal tables, each in a folder of its own."""
    count = iter(range(1000))
    return lambda **given: load_school(tmp_path / f"school-{next(count)}", **given)
