"""Files of odd shapes: each loads with every row accounted for, or is refused in our own words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.packing import compressed, plain, workbook, zipped
from fuzz.rule import must_recognise
from fuzz.school import raw
from fuzz.target import Target
from fuzz.targets import TARGETS
from torture.shapes import files

EXAMPLES = 8
"""Files drawn for each target; `python -m fuzz.run` draws for as long as it is given."""
BINARY = ("-zip", "-gzip", "-parquet", "-turtle")
"""Targets whose first input has no rows, elements or values to lay out oddly."""

SHAPED = [each for each in TARGETS.values() if each.reader and not each.name.endswith(BINARY)]


@pytest.mark.parametrize("target", SHAPED, ids=[each.name for each in SHAPED])
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_the_rule_holds_for_files_of_odd_shapes(target: Target, data: st.DataObject) -> None:
    """Nothing but our own errors comes out, and every row that was read is accounted for."""
    drawn = data.draw(files(target))
    target.hold(drawn)
    must_recognise(raw(target.file, target.pack(drawn)))


def test_every_reader_is_a_target() -> None:
    """A reader that nobody fuzzes would not be held to the rule."""
    from ladders_analysis.exports.registry import READERS

    assert {each.reader for each in TARGETS.values() if each.reader} == {*READERS}


def test_targets_are_packed_in_ways_that_are_known() -> None:
    """What a target's input is packed as decides which shapes it is drawn in."""
    ways = {each.pack for each in SHAPED}
    assert {plain, compressed, workbook, zipped} >= ways


def test_every_target_begins_with_a_good_file() -> None:
    """A fuzzer that starts from files that are refused learns nothing."""
    refused = [each.name for each in TARGETS.values() if not each.hold(each.seeds[0])]
    assert refused == []
