"""The app in a real browser: one calm page that says what it does and asks nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psutil
import pytest
from served import served_app

from .conftest import Opened, opened


def test_the_page_opens_and_asks_nobody_else(app_page: Opened) -> None:
    """It has a title, a language, a main part, and no token in its address."""
    page = app_page.page
    assert page.title() == "Explore – Thistledown Primary School"
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.locator("main .ladders-output").count() == 1
    assert page.get_by_role("status").first.text_content() == "The explorer is open."
    assert "token" not in page.url
    assert app_page.elsewhere == []
    assert app_page.errors == []


def test_the_page_has_no_accessibility_violation(app_page: Opened, axe: str) -> None:
    """Axe-core finds nothing on the whole page."""
    app_page.page.evaluate(axe)
    found = app_page.page.evaluate("axe.run()")["violations"]
    assert [violation["id"] for violation in found] == []


def test_who_has_no_token_is_told_what_to_do(app_page: Opened, browser: Any, axe: str) -> None:
    """In plain words, on a page that shows nothing of the school."""
    place = app_page.served.url.partition("?")[0]
    with opened(browser, app_page.served, place) as seen:
        assert seen.page.get_by_role("heading").text_content() == "This page is not open here"
        assert "Thistledown" not in seen.page.content()
        seen.page.evaluate(axe)
        assert seen.page.evaluate("axe.run()")["violations"] == []
        assert seen.elsewhere == []


def test_what_goes_wrong_is_said_in_words_and_so_is_the_end(
    browser: Any, axe: str, tmp_path: Path
) -> None:
    """A school nobody is in; then the command is stopped, and everything it started ends."""
    pytest.importorskip("voila", reason='voila is not installed: it comes with the extra "app"')
    (tmp_path / "school.toml").write_text('[school]\nname = "Nobody’s"\n', encoding="utf-8")
    with served_app(tmp_path) as served, opened(browser, served) as seen:
        page = seen.page
        alert = page.get_by_role("alert")
        alert.wait_for(timeout=60_000)
        assert "The explorer could not open" in alert.inner_text()
        assert "Traceback" not in page.content()
        page.evaluate(axe)
        assert page.evaluate("axe.run()")["violations"] == []
        children = served.started()
        assert len(children) == 1
        assert served.stop() == 0
        assert served.said.splitlines()[-1] == "Stopped."
        assert psutil.wait_procs(children, timeout=2)[1] == []
        page.get_by_text("The explorer was stopped").wait_for(timeout=10_000)
