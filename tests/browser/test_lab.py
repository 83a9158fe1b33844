"""JupyterLab in a real browser, as `ladders explore` opens it: the notebooks, and nobody else."""

from __future__ import annotations

from .changing import there_and_back, unfold_groups
from .conftest import Opened

EXPLORER = ".jp-Notebook .ladders-explorer[data-seq]"


def test_a_notebook_runs_and_asks_nobody_else(lab_page: Opened) -> None:
    """Its picture and its controls appear."""
    page = lab_page.page
    page.wait_for_selector(EXPLORER, timeout=30_000)
    page.wait_for_selector(".jp-Notebook img[alt]", timeout=30_000)
    assert page.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert lab_page.elsewhere == []
    assert lab_page.errors == []


def test_what_we_show_has_no_accessibility_violation(lab_page: Opened, axe: str) -> None:
    """Axe-core finds nothing in what our cells show.

    JupyterLab's own frame (menus, side bars, launcher, cells) breaks rules of its own; they are
    JupyterLab's to mend, and not looked at here.
    """
    page = lab_page.page
    page.wait_for_selector(EXPLORER, timeout=30_000)
    page.evaluate(axe)
    found = page.evaluate("ours => axe.run({include: [[ours]]})", EXPLORER)["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_every_list_is_changed_once(lab_page: Opened) -> None:
    """The explorer beneath the plain calls answers in JupyterLab as it does in the app."""
    page = lab_page.page
    page.wait_for_selector(EXPLORER, timeout=30_000)
    unfold_groups(page)
    for name in ("who", "subject", "end", "group:disadvantaged"):
        there_and_back(page, name)
    assert lab_page.errors == []
    assert lab_page.elsewhere == []
