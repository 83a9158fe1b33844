"""From an executed notebook to a page: leaders' pages and the governors' page.

Both are nbconvert exporters, so that `jupyter nbconvert --to ladders-leaders` works as well as
`ladders render`. Code is never shown, nothing runs on the page, and nothing is asked of any other
computer. A governors' page is finished only when its bytes were searched for every pupil's name.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Unicode, default

from ladders_analysis.english import spoken_day
from ladders_analysis.errors import ReleaseError
from ladders_analysis.render.identities import Identities
from ladders_analysis.render.outline import Outline
from ladders_analysis.render.outputs import Shown, governors_outputs, leaders_outputs
from ladders_analysis.render.page import PageContext, write_page
from ladders_analysis.render.problems import PageError, Place
from ladders_analysis.render.sanitise import markdown_to_html, parse, refuse_foreign, sanitise
from ladders_analysis.render.scan import refuse, scan
from ladders_analysis.version import __version__


class PageExporter(Exporter):
    """What both kinds of page have in common."""

    audience: ClassVar[str] = ""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    output_mimetype = "text/html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Write the page of an executed notebook.

        Parameters
        ----------
        nb
            The notebook with its outputs.
        resources
            nbconvert's resources; `resources["ladders"]` may hold a `PageContext`. On return it
            also holds `title`, `question` and `left_out` (what the page does not show).
        **kw
            Passed on to nbconvert.

        Returns
        -------
        tuple
            The page, and the resources.

        Raises
        ------
        PageError
            Naming the cell whose output cannot be shown.
        """
        copy, resources = super().from_notebook_node(nb, resources, **kw)
        context = resources.get("ladders") or PageContext()
        context = self.complete(context)
        name = str(resources.get("metadata", {}).get("name") or "notebook")
        outline = Outline()
        parts: list[tuple[Place, str]] = []
        left_out: list[str] = []
        for place, cell in _cells(copy, name):
            shown = self.show_cell(cell, place)
            left_out += shown.left_out
            for part in shown.parts:
                soup = parse(part)
                refuse_foreign(soup, place)
                outline.take(soup, may_title=place.code_cell is None)
                parts.append((place, sanitise(str(soup)).strip()))
        extra = copy.metadata.get("ladders", {}).get("provenance", ())
        page = write_page(
            "page.html.j2",
            audience=self.audience,
            title=outline.title or name.replace("_", " "),
            body=Markup("\n".join(part for _, part in parts if part)),
            context=context,
            generated_on=spoken_day(context.generated_on or date.today()),
            version=__version__,
            provenance=(*context.provenance, *((extra,) if isinstance(extra, str) else extra)),
        )
        self.approve(page, context, parts)
        resources.update(title=outline.title or name, question=outline.question, left_out=left_out)
        return page, resources

    def complete(self, context: PageContext) -> PageContext:
        """Add what the page needs and was not told."""
        return context

    def show_cell(self, cell: NotebookNode, place: Place) -> Shown:
        """Give what the page shows of a cell."""
        if cell.cell_type == "code":
            return self.show_outputs(cell, place)
        if cell.cell_type == "markdown":
            if cell.get("attachments"):
                raise PageError(
                    f"{place} has a picture attached. Show pictures from code, where they are "
                    "described in words."
                )
            return Shown(parts=[markdown_to_html(cell.source)])
        return Shown(left_out=[f"{place}: raw text is not on the page."])

    def show_outputs(self, cell: NotebookNode, place: Place) -> Shown:
        """Give what the page shows of a code cell."""
        raise NotImplementedError

    def approve(self, page: str, context: PageContext, parts: Sequence[tuple[Place, str]]) -> None:
        """Refuse the finished page, or return."""


class LeadersExporter(PageExporter):
    """Pages for a school's leaders: pupils' names may stand on them, and they say so."""

    export_from_notebook = "Ladders: leaders' page (with names)"
    audience = "leaders"

    def show_outputs(self, cell: NotebookNode, place: Place) -> Shown:
        """Give tables, pictures and printed text."""
        return leaders_outputs(cell, place)


class GovernorsExporter(PageExporter):
    """The page for governors: text, and what was released; searched for names when finished."""

    export_from_notebook = "Ladders: governors' page (without names)"
    audience = "governors"

    school = Unicode(
        "",
        help="The school folder whose pupils the finished page is searched for.",
    ).tag(config=True)

    def complete(self, context: PageContext) -> PageContext:
        """Read whom the page may not name."""
        if context.identities is not None:
            return context
        if not self.school:
            raise ReleaseError(
                "A governors' page is searched for every pupil's name before it is written, and "
                "no school was named. Use `ladders render DIR --audience governors --out DIR`, or "
                "give nbconvert --GovernorsExporter.school=DIR."
            )
        from ladders_analysis.loading import load

        return replace(
            context, identities=Identities.of(load(self.school), folders=(self.school, os.getcwd()))
        )

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Write the governors' page, or refuse to release it.

        Parameters
        ----------
        nb
            The notebook with its outputs.
        resources
            As for every page.
        **kw
            Passed on to nbconvert.

        Returns
        -------
        tuple
            The page, and the resources.

        Raises
        ------
        ReleaseError
            Naming the cell that shows what was not released, or that names somebody.
        """
        try:
            return super().from_notebook_node(nb, resources, **kw)
        except PageError as error:
            raise ReleaseError(str(error)) from None

    def show_cell(self, cell: NotebookNode, place: Place) -> Shown:
        """Give the cell's text or releases; nothing is left out."""
        if cell.cell_type == "raw":
            raise ReleaseError(f"{place}: raw text. Make it a text cell, or take it out.")
        return super().show_cell(cell, place)

    def show_outputs(self, cell: NotebookNode, place: Place) -> Shown:
        """Give what was released."""
        return governors_outputs(cell, place)

    def approve(self, page: str, context: PageContext, parts: Sequence[tuple[Place, str]]) -> None:
        """Search the finished bytes for every identity, and name the cell it came from."""
        identities = context.identities
        if identities is None:
            raise ReleaseError("A governors' page is never written without searching it for names.")
        findings = scan(page.encode("utf-8"), identities)
        if findings:
            cells = [str(place) for place, part in parts if scan(part.encode("utf-8"), identities)]
            refuse(findings, place="; ".join(cells) or "in the title or the small print")


def _cells(nb: NotebookNode, name: str) -> list[tuple[Place, NotebookNode]]:
    """Count the cells as a reader does."""
    placed, code = [], 0
    for number, cell in enumerate(nb.cells, start=1):
        code += cell.cell_type == "code"
        placed.append((Place(name, number, code if cell.cell_type == "code" else None), cell))
    return placed
