"""`ladders new-definition`: writes a definition to start from, with tests that run at once."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("new-definition")
@click.argument("name")
@click.option(
    "--out",
    default=".",
    show_default="this folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the two files go.",
)
def new_definition(name: str, out: Path) -> None:
    """Write NAME.py, a progress definition that works, and test_NAME.py beside it.

    Change the question, then the rule, then the tests. Nothing is written over.
    """
    from ladders_analysis.drafting import class_name, draft_definition

    written, tests = draft_definition(name, out)
    kind = class_name(name)
    click.echo(
        f"{written} holds a definition that works as it stands, and {tests} its tests.\n"
        f"What to do next:\n"
        f"  1. Open {written.name} and change the question, then the outcomes, then the rule.\n"
        f"  2. Change the pupils in {tests.name}, and run it: pytest {tests}\n"
        f"  3. Put it to the test: ladders audit --definition {written}\n"
        f"  4. In a notebook beside it: from {name} import {kind}, and then\n"
        f'     la.compare(start, end, ["against_expectation", {kind}()])'
    )
