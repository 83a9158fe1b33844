"""A notebook run where the tests run, cell by cell, as a reader sees it.

A kernel takes seconds to start and its own suite holds that notebooks run in one. Here the same
cells are run at once, so that every notebook can be tried on schools of every kind.
"""

from __future__ import annotations

import ast
import contextlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

from ladders_analysis.errors import TooFewPointsError
from ladders_analysis.render.run import fallen_silent


def spoken(path: Path) -> NotebookNode:
    """Run a notebook on the school that `LADDERS_SCHOOL` names, and give it with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    names: dict[str, Any] = {"__name__": "__main__"}
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        try:
            cell.outputs = _run(cell.source, names, f"{path.stem}, cell {place + 1}")
        except TooFewPointsError as error:
            return fallen_silent(notebook, place, str(error))
    return notebook


def _run(source: str, names: dict[str, Any], place: str) -> list[NotebookNode]:
    """Run a cell, and give what it printed and the value of its last line."""
    body = ast.parse(source, place).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), place, "exec"), names)
        value = None
        if last is not None:
            value = eval(compile(ast.Expression(last.value), place, "eval"), names)
    outputs = []
    if printed.getvalue():
        outputs.append(new_output("stream", name="stdout", text=printed.getvalue()))
    if value is not None:
        outputs.append(new_output("execute_result", data=_forms(value), execution_count=1))
    return outputs


def _forms(value: object) -> Mapping[str, Any]:
    """Give the forms in which a notebook shows a value."""
    plain = {"text/plain": repr(value)}
    if hasattr(value, "_repr_mimebundle_"):
        bundle = value._repr_mimebundle_()
        return bundle[0] if isinstance(bundle, tuple) else bundle
    html = value._repr_html_() if hasattr(value, "_repr_html_") else None
    return plain if html is None else {**plain, "text/html": html}
