"""All targets by name, those of readers that are registered."""

from __future__ import annotations

from collections.abc import Mapping

from fuzz.bundles import bundle_targets
from fuzz.curricula import curriculum_targets
from fuzz.packing import workbook, zipped
from fuzz.statutory import statutory_targets
from fuzz.tables import table_targets
from fuzz.target import Target
from fuzz.vendors import vendor_targets
from ladders_analysis.exports.registry import READERS

_ALL = (
    table_targets,
    curriculum_targets,
    statutory_targets,
    vendor_targets,
    bundle_targets,
)
_READERS = [each for listed in _ALL for each in listed() if each.reader in READERS]


def _glances() -> list[Target]:
    """List the targets that look into a file: each begins with the seeds of every reader."""
    plain: list[bytes] = []
    packed: list[bytes] = []
    for each in _READERS:
        (packed if each.pack in (workbook, zipped) else plain).extend(each.seeds)
    return [
        Target("glance", "", "export.csv", {}, tuple(plain)),
        Target("glance-zip", "", "export.zip", {}, tuple(packed), zipped),
    ]


TARGETS: Mapping[str, Target] = {each.name: each for each in (*_READERS, *_glances())}
"""Every target by its name."""
