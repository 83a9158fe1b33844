"""Sentences and tables as a notebook shows them: whole, escaped, and able to be heard."""

from __future__ import annotations

import pandas as pd

from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.questions.answers import Readable, Sentence, silent, write_table


def test_a_sentence_is_shown_as_text_and_nothing_else() -> None:
    """What looks like HTML is a name; a new line is a new paragraph."""
    shown = Sentence("<b>Ann</b> & Bob\nboth")._repr_html_()
    assert shown == (
        '<p class="ladders-sentence">&lt;b&gt;Ann&lt;/b&gt; &amp; Bob</p>'
        '<p class="ladders-sentence">both</p>'
    )


def test_a_table_has_headers_for_its_rows_and_columns() -> None:
    """Index names and columns head columns; index values head rows; all is escaped."""
    table = pd.DataFrame(
        {"<Pupils>": [3, 1], "Share": [0.5, float("nan")], "Key": [True, False]},
        index=pd.MultiIndex.from_tuples([("Maths", "Year 1"), ("PE", "<i>")], names=["S", "C"]),
    )
    shown = write_table(table, "Now & then")
    assert "<caption>Now &amp; then</caption>" in shown
    assert (
        '<th scope="col">S</th><th scope="col">C</th><th scope="col">&lt;Pupils&gt;</th>' in shown
    )
    assert '<th scope="row">PE</th><th scope="row">&lt;i&gt;</th>' in shown
    assert (
        '<td class="ladders-number">3</td><td class="ladders-number">0.5</td><td>yes</td>' in shown
    )
    assert '<td class="ladders-number">–</td><td>no</td>' in shown


def test_long_words_are_never_cut_short() -> None:
    """A question is worth reading to its end."""
    long = "What has changed since then, and what would help first? " * 3
    assert long.strip() in Readable({"To ask": [long.strip()]})._repr_html_()
    assert isinstance(Readable({"a": [1], "b": [2]}).drop(columns="a").head(1), Readable)


def test_a_table_without_rows_is_not_shown() -> None:
    """The sentence has said so."""
    assert write_table(pd.DataFrame({"a": []}), "Nothing") == ""
    assert Readable()._repr_html_() == ""


def test_a_silent_answer_says_why_in_sentence_and_picture() -> None:
    """The reason is in both, and there is no table."""
    answer = silent("Choose one school.")
    assert answer.sentence == "Choose one school."
    assert "Choose one school." in alt_text(answer.axes)
    assert len(answer.table) == 0
    assert answer._repr_html_().count("<table") == 0
