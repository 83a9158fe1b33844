"""Pages made from notebooks whose outputs are written out here, cell by cell."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)

from ladders_analysis.errors import ReleaseError
from ladders_analysis.render.exporter import GovernorsExporter, LeadersExporter
from ladders_analysis.render.identities import Identities
from ladders_analysis.render.page import PageContext
from ladders_analysis.render.problems import PageError

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00IEND\xaeB`\x82").decode()
PICTURE = (
    f'<figure class="ladders-picture"><img alt="A" src="data:image/png;base64,{PNG}"></figure>'
)
NOBODY = PageContext(generated_on=date(2026, 4, 1), identities=Identities.collect())
WIDGET = "application/vnd.jupyter.widget-view+json"
RELEASE = "application/vnd.ladders.release+json"


def shown(**bundle: Any) -> NotebookNode:
    """Give a display output; underscores stand for the slash in a MIME type."""
    data = {name.replace("_", "/"): value for name, value in bundle.items()}
    return new_output("display_data", data=data)


def released(html: str, **changes: Any) -> NotebookNode:
    """Give an output as the release door gives it."""
    record = {"sha256": hashlib.sha256(html.encode()).hexdigest()} | changes
    return new_output("display_data", data={RELEASE: record, "text/html": html})


def notebook(*outputs: NotebookNode, text: str = "# Where are we now?\n\nWho is behind?") -> Any:
    """Give a notebook of one text cell and one code cell."""
    code = new_code_cell("secret_source()", outputs=list(outputs))
    return new_notebook(cells=[new_markdown_cell(text), code])


def leaders(nb: Any) -> tuple[str, dict[str, Any]]:
    """Make a leaders' page."""
    context = PageContext(
        school="Example Primary", data_date="27 March 2026", generated_on=date(2026, 4, 1)
    )
    resources = {"metadata": {"name": "01_where"}, "ladders": context}
    return LeadersExporter().from_notebook_node(nb, resources)


def governors(nb: Any, context: PageContext = NOBODY) -> str:
    """Make a governors' page."""
    resources = {"metadata": {"name": "governors"}, "ladders": context}
    page = GovernorsExporter().from_notebook_node(nb, resources)[0]
    assert isinstance(page, str)
    return page


def test_a_page_says_what_it_is() -> None:
    """Language, title, one main heading, the warning about names, and the small print."""
    page, resources = leaders(notebook())
    soup = BeautifulSoup(page, "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == "en-GB"
    assert soup.title is not None
    assert soup.title.get_text() == "Where are we now? – Example Primary"
    assert [h1.get_text() for h1 in soup.find_all("h1")] == ["Where are we now?"]
    assert len(soup.find_all("main")) == 1
    assert "Contains pupils’ names." in soup.get_text()
    assert "Data to 27 March 2026. Page made on 1 April 2026" in soup.get_text()
    assert (resources["title"], resources["question"]) == ("Where are we now?", "Who is behind?")


def test_a_page_asks_nothing_of_anybody() -> None:
    """No script, no address outside, and a policy that allows only this very style sheet."""
    page, _ = leaders(notebook(shown(text_html=PICTURE)))
    assert "<script" not in page
    assert not re.search(r"https?://", page)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert policy is not None
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].replace("&#39;", "'").replace("&#43;", "+") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def test_code_is_never_shown() -> None:
    """A page holds no source."""
    assert "secret_source" not in leaders(notebook(shown(text_html="<p>a</p>")))[0]


def test_headings_step_down_one_at_a_time() -> None:
    """A notebook that skips levels, or has two titles, still reads in order."""
    nb = new_notebook(
        cells=[
            new_markdown_cell("# Title"),
            new_markdown_cell("#### Deep\n\n# Second title\n\n### Third"),
        ]
    )
    soup = BeautifulSoup(leaders(nb)[0], "html.parser")
    found = [(tag.name, tag.get_text()) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert found == [("h1", "Title"), ("h2", "Deep"), ("h2", "Second title"), ("h3", "Third")]


def test_a_table_is_named_after_its_heading() -> None:
    """Each table carries its number and the heading above it."""
    frame = pd.DataFrame({"cohort": ["Year 4"], "pupils": [3]})._repr_html_()
    nb = new_notebook(
        cells=[
            new_markdown_cell("# T\n\n## By cohort"),
            new_code_cell("x", outputs=[shown(text_html=frame), shown(text_html=frame)]),
        ]
    )
    soup = BeautifulSoup(leaders(nb)[0], "html.parser")
    assert [caption.get_text() for caption in soup.find_all("caption")] == [
        "Table 1: By cohort",
        "Table 2: By cohort",
    ]


def test_printed_text_is_shown_as_text() -> None:
    """What was printed stands in a pre, escaped."""
    page, _ = leaders(notebook(new_output("stream", name="stdout", text="210 <b>pupils</b>\n")))
    assert '<pre class="ladders-printed">210 &lt;b&gt;pupils&lt;/b&gt;</pre>' in page


def test_warnings_and_bare_values_are_left_out_and_said() -> None:
    """A page without them is complete; the person who renders is told."""
    page, resources = leaders(
        notebook(
            new_output("stream", name="stderr", text="/home/x/y.py:3: UserWarning"),
            new_output("execute_result", data={"text/plain": "<Axes: >"}, execution_count=1),
        )
    )
    assert "UserWarning" not in page
    assert "Axes" not in page
    assert len(resources["left_out"]) == 2
    assert "01_where, cell 2 (the code cell numbered 1)" in resources["left_out"][0]


def test_controls_stay_in_the_notebook_and_the_page_says_so_once() -> None:
    """Two controls in a row leave one sentence; the plain output beside them stays."""
    control = new_output("display_data", data={WIDGET: {"model_id": "1"}, "text/plain": "Dropdown"})
    page, _ = leaders(notebook(shown(text_html=PICTURE), control, control))
    assert page.count("ladders explore") == 1
    assert PICTURE in page
    assert "model_id" not in page


def test_a_control_that_brings_its_own_page_form_is_shown_by_it() -> None:
    """HTML beside a widget is the plain form of it."""
    both = new_output("display_data", data={WIDGET: {"model_id": "1"}, "text/html": "<p>plain</p>"})
    assert "<p>plain</p>" in leaders(notebook(both))[0]


@pytest.mark.parametrize(
    "output",
    [
        new_output("error", ename="KeyError", evalue="'Ann Other'", traceback=["Ann Other"]),
        shown(image_png=PNG),
        shown(**{"image_svg+xml": "<svg/>"}),
        shown(application_javascript="alert(1)"),
        shown(text_latex="$x$"),
        shown(text_html="<script>x</script>"),
        shown(text_html=f'<img src="data:image/png;base64,{PNG}">'),
    ],
)
def test_what_cannot_be_shown_stops_the_page_and_names_its_cell(output: NotebookNode) -> None:
    """Errors, pictures without words and other kinds of output stop a leaders' page."""
    with pytest.raises(PageError, match=re.escape("01_where, cell 2")) as caught:
        leaders(notebook(output))
    assert "Ann Other" not in str(caught.value)


def test_text_attached_pictures_are_refused() -> None:
    """A picture pasted into a text cell has no words."""
    nb = notebook()
    nb.cells[0]["attachments"] = {"a.png": {"image/png": PNG}}
    with pytest.raises(PageError, match="attached"):
        leaders(nb)


def test_a_governors_page_holds_text_and_releases() -> None:
    """Text cells and released HTML stand on the page, with the sentence about inspection."""
    page = governors(notebook(released("<p>24 of 30 pupils are at or above.</p>")))
    assert "<p>24 of 30 pupils are at or above.</p>" in page
    assert "For our own decisions; not prepared for inspection." in page
    assert "Contains pupils’ names" not in page


@pytest.mark.parametrize(
    ("output", "says"),
    [
        (shown(text_html="<table><tr><td>3</td></tr></table>"), "a table or text that was not"),
        (shown(text_html=PICTURE), "a picture that was not released"),
        (shown(image_png=PNG), "a picture that was not released"),
        (shown(**{WIDGET.replace("/", "_"): {"model_id": "1"}}), "a control"),
        (shown(text_plain="3"), "a value that was not released"),
        (new_output("stream", name="stdout", text="3"), "printed text"),
        (new_output("stream", name="stderr", text="3"), "a printed warning"),
        (new_output("error", ename="ValueError", evalue="3", traceback=[]), "an error (ValueErr"),
    ],
)
def test_anything_else_stops_a_governors_page(output: NotebookNode, says: str) -> None:
    """The message names the cell and what to do, and quotes nothing."""
    with pytest.raises(ReleaseError, match="governors, cell 2") as caught:
        governors(notebook(released("<p>fine</p>"), output))
    assert says in str(caught.value)


def test_a_raw_cell_stops_a_governors_page() -> None:
    """Raw text is neither text for reading nor a release."""
    nb = notebook()
    nb.cells.append(new_raw_cell("Ann"))
    with pytest.raises(ReleaseError, match="cell 3"):
        governors(nb)


@pytest.mark.parametrize(
    "output",
    [
        released("<p>24 of 30</p>", sha256="0" * 64),
        new_output("display_data", data={RELEASE: {}, "text/html": "<p>24 of 30</p>"}),
        new_output("display_data", data={RELEASE: {"sha256": hashlib.sha256(b"").hexdigest()}}),
    ],
)
def test_a_release_that_was_changed_is_no_release(output: NotebookNode) -> None:
    """HTML that does not match its record, or is missing, stops the page."""
    with pytest.raises(ReleaseError, match="changed after it was released"):
        governors(notebook(output))


def test_a_name_in_the_text_stops_the_page_without_being_repeated() -> None:
    """The message says which cell and what kind of thing, never whom."""
    context = PageContext(identities=Identities.collect(names=["Zoë O’Brien"]))
    with pytest.raises(ReleaseError, match="governors, cell 1") as caught:
        governors(notebook(text="# Progress\n\nWe spoke to Zoe O'Brien."), context)
    assert "full name" in str(caught.value)
    assert "Brien" not in str(caught.value)


def test_a_name_in_the_title_or_small_print_stops_the_page() -> None:
    """What stands outside the cells' own text is searched too."""
    context = PageContext(
        identities=Identities.collect(names=["Ann Other"]), provenance=("made by Other, Ann",)
    )
    with pytest.raises(ReleaseError, match="the small print"):
        governors(notebook(), context)


def test_a_governors_page_is_never_made_without_knowing_the_pupils() -> None:
    """Through nbconvert alone, without a school folder, there is no page."""
    with pytest.raises(ReleaseError, match="GovernorsExporter.school"):
        GovernorsExporter().from_notebook_node(notebook())


def test_links_and_foreign_html_stop_a_governors_page_as_a_release_refused() -> None:
    """What would stop a leaders' page stops a governors' page with exit code 3."""
    with pytest.raises(ReleaseError, match="leads out of the pages"):
        governors(notebook(text="# T\n\n[x](https://x.example/)"))


def test_widget_state_in_the_metadata_is_not_on_the_page() -> None:
    """Other exporters keep it in their pages; ours do not."""
    nb = notebook()
    nb.metadata["widgets"] = {"state": {"1": {"value": "Ann Other"}}}
    assert "Ann Other" not in leaders(nb)[0]
