"""Words, keys and tables as TOML writes them, for what a school may paste into school.toml."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f']")


def toml_string(text: str) -> str:
    r"""Write text as a TOML string; one with backslashes as it is, where that can be.

    Examples
    --------
    >>> print(toml_string('Adm "No"'), toml_string(r"R[0-9]+\.[0-9]+"))
    "Adm \"No\"" 'R[0-9]+\.[0-9]+'
    """
    if "\\" in text and not _CONTROL.search(text):
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_key(text: str) -> str:
    """Write a key, in quotes where it needs them.

    Examples
    --------
    >>> toml_key("upn"), toml_key("Adm No")
    ('upn', '"Adm No"')
    """
    return text if _BARE.fullmatch(text) else toml_string(text)


def toml_value(value: object) -> str:
    """Write a value: text, a number, yes or no, a day, or a list or table of them on one line.

    Examples
    --------
    >>> toml_value(["Forename", "Surname"]), toml_value(True), toml_value({"a": 1})
    ('["Forename", "Surname"]', 'true', '{ a = 1 }')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{toml_key(str(k))} = {toml_value(v)}" for k, v in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(each) for each in value)}]"
    return toml_string(str(value))


def curriculum_table(file: str, reader: str, options: Mapping[str, object]) -> str:
    """Write a `[curriculum]` table.

    Examples
    --------
    >>> print(curriculum_table("maths.json", "case", {}))
    [curriculum]
    reader = "case"
    files = ["maths.json"]
    <BLANKLINE>
    """
    said = {"reader": reader, "files": [file], **options}
    lines = [f"{toml_key(key)} = {toml_value(value)}" for key, value in said.items()]
    return "\n".join(["[curriculum]", *lines]) + "\n"


def export_table(
    file: str, reader: str, options: Mapping[str, object], unsure: Mapping[str, str] | None = None
) -> str:
    """Write an `[[export]]` table.

    Parameters
    ----------
    file, reader, options
        What it says.
    unsure
        Options that the school must decide on, written as comments -> why.
    """
    unsure = unsure or {}
    lines = ["[[export]]", f"file = {toml_string(file)}", f"reader = {toml_string(reader)}"]
    plain = {key: value for key, value in options.items() if not isinstance(value, Mapping)}
    tables = {key: value for key, value in options.items() if isinstance(value, Mapping)}
    for key, value in plain.items():
        line = f"{toml_key(key)} = {toml_value(value)}"
        lines.append(f"# {line}  # {unsure[key]}" if key in unsure else line)
    for key, table in tables.items():
        lines += ["", f"[export.{toml_key(key)}]"]
        lines += [f"{toml_key(str(each))} = {toml_value(held)}" for each, held in table.items()]
    return "\n".join(lines) + "\n"
