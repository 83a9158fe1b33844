"""Names for what experiments make new: "r05/1", "Secure.2", never a name that is taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def mark_between(
    names: Collection[str], numbers: Iterable[int], taken: Collection[str], mark: str
) -> str:
    """Find a mark to set between a name and a number, so that the two together name nothing else.

    Parameters
    ----------
    names, numbers
        Each name is joined to each number.
    taken
        Names that stand beside the new ones.
    mark
        The mark to use, repeated until nothing that is taken looks like a new name.

    Examples
    --------
    >>> mark_between(["r05"], [1, 2], {"r06"}, "/"), mark_between(["r05"], [1, 2], {"r05/2"}, "/")
    ('/', '//')
    """
    known, every, repeated = set(taken), list(numbers), mark
    while any(f"{name}{repeated}{number}" in known for name in names for number in every):
        repeated += mark
    return repeated
