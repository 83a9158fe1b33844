"""What HTML a page may hold: a short list, and nothing that is not on it.

Text from notebooks is turned into HTML with raw HTML switched off; HTML from outputs must already
be made of allowed elements. Everything passes the sanitiser last of all, so that what it lets
through is exactly what stands on the page.
"""

from __future__ import annotations

import re

import nh3
from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from ladders_analysis.render.problems import PageError, Place

ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "details": {"open"},
    "ol": {"start"},
    "*": {"class", "id", "role", "tabindex", "aria-label", "aria-labelledby", "aria-describedby"},
}
TAGS = frozenset(
    "a abbr blockquote br caption code dd details div dl dt em figcaption figure h2 h3 h4 hr img "
    "li ol p pre section small span strong sub summary sup table tbody td tfoot th thead tr "
    "ul".split()
)
# Elements whose meaning is looks alone: they are taken off, their text stays.
LOOKS = frozenset("b i u s font center tt colgroup col style".split())
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*( [A-Za-z][A-Za-z0-9_-]*)*")
RULES: dict[str, re.Pattern[str]] = {
    "src": re.compile(r"data:image/png;base64,[A-Za-z0-9+/]+={0,2}"),
    "href": re.compile(r"#[A-Za-z][\w-]*|[A-Za-z0-9][\w-]*\.html(#[A-Za-z][\w-]*)?"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
    "colspan": re.compile(r"[1-9]\d{0,3}"),
    "rowspan": re.compile(r"[1-9]\d{0,4}"),
    "width": re.compile(r"[1-9]\d{0,3}"),
    "height": re.compile(r"[1-9]\d{0,3}"),
    "start": re.compile(r"\d{1,4}"),
    "role": re.compile(r"region|note|group"),
    "tabindex": re.compile(r"0"),
    "id": IDENTIFIER,
    "aria-labelledby": IDENTIFIER,
    "aria-describedby": IDENTIFIER,
}
CLASS = re.compile(r"ladders-[a-z0-9-]+")

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(
    ["table", "smartquotes"]
)


def markdown_to_html(text: str) -> str:
    """Turn the text of a Markdown cell into HTML, raw HTML shown as the text it is.

    Parameters
    ----------
    text
        CommonMark with tables.

    Returns
    -------
    str
        HTML, not yet sanitised.

    Examples
    --------
    >>> markdown_to_html("Who is *behind*? <script>").strip()
    '<p>Who is <em>behind</em>? &lt;script&gt;</p>'
    """
    html: str = _MARKDOWN.render(text)
    return html


def sanitise(html: str) -> str:
    """Keep what is on the allow-list, and only that.

    Parameters
    ----------
    html
        An HTML fragment.

    Returns
    -------
    str
        The fragment made of allowed elements, attributes, classes and addresses.

    Examples
    --------
    >>> sanitise('<p onclick="x()" class="ladders-note bad">Hello <script>x</script></p>')
    '<p class="ladders-note">Hello </p>'
    """
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=_keep_attribute,
        clean_content_tags={"script", "style"},
        url_schemes={"data"},
        link_rel=None,
    )


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Give the value an attribute may have, or None."""
    if name == "class":
        return " ".join(word for word in value.split() if CLASS.fullmatch(word)) or None
    rule = RULES.get(name)
    return value if rule is None or rule.fullmatch(value.strip()) else None


def parse(html: str) -> BeautifulSoup:
    """Read an HTML fragment into a tree.

    Parameters
    ----------
    html
        An HTML fragment.

    Returns
    -------
    BeautifulSoup
        The tree, read with the standard library's parser.
    """
    return BeautifulSoup(html, "html.parser")


def refuse_foreign(soup: BeautifulSoup, place: Place) -> None:
    """Refuse elements that a page cannot show, rather than drop them without a word.

    Parameters
    ----------
    soup
        What a cell wants shown. Elements that are looks alone are unwrapped in place.
    place
        The cell, for the message.

    Raises
    ------
    PageError
        On an element outside the list, a picture that is not an embedded PNG or has no
        description, or a link that leads out of the pages.
    """
    for tag in soup.find_all(True):
        if not isinstance(tag, Tag) or tag.decomposed:
            continue
        if tag.name == "style":
            tag.decompose()
        elif tag.name in LOOKS:
            tag.unwrap()
        elif tag.name not in TAGS and tag.name not in {"h1", "h5", "h6"}:
            raise PageError(
                f"{place}: it shows HTML with <{tag.name}>, which a page may not hold. Show a "
                "table, text, or a picture through la.show(axes)."
            )
        elif tag.name == "img":
            _check_picture(tag, place)
        elif tag.name == "a" and tag.has_attr("href"):
            _check_link(tag, place)


def _check_picture(tag: Tag, place: Place) -> None:
    """Refuse a picture from elsewhere, or one that a blind reader could not read."""
    if not RULES["src"].fullmatch(str(tag.get("src", "")).strip()):
        raise PageError(
            f"{place}: a picture on a page must be an embedded PNG, and this one is not. "
            "Show it through la.show(axes)."
        )
    if not str(tag.get("alt", "")).strip():
        raise PageError(
            f"{place}: a picture has no description (alt text). Show it through la.show(axes), "
            "which describes a picture from its own numbers."
        )


def _check_link(tag: Tag, place: Place) -> None:
    """Point a link to a notebook at that notebook's page; refuse one that leads elsewhere."""
    target = re.sub(r"\.ipynb(?=#|$)", ".html", str(tag["href"]).removeprefix("./"))
    if not RULES["href"].fullmatch(target):
        raise PageError(
            f"{place}: a link leads out of the pages. A page links only to the other pages "
            "(02_what_has_moved.ipynb) and within itself (#heading); write the address as text."
        )
    tag["href"] = target
