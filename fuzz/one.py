"""Fuzz one target in this process with atheris, keeping the smallest input of each finding.

A finding does not end the run: its input is kept under the place where it came up, the smallest
one of each place, and the run goes on. Hangs, memory and crashes of the process end it; libFuzzer
then writes the input beside the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

TIMEOUT = 10.0
"""An input may take so long [s of CPU time]."""
MOST_MEMORY = 1024
"""An input may take so much memory [MB], the interpreter and all libraries included."""
LONGEST = 6000
"""Inputs are no longer than this [bytes]; large files are timed by the benchmarks."""


@dataclass
class Tally:
    """What was done so far."""

    executions: int = 0
    read: int = 0
    slowest: float = 0.0
    largest: int = 0
    findings: dict[str, int] = field(default_factory=dict)


class Keeper:
    """Runs inputs, tallies them, and keeps the findings.

    Parameters
    ----------
    hold
        Takes an input and says whether it was read; raises a finding.
    folder
        Where findings and the tally go.
    """

    def __init__(self, hold: Callable[[bytes], bool], folder: Path) -> None:
        self.hold = hold
        self.folder = folder
        self.tally = Tally()
        self.sizes: dict[str, int] = {}

    def __call__(self, data: bytes) -> None:
        """Run one input."""
        began = time.process_time()
        try:
            self.tally.read += self.hold(data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of a Rust library is no Exception
            self._keep(_place(error), data, error)
        took = time.process_time() - began
        self.tally.executions += 1
        self.tally.slowest = max(self.tally.slowest, took)
        self.tally.largest = max(self.tally.largest, len(data))
        if took > TIMEOUT:
            self._keep("slow", data, None)
        if self.tally.executions % 20 == 0:
            self.save()

    def save(self) -> None:
        """Write the tally down; libFuzzer ends the process without a word."""
        text = json.dumps(asdict(self.tally))
        (self.folder / "tally.json").write_text(text, encoding="utf-8")

    def _keep(self, place: str, data: bytes, error: BaseException | None) -> None:
        self.tally.findings[place] = self.tally.findings.get(place, 0) + 1
        if len(data) >= self.sizes.get(place, sys.maxsize):
            return
        self.sizes[place] = len(data)
        name = hashlib.sha256(place.encode()).hexdigest()[:12]
        (self.folder / f"{name}.bin").write_bytes(data)
        told = "".join(traceback.format_exception(error)) if error else "slow"
        (self.folder / f"{name}.txt").write_text(f"{place}\n\n{told}", encoding="utf-8")
        self.save()


def _place(error: BaseException) -> str:
    """Name a finding by its kind and the innermost line of ours that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "ladders_analysis" in frame.filename]
    frame = (ours or frames)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}, {frame.name}"


def write_dictionary(tokens: tuple[str, ...], path: Path) -> None:
    """Write telling words as libFuzzer takes them."""
    lines = []
    for token in tokens:
        escaped = "".join(
            chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
            for byte in token.encode("utf-8")
        )
        lines.append(f'"{escaped}"\n')
    path.write_text("".join(lines), encoding="ascii")


def main() -> None:
    """Fuzz the target named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--timeout", type=int, default=int(TIMEOUT))
    stated = parser.parse_args()

    import atheris

    ours = ["ladders_analysis.exports", "ladders_analysis.checking"]
    with atheris.instrument_imports(include=ours, enable_loader_override=False):
        from fuzz.real import real_seeds
        from fuzz.targets import TARGETS

    target = TARGETS[stated.target]
    findings = stated.out / "findings" / target.name
    corpus = stated.out / "corpus" / target.name
    for folder in (findings, corpus):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in (*target.seeds, *real_seeds(target.name)):
        (corpus / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    dictionary = Path(tempfile.gettempdir()) / f"dictionary-{target.name}.txt"
    write_dictionary(target.tokens, dictionary)
    keeper = Keeper(target.hold, findings)
    flags = [
        f"-max_total_time={stated.seconds}",
        f"-timeout={stated.timeout}",
        f"-rss_limit_mb={MOST_MEMORY}",
        f"-max_len={LONGEST}",
        "-len_control=0",
        f"-dict={dictionary}",
        f"-artifact_prefix={findings}/",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *flags, str(corpus)], keeper)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
