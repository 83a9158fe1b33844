"""The last look at a governors' page: whether it names anybody.

The finished bytes are searched for every pupil that was loaded, by name, UPN and pupil id, and for
the folder and the user it was made in. One hit refuses the page; the message says what kind of
thing was found and where, never whom.

Notes
-----
Rules, which DESIGN and PRIVACY leave to this module:

- *Full names*: all words of a name next to each other, in any rotation ("Reading, Rose Ann"), the
  first and last word alone where there are more, in either order, with hyphens and apostrophes
  kept, dropped or as spaces, or written as one word. The end of a sentence, a colon or the end of
  a paragraph between two words separates them: "how many rose. Reading …" names nobody.
- *Names of one word* count where they are all that an element or attribute says, or follow a label
  ("pupil", "name").
- *UPNs*: thirteen characters as a whole word, also written with spaces.
- *Pupil ids* count as whole words. Ids shorter than four characters, and numbers of up to four
  digits (which look like years and counts), count only where they are labelled: after "pupil",
  "id", "UPN", "admission number" and the like, as the whole of an `id`, `name`, `title`, `value`,
  `alt`, `aria-label` or `data-…` attribute, or in a table column so headed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from ladders_analysis.errors import ReleaseError
from ladders_analysis.render.evidence import Text, fold, texts
from ladders_analysis.render.identities import WORD, Identities

BREAK = re.compile(r"[.!?:;…]\s|¶")
UPN = re.compile(r"(?<![^\W_])[a-z](?:[\s-]?\d){11}[\s-]?[a-z0-9](?![^\W_])")
LABELLED = re.compile(
    r"(?:(?P<before>\w+)\s+)?(?<![^\W_])(?:pupil|child|name|upn|admission|adm|identifier|id|mis)"
    r"(?:[ _-]?(?:id|no|number|ref|name))?[\s:#=.]{1,3}(?P<value>[^\s<>\"',;:()]+)"
)
COUNTING = frozenset("1 a an any each every one per the this that".split())
ATTRIBUTE = re.compile(
    r"\s(?:id|name|title|value|alt|aria-label|content|data-[\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)",
    re.I,
)
HEADED = re.compile(
    r"(?:pupil|child|upn|admission|mis|id|name|full)?[ _]?"
    r"(?:pupil|child|id|no|number|ref|name|identifier|upn)"
)
FOREIGN_PATH = re.compile(r"file:/|/(?:home|users)/[\w.-]|[a-z]:\\(?:users|documents)", re.I)


class Finding(NamedTuple):
    """What a page gives away, in words that do not repeat it."""

    what: str
    where: str


def scan(page: bytes, identities: Identities) -> tuple[Finding, ...]:
    """Search a finished page for everybody it may not name.

    Parameters
    ----------
    page
        The bytes as they would be written.
    identities
        Whom and what to look for.

    Returns
    -------
    tuple of Finding
        Each kind of thing found and where, without its value; empty when there is nothing.

    Examples
    --------
    >>> who = Identities.collect(names=["Rose Reading"])
    >>> scan("<p>Reading, ROSE</p>".encode(), who)
    (Finding(what="a pupil's full name", where="the page's words"),)
    >>> scan(b"<p>How many rose. Reading is strong.</p>", who)
    ()
    """
    found: dict[str, str] = {}
    for text in texts(page):
        for what in _named_in(text, identities):
            # the words a person reads are the better place to name than the source
            if what not in found or text.where == "the page's words":
                found[what] = text.where
    for what in _named_alone(page.decode("utf-8", "replace"), identities):
        found.setdefault(what, "an element, attribute or column of its own")
    return tuple(Finding(what, where) for what, where in sorted(found.items()))


def refuse(findings: Iterable[Finding], *, place: str) -> None:
    """Refuse a page that names somebody.

    Parameters
    ----------
    findings
        What `scan` found.
    place
        Where in the notebook, in words.

    Raises
    ------
    ReleaseError
        When there is any finding; the message does not repeat it.
    """
    listed = "; ".join(f"{finding.what} in {finding.where}" for finding in findings)
    if listed:
        raise ReleaseError(
            f"The governors' page was not written: it holds {listed} ({place}). The value is not "
            "repeated here. Take it out of the text, of the release, or of school.toml, and "
            "render again."
        )


def _named_in(text: Text, identities: Identities) -> Iterator[str]:
    """Say which kinds of identity stand in a text."""
    folded = fold(text.text)
    if _holds_name(folded.replace("'", ""), identities) or _holds_name(
        folded.replace("'", " "), identities
    ):
        yield "a pupil's full name"
    words = set(WORD.findall(folded))
    spaced = {re.sub(r"[\s-]", "", upn) for upn in UPN.findall(folded)}
    if not identities.codes.isdisjoint(words | spaced) or any(
        code in folded and re.search(rf"(?<![^\W_]){re.escape(code)}(?![^\W_])", folded)
        for code in identities.spelled
    ):
        yield "a UPN or pupil id"
    for label in LABELLED.finditer(folded):
        if label["before"] not in COUNTING:
            if label["value"].rstrip(".") in identities.labelled:
                yield "a pupil id"
            if label["value"].rstrip(".") in identities.single:
                yield "a pupil's name"
    paths = folded.replace("\\", "/")
    if FOREIGN_PATH.search(text.text) or any(
        re.search(rf"{re.escape(folder)}(?![\w-])", paths)
        for folder in identities.folders
        if folder in paths
    ):
        yield "a folder of this computer"
    user = re.escape(identities.user)
    if user and re.search(rf"(?:/{user}(?=/)|(?<![^\W_]){user}@)", paths):
        yield "the name of this computer's user"


def _holds_name(text: str, identities: Identities) -> bool:
    """Say whether the words of a full name stand next to each other, or as one word."""
    found = list(WORD.finditer(text))
    words = [match[0] for match in found]
    if not identities.joined.isdisjoint(words):
        return True
    for start, word in enumerate(words):
        for name in identities.by_first_word.get(word, ()):
            end = start + len(name)
            if tuple(words[start:end]) == name and not any(
                BREAK.search(text[found[k].end() : found[k + 1].start()])
                for k in range(start, end - 1)
            ):
                return True
    return False


def _named_alone(page: str, identities: Identities) -> Iterator[str]:
    """Say what an element, an attribute or a headed column gives away by itself."""
    soup = BeautifulSoup(page, "html.parser")
    alone = {fold(str(text).strip()) for text in soup.find_all(string=True)}
    alone |= {fold(value.strip("\"' ")) for value in ATTRIBUTE.findall(page)}
    if not identities.single.isdisjoint(alone):
        yield "a pupil's name"
    values = {fold(value.strip("\"' ")) for value in ATTRIBUTE.findall(page)}
    for table in soup.find_all("table"):
        if isinstance(table, Tag):
            values |= _headed_values(table)
    if not identities.labelled.isdisjoint(values):
        yield "a pupil id"


def _headed_values(table: Tag) -> set[str]:
    """Give the values of columns that are headed as ids or names."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    if not rows:
        return set()
    heads = [place for place, cell in enumerate(rows[0]) if HEADED.fullmatch(fold(_said(cell)))]
    return {fold(_said(row[place])) for row in rows[1:] for place in heads if place < len(row)}


def _said(cell: Tag) -> str:
    """Give the words of a cell."""
    return cell.get_text().strip()
