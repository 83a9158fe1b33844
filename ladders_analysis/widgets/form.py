"""A form: a few fields, a button, and one line that says what became of it.

What is saved is decided by the plain call that the form is given; the form adds nothing to it.
It never fails in silence: what went wrong is said in the line, and goes on to whoever pressed.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Mapping
from typing import Any

import ipywidgets

from ladders_analysis.errors import LaddersError

_STYLE = (
    "<style>.ladders-form p{font-size:1.05em;line-height:1.45;max-width:60em;margin:.5em 0}"
    ".ladders-form .ladders-trouble{border-left:4px solid #b3261e;padding-left:.8em}</style>"
)


class Form(ipywidgets.VBox):
    """Fields above a button, and a line that says what was saved or what stood in the way.

    Parameters
    ----------
    fields
        The fields by the names that `save` knows them by; each field's description is its label.
    save
        A plain call that takes the fields' values by name and gives a sentence to show.
    label
        The button's words, such as "Record the conversation".
    cleared
        Names of fields that start afresh once something is saved, so that the next pupil's answer
        is not written over the last one's.

    Attributes
    ----------
    fields
        The fields by name.
    button
        The button.
    status
        The line that says what became of it.
    error
        What went wrong with the latest press; None when nothing did.

    Examples
    --------
    >>> form = Form(
    ...     {"said": ipywidgets.Text(description="What was said")},
    ...     lambda said: f"Kept: {said}",
    ...     "Keep",
    ... )
    >>> form.fields["said"].value = "He reads at home."
    >>> form.press()
    'Kept: He reads at home.'
    """

    def __init__(
        self,
        fields: Mapping[str, ipywidgets.Widget],
        save: Callable[..., str],
        label: str,
        *,
        cleared: Collection[str] = (),
    ) -> None:
        self.fields: dict[str, Any] = dict(fields)
        self._save = save
        self._afresh = {name: self.fields[name].value for name in cleared}
        for field in self.fields.values():
            field.style.description_width = "13em"
            field.layout.width = "auto"
            field.layout.max_width = "46em"
        self.button = ipywidgets.Button(
            description=label, button_style="primary", layout={"width": "max-content"}
        )
        self.status = ipywidgets.HTML(_STYLE + '<p role="status"></p>')
        self.error: Exception | None = None
        super().__init__([*self.fields.values(), self.button, self.status])
        self.add_class("ladders-form")
        self.button.on_click(lambda _: self.press())

    @property
    def values(self) -> dict[str, Any]:
        """What the fields hold now, by name."""
        return {name: field.value for name, field in self.fields.items()}

    def press(self) -> str:
        """Save what the fields hold, and say so; what goes wrong is said and raised.

        Returns
        -------
        str
            What `save` says of it.

        Raises
        ------
        Exception
            Whatever `save` raised, after the form has said so in plain words.
        """
        self.button.disabled = True
        try:
            said = self._save(**self.values)
        except Exception as error:
            self.error = error
            self._say(_trouble(error), 'class="ladders-trouble" role="alert"')
            raise
        finally:
            self.button.disabled = False
        self.error = None
        self._say(said, 'role="status"')
        for name, value in self._afresh.items():
            self.fields[name].value = value
        return said

    def _say(self, words: str, attributes: str) -> None:
        """Show words in the form's line, as words and never as markup."""
        self.status.value = f"{_STYLE}<p {attributes}>{html.escape(words)}</p>"


def _trouble(error: Exception) -> str:
    """Say what went wrong; only the toolkit's own words may be quoted."""
    if isinstance(error, LaddersError):
        return str(error)
    return (
        f"Nothing was saved: something went wrong here ({type(error).__name__}). If it happens "
        "again, tell whoever looks after this toolkit what was written."
    )
