"""Notebooks that are saved without what they showed.

What a notebook shows may hold pupils' names. When it is saved, its code and text are kept and its
outputs, counts and widgets are not, so that nothing personal is stored, copied or committed.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager


class WithoutOutputs(AsyncLargeFileManager):
    """JupyterLab's files, with outputs taken out of notebooks as they are saved."""

    def run_pre_save_hooks(self, model: dict[str, Any], path: str, **kwargs: Any) -> None:
        """Take outputs out of a notebook about to be saved, then run any other hooks."""
        if model.get("type") == "notebook" and model.get("content"):
            strip(model["content"])
        super().run_pre_save_hooks(model, path, **kwargs)


def strip(notebook: dict[str, Any]) -> None:
    """Take outputs, counts and widgets out of a notebook, in place.

    Parameters
    ----------
    notebook
        A notebook, format 4.

    Examples
    --------
    >>> notebook = {"cells": [{"cell_type": "code", "outputs": [1], "execution_count": 3}]}
    >>> strip(notebook)
    >>> notebook
    {'cells': [{'cell_type': 'code', 'outputs': [], 'execution_count': None}]}
    """
    for cell in notebook.get("cells", []):
        if cell.get("cell_type") == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
    notebook.get("metadata", {}).pop("widgets", None)
