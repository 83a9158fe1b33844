"""The statements behind a reason, quoted as the curriculum writes them: a few, key ones first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ladders_analysis.english import quoted
from ladders_analysis.grid import Mask
from ladders_analysis.snapshot import Snapshot

QUOTED = 2
"""So many statements are quoted; of any further ones only the number is told."""
LONGEST = 90
"""A longer statement is cut at a word [characters]."""


@dataclass(frozen=True, eq=False)
class Behind:
    """What can be quoted of a school's statements for each pupil and subject.

    Attributes
    ----------
    snapshot
        The school as at a point.
    texts
        The statements in words, cut where they are long, in the grid's order.
    order
        Places of the statements, key ones first.
    gaps
        Due, judged and not secure, pupils × statements.
    """

    snapshot: Snapshot
    texts: tuple[str, ...]
    order: np.ndarray
    gaps: Mask

    @classmethod
    def of(cls, snapshot: Snapshot) -> Behind:
        """Prepare a snapshot's statements for quoting."""
        table = snapshot.grid.table
        texts = tuple(map(shortened, table["text"].astype("str")))
        order = np.argsort(~table["key"].fillna(False).to_numpy(bool), kind="stable")
        gaps = (snapshot.due & snapshot.judged_not_secure).to_numpy()
        return cls(snapshot, texts, order, gaps)

    def not_secure(self, pupil: str, subject: str) -> str:
        """Quote what is due, judged and not secure; blank where the basis is not the statements."""
        grid = self.snapshot.grid
        basis = self.snapshot.rests_on("statements").loc[pupil, subject]
        return self.quoted(pupil, subject, self.gaps) if bool(basis) and len(grid.table) else ""

    def quoted(self, pupil: str, subject: str, mask: Mask) -> str:
        """Quote the statements marked for a pupil in a subject.

        Parameters
        ----------
        pupil, subject
            Whose, and of what.
        mask
            Pupils × statements.

        Returns
        -------
        str
            Such as “Adds fractions”, “Tells the time” and 3 more; blank where nothing is marked.
        """
        grid = self.snapshot.grid
        down = grid.pupils.get_loc(pupil)
        mine = mask[down] & (grid.subject_of == grid.subjects.index(subject))
        places = [int(place) for place in self.order if mine[place]]
        named = [quoted(self.texts[place]) for place in places[:QUOTED]]
        more = len(places) - QUOTED
        return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def shortened(text: str) -> str:
    """Cut a long statement at a word.

    Examples
    --------
    >>> shortened("Tells the time.")
    'Tells the time'
    >>> len(shortened("word " * 40)) <= LONGEST
    True
    """
    whole = " ".join(text.split()).rstrip(".")
    if len(whole) <= LONGEST:
        return whole
    return whole[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
