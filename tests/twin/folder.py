"""Writing a school folder: the tidy tables as CSV and the school's own words as TOML.

Both the random schools and the literal ones, worked by hand, are written through here, so that a
school in a test is nothing but plain tables and a plain dictionary of settings.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def write_table(path: Path, rows: Sequence[Row], columns: Iterable[str]) -> None:
    """Write rows as a tidy CSV with exactly these columns, blanks where a row says nothing."""
    names = list(columns)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        for row in rows:
            writer.writerow([_cell(row.get(name)) for name in names])


def write_settings(path: Path, settings: Mapping[str, object]) -> None:
    """Write a dictionary of settings as TOML: plain keys first, then the tables."""
    path.write_text("\n".join(_table_lines((), settings)) + "\n", encoding="utf-8")


def _cell(value: Any) -> str:
    """Write one value as a CSV cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _table_lines(name: tuple[str, ...], table: Mapping[str, object]) -> list[str]:
    """Write one TOML table, its own keys before the tables inside it."""
    plain = {key: value for key, value in table.items() if not _is_table(value)}
    lines = [f"[{_dotted(name)}]"] if name and (plain or not table) else []
    lines += [f"{_key(key)} = {_inline(value)}" for key, value in plain.items()]
    for key, value in table.items():
        if isinstance(value, Mapping) and _is_table(value):
            lines += ["", *_table_lines((*name, key), value)]
        elif isinstance(value, list) and _is_table(value):
            for entry in value:
                lines += ["", f"[[{_dotted((*name, key))}]]"]
                lines += [f"{_key(inner)} = {_inline(item)}" for inner, item in entry.items()]
    return lines


def _is_table(value: object) -> bool:
    """Tell whether a value is written under its own heading.

    A dictionary is, unless it is a rule such as ``{n_times = 2}``; so is a list of academic years
    or points. A list of overall code tables is written in line.
    """
    if isinstance(value, Mapping):
        return "n_times" not in value
    if not isinstance(value, list):
        return False
    return any(isinstance(entry, Mapping) and {"ends", "on"} & set(entry) for entry in value)


def _dotted(name: Iterable[str]) -> str:
    """Join the parts of a table's name."""
    return ".".join(_key(part) for part in name)


def _key(name: str) -> str:
    """Quote a key that is not a bare TOML key."""
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else f'"{name}"'


def _inline(value: object) -> str:
    """Write one value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_inline(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_inline(entry) for entry in value) + "]"
    return repr(value)
