"""What a sweep found, in words: in how many ways the story holds, and what it hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ladders_analysis.comparing.choices import LeftOut
from ladders_analysis.comparing.influence import moves_most
from ladders_analysis.english import count, listing, percent, some


def told_sweep(
    title: str,
    table: pd.DataFrame,
    influence: pd.DataFrame,
    *,
    possible: int,
    left_out: Sequence[LeftOut],
    failed: Mapping[str, int],
    group: str,
    line: float,
) -> str:
    """Say what a sweep found.

    Parameters
    ----------
    title
        What the definition is called.
    table, influence
        The specifications, and what each option does.
    possible
        How many ways there are.
    left_out, failed
        What was not varied and why; what could not be rated.
    group
        The group set against the others; blank without.
    line
        "Most" is more than this share.

    Returns
    -------
    str
        A few sentences; every share stands with its count.
    """
    ranked = table[table["share"].notna()]
    if ranked.empty:
        return f"In none of {_ways(len(table))} can anybody be ranked by ‘{title}’."
    if len(table) == 1:
        told = (
            f"As things are {counted(table.iloc[0])} ranked judgements are favourable by ‘{title}’"
        )
        told += "; nothing was varied."
        return " ".join([told, *_small_print(table, possible, left_out, failed)])
    said = [_headline(title, table, ranked, line), _range(table, ranked)]
    found = moves_most(influence)
    if found:
        choice, points, low, high = found
        said.append(
            f"What moves it most is ‘{choice}’: from ‘{low}’ to ‘{high}’ it rises by "
            f"{_points(points)} on average."
        )
    else:
        said.append("None of the lines moves it.")
    if group:
        said.append(_gap(table, group))
    said += _small_print(table, possible, left_out, failed)
    return " ".join(said)


def most_ways(table: pd.DataFrame, line: float) -> tuple[int, int]:
    """Count the specifications in which most are favourable, and those with anybody ranked.

    Parameters
    ----------
    table
        One row per specification.
    line
        "Most" is more than this share.
    """
    ranked = table[table["share"].notna()]
    return int((ranked["share"] > line + 1e-9).sum()), len(ranked)


def counted(row: pd.Series) -> str:
    """Write a figure as "412 of 540 (76%)".

    Parameters
    ----------
    row
        A row of the table.
    """
    if not row["of"]:
        return "nobody ranked"
    return f"{count(row['favourable'])} of {count(row['of'])} ({percent(float(row['share']))})"


def _headline(title: str, table: pd.DataFrame, ranked: pd.DataFrame, line: float) -> str:
    most, ways = most_ways(table, line)
    many = "more than half" if line == 0.5 else f"more than {percent(line)}"
    said = (
        f"In {count(most)} of {_ways(ways)} of setting these lines, {many} of the ranked "
        f"pupil × subject judgements are favourable by ‘{title}’."
    )
    if ways < len(table):
        said += f" In {count(len(table) - ways)} more nobody can be ranked."
    return said


def _range(table: pd.DataFrame, ranked: pd.DataFrame) -> str:
    own = table.iloc[0]
    order = ranked.sort_values(["share", "of"], kind="stable")
    lowest, highest = order.iloc[0], order.iloc[-1]
    fewest, widest = int(table["of"].min()), int(table["of"].max())
    between = count(fewest) if fewest == widest else f"between {count(fewest)} and {count(widest)}"
    return (
        f"As things are it is {counted(own)}; it runs from {counted(lowest)} to "
        f"{counted(highest)}. Of {count(own['in_scope'])} in scope, {between} can be ranked."
    )


def _gap(table: pd.DataFrame, group: str) -> str:
    known = table[table["gap"].notna()]
    if known.empty:
        return f"‘{group}’ cannot be set beside the others: one side has nobody ranked."
    below, above = (int(((known["gap"] * sign) > 1e-9).sum()) for sign in (-1, 1))
    own = table.iloc[0]
    said = (
        f"‘{group}’ has a smaller favourable share than the others in {count(below)} of "
        f"{_ways(len(known))}"
    )
    said += f", a larger one in {count(above)}" if above else ""
    return (
        f"{said}; as things are it is {count(own['group_favourable'])} of "
        f"{count(own['group_of'])} against {count(own['others_favourable'])} of "
        f"{count(own['others_of'])}."
    )


def _small_print(
    table: pd.DataFrame, possible: int, left_out: Sequence[LeftOut], failed: Mapping[str, int]
) -> list[str]:
    said = []
    tried = len(table) + sum(failed.values())
    if tried < possible:
        said.append(f"These are {count(tried)} of {_ways(possible)}, drawn at random.")
    if failed:
        number = sum(failed.values())
        said.append(f"{_ways(number).capitalize()} could not be rated and {_is(number)} left out.")
    by_reason: dict[str, list[str]] = {}
    for each in left_out:
        by_reason.setdefault(each.because, []).append(f"‘{each.name}’")
    for because, names in by_reason.items():
        said.append(f"Not varied: {listing(names)} ({because}).")
    return said


def _points(points: float) -> str:
    rounded = round(points, 1)
    return some(rounded, "point", "points") if rounded == int(rounded) else f"{rounded:g} points"


def _ways(number: int) -> str:
    return some(number, "way", "ways")


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
