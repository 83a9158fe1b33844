"""Time the explorer as a person meets it: the command, then one control after another.

The app is started by its own command on the sample school, on the same school with every statement
three times (a class then makes a gap grid of 30 × 60), and on a made-up trust. A change is timed in
the page, from the event to the frame in which the new picture stands, pictures decoded. Each
control is changed under each picture (bars, flow, gap grid, groups), because what is drawn differs.
Between two changes the page is left alone for a moment (`--pause`), as by a person who looks.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pandas as pd
from playwright.sync_api import Page, sync_playwright

from ladders_analysis.places import sample_folder

LADDERS = [sys.executable, "-c", "from ladders_analysis.cli import main; main()"]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync".split()
FLAGS += ["--disable-background-networking", "--disable-component-update"]
PARTS = "where moved statements groups".split()
DRAWN = ".ladders-explorer[data-seq]"
PATIENCE = 120_000
# The app makes a second page ready meanwhile: that is not what is timed.
QUIET_AFTER = 10.0

# Changes one control, or clicks one tab; gives milliseconds, or null where nothing can be changed.
CHANGE = """
async ({control, part}) => {
  const root = document.querySelector('.ladders-explorer');
  const before = Number(root.dataset.seq);
  const painted = new Promise((resolve, reject) => {
    const stop = setTimeout(() => reject(new Error('no new picture')), 30000);
    const watch = new MutationObserver(() => {
      const now = document.querySelector('.ladders-explorer');
      if (!now || !(Number(now.dataset.seq) > before)) return;
      watch.disconnect();
      clearTimeout(stop);
      requestAnimationFrame(async () => {
        await Promise.all([...now.querySelectorAll('img')].map((img) => img.decode()));
        const after = new MessageChannel();
        after.port1.onmessage = () => resolve(performance.now());
        after.port2.postMessage(0);
      });
    });
    watch.observe(document.body, {attributes: true, subtree: true, attributeFilter: ['data-seq']});
  });
  let began;
  if (part) {
    const tab = root.querySelector(`[role=tab][data-part="${part}"]`);
    if (!tab || tab.getAttribute('aria-selected') === 'true') return null;
    began = performance.now();
    tab.click();
  } else {
    const select = root.querySelector(`select[data-control="${control}"]`);
    if (!select || select.disabled || !select.checkVisibility()) return null;
    const choices = [...select.options].filter((each) => !each.disabled);
    if (choices.length < 2) return null;
    const next = (choices.indexOf(select.selectedOptions[0]) + 1) % choices.length;
    began = performance.now();
    select.value = choices[next].value;
    select.dispatchEvent(new Event('change', {bubbles: true}));
  }
  return (await painted) - began;
}
"""
# The lists that stand under a picture: all but groups, and two of those.
LISTS = """
() => {
  const root = document.querySelector('.ladders-explorer');
  const folded = [...root.querySelectorAll('details:has(select)')];
  folded.forEach((each) => { each.open = true; });
  const lists = [...root.querySelectorAll('select[data-control]')];
  const names = lists.map((each) => each.dataset.control);
  const groups = names.filter((name) => name.startsWith('group:')).slice(0, 2);
  return [...names.filter((name) => !name.startsWith('group:')), ...groups];
}
"""
SIZES = """
() => {
  const all = performance.getEntriesByType('resource');
  const bytes = (each) => each.reduce((sum, one) => sum + one.decodedBodySize, 0);
  const page = performance.getEntriesByType('navigation')[0].decodedBodySize;
  const scripts = all.filter((one) => new URL(one.name).pathname.endsWith('.js'));
  return {page, scripts: bytes(scripts), files: all.length, all: page + bytes(all)};
}
"""


@contextmanager
def served(folder: Path | None) -> Iterator[str]:
    """Run the command; give the address it says."""
    words = ["explore", *([str(folder)] if folder else []), "--app", "--no-browser"]
    with subprocess.Popen([*LADDERS, *words], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = None
        for line in process.stderr:
            found = re.search(r"http://\S+token=\w+", line)
            if found:
                break
        try:
            yield found[0] if found else sys.exit("the app did not start")
        finally:
            process.terminate()


def first_picture(browser: Any, folder: Path | None) -> float:
    """Give the seconds from the command to the first picture."""
    page = browser.new_page()
    page.goto("about:blank")
    began = time.perf_counter()
    with served(folder) as address:
        wait_for_picture(page, address)
        took = time.perf_counter() - began
        page.close()
    return took


def wait_for_picture(page: Page, address: str) -> None:
    """Open the explorer and wait until its first picture is painted."""
    page.goto(address, wait_until="commit")
    page.wait_for_selector(DRAWN, timeout=PATIENCE)
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => setTimeout(r)))")


def changes(page: Page, times: int, pause: float) -> dict[tuple[str, str], list[float]]:
    """Change every control under every picture; give the milliseconds of each change."""

    def change(**what: str) -> float | None:
        page.wait_for_timeout(1000 * pause)
        took: float | None = page.evaluate(CHANGE, what)
        return took

    taken: dict[tuple[str, str], list[float]] = {}
    for part in PARTS:
        change(part=part)
        # One class in one subject: a flow, and a gap grid that is all of one year.
        for name, place in (("who", 5), ("subject", 1)):
            page.select_option(f"select[data-control={name}]", index=place)
            page.wait_for_timeout(1000)
        for control in page.evaluate(LISTS):
            steps = [change(control=control) for _ in range(times)]
            taken[part, control] = [each for each in steps if each is not None]
    rounds = [(part, change(part=part)) for _ in range(times) for part in PARTS]
    for part in PARTS:
        taken[part, "tab"] = [each for name, each in rounds if name == part and each is not None]
    return {where: each for where, each in taken.items() if each}


def table(taken: dict[str, dict[tuple[str, str], list[float]]]) -> str:
    """Write medians and 95th percentiles, in milliseconds, as a Markdown table."""
    sizes = " | ".join(f"{name}: median | 95th" for name in taken)
    lines = [f"| picture | control | {sizes} |", "|---|---|" + "---|---|" * len(taken)]
    where = dict.fromkeys(place for each in taken.values() for place in each)
    for place in where:
        cells = [cell for each in taken.values() for cell in summary(each.get(place, []))]
        lines.append(f"| {' | '.join(place)} | {' | '.join(cells)} |")
    pooled = [[one for each in size.values() for one in each] for size in taken.values()]
    cells = [cell for each in pooled for cell in summary(each)]
    return "\n".join([*lines, f"| all | all | {' | '.join(cells)} |"])


def summary(steps: list[float]) -> tuple[str, str]:
    """Give the median and the 95th percentile, or dashes."""
    if len(steps) < 2:
        return "–", "–"
    return f"{median(steps):.0f}", f"{quantiles(steps, n=20, method='inclusive')[-1]:.0f}"


def fine_school(cache: Path) -> Path:
    """Give the sample school with every statement, and every judgement, three times; made once."""
    folder = cache / "fine"
    if not folder.is_dir():
        shutil.copytree(sample_folder(), folder)
        for name in ("curriculum.csv", "judgements.csv"):
            table = pd.read_csv(folder / name, dtype="str", keep_default_na=False)
            parts = [table.assign(statement_id=table["statement_id"] + each) for each in "abc"]
            pd.concat(parts).to_csv(folder / name, index=False)
    return folder


def made_up_trust(cache: Path, pupils: int) -> Path:
    """Give a trust of so many pupils, made once."""
    schools = max(round(pupils / 420), 1)
    folder = cache / f"trust_{schools}x420"
    if not folder.is_dir():
        began = time.perf_counter()
        size = ["--schools", str(schools), "--pupils", "420", "--years", "1", "--format", "parquet"]
        subprocess.run([*LADDERS, "sample", folder, *size], check=True, stdout=subprocess.DEVNULL)
        print(f"{schools} schools of 420 made in {time.perf_counter() - began:.0f} s")
    return folder


def main() -> None:
    """Time both sizes and print what came out."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--times", type=int, default=20, help="changes of each control")
    words.add_argument("--starts", type=int, default=3, help="starts of the app")
    words.add_argument("--pause", type=float, default=0.5, help="between two changes [seconds]")
    words.add_argument("--pupils", type=int, default=25_000, help="of the trust; 0 for no trust")
    words.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "ladders_trust", help="folder"
    )
    told = words.parse_args()
    told.cache.mkdir(parents=True, exist_ok=True)
    sizes: dict[str, Path | None] = {"sample": None, "30 × 60": fine_school(told.cache)}
    if told.pupils:
        sizes[f"trust of {told.pupils:,}"] = made_up_trust(told.cache, told.pupils)
    taken = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, folder in sizes.items():
            starts = [first_picture(browser, folder) for _ in range(told.starts)]
            print(f"{name}: command to first picture [s]: " + ", ".join(f"{s:.1f}" for s in starts))
            with served(folder) as address:
                page = browser.new_page(viewport={"width": 1400, "height": 1000})
                wait_for_picture(page, address)
                size = page.evaluate(SIZES)
                print(
                    f"{name}: page {size['page'] / 1000:.0f} kB, scripts "
                    f"{size['scripts'] / 1000:.0f} kB, everything "
                    f"{size['all'] / 1000:.0f} kB in {size['files']} files"
                )
                time.sleep(QUIET_AFTER + starts[-1])
                taken[name] = changes(page, told.times, told.pause)
                page.close()
        browser.close()
    print(table(taken))


if __name__ == "__main__":
    main()
