"""JupyterLab and the app as `ladders explore` starts them: for this computer only, unsaved."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from ladders_analysis.commands.explore import app_command, lab_command
from ladders_analysis.commands.unsaved import WithoutOutputs


def shown() -> nbformat.NotebookNode:
    """Give a notebook that has shown a pupil's name."""
    output = new_output("stream", name="stdout", text="Ann Other")
    code = new_code_cell("1 + 1", outputs=[output], execution_count=3)
    notebook = new_notebook(cells=[new_markdown_cell("# Title"), code])
    notebook.metadata["widgets"] = {"state": {"1": {"value": "Ann Other"}}}
    return notebook


def started(command: list[str], folder: Path) -> subprocess.Popen[str]:
    """Start a server with settings of its own."""
    own = {name: str(folder / "jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    own["JUPYTER_RUNTIME_DIR"] = str(folder / "runtime")
    return subprocess.Popen(
        [*command, "--no-browser"],
        env=os.environ | own,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert isinstance(port, int)
    return port


def address(server: subprocess.Popen[str]) -> tuple[str, str]:
    """Read a server's address and token from what it says."""
    assert server.stderr is not None
    said = []
    for line in server.stderr:
        said.append(line)
        found = re.search(r"(http://[\w.:]+)\S*[?&]token=(\w+)", line)
        if found:
            return found[1], found[2]
    raise AssertionError("".join(said))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of notebooks with one in it."""
    inside = tmp_path / "notebooks"
    inside.mkdir()
    nbformat.write(shown(), inside / "one.ipynb")
    return inside


@pytest.fixture
def lab(folder: Path, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Start JupyterLab as the command does."""
    server = started([*lab_command(folder), "--allow-root", f"--port={free_port()}"], tmp_path)
    try:
        yield address(server)
    finally:
        stopped(server)


def stopped(server: subprocess.Popen[str]) -> None:
    """Stop a server and everything it holds open."""
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    if server.stderr is not None:
        server.stderr.close()


def test_lab_listens_here_behind_a_token_and_saves_no_outputs(
    lab: tuple[str, str], folder: Path
) -> None:
    """A notebook saved through the running server holds its code and nothing it showed."""
    base, token = lab
    assert base.startswith("http://127.0.0.1:")
    fetched(f"{base}/login")
    place = f"{base}/api/contents/two.ipynb"
    body = json.dumps({"type": "notebook", "format": "json", "content": shown()}).encode()
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(place, body, method="PUT"), timeout=10)
    refused.value.close()
    assert refused.value.code == 403
    allowed = urllib.request.Request(place, body, {"Authorization": f"token {token}"}, method="PUT")
    with urllib.request.urlopen(allowed, timeout=10) as answer:
        assert answer.status == 201
    saved = (folder / "two.ipynb").read_text(encoding="utf-8")
    assert "1 + 1" in saved
    assert "Ann Other" not in saved


def test_the_files_themselves_are_saved_without_outputs(folder: Path) -> None:
    """Whatever asks for saving, outputs, counts and widgets are not saved."""
    files = WithoutOutputs(root_dir=str(folder))
    model = {"type": "notebook", "format": "json", "content": shown()}
    # In a thread of its own: browser tests may have left a loop running in this one.
    with ThreadPoolExecutor(1) as own_thread:
        own_thread.submit(lambda: asyncio.run(files.save(model, "three.ipynb"))).result()
    saved = nbformat.read(folder / "three.ipynb", as_version=4)
    assert saved.cells[1].outputs == []
    assert saved.cells[1].execution_count is None
    assert "widgets" not in saved.metadata


def test_the_app_listens_here_behind_a_token_and_asks_nobody(folder: Path, tmp_path: Path) -> None:
    """Voila refuses without its token, and tells the browser to ask no other host."""
    if find_spec("voila") is None:
        pytest.skip('voila is not installed: it comes with the extra "app"')
    server = started([*app_command(folder), f"--port={free_port()}"], tmp_path)
    try:
        base, token = address(server)
        assert base.startswith("http://127.0.0.1:")
        assert "voila-tree-main" not in fetched(f"{base}/")[0]
        page, policy = fetched(f"{base}/?token={token}")
        assert "voila-tree-main" in page
        assert policy.startswith("default-src 'self'")
    finally:
        stopped(server)


def fetched(place: str) -> tuple[str, str]:
    """Fetch a page, once the server answers; give it with its security policy."""
    for _ in range(50):
        try:
            with urllib.request.urlopen(place, timeout=10) as answer:
                policy = answer.headers["Content-Security-Policy"]
                return answer.read().decode(), policy
        except urllib.error.HTTPError as error:
            error.close()
            return "", ""
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {place}")


def test_the_commands_use_this_python(folder: Path) -> None:
    """Not whichever jupyter happens to be first on the path."""
    assert lab_command(folder)[0] == app_command(folder)[0] == sys.executable
