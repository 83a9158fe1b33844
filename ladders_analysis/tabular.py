"""Tables that leave the toolkit: printed for reading, or written as CSV or Parquet.

A spreadsheet runs text that begins like a formula. Names and notes come from people, so such text
is written with an apostrophe before it, which keeps it text and which our own reader takes off.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ladders_analysis.errors import LaddersError
from ladders_analysis.spreadsheet_text import held_as_text
from ladders_analysis.writing import whole_file

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = (".csv", ".parquet")


def check_ending(path: Path) -> None:
    """Refuse a file name that says no format we write.

    Parameters
    ----------
    path
        The file to be written.

    Raises
    ------
    LaddersError
        When its ending is neither `.csv` nor `.parquet`.
    """
    if path.suffix.lower() not in ENDINGS:
        raise LaddersError(
            f'"{path.name}" does not end in .csv or .parquet. Name the file by the format you want.'
        )


def safe_for_spreadsheets(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    Parameters
    ----------
    table
        Any table; columns of numbers and dates are left as they are.

    Returns
    -------
    DataFrame
        A copy in which no text, and no column's name, begins like a formula.

    Examples
    --------
    >>> import pandas as pd
    >>> safe_for_spreadsheets(pd.DataFrame({"name": ["=1+1", "Ann"], "value": [-1, 2]}))
        name  value
    0  '=1+1     -1
    1    Ann      2
    """
    import pandas as pd

    made = table.copy()
    for column in made:
        values = made[column]
        if isinstance(values.dtype, pd.CategoricalDtype):
            values = values.astype(values.cat.categories.dtype)
        if pd.api.types.is_string_dtype(values.dtype) or values.dtype == object:
            made[column] = values.map(_as_text, na_action="ignore")
    return made.rename(columns=_as_text)


def _as_text(value: object) -> object:
    """Put an apostrophe before text that begins like a formula."""
    return held_as_text(value) if isinstance(value, str) else value


def write_table(table: pd.DataFrame, path: Path, *, private: bool = False) -> None:
    """Write a table to a file, whole or not at all.

    Parameters
    ----------
    table
        The table; its index is not written.
    path
        A file ending in `.csv` (UTF-8) or `.parquet`.
    private
        Whether only the owner may read it.

    Raises
    ------
    LaddersError
        When the ending is another, or the file cannot be written.
    """
    check_ending(path)
    with whole_file(path, private=private) as temporary:
        if path.suffix.lower() == ".csv":
            safe_for_spreadsheets(table).to_csv(temporary, index=False, lineterminator="\n")
        else:
            table.to_parquet(temporary, index=False)


def plain_table(table: pd.DataFrame) -> str:
    """Write a table for reading at a terminal.

    Parameters
    ----------
    table
        The table; its index is not shown.

    Returns
    -------
    str
        Columns side by side, shares as percentages, a dash where there is no value.

    Examples
    --------
    >>> import pandas as pd
    >>> print(plain_table(pd.DataFrame({"subject": ["Maths"], "pupils": [3], "share": [0.125]})))
    subject  pupils  share
    Maths         3  12.5%
    """
    import pandas as pd

    if table.empty:
        return "No rows: nobody is in scope at both points."
    columns: list[list[str]] = []
    for name in table:
        values = table[name]
        numeric = pd.api.types.is_numeric_dtype(values.dtype)
        share = numeric and (name == "share" or str(name).endswith("_share"))
        words = [str(name), *(_word(value, share) for value in values)]
        width = max(map(len, words))
        columns.append([word.rjust(width) if numeric else word.ljust(width) for word in words])
    return "\n".join("  ".join(row).rstrip() for row in zip(*columns, strict=True))


def _word(value: Any, share: bool) -> str:
    """Write one value."""
    import pandas as pd

    if pd.isna(value):
        return "–"
    if share and isinstance(value, float):
        return f"{100 * value:.1f}%"
    return f"{value:.10g}" if isinstance(value, float) else str(value).replace("\n", " ")
