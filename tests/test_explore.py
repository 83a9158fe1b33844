"""JupyterLab and the app as `ladders explore` starts them: for this computer only, unsaved."""

from __future__ import annotations

import asyncio
import json
import signal
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from queue import Queue
from typing import Any

import nbformat
import psutil
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from served import served_app, served_lab

from ladders_analysis.app.lab import lab_options
from ladders_analysis.app.opening import open_browser
from ladders_analysis.cli import main
from ladders_analysis.commands.explore import name_of_school
from ladders_analysis.commands.unsaved import WithoutOutputs

needs_voila = pytest.mark.skipif(
    find_spec("voila") is None, reason='voila is not installed: it comes with the extra "app"'
)


def shown() -> nbformat.NotebookNode:
    """Give a notebook that has shown a pupil's name."""
    output = new_output("stream", name="stdout", text="Ann Other")
    code = new_code_cell("1 + 1", outputs=[output], execution_count=3)
    notebook = new_notebook(cells=[new_markdown_cell("# Title"), code])
    notebook.metadata["widgets"] = {"state": {"1": {"value": "Ann Other"}}}
    return notebook


def asked(place: str, token: str = "", body: dict[str, Any] | None = None) -> tuple[int, str, str]:
    """Ask a server; give its status, its security policy and its answer."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"token {token}"} if token else {}
    request = urllib.request.Request(place, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            policy = answer.headers.get("Content-Security-Policy", "")
            return answer.status, policy, answer.read().decode()
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, "", ""


def test_lab_is_for_whoever_holds_the_token_and_stops_with_its_kernels() -> None:
    """Stopped while a kernel starts: nothing that it started goes on, and it says so."""
    with served_lab() as served:
        base, token = served.url.split("/lab?token=")
        assert asked(f"{base}/api/kernels", body={})[0] == 403
        assert asked(f"{base}/api/kernels", token, {})[0] == 201
        started = served.started()
        assert started
        assert served.stop() == 0
        assert served.said.splitlines()[-1] == "Stopped."
        assert psutil.wait_procs(started, timeout=5)[1] == []


def test_lab_saves_no_outputs_and_asks_nobody() -> None:
    """What it is told when it starts."""
    told = lab_options(Path("notebooks"), browser=False)
    files = f"{WithoutOutputs.__module__}.{WithoutOutputs.__name__}"
    assert f"--ServerApp.contents_manager_class={files}" in told
    assert "--ServerApp.ip=127.0.0.1" in told
    assert "--LabApp.news_url=None" in told
    assert "--ServerApp.open_browser=False" in told


def test_the_files_themselves_are_saved_without_outputs(tmp_path: Path) -> None:
    """Whatever asks for saving, outputs, counts and widgets are not saved."""
    files = WithoutOutputs(root_dir=str(tmp_path))
    model = {"type": "notebook", "format": "json", "content": shown()}
    # In a thread of its own: browser tests may have left a loop running in this one.
    with ThreadPoolExecutor(1) as own_thread:
        own_thread.submit(lambda: asyncio.run(files.save(model, "three.ipynb"))).result()
    text = (tmp_path / "three.ipynb").read_text(encoding="utf-8")
    saved = nbformat.reads(text, as_version=4)
    assert "1 + 1" in text
    assert "Ann Other" not in text
    assert saved.cells[1].outputs == []
    assert saved.cells[1].execution_count is None
    assert "widgets" not in saved.metadata


@needs_voila
def test_the_app_is_for_whoever_holds_the_token_and_stops_with_its_kernels(tmp_path: Path) -> None:
    """It tells the browser to ask no other host; Ctrl+C ends it while its kernel starts."""
    (tmp_path / "school.toml").write_text("[school]\n", encoding="utf-8")
    with served_app(tmp_path) as served:
        base = served.url.partition("?")[0]
        page = asked(base)[2]
        assert "This page is not open here" in page
        status, policy, _ = asked(f"{base}voila/static/page.css")
        assert status == 200
        assert asked(f"{base}api/kernels/1-1-1-1-1", "wrong")[0] == 403
        policy = asked(f"{base}login")[1]
        assert policy.startswith("default-src 'self'")
        assert "unsafe-eval" not in policy
        started = served.started()
        assert len(started) == 1
        assert served.stop(signal.SIGINT) == 0
        assert served.said.splitlines()[-1] == "Stopped."
        assert psutil.wait_procs(started, timeout=5)[1] == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (None, "school.toml is missing"),
        ("[school", "school.toml is not TOML"),
        (b"\xff\xfe", "school.toml is not UTF-8"),
    ],
    ids=["missing", "not-toml", "not-text"],
)
@pytest.mark.parametrize("how", ["--app", "--no-browser"])
def test_a_folder_that_cannot_be_followed_is_told_before_anything_starts(
    tmp_path: Path, written: str | bytes | None, said: str, how: str
) -> None:
    """In the toolkit's own words, with the exit code of whatever cannot be done."""
    if written is not None:
        data = written.encode() if isinstance(written, str) else written
        (tmp_path / "school.toml").write_bytes(data)
    done = CliRunner().invoke(main, ["explore", str(tmp_path), how])
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Opening" not in done.stderr


def test_no_folder_is_told_too(tmp_path: Path) -> None:
    """A name mistyped."""
    done = CliRunner().invoke(main, ["explore", str(tmp_path / "shool")])
    assert done.exit_code == 2
    assert "is not a folder" in done.stderr


@pytest.mark.parametrize(
    ("written", "name"),
    [('[school]\nname = "Zoë’s"\n', "Zoë’s"), ("[school]\n", ""), ("", ""), ("school = 1\n", "")],
    ids=["named", "unnamed", "empty", "not-a-table"],
)
def test_the_page_has_the_schools_name(tmp_path: Path, written: str, name: str) -> None:
    """As `school.toml` has it, where it has one."""
    (tmp_path / "school.toml").write_text(written, encoding="utf-8")
    assert name_of_school(tmp_path) == name


def test_the_browser_is_sent_by_a_file_that_only_its_owner_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The token never stands on a command line."""
    sent: Queue[str] = Queue()
    monkeypatch.setattr("ladders_analysis.app.opening.webbrowser.open", sent.put)
    way = open_browser("http://127.0.0.1:1/?token=abc&x=1")
    try:
        assert "abc" not in way.as_uri()
        assert "token=abc&amp;x=1" in way.read_text(encoding="utf-8")
        assert way.stat().st_mode & 0o077 == 0
        assert sent.get(timeout=5) == way.as_uri()
    finally:
        way.unlink()
