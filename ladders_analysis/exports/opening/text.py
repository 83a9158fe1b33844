"""Text files as schools' systems write them: which encoding, which delimiter, which rows.

Nothing is guessed silently. What was found is stated in the load report, and where two answers
are equally good the school is asked. Cells come out exactly as written.
"""

from __future__ import annotations

import csv
import io
import re
import string
from collections import Counter
from dataclasses import dataclass

import charset_normalizer

from ladders_analysis.errors import ReadError

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SAMPLE_CHARACTERS = 200_000
SAMPLE_RECORDS = 60
BLOCK_LIMIT = 2**31 - 1
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with BOM"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_BINARY = (
    (b"PK\x03\x04", "an Excel workbook or zip"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_MARKS = frozenset(string.punctuation + " \t") - {'"'}
"""Characters that may stand between cells: one that quotes, or that words are made of, may not."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n')


@dataclass(frozen=True)
class Text:
    """A text file decoded: its text without a byte-order mark, and the encoding in words."""

    name: str
    text: str
    encoding: str
    certain: bool


def decode(name: str, data: bytes, stated: str | None = None) -> Text:
    r"""Decode a file's bytes.

    Parameters
    ----------
    name
        The file's name, for messages.
    data
        Its bytes.
    stated
        The encoding that school.toml states, if any.

    Returns
    -------
    Text
        `certain` is False where the bytes allow other encodings too.

    Raises
    ------
    ReadError
        It is not text, or not in the encoding stated.

    Notes
    -----
    In this order: the encoding stated, a byte-order mark, UTF-16 without one (every other byte
    is zero), UTF-8 where every byte obeys it, Windows-1252, and else what charset-normalizer
    holds likeliest.

    Examples
    --------
    >>> decode("class.csv", b"Zo\xeb O\x92Brien").text
    'Zoë O’Brien'
    """
    for magic, kind in _BINARY:
        if data.startswith(magic):
            raise ReadError(f"{name} is {kind}, not text. Export it again as CSV.")
    if stated is not None:
        try:
            return _text(name, _whole(data, stated), stated, True)
        except (ValueError, LookupError):
            raise ReadError(f"{name} is not in the stated encoding {stated!r}.") from None
    for mark, codec, words in _BOMS:
        if data.startswith(mark):
            try:
                return _text(name, data.decode(codec), words, True)
            except UnicodeDecodeError:
                raise ReadError(f"{name} begins as {words} but is damaged or cut off.") from None
    wide = _without_mark(data)
    if wide is not None:
        return _text(name, data.decode(wide, errors="strict"), "UTF-16 without BOM", False)
    try:
        return _text(name, data.decode("utf-8"), "UTF-8", True)
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not data[: error.start].isascii():
            raise ReadError(f"{name} is cut off within a letter. Export it again.") from None
    try:
        return _text(name, data.decode("cp1252"), "Windows-1252", False)
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(data[:SAMPLE_CHARACTERS]).best()
    try:
        if best is not None:
            return _text(name, _whole(data, best.encoding), best.encoding, False)
    except ValueError:
        pass
    raise ReadError(
        f"{name} is in no encoding we know. Save it as CSV UTF-8, or state `encoding` in its "
        f"[[export]] table."
    )


def _without_mark(data: bytes) -> str | None:
    """Return the UTF-16 codec for bytes that have every other byte zero, else None."""
    head = data[:4096]
    if len(data) % 2 or head.count(0) < len(head) // 4:
        return None
    codec = "utf-16-be" if head[0::2].count(0) > head[1::2].count(0) else "utf-16-le"
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return None
    return codec


def _whole(data: bytes, encoding: str) -> str:
    """Decode with any codec there is; some give half characters, which cannot be written again."""
    text = data.decode(encoding)
    text.encode("utf-8")
    return text


def _text(name: str, text: str, encoding: str, certain: bool) -> Text:
    head = text[:SAMPLE_CHARACTERS]
    if len(_CONTROL.findall(head)) * 50 > len(head):
        raise ReadError(f"{name} is not text. Export it again as CSV.")
    return Text(name, text.removeprefix("\ufeff"), encoding, certain)


def split_separator_line(text: str) -> tuple[str | None, str]:
    r"""Take off the line `sep=;` that Excel writes before some CSVs.

    Examples
    --------
    >>> split_separator_line("sep=;\na;b")
    (';', 'a;b')
    """
    match = _SEPARATOR_LINE.match(text)
    return (match[1], text[match.end() :]) if match else (None, text)


def find_delimiter(name: str, text: str, stated: str | None = None) -> str:
    r"""Find the character between cells.

    Parameters
    ----------
    name
        The file's name, for messages.
    text
        Its text.
    stated
        The delimiter that school.toml states, as a character or a word.

    Raises
    ------
    ReadError
        Two delimiters fit equally well, or the one stated is unknown.

    Notes
    -----
    For each candidate the first records are split; the one with the largest share of records of
    the same width (of two cells or more) wins, then the wider. One column: a comma.

    Examples
    --------
    >>> find_delimiter("class.csv", "pupil_id;name\n1;Ayo, B\n2;Lin, C\n")
    ';'
    """
    if stated is not None:
        by_word = {word: character for character, word in DELIMITERS.items()}
        delimiter = by_word.get(stated, stated)
        if delimiter not in _MARKS:
            allowed = ", ".join(by_word)
            raise ReadError(f"{name}: delimiter {stated!r} is not one of {allowed}.")
        return delimiter
    scores = {}
    for candidate in DELIMITERS:
        widths = [len(record) for record in _sample(text, candidate) if any(record)]
        wide = Counter(width for width in widths if width > 1)
        if wide:
            width, often = max(wide.items(), key=lambda item: (item[1], item[0]))
            scores[candidate] = (often / len(widths), width)
    if not scores:
        return ","
    best = max(scores.values())
    winners = [candidate for candidate, score in scores.items() if score == best]
    if len(winners) > 1:
        raise ReadError(
            f"{name}: {' and '.join(DELIMITERS[w] for w in winners)} fit equally well between "
            f"cells. State `delimiter` in its [[export]] table."
        )
    return winners[0]


def _sample(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(BLOCK_LIMIT)
    head = text[:SAMPLE_CHARACTERS]
    if len(text) > len(head) and "\n" in head:
        head = head[: head.rindex("\n")]
    records = []
    for record in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
        records.append(record)
        if len(records) == SAMPLE_RECORDS:
            break
    return records


def check_quotes(name: str, text: str, delimiter: str) -> None:
    r"""Refuse a file that ends inside a quoted cell: it was cut off.

    Raises
    ------
    ReadError
        A quote is opened and never closed; the message names its line.

    Examples
    --------
    >>> check_quotes("class.csv", 'id,name\n1,"Ayo', ",")
    Traceback (most recent call last):
    ...
    ladders_analysis.errors.ReadError: class.csv is cut off: a quote opened on line 2 is never
    closed. Export the file again, or close the quote.
    """
    if text.count('"') % 2 == 0:
        return
    opened: int | None = None
    before = {delimiter, "\n", "\r", ""}
    for match in re.finditer('"+', text):
        odd = len(match[0]) % 2 == 1
        if opened is None:
            starts = text[max(match.start() - 1, 0) : match.start()] in before
            opened = match.start() if starts and odd else None
        elif odd:
            opened = None
    if opened is not None:
        raise ReadError(
            f"{name} is cut off: a quote opened on line {text.count(chr(10), 0, opened) + 1} is "
            f"never closed. Export the file again, or close the quote."
        )
