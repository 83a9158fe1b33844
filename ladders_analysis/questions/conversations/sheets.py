"""The same conversations on paper: one page a class, with room to write what the teacher says.

A sheet of paper between two people leaves both free to talk. It names pupils, so it is for staff of
the school only, and for the shredder once the answers are recorded.
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ladders_analysis.english import some
from ladders_analysis.questions.answers import Sentence
from ladders_analysis.questions.conversations.kinds import GOOD, LOOK_AGAIN
from ladders_analysis.questions.conversations.question import MOST, asked_about
from ladders_analysis.questions.conversations.talks import Asked, ClassTalk, Talk
from ladders_analysis.questions.conversations.told import (
    last_in_words,
    question_in_words,
    whys_in_words,
)
from ladders_analysis.questions.on_paper import sheet
from ladders_analysis.school import School

REASONS_SHOWN = 2
"""So many reasons of a pupil stand on paper; of any further ones only the number is told."""


@dataclass(frozen=True)
class ConversationPages:
    """One page a class for paper; a notebook and the leaders' page show it whole.

    Attributes
    ----------
    asked
        Whom to ask about in each class.
    most
        How many pupils a class are given room; None for all.
    """

    asked: Asked
    most: int | None = MOST

    def __repr__(self) -> str:
        """Say how many pages there are."""
        return f"<ConversationPages: {some(len(self.asked.classes), 'class', 'classes')}>"

    def _repr_html_(self) -> str:
        """Return the pages, every word meant as itself."""
        if self.asked.silence:
            return Sentence(self.asked.silence)._repr_html_()
        return "".join(self._page(each) for each in self.asked.classes)

    def _page(self, each: ClassTalk) -> str:
        """Write one class."""
        shown, others = each.first(self.most), each.others(self.most)
        said = [
            _line(
                "Where to begin: the teacher knows what no record holds. Talked with "
                "______________ on _________"
            )
        ]
        said += [_line(f"About the class. {shared}. {ask}") for shared, ask in each.alike]
        if shown:
            said.append(_table(each, shown))
        else:
            said.append(
                _line("The records raise no question about a pupil here. Ask all the same.")
            )
        if others:
            names = ", ".join(talk.name for talk in others)
            more = f"The records raise a question about {len(others)} more: {names}."
            said.append(f'<p class="ladders-note">{html.escape(more)}</p>')
        return sheet(each.title, f"{each.title}, {self.asked.when}", said)


def conversation_pages(
    school: School,
    start: Any = None,
    end: Any = None,
    *,
    class_name: str | None = None,
    cohort: int | str | None = None,
    subject: str | None = None,
    definition: Any = "against_expectation",
    most: int | None = MOST,
    today: dt.date | None = None,
) -> ConversationPages:
    """Lay the pupils worth a conversation out for paper, one page a class.

    Parameters
    ----------
    school, start, end, class_name, cohort, subject, definition, most, today
        As for `worth_a_conversation`.

    Returns
    -------
    ConversationPages
        Show it as the last line of a cell, or print the rendered page: every class begins on a
        sheet of its own. Whoever has no room there is named at the foot.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.
    """
    asked = asked_about(
        school,
        start,
        end,
        class_name=class_name,
        cohort=cohort,
        subject=subject,
        definition=definition,
        today=today,
    )
    return ConversationPages(asked, most)


def _line(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _table(each: ClassTalk, talks: Sequence[Talk]) -> str:
    """Write a class's pupils, each with room to write in."""
    heads = ("Pupil", "What stands in the records", "A question to begin with, and the answer")
    above = "".join(f'<th scope="col">{head}</th>' for head in heads)
    caption = f"{each.title}: whom to ask about, and what"
    rows = "".join(_row(talk) for talk in talks)
    return (
        f'<table class="ladders-table"><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{above}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(talk: Talk) -> str:
    """Write what is known of one pupil, and leave room for the answer."""
    shown = list(talk.reasons[:REASONS_SHOWN])
    glad = [reason for reason in talk.reasons[REASONS_SHOWN:] if reason.kind == GOOD]
    shown = [*shown[:-1], *glad[:1]] if glad else shown  # good news is told wherever there is any
    why = whys_in_words(shown)
    more = len(talk.reasons) - len(shown)
    why += [f"And {some(more, 'more reason', 'more reasons')}"] if more else []
    lines = [html.escape(f"{line}.") for line in why]
    if talk.last is not None:
        again = talk.kind != LOOK_AGAIN
        said = html.escape(last_in_words(talk.last, again=again))
        lines.append(f"<strong>Last time</strong> {said}")
    return (
        f'<tr><th scope="row">{html.escape(talk.name)}</th><td>{"<br>".join(lines)}</td>'
        f"<td>{html.escape(question_in_words(talk))}"
        '<p class="ladders-write">The teacher says; we will; look again on</p></td></tr>'
    )
