"""The tree of a CASE package: which item stands under which, in which order.

Only `isChildOf` says so. Items that nothing places stand at the top with a warning; items that go
round in a circle have no place and are refused. Trees of any depth are walked without recursion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ladders_analysis.exports.case.package import Item, Package
from ladders_analysis.records import Problem

_TOP = -1
"""The document itself, above every item."""


@dataclass(frozen=True, slots=True)
class Node:
    """An item in its place.

    Attributes
    ----------
    item
        The item.
    above
        Where the heading above it stands in the tree's list; None at the top.
    depth
        1 at the top, one more for each heading above.
    leaf
        Nothing stands under it.
    """

    item: Item
    above: int | None
    depth: int
    leaf: bool


@dataclass(frozen=True)
class Tree:
    """The items that have a place, each after the heading it stands under; and what was found."""

    nodes: Sequence[Node]
    problems: Sequence[Problem]


def tree_of(name: str, package: Package) -> Tree:
    """Put the items of a package in their places.

    Parameters
    ----------
    name
        The file's name, for messages.
    package
        Its items and links.

    Returns
    -------
    Tree
        Siblings in the order of `sequenceNumber`, then as the associations come; items that no
        association places come last, as the items come.

    Notes
    -----
    Where an item has two headings, the first that the file names counts.
    """
    items = package.items
    above, place, problems = _placed(name, package)
    below: dict[int, list[int]] = {}
    for number in sorted(range(len(items)), key=place.__getitem__):
        below.setdefault(above[number], []).append(number)
    nodes: list[Node] = []
    walk: list[tuple[int, int | None, int]] = [
        (number, None, 1) for number in reversed(below.get(_TOP, []))
    ]
    reached = [False] * len(items)
    while walk:
        number, heading, depth = walk.pop()
        reached[number] = True
        under = below.get(number, [])
        walk += [(child, len(nodes), depth + 1) for child in reversed(under)]
        nodes.append(Node(items[number], heading, depth, not under))
    for number, item in enumerate(items):
        if not reached[number]:
            problems.append(
                Problem(
                    name,
                    "isChildOf goes round in a circle",
                    "refused",
                    "an item cannot stand under itself: mend the associations, or export again",
                    row=item.row,
                    column="CFAssociations",
                )
            )
    return Tree(nodes, problems)


def _placed(
    name: str, package: Package
) -> tuple[list[int], list[tuple[float, int]], list[Problem]]:
    """Find the heading above each item, its place among siblings, and what is odd."""
    number_of: dict[str, int] = {}
    for number, item in enumerate(package.items):
        number_of[item.identifier] = number
    for top in package.names:
        number_of.setdefault(top, _TOP)
    for number, item in enumerate(package.items):
        if item.uri:
            number_of.setdefault(item.uri, number)
    nowhere, later = -2, len(package.links)
    above = [nowhere] * len(package.items)
    place = [(float("inf"), later + number) for number in range(len(package.items))]
    second: set[int] = set()
    missing: set[int] = set()
    strangers = repeated = 0
    for order, link in enumerate(package.links):
        child = _find(number_of, link.child)
        heading = _find(number_of, link.heading)
        if child is None or child == _TOP:
            strangers += 1
        elif heading is None:
            missing.add(child)
        elif above[child] == nowhere:
            above[child], place[child] = heading, (link.place, order)
        elif above[child] == heading:
            repeated += 1
        else:
            second.add(child)
    unplaced = {number for number, heading in enumerate(above) if heading == nowhere}
    above = [_TOP if heading == nowhere else heading for heading in above]
    items = package.items
    top = "it stands at the top; the nearest heading above is the document itself"
    rows = {
        ("an item under two headings", "the first that the file names counts"): second,
        ("a heading that is not in the file", top): missing & unplaced,
        ("no isChildOf for an item", top): unplaced - missing,
    }
    problems = [
        Problem(name, rule, "warning", remedy, row=items[number].row, column="CFAssociations")
        for (rule, remedy), numbers in rows.items()
        for number in sorted(numbers)
    ]
    counts = {
        "isChildOf of an item that is not in the file": strangers,
        "isChildOf said twice": repeated,
        "isChildOf of a heading that is not in the file": len(missing - unplaced),
    }
    problems += [
        Problem(name, rule, "note", "passed over", column="CFAssociations", count=count)
        for rule, count in counts.items()
        if count
    ]
    return above, place, problems


def _find(number_of: dict[str, int], names: Sequence[str]) -> int | None:
    """Find an item, or the document, by whichever of its names is known."""
    return next((number_of[name] for name in names if name in number_of), None)
