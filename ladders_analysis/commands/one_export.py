"""One export by itself: how it is read is said by the caller, by its school folder, or by itself.

An export with a column map can only be read with that map. Where the file is listed in the
`school.toml` of its folder (or the folder above), its own `[[export]]` table is used. Otherwise
its content tells the format, or a column map is proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ladders_analysis.english import listing, some
from ladders_analysis.errors import LaddersError, ReadError, SettingsError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.proposing.proposal import propose
from ladders_analysis.exports.proposing.toml_text import curriculum_table, export_table
from ladders_analysis.exports.recognising import Look, look, sentence
from ladders_analysis.exports.registry import format_named
from ladders_analysis.exports.tidy import table_of_name

ALONE = {"defines_pupils": "only if no other file says who the pupils are"}
"""Options that a file checked by itself needs, and a school folder may not."""


class UnknownFormatError(ReadError):
    """A file in no known format: why not, and how it could be read."""


@dataclass(frozen=True)
class HowToRead:
    """How one export is read, and how that was found.

    Attributes
    ----------
    reader, options
        The reader's name, and the other keys of the file's `[[export]]` table.
    format
        The format recognised, None where somebody said it.
    way
        What gave it away.
    notes
        What else should be told.
    """

    reader: str
    options: Mapping[str, Any]
    format: Format | None = None
    way: Recognised | None = None
    notes: Sequence[str] = ()

    def because(self) -> str:
        """Say what the file looks like, and why; blank where somebody said so."""
        return sentence(self.format, self.way) if self.format and self.way else ""

    def asks(self) -> Sequence[str]:
        """List what the school must still say."""
        return self.way.ask if self.way else ()

    def export(self, name: str) -> str:
        """Write the table of school.toml that would read the file in a school folder.

        Blank for a tidy file with its table's own name, which is read without.
        """
        if self.format is None or (self.reader == "tidy" and table_of_name(name) is not None):
            return ""
        if self.format.is_curriculum:
            return curriculum_table(name, self.reader, self.options)
        return export_table(name, self.reader, self.options, ALONE)

    def as_json(self) -> dict[str, Any]:
        """Give what was recognised for programs to read."""
        return {
            "reader": self.reader,
            "title": self.format.title if self.format else "",
            "because": self.way.because if self.way else "",
            "options": dict(self.options),
            "ask": list(self.asks()),
        }


def how_to_read(path: Path, reader: str | None) -> HowToRead:
    """Find the reader of one export, and its options.

    Parameters
    ----------
    path
        The export: a file, or a folder of tables that refer to each other.
    reader
        The reader asked for; None: the one school.toml names for the file, else what its content
        tells.

    Raises
    ------
    ReadError
        When there is no such file, or it looks like several formats equally.
    UnknownFormatError
        When its format is not known.
    """
    if not path.exists():
        raise ReadError(f"{path} is not there. Name a school folder or one export.")
    listed = _as_listed(path, reader)
    if listed is not None:
        return listed
    seen = look(RawFile.read(path))
    if reader is not None:
        format_named(reader)
        own = next((way.options for each, way in seen.found if each.name == reader), {})
        return HowToRead(reader, own, notes=seen.notes)
    settled = seen.settled()
    if settled is None:
        raise _unknown(seen)
    found, way = settled
    others = [
        f"Less likely, but possible with --reader {each.name}: {each.title}; {other.because}."
        for each, other in seen.found[1:]
        if other.strength > 1
    ]
    notes = [*seen.notes, *others]
    return HowToRead(found.name, way.options, found, way, notes)


def _as_listed(path: Path, reader: str | None) -> HowToRead | None:
    """Return what the school.toml of the folder, or of the one above, says of the file."""
    from ladders_analysis.settings import SETTINGS_FILE, read_settings

    for folder in path.absolute().parents[:2]:
        if not (folder / SETTINGS_FILE).is_file():
            continue
        try:
            listed = read_settings(folder).default.exports
        except SettingsError:
            return None  # it can still be read by itself; `ladders check FOLDER` says what is amiss
        inside = path.absolute().relative_to(folder)
        for spec in listed:
            if inside.match(spec.file) and reader in (None, spec.reader):
                return HowToRead(spec.reader, spec.options)
        return None
    return None


def _unknown(seen: Look) -> UnknownFormatError:
    """Say why a file is in no known format, and propose a map where it is a table."""
    file, kind = seen.seen.file, seen.seen.kind
    name = file.path.name
    told = " ".join(seen.notes)
    known = "`ladders formats` lists what can be read."
    if seen.seen.trouble:
        return UnknownFormatError(f"{seen.seen.trouble} {told}{known}")
    if kind == "bundle" and (what := _document(seen.seen.members)):
        return UnknownFormatError(f"{name} is {what}. {told}{known}")
    if kind == "bundle":
        return UnknownFormatError(
            f"{name} holds {_counted(seen.seen.members)}: no bundle that the toolkit knows. Unpack "
            f"it and run `ladders check` on each table inside. {told}{known}"
        )
    if kind not in ("table", "json"):
        words = {"xml": "XML", "turtle": "Turtle", "parquet": "Parquet"}.get(kind, "a file")
        return UnknownFormatError(
            f"{name} is {words}, in no format that the toolkit knows. {told}{known}"
        )
    try:
        proposal = propose(file)
    except LaddersError as error:
        return UnknownFormatError(f"{error} {told}{known}")
    if proposal is None:
        return UnknownFormatError(
            f"{name} is in no format that the toolkit knows, and no row of it looks like a header "
            f"with a pupil's UPN, admission number or name. Export it with a header row and "
            f"the UPN or admission number. {told}{known}"
        )
    ask = f"answer {some(proposal.questions, 'question', 'questions')} (lines like # key = …: "
    ask += "put the right words in and take the first # away)"
    return UnknownFormatError(
        f"{name} is in no format that the toolkit knows by itself. It looks like a table with "
        f"{proposal.holds}. Below is how it could be read. Paste it into the school.toml of your "
        f"school folder, {ask if proposal.questions else 'look it over'}, and run `ladders check` "
        f"on the folder. {told}".rstrip()
        + f"\n\n{proposal.toml}".rstrip()
    )


def _counted(members: Sequence[str]) -> str:
    """Count a bundle's files by their endings; their names may be children's."""
    endings = Counter(PurePosixPath(member).suffix.casefold() or "other" for member in members)
    return listing(f"{count} {each}" for each, count in sorted(endings.items())) or "nothing"


def _document(members: Sequence[str]) -> str:
    """Tell an office document among zips, and what to do about it."""
    if "word/document.xml" in members or "ppt/presentation.xml" in members:
        return "a Word or PowerPoint document. Export the table itself as CSV or XLSX"
    if "content.xml" in members and "mimetype" in members:
        return "an OpenDocument file. Save it as XLSX or CSV"
    return ""
