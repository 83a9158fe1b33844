"""Where the toolkit keeps what it brings along: its notebooks and its made-up school.

An installed copy carries both inside the package; someone who picks up the project finds them in
the project's own folders. Everyone else asks here and need not know which of the two it is.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from ladders_analysis.errors import LaddersError

PACKAGE = "ladders_analysis"
SCHOOL_VARIABLE = "LADDERS_SCHOOL"


def notebooks_folder() -> Path:
    """Give the folder that holds the curated notebooks.

    Returns
    -------
    Path
        `_notebooks` inside an installed package, else `notebooks` of the project.

    Raises
    ------
    LaddersError
        When neither is there.
    """
    return _find("_notebooks", "notebooks", "the curated notebooks")


def sample_folder() -> Path:
    """Give the school folder of the made-up school.

    Returns
    -------
    Path
        `_sample` inside an installed package, else `data/sample` of the project.

    Raises
    ------
    LaddersError
        When neither is there.
    """
    return _find("_sample", "data/sample", "the sample school")


def school_folder() -> Path:
    """Give the school folder to work on where nobody names one.

    Returns
    -------
    Path
        What `LADDERS_SCHOOL` says (`ladders render` and `ladders explore` set it for their
        notebooks), else the made-up school.

    Raises
    ------
    LaddersError
        When neither is there.
    """
    named = os.environ.get(SCHOOL_VARIABLE)
    return Path(named) if named else sample_folder()


def _find(packaged: str, in_project: str, what: str) -> Path:
    """Look in the package first, then in the project around it."""
    package = Path(str(files(PACKAGE)))
    for folder in (package / packaged, package.parent / in_project):
        if folder.is_dir():
            return folder
    raise LaddersError(
        f"This copy of ladders_analysis does not hold {what} (looked for {packaged} in the "
        f"package and {in_project} beside it). Install it again, or work in a full copy of the "
        "project."
    )
