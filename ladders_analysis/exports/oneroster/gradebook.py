"""The gradebook of a OneRoster bundle: scored results, and judgements of statements.

A row of `results.csv` is a result, unless `resultLearningObjectiveIds.csv` ties it to statements of
the curriculum: then each tie is a judgement, and the row is told by its ties. A result whose ties
all have scores of their own keeps its own as a result besides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ladders_analysis.exports.contract import ROW, UPN
from ladders_analysis.exports.oneroster.classes import days_of
from ladders_analysis.exports.oneroster.roster import Roster
from ladders_analysis.exports.oneroster.scales import scales_of
from ladders_analysis.exports.oneroster.scores import about_results, about_zeros, said_of
from ladders_analysis.exports.oneroster.tables import WITHDRAWN, Member
from ladders_analysis.records import Problem

RESULT_HEADERS = {
    "pupil_id": "studentSourcedId",
    "assessment": "lineItemSourcedId",
    "subject": "lineItemSourcedId",
    "taken_on": "scoreDate",
    "score": "score",
    "outcome": "textScore",
}
"""Column of results -> the header it comes from, for messages."""
JUDGEMENT_HEADERS = {
    "pupil_id": "resultSourcedId",
    "statement_id": "learningObjectiveId",
    "assessed_on": "resultSourcedId",
    "judgement": "textScore",
}
_CASE = re.compile(r"(?:urn:uuid:|https?://[^?#]*/)([^/?#]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Gradebook:
    """The results of a bundle and their ties to statements.

    Attributes
    ----------
    roster
        The pupils and classes that results speak of.
    defines_pupils
        Whether the bundle itself describes the pupils.
    """

    roster: Roster
    defines_pupils: bool

    @property
    def results(self) -> Member:
        """The table of results."""
        return self.roster.tables["results"]

    @property
    def ties(self) -> Member:
        """The table that ties results to statements."""
        return self.roster.tables["resultLearningObjectiveIds"]

    @cached_property
    def _line_items(self) -> dict[str, tuple[str, str, str, str]]:
        """Line item -> title, subject, class and org, for those not withdrawn."""
        member, categories = self.roster.tables["lineItems"], self.roster.tables["categories"]
        titles = categories.cells("title")
        category = {name: titles[place] for name, place in categories.first_of().items()}
        names = ("title", "classSourcedId", "categorySourcedId", "schoolSourcedId")
        title, classes, kinds, orgs = (member.cells(name) for name in names)
        stated = self.roster.stated
        found = {}
        for name, place in member.first_of().items():
            taught = self.roster.classes.get(classes[place])
            words = {
                "class": taught.subject if taught else "",
                "category": category.get(kinds[place], ""),
                "line item": title[place],
            }
            org = orgs[place] or (taught.org if taught else "")
            subject = stated.subject_of(words[stated.subject_from])
            found[name] = (title[place], subject, classes[place], org)
        return found

    @cached_property
    def _result_at(self) -> np.ndarray:
        """For each tie the place of its result, −1 where there is none that stands."""
        places = self.results.first_of()
        known = {name: str(place) for name, place in places.items()}
        found = self.ties.looked_up("resultSourcedId", known)
        return np.array([int(place) if place else -1 for place in found.tolist()], dtype=np.int64)

    @cached_property
    def _has_own(self) -> np.ndarray:
        """Mark the ties that have a score of their own."""
        return (self.ties.cells("score") != "") | (self.ties.cells("textScore") != "")

    @cached_property
    def told(self) -> np.ndarray:
        """Mark the results that are told by their ties."""
        results = self.results
        told = np.zeros(len(results), dtype=bool)
        standing = ~self.ties.withdrawn & (self._result_at >= 0)
        told[self._result_at[standing & ~self._has_own]] = True
        silent = (results.cells("score") == "") & (results.cells("textScore") == "")
        tied = np.zeros(len(results), dtype=bool)
        tied[self._result_at[standing]] = True
        return told | (tied & silent)

    def results_table(self) -> tuple[pd.DataFrame, list[Problem], int]:
        """Read the results: the table, what there is to say, and how many were refused."""
        results = self.results
        asked = ~self.told
        items = results.cells("lineItemSourcedId")
        known = results.looked_up("lineItemSourcedId", {name: "x" for name in self._line_items})
        withdrawn = asked & results.withdrawn
        without_item = asked & ~withdrawn & (known == "")
        pupils = _ids(self.roster, results.cells("studentSourcedId"))
        nameless = asked & ~withdrawn & ~without_item & (pupils == "")
        kept = asked & ~withdrawn & ~without_item & ~nameless
        problems = [
            *results.refused(withdrawn, WITHDRAWN, "status", "none needed if it was a slip"),
            *results.refused(
                without_item,
                "line item not in the bundle, or withdrawn",
                "lineItemSourcedId",
                "export lineItems.csv together with results.csv",
            ),
            *results.refused(nameless, "user without such an id", "studentSourcedId", _NAMELESS),
        ]
        said = said_of(results, results.cells("score"), results.cells("textScore"))
        by_item = {name: each[:2] for name, each in self._line_items.items()}
        titles = {name: title for name, (title, _) in by_item.items()}
        subjects = {name: subject for name, (_, subject) in by_item.items()}
        columns = {
            "pupil_id": pupils,
            "assessment": results.looked_up("lineItemSourcedId", titles),
            "subject": results.looked_up("lineItemSourcedId", subjects),
            "taken_on": results.cells("scoreDate"),
            "score": said.score,
            "outcome": said.outcome,
            **self._school(results.cells("studentSourcedId"), items),
        }
        problems += about_results(results, said, kept, int(self.told.sum()))
        refused = int((withdrawn | without_item | nameless).sum())
        return self._laid_out(columns, results.rows, kept), problems, refused

    def judgements_table(self) -> tuple[pd.DataFrame, list[Problem], int]:
        """Read the judgements: the table, what there is to say, and how many were refused."""
        ties, results = self.ties, self.results
        withdrawn = ties.withdrawn
        lost = ~withdrawn & (self._result_at < 0)
        at = np.flatnonzero(~withdrawn & ~lost)
        of = self._result_at[at]
        pupils = _ids(self.roster, results.cells("studentSourcedId")[of])
        problems = [
            *ties.refused(withdrawn, WITHDRAWN, "status", "none needed if it was a slip"),
            *ties.refused(
                lost,
                "result not in the bundle, or withdrawn",
                "resultSourcedId",
                "export results.csv together with the learning objectives",
            ),
            *ties.refused(
                at[pupils == ""], "user without such an id", "resultSourcedId", _NAMELESS
            ),
        ]
        own = self._has_own[at]
        score = np.where(own, ties.cells("score")[at], results.cells("score")[of])
        text = np.where(own, ties.cells("textScore")[at], results.cells("textScore")[of])
        said = said_of(results, score, text, of)
        items = results.cells("lineItemSourcedId")[of]
        columns = {
            "pupil_id": pupils,
            "statement_id": _statements(ties)[at],
            "assessed_on": results.cells("scoreDate")[of],
            "judgement": np.where(said.outcome != "", said.outcome, self._codes(said.score, of)),
            "note": results.cells("comment")[of],
            **self._school(results.cells("studentSourcedId")[of], items),
        }
        if self.roster.stated.entered_when_modified:
            entered = days_of(ties, "dateLastModified", self.roster.stated)[at]
            of_result = days_of(results, "dateLastModified", self.roster.stated)[of]
            columns["recorded_on"] = np.where(entered != "", entered, of_result)
        problems += about_zeros(ties, int(said.zeros[pupils != ""].sum()))
        refused = int(withdrawn.sum() + lost.sum() + (pupils == "").sum())
        return self._laid_out(columns, ties.rows[at], pupils != ""), problems, refused

    def _codes(self, scores: np.ndarray, of: np.ndarray) -> np.ndarray:
        """Turn scores into the codes that the bundle's scales give them."""
        scales = scales_of(self.roster.tables)
        results = self.results
        names, items = results.cells("sourcedId")[of], results.cells("lineItemSourcedId")[of]
        known: dict[tuple[int, str], str] = {}
        codes = []
        for score, name, item in zip(scores.tolist(), names.tolist(), items.tolist(), strict=True):
            scale = scales.nearest(name, item, self._class_of(item))
            key = (id(scale), score)
            if key not in known:
                known[key] = score if scale is None else scale.code_of(score)
            codes.append(known[key])
        return np.array(codes, dtype=object)

    def _class_of(self, item: str) -> str:
        return self._line_items[item][2] if item in self._line_items else ""

    def _school(self, users: np.ndarray, items: np.ndarray) -> dict[str, np.ndarray]:
        """Return the school of each pupil, else of the line item; nothing where it is one."""
        roster = self.roster
        of_item = {name: roster.school_of(each[3]) for name, each in self._line_items.items()}
        found = [
            roster.school_ids[user] if user in roster.school_ids else of_item.get(item, "")
            for user, item in zip(users.tolist(), items.tolist(), strict=True)
        ]
        return {"school_id": np.array(found, dtype=object)} if any(found) else {}

    def _laid_out(
        self, columns: Mapping[str, np.ndarray], rows: np.ndarray, kept: np.ndarray
    ) -> pd.DataFrame:
        """Lay out the records that are kept; pupils known by UPN only are marked so."""
        table = pd.DataFrame(
            {name: pd.Series(cells[kept], dtype="str") for name, cells in columns.items()}
        )
        if self.roster.stated.pupil_id == "upn" and not self.defines_pupils:
            table[UPN] = table["pupil_id"]
        table[ROW] = rows[kept].astype("int64")
        return table


_NAMELESS = "users.csv has no such user, or no such id of them: see `pupil_id`"


def _ids(roster: Roster, users: np.ndarray) -> np.ndarray:
    """Return the pupil ids of users; by sourcedId also of those who are not in users.csv."""
    by_user = roster.pupil_ids
    as_written = roster.stated.pupil_id == "sourcedId"
    found = [user if as_written else by_user.get(user, "") for user in users.tolist()]
    return np.array(found, dtype=object)


def _statements(ties: Member) -> np.ndarray:
    """Return statement ids, a CASE URI stripped to its identifier.

    Notes
    -----
    1EdTech OneRoster 1.2 (2022): with the source `case` the id is the CFItem's URI or GUID.
    """
    ids = ties.words("learningObjectiveId").words
    bare = {word: case[1] if (case := _CASE.fullmatch(word)) else word for word in ids}
    stripped = ties.looked_up("learningObjectiveId", bare)
    return np.where(ties.said("source", "case"), stripped, ties.cells("learningObjectiveId"))
