"""JupyterLab on the notebooks, in the process of the command that opens it.

It listens to this computer only, asks no other computer for news, updates or extensions, and saves
notebooks without what they showed.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from jupyterlab.labapp import LabApp

FOLDER = Path(str(files("ladders_analysis.app")))


def lab_options(notebooks: Path, browser: bool) -> list[str]:
    """Give the options by which JupyterLab serves the notebooks to this computer only.

    Parameters
    ----------
    notebooks
        The folder of notebooks.
    browser
        Whether to open a browser.

    Returns
    -------
    list of str
        As on a command line.

    Examples
    --------
    >>> "--ServerApp.ip=127.0.0.1" in lab_options(Path("notebooks"), browser=False)
    True
    """
    return [
        str(notebooks),
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.contents_manager_class=ladders_analysis.commands.unsaved.WithoutOutputs",
        "--ServerApp.kernel_websocket_connection_class="
        "ladders_analysis.app.prompt.PromptConnection",
        # Ctrl+C stops it without a question, and a kernel that is busy is not waited for.
        "--ServerApp.answer_yes=True",
        "--KernelManager.shutdown_wait_time=0.5",
        "--Application.log_level=WARN",
        f"--ServerApp.open_browser={browser}",
        # Without this it asks whether it may fetch news, which it may not.
        f"--LabApp.app_settings_dir={FOLDER / 'lab_settings'}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]


def serve_lab(notebooks: Path, browser: bool) -> None:
    """Serve the notebooks in JupyterLab until stopped.

    Parameters
    ----------
    notebooks
        The folder of notebooks.
    browser
        Whether to open a browser.
    """
    LabApp.launch_instance(lab_options(notebooks, browser))
