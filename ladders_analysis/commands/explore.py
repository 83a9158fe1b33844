"""`ladders explore`: opens the notebooks on a school folder, in JupyterLab or as an app.

Notebooks are saved without their outputs, so that no pupil's name is ever stored in one, and the
server listens to this computer only, behind a random token.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from ladders_analysis.commands.choices import school_folder

# voila's stock templates ask another host for a font: the browser is told to ask nobody.
OWN_HOST = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'self'"
)


@click.command()
@school_folder
@click.option("--app", is_flag=True, help="As an app without code (needs voila).")
@click.option("--browser/--no-browser", default=True, help="Whether to open a browser.")
def explore(folder: Path, app: bool, browser: bool) -> None:
    """Open the notebooks on a school folder in JupyterLab, or with --app as an app."""
    from ladders_analysis.errors import ReadError
    from ladders_analysis.places import SCHOOL_VARIABLE, notebooks_folder

    if not folder.is_dir():
        raise ReadError(f"{folder} is not a folder. Name a school folder, or none for the sample.")
    if app and find_spec("voila") is None:
        raise ReadError(
            "The app needs voila, which is not installed. Install ladders_analysis with its extra "
            '"app", or leave out --app to use JupyterLab.'
        )
    notebooks = notebooks_folder()
    command = app_command(notebooks) if app else lab_command(notebooks)
    if not browser:
        command.append("--no-browser")
    environment = os.environ | {SCHOOL_VARIABLE: str(folder.absolute())}
    click.echo(f"Opening the notebooks on {folder}. Stop with Ctrl+C.", err=True)
    finished = subprocess.run(command, env=environment, check=False)
    click.get_current_context().exit(finished.returncode)


def lab_command(notebooks: Path) -> list[str]:
    """Give the command that opens JupyterLab on the notebooks.

    Parameters
    ----------
    notebooks
        The folder of notebooks.

    Returns
    -------
    list of str
        Listening to this computer only, asking no other computer for news, updates or extensions,
        and saving notebooks without outputs.
    """
    return [
        *(sys.executable, "-m", "jupyterlab", str(notebooks)),
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.contents_manager_class=ladders_analysis.commands.unsaved.WithoutOutputs",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]


def app_command(notebooks: Path) -> list[str]:
    """Give the command that serves the notebooks as an app.

    Parameters
    ----------
    notebooks
        The folder of notebooks.

    Returns
    -------
    list of str
        Listening to this computer only, behind a random token.
    """
    return [
        *(sys.executable, "-m", "voila", str(notebooks)),
        "--Voila.ip=127.0.0.1",
        "--Voila.auto_token=True",
        f"--Voila.tornado_settings={{'headers': {{'Content-Security-Policy': \"{OWN_HOST}\"}}}}",
    ]
