"""The app and JupyterLab as a person starts them: by the command, on a school folder."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

PATIENCE = 60.0
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*\?token=\w+")


@dataclass
class Served:
    """A server that the command started.

    Attributes
    ----------
    url
        The address it gave, token and all.
    process
        The command itself.
    log
        The file that holds what it said.
    """

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def said(self) -> str:
        """What the command said so far."""
        return self.log.read_text(encoding="utf-8")

    def started(self) -> list[psutil.Process]:
        """List the processes that the command started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, way: signal.Signals = signal.SIGTERM) -> int:
        """Tell the command to stop; give its exit code."""
        self.process.send_signal(way)
        return self.process.wait(PATIENCE)


@contextmanager
def served_app(folder: Path | None = None) -> Iterator[Served]:
    """Serve the explorer alone on a school folder, or on the sample school."""
    with _served("--app", folder) as served:
        yield served


@contextmanager
def served_lab(folder: Path | None = None) -> Iterator[Served]:
    """Serve the notebooks in JupyterLab on a school folder, or on the sample school."""
    with _served("", folder) as served:
        yield served


@contextmanager
def _served(how: str, folder: Path | None) -> Iterator[Served]:
    """Run the command with settings of its own until its address is known; end it afterwards."""
    with tempfile.TemporaryDirectory(prefix="served_") as own:
        home, log = Path(own), Path(own) / "said.txt"
        names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        settings = {name: str(home / name.lower()) for name in names}
        config = home / "jupyter_config_dir"
        # Whoever runs the tests may be root, which JupyterLab would rather not be.
        _write(config / "jupyter_server_config.json", {"ServerApp": {"allow_root": True}})
        # The notebooks opened are the project's own: a test leaves them as they are.
        manager = config / "lab" / "user-settings" / "@jupyterlab" / "docmanager-extension"
        _write(manager / "plugin.jupyterlab-settings", {"autosave": False})
        words = ["explore", *([str(folder)] if folder else []), *([how] if how else [])]
        with log.open("wb") as said:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    "from ladders_analysis.cli import main; main()",
                    *words,
                    "--no-browser",
                ],
                env=os.environ | settings,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
        try:
            yield Served(_address(process, log), process, log)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(PATIENCE)


def _write(path: Path, settings: dict[str, Any]) -> None:
    """Write settings where Jupyter looks for them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings), encoding="utf-8")


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait for the address."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        found = ADDRESS.search(log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"no address: {log.read_text(encoding='utf-8')}")
