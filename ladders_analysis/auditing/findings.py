"""What an audit found, check by check: a verdict, how many it was tried on, and a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
import pandas as pd

from ladders_analysis.auditing.asking import Answered, Ground
from ladders_analysis.auditing.checks import CHECKS, EXPECTATION, Check
from ladders_analysis.auditing.counting import Count, Figures, figures
from ladders_analysis.auditing.examples import Example
from ladders_analysis.auditing.running import Sheet

FAILS: Final = "fails"
NOT_REFUTED: Final = "not refuted"
NOT_RUN: Final = "not run"
REPORTED: Final = "reported"
Verdict: TypeAlias = Literal["fails", "not refuted", "not run", "reported"]


@dataclass(frozen=True, eq=False)
class Finding:
    """What one check found.

    Attributes
    ----------
    check
        The check.
    verdict
        "fails" or "not refuted"; "reported" where nothing must hold; "not run".
    failing
        Pupils × subjects that count against the definition.
    here, made_up
        Pupils × subjects it was tried on, of the cohort at hand and of made-up schools.
    changed, better, worse
        Those whose outcome changed, got better and got worse; of repeated experiments the average.
    as_recorded, draws
        The figures of the cohort at hand, as recorded and under each experiment.
    broken
        What the definition broke, in a sentence; blank where it answered.
    example
        One smallest worked example, of checks that fail.
    """

    check: Check
    verdict: Verdict
    failing: int = 0
    here: int = 0
    made_up: int = 0
    changed: int = 0
    better: int = 0
    worse: int = 0
    as_recorded: Figures = Figures()
    draws: tuple[Figures, ...] = ()
    broken: str = ""
    example: Example | None = None

    @property
    def tried(self) -> int:
        """Pupils × subjects it was tried on in all."""
        return self.here + self.made_up

    @property
    def figure(self) -> tuple[float, float]:
        """The least and the greatest favourable share of the cohort under the experiments."""
        shares = [each.share for each in self.draws if each.ranked]
        return (min(shares), max(shares)) if shares else (np.nan, np.nan)

    @property
    def note(self) -> str:
        """What was found, in words."""
        if self.broken:
            return self.broken
        if self.verdict == REPORTED:
            return _reported(self)
        return self.example.said if self.example else ""

    def row(self) -> dict[str, Any]:
        """Return it as a row of the audit's table."""
        low, high = self.figure
        return {
            "check": self.check.name,
            "title": self.check.title,
            "must_hold": self.check.must_hold,
            "rule": self.check.rule,
            "verdict": self.verdict,
            "failing": self.failing,
            "tried": self.tried,
            "tried_here": self.here,
            "tried_made_up": self.made_up,
            "changed": self.changed,
            "better": self.better,
            "worse": self.worse,
            "figure": self.as_recorded.share if self.draws else np.nan,
            "figure_low": low,
            "figure_high": high,
            "example": self.note,
        }


def findings_of(
    sheet: Sheet, grounds: Sequence[Ground], examples: dict[str, Example]
) -> tuple[Finding, ...]:
    """Sum up what an audit wrote down about one definition.

    Parameters
    ----------
    sheet
        What was written down.
    grounds
        On what it was tried.
    examples
        Name of a failing check -> its example.
    """
    here = {place for place, ground in enumerate(grounds) if not ground.made_up}
    as_recorded = sum(
        (_figures(sheet, sheet.answers[place]) for place in here & sheet.answers.keys()), Figures()
    )
    return tuple(
        _finding(check, sheet.count(check), here, as_recorded, examples.get(check.name))
        for check in CHECKS
    )


def _figures(sheet: Sheet, answer: Answered) -> Figures:
    return figures(sheet.found.about.favourable, answer)


def _finding(
    check: Check, count: Count, here: set[int], as_recorded: Figures, shown: Example | None
) -> Finding:
    broken = count.broken[0] if count.broken else ""
    if not count.grounds and not broken:
        return Finding(check, NOT_RUN)
    failing = count.total("failing")
    verdict: Verdict = FAILS if failing or broken else NOT_REFUTED
    if not check.must_hold:
        verdict = NOT_RUN if broken else REPORTED
    draws = tuple(count.draws[run] for run in sorted(count.draws))
    changed = count.total("changed")
    if check.must_hold:
        draws = ()
    elif not check.visits and draws:
        changed = round(sum(each.changed for each in draws) / len(draws))
    return Finding(
        check,
        verdict,
        failing=failing,
        here=count.total("tried", here),
        made_up=count.total("tried", set(count.grounds) - here),
        changed=changed,
        better=count.total("better"),
        worse=count.total("worse"),
        as_recorded=as_recorded,
        draws=draws,
        broken=broken,
        example=shown,
    )


def _reported(finding: Finding) -> str:
    """Say what a check that is only reported found, every percentage with its number."""
    was = finding.as_recorded
    if finding.check is EXPECTATION:
        if not finding.changed:
            return (
                "No outcome moves, nor when everything is due a half-term earlier: the definition "
                "is not tied to what the curriculum expects."
            )
        raised, lowered, earlier = (each.changed for each in finding.draws)
        return (
            f"Raised by ten percentage points, {raised} of {was.of} outcomes here change; lowered "
            f"by ten, {lowered}. With everything due a half-term earlier, {earlier} do."
        )
    if not was.ranked:
        return "Nobody here has a ranked outcome, so there is no figure to move."
    low, high = finding.figure
    if len(finding.draws) > 1:
        rated = [each.ranked for each in finding.draws]
        of = _between(str(min(rated)), str(max(rated)))
        share = _between(_percent(low), _percent(high))
        good = f"favourable are {share} of {of} rated" if max(rated) else "nobody is rated"
        return (
            f"{_percent(finding.changed / was.of)} of {was.of} outcomes change (the average of "
            f"{len(finding.draws)} draws); {good}, {_percent(was.share)} of {was.ranked} as "
            f"recorded."
        )
    now = finding.draws[0]
    rated_now = f"Favourable are {_percent(now.share)} of {now.ranked} rated"
    return (
        f"{rated_now if now.ranked else 'Nobody is rated'}, {_percent(was.share)} of {was.ranked} "
        f"as recorded; {now.changed} of {was.of} outcomes change."
    )


def _between(least: str, most: str) -> str:
    """Write a range of figures, or the figure where there is but one."""
    if least == most:
        return least
    return f"{least.removesuffix('%')}–{most}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def table_of(findings: Sequence[Finding]) -> pd.DataFrame:
    """Lay findings out as one row per check."""
    return pd.DataFrame([finding.row() for finding in findings])
