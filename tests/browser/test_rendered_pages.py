"""Pages as people meet them: opened in Chromium, with the network watched, checked by axe.

The notebooks are run in real kernels; their names and values are as hostile as a school's export
can be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from ladders_analysis.render.exporter import GovernorsExporter, LeadersExporter
from ladders_analysis.render.identities import Identities
from ladders_analysis.render.load_report import load_report_page
from ladders_analysis.render.page import PageContext
from ladders_analysis.render.run import run_notebooks
from ladders_analysis.report import FileRecord, LoadReport, Problem, Section

CONTEXT = PageContext(
    school="Example <b>Primary</b>",
    data_date="27 March 2026",
    generated_on=date(2026, 4, 1),
    provenance=("Definition: against_expectation, version 1.",),
    home="index.html",
)
TABLES = """
import pandas as pd
summary = pd.DataFrame({
    "cohort": ["Year 3 (2025–26)", "Year 4 (2025–26)"] * 2,
    "subject": ["Maths", "Maths", "Reading", "Reading"],
    "pupils": [23, 14, 25, 20], "of": [29, 30, 29, 30], "share": [23/29, 14/30, 25/29, 20/30],
})
summary
"""
HOSTILE = """
pd.DataFrame({
    "name": ["<img src=x onerror=alert(1)>", "<script>alert(2)</script>", "=HYPERLINK(\\"x\\")",
             "javascript:alert(3)", "\\u202eevil", "a\\x00b", "$x$", "**bold**"],
    "class_name": ["</table></main>", "'\\" onmouseover=alert(4)", "<!--", "]]>", "&lt;b&gt;",
                   "{{ 7 * 7 }}", "%3Cb%3E", "\\\\"],
    "value": [-0.5, None, 1, 2, 3, 4, 5, 6],
}).set_index("name")
"""
PICTURE = """
import base64, io
from matplotlib.figure import Figure
from IPython.display import HTML
figure = Figure(figsize=(6, 3)); axes = figure.subplots()
axes.barh(["Year 3", "Year 4"], [23, 14])
drawn = io.BytesIO(); figure.savefig(drawn)
HTML('<figure class="ladders-picture"><img alt="Year 3: 23 of 29. Year 4: 14 of 30."'
     f' src="data:image/png;base64,{base64.b64encode(drawn.getvalue()).decode()}"></figure>')
"""
CROSSED = """
summary.pivot(index="cohort", columns="subject", values=["pupils", "of"])
"""
RELEASED = (
    '<section aria-labelledby="now"><h3 id="now">Reading, spring</h3>'
    '<p class="ladders-exception">In Year 4, 20 of 30 pupils are at or above.</p>'
    "<table><caption>Where pupils stand</caption><thead><tr><th>Year</th><th>Pupils</th></tr>"
    "</thead><tbody><tr><th>Year 4</th><td>20 of 30</td></tr>"
    "<tr><th>Year 5</th><td>all but 5 or fewer of 30</td></tr></tbody></table>"
    "<details><summary>What this does not say</summary><p>One pupil is 3 points.</p></details>"
    "</section>"
)


@pytest.fixture(scope="module")
def leaders_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Render a leaders' page from a notebook that was really run."""
    folder = tmp_path_factory.mktemp("leaders")
    cells = [
        new_markdown_cell("# Where are we now?\n\nWhich cohorts are behind in **reading**?"),
        new_code_cell("print('210 pupils, 3 subjects, nothing refused')"),
        new_markdown_cell("#### By cohort\n\n| then | now |\n|---|---|\n| 12 | 14 |"),
        new_code_cell(TABLES),
        new_code_cell(PICTURE),
        new_code_cell("import ipywidgets\nipywidgets.Dropdown(options=['Maths', 'Reading'])"),
        new_markdown_cell("## Whom to ask about\n\n<img src=x onerror=alert(5)>"),
        new_code_cell(HOSTILE),
        new_code_cell(CROSSED),
        new_code_cell("pd.DataFrame({'n': range(100)})"),
        new_markdown_cell("## Next\n\nSee [the statements](03_which_statements.ipynb)."),
    ]
    source = folder / "01_where.ipynb"
    nbformat.write(new_notebook(cells=cells), source)
    resources = {"metadata": {"name": "01_where"}, "ladders": CONTEXT}
    run = run_notebooks([source], folder)[0]
    page = folder / "01_where.html"
    page.write_text(LeadersExporter().from_notebook_node(run, resources)[0], encoding="utf-8")
    return page


@pytest.fixture(scope="module")
def governors_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Render a governors' page from a release."""
    record = {"sha256": hashlib.sha256(RELEASED.encode()).hexdigest()}
    data = {"application/vnd.ladders.release+json": record, "text/html": RELEASED}
    cells = [
        new_markdown_cell("# Progress this year\n\nOur curriculum set out what is due by spring."),
        new_code_cell("release", outputs=[new_output("display_data", data=data)]),
    ]
    context = replace(CONTEXT, home="", identities=Identities.collect(names=["Ann Other"]))
    resources = {"metadata": {"name": "governors"}, "ladders": context}
    page = tmp_path_factory.mktemp("governors") / "governors.html"
    made = GovernorsExporter().from_notebook_node(new_notebook(cells=cells), resources)[0]
    page.write_text(made, encoding="utf-8")
    return page


@pytest.fixture(scope="module")
def report_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Render a load report with everything in it, hostile names and values too."""
    hostile = "<script>alert(1)</script>"
    report = LoadReport(
        [FileRecord(f"{hostile}.csv", "a sheet", "wide", "UTF-8", rows_read=4, kept=3, refused=1)],
        [
            Problem(f"{hostile}.csv", "unknown code", "refused", "mend it", "a sheet", 7, hostile),
            Problem("b.csv", "two judgements of one day differ", "warning", row=3, value=hostile),
            *(
                Problem("b.csv", "a rule of many rows", "note", f"way {row % 30}", row=row)
                for row in range(900)
            ),
        ],
        show_values=True,
        sections=[Section("Workload", ("Much is asked.",), pd.DataFrame({"judgements": [895]}))],
    )
    page = tmp_path_factory.mktemp("report") / "report.html"
    page.write_text(load_report_page(report, hostile, date(2026, 4, 1)), encoding="utf-8")
    return page


@pytest.fixture(params=["leaders", "governors", "report"])
def rendered(request: pytest.FixtureRequest) -> Path:
    """Give each kind of page in turn."""
    path = request.getfixturevalue(f"{request.param}_page")
    assert isinstance(path, Path)
    return path


def test_a_page_asks_nobody_and_says_nothing_is_wrong(
    look: Callable[..., Any], rendered: Path
) -> None:
    """Only the file itself and the pictures inside it are fetched; no message, no dialog."""
    watched = look(rendered)
    watched.page.wait_for_timeout(300)
    outside = [url for url in watched.requests if not url.startswith("data:")]
    assert outside == [rendered.as_uri()]
    assert watched.messages == []


def test_the_style_sheet_passes_the_pages_own_policy(
    look: Callable[..., Any], rendered: Path
) -> None:
    """The hash in the policy is that of the sheet: the page is styled, and nothing else may be."""
    page = look(rendered).page
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    page.evaluate("document.querySelector('h1').setAttribute('style', 'color: rgb(1, 2, 3)')")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"


def test_a_script_that_got_in_would_not_run(look: Callable[..., Any], rendered: Path) -> None:
    """Even a script element put on the page is stopped by its policy."""
    watched = look(rendered)
    watched.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); }"
    )
    assert watched.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in message for message in watched.messages)


def test_hostile_names_are_words(look: Callable[..., Any], leaders_page: Path) -> None:
    """What looks like HTML, script or a formula stands in its cell as it was typed."""
    page = look(leaders_page).page
    cells = page.locator("tbody th").all_inner_texts()
    assert "<img src=x onerror=alert(1)>" in cells
    assert "<script>alert(2)</script>" in cells
    assert '=HYPERLINK("x")' in cells
    assert page.locator("main img").count() == 1
    assert page.locator("script").count() == 0
    assert page.locator("[onerror], [onmouseover]").count() == 0
    assert page.locator("main").count() == 1


@pytest.mark.parametrize(("width", "zoom"), [(320, 1), (1280, 2), (1280, 4)])
def test_a_narrow_or_enlarged_page_is_read_without_scrolling_sideways(
    look: Callable[..., Any], rendered: Path, width: int, zoom: float
) -> None:
    """At 320 pixels, and enlarged to 200 % and 400 %, only wide tables scroll, by themselves."""
    page = look(rendered, width=width, zoom=zoom).page
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0


@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    look: Callable[..., Any], rendered: Path, axe: str, scheme: str, width: int
) -> None:
    """No violation, in light and dark, wide and narrow, best practices included."""
    page = look(rendered, scheme=scheme, width=width).page
    page.evaluate(axe)
    found = page.evaluate("async () => await axe.run(document, {resultTypes: ['violations']})")
    assert [
        (each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]
    ] == []
    assert len(found["passes"]) > 10


def test_leaders_are_told_about_names_before_anything_else(
    look: Callable[..., Any], leaders_page: Path
) -> None:
    """The warning is on the first screen, above the title."""
    page = look(leaders_page).page
    warning = page.locator(".ladders-names").bounding_box()
    title = page.locator("h1").bounding_box()
    assert warning["y"] + warning["height"] <= title["y"] < 900


def test_a_governors_page_says_what_it_is_for(
    look: Callable[..., Any], governors_page: Path
) -> None:
    """The sentence about inspection is on the page and no warning about names is."""
    text = look(governors_page).page.inner_text("body")
    assert "For our own decisions; not prepared for inspection." in text
    assert "names" not in text
