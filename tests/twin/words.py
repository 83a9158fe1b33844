"""The school's own words, read from ``school.toml`` with the standard library alone.

Each function turns one table of the settings into plain rows for SQL, one school at a time, after
``[schools.ID]`` has been laid over the tables of the whole folder, key by key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

Settings = Mapping[str, Any]

STATED = (
    "basis",
    "secure_share",
    "all_key",
    "deeper_share",
    "unjudged",
    "minimum_due",
    "earlier_years",
    "by_exception",
    "counts",
)


def read_words(folder: Path, school_id: str) -> Settings:
    """Read one school's settings: the folder's tables with the school's own laid over them."""
    settings = tomllib.loads((folder / "school.toml").read_text(encoding="utf-8"))
    own = settings.pop("schools", {}).get(school_id, {})
    return _laid_over(settings, own)


def _laid_over(below: Settings, above: Settings) -> dict[str, Any]:
    """Lay one table over another key by key; tables within tables likewise."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(value, Mapping) and isinstance(under, Mapping):
            merged[key] = _laid_over(under, value)
        else:
            merged[key] = value
    return merged


def year_rows(words: Settings) -> Iterator[tuple[int, str | None]]:
    """Give academic year and cycle."""
    for year in words["year"]:
        yield year["ends"], year.get("cycle")


def half_term_rows(words: Settings) -> Iterator[tuple[int, int, date, date]]:
    """Give academic year, half-term, first and last day."""
    for year in words["year"]:
        for number, days in enumerate(year["half_terms"], start=1):
            first, last = days.split("/")
            yield year["ends"], number, date.fromisoformat(first), date.fromisoformat(last)


def point_rows(words: Settings) -> Iterator[tuple[str, date, date | None, int | None]]:
    """Give name, day, closing day and stated half-term of each assessment point.

    Without any ``[[point]]`` there are three a year: the last days of half-terms 2, 4 and 6.
    """
    if "point" in words:
        for point in words["point"]:
            yield point["name"], point["on"], point.get("entries_close"), point.get("due_through")
        return
    for ends, number, _, last in half_term_rows(words):
        if number % 2 == 0:
            season = {2: "Autumn", 4: "Spring", 6: "Summer"}[number]
            yield f"{season} {ends - 1 if number == 2 else ends}", last, None, None


def scale_rows(words: Settings) -> Iterator[tuple[str, int]]:
    """Give every word that may stand for a code, and the code's rank from 1, the worst."""
    scale = words.get("scale", {"codes": []})
    ranks = {code: rank for rank, code in enumerate(scale["codes"], start=1)}
    yield from ranks.items()
    for alias, code in scale.get("aliases", {}).items():
        if code in ranks:
            yield alias, ranks[code]


def scale_line(words: Settings) -> tuple[int | None, int | None, int | None]:
    """Give the ranks from which a statement counts as secure and as deeper; and all codes."""
    scale = words.get("scale")
    if scale is None:
        return None, None, None
    codes = list(scale["codes"])
    deeper = codes.index(scale["deeper"]) + 1 if "deeper" in scale else None
    return codes.index(scale["secure"]) + 1, deeper, len(codes)


def overall_rows(words: Settings) -> Iterator[tuple[int, str, str]]:
    """Give half-term, overall code and the attainment word it stands for."""
    codes = words.get("overall", {}).get("codes", {})
    tables = codes if isinstance(codes, list) else [codes] * 6
    for half_term, table in enumerate(tables, start=1):
        for code, word in table.items():
            yield half_term, code, word


def progress_rows(words: Settings) -> Iterator[tuple[str, int]]:
    """Give the teacher's words for progress and their ranks, where there are exactly three."""
    listed = words.get("overall", {}).get("progress", [])
    if len(listed) == 3:
        for rank, code in enumerate(listed, start=1):
            yield code, rank


def score_rows(words: Settings) -> Iterator[tuple[str, int, str, float | None, float | None]]:
    """Give subject, year group, assessment and the two thresholds, either of which may be missing.

    What a subject's line says of one year is laid over it.
    """
    for subject, line in words.get("score", {}).items():
        for year_group in range(7):
            mine = {**line, **line.get("year", {}).get(str(year_group), {})}
            yield subject, year_group, mine["assessment"], mine.get("expected"), mine.get("higher")


def stated_rows(words: Settings) -> Iterator[tuple[Any, ...]]:
    """Give what the expectation states for the school, for each subject and for each year."""
    stated = words.get("expectation", {})
    yield ("school", None, None, *_stated(stated))
    for subject, table in stated.get("subject", {}).items():
        yield ("subject", subject, None, *_stated(table))
    for year_group, table in stated.get("year", {}).items():
        yield ("year", None, int(year_group), *_stated(table))


def _stated(table: Settings) -> Iterator[Any]:
    """Give the keys of one expectation table in order, blank where it says nothing."""
    for key in STATED:
        value = table.get(key)
        if key.endswith("_share") and value is not None and not isinstance(value, list):
            value = [value] * 6
        if key == "counts" and isinstance(value, Mapping):
            value = str(value["n_times"])
        yield value
