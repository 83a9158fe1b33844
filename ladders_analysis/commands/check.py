"""`ladders check`: reads a school folder or one export and says what became of every row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ladders_analysis.commands.choices import school_folder

if TYPE_CHECKING:
    from ladders_analysis.commands.one_export import HowToRead
    from ladders_analysis.report import LoadReport


@click.command()
@school_folder
@click.option("--json", "as_json", is_flag=True, help="The report for programs to read.")
@click.option(
    "--show-values",
    is_flag=True,
    help="Say what stood in refused cells. That is children's data: keep the report to yourself.",
)
@click.option(
    "--reader", metavar="NAME", help="How to read one export; else its content tells the format."
)
@click.option(
    "--page",
    metavar="FILE.html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report as a page too.",
)
def check(
    folder: Path, as_json: bool, show_values: bool, reader: str | None, page: Path | None
) -> None:
    """Read a school folder, or one export, and print the load report.

    The format of an export is told from its content, and why; for a table in no known format a
    column map is proposed. `ladders formats` lists what is known.

    Exit code 0: every row kept or accounted for. 1: some rows refused. 2: could not be read.
    """
    from ladders_analysis.loading import check_file, load
    from ladders_analysis.settings import SETTINGS_FILE

    recognised = {}
    name = folder.name
    if (folder / SETTINGS_FILE).is_file():
        school = load(folder, show_values=show_values)
        report, name = school.load_report, school.name
    else:
        how = _how_to_read(folder, reader)
        _tell(how, folder.name, as_json)
        report = check_file(folder, how.reader, how.options, show_values=show_values)
        recognised = {"recognised": how.as_json()} if how.format else {}
    if page is not None:
        _write_page(report, name, page)
    if as_json:
        told = json.loads(report.to_json()) | recognised
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, default=str))
    else:
        _print(report, show_values)
    click.get_current_context().exit(report.exit_code)


def _how_to_read(path: Path, reader: str | None) -> HowToRead:
    """Find out how to read one export; of a folder that is no bundle, say what it lacks."""
    from ladders_analysis.commands.one_export import how_to_read
    from ladders_analysis.errors import ReadError

    try:
        return how_to_read(path, reader)
    except ReadError:
        if path.is_dir():
            _say_what_is_missing(path)
        raise


def _say_what_is_missing(folder: Path) -> NoReturn:
    """Raise what keeps a folder that is no bundle from being read as a school's."""
    from ladders_analysis.errors import SettingsError
    from ladders_analysis.loading import load

    load(folder)
    raise SettingsError(f"{folder.name} is no school folder.")


def _tell(how: HowToRead, name: str, as_json: bool) -> None:
    """Say what a file looks like, what the school must say, and how a school folder reads it."""
    for note in how.notes:
        click.echo(f"Note: {note}", err=True)
    if as_json or how.format is None:
        return
    click.echo(how.because())
    export = how.export(name)
    if export:
        click.echo(f"In a school folder this reads it:\n\n{export}")
    for ask in how.asks():
        click.echo(f"Still to be said: {ask}")


def _write_page(report: LoadReport, name: str, page: Path) -> None:
    """Write the report as a page; with values in it, for the owner's eyes only."""
    from ladders_analysis.render.load_report import load_report_page
    from ladders_analysis.writing import write_whole

    html = load_report_page(report, name)
    write_whole(page, html.encode("utf-8"), private=report.show_values)
    click.echo(f"The report as a page: {page}", err=True)


def _print(report: LoadReport, show_values: bool) -> None:
    """Print the load report in words, and whatever it has too many of."""
    from ladders_analysis.report import RULES_SHOWN
    from ladders_analysis.tabular import plain_table

    click.echo(report.brief())
    rules = report.by_rule()
    if show_values and len(report.problems):
        click.echo("\n" + plain_table(report.problems))
    elif len(rules) > RULES_SHOWN:
        columns = ["severity", "rule", "file", "sheet", "column", "count", "remedy"]
        columns = [name for name in columns if name != "sheet" or rules[name].any()]
        click.echo("\n" + plain_table(rules[columns]))
