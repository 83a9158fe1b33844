"""The explorer's page without a kernel: a page file, and a real explorer that answers it.

The page's module gets a model like a notebook's, whose changes go to Python and whose answers come
back, so that what is tested is what a reader meets, without the seconds that a kernel takes.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ladders_analysis.widgets import Explorer
from ladders_analysis.widgets.joining import page_script, page_style

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Explorer</title>
<meta name="viewport" content="width=device-width">
<style>body { margin: 0; } main { padding: 0; } h1 { margin: 0 1rem; font: 600 1rem sans-serif; }
@media (prefers-color-scheme: dark) { body { background: #101214; color: #eee; } }</style>
<style>STYLE</style></head>
<body><main><h1>Example Primary</h1><div id="here"></div></main>
<script type="module">
SCRIPT
const decoded = (file) => file.data === undefined ? file : {
  ...file,
  data: new DataView(Uint8Array.from(atob(file.data), (one) => one.charCodeAt(0)).buffer),
};
class Model {
  constructor(state) { this.state = state; this.hearers = {}; this.changed = {}; }
  get(name) { return this.state[name]; }
  set(name, value) { this.state[name] = value; this.changed[name] = value; }
  on(name, hearer) { (this.hearers[name] ??= new Set()).add(hearer); }
  off(name, hearer) { this.hearers[name]?.delete(hearer); }
  async save_changes() {
    const changed = this.changed;
    this.changed = {};
    this.receive(await window.askPython(changed));
  }
  receive(told) {
    for (const [name, value] of Object.entries(told)) {
      this.state[name] = name === "file" ? decoded(value) : value;
      for (const hearer of this.hearers[`change:${name}`] ?? []) hearer();
    }
  }
}
window.model = new Model(await window.askPython({}));
explorerPage.initialize({ model: window.model });
explorerPage.render({ model: window.model, el: document.getElementById("here") });
</script></body></html>
"""


@dataclass
class AnsweredPage:
    """An explorer, its page, and what the page asked for or complained about."""

    explorer: Explorer
    watched: Any
    raised: list[Exception]

    @property
    def page(self) -> Any:
        """The page."""
        return self.watched.page

    def settle(self) -> None:
        """Wait until the page has drawn the answer to what it asked last."""
        self.page.wait_for_function(
            "() => { const root = document.querySelector('.ladders-explorer');"
            " return root && !root.hasAttribute('aria-busy')"
            " && Number(root.dataset.seq) >= (window.model.get('asked').seq ?? 0); }"
        )

    def choose(self, name: str, value: str) -> None:
        """Choose an entry of a list, as a reader does."""
        if name.startswith("group:"):
            self.page.evaluate("document.querySelector('.groups').open = true")
        self.page.select_option(f'select[data-control="{name}"]', value)
        self.settle()

    def look_at(self, part: str) -> None:
        """Choose a tab."""
        self.page.click(f'[role=tab][data-part="{part}"]')
        self.settle()


def page_file(folder: Path) -> Path:
    """Write the page file; nothing of a school is in it."""
    script = page_script().replace("export default", "const explorerPage =")
    path = folder / "explorer.html"
    path.write_text(
        _PAGE.replace("STYLE", page_style()).replace("SCRIPT", script), encoding="utf-8"
    )
    return path


def answering(explorer: Explorer, raised: list[Exception]) -> Callable[[dict[str, Any]], Any]:
    """Answer a page as a kernel does: the state at first, then what each change brought about."""

    def answer(changed: dict[str, Any]) -> dict[str, Any]:
        names = ("view", "parts", "asked", "file") if not changed else ()
        for name, value in changed.items():
            try:
                explorer.set_trait(name, value)
            except Exception as error:  # A kernel logs it; the page is told by the explorer itself.
                raised.append(error)
            names = (*names, {"asked": "view", "wanted": "file"}[name])
        return {name: _sent(getattr(explorer, name)) for name in names}

    return answer


def _sent(value: Any) -> Any:
    """Write bytes as a kernel's message cannot: in base64."""
    if isinstance(value, dict) and isinstance(value.get("data"), bytes):
        return value | {"data": base64.b64encode(value["data"]).decode()}
    return value
