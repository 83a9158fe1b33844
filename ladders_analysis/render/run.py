"""Notebooks run from top to bottom in fresh kernels, as a reader would run them.

Every notebook gets a kernel of its own, with the Python that runs now, and finds the school folder
in `LADDERS_SCHOOL`. At most two run at a time; nothing is stored, neither outputs nor history.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from traitlets import default
from traitlets.config import Config

from ladders_analysis import errors
from ladders_analysis.places import SCHOOL_VARIABLE
from ladders_analysis.render.problems import PageError, Place

AT_A_TIME = 2
CELL_SECONDS = 600
# Sockets in a private folder where there are such: no port that others on the machine could hear.
TRANSPORT = "tcp" if sys.platform == "win32" else "ipc"
Progress = Callable[[int, int, str], None]


class ThisPython(KernelSpecManager):
    """Kernel specifications that all mean the Python running now."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Give the specification, whatever name a notebook was stored with."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python",
            language="python",
            resource_dir="",
        )


class FreshKernel(AsyncKernelManager):
    """A kernel of the Python running now."""

    @default("kernel_spec_manager")
    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return ThisPython(parent=self)

    @default("transport")
    def _transport_default(self) -> str:
        return TRANSPORT


@dataclass
class _Tally:
    """Cells done and cells to do, over all notebooks."""

    total: int
    tell: Progress | None
    done: int = 0

    def __post_init__(self) -> None:
        """Prepare for being told from two threads."""
        self._lock = threading.Lock()

    def step(self, name: str) -> None:
        """Count one cell."""
        with self._lock:
            self.done += 1
            if self.tell is not None:
                self.tell(self.done, self.total, name)


def run_notebooks(
    paths: Sequence[Path],
    folder: Path,
    *,
    progress: Progress | None = None,
    may_fall_silent: bool = False,
) -> list[NotebookNode]:
    """Run notebooks on a school folder.

    Parameters
    ----------
    paths
        The notebooks.
    folder
        The school folder.
    progress
        Told the number of cells done, the number in all and the notebook's name after each cell.
    may_fall_silent
        Whether a notebook whose question needs more assessment points than the school has ends
        with a sentence that says so; otherwise that is an error like any other.

    Returns
    -------
    list of NotebookNode
        The executed notebooks, in the order given; the files are unchanged.

    Raises
    ------
    ReleaseError
        When a cell's release was refused, with the reason.
    PageError
        When a notebook cannot be read or a cell ends in an error, with the cell's number.
    """
    notebooks = [_read(path) for path in paths]
    cells = [_code_cells(notebook) for notebook in notebooks]
    tally = _Tally(sum(map(len, cells)), progress)
    clients: list[NotebookClient] = []
    with tempfile.TemporaryDirectory(prefix="ladders-") as private:
        environment = os.environ | {
            SCHOOL_VARIABLE: str(folder.absolute()),
            "IPYTHONDIR": private,  # nobody's own start-up files, and no history kept
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        pool = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="notebook")
        try:
            jobs = [
                pool.submit(
                    _run,
                    notebook,
                    path,
                    environment,
                    f"{private}/{number}",
                    tally,
                    clients,
                    may_fall_silent,
                )
                for number, (notebook, path) in enumerate(zip(notebooks, paths, strict=True))
            ]
            return [job.result() for job in jobs]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for client in clients:
                _stop(client)
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _read(path: Path) -> NotebookNode:
    """Read a notebook."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as error:
        raise PageError(
            f"{path.name} cannot be read as a notebook ({type(error).__name__}). Open it in "
            "JupyterLab and save it again, or take it from the project afresh."
        ) from None


def _code_cells(notebook: NotebookNode) -> list[int]:
    """Give the places of a notebook's cells of code."""
    return [
        place
        for place, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and cell.source.strip()
    ]


def _run(
    notebook: NotebookNode,
    path: Path,
    environment: dict[str, str],
    sockets: str,
    tally: _Tally,
    clients: list[NotebookClient],
    may_fall_silent: bool,
) -> NotebookNode:
    """Run one notebook in a kernel of its own."""
    failed: list[int] = []

    def done(cell: NotebookNode, cell_index: int, **_: Any) -> None:
        if cell.cell_type == "code":
            tally.step(path.stem)

    def broke(cell: NotebookNode, cell_index: int, **_: Any) -> None:
        failed.append(cell_index)

    client = NotebookClient(
        notebook,
        kernel_manager_class=FreshKernel,
        config=Config() if TRANSPORT == "tcp" else Config(FreshKernel={"ip": sockets}),
        timeout=CELL_SECONDS,
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_executed=done,
        on_cell_error=broke,
    )
    clients.append(client)
    try:
        return asyncio.run(client.async_execute(env=environment))
    except CellExecutionError as error:
        if may_fall_silent and error.ename == errors.TooFewPointsError.__name__:
            for _ in filter(lambda place: place > failed[-1], _code_cells(notebook)):
                tally.step(path.stem)
            return fallen_silent(notebook, failed[-1], error.evalue)
        place = _place(notebook, path, failed[-1] if failed else 0)
        raise _in_our_words(error, place) from None
    except CellTimeoutError:
        raise PageError(
            f"{path.stem}: a cell took longer than {CELL_SECONDS // 60} minutes and was stopped."
        ) from None
    except DeadKernelError:
        raise PageError(
            f"{path.stem}: the Python that ran it stopped, perhaps for want of memory."
        ) from None


def fallen_silent(notebook: NotebookNode, index: int, said: str) -> NotebookNode:
    """Let a notebook end with a sentence where the school's data cannot answer its question.

    Parameters
    ----------
    notebook
        The notebook, run up to the cell that could not be answered.
    index
        The place of that cell.
    said
        Why it could not.

    Returns
    -------
    NotebookNode
        What was answered, the sentence, and what to ask next.
    """
    cells = notebook.cells
    note = new_markdown_cell(f"**This page can say no more about this school.** {said}")
    notebook.cells = [*cells[:index], note, *cells[max(index + 1, len(cells) - 1) :]]
    return notebook


def _place(notebook: NotebookNode, path: Path, index: int) -> Place:
    """Name a cell of code by its place."""
    code = sum(cell.cell_type == "code" for cell in notebook.cells[: index + 1])
    return Place(path.stem, index + 1, code)


def _in_our_words(error: CellExecutionError, place: Place) -> errors.LaddersError:
    """Say what went wrong in a cell; an error not our own may quote a child, so only its kind."""
    kind = getattr(errors, error.ename, None)
    if isinstance(kind, type) and issubclass(kind, errors.LaddersError):
        made: errors.LaddersError = kind(f"{place}: {error.evalue}")
        return made
    return PageError(
        f"{place} ended in an error ({error.ename}). Open the notebook with `ladders explore` and "
        "run it to see the whole message."
    )


def _stop(client: NotebookClient) -> None:
    """End a client's kernel at once, so that its thread ends."""
    provisioner = getattr(client.km, "provisioner", None)
    process = getattr(provisioner, "process", None)
    if process is not None and process.poll() is None:
        os.kill(process.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
