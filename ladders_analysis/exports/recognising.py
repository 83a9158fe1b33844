"""Which format a file is in, told from its content, and why; ties are told, not decided.

Every format's own recogniser looks at the same first glance. One that fails, as another package's
may, is named and passed over: it cannot keep a school from reading its file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ladders_analysis.english import listing
from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance, glance
from ladders_analysis.exports.registry import formats_offered

Found = tuple[Format, Recognised]


@dataclass(frozen=True)
class Look:
    """What a file looks like.

    Attributes
    ----------
    seen
        The first glance at it.
    found
        The formats it may be in, the likeliest first.
    notes
        What could not be asked, one plain sentence each.
    """

    seen: Glance
    found: Sequence[Found]
    notes: Sequence[str] = ()

    @property
    def likeliest(self) -> Sequence[Found]:
        """The formats that look likeliest: several where their telling features are as many."""
        return [each for each in self.found if each[1].strength == self.found[0][1].strength]

    def settled(self) -> Found | None:
        """Return the one format that looks likeliest, None where no format does.

        Raises
        ------
        ReadError
            Two formats look equally likely.
        """
        if len(self.likeliest) > 1:
            sentences = [sentence(each, way) for each, way in self.likeliest]
            readers = listing((f"--reader {each.name}" for each, _ in self.likeliest), "or")
            raise ReadError(
                f"{self.seen.file.name} looks like several formats equally. "
                f"{' '.join(sentences)} Say which: {readers}."
            )
        return self.likeliest[0] if self.found else None


def recognised(file: RawFile) -> list[Found]:
    """List the formats that a file may be in.

    Parameters
    ----------
    file
        Any file at all.

    Returns
    -------
    list
        Format and what gave it away, the likeliest first; formats that are equally likely stand in
        the order in which the toolkit lists them.
    """
    return list(look(file).found)


def look(file: RawFile) -> Look:
    """Look at a file with the eyes of every format.

    Parameters
    ----------
    file
        Any file at all.
    """
    seen = glance(file)
    formats, notes = formats_offered()
    found = []
    for each in formats.values():
        try:
            way = each.recognise(seen)
            strength = way.strength if way is not None else 0
        except Exception as error:  # whatever another package's recogniser raises
            notes.append(
                f'Whether it is {each.title} (reader "{each.name}") could not be asked: looking '
                f"failed with {type(error).__name__}. Report it to whoever made that reader."
            )
            continue
        if way is not None and strength > 0:
            found.append((each, way))
    found.sort(key=lambda one: -one[1].strength)
    return Look(seen, found, notes)


def sentence(each: Format, way: Recognised) -> str:
    """Say in a plain sentence what a file looks like.

    Examples
    --------
    >>> from ladders_analysis.exports.registry import READERS
    >>> sentence(READERS["tidy"], Recognised("its header has pupil_id", 1))
    "This looks like the toolkit's own tidy files (tidy): its header has pupil_id."
    """
    first, _, rest = each.title.partition(" ")
    title = f"{first.lower()} {rest}" if first in ("A", "The") else each.title
    return f"This looks like {title} ({each.name}): {way.because}."
