"""What there can be to ask about a pupil, in the order in which it is worth asking."""

from __future__ import annotations

from dataclasses import dataclass

LOOK_AGAIN = "look again is due"
WORSE = "fell behind"
DIFFER = "two views differ"
UNRECORDED = "little is recorded"
KEY_OPEN = "earlier key statements open"
BEHIND = "still behind"
LADDER = "many gaps on one ladder"
OWN = "own curriculum"
GOOD = "good news"
KINDS = (LOOK_AGAIN, WORSE, DIFFER, UNRECORDED, KEY_OPEN, BEHIND, LADDER, OWN, GOOD)
"""What is most worth asking first: a promise made, then what has changed, what only the teacher can
settle, what nobody wrote down, what holds later work up, what has not moved; good news has a place
of its own."""


@dataclass(frozen=True)
class Reason:
    """One reason to ask about a pupil in a subject.

    Attributes
    ----------
    pupil_id, subject
        Whom and what it is about.
    kind
        One of `KINDS`.
    why
        What stands in the records, with its counts.
    behind
        The statements behind it, quoted; blank where no statement is.
    ask
        What to ask the teacher.
    """

    pupil_id: str
    subject: str
    kind: str
    why: str
    ask: str
    behind: str = ""
