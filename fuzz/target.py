"""What a target is: a reader, the options it is asked with, inputs to begin with, telling words."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from fuzz.packing import plain
from fuzz.rule import must_hold, must_recognise
from fuzz.school import raw
from ladders_analysis.exports.registry import READERS

CELLS = (
    *("00123", "00124", "R1", "M1", "Secure", "Not yet", "Developing", "S+", "NY", "EXS", "WTS"),
    *("2025-12-05", "05/12/2025", "12/25/2025", "45996", "3 Sept 2025", "2026-06-10T23:30:00Z"),
    *("N/A", "absent", "not required", "1.23E+12", "104", "12:04", "722025", "SUPP"),
    *("=HYPERLINK(", "\u202e", "\u00a0", "Zo\u00eb", "O\u2019Brien", "\ufeff", "-1", "99999999999"),
    *("Year 3", "Reception", "2025/26", "H801200001001", "yes", "100%", "sep=;", "Total", '""'),
    *("NaN", "1e309"),
    *(",", ";", "\t", "|", "\r\n", "\n\n", '"', '","', "\x00", "\x1c", "\x85", "\u2028", "inf"),
)
"""Words that any table of a school may hold."""


@dataclass(frozen=True)
class Target:
    """One way of asking a reader.

    Attributes
    ----------
    name
        What `--target` calls it.
    reader
        The reader's name; blank: looking into the file.
    file
        What the file is called.
    options
        What its `[[export]]` table says.
    seeds
        Valid and odd inputs.
    pack
        Makes a file of an input.
    words
        Further words that tell in this format.
    beside
        Makes the files that must lie beside it on the disk.
    """

    name: str
    reader: str
    file: str
    options: Mapping[str, Any]
    seeds: tuple[bytes, ...]
    pack: Callable[[bytes], bytes] = plain
    words: tuple[str, ...] = ()
    beside: Callable[[bytes], Mapping[str, bytes]] | None = None
    cells: tuple[str, ...] = field(default=CELLS)

    @property
    def tokens(self) -> tuple[str, ...]:
        """All words that the fuzzer may put in."""
        return tuple(dict.fromkeys([*self.words, *self.cells]))

    @cached_property
    def folder(self) -> Path:
        """A folder for the files that lie beside."""
        return Path(tempfile.mkdtemp())

    def hold(self, data: bytes) -> bool:
        """Say whether an input was read; raise what breaks the rule."""
        if not self.reader:
            must_recognise(raw(self.file, self.pack(data)))
            return True
        folder = Path("folder")
        if self.beside is not None:
            folder = self.folder
            for name, part in self.beside(data).items():
                (folder / name).write_bytes(part)
        file = raw(self.file, self.pack(data), folder)
        return must_hold(READERS[self.reader].read, file, self.options)
