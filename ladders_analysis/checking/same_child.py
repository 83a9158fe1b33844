"""Which pupil ids of one school are one child, worked out from what the pupils' rows say.

Nothing here looks at names. An id is only ever joined to another by a UPN, and where two pupils
could be meant nobody is joined.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ladders_analysis.upn import has_form, tidy_upn

CLAIMED_TWICE = "former UPN of two pupils"
IN_USE = "former UPN that is another pupil's UPN"
BY_FORMER, BY_UPN, TORN = 1, 2, 3


class Line(NamedTuple):
    """What one row of pupils says of who the pupil is."""

    node: str
    year: int
    file: int
    upn: str
    formers: tuple[str, ...]


@dataclass
class WhoIsWho:
    """Which pupil of a school each id and UPN means.

    Attributes
    ----------
    ids
        School and pupil id, of every pupil there is.
    renamed
        School and the id under which some file lists a pupil -> the pupil's one id, and why.
    by_upn
        School and UPN -> the pupil's id, and whether it is a present or a former UPN of theirs.
    torn
        School and UPN that two pupils share in one academic year.
    unused
        School and former UPN -> why it is not followed.
    """

    ids: set[tuple[str, str]] = field(default_factory=set)
    renamed: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    by_upn: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    torn: set[tuple[str, str]] = field(default_factory=set)
    unused: dict[tuple[str, str], str] = field(default_factory=dict)

    def may_mean_another(self, words: set[str]) -> bool:
        """Say whether any of these pupil ids may mean a pupil of another id."""
        known = {pupil for _, pupil in self.ids} - {word for _, word in self.renamed}
        return not words <= known

    def of_id(self, school_id: str, word: str) -> tuple[str, int]:
        """Find the pupil whom a pupil id means, and by what (0: the id is the pupil's own)."""
        for key in ((school_id, word), (school_id, tidy_upn(word))):
            if key in self.ids:
                return key[1], 0
            if key in self.renamed:
                return self.renamed[key]
        return self.of_upn(school_id, word) if has_form(tidy_upn(word)) else (word, 0)

    def of_upn(self, school_id: str, word: str) -> tuple[str, int]:
        """Find the pupil whom a UPN means, and by what; an unknown one is left as it is."""
        for key in ((school_id, word), (school_id, tidy_upn(word))):
            if key in self.torn:
                return word, TORN
            if key in self.by_upn:
                return self.by_upn[key]
            if key in self.renamed:
                return self.renamed[key]
            if key in self.ids:
                return key[1], 0
        return word, 0


class SchoolIds:
    """The pupil ids of one school, and which of them are one child."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.on_roll: dict[str, set[tuple[int, int]]] = {}
        self.upns: dict[str, set[str]] = {}
        self.holders: dict[str, dict[str, set[int]]] = {}
        self.claims: dict[str, dict[str, set[tuple[int, int]]]] = {}
        self.parent: dict[str, tuple[str, int]] = {}
        self.unused: dict[str, str] = {}
        for line in lines:
            self.on_roll.setdefault(line.node, set()).add((line.year, line.file))
            self.upns.setdefault(line.node, set()).update({line.upn} - {""})
            if line.upn:
                self.holders.setdefault(line.upn, {}).setdefault(line.node, set()).add(line.year)
            for former in filter(has_form, line.formers):
                claimed = self.claims.setdefault(former, {})
                claimed.setdefault(line.node, set()).add((line.year, line.file))

    def root(self, node: str) -> str:
        """Follow an id to the id of the child it means."""
        while node in self.parent:
            node = self.parent[node][0]
        return node

    def renamed_by(self, node: str) -> int:
        """Say what joined an id to another: a former UPN anywhere on the way, a UPN, or nothing."""
        by = 0
        while node in self.parent:
            node, step = self.parent[node]
            by = BY_FORMER if BY_FORMER in (by, step) else step
        return by

    def resolve(self) -> None:
        """Join what the UPNs say is one child."""
        for node in filter(self._is_upn, self.on_roll):
            proper = [other for other in self.holders.get(node, ()) if other != node]
            if len(proper) == 1:
                self.parent[node] = (proper[0], BY_UPN)
        waiting = sorted(self.claims)
        while waiting:
            left = [former for former in waiting if not self._follow(former)]
            if len(left) == len(waiting):
                break
            waiting = left
        self.unused |= {former: CLAIMED_TWICE for former in waiting}

    def _is_upn(self, node: str) -> bool:
        """Say whether an id is a UPN, and its rows name no other."""
        own = self.upns[node]
        return own == {node} or (not own and has_form(node))

    def _follow(self, former: str) -> bool:
        """Join a former UPN to the pupil who names it; False while two pupils do."""
        pupils = {self.root(node) for node in self.claims[former]}
        if len(pupils) > 1:
            return False
        (pupil,) = pupils
        others = {self.root(node) for node in self.holders.get(former, ()) if node != former}
        if others - {pupil}:
            self.unused[former] = IN_USE
        elif former in self.on_roll and self.root(former) != pupil:
            if self._still_on_roll(former):
                self.unused[former] = IN_USE
            else:
                self.parent[former] = (pupil, BY_FORMER)
        return True

    def _still_on_roll(self, former: str) -> bool:
        """Say whether a former UPN is a pupil's id beside or after the row that names it."""
        said = set().union(*self.claims[former].values())
        there = self.on_roll.get(former, set())
        latest = max(year for year, _ in said)
        return bool(there & said) or any(year > latest for year, _ in there)

    def tell(self, school_id: str, who: WhoIsWho) -> None:
        """Write down what was found."""
        who.unused |= {(school_id, former): why for former, why in self.unused.items()}
        for node in self.on_roll:
            if node in self.parent:
                who.renamed[school_id, node] = (self.root(node), self.renamed_by(node))
            else:
                who.ids.add((school_id, node))
        for upn, nodes in self.holders.items():
            pupils: dict[str, set[int]] = {}
            for node, years in nodes.items():
                pupils.setdefault(self.root(node), set()).update(years)
            all_years = [year for each in pupils.values() for year in each]
            if len(set(all_years)) < len(all_years):
                who.torn.add((school_id, upn))
            else:
                latest = max(pupils, key=lambda pupil: max(pupils[pupil]))
                given_up = upn in self.claims and upn not in self.unused
                who.by_upn[school_id, upn] = (latest, BY_FORMER if given_up else BY_UPN)
        for former, nodes_of in self.claims.items():
            if former not in self.unused:
                pupil = self.root(next(iter(nodes_of)))
                who.by_upn.setdefault((school_id, former), (pupil, BY_FORMER))
