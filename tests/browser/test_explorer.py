"""The explorer's page in a real browser: drawn, walked by keyboard, clicked, and checked by axe.

A real explorer answers it, without a kernel between them.
"""

from __future__ import annotations

import copy
import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from explored import explored_tables

import ladders_analysis as la
from ladders_analysis.exploring.explored import Explored
from ladders_analysis.sample.folder import write_sample
from ladders_analysis.school import School
from ladders_analysis.widgets import Explorer, explore
from ladders_analysis.widgets import explorer as explorer_module

from .conftest import watch
from .explorer_page import AnsweredPage, answering, page_file

HOSTILE = "<img src=x onerror=alert(1)>"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
REDRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
PARTS = ("where", "moved", "statements", "groups")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Make a small school of two years."""
    return la.load(write_sample(tmp_path_factory.mktemp("school"), pupils=70, seed=3))


@pytest.fixture(scope="module")
def explored(school: School) -> Explored:
    """Work out once what all the pages of the school show."""
    return Explored(school)


@pytest.fixture
def opened(
    browser: Any,
    school: School,
    explored: Explored,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., AnsweredPage]]:
    """Open an explorer in a window, watched from the first byte."""
    warnings.filterwarnings("ignore", category=DeprecationWarning, module="ipykernel")
    monkeypatch.setattr(
        explorer_module, "Explored", lambda one: explored if one is school else Explored(one)
    )
    contexts = []

    def open_explorer(
        explorer: Explorer | None = None,
        *,
        width: int = 1200,
        scheme: str = "light",
        link: str = "",
        **choice: Any,
    ) -> AnsweredPage:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        watched = watch(page)
        one = AnsweredPage(explorer or explore(school, **choice), watched, [])
        page.expose_function("askPython", answering(one.explorer, one.raised))
        page.goto(page_file(tmp_path).as_uri() + link)
        page.wait_for_selector(".ladders-explorer[data-seq]")
        one.settle()
        return one

    yield open_explorer
    for context in contexts:
        context.close()


def violations(one: AnsweredPage, axe: str) -> list[tuple[str, list[str]]]:
    """Return what axe finds wrong with the page as it stands."""
    one.page.evaluate(axe)
    found = one.page.evaluate("async () => await axe.run(document, {resultTypes: ['violations']})")
    return [
        (each["id"], [node["html"][:120] for node in each["nodes"][:3]])
        for each in found["violations"]
    ]


def everything_open(one: AnsweredPage) -> Iterator[str]:
    """Look at every part with its lists, table, pupils and a record open."""
    one.page.evaluate("document.querySelector('.groups').open = true")
    for part in PARTS:
        one.look_at(part)
        one.page.evaluate("document.querySelector('.table-behind').open = true")
        if part == "moved":
            one.choose("subject", "Reading")
            one.page.locator(".flow .hit").first.click()
            one.settle()
            one.page.locator("[data-pupil]").first.click()
            one.settle()
        yield part


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 640)])
def test_every_part_is_sound(
    opened: Callable[..., AnsweredPage], axe: str, scheme: str, width: int
) -> None:
    """In light and dark, whole and at 200 %: no violation, no message, no request."""
    one = opened(scheme=scheme, width=width)
    for part in everything_open(one):
        assert violations(one, axe) == [], part
        assert one.page.locator("figure [aria-labelledby]").count() == 1
        assert one.page.locator(".table-behind caption").count() == 1
        for narrow in (width, 360):
            one.page.set_viewport_size({"width": narrow, "height": 900})
            one.page.evaluate(REDRAWN)
            assert one.page.evaluate(OVERFLOW) <= 0, part
        one.page.set_viewport_size({"width": width, "height": 900})
    assert one.watched.messages == []
    assert one.raised == []
    assert one.watched.requests == [one.page.url]


def test_every_list_changes_the_sentence(opened: Callable[..., AnsweredPage]) -> None:
    """Each changed once, where it means something; the page shows what Python has chosen."""
    one = opened(part="moved", subject="Writing")
    for name, value in [
        ("who", "cohort:2028"),
        ("subject", "Reading"),
        ("start", "Autumn 2024"),
        ("end", "Autumn 2025"),
        ("definition", "gaps_closed"),
        ("group:disadvantaged", "no"),
    ]:
        before = one.page.inner_text(".sentence")
        one.choose(name, value)
        assert one.page.inner_text(".sentence") != before, name
    chosen = one.explorer.selection
    assert (chosen.cohort, chosen.subject, chosen.end) == (2028, "Reading", "Autumn 2025")
    assert (chosen.definition, chosen.groups) == ("gaps_closed", {"disadvantaged": "no"})
    assert one.page.inner_text(".groups summary").endswith("Groups: Disadvantaged: no")
    one.choose("group:disadvantaged", "")
    assert one.explorer.selection.groups == {}
    one.look_at("statements")
    cells = one.page.locator(".grid tbody th").all_inner_texts()
    one.choose("order", "pupil")
    assert one.page.locator(".grid tbody th").all_inner_texts() != cells
    assert not one.page.locator('select[data-control="definition"]').is_visible()


def test_changes_made_while_an_answer_is_awaited_are_not_lost(
    opened: Callable[..., AnsweredPage],
) -> None:
    """Both hold, and the page shows the answer to the last."""
    one = opened()
    one.page.evaluate(
        """() => {
          for (const [name, value] of [["subject", "Maths"], ["who", "cohort:2028"]]) {
            const list = document.querySelector(`select[data-control="${name}"]`);
            list.value = value;
            list.dispatchEvent(new Event("change"));
          }
        }"""
    )
    one.settle()
    assert one.page.inner_text(".sentence").startswith("Year 4 maths")


def test_an_answer_to_an_earlier_question_is_not_drawn(opened: Callable[..., AnsweredPage]) -> None:
    """It comes late and is left."""
    one = opened(subject="Maths")
    late = copy.deepcopy(one.explorer.view)
    one.choose("subject", "Reading")
    sentence = one.page.inner_text(".sentence")
    one.page.evaluate("(view) => window.model.receive({ view })", late)
    assert one.page.inner_text(".sentence") == sentence


def test_a_band_leads_to_its_pupils_and_a_pupil_to_the_record(
    opened: Callable[..., AnsweredPage],
) -> None:
    """By keyboard alone, there and back again."""
    one = opened(part="moved", subject="Reading")
    page = one.page
    page.focus("#" + page.locator("[role=tab][aria-selected=true]").get_attribute("id"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.flow .hit')")
    page.keyboard.press("ArrowRight")
    said = page.evaluate("document.activeElement.getAttribute('aria-label')")
    many = int(said.partition(" ")[0])
    page.keyboard.press("Enter")
    one.settle()
    assert one.explorer.asked["behind"]["then"]
    assert one.explorer.asked["behind"]["now"]
    assert page.evaluate("document.activeElement.closest('.behind') !== null")
    assert page.locator(".people tbody tr").count() == many
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    one.settle()
    assert name in page.evaluate("document.activeElement.textContent")
    assert page.locator(".statements tbody tr").count() > 0
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    one.settle()
    assert page.locator("section.pupil").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == name
    page.click("section.behind .close")
    one.settle()
    assert page.locator("section.behind").is_hidden()


def test_bars_are_walked_with_arrow_keys(opened: Callable[..., AnsweredPage]) -> None:
    """One stop for the tab key; along a bar, and to the next."""
    one = opened(subject="Reading")
    assert one.page.locator('.bars [tabindex="0"]').count() == 1
    one.page.focus('.bars [tabindex="0"]')
    one.page.keyboard.press("ArrowRight")
    first = one.page.evaluate("document.activeElement.getAttribute('aria-label')")
    one.page.keyboard.press("ArrowDown")
    second = one.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "show them" in first
    assert first != second
    one.page.keyboard.press("Space")
    one.settle()
    many = int(second.partition(" ")[0])
    assert one.page.locator(".people tbody tr").count() == many
    assert one.page.locator(".part.chosen").count() == 1


def test_a_grid_is_a_table_walked_cell_by_cell(opened: Callable[..., AnsweredPage]) -> None:
    """Headings head; a line says in words what a cell means; Enter opens what is behind it."""
    one = opened(part="statements", subject="Reading", cohort="Year 4")
    page = one.page
    grid = one.explorer.view["part"]["picture"]
    assert page.locator(".grid tbody th[scope=row]").count() == len(grid["pupils"]) + 1
    assert page.locator(".grid thead th[scope=col][data-hit]").count() == len(grid["statements"])
    ladders = page.locator(".grid thead th[scope=colgroup]").all_inner_texts()
    assert ladders == list(dict.fromkeys(one["ladder"] for one in grid["statements"]))
    assert page.locator('.grid [tabindex="0"]').count() == 1
    page.focus('.grid [tabindex="0"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    pupil, statement = grid["pupils"][0], grid["statements"][1]
    word = grid["keys"][int(pupil["cells"][1])]["word"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == word
    read = page.inner_text(".readout")
    assert read.startswith(pupil["name"])
    assert statement["text"] in read
    assert read.endswith(f"{word}.")
    page.keyboard.press("Enter")
    one.settle()
    behind = one.explorer.selection.behind
    assert behind is not None
    assert (behind.statement, behind.pupil) == (statement["id"], pupil["behind"]["pupil"])


def test_a_large_grid_stays_one_table(opened: Callable[..., AnsweredPage], school: School) -> None:
    """Thirty pupils and sixty statements scroll in their own place, and are quickly built."""
    one = opened(part="statements", subject="Reading", cohort="Year 4")
    view = copy.deepcopy(one.explorer.view)
    grid = view["part"]["picture"]
    grid["statements"] = [grid["statements"][place % 10] for place in range(60)]
    grid["pupils"] = [dict(grid["pupils"][place % 9], cells="0123" * 15) for place in range(30)]
    view["seq"] += 1
    took = one.page.evaluate(
        "(view) => { const then = performance.now(); window.model.receive({ view });"
        " return performance.now() - then; }",
        view,
    )
    assert one.page.locator(".grid td[data-hit]").count() == 1800
    assert one.page.evaluate(OVERFLOW) <= 0
    # Measured at about 7 ms; a busy machine takes longer, a drawing gone wrong ten times as long.
    assert took < 150
    assert one.watched.messages == []


def test_hostile_names_are_words(
    opened: Callable[..., AnsweredPage], build: Callable[..., School]
) -> None:
    """What looks like HTML or a formula stands on the page as it was typed."""
    tables: dict[str, Any] = explored_tables()
    for row, name in zip(
        tables["pupils"], (HOSTILE, "=1+1", HOSTILE, "]]>", "</script>"), strict=True
    ):
        row["name"] = name
    tables["curriculum"][0]["text"] = HOSTILE
    one = opened(explore(build(**tables), part="statements", subject="Reading", cohort="Year 4"))
    assert HOSTILE in one.page.locator(".grid thead th").all_inner_texts()
    assert {HOSTILE, "=1+1", "]]>"} <= set(one.page.locator(".grid tbody th").all_inner_texts())
    one.page.locator(".grid thead th[data-hit]").last.click()
    one.settle()
    names = one.page.locator(".people th button").all_inner_texts()
    assert HOSTILE in names
    one.page.locator(".people th button", has_text=HOSTILE).first.click()
    one.settle()
    assert HOSTILE in one.page.inner_text("section.pupil h2")
    assert one.page.locator(".ladders-explorer img").count() == 0
    assert one.watched.messages == []


def test_a_failure_stands_alone_and_is_an_alert(
    opened: Callable[..., AnsweredPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the earlier choice is left but the lists, so that something else can be chosen."""
    one = opened()

    def fail(*_: object) -> None:
        raise KeyError("Ann")

    with monkeypatch.context() as patched:
        patched.setattr(one.explorer._explored, "view", fail)
        one.choose("subject", "Maths")
    assert "Something went wrong here (KeyError)" in one.page.inner_text("[role=alert]")
    assert one.page.inner_text(".sentence") == ""
    assert not one.page.locator("figure").is_visible()
    assert len(one.raised) == 1
    one.choose("subject", "Reading")
    assert not one.page.locator("[role=alert]").is_visible()
    assert one.page.locator("figure").is_visible()


def test_the_pages_own_failures_are_said_too(opened: Callable[..., AnsweredPage]) -> None:
    """A view that cannot be drawn is an alert, and stands in the browser's console."""
    one = opened()
    view = copy.deepcopy(one.explorer.view)
    view["seq"] += 1
    view["part"]["picture"]["rows"] = None
    one.page.evaluate("(view) => window.model.receive({ view })", view)
    assert "This page could not do that (TypeError)" in one.page.inner_text("[role=alert]")
    assert len(one.watched.messages) == 1


def test_a_link_is_copied_without_the_token_and_opens_the_same_page(
    opened: Callable[..., AnsweredPage],
) -> None:
    """Where copying is not allowed the text stands in a field, chosen."""
    one = opened(link="?token=secret&x=1", part="moved", subject="Reading", cohort="Year 4")
    one.page.evaluate("delete Navigator.prototype.clipboard")
    one.page.get_by_role("button", name="Copy link").click()
    link = one.page.input_value(".to-copy")
    assert "secret" not in link
    assert link.endswith(f"?x=1#{one.explorer.view['link']}")
    assert one.page.evaluate("getSelection().toString()") == link
    one.page.get_by_role("button", name="Copy code").click()
    assert one.page.input_value(".to-copy") == one.explorer.view["code"]
    other = opened(link=f"#{link.partition('#')[2]}")
    assert other.page.inner_text(".sentence") == one.page.inner_text(".sentence")
    assert opened(link="#a-heading").explorer.asked == {}


def test_a_file_is_saved(opened: Callable[..., AnsweredPage]) -> None:
    """With the bytes that Python made."""
    one = opened(subject="Reading")
    with one.page.expect_download() as saved:
        one.page.click('[data-wanted="csv"]')
    assert saved.value.suggested_filename == one.explorer.file["name"]
    assert Path(saved.value.path()).read_bytes() == one.explorer.file["data"]


def test_a_notebooks_theme_goes_before_the_machines(opened: Callable[..., AnsweredPage]) -> None:
    """A light notebook on a dark machine is light, and the other way round."""
    one = opened(scheme="dark")
    paper = "getComputedStyle(document.querySelector('.ladders-explorer')).backgroundColor"
    dark = one.page.evaluate(paper)
    one.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    light = one.page.evaluate(paper)
    one.page.emulate_media(color_scheme="light")
    one.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert one.page.evaluate(paper) == dark != light


def test_one_question_has_no_tabs(opened: Callable[..., AnsweredPage], school: School) -> None:
    """Its picture stands by itself."""
    one = opened(Explorer(school, ("moved",), subject="Maths"))
    assert one.page.locator("[role=tab]").count() == 0
    assert one.page.locator(".flow .hit").count() > 2


def test_views_are_plain_enough_for_any_page(school: School) -> None:
    """They can be written as JSON, and stay small."""
    for part in PARTS:
        assert len(json.dumps(explore(school, part=part).view)) < 60_000
