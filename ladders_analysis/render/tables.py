"""Tables that can be read: a caption, column and row headers, and numbers a person would write.

Notebooks show plain pandas tables. On a page the same table gets a caption, headers that a screen
reader announces, a dash where there is no value, and percentages where a column holds shares.
"""

from __future__ import annotations

import re

import pandas as pd
from bs4 import BeautifulSoup, Tag

from ladders_analysis.english import percent

MANY_COLUMNS = 10
"""A table of more columns than this is set smaller, so that it fits a page."""
NUMBER = re.compile(r"[-−]?(0|[1-9][\d,]*)(\.\d+)?%?")
LONG_DECIMAL = re.compile(r"-?\d+\.\d{3,}(e[+-]?\d+)?")
MACHINE_NAME = re.compile(r"[a-z]+(_[a-z0-9]+)*")
MISSING = frozenset({"NaN", "NaT", "<NA>"})
YES_NO = {"True": "yes", "False": "no"}


def table_html(frame: pd.DataFrame, caption: str) -> str:
    """Write a table as accessible HTML.

    Parameters
    ----------
    frame
        Any table; an index without a name that merely counts rows is left out.
    caption
        What the table shows.

    Returns
    -------
    str
        A `<table>` with a caption and `th scope`, every cell escaped.

    Examples
    --------
    >>> html = table_html(pd.DataFrame({"subject": ["Maths"], "share": [0.5]}), "Maths now")
    >>> "<caption>Maths now</caption>" in html, '<th scope="row">Maths</th>' in html
    (True, True)
    >>> '<td class="ladders-number">50%</td>' in html
    True
    """
    written = frame.to_html(border=0, max_rows=None, max_cols=None)
    soup = BeautifulSoup(re.sub(r">\s+<", "><", str(written)), "html.parser")
    table = soup.find("table")
    if isinstance(table, Tag):
        make_accessible(table, caption=caption, soup=soup)
    return str(soup)


def make_accessible(table: Tag, *, caption: str, soup: BeautifulSoup) -> None:
    """Give a table a caption, headers with their scope, and readable cells, in place.

    Parameters
    ----------
    table
        Any HTML table: pandas' own, one from Markdown, one already accessible.
    caption
        Used only when the table has none.
    soup
        The tree it stands in.

    Notes
    -----
    Numbers and names are rewritten only in pandas' own tables (class `dataframe`): missing values
    become a dash, `share` and `…_share` columns whose values lie in 0–1 become percentages, longer
    decimals are shown to two places, True and False become yes and no, and column names lose
    their underscores. Two header rows (names of columns, names of the index) become one. A wide
    table scrolls within itself, by keyboard too.
    """
    frame = "dataframe" in (table.get("class") or [])
    if frame:
        _join_header_rows(table)
        _drop_row_numbers(table)
        _name_truncation(table)
    for name in ("border", "class", "style"):
        del table[name]
    for row in table.find_all("tr"):
        del row["style"]
    if frame:
        _write_cells(table)
    _set_scopes(table)
    if table.find("caption") is None:
        made = soup.new_tag("caption")
        made.string = caption
        table.insert(0, made)
    if max((len(row) for row in _rows(table, "thead")), default=0) > MANY_COLUMNS:
        table["class"] = "ladders-wide"
    _let_scroll(table, soup)


def _rows(table: Tag, part: str) -> list[list[Tag]]:
    """Give the cells of a table's head or body, row by row."""
    section = table.find(part)
    if not isinstance(section, Tag):
        return []
    return [
        [cell for cell in row.find_all(["th", "td"]) if isinstance(cell, Tag)]
        for row in section.find_all("tr")
        if isinstance(row, Tag)
    ]


def _text(cell: Tag) -> str:
    """Give the words of a cell."""
    return cell.get_text().strip()


def _join_header_rows(table: Tag) -> None:
    """Join pandas' two header rows (column names; index names) into one where nothing clashes."""
    rows = _rows(table, "thead")
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        return
    upper, lower = rows
    named = [bool(_text(cell)) for cell in lower]
    index_width = named.index(False) if False in named else len(named)
    if not index_width or any(named[index_width:]) or any(map(_text, upper[: index_width - 1])):
        return
    across = _text(upper[index_width - 1])  # what the columns are, where pandas was told
    for above, below in zip(upper[:index_width], lower, strict=False):
        above.string = _text(below)
    if across:
        upper[index_width - 1].string = f"{_text(lower[index_width - 1])}, by {across}"
    row = lower[0].parent
    if row is not None:
        row.decompose()


def _drop_row_numbers(table: Tag) -> None:
    """Take away an index that only counts rows, and let a column of names head the rows."""
    head, body = _rows(table, "thead"), _rows(table, "tbody")
    if not head or any(_text(row[0]) for row in head):
        return
    numbers = [_text(row[0]) for row in body]
    if any(row[0].name != "th" or len([c for c in row if c.name == "th"]) != 1 for row in body):
        return
    counted = [int(number) for number in numbers if number.isdecimal()]
    gap = "..." in numbers
    if len(counted) + gap != len(numbers) or (counted and counted[0] != 0):
        return
    if not gap and counted != list(range(len(counted))):
        return
    for row in (*head, *body):
        row[0].decompose()
    _choose_row_header([row[1:] for row in body])


def _choose_row_header(body: list[list[Tag]]) -> None:
    """Make the likeliest column the header of its rows: words first, and all different."""
    if not body or not body[0]:
        return
    columns = [[_text(row[place]) for row in body] for place in range(len(body[0]))]
    words = [
        place for place, column in enumerate(columns) if not any(map(NUMBER.fullmatch, column))
    ]
    unique = [place for place in words if len(set(columns[place])) == len(body)]
    place = (unique or words or [0])[0]
    for row in body:
        row[place].name = "th"


def _name_truncation(table: Tag) -> None:
    """Say in words that pandas left rows out."""
    beside = table.find_next_sibling("p")
    size = re.fullmatch(r"([\d,]+) rows × ([\d,]+) columns", _text(beside)) if beside else None
    if beside is not None and size is not None:
        beside.string = f"{size[1]} rows, {size[2]} columns; those marked … are not shown."


def _write_cells(table: Tag) -> None:
    """Write the names and values of a pandas table as a person would."""
    head, body = _rows(table, "thead"), _rows(table, "tbody")
    for cell in (cell for row in head for cell in row):
        if MACHINE_NAME.fullmatch(_text(cell)):
            cell.string = _text(cell).replace("_", " ")
    if not head or any(cell.has_attr("colspan") for cell in head[-1]):
        return
    names = [_text(cell) for cell in head[-1]]
    columns: list[list[Tag]] = [[] for _ in names]
    for row in body:
        # rows below a spanning header are shorter: count their columns from the right
        for place, cell in enumerate(reversed(row), start=1):
            columns[-place].append(cell)
    for name, title, column in zip(names, head[-1], columns, strict=True):
        _write_column(name, title, column)


def _write_column(name: str, title: Tag, column: list[Tag]) -> None:
    """Write one column: shares as percentages, short decimals, a dash for what is missing."""
    texts = [_text(cell) for cell in column]
    present = [text for text in texts if text not in MISSING and text != "..."]
    numeric = bool(present) and all(
        NUMBER.fullmatch(text) or LONG_DECIMAL.fullmatch(text) for text in present
    )
    shares = (
        numeric
        and (name == "share" or name.endswith(" share"))
        and all(0 <= float(text.replace(",", "").replace("−", "-")) <= 1 for text in present)
    )
    yes_no = bool(present) and all(text in YES_NO for text in present)
    for cell, text in zip(column, texts, strict=True):
        if text in MISSING:
            cell.string = "–"
        elif text == "...":
            cell.string = "…"
        elif shares:
            cell.string = percent(float(text))
        elif yes_no:
            cell.string = YES_NO[text]
        elif LONG_DECIMAL.fullmatch(text):
            cell.string = f"{float(text):.2f}".replace("-", "−")
        elif numeric and text.startswith("-"):
            cell.string = text.replace("-", "−")
    if numeric:
        for cell in (title, *column):
            cell["class"] = "ladders-number"


def _set_scopes(table: Tag) -> None:
    """Say for every header cell what it heads; a header without words is no header."""
    for part, one, many, span in (
        ("thead", "col", "colgroup", "colspan"),
        ("tbody", "row", "rowgroup", "rowspan"),
    ):
        for cell in (cell for row in _rows(table, part) for cell in row):
            for name in ("style", "valign", "halign"):
                del cell[name]
            if cell.name != "th":
                continue
            if not _text(cell):
                cell.name = "td"
                del cell["scope"]
            elif not cell.has_attr("scope"):
                cell["scope"] = many if cell.has_attr(span) else one


def _let_scroll(table: Tag, soup: BeautifulSoup) -> None:
    """Put a table into a region that scrolls, once, named by the table's caption."""
    parent = table.parent
    if parent is not None and "ladders-scroll" in (parent.get("class") or []):
        return
    caption = table.find("caption")
    region = soup.new_tag(
        "div",
        attrs={
            "class": "ladders-scroll",
            "role": "region",
            "tabindex": "0",
            "aria-label": _text(caption) if isinstance(caption, Tag) else "Table",
        },
    )
    table.wrap(region)
