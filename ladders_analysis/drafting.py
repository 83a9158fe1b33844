"""Beginning a definition of one's own: a file that works as it stands, with its tests beside it.

An analyst starts from something that runs, keeps the contract and holds in the audit, and changes
it step by step.
"""

from __future__ import annotations

import keyword
import re
import sys
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import jinja2

from ladders_analysis.definitions import known_definitions
from ladders_analysis.errors import LaddersError
from ladders_analysis.writing import write_whole

TEMPLATES = "templates_for_definitions"
LONGEST = 40
"""How long a name may be: it also names a file, and is printed beneath every figure."""


def draft_definition(name: str, folder: Path | str = ".") -> tuple[Path, Path]:
    """Write a definition to start from, and its tests.

    Parameters
    ----------
    name
        What to call it: small letters, digits and underscores, such as `key_gaps_closed`.
    folder
        Where the two files go; it is made when it is not there.

    Returns
    -------
    Path, Path
        `NAME.py`, a definition that works, and `test_NAME.py`.

    Raises
    ------
    LaddersError
        The name will not do or is taken, one of the files is there already, or the folder cannot
        be written.
    """
    _check(name)
    files = tuple(Path(folder) / file for file in (f"{name}.py", f"test_{name}.py"))
    for file in files:
        if file.exists():
            raise LaddersError(
                f"{file} is there already, and nothing is written over it. Choose another name or "
                "another folder, or move that file away first."
            )
    words = {
        "name": name,
        "title": name.strip("_").replace("_", " ").capitalize(),
        "kind": class_name(name),
        "review_year": date.today().year + 1,
    }
    for file, template in zip(files, ("definition.py.j2", "test_definition.py.j2"), strict=True):
        write_whole(file, _templates().get_template(template).render(words).encode("utf-8"))
    return files[0], files[1]


def class_name(name: str) -> str:
    """Name the class that holds a definition.

    Examples
    --------
    >>> class_name("key_gaps_closed")
    'KeyGapsClosed'
    """
    return "".join(part.capitalize() for part in name.split("_"))


def _check(name: str) -> None:
    """Refuse a name that Python, pytest or another definition would trip over."""
    told = f'A definition cannot be named "{name}"'
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise LaddersError(
            f"{told}: a name begins with a small letter and goes on with small letters, digits and "
            "underscores, such as key_gaps_closed; and it is no word of Python's own."
        )
    if len(name) > LONGEST:
        raise LaddersError(f"{told}: it is longer than {LONGEST} characters.")
    if name in known_definitions():
        raise LaddersError(f"{told}: there is one of that name already. Choose another name.")
    if name.startswith("test_"):
        raise LaddersError(f"{told}: files that begin with test_ hold tests. Leave out the test_.")
    if name in sys.stdlib_module_names or find_spec(name) is not None:
        raise LaddersError(
            f"{told}: Python has a module of that name, which the file would hide. Choose another "
            "name."
        )


@cache
def _templates() -> jinja2.Environment:
    """Open the two templates, which are packaged with the toolkit."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("ladders_analysis", TEMPLATES),
        autoescape=False,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
