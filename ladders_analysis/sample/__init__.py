"""A made-up school, with stories planted in it, to learn on and to test with.

`write_sample` writes a whole school folder; `STORIES` says what was planted in it.
"""

from __future__ import annotations

from ladders_analysis.sample.curriculum import read_curriculum
from ladders_analysis.sample.folder import write_sample
from ladders_analysis.sample.making import make_school
from ladders_analysis.sample.stories import STORIES, Story

__all__ = ["STORIES", "Story", "make_school", "read_curriculum", "write_sample"]
