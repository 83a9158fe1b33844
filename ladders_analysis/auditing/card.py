"""The card of an audit: one sentence, then check by check what fails and what does not.

Nothing is said by colour. A failing check comes with one worked example, so that whoever reads it
can say whether the failing matters to them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pandas as pd

from ladders_analysis.auditing.checks import TWICE
from ladders_analysis.auditing.findings import FAILS, NOT_REFUTED, NOT_RUN, Finding
from ladders_analysis.definitions.contract import About
from ladders_analysis.questions.answers import Readable, Sentence, write_table
from ladders_analysis.tabular import plain_table

SIGNS = {FAILS: "✗ fails", NOT_REFUTED: "✓ not refuted", NOT_RUN: "– not run"}
BY_CHANCE = " It answers otherwise when asked again, so the other failures may be chance."
FOR_THE_AUTHOR = (
    "Where this and the audit disagree, the definition or what it says of itself is for its author "
    "to mend."
)


def sentence(about: About, findings: Sequence[Finding], here: int, made_up: int) -> str:
    """Say in one sentence how a definition fared.

    Parameters
    ----------
    about
        What the definition says about itself.
    findings
        What the checks found.
    here, made_up
        Pupils × subjects that it rates, of the cohort at hand and of made-up schools.
    """
    must = [finding for finding in findings if finding.check.must_hold]
    failing = [finding.check.title for finding in must if finding.verdict == FAILS]
    not_run = sum(finding.verdict == NOT_RUN for finding in must)
    unrun = f" {not_run} could not be run." if not_run else ""
    on = _on(here, made_up)
    if failing:
        listed = "; ".join(_lower(title) for title in failing)
        chance = BY_CHANCE if TWICE.title in failing and len(failing) > 1 else ""
        return f"{about.name} fails {len(failing)} of {len(must)} checks: {listed}.{chance}{unrun}"
    if not here + made_up:
        return f"{about.name}: nobody has a ranked outcome, so nothing was put to the test.{unrun}"
    return f"{about.name}: not refuted on {on}.{unrun}"


def _on(here: int, made_up: int) -> str:
    """Say on how many it was tried, and where they come from."""
    total = f"{here + made_up:,} pupils × subjects"
    return (
        f"{total} ({here:,} of this cohort, {made_up:,} of made-up schools)" if made_up else total
    )


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def must_hold_table(findings: Sequence[Finding]) -> Readable:
    """Lay out the checks that must hold: verdict, and for or on how many."""
    rows = [
        {
            "Must hold": finding.check.title,
            "Verdict": SIGNS[finding.verdict],
            "Pupils × subjects": _how_many(finding),
        }
        for finding in findings
        if finding.check.must_hold
    ]
    return Readable(pd.DataFrame(rows))


def _how_many(finding: Finding) -> str:
    if finding.verdict == NOT_RUN:
        return "–"
    if finding.verdict == FAILS:
        return f"{finding.failing:,} of {finding.tried:,}" if finding.failing else "no answer"
    return f"{finding.tried:,}" if finding.tried else "0: nobody to try it on"


def reported_table(findings: Sequence[Finding]) -> Readable:
    """Lay out what is reported and need not hold."""
    rows = [
        {"Reported": finding.check.title, "What happens": finding.note or "Could not be run."}
        for finding in findings
        if not finding.check.must_hold
    ]
    return Readable(pd.DataFrame(rows))


def _holds(about: About) -> str:
    if not about.holds:
        return "The definition says of itself that it holds everything."
    return f"The definition says of itself: {about.holds}"


def as_text(
    said: str, about: About, findings: Sequence[Finding], small_print: str, width: int = 96
) -> str:
    """Write the card for reading at a terminal.

    Parameters
    ----------
    said
        The sentence to begin with.
    about
        What the definition says about itself.
    findings
        What the checks found.
    small_print
        Where it comes from.
    width
        Where lines are broken [characters].
    """
    parts = [textwrap.fill(said, width), plain_table(must_hold_table(findings))]
    for finding in findings:
        if finding.check.must_hold and finding.verdict == FAILS and finding.note:
            parts.append(f"{SIGNS[FAILS]}: {finding.check.title}")
            parts[-1] += "\n" + _indented(finding.note, width)
            if finding.example is not None and len(finding.example.marks):
                table = plain_table(finding.example.marks)
                parts[-1] += "\n\n" + textwrap.indent(table, "    ")
    reported = [
        f"{finding.check.title}:\n{_indented(finding.note or 'Could not be run.', width)}"
        for finding in findings
        if not finding.check.must_hold
    ]
    parts.append("Reported (nothing here must hold):\n" + "\n".join(reported))
    parts.append(textwrap.fill(f"{_holds(about)} {FOR_THE_AUTHOR}", width))
    parts.append(textwrap.fill(small_print, width))
    return "\n\n".join(parts)


def _indented(text: str, width: int) -> str:
    return textwrap.fill(text, width, initial_indent="  ", subsequent_indent="  ")


def as_html(said: str, about: About, findings: Sequence[Finding], small_print: str) -> str:
    """Write the card for a notebook, as elements that a page may hold.

    Parameters
    ----------
    said, about, findings, small_print
        As for `as_text`.
    """
    parts = [Sentence(said)._repr_html_(), write_table(must_hold_table(findings))]
    for finding in findings:
        if finding.check.must_hold and finding.verdict == FAILS and finding.note:
            head = f"{SIGNS[FAILS]}: {finding.check.title}. "
            parts.append(Sentence(head + finding.note)._repr_html_())
            if finding.example is not None:
                caption = f"The marks of the example: {_lower(finding.check.title)}"
                parts.append(write_table(finding.example.marks, caption))
    parts.append(write_table(reported_table(findings), "Reported: nothing here must hold"))
    parts.append(Sentence(f"{_holds(about)} {FOR_THE_AUTHOR}")._repr_html_())
    parts.append(Sentence(small_print)._repr_html_())
    return f'<section class="ladders-audit">{"".join(parts)}</section>'
