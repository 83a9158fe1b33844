"""Putting a progress definition to the test: `la.audit`, and `la.audit_matrix` for several.

Every check is tried on the cohort at hand and on made-up schools that lie close to every line,
because a cohort with nobody near a line refutes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ladders_analysis.auditing.asking import Ground, grounds_of
from ladders_analysis.auditing.card import as_html, as_text, sentence
from ladders_analysis.auditing.checks import CHECKS, CONTRACT
from ladders_analysis.auditing.example_search import worked_examples
from ladders_analysis.auditing.findings import FAILS, NOT_RUN, Finding, findings_of, table_of
from ladders_analysis.auditing.running import Sheet, run_checks
from ladders_analysis.auditing.trial_schools import trial_pairs
from ladders_analysis.definitions import resolve
from ladders_analysis.definitions.contract import About, Definition, parameters_of
from ladders_analysis.movement import pairs_of
from ladders_analysis.provenance import Provenance, provenance_of
from ladders_analysis.questions.answers import Readable
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot
from ladders_analysis.trying import SECONDS


@dataclass(frozen=True, eq=False, repr=False)
class Audit:
    """What an audit found about one definition.

    Attributes
    ----------
    about
        What the definition says about itself; `about.holds` is what it owns up to.
    findings
        What each check found, those that must hold first.
    here, made_up
        Pupils × subjects with a ranked outcome, of the cohort at hand and of made-up schools.
    seed
        Where chance began: the same seed gives the same audit.
    provenance
        Where it comes from.
    """

    about: About
    findings: tuple[Finding, ...]
    here: int
    made_up: int
    seed: int
    provenance: Provenance

    @property
    def table(self) -> pd.DataFrame:
        """One row per check.

        `check`, `title`, `must_hold`, `rule`, `verdict`; `failing` of `tried` pupils × subjects
        (`tried_here`, `tried_made_up`); how many `changed`, got `better`, got `worse`; `figure`,
        the cohort's favourable share as recorded, `figure_low` to `figure_high` under the
        experiment [share 0–1]; and `example`, in words.
        """
        return table_of(self.findings)

    @property
    def holds(self) -> bool:
        """Whether no check that must hold fails, and none was left out."""
        return not self.failures and not any(
            finding.check.must_hold and finding.verdict == NOT_RUN for finding in self.findings
        )

    @property
    def failures(self) -> tuple[str, ...]:
        """The names of the checks that fail."""
        return tuple(each.check.name for each in self.findings if each.verdict == FAILS)

    @property
    def sentence(self) -> str:
        """How the definition fared, in a sentence."""
        return sentence(self.about, self.findings, self.here, self.made_up)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        checks = self.table.astype(object).where(self.table.notna(), None).to_dict("records")
        return {
            "definition": self.about.name,
            "title": self.about.title,
            "holds": self.holds,
            "sentence": self.sentence,
            "failures": list(self.failures),
            "says_of_itself": self.about.holds,
            "rated_here": self.here,
            "rated_made_up": self.made_up,
            "seed": self.seed,
            "checks": checks,
            "provenance": self.provenance.as_dict(),
        }

    def __repr__(self) -> str:
        """Return the card, so that a terminal shows it."""
        return str(self)

    def __str__(self) -> str:
        """Return the card as text."""
        return as_text(self.sentence, self.about, self.findings, self._small_print)

    def _repr_html_(self) -> str:
        """Return the card for a notebook."""
        return as_html(self.sentence, self.about, self.findings, self._small_print)

    @property
    def _small_print(self) -> str:
        return f"{self.provenance.small_print} Seed {self.seed}."


def audit(
    definition: str | Definition | type[Definition],
    start: Snapshot | TrustSnapshot,
    end: Snapshot | TrustSnapshot,
    *,
    seconds: float = SECONDS,
    seed: int = 0,
    trials: bool = True,
) -> Audit:
    """Try a definition against changes that should not matter, and some that should.

    Parameters
    ----------
    definition
        A name, a class, an instance or a decorated function.
    start, end
        Snapshots of one school, or of a trust, as `School.as_at` gives them.
    seconds
        How long the definition may take over one school, each time it is asked.
    seed
        Where chance begins: grades drawn, rows shuffled, judgements made wrong.
    trials
        Whether to try it on made-up schools as well.

    Returns
    -------
    Audit

    Raises
    ------
    DefinitionError
        The definition is unknown, or is none.
    PointError
        The end is before the start, or the two are of different schools or loads.
    LaddersError
        A snapshot is a what-if (`with_codes`).

    Notes
    -----
    The checks are those of DESIGN §5. A definition fails a check, with a worked example, or it is
    not refuted on so many pupils × subjects: those with a ranked outcome whose records the check
    touched. Nothing is ever proved, and what hangs on the day of the calendar is not found out.
    Outcomes without a rank count as changed, never as better or worse. The definition runs under
    guard; one that raises, hangs, changes its input or breaks its contract is named in the row of
    that check. Examples are taken from the made-up schools where they show the failing too, so
    that no child's records are shown.

    Examples
    --------
    >>> import ladders_analysis as la
    >>> school = la.load()
    >>> points = school.as_at("Autumn 2025"), school.as_at("Spring 2026")
    >>> found = audit("against_expectation", *points, trials=False)
    >>> found.holds, found.failures
    (True, ())
    """
    return audit_each([definition], start, end, seconds=seconds, seed=seed, trials=trials)[0]


def audit_each(
    definitions: Iterable[str | Definition | type[Definition]],
    start: Snapshot | TrustSnapshot,
    end: Snapshot | TrustSnapshot,
    *,
    seconds: float = SECONDS,
    seed: int = 0,
    trials: bool = True,
    examples: bool = True,
) -> tuple[Audit, ...]:
    """Audit several definitions; each experiment is made once for all of them.

    Parameters
    ----------
    definitions
        As for `audit`, several.
    start, end, seconds, seed, trials
        As for `audit`.
    examples
        Whether to look for the smallest worked example of each failing check, which takes about
        as long as the checks.

    Returns
    -------
    tuple of Audit
        In the order given.

    Raises
    ------
    DefinitionError, PointError, LaddersError
        As for `audit`.
    """
    found = [resolve(each) for each in definitions]
    pairs = pairs_of(start, end)
    grounds = grounds_of(pairs, _made_up(seed) if trials else ())
    sheets = run_checks(found, grounds, seconds=seconds, seed=seed)
    return tuple(_audit(sheet, grounds, pairs, seed, examples) for sheet in sheets)


def _made_up(seed: int) -> tuple[tuple[str, Snapshot, Snapshot], ...]:
    """Make the made-up schools."""
    return tuple((each.label, each.start, each.end) for each in trial_pairs(seed))


def audit_matrix(
    definitions: Iterable[str | Definition | type[Definition]],
    start: Snapshot | TrustSnapshot,
    end: Snapshot | TrustSnapshot,
    *,
    seconds: float = SECONDS,
    seed: int = 0,
    trials: bool = True,
) -> Readable:
    """Audit several definitions and set them side by side: check × definition.

    Parameters
    ----------
    definitions, start, end, seconds, seed, trials
        As for `audit_each`.

    Returns
    -------
    DataFrame
        One row per check that must hold, one column per definition: "fails" with the number of
        pupils × subjects that count against it, or "not refuted".

    Raises
    ------
    DefinitionError, PointError, LaddersError
        As for `audit`.
    """
    return side_by_side(
        audit_each(
            definitions, start, end, seconds=seconds, seed=seed, trials=trials, examples=False
        )
    )


def side_by_side(audits: Iterable[Audit]) -> Readable:
    """Set audits side by side, as `audit_matrix` does; a name that comes again is numbered."""
    columns: dict[str, dict[str, str]] = {}
    for place, each in enumerate(audits, start=1):
        name = each.about.name
        columns[f"{name} ({place})" if name in columns else name] = {
            finding.check.title: _short(finding)
            for finding in each.findings
            if finding.check.must_hold
        }
    return Readable(pd.DataFrame(columns).rename_axis(index="Must hold"))


def _short(finding: Finding) -> str:
    counted = finding.verdict == FAILS and finding.failing
    return f"{finding.verdict} ({finding.failing:,})" if counted else finding.verdict


def _audit(
    sheet: Sheet,
    grounds: Sequence[Ground],
    pairs: Mapping[str, tuple[Snapshot, Snapshot]],
    seed: int,
    with_examples: bool,
) -> Audit:
    about = sheet.found.about
    shown = worked_examples(sheet, grounds, seed) if with_examples else {}
    findings = findings_of(sheet, grounds, shown)
    rated = findings[CHECKS.index(CONTRACT)]
    provenance = provenance_of(
        about.name, about.version, parameters_of(sheet.found), pairs.values()
    )
    return Audit(about, findings, rated.here, rated.made_up, seed, provenance)
