"""`ladders explore`: opens the notebooks on a school folder, in JupyterLab, or the explorer alone.

Either is served to this computer only, behind a random token, and ends with the command. Notebooks
are saved without their outputs, so that no pupil's name is ever stored in one.
"""

from __future__ import annotations

import os
import tomllib
from importlib.util import find_spec
from pathlib import Path

import click

from ladders_analysis.commands.choices import school_folder


@click.command()
@school_folder
@click.option("--app", is_flag=True, help="The explorer alone, without code (needs voila).")
@click.option("--browser/--no-browser", default=True, help="Whether to open a browser.")
def explore(folder: Path, app: bool, browser: bool) -> None:
    """Open the notebooks on a school folder in JupyterLab, or with --app the explorer alone."""
    from ladders_analysis.app.quick_imports import without_unused
    from ladders_analysis.app.stopping import until_stopped
    from ladders_analysis.errors import ReadError
    from ladders_analysis.places import SCHOOL_VARIABLE, notebooks_folder

    if not folder.is_dir():
        raise ReadError(f"{folder} is not a folder. Name a school folder, or none for the sample.")
    if app and find_spec("voila") is None:
        raise ReadError(
            "The app needs voila, which is not installed. Install ladders_analysis with its extra "
            '"app", or leave out --app to use JupyterLab.'
        )
    school = name_of_school(folder)
    os.environ[SCHOOL_VARIABLE] = str(folder.absolute())
    without_unused()
    what = "explorer" if app else "notebooks"
    click.echo(f"Opening the {what} on {folder}. Stop with Ctrl+C.", err=True)
    with until_stopped():
        if app:
            from ladders_analysis.app.serving import serve_explorer

            serve_explorer(school, browser)
        else:
            from ladders_analysis.app.lab import serve_lab

            serve_lab(notebooks_folder(), browser)


def name_of_school(folder: Path) -> str:
    """Give the name in `school.toml`, or say why the folder cannot be followed.

    Parameters
    ----------
    folder
        A school folder.

    Returns
    -------
    str
        Empty where the file names no school.

    Raises
    ------
    SettingsError
        `school.toml` is missing, or is not TOML.

    Notes
    -----
    Only a file that cannot be read waits for the whole reader of settings, which has the words.
    """
    try:
        settings = tomllib.loads((folder / "school.toml").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        from ladders_analysis.settings import read_settings

        return read_settings(folder).default.name
    school = settings.get("school")
    return str(school.get("name", "")) if isinstance(school, dict) else ""
