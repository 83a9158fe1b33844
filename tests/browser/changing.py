"""Choosing in the explorer as a person does, wherever it is opened, and waiting for the answer."""

from __future__ import annotations

from typing import Any

EXPLORER = ".ladders-explorer"
DRAWN = f"{EXPLORER}[data-seq]:not([aria-busy])"
FIGURE = f"{EXPLORER} figure"
SHOWN = f"document.querySelector('{FIGURE}').innerText"


def after(page: Any, do: Any) -> None:
    """Do something, and wait until its answer is drawn."""
    seq = int(page.get_attribute(DRAWN, "data-seq"))
    do()
    page.wait_for_function(
        "seq => Number(document.querySelector('.ladders-explorer').dataset.seq) > seq"
        " && !document.querySelector('.ladders-explorer').hasAttribute('aria-busy')",
        arg=seq,
    )


def unfold_groups(page: Any) -> None:
    """Open the lists of groups, which are folded away at first."""
    page.evaluate("document.querySelector('.ladders-explorer .groups').open = true")


def there_and_back(page: Any, name: str) -> None:
    """Change one list, see another picture, change it back, and see the first again.

    The picture is drawn anew where the page has become wider or narrower, as when a long page lost
    its scroll bar: so each is waited for.
    """
    one = page.locator(f'{EXPLORER} select[data-control="{name}"]')
    before, chosen = page.inner_text(FIGURE), one.input_value()
    values = one.locator("option").evaluate_all("all => all.map(each => each.value)")
    other = [each for each in values if each != chosen][-1]
    after(page, lambda: one.select_option(other))
    page.wait_for_function(f"text => {SHOWN} !== text", arg=before)
    after(page, lambda: one.select_option(chosen))
    page.wait_for_function(f"text => {SHOWN} === text", arg=before)
