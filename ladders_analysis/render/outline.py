"""The order of a page: one title, headings that step down one at a time, tables with a name.

Cells are written one by one, and a page is read from top to bottom. The outline walks through the
page with the reader and remembers which heading they last saw, so that every table can say what it
is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from ladders_analysis.render.tables import make_accessible

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Outline:
    """What a reader has seen so far of a page.

    Parameters
    ----------
    title
        The page's title: the first heading of the notebook; empty until it came.
    question
        The first paragraph below the title.
    """

    title: str = ""
    question: str = ""
    heading: str = ""
    level: int = 1
    tables: int = 0

    def take(self, soup: BeautifulSoup, *, may_title: bool) -> None:
        """Put the headings and tables of the next part of the page in order, in place.

        Parameters
        ----------
        soup
            The next part.
        may_title
            Whether its first heading may become the page's title (text cells only).
        """
        for tag in soup.find_all([*HEADINGS, "table", "p"]):
            if tag.name == "table":
                self.tables += 1
                make_accessible(tag, caption=self._caption(), soup=soup)
            elif tag.name == "p":
                if may_title and self.title and not self.question:
                    self.question = _words(tag)
            elif may_title and tag.name == "h1" and not self.title:
                self.title = _words(tag)
                tag.decompose()
            else:
                self._place(tag)

    def _place(self, tag: Tag) -> None:
        """Give a heading the level that follows the one before it."""
        self.level = min(max(int(tag.name[1]), 2), self.level + 1, 4)
        tag.name = f"h{self.level}"
        self.heading = _words(tag)

    def _caption(self) -> str:
        """Name a table after the heading it stands under, without the number of a step."""
        about = re.sub(r"^\d+\. ", "", self.heading or self.title)
        return f"Table {self.tables}: {about}" if about else f"Table {self.tables}"


def _words(tag: Tag) -> str:
    """Give the text of an element on one line."""
    return " ".join(tag.get_text(" ").split()).replace(" ?", "?").replace(" ,", ",")
