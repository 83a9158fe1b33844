"""A class pupil by pupil, as a list that reads well on a screen and fits on paper.

A table of so many words leaves most of a page white. Here a pupil is a name and a line a subject.
"""

from __future__ import annotations

import html
from dataclasses import dataclass

from ladders_analysis.english import some
from ladders_analysis.questions.handing_over.each_pupil import Pupil, Subject
from ladders_analysis.questions.handing_over.told import (
    now_in_words,
    open_in_words,
    secure_in_words,
)


@dataclass(frozen=True)
class PupilList:
    """Pupils with what they carry forward; a notebook and a page show them whole.

    Attributes
    ----------
    pupils
        The pupils, by name.
    """

    pupils: tuple[Pupil, ...] = ()

    def __repr__(self) -> str:
        """Say how many there are, and no name."""
        return f"<PupilList: {some(len(self.pupils), 'pupil', 'pupils')}>"

    def _repr_html_(self) -> str:
        """Return each pupil with a line a subject, every word meant as itself."""
        if not self.pupils:
            return '<p class="ladders-sentence">There is no pupil to tell of.</p>'
        each = "".join(_pupil(pupil) for pupil in self.pupils)
        return f'<div class="ladders-pupils">{each}</div>'


def _pupil(pupil: Pupil) -> str:
    """Write one pupil."""
    lines = "".join(f"<dd>{_line(subject)}</dd>" for subject in pupil.subjects)
    return f"<dl><dt>{html.escape(pupil.name)}</dt>{lines}</dl>"


def _line(subject: Subject) -> str:
    """Write one subject: standing, what is open, what is secure, what was agreed."""
    opened, secure = open_in_words(subject), secure_in_words(subject)
    parts = [f"<strong>{html.escape(subject.name)}</strong> {html.escape(now_in_words(subject))}."]
    if opened:
        parts.append(f"<strong>Open:</strong> {html.escape(opened)}")
    if secure:
        parts.append(f"<strong>Secure:</strong> {html.escape(secure)}.")
    if subject.never_judged:
        parts.append(f"<strong>Taught, never judged:</strong> {subject.never_judged}.")
    if subject.agreed:
        parts.append(f"<strong>Agreed:</strong> {html.escape(subject.agreed)}.")
    return " ".join(parts)
