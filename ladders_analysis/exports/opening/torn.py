"""A last row whose line does not end: whole in many exports, cut in two in one that broke off.

Nothing in the file tells which. A date cut to 2025-12-1, a score cut from 103 to 10 and a word cut
to another word of the scale can all be read, so the row is named and the school asked to look.
"""

from __future__ import annotations

from ladders_analysis.report import Problem

RULE = "the last row does not end its line"


def ends_its_line(text: str) -> bool:
    r"""Say whether the last line of a text has an end, as all lines before it have.

    Examples
    --------
    >>> ends_its_line("id,score\n1,103\n"), ends_its_line("id,score\n1,10")
    (True, False)

    A single line has nothing to be compared with:

    >>> ends_its_line("id,score")
    True
    """
    return text.rstrip(" \t").endswith(("\n", "\r")) or not ("\n" in text or "\r" in text)


def torn_problems(file: str, row: int | None, sheet: str = "") -> list[Problem]:
    """Warn of a last row that may have been cut.

    Parameters
    ----------
    file
        Its name.
    row
        The row, as a spreadsheet counts; None where the file is whole.
    sheet
        The sheet or member of a bundle.
    """
    if row is None:
        return []
    return [
        Problem(
            file,
            RULE,
            "warning",
            "the file may have broken off within it: compare that row with the system it came "
            "from, or export the file again",
            sheet,
            row,
        )
    ]
