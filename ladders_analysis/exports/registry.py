"""The readers by name: one explicit list, so that what can be read can be looked up."""

from __future__ import annotations

from collections.abc import Mapping

from ladders_analysis.exports.contract import Reader
from ladders_analysis.exports.long import read_long
from ladders_analysis.exports.oak import read_oak
from ladders_analysis.exports.results import read_results
from ladders_analysis.exports.tidy import read_tidy
from ladders_analysis.exports.wide import read_wide

READERS: Mapping[str, Reader] = {
    "tidy": read_tidy,
    "wide": read_wide,
    "long": read_long,
    "results": read_results,
    "oak": read_oak,
}
