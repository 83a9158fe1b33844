"""What came of asking teachers, in the one line that leaders approved for governors.

What a teacher said about a child stays in the school. Only the approved summary of a conversation
is read here, and nothing that says whom it was about.
"""

from __future__ import annotations

import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.governors.belonging import close_of


def came_of_asking(
    conversations: pd.DataFrame, start: str, end: AssessmentPoint
) -> tuple[str, ...]:
    """Return the approved summaries of conversations between two points.

    Parameters
    ----------
    conversations
        The school's conversations.
    start
        The earlier point, as provenance writes it.
    end
        The later point.

    Returns
    -------
    tuple of str
        Of conversations after the close of the start's entries and by the close of the end's; each
        once, oldest first.
    """
    since, until = pd.Timestamp(close_of(start)), pd.Timestamp(end.entries_close)
    held = conversations[
        ((conversations["on"] > since) & (conversations["on"] <= until)).to_numpy(bool)
    ]
    summaries = held.sort_values("on", kind="stable")["approved_summary"].dropna()
    written = (" ".join(str(each).split()) for each in summaries)
    return tuple(dict.fromkeys(each for each in written if each))
