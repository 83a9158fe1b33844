"""`ladders check`: reads a school folder or one export and says what became of every row."""

from __future__ import annotations

from pathlib import Path

import click

from ladders_analysis.commands.choices import school_folder


@click.command()
@school_folder
@click.option("--json", "as_json", is_flag=True, help="The report for programs to read.")
@click.option(
    "--show-values",
    is_flag=True,
    help="Say what stood in refused cells. That is children's data: keep the report to yourself.",
)
@click.option("--reader", metavar="NAME", help="How to read one export; else as school.toml says.")
def check(folder: Path, as_json: bool, show_values: bool, reader: str | None) -> None:
    """Read a school folder, or one export, and print the load report.

    Exit code 0: every row kept or accounted for. 1: some rows refused. 2: could not be read.
    """
    from ladders_analysis.commands.one_export import how_to_read
    from ladders_analysis.loading import check_file, load
    from ladders_analysis.report import RULES_SHOWN
    from ladders_analysis.tabular import plain_table

    if folder.is_dir():
        report = load(folder, show_values=show_values).load_report
    else:
        name, options = how_to_read(folder, reader)
        report = check_file(folder, name, options, show_values=show_values)
    if as_json:
        click.echo(report.to_json())
    else:
        click.echo(report.brief())
        rules = report.by_rule()
        if show_values and len(report.problems):
            click.echo("\n" + plain_table(report.problems))
        elif len(rules) > RULES_SHOWN:
            columns = ["severity", "rule", "file", "column", "count", "remedy"]
            click.echo("\n" + plain_table(rules[columns]))
    click.get_current_context().exit(report.exit_code)
