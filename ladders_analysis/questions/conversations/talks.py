"""A pupil to ask about, and a class with its pupils, most worth asking about first."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ladders_analysis.questions.conversations.kinds import GOOD, Reason


@dataclass(frozen=True)
class LastTime:
    """What was said the last time a pupil was talked about."""

    subject: str
    on: pd.Timestamp
    said: str
    action: str
    review_on: pd.Timestamp | None
    overdue: bool


@dataclass(frozen=True)
class Talk:
    """A pupil to ask about: the reasons, strongest first, and what was said last time."""

    pupil_id: str
    name: str
    reasons: tuple[Reason, ...]
    last: LastTime | None

    @property
    def kind(self) -> str:
        """The kind of the strongest reason."""
        return self.reasons[0].kind

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects that there is something to ask about, strongest reason first."""
        return tuple(dict.fromkeys(reason.subject for reason in self.reasons))


@dataclass(frozen=True)
class ClassTalk:
    """A class: what to ask about most of it, and whom to ask about, most worth asking first.

    Attributes
    ----------
    name
        The class, or the year group where the school names no classes.
    years
        Its year groups in words; blank where the name says it.
    pupils
        Pupils in scope.
    alike
        What most of the class shares, and the question about it.
    talks
        Every pupil with a reason.
    """

    name: str
    years: str
    pupils: int
    alike: tuple[tuple[str, str], ...]
    talks: tuple[Talk, ...]

    @property
    def title(self) -> str:
        """The class as a heading names it."""
        return f"{self.name} ({self.years})" if self.years else self.name

    def first(self, most: int | None) -> tuple[Talk, ...]:
        """Return the pupils who are most worth asking about.

        Parameters
        ----------
        most
            How many; None for all.

        Notes
        -----
        Of the places, the last is kept for good news wherever there is any: a teacher is also asked
        about what went well, and what made the difference.
        """
        if most is None or len(self.talks) <= most:
            return self.talks
        chosen = self.talks[:most]
        glad = [talk for talk in self.talks if GOOD in {reason.kind for reason in talk.reasons}]
        if most > 1 and glad and not any(talk in chosen for talk in glad):
            chosen = (*chosen[:-1], glad[0])
        return chosen

    def others(self, most: int | None) -> tuple[Talk, ...]:
        """Return the pupils with a reason who are not among the first."""
        chosen = self.first(most)
        return tuple(talk for talk in self.talks if talk not in chosen)


@dataclass(frozen=True)
class Asked:
    """Whom to ask about in each class, between which points, and where that comes from.

    Attributes
    ----------
    classes
        The classes, youngest first.
    when
        The points in words.
    note
        Where the figures come from.
    silence
        Why there is nothing to ask, and what would change it; blank where there is.
    """

    classes: tuple[ClassTalk, ...] = ()
    when: str = ""
    note: str = ""
    silence: str = ""
