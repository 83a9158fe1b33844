"""What a picture's title says: its finding, in pupils, apart from any drawing.

The printed pictures and the page that is clicked state the same finding of the same counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from ladders_analysis.english import count, listing, some
from ladders_analysis.plots.checking import whole
from ladders_analysis.plots.flow_layout import FlowLayout
from ladders_analysis.plots.gap_order import GapOrder
from ladders_analysis.plots.groups import Group, Labels, lowest
from ladders_analysis.policy import PLACED, SECURE, UNASSESSED, UP


def standing_finding(groups: Sequence[Group], labels: Labels) -> str:
    """State where fewest of those placed are at or above what is expected."""
    placed_in = [group for group in groups if whole(group.first["of"])]
    if not placed_in:
        return "No pupil can be placed against what is expected yet"
    least = lowest(groups, "up", "of") or (placed_in if len(placed_in) == 1 else [])
    if not least:
        return "Every group is too small to compare with another"
    first = least[0]
    placed, up = whole(first.first["of"]), whole(first.first["up"])
    where = f"{count(up)} of {count(placed)} at or above what is expected"
    compared = [group for group in placed_in if not group.too_small]
    if up == placed:
        return "Every pupil placed is at or above what is expected"
    in_scope = whole(first.first["in_scope"])
    if len(least) == 1 and 2 * placed < in_scope:
        where += f"; {count(in_scope - placed)} of {count(in_scope)} not placed"
    if len(compared) <= 1:
        return f"{labels.full(first)}: {where}"
    if len(least) == 1:
        return f"{labels.subject_first(first)} stands lowest, {where}"
    alike = all(whole(group.first["of"]) == placed for group in least)
    each = f"each with {where}" if alike else f"with the same share: {where} in the largest"
    if len(least) == len(compared):
        return f"All {len(least)} groups stand alike, {each}"
    if len(least) == 2:
        return f"{labels.full(first)} and {labels.full(least[1])} stand lowest, {each}"
    others = some(len(least) - 1, "other", "others")
    return f"{labels.full(first)} and {others} stand lowest, {each}"


def outcomes_finding(groups: Sequence[Group], labels: Labels, poor: Sequence[str]) -> str:
    """State where most pupils have an outcome to ask about."""
    rated = [group for group in groups if whole(group.first["of"])]
    if not rated:
        return "No pupil can be given an outcome yet"
    compared = [group for group in rated if not group.too_small]
    if not compared and len(rated) > 1:
        return "Every group is too small to compare with another"
    compared = compared or rated

    def asked(group: Group) -> int:
        return whole(group.first["of"]) - whole(group.first["favourable"])

    most = compared[0]
    for group in compared[1:]:
        if asked(group) * whole(most.first["of"]) > asked(most) * whole(group.first["of"]):
            most = group
    if asked(most) == 0:
        return "Every pupil rated came out on the favourable side"
    words = [word for word in poor if most.pupils.get(word)]
    said = f"{count(asked(most))} of {count(whole(most.first['of']))} {_quoted(words)}"
    if len(compared) == 1:
        return f"{labels.full(most)}: {said}"
    return f"{labels.full(most)} has most to ask about: {said}"


def flow_finding(layout: FlowLayout) -> str:
    """State how many reached what is expected, and how many moved the other way."""
    behind = sum(node.pupils for node in layout.on("start") if node.word == PLACED[0])
    above = sum(node.pupils for node in layout.on("start") if node.word in UP)
    reached = _sum(layout, PLACED[:1], UP)
    fell = _sum(layout, UP, PLACED[:1])
    lost = behind - _sum(layout, PLACED[:1], PLACED)
    if behind and _sum(layout, PLACED, PLACED):
        are = "is" if reached == 1 else "are"
        few = "None" if reached == 0 else count(reached)
        said = f"{few} of the {count(behind)} who were working towards"
        if reached == behind:
            everyone = "Both" if behind == 2 else f"All {count(behind)}"
            said = (
                f"{everyone} who were working towards"
                if behind > 1
                else ("The one pupil who was working towards")
            )
        said += f" {are} now at or above what is expected"
        if lost:
            said += f" ({count(lost)} not placed now)"
        other = "nobody" if fell == 0 else count(fell)
        return f"{said}; {other} moved the other way" if above else said
    if above and _sum(layout, PLACED, PLACED):
        if fell == 0:
            return "Nobody who was at or above what is expected has fallen behind"
        have = "has" if fell == 1 else "have"
        return f"{count(fell)} of the {count(above)} who were at or above {have} fallen behind"
    return "No pupil could be placed at both points"


def _sum(layout: FlowLayout, starts: tuple[str, ...], ends: tuple[str, ...]) -> int:
    return sum(band.pupils for band in layout.bands if band.start in starts and band.end in ends)


def _quoted(words: Sequence[str]) -> str:
    return listing([f"‘{word}’" for word in words], "or")


def sticking_point_said(order: GapOrder) -> str:
    """State the sticking point."""
    stuck = order.sticking_point
    if stuck is not None:
        text = " ".join(stuck.text.split()).rstrip(".")
        text = text if len(text) <= 90 else text[:88].rstrip() + "…"
        taught = "the 1 pupil" if stuck.taught == 1 else f"the {count(stuck.taught)} pupils"
        return f"‘{text}’ is secure for {count(stuck.states[SECURE])} of {taught} taught it"
    if order.totals[SECURE]:
        return "Everything assessed so far is secure"
    if order.totals[UNASSESSED]:
        return "Nothing that was taught has been assessed yet"
    return "Nothing has been taught yet"
