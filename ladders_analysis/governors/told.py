"""What the sections of a page may draw on: published ranges, phrases, and leaders' own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ladders_analysis.english import in_a_sentence, listing
from ladders_analysis.governors.counting import Figures
from ladders_analysis.governors.findings import Finding, answers
from ladders_analysis.governors.wording import Wording
from ladders_analysis.school_toml import Action

GAP = "Nothing is written here yet: a gap to ask about."


@dataclass(frozen=True)
class Told:
    """All that the sections may draw on; no pupil is among it.

    Parameters
    ----------
    now, then
        The published figures, and those of the same point a year ago.
    wording
        The page's phrases.
    exceptions, strengths
        What stands out.
    actions
        What leaders are doing.
    ladders
        The ladders of each subject.
    sparse
        Row names and subjects in which many of the judgements due have not been made.
    came_of_asking
        What leaders have approved of conversations with teachers, oldest first.
    """

    now: Figures
    then: Figures | None
    wording: Wording
    exceptions: tuple[Finding, ...]
    strengths: tuple[Finding, ...]
    actions: tuple[Action, ...]
    ladders: Mapping[str, tuple[str, ...]]
    sparse: frozenset[tuple[str, str]]
    came_of_asking: tuple[str, ...] = ()

    def answered(self, finding: Finding) -> tuple[Action, ...]:
        """Return what leaders are doing about a finding."""
        ladders = self.ladders.get(finding.subject, ())
        return tuple(action for action in self.actions if answers(action, finding, ladders))

    @property
    def unanswered(self) -> tuple[Finding, ...]:
        """The exceptions about which leaders have written nothing."""
        return tuple(finding for finding in self.exceptions if not self.answered(finding))

    @property
    def why_no_rows(self) -> str:
        """Why there is no figure at all, in a sentence."""
        if self.now.thin and not self.now.subjects:
            return (
                f"Hardly any pupil could be placed by {self.wording.end}, so there are no figures "
                "yet."
            )
        return (
            "There are too few pupils to report figures without pointing at individual children. "
            "Ask leaders how they look at each child."
        )


def spoken_list(subjects: Sequence[str]) -> str:
    """Join subjects as a sentence does."""
    return listing(in_a_sentence(subject) for subject in subjects)
