"""Everything of the explorer's pictures that can be clicked, with the number that stands on it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ladders_analysis.exploring.selection import Behind
from ladders_analysis.exploring.views import Bars, Flow, GapGrid, Picture
from ladders_analysis.policy import STATES


def counted(picture: Picture) -> Iterator[tuple[Behind, int]]:
    """Go through everything of a picture that can be clicked, with the number on it."""
    if isinstance(picture, Bars):
        for bar in picture.rows:
            yield bar.behind, bar.of_all
            yield from ((part.behind, part.count) for part in bar.segments)
    elif isinstance(picture, Flow):
        yield from ((part.behind, part.pupils) for part in (*picture.nodes, *picture.bands))
    elif isinstance(picture, GapGrid):
        for one in picture.statements:
            yield one.behind, sum(one.states)
            for state, many in zip(STATES, one.states, strict=True):
                yield msgspec.structs.replace(one.behind, state=state), many
        yield from ((pupil.behind, 1) for pupil in picture.pupils)
