"""From a school folder to pages: leaders' pages with an index, or the one page for governors.

All notebooks are run and all pages made before the first is written, and each is written whole or
not at all: a notebook that fails leaves the folder as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pandas as pd

from ladders_analysis.english import spoken_day
from ladders_analysis.errors import LaddersError
from ladders_analysis.places import notebooks_folder
from ladders_analysis.render.exporter import GovernorsExporter, LeadersExporter
from ladders_analysis.render.identities import Identities
from ladders_analysis.render.load_report import TITLE, load_report_page
from ladders_analysis.render.page import PageContext, write_page
from ladders_analysis.render.run import Progress, run_notebooks
from ladders_analysis.version import __version__
from ladders_analysis.writing import write_whole

if TYPE_CHECKING:
    from ladders_analysis.school import School

Audience = Literal["leaders", "governors"]
GOVERNORS_NOTEBOOK = "governors"
INDEX = "index.html"
WHAT_WAS_READ = "what_was_read.html"


@dataclass(frozen=True)
class Rendered:
    """What was written.

    Parameters
    ----------
    pages
        The files, the one to open first in front.
    left_out
        One sentence for each output that a page does not show.
    """

    pages: tuple[Path, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class _Page:
    """A finished page, not yet written."""

    file: str
    title: str
    question: str
    html: str


def render(
    folder: str | Path,
    audience: Audience,
    out: str | Path,
    *,
    notebooks: Sequence[str | Path] | None = None,
    progress: Progress | None = None,
) -> Rendered:
    """Run the curated notebooks on a school folder and write pages.

    Parameters
    ----------
    folder
        The school folder.
    audience
        `leaders`: `out/leaders/*.html`, one page a notebook, one about what was read, and an
        `index.html` that links them.
        `governors`: `out/governors.html`.
    out
        Where the pages go.
    notebooks
        Other notebooks than the curated ones.
    progress
        Told the number of cells done, the number in all and the notebook's name after each cell.

    Returns
    -------
    Rendered
        The files written, and what they do not show.

    Raises
    ------
    ReleaseError
        When a governors' page would show what was not released, or name somebody.
    LaddersError
        When the folder cannot be read, a cell fails or a page cannot be written.
    """
    from ladders_analysis.loading import load

    folder = Path(folder)
    paths = curated(audience) if notebooks is None else [Path(path) for path in notebooks]
    school = load(folder)
    context = describe(school, folder, audience)
    executed = run_notebooks(
        paths, folder, progress=progress, may_fall_silent=audience == "leaders"
    )
    exporter = (GovernorsExporter if audience == "governors" else LeadersExporter)()
    left_out: list[str] = []
    pages: list[_Page] = []
    for path, notebook in zip(paths, executed, strict=True):
        resources = {"metadata": {"name": path.stem}, "ladders": context}
        html, told = exporter.from_notebook_node(notebook, resources)
        pages.append(_Page(f"{path.stem}.html", told["title"], told["question"], html))
        left_out += told["left_out"]
    if audience == "leaders":
        pages.append(_what_was_read(school))
    return Rendered(_write(pages, audience, Path(out), context), tuple(left_out))


def curated(audience: Audience) -> list[Path]:
    """Give the notebooks that make an audience's pages, in order.

    Parameters
    ----------
    audience
        `leaders`: every curated notebook but the governors'; `governors`: that one.

    Returns
    -------
    list of Path
        The notebooks.

    Raises
    ------
    LaddersError
        When there are none.
    """
    folder = notebooks_folder()
    found = [
        path
        for path in sorted(folder.glob("*.ipynb"))
        if (path.stem == GOVERNORS_NOTEBOOK) == (audience == "governors")
    ]
    if not found:
        raise LaddersError(f"{folder} holds no notebook for {audience}.")
    return found


def describe(school: School, folder: Path, audience: Audience) -> PageContext:
    """Collect what the pages say about themselves, and whom they may not name.

    Parameters
    ----------
    school
        The school as loaded.
    folder
        The school folder, whose path no governors' page may hold.
    audience
        Whom the pages are for.

    Returns
    -------
    PageContext
        The school's name, the day of the latest judgement or result, today.
    """
    days = [
        table[column].max()
        for table, column in (
            (school.judgements, "assessed_on"),
            (school.overall, "assessed_on"),
            (school.results, "taken_on"),
        )
        if len(table)
    ]
    latest = max((day for day in days if pd.notna(day)), default=None)
    context = PageContext(
        school=school.name,
        data_date="" if latest is None else spoken_day(latest.date()),
        generated_on=date.today(),
    )
    if audience == "governors":
        hidden = Identities.of(school, folders=[folder, Path.cwd()])
        return replace(context, identities=hidden)
    return replace(context, home=INDEX)


def _what_was_read(school: School) -> _Page:
    """Make the page about the data itself: what was read, what was not, how to mend it."""
    html = load_report_page(school.load_report, school.name, home=INDEX)
    return _Page(WHAT_WAS_READ, TITLE, "Is anything missing from these pages?", html)


def _write(
    pages: Sequence[_Page], audience: Audience, out: Path, context: PageContext
) -> tuple[Path, ...]:
    """Write finished pages; the index, which promises the others, last."""
    if audience == "governors":
        paths = [out / page.file for page in pages]
        for page, path in zip(pages, paths, strict=True):
            write_whole(path, page.html.encode("utf-8"))
        return tuple(paths)
    inside = out / "leaders"
    for page in pages:
        write_whole(inside / page.file, page.html.encode("utf-8"), private=True)
    index = write_page(
        "index.html.j2",
        audience=audience,
        title="Leaders’ pages",
        pages=pages,
        context=replace(context, home=""),
        generated_on=spoken_day(context.generated_on or date.today()),
        version=__version__,
        provenance=context.provenance,
    )
    write_whole(inside / INDEX, index.encode("utf-8"), private=True)
    return (inside / INDEX, *(inside / page.file for page in pages))
