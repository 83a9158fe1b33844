"""What may stand on a page, and what is refused with the name of its cell."""

from __future__ import annotations

import pytest

from ladders_analysis.render.problems import PageError, Place
from ladders_analysis.render.sanitise import markdown_to_html, parse, refuse_foreign, sanitise

HERE = Place("01_where", 4, 2)
PNG = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p>a<!-- Ann Other -->b</p>", "<p>ab</p>"),
        ('<p style="background:url(https://x.example/)">a</p>', "<p>a</p>"),
        ('<p onmouseover="alert(1)" data-name="Ann">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="https://x.example/">a</a>', "<a>a</a>"),
        ('<a href="data:text/html;base64,AAAA">a</a>', "<a>a</a>"),
        ('<img src="https://x.example/a.png" alt="a">', '<img alt="a">'),
        ('<img src="data:image/svg+xml;base64,AAAA" alt="a">', '<img alt="a">'),
        ('<div class="ladders-note jp-OutputArea">a</div>', '<div class="ladders-note">a</div>'),
        ('<div role="alert">a</div>', "<div>a</div>"),
        ("<iframe src=x></iframe><form><input></form>", ""),
        ("<p>a<svg><text>Ann</text></svg></p>", "<p>a</p>"),
    ],
)
def test_what_is_not_on_the_list_goes(hostile: str, left: str) -> None:
    """The sanitiser, which has the last word, takes away whatever is not allowed."""
    assert sanitise(hostile) == left


@pytest.mark.parametrize(
    "allowed",
    [
        f'<figure class="ladders-picture"><img src="{PNG}" alt="Bars."></figure>',
        '<table><caption>C</caption><thead><tr><th scope="col">a</th></tr></thead></table>',
        '<div class="ladders-scroll" role="region" tabindex="0" aria-label="C"><p>a</p></div>',
        '<a href="02_what_has_moved.html#reading">next</a>',
        "<details><summary>More</summary><p>a</p></details>",
    ],
)
def test_what_is_on_the_list_stays_as_it_is(allowed: str) -> None:
    """Pictures, tables, regions, links between pages and details pass unchanged."""
    assert sanitise(allowed) == allowed


def test_html_in_markdown_is_text() -> None:
    """A name such as <img onerror> in a text cell is shown, not run."""
    assert "<img" not in markdown_to_html("Pupil <img src=x onerror=alert(1)>")
    assert "<script" not in markdown_to_html("<script>alert(1)</script>")


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<script>x</script>", "<script>"),
        ("<svg></svg>", "<svg>"),
        ("<iframe></iframe>", "<iframe>"),
        ('<img src="https://x.example/a.png" alt="a">', "embedded PNG"),
        (f'<img src="{PNG}">', "no description"),
        (f'<img src="{PNG}" alt="  ">', "no description"),
        ('<a href="https://x.example/">x</a>', "leads out of the pages"),
        ('<a href="../../etc/passwd">x</a>', "leads out of the pages"),
    ],
)
def test_what_a_page_cannot_show_is_refused_by_cell(html: str, says: str) -> None:
    """Nothing of substance is dropped without a word: the cell is named instead."""
    with pytest.raises(PageError, match="01_where, cell 4") as caught:
        refuse_foreign(parse(html), HERE)
    assert says in str(caught.value)


def test_a_link_to_a_notebook_becomes_a_link_to_its_page() -> None:
    """Readers of pages have no notebooks."""
    soup = parse('<a href="./03_which_statements.ipynb#reading">x</a>')
    refuse_foreign(soup, HERE)
    assert str(soup) == '<a href="03_which_statements.html#reading">x</a>'


def test_elements_of_looks_alone_give_up_their_text() -> None:
    """Bold is not worth a refusal."""
    soup = parse("<div><style scoped>p{}</style><b>Ann</b></div>")
    refuse_foreign(soup, HERE)
    assert str(soup) == "<div>Ann</div>"
