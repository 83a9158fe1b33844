"""What stands out, for good or as an exception, as far as published ranges can say.

Every line is drawn with certainty: a row stands out only where every count that its range allows
is at least ten percentage points away from every count that the school's range allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ladders_analysis.disclosure import Range, Row, compare
from ladders_analysis.english import in_a_sentence
from ladders_analysis.governors.counting import Figures
from ladders_analysis.governors.wording import Wording, points, pupils, sentence
from ladders_analysis.roll import year_name
from ladders_analysis.school_toml import Action

STANDS_OUT = 0.10
"""How far from the whole school a row must certainly be [share 0–1]."""
HALF = 0.5
MOST_FINDINGS = 5


@dataclass(frozen=True)
class Finding:
    """One thing that stands out.

    Parameters
    ----------
    about
        What it is about, in a few words.
    text
        A sentence with its counts.
    subject
        Its subject.
    places
        Names of the year groups or group that it is about; empty for the whole school.
    size
        How far it stands out, for the order [share 0–1].
    row
        The name of its row, where it is one.
    """

    about: str
    text: str
    subject: str
    places: tuple[str, ...]
    size: float
    row: str = ""


def exceptions(now: Figures, then: Figures | None, wording: Wording) -> tuple[Finding, ...]:
    """Find what stands out as lower than the rest, or than a year ago.

    Parameters
    ----------
    now, then
        The figures, and those of the same point a year ago.
    wording
        The page's phrases.

    Returns
    -------
    tuple of Finding
        Largest first, five at most.
    """
    found = [*_below_half(now, wording), *_rows(now, wording, -1), *_groups(now, wording, -1)]
    if then is not None:
        found += _since_a_year_ago(now, then, wording, -1)
    return _largest(found)


def strengths(now: Figures, then: Figures | None, wording: Wording) -> tuple[Finding, ...]:
    """Find what stands out as higher than the rest, or than a year ago; as `exceptions`."""
    found = [*_rows(now, wording, 1), *_groups(now, wording, 1)]
    if then is not None:
        found += _since_a_year_ago(now, then, wording, 1)
    return _largest(found)


def answers(action: Action, finding: Finding, ladders: Iterable[str] = ()) -> bool:
    """Say whether what leaders wrote is about a finding.

    Parameters
    ----------
    action
        What leaders are doing.
    finding
        What stands out.
    ladders
        The ladders of the finding's subject: an action may name one instead of the subject.

    Notes
    -----
    It must name the subject or one of its ladders, and, where the finding is about a year group or
    group, that one or the whole school.
    """
    about = " ".join(action.about.casefold().split())
    subjects = [finding.subject, *ladders]
    if not any(name and name.casefold() in about for name in subjects):
        return False
    named = _years_named(about)
    places = [place.casefold() for place in finding.places]
    if "disadvantaged" in about:
        return any(place.startswith("disadvantaged") for place in places)
    if not places or not named:
        return True
    return any(place in named for place in places)


def _years_named(text: str) -> set[str]:
    """Find year groups in what leaders wrote: "Years 4 and 5", "Year 3–6", "Reception"."""
    named = {"reception"} if "reception" in text else set()
    for match in re.finditer(r"years?\s+(\d(?:\s*(?:,|and|&|to|-|–)\s*\d)*)", text):
        spans = re.findall(r"(\d)\s*(?:to|-|–)\s*(\d)", match[1])
        numbers = {int(number) for number in re.findall(r"\d", match[1])}
        for first, last in spans:
            numbers |= set(range(int(first), int(last) + 1))
        named |= {year_name(number).casefold() for number in numbers}
    return named


def _rows(now: Figures, wording: Wording, sign: Literal[-1, 1]) -> list[Finding]:
    found = []
    for subject in now.subjects:
        for row in now.rows if len(now.rows) > 1 else ():
            said, size = [], 0.0
            for counts, whole, words in (
                (now.at, now.at_all, wording.at),
                (now.moved, now.moved_all, wording.moving),
            ):
                count = counts.get((row.name, subject))
                if count is None or subject not in whole:
                    continue
                away = sign * (compare(count, whole[subject]) or 0.0)
                if away >= STANDS_OUT:
                    school = pupils(whole[subject])
                    said.append(f"{pupils(count)} are {words}; in the whole school {school}")
                    size = max(size, away)
            if said:
                about = f"{row.name} {in_a_sentence(subject)}"
                found.append(_finding(about, said, subject, _places(row), size, row.name))
    return found


def _places(row: Row) -> tuple[str, ...]:
    return tuple(year_name(year) for year in row.years)


def _groups(now: Figures, wording: Wording, sign: Literal[-1, 1]) -> list[Finding]:
    found = []
    for group in now.groups:
        for subject, count in group.at.items():
            if count is None or count.says_nothing:
                continue
            away = sign * (compare(count, now.at_all[subject]) or 0.0)
            if away >= STANDS_OUT:
                school = pupils(now.at_all[subject])
                said = [f"{pupils(count)} are {wording.at}; in the whole school {school}"]
                about = f"{group.name} in {in_a_sentence(subject)}"
                found.append(_finding(about, said, subject, (group.name,), away))
    return found


def _below_half(now: Figures, wording: Wording) -> list[Finding]:
    found = []
    for subject, count in now.at_all.items():
        if not count.says_nothing and count.share_high < HALF:
            said = [f"{pupils(count)} are {wording.at}, fewer than half"]
            about = f"{subject} in the whole school"
            # A whole subject comes before any row of it.
            found.append(_finding(about, said, subject, (), 1 + HALF - count.share_high))
    return found


def _since_a_year_ago(
    now: Figures, then: Figures, wording: Wording, sign: Literal[-1, 1]
) -> list[Finding]:
    found = []
    for subject, count in now.at_all.items():
        before: Range | None = then.at_all.get(subject)
        change = None if before is None else compare(count, before)
        if before is None or change is None or sign * change < STANDS_OUT:
            continue
        direction = "higher" if sign > 0 else "lower"
        said = [
            f"{pupils(count)} are {wording.at}; a year ago {before.full_text}, so the share is at "
            f"least {points(change)} {direction}"
        ]
        about = f"{subject} beside a year ago"
        found.append(_finding(about, said, subject, (), abs(change)))
    return found


def _finding(
    about: str,
    said: Sequence[str],
    subject: str,
    places: tuple[str, ...],
    size: float,
    row: str = "",
) -> Finding:
    first, *others = said
    text = " ".join([sentence(f"{about}: {first}"), *(sentence(each) for each in others)])
    return Finding(about, text, subject, places, size, row)


def _largest(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Keep the largest; those alike keep the order of the page."""
    order = sorted(range(len(found)), key=lambda place: (-round(found[place].size, 6), place))
    return tuple(found[place] for place in order[:MOST_FINDINGS])
