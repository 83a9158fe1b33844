"""The explorer: Python answers what the page asks, with a view or with plain words why not.

The page sends what was chosen (`asked`) and draws the view that comes back; it computes nothing.
Whatever goes wrong is said on the page, leaves nothing of the earlier choice standing, and is
raised, so that no failure is silent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import msgspec
import traitlets

from ladders_analysis.errors import LaddersError
from ladders_analysis.exploring.explored import Explored
from ladders_analysis.exploring.selection import PARTS, Selection, from_link
from ladders_analysis.exploring.views import View
from ladders_analysis.school import School
from ladders_analysis.widgets.idle import IdleWork
from ladders_analysis.widgets.joining import page_script, page_style

_PAGE_ONLY = {"seq", "link"}
_WHEN = ("end", "school")


class Explorer(anywidget.AnyWidget):
    """One page: lists to choose from, a sentence, a picture, and the pupils behind it.

    Parameters
    ----------
    school
        A school, or a trust.
    parts
        Which of the questions are asked, of `PARTS`; the first is looked at first.
    choice
        What is chosen at first, by the names of a `Selection`; a cohort may be "Year 4".

    Attributes
    ----------
    asked
        From the page: ``{"seq": n}`` and what was chosen anew; ``"link"`` is the end of a link.
    view
        To the page: what stands on it, a `View` as plain records.
    parts
        To the page: the questions.
    wanted, file
        From the page ``{"seq": n, "kind": "csv"}``, and to it the file's name, media type and data.
    error
        What went wrong with the latest choice; None when nothing did.
    """

    _esm = page_script()
    _css = page_style()
    asked = traitlets.Dict().tag(sync=True, echo_update=False)
    view = traitlets.Dict().tag(sync=True)
    parts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    wanted = traitlets.Dict().tag(sync=True, echo_update=False)
    file = traitlets.Dict().tag(sync=True)

    def __init__(self, school: School, parts: Sequence[str] = PARTS, /, **choice: Any) -> None:
        self.error: Exception | None = None
        self._school = school
        self._explored = Explored(school)
        self._selection = Selection()
        self._idle = IdleWork()
        super().__init__(parts=list(parts))
        self._selection = self._explored.asked(**{"part": parts[0], **choice})
        self._answer(0, {})

    @property
    def selection(self) -> Selection:
        """What is chosen now."""
        return self._selection

    def choose(self, **changes: Any) -> None:
        """Choose as a reader does on the page.

        Parameters
        ----------
        changes
            Names of a `Selection` and their new values; a cohort may be "Year 4".

        Raises
        ------
        LaddersError
            Something that is not here; the page says so too.
        """
        latest = max(self.view.get("seq", 0), self.asked.get("seq", 0))
        self.asked = {"seq": latest + 1, **self._in_full(changes)}

    @traitlets.observe("asked")
    def _on_asked(self, change: Mapping[str, Any]) -> None:
        asked = change["new"]
        self._answer(asked.get("seq", 0), asked)

    @traitlets.observe("wanted")
    def _on_wanted(self, change: Mapping[str, Any]) -> None:
        wanted = change["new"]
        answer = {"seq": wanted.get("seq", 0)}
        try:
            made = self._explored.export(self._selection, wanted.get("kind", ""))
        except Exception as error:
            self.error = error
            self.file = answer | {"trouble": in_plain_words(error)}
            raise
        self.file = answer | {"name": made.name, "media": made.media, "data": made.data}

    def _answer(self, seq: int, asked: Mapping[str, Any]) -> None:
        """Show the view of a changed selection, or what stands in the way."""
        self._idle.stop()
        self.error = None
        try:
            self._selection = self._changed(asked)
            self._selection = self._explored.settle(self._selection)
            shown = self._explored.view(self._selection, seq)
        except Exception as error:
            self.error = error
            self.view = View(
                seq=seq, trouble=in_plain_words(error), selection=self._selection
            ).plain()
            raise
        self.view = shown.plain()
        self._idle.start(self._explored.prepare(self._selection), self.log)

    def _changed(self, asked: Mapping[str, Any]) -> Selection:
        """Read what is asked; a question that this page does not ask is left."""
        changes = {name: value for name, value in asked.items() if name not in _PAGE_ONLY}
        selection = self._selection
        if "link" in asked:
            selection = Selection().changed(from_link(str(asked["link"])))
        if changes:
            selection = selection.changed(changes)
        if selection.part in self.parts:
            return selection
        return msgspec.structs.replace(selection, part=self.parts[0])

    def _in_full(self, choice: Mapping[str, Any]) -> dict[str, Any]:
        """Write a change made in code as the page would: cohorts by leaving year, one of two."""
        changes = dict(choice)
        if isinstance(changes.get("cohort"), str):
            end, school = (changes.get(name) or getattr(self._selection, name) for name in _WHEN)
            named = self._explored.asked(cohort=changes["cohort"], end=end, school=school)
            changes["cohort"] = named.cohort
        for one, other in (("cohort", "class_name"), ("class_name", "cohort")):
            if changes.get(one) is not None:
                changes.setdefault(other, None)
        return changes


def in_plain_words(error: Exception) -> str:
    """Say what went wrong; only the toolkit's own words may be quoted.

    Parameters
    ----------
    error
        What was raised.

    Returns
    -------
    str
        The message of a `LaddersError`; of any other only its kind, since it may name a child.

    Examples
    --------
    >>> in_plain_words(LaddersError("Choose an earlier point."))
    'Choose an earlier point.'
    >>> in_plain_words(KeyError("Ann")).partition(".")[0]
    'Something went wrong here (KeyError)'
    """
    if isinstance(error, LaddersError):
        return str(error)
    return (
        f"Something went wrong here ({type(error).__name__}). Choose something else; if it happens "
        "again, tell whoever looks after this toolkit what was chosen."
    )
