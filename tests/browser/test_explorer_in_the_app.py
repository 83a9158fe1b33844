"""The explorer as a deputy head meets it: in the app, with a kernel behind it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from served import served_app

from ladders_analysis.sample.folder import write_sample

from .changing import DRAWN, after, there_and_back, unfold_groups
from .conftest import Opened, opened

LISTS = {
    "where": ("who", "subject", "end", "group:disadvantaged"),
    "moved": ("start", "definition"),
    "statements": ("order",),
}


@pytest.fixture
def page(app_page: Opened) -> Any:
    """Give the app's page, drawn."""
    app_page.page.wait_for_selector(DRAWN, timeout=60_000)
    return app_page.page


def look_at(page: Any, part: str) -> None:
    """Choose a tab."""
    after(page, lambda: page.click(f'[role=tab][data-part="{part}"]'))


def test_every_list_is_changed_once(page: Any, app_page: Opened) -> None:
    """Each changes the picture, and nothing complains."""
    unfold_groups(page)
    for part, names in LISTS.items():
        look_at(page, part)
        for name in names:
            there_and_back(page, name)
    assert app_page.errors == []
    assert app_page.elsewhere == []


def test_a_band_leads_to_a_pupils_record(page: Any) -> None:
    """As many pupils as the band says; one of them opens."""
    look_at(page, "moved")
    after(page, lambda: page.select_option('select[data-control="subject"]', "Reading"))
    after(page, lambda: page.select_option('select[data-control="who"]', "cohort:2028"))
    band = page.locator(".flow .hit:has(.band)").first
    many = int(band.get_attribute("aria-label").partition(" ")[0])
    after(page, lambda: band.click())
    assert page.locator(".people tbody tr").count() == many
    opener = page.locator("[data-pupil]").first
    name = opener.inner_text()
    after(page, lambda: opener.click())
    assert name in page.inner_text("section.pupil h2")
    assert page.locator(".statements tbody tr").count() > 5


def test_files_are_downloaded_and_read_back(page: Any, tmp_path: Path) -> None:
    """What stands in the table on the page stands in the file."""
    look_at(page, "where")
    page.evaluate("document.querySelector('.table-behind').open = true")
    rows = page.locator(".table-behind tbody tr").count()
    assert rows
    for kind in ("csv", "xlsx"):
        with page.expect_download() as saved:
            page.click(f'[data-wanted="{kind}"]')
        saved.value.save_as(tmp_path / f"saved.{kind}")
    with (tmp_path / "saved.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))
    workbook = CalamineWorkbook.from_path(str(tmp_path / "saved.xlsx"))
    sheet = workbook.get_sheet_by_index(0).to_python()
    first = page.locator(".table-behind tbody th").first.inner_text()
    assert any(first in row for row in written)
    assert any(first in map(str, row) for row in sheet)
    assert len(written) >= rows
    assert len(sheet) >= rows


def test_an_export_with_a_broken_row_is_shown_as_such(browser: Any, tmp_path: Path) -> None:
    """The page says what was not read, above the picture; the rest is shown."""
    pytest.importorskip("voila", reason='voila is not installed: it comes with the extra "app"')
    folder = write_sample(tmp_path / "school", pupils=35, years=1, seed=3)
    with next(folder.glob("judgements*.csv")).open("a", encoding="utf-8") as file:
        file.write("nobody,nowhere,never,Perhaps\n")
    with served_app(folder) as served, opened(browser, served) as seen:
        seen.page.wait_for_selector(DRAWN, timeout=60_000)
        assert "1 " in seen.page.inner_text(".remark")
        assert seen.page.locator("figure").is_visible()
