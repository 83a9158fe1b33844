"""A cohort's way across the years in sentences: then, now, and the same pupils only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ladders_analysis.english import count, in_a_sentence, listing, some
from ladders_analysis.policy import UP
from ladders_analysis.pupil_groups import PUPILS_THAT_COUNT
from ladders_analysis.questions.journey.steps import Step, SubjectJourney


def finding(label: str, journeys: Sequence[SubjectJourney]) -> str:
    """State the subject in which most has changed for the same pupils, or else for everybody."""
    most = max(journeys, key=_change)
    first, last = most.steps[0], most.steps[-1]
    who = label.partition(" (")[0]
    whom, then, now = _pairs(most)
    if most.same and _change(most) <= PUPILS_THAT_COUNT:
        return f"{who}: the same pupils stand about where they stood in {first.point.label}"
    return (
        f"{who}, {in_a_sentence(most.subject)}: {whom}{then} at or above in {first.point.label}, "
        f"{now} in {last.point.label}"
    )


def journey_in_words(
    label: str, journeys: Sequence[SubjectJourney], short: Sequence[SubjectJourney]
) -> str:
    """Say a cohort's way, subject by subject.

    Parameters
    ----------
    label
        The cohort: "Year 5 (2025–26)".
    journeys
        The subjects with two points or more.
    short
        Those with one.

    Returns
    -------
    str
        "Year 5 (2025–26), reading: 14 of 26 in Autumn 2024, 20 of 28 in Spring 2026; of the 24 who
        were here and placed throughout, 14 then, 18 now." Then who joined and left, and the summer.
    """
    lines = [_one(label if place == 0 else "", each) for place, each in enumerate(journeys)]
    longest = max(journeys, key=lambda each: len(each.steps))
    lines.append(_came_and_went(longest))
    lines += _summers(journeys)
    lines += _rules(journeys)
    if short:
        names = listing(in_a_sentence(each.subject) for each in short)
        lines.append(f"One point only in {names}, so there is nothing to follow yet.")
    return "\n".join(lines)


def _change(journey: SubjectJourney) -> int:
    first, last = journey.steps[0], journey.steps[-1]
    return abs(last.count(*UP, among=journey.same) - first.count(*UP, among=journey.same))


def _pairs(journey: SubjectJourney) -> tuple[str, str, str]:
    """Say then and now, of the same pupils where there are any."""
    first, last = journey.steps[0], journey.steps[-1]
    if not journey.same:
        return "", _of(first), _of(last)
    then, now = (step.count(*UP, among=journey.same) for step in (first, last))
    return f"of the same {count(len(journey.same))}, ", count(then), count(now)


def _one(label: str, journey: SubjectJourney) -> str:
    """Say one subject."""
    first, last = journey.steps[0], journey.steps[-1]
    name = in_a_sentence(journey.subject) if label else journey.subject
    said = f"{label}, {name}" if label else name
    said += f": {_of(first)} at or above in {first.point.label}, {_of(last)} in {last.point.label}"
    if not journey.same:
        return f"{said}; nobody was here and placed throughout."
    then, now = (step.count(*UP, among=journey.same) for step in (first, last))
    return (
        f"{said}; of the {count(len(journey.same))} who "
        f"{'was' if len(journey.same) == 1 else 'were'} here and placed throughout, "
        f"{count(then)} then, {count(now)} now."
    )


def _came_and_went(journey: SubjectJourney) -> str:
    """Say who joined and left, in all and step by step."""
    steps = journey.steps[1:]
    joined, left = sum(len(each.joined) for each in steps), sum(len(each.left) for each in steps)
    if not joined and not left:
        return "Nobody joined or left in between."
    parts = []
    for word, total in (("joined", joined), ("left", left)):
        if total:
            there = [each for each in steps if getattr(each, word)]
            when = (
                [f"{count(len(getattr(each, word)))} by {each.point.label}" for each in there]
                if len(there) > 1
                else [f"by {there[0].point.label}"]
            )
            parts.append(f"{some(total, 'pupil', 'pupils')} {word} ({listing(when)})")
    return f"On the way, {listing(parts)}."


def _summers(journeys: Sequence[SubjectJourney]) -> list[str]:
    """Name every summer, and where the same pupils stood on either side of it."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for journey in journeys:
        for before, after in _between_years(journey):
            if not journey.same:
                continue
            key = (before.point.label, after.point.label, before.year_name, after.year_name)
            was, now = (step.count(*UP, among=journey.same) for step in (before, after))
            found.setdefault(key, []).append(
                f"{count(was)} and then {count(now)} in {in_a_sentence(journey.subject)}"
            )
    return [
        f"Over the summer, between {before} and {after}, the cohort went from {was} to {now}: what "
        f"is expected is the new year’s, so a step there is not by itself a loss. The same pupils: "
        f"{listing(parts)}."
        for (before, after, was, now), parts in found.items()
    ]


def _between_years(journey: SubjectJourney) -> Iterator[tuple[Step, Step]]:
    for before, after in pairwise(journey.steps):
        if before.year_group != after.year_group:
            yield before, after


def _rules(journeys: Sequence[SubjectJourney]) -> list[str]:
    """Say where pupils came to be placed by something else."""
    lines = []
    for journey in journeys:
        for before, after in pairwise(journey.steps):
            if before.rule[:1] != after.rule[:1]:
                lines.append(
                    f"{journey.subject}: judged by {before.rule[0]} until {before.point.label} and "
                    f"by {after.rule[0]} from {after.point.label}, so the two do not compare."
                )
    moved = [
        in_a_sentence(journey.subject)
        for journey in journeys
        if len({step.rule for step in journey.steps})
        > len({step.rule[:1] for step in journey.steps})
    ]
    if moved:
        lines.append(
            f"The school’s own line for expected is not the same at every point in "
            f"{listing(moved)}: the table says where."
        )
    return lines


def _of(step: Step) -> str:
    return f"{count(step.up)} of {count(step.of)}"
