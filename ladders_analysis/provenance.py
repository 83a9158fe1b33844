"""Where a figure comes from: definition, policy, curriculum, dates, files and toolkit version.

Every result carries one of these, and everything drawn or released from it prints it small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ladders_analysis.snapshot import Snapshot
from ladders_analysis.version import __version__


@dataclass(frozen=True)
class Provenance:
    """Where a result comes from.

    Attributes
    ----------
    definition, version, parameters
        The progress definition.
    policy, curriculum
        Fingerprints of the expectation policy and of the curriculum, by school.
    start, end
        Both assessment points, each with the day its entries closed.
    sources
        SHA-256 of each source file.
    toolkit
        The toolkit's version.
    """

    definition: str
    version: str
    parameters: Mapping[str, Any]
    policy: Mapping[str, str]
    curriculum: Mapping[str, str]
    start: str
    end: str
    sources: Mapping[str, str]
    toolkit: str = __version__

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)

    @property
    def small_print(self) -> str:
        """One line to print beneath a figure."""
        with_parameters = "".join(
            f", {name.replace('_', ' ')} {'none' if value is None else value}"
            for name, value in self.parameters.items()
        )
        files = hashlib.sha256("".join(sorted(self.sources.values())).encode()).hexdigest()[:12]
        return (
            f"Definition {self.definition} {self.version}{with_parameters}; {self.start} to "
            f"{self.end}; policy {_joined(self.policy)}; curriculum {_joined(self.curriculum)}; "
            f"{len(self.sources)} source files {files}; ladders_analysis {self.toolkit}."
        )


def provenance_of(
    definition: str,
    version: str,
    parameters: Mapping[str, Any],
    pairs: Iterable[tuple[Snapshot, Snapshot]],
) -> Provenance:
    """Write down where a result over one or more schools comes from."""
    pairs = list(pairs)
    starts = dict.fromkeys(_point(start) for start, _ in pairs)
    ends = dict.fromkeys(_point(end) for _, end in pairs)
    return Provenance(
        definition=definition,
        version=version,
        parameters=dict(parameters),
        policy={end.school_id: end.settings.policy_hash for _, end in pairs},
        curriculum={end.school_id: end.grid.curriculum_hash for _, end in pairs},
        start=" / ".join(starts),
        end=" / ".join(ends),
        sources={
            name: digest for _, end in pairs for name, digest in end.of_school.sources.items()
        },
    )


def _point(snapshot: Snapshot) -> str:
    point = snapshot.point
    return f"{point.label} (entries to {point.entries_close.isoformat()})"


def _joined(hashes: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(hashes.values()))
