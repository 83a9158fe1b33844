"""Progress against what a school's own curriculum expects, judged statement by statement.

`import ladders_analysis as la`: the names below are the public face. Each is fetched from its
module when first used, so that importing the package stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from ladders_analysis.version import __version__

if TYPE_CHECKING:
    from ladders_analysis.combining import combined
    from ladders_analysis.definitions import DEFINITIONS
    from ladders_analysis.definitions.contract import About, definition, rate, results
    from ladders_analysis.loading import load
    from ladders_analysis.movement import progress, transitions
    from ladders_analysis.school import School
    from ladders_analysis.snapshot import Snapshot
    from ladders_analysis.summary import beside_a_year_ago, summarise, summarise_attainment

_HOMES = {
    "About": "definitions.contract",
    "DEFINITIONS": "definitions",
    "School": "school",
    "Snapshot": "snapshot",
    "beside_a_year_ago": "summary",
    "combined": "combining",
    "definition": "definitions.contract",
    "load": "loading",
    "progress": "movement",
    "rate": "definitions.contract",
    "results": "definitions.contract",
    "summarise": "summary",
    "summarise_attainment": "summary",
    "transitions": "movement",
}

__all__ = [
    "DEFINITIONS",
    "About",
    "School",
    "Snapshot",
    "__version__",
    "beside_a_year_ago",
    "combined",
    "definition",
    "load",
    "progress",
    "rate",
    "results",
    "summarise",
    "summarise_attainment",
    "transitions",
]


def __getattr__(name: str) -> object:
    """Fetch a public name from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
