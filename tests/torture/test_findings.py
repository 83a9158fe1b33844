"""What fuzzing found, each as the smallest file that showed it, with what must come of it now.

A finding is a file of `findings/` and a `.toml` beside it: `reader`, the name the `file` goes by,
its `options`, how it was `found`, and either the words that the refusal `says` or the account:
rows `read`, `kept` and `refused`. They are written by hand from the rule that was broken.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fuzz.rule import must_hold, must_recognise
from fuzz.school import calendar, raw, settings, with_known
from ladders_analysis.checking.desk import Desk
from ladders_analysis.errors import LaddersError
from ladders_analysis.exports.registry import READERS

FINDINGS = sorted((Path(__file__).parent / "findings").glob("*.toml"))


def finding(path: Path) -> tuple[dict[str, Any], bytes]:
    """Read what is said of a finding, and its bytes."""
    stated = tomllib.loads(path.read_text(encoding="utf-8"))
    (data,) = (each for each in path.parent.glob(f"{path.stem}.*") if each.suffix != ".toml")
    return stated, data.read_bytes()


def account(stated: dict[str, Any], data: bytes) -> dict[str, int]:
    """Read a finding in the small school and give its account."""
    file = raw(stated["file"], data)
    extracts = READERS[stated["reader"]].read(file, stated.get("options", {}), calendar())
    desk = Desk(settings())
    for number, extract in enumerate(with_known(extracts)):
        desk.receive(extract, str(number), 0, "")
    desk.tables()
    mine = [each for each in desk.report().records if each.file == stated["file"]]
    return {
        "read": sum(each.rows_read for each in mine),
        "kept": sum(each.kept for each in mine),
        "refused": sum(each.refused for each in mine),
    }


@pytest.mark.parametrize("path", FINDINGS, ids=[path.stem for path in FINDINGS])
def test_a_finding_stays_mended(path: Path) -> None:
    """It loads with every row accounted for, or is refused in our words; nothing else."""
    stated, data = finding(path)
    file = raw(stated["file"], data)
    must_recognise(file)
    read = must_hold(READERS[stated["reader"]].read, file, stated.get("options", {}))
    if "says" in stated:
        assert not read
        with pytest.raises(LaddersError) as caught:
            account(stated, data)
        assert stated["says"] in str(caught.value)
    else:
        expected = {name: stated[name] for name in ("read", "kept", "refused")}
        assert account(stated, data) == expected
