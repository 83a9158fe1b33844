"""Choosing in the explorer as a person does, wherever it is opened, and waiting for the answer."""

from __future__ import annotations

from typing import Any

EXPLORER = ".ladders-explorer"
DRAWN = f"{EXPLORER}[data-seq]:not([aria-busy])"


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
    """Change one list, see another picture, change it back, and see the first again."""
    one = page.locator(f'{EXPLORER} select[data-control="{name}"]')
    picture = page.locator(f"{EXPLORER} figure")
    before, chosen = picture.inner_text(), one.input_value()
    values = one.locator("option").evaluate_all("all => all.map(each => each.value)")
    other = [each for each in values if each != chosen][-1]
    after(page, lambda: one.select_option(other))
    assert picture.inner_text() != before, name
    after(page, lambda: one.select_option(chosen))
    assert picture.inner_text() == before, name
