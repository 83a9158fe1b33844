"""Whom a governors' page may not name, in every way a name may be written.

A name in a school's data stands in one form; on a page it may be turned round, hyphenated, without
its accents or written as one word. Everything is folded once here, so that searching is comparing.
"""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ladders_analysis.render.evidence import fold
from ladders_analysis.upn import several

if TYPE_CHECKING:
    from ladders_analysis.school import School

WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")


@dataclass(frozen=True)
class Identities:
    """Whom and what a page may not name, folded for comparing.

    Parameters
    ----------
    names
        Sequences of words, each a way to write somebody's full name.
    joined
        The same written as one word (eight letters or more).
    single
        Names of one word.
    codes
        UPNs and pupil ids that count wherever they stand as a word.
    spelled
        Pupil ids with other signs in them, compared letter by letter.
    labelled
        Pupil ids that count only where they are labelled.
    folders
        Folders, and `user` the name of the account.
    """

    names: frozenset[tuple[str, ...]] = frozenset()
    joined: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    labelled: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    user: str = ""

    @cached_property
    def by_first_word(self) -> dict[str, list[tuple[str, ...]]]:
        """The names by the word they begin with."""
        first: dict[str, list[tuple[str, ...]]] = {}
        for name in self.names:
            first.setdefault(name[0], []).append(name)
        return first

    @classmethod
    def of(cls, school: School, *, folders: Iterable[str | Path] = ()) -> Identities:
        """Collect everybody a school folder names, in whatever year.

        Parameters
        ----------
        school
            The school as loaded.
        folders
            Folders to keep off the page besides the home folder.

        Returns
        -------
        Identities
            Ready for scanning.
        """
        pupils = school.pupils
        return cls.collect(
            names=[str(name) for name in pupils["name"].dropna().unique()],
            upns=[
                upn
                for column in ("upn", "former_upn")
                for cell in pupils[column].dropna().unique()
                for upn in several(str(cell))
            ],
            pupil_ids=[str(pupil) for pupil in pupils["pupil_id"].dropna().unique()],
            folders=folders,
        )

    @classmethod
    def collect(
        cls,
        *,
        names: Iterable[str] = (),
        upns: Iterable[str] = (),
        pupil_ids: Iterable[str] = (),
        folders: Iterable[str | Path] = (),
    ) -> Identities:
        """Fold names, UPNs, pupil ids and folders into what scanning compares.

        Parameters
        ----------
        names
            Full names as loaded, "Rose Ann Reading" or "Reading, Rose Ann".
        upns
            Unique pupil numbers.
        pupil_ids
            The school's own ids.
        folders
            Folders; the home folder of this account is always added.

        Returns
        -------
        Identities
            Ready for scanning.
        """
        ways = {way for name in names for way in _ways_to_write(name)}
        ids = {fold(pupil.strip()) for pupil in pupil_ids} - {""}
        labelled = {p for p in ids if len(p) < 4 or (p.isdecimal() and len(p) <= 4)}
        whole = {p for p in ids - labelled if WORD.fullmatch(p)}
        places = {Path.home(), *(Path(folder).absolute() for folder in folders)}
        return cls(
            names=frozenset(way for way in ways if len(way) > 1),
            joined=frozenset("".join(w) for w in ways if len(w) > 1 and len("".join(w)) >= 8),
            single=frozenset(way[0] for way in ways if len(way) == 1),
            codes=frozenset(whole | {fold(upn.strip()) for upn in upns} - {""}),
            spelled=frozenset(ids - labelled - whole),
            labelled=frozenset(labelled),
            folders=frozenset(
                fold(place.as_posix())
                for place in places
                if len(place.parts) > 2 or (place == Path.home() and len(place.parts) > 1)
            ),
            user=fold(getpass.getuser()),
        )


def _ways_to_write(name: str) -> Iterator[tuple[str, ...]]:
    """Give the sequences of words by which a full name may be written."""
    folded = fold(name)
    for hyphen in (" ", ""):
        for apostrophe in ("", " "):
            plain = folded.replace("-", hyphen).replace("‐", hyphen).replace("'", apostrophe)
            words = tuple(WORD.findall(plain))
            if len(words) == 1 and len(words[0]) >= 3:
                yield words
            if len(words) < 2:
                continue
            for turn in range(len(words)):
                yield words[turn:] + words[:turn]
            if "," in folded:  # surname first: the first forename follows the comma
                surname, forenames = (WORD.findall(part) for part in plain.split(",", 1))
                if surname and forenames:
                    yield (forenames[0], *surname)
                    yield (*surname, forenames[0])
            elif len(words[0]) > 1 and len(words[-1]) > 1:
                yield words[0], words[-1]
                yield words[-1], words[0]
