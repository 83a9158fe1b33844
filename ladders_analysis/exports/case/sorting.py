"""What each item of a CASE tree is to a school: a statement, a heading above some, or part of one.

The nearest heading of the type asked for gives the ladder, the nearest with a level the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ladders_analysis.exports.case.package import Item
from ladders_analysis.exports.case.tree import Node, Tree


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement with its ladder, whether that is the heading asked for, and its levels."""

    item: Item
    ladder: str
    as_asked: bool
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Sorted:
    """The items of a tree by what they are.

    Attributes
    ----------
    statements
        Those of any year, in the order of the tree.
    headings
        How many stand above a statement.
    parts
        How many stand under one.
    bare
        How many are neither.
    """

    statements: Sequence[Placed]
    headings: int
    parts: int
    bare: int


def sort_items(tree: Tree, leaf: str | None, ladder_from: str | int, title: str) -> Sorted:
    """Say what each item is, from the top of the tree down.

    Parameters
    ----------
    tree
        The items in their places.
    leaf
        The type that is a statement; None: whatever has nothing under it.
    ladder_from
        The type, or the depth, of the heading that is the ladder.
    title
        The ladder of statements without any heading.
    """
    nodes = tree.nodes
    ladder = [""] * len(nodes)
    near = [""] * len(nodes)
    levels: list[tuple[str, ...]] = [()] * len(nodes)
    within = [False] * len(nodes)
    leads = [False] * len(nodes)
    statements: list[Placed] = []
    parts = 0
    for number, node in enumerate(nodes):
        above = node.above
        levels[number] = node.item.levels or (levels[above] if above is not None else ())
        if above is not None:
            ladder[number], near[number], within[number] = ladder[above], near[above], within[above]
        if within[number]:
            parts += 1
            continue
        if _is_statement(node, leaf):
            within[number] = True
            name = ladder[number] or near[number] or title
            statements.append(Placed(node.item, name, bool(ladder[number]), levels[number]))
            while above is not None and not leads[above]:
                leads[above] = True
                above = nodes[above].above
            continue
        near[number] = node.item.statement or near[number]
        if _gives_ladder(node, ladder_from):
            ladder[number] = node.item.statement or ladder[number]
    bare = len(nodes) - len(statements) - parts - sum(leads)
    return Sorted(statements, sum(leads), parts, bare)


def _is_statement(node: Node, leaf: str | None) -> bool:
    return node.leaf if leaf is None else node.item.kind.casefold() == leaf.casefold()


def _gives_ladder(node: Node, ladder_from: str | int) -> bool:
    if isinstance(ladder_from, int):
        return node.depth == ladder_from
    return node.item.kind.casefold() == ladder_from.casefold()
