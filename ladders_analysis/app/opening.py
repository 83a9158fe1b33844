"""Opening the browser at a page whose address holds a secret.

The address goes by a small file that only its owner can read: what is written on the command line
of a browser can be seen by everybody on the computer.
"""

from __future__ import annotations

import html
import os
import tempfile
import threading
import webbrowser
from pathlib import Path

_PAGE = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
    '<meta http-equiv="refresh" content="0;url={address}"><title>Opening the explorer</title>'
    '</head><body><main><p><a href="{address}">Open the explorer</a></p></main></body></html>'
)


def open_browser(address: str) -> Path:
    """Open the browser at an address, by way of a file that only its owner can read.

    Parameters
    ----------
    address
        The page's address, with its token.

    Returns
    -------
    Path
        The file, to be removed when the page is no longer served.
    """
    handle, name = tempfile.mkstemp(prefix="ladders_", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(_PAGE.format(address=html.escape(address)))
    way = Path(name)
    # Some browsers are waited for until they close.
    threading.Thread(target=webbrowser.open, args=(way.as_uri(),), daemon=True).start()
    return way
