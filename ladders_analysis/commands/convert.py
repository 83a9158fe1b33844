"""`ladders convert`: turns one export into the tidy files that everything else reads."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("export", metavar="EXPORT", type=click.Path(path_type=Path))
@click.option(
    "--reader", metavar="NAME", help="How to read it; else as school.toml or its content says."
)
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path)
)
def convert(export: Path, reader: str | None, out: Path) -> None:
    """Turn one export into tidy CSV files.

    Exit code 0: every row kept or accounted for. 1: some rows refused. 2: could not be read.
    """
    from ladders_analysis.checking.desk import Desk
    from ladders_analysis.commands.one_export import how_to_read
    from ladders_analysis.errors import ReadError
    from ladders_analysis.loading import read_export
    from ladders_analysis.schema import TABLES
    from ladders_analysis.tabular import write_table

    how = how_to_read(export, reader)
    for said in (*how.notes, how.because(), *how.asks()):
        click.echo(said, err=True, nl=bool(said))
    desk = Desk(None)
    for extract in read_export(export, how.reader, how.options):
        desk.receive(extract, export.name, 0, "")
    tables = {name: table for name, table in desk.tables().items() if len(table)}
    report = desk.report()
    if not tables:
        raise ReadError(f"{export.name} gave no rows to write. {report.brief()}")
    for name, table in tables.items():
        path = out / TABLES[name].file
        if path.exists() and path.samefile(export):
            raise ReadError(f"{path} is the export itself. Choose another folder for --out.")
        columns = [
            column
            for column in TABLES[name].order(table.columns)
            if column in TABLES[name].required or table[column].notna().any()
        ]
        write_table(table[columns], path, private=True)
        click.echo(f"{path}: {len(table):,} rows")
    click.echo(report.brief(), err=True)
    click.get_current_context().exit(report.exit_code)
