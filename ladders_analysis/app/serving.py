"""Serving the explorer: one page, to this computer only, to whoever holds the address.

The page is a notebook of one cell, run in advance so that it is ready when the browser is. The
server lives in the process of the command: what stops the command stops the server and its kernels.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import re
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from secrets import token_hex
from typing import Any

import click
import tornado.web
from jinja2 import ChoiceLoader, FileSystemLoader
from jupyter_server.base.websocket import WS_PING_INTERVAL
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from nbclient.exceptions import CellExecutionError
from nbconvert.filters.ansi import strip_ansi
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration
from voila.paths import collect_static_paths
from voila.tornado.handler import TornadoVoilaHandler

from ladders_analysis import errors
from ladders_analysis.app.opening import open_browser
from ladders_analysis.app.prompt import PromptConnection

HERE = "127.0.0.1"
FOLDER = Path(str(files("ladders_analysis.app")))
# A widget's module is loaded from a blob. Nobody else is asked, and no text is run as a script.
OWN_HOST = (
    "default-src 'self' data: blob:; script-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
FRONT_ENDS = [
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
]
# Long enough that making the next page ready does not slow down the first.
NEXT_PAGE_AFTER = 10.0


OWN_ERRORS = [
    name
    for name, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, Exception)
]


class Kernels(AsyncMappingKernelManager):
    """Kernels that work where the command was typed."""

    def cwd_for_path(self, path: str, **kwargs: Any) -> str:
        """Give the folder the command was typed in, wherever our notebook lies."""
        return os.getcwd()


class Page(TornadoVoilaHandler):
    """The one page, which ends its own kernel when it is left."""

    async def prepare(self, **how: Any) -> Any:
        """Hand out the cookie without which the page may not end its kernel."""
        await super().prepare(**how)
        _ = self.xsrf_token


class OnePage(Voila):
    """Voila for one notebook, under our own page, told everything by us and nothing by others."""

    def initialize(self, argv: list[str] | None = None) -> None:
        """Take the settings we were made with; read no files and no command line."""
        self._init_asyncio_patch()
        self.voila_configuration = VoilaConfiguration(parent=self)
        self.setup_template_dirs()

    def setup_template_dirs(self) -> None:
        """Look for pages in our own folder first."""
        super().setup_template_dirs()
        self.template_paths = [str(FOLDER / "template"), *self.template_paths]
        self.static_paths = [str(FOLDER / "template" / "static"), *self.static_paths]

    async def serve(self, opened: Callable[[str], None]) -> None:
        """Serve until cancelled, then end the kernels at once.

        Parameters
        ----------
        opened
            Told the page's address, token and all, once it answers.
        """
        with tempfile.TemporaryDirectory(prefix="ladders_") as own:
            self.connection_dir = own
            sockets = bind_sockets(0, HERE)
            self.port = sockets[0].getsockname()[1]
            self.app = tornado.web.Application(**self._settings())
            self.app.add_handlers(".*$", self._handlers())
            HTTPServer(self.app).add_sockets(sockets)
            await self._heated()
            opened(f"{self.connection_url}?token={self.token}")
            try:
                while True:
                    # Windows tells nobody of Ctrl+C who waits without end.
                    await asyncio.sleep(0.5)
            finally:
                await self.kernel_manager.shutdown_all(now=True)

    async def _heated(self) -> None:
        """Wait until the page is being made ready: whoever asks before gets a second kernel."""
        for _ in range(200):
            if self.kernel_manager.notebook_data:
                return
            await asyncio.sleep(0.02)

    def _handlers(self) -> list[Any]:
        """Answer as voila does, but with our own page."""
        handlers: Any = self.init_handlers()
        return [
            (where, Page if who is TornadoVoilaHandler else who, *how)
            for where, who, *how in handlers
        ]

    def _settings(self) -> dict[str, Any]:
        """Answer local addresses only, and whoever has no token with a page of our own."""
        settings: Any = self.init_settings()
        pages = settings["jinja2_env"]
        pages.loader = ChoiceLoader([FileSystemLoader(str(FOLDER / "template")), pages.loader])
        ours: dict[str, Any] = {"allow_remote_access": False, "local_hostnames": ["localhost"]}
        # As long as pings are apart: tornado allows no more, and says so each time.
        ours["ws_ping_timeout"] = WS_PING_INTERVAL
        return {**settings, **self.tornado_settings, **ours}


def serve_explorer(school: str, browser: bool) -> None:
    """Serve the explorer until stopped, and say where.

    Parameters
    ----------
    school
        The school's name, for the page's title.
    browser
        Whether to open a browser at it.
    """
    ways: list[Path] = []

    def opened(address: str) -> None:
        click.echo(f"The explorer is at {address}", err=True)
        if browser:
            ways.append(open_browser(address))

    try:
        asyncio.run(explorer(school).serve(opened))
    finally:
        for way in ways:
            way.unlink(missing_ok=True)


def explorer(title: str, token: str | None = None) -> OnePage:
    """Give the explorer's server, ready to serve.

    Parameters
    ----------
    title
        The school's name, for the page's title.
    token
        What whoever asks must know; left out: a random one.

    Returns
    -------
    OnePage
        On the school that `LADDERS_SCHOOL` names.
    """
    config = Config()
    config.OnePage.log_level = logging.ERROR
    config.OnePage.tornado_settings = {
        "headers": {"Content-Security-Policy": OWN_HOST, "Referrer-Policy": "no-referrer"}
    }
    page = config.VoilaConfiguration
    page.template = "base"
    page.allow_template_override = page.allow_theme_override = "NO"
    page.preheat_kernel = True
    page.default_pool_size = 1
    page.show_tracebacks = True  # Our own page turns them into words.
    page.extension_allowlist = FRONT_ENDS
    page.file_allowlist = []
    page.multi_kernel_manager_class = Kernels
    page.resources = {
        "ladders": {"school": title, "own_errors": OWN_ERRORS, "parts": parts_of_the_page()}
    }
    config.MappingKernelManager.transport_encryption = "auto"
    config.VoilaKernelManager.fill_delay = NEXT_PAGE_AFTER
    logging.getLogger("tornado").setLevel(logging.ERROR)
    # The one of this process, so that all that is said goes through its own log.
    server = OnePage.instance(
        config=config,
        ip=HERE,
        kernel_websocket_connection_class=PromptConnection,
        token=token or token_hex(24),
        notebook_path=str(FOLDER / "explore.ipynb"),
    )
    server.log.addFilter(in_plain_words)
    server.initialize([])
    return server


def parts_of_the_page() -> list[str]:
    """List the scripts that voila's own script asks for, to fetch while the school is read.

    Returns
    -------
    list of str
        File names. None where voila names its parts differently: the page then opens a little
        later, with the same content.
    """
    folders = [Path(folder) for folder in collect_static_paths(["voila", "nbconvert"], "base")]
    for folder in folders:
        script = folder / "voila.js"
        if script.is_file():
            numbers = dict.fromkeys(re.findall(r"\be\((\d+)\)", script.read_text("utf-8")))
            names = (f"{number}.voila.js" for number in numbers)
            return [name for name in names if (folder / name).is_file()]
    return []


def in_plain_words(record: logging.LogRecord) -> bool:
    """Say what the toolkit itself says in one line, and of anything else where it went wrong.

    Parameters
    ----------
    record
        What is about to be written in the window of the command.

    Returns
    -------
    bool
        True: nothing is left out.
    """
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, CellExecutionError):
        own = error.ename in OWN_ERRORS
        record.msg = f"{error.ename}: {error.evalue}" if own else strip_ansi(error.traceback)
        record.args, record.exc_info = (), None
    return True
