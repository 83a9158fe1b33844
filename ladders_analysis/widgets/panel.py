"""A panel: controls, a sentence that reflects what is chosen, one picture and its tables.

The picture is one figure, drawn again and again into an image with a description. A panel never
fails in silence: what went wrong is said in its place, nothing of the earlier choice is left
standing under the new one, and the error goes on to whoever called.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Collection
from typing import Any

import ipywidgets
from matplotlib.axes import Axes

from ladders_analysis.errors import LaddersError
from ladders_analysis.plots.picture import show
from ladders_analysis.questions.answers import Answer, write_table
from ladders_analysis.school import School
from ladders_analysis.widgets.controls import Controls

Ask = Callable[..., Answer]
SCREEN_DPI = 144.0
"""Crisp on a fine screen at the size a page shows, and quicker than print."""
_STYLE = (
    "<style>.ladders-panel p{font-size:1.05em;line-height:1.45;max-width:60em;margin:.5em 0}"
    ".ladders-panel table{border-collapse:collapse;margin:.75em 0;line-height:1.35}"
    ".ladders-panel caption{text-align:left;font-weight:bold;padding:.25em 0}"
    ".ladders-panel th,.ladders-panel td{text-align:left;padding:.2em .8em .2em 0;"
    "border-bottom:1px solid #c3cad1;vertical-align:top}"
    ".ladders-panel td.ladders-number{text-align:right}"
    ".ladders-panel figure{margin:0}.ladders-panel img{max-width:100%;height:auto}"
    ".ladders-panel .ladders-trouble{border-left:4px solid #b3261e;padding-left:.8em}</style>"
)


class View(ipywidgets.VBox):
    """Where an answer is shown: sentence, picture, tables.

    Attributes
    ----------
    sentence, picture, tables
        The HTML of each.
    error
        What went wrong with the latest choice; None when nothing did.
    """

    def __init__(self) -> None:
        self.sentence = ipywidgets.HTML()
        self.picture = ipywidgets.HTML()
        self.tables = ipywidgets.HTML()
        self.error: Exception | None = None
        self._axes: Axes | None = None
        super().__init__([self.sentence, self.picture, self.tables])
        self.add_class("ladders-panel")

    def answer(self, ask: Ask, school: School, words: dict[str, Any]) -> None:
        """Ask, and show the answer; what goes wrong is shown and raised."""
        try:
            answer = ask(school, **words, ax=self._axes)
            picture = show(answer.axes, dpi=SCREEN_DPI)._repr_html_()
        except Exception as error:
            self._fail(error)
            raise
        self._axes, self.error = answer.axes, None
        self.sentence.value = _STYLE + answer.sentence._repr_html_()
        self.picture.value = picture
        self.tables.value = "".join(
            write_table(table, name) for name, table in answer.tables.items()
        )

    def _fail(self, error: Exception) -> None:
        """Say what went wrong; only the toolkit's own words may be quoted."""
        self.error = error
        # A half-drawn figure is not drawn on again.
        self._axes = None
        if isinstance(error, LaddersError):
            said = html.escape(str(error))
        else:
            said = (
                f"Something went wrong here ({html.escape(type(error).__name__)}). Choose "
                "something else; if it happens again, tell whoever looks after this toolkit what "
                "was chosen."
            )
        self.sentence.value = f'{_STYLE}<p class="ladders-trouble" role="alert">{said}</p>'
        self.picture.value = ""
        self.tables.value = ""


class Panel(ipywidgets.VBox):
    """Controls above the answer to one question.

    Parameters
    ----------
    school
        A school, or a trust.
    ask
        A plain call that takes a school, what is chosen, and `ax`, and gives an `Answer`.
    names
        The controls it takes, by the names of its own arguments.

    Attributes
    ----------
    controls, view
        What is chosen, and what is shown.
    """

    def __init__(self, school: School, ask: Ask, names: Collection[str]) -> None:
        self._ask, self._names = ask, tuple(names)
        self.controls = Controls(school, ["school", *names])
        self.view = View()
        super().__init__([self.controls, self.view])
        self.controls.tell(self.refresh)
        self.refresh()

    @property
    def error(self) -> Exception | None:
        """What went wrong with the latest choice; None when nothing did."""
        return self.view.error

    def refresh(self) -> None:
        """Ask again with what is chosen now."""
        self.view.answer(self._ask, self.controls.school, words_for(self.controls, self._names))


def words_for(controls: Controls, names: Collection[str]) -> dict[str, Any]:
    """Return what is chosen, as far as a question asks for it."""
    chosen = controls.chosen
    return {name: chosen[name] for name in names}
