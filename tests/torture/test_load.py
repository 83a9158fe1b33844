"""Cases 1 to 30: whatever a school's system writes is read right, or refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from torture.harness import Case, cases, check_loading


@pytest.mark.parametrize("case", cases(range(1, 31)))
def test_loading(case: Case, tmp_path: Path) -> None:
    """What is kept, what is refused and what is said are as written beside the case."""
    check_loading(case, tmp_path / "school")
