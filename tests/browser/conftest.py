"""A browser that is watched: every request, every message, every page error."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from served import Served, served_app, served_lab

PROJECT = Path(__file__).parent.parent.parent
AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Watched:
    """A page and everything it asked for or complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


def watch(page: Any) -> Watched:
    """Write down everything a page asks for or complains about, from now on."""
    watched = Watched(page)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("console", lambda message: watched.messages.append(message.text))
    page.on("pageerror", lambda error: watched.messages.append(str(error)))
    page.on("dialog", lambda dialog: watched.messages.append(dialog.message))
    return watched


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Chromium once."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def look(browser: Any) -> Iterator[Callable[..., Watched]]:
    """Open a page file in a window of a given size, watched from the first byte."""
    contexts = []

    def open_page(
        path: Path, *, width: int = 1200, scheme: str = "light", zoom: float = 1
    ) -> Watched:
        context = browser.new_context(
            viewport={"width": round(width / zoom), "height": 900},
            device_scale_factor=zoom,
            color_scheme=scheme,
        )
        contexts.append(context)
        watched = watch(context.new_page())
        watched.page.goto(path.as_uri())
        return watched

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the source of axe-core, the accessibility checker."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm install --no-save axe-core")
    return AXE.read_text(encoding="utf-8")


@dataclass
class Opened(Watched):
    """A watched page of a running server, and the server."""

    served: Served = field(kw_only=True)
    errors: list[str] = field(default_factory=list)

    @property
    def elsewhere(self) -> list[str]:
        """Every request that left this computer."""
        here = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
        return [address for address in self.requests if not address.startswith(here)]


@contextmanager
def opened(browser: Any, served: Served, place: str | None = None) -> Iterator[Opened]:
    """Open what a server serves in a window of its own; errors apart from other messages."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, accept_downloads=True)
    page = context.new_page()
    watched = watch(page)
    seen = Opened(page, watched.requests, watched.messages, served=served)
    page.on(
        "console",
        lambda message: seen.errors.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.goto(place or served.url)
    yield seen
    context.close()


@pytest.fixture(scope="session")
def app_page(browser: Any) -> Iterator[Opened]:
    """Give the explorer on the sample school, as `ladders explore --app` opens it."""
    pytest.importorskip("voila", reason='voila is not installed: it comes with the extra "app"')
    with served_app() as served, opened(browser, served) as seen:
        seen.page.wait_for_selector("main:not([aria-busy])", timeout=60_000)
        yield seen


@pytest.fixture(scope="session")
def lab_page(browser: Any) -> Iterator[Opened]:
    """Give the first notebook on the sample school, run in JupyterLab by `ladders explore`."""
    with served_lab() as served:
        place = served.url.replace("/lab?", "/lab/tree/01_where_are_we_now.ipynb?")
        with opened(browser, served, place) as seen:
            seen.page.get_by_text("(ipykernel) | Idle").wait_for(timeout=60_000)
            seen.page.get_by_role("menuitem", name="Run", exact=True).click()
            seen.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
            yield seen
