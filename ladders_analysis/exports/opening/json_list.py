"""A list of flat records in JSON, as some systems answer a search: one object a pupil or result.

The list becomes a table whose headers are the keys. A key under which there are further lists or
objects is not a column, and the load report says so.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NoReturn

from ladders_analysis.errors import ReadError, nearest
from ladders_analysis.report import Problem

MOST_CHARACTERS = 20_000_000
"""Text of the largest file that is parsed; a thousand pupils take about 500,000."""
MOST_RECORDS = 500_000
MOST_CELLS = 8_000_000
"""Records × keys."""
_START = re.compile(r"\s*(\{\s*[\"}]|\[\s*[\]{])")


def looks_like_json(text: str) -> bool:
    """Say whether text begins as JSON with objects does.

    Examples
    --------
    >>> looks_like_json('{"value": []}'), looks_like_json("[Class],UPN")
    (True, False)
    """
    return _START.match(text[:1000]) is not None


def records_of(
    name: str, text: str, key: str | None = None
) -> tuple[list[list[str]], list[Problem]]:
    """Turn a list of flat objects into rows of text, the first of them the keys.

    Parameters
    ----------
    name, text
        The file.
    key
        The key under which the list stands; None: the only list of objects there is.

    Raises
    ------
    ReadError
        It is not JSON, holds no such list or several, is too large or too deep, has a key twice in
        one object, or a key that holds a value here and a list or an object there.

    Examples
    --------
    >>> records_of("a.json", '{"value": [{"UPN": "A1", "Mark": 30}, {"UPN": "A2"}]}')[0]
    [['UPN', 'Mark'], ['A1', '30'], ['A2', '']]
    """
    found = _list_of(name, _parsed(name, text), key)
    keys = list(dict.fromkeys(each for one in found for each in one))
    if len(found) * len(keys) > MOST_CELLS:
        raise ReadError(f"{name} has {len(found):,} records of {len(keys):,} keys: far too many.")
    nested, notes = [], []
    for each in keys:
        deep = [n for n, one in enumerate(found, start=1) if isinstance(one.get(each), dict | list)]
        if not deep:
            continue
        plain = sum(one.get(each) is not None for one in found) - len(deep)
        if plain:
            raise ReadError(
                f'{name}, record {deep[0]}: "{_said(each)}" holds a list or an object, '
                f"elsewhere a value. Export one value for each record."
            )
        nested.append(each)
        remedy = "it holds lists or objects, which are no cells; export one value for each record"
        notes.append(
            Problem(name, "key not read", "note", remedy, column=_said(each), count=len(deep))
        )
    headers = [each for each in keys if each not in nested]
    rows = [[_cell(one.get(each)) for each in headers] for one in found]
    if "\\ud" in text.casefold():
        _refuse_half_characters(name, [headers, *rows])
    return [headers, *rows], notes


def _parsed(name: str, text: str) -> object:
    """Parse JSON under limits, numbers as they are written."""
    if len(text) > MOST_CHARACTERS:
        raise ReadError(f"{name} is far larger than a school's list. It is not read.")
    count = 0

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal count
        count += 1
        if count > MOST_RECORDS:
            raise ReadError(f"{name} has more than {MOST_RECORDS:,} records. It is not read.")
        made = dict(pairs)
        if len(made) < len(pairs):
            twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
            raise ReadError(
                f'{name} has an object with the key "{_said(twice)}" twice. Remove one.'
            )
        return made

    def refuse(constant: str) -> NoReturn:
        raise ReadError(f"{name} holds {constant}, which is no JSON. Write null instead.")

    try:
        return json.loads(
            text,
            object_pairs_hook=object_of,
            parse_int=str,
            parse_float=str,
            parse_constant=refuse,
        )
    except json.JSONDecodeError as error:
        raise ReadError(
            f"{name} is not JSON that can be read: {error.msg}, line {error.lineno}. It may be "
            f"cut off: export it again."
        ) from None
    except RecursionError:
        raise ReadError(f"{name} is nested far too deep for a list of records.") from None


def _list_of(name: str, parsed: object, key: str | None) -> list[dict[str, Any]]:
    """Find the list of objects."""
    lists: dict[str, list[dict[str, Any]]] = {}
    for each, value in parsed.items() if isinstance(parsed, dict) else [("", parsed)]:
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            lists[str(each)] = value
    if key is not None:
        if key in lists:
            return lists[key]
        raise ReadError(
            f'{name} has no list of records under "{key}": {nearest(key, map(_said, lists))}.'
        )
    if len(lists) == 1:
        return next(iter(lists.values()))
    if lists:
        raise ReadError(
            f"{name} holds several lists: {', '.join(map(_said, lists))}. State `records` in "
            f"its [[export]] table: the one that is meant."
        )
    raise ReadError(f"{name} holds no list of records: nothing to read.")


def _cell(value: object) -> str:
    """Write a value as the text that a CSV would hold."""
    if isinstance(value, str):
        return value
    return str(value).upper() if isinstance(value, bool) else ""


def _said(key: str) -> str:
    """Write a key so that it can be printed, half characters and all."""
    return key.encode("utf-8", "backslashreplace").decode()


def _refuse_half_characters(name: str, rows: Iterable[Iterable[str]]) -> None:
    """Refuse an escape that is half a character: it could not be written again."""
    for number, row in enumerate(rows):
        try:
            "".join(row).encode()
        except UnicodeEncodeError:
            raise ReadError(f"{name}, record {number} holds half a character.") from None
