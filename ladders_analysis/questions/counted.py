"""Counts of pupils by subject, all groups added up: what sentences are made from.

Whoever counts, a summary or the explorer, hands the same records to the same sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd


@dataclass
class CountedSubject:
    """One subject's figures, all groups added up.

    Attributes
    ----------
    name
        The subject.
    in_scope
        Everybody counted.
    of
        Those of them who could be placed, or rated.
    good
        Those of `of` at or above what is expected, or favourable.
    pupils
        Word -> pupils.
    """

    name: str
    in_scope: int = 0
    of: int = 0
    good: int = 0
    pupils: dict[str, int] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """The headline: "21 of 26"."""
        return f"{self.good:,} of {self.of:,}"


def counted_by_subject(
    summary: pd.DataFrame | Sequence[CountedSubject], word: str, headline: str
) -> list[CountedSubject]:
    """Add the groups of a summary up by subject, in the summary's order.

    Parameters
    ----------
    summary
        From `la.summarise_attainment` or `la.summarise`, by "subject" and whatever else; what is
        counted already is given back.
    word, headline
        Its columns: "attainment" and "up", or "outcome" and "favourable".
    """
    if not isinstance(summary, pd.DataFrame):
        return list(summary)
    by = list(summary.columns[: list(summary.columns).index(word)])
    found: dict[str, CountedSubject] = {}
    seen: set[tuple[str, ...]] = set()
    for row in summary.to_dict("records"):
        subject = found.setdefault(str(row["subject"]), CountedSubject(str(row["subject"])))
        group = tuple(str(row[column]) for column in by)
        if group not in seen:
            seen.add(group)
            subject.in_scope += int(row["in_scope"])
            subject.of += int(row["of"])
            subject.good += int(row[headline])
        name = str(row[word])
        subject.pupils[name] = subject.pupils.get(name, 0) + int(row["pupils"])
    return list(found.values())
