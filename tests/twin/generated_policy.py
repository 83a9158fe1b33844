"""Random words of a school: its scale, its overall codes, its expectation and its score lines.

Each key is stated only sometimes and at any of the three levels, so that the default, the
subject's word and the year's word all decide somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

SCALES = (
    (["No", "Yes"], "Yes", None),
    (["Not yet", "Developing", "Secure"], "Secure", None),
    (["Not yet", "Developing", "Secure", "Deeper"], "Secure", "Deeper"),
    (["Not yet", "Developing", "Secure", "Deeper"], "Secure", "Deeper"),
    (["Step 1", "Step 2", "Step 3", "Step 4", "Step 5"], "Step 3", "Step 5"),
)
WORKING, EXPECTED, GREATER = "working towards", "expected", "greater depth"
ONE_TABLE = {"BLW": WORKING, "WTS": WORKING, "EXS": EXPECTED, "GDS": GREATER}
AUTUMN = {"Em": EXPECTED, "Dev": EXPECTED, "Sec": GREATER}
SPRING = {"Em": WORKING, "Dev": EXPECTED, "Sec": GREATER}
SUMMER = {"Em": WORKING, "Dev": WORKING, "Sec": EXPECTED}
SHARES = (0.5, 0.6, 0.75, 0.8, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Words:
    """What the school says: tables for ``school.toml`` and the codes that its rows may hold."""

    tables: dict[str, Any]
    codes: list[str]
    secure: int
    deeper: int | None
    not_assessed: list[str]
    aliases: dict[str, str]
    overall_codes: list[str]


def make_words(
    rng: Random, taught: list[str], judged: list[str], scored: list[str], year_groups: list[int]
) -> Words:
    """Make a school's scale, overall codes, expectation and score lines."""
    codes, secure, deeper = rng.choice(SCALES)
    not_assessed = rng.choice([[], ["absent"], ["absent", "not required"]])
    aliases = {"ok": secure, "early": codes[0]} if rng.random() < 0.4 else {}
    tables: dict[str, Any] = {}
    if taught:
        tables["scale"] = {"codes": codes, "secure": secure}
        tables["scale"] |= {"deeper": deeper} if deeper else {}
        tables["scale"] |= {"not_assessed": not_assessed} if not_assessed else {}
        tables["scale"] |= {"aliases": aliases} if aliases else {}
    six = rng.random() < 0.4
    if judged:
        terms = [AUTUMN, AUTUMN, SPRING, SPRING, SUMMER, SUMMER]
        tables["overall"] = {"codes": terms if six else ONE_TABLE}
    tables["expectation"] = make_expectation(rng, taught + judged, year_groups, bool(taught))
    for subject in sorted(set(judged) - set(taught)):  # known by name, though it has no statements
        stated = tables["expectation"].setdefault("subject", {}).setdefault(subject, {})
        stated["stale_after_days"] = 300
    tables["score"] = {subject: _score_line(rng) for subject in scored}
    return Words(
        tables={name: table for name, table in tables.items() if table},
        codes=codes,
        secure=codes.index(secure),
        deeper=codes.index(deeper) if deeper else None,
        not_assessed=not_assessed,
        aliases=aliases,
        overall_codes=list(AUTUMN if six else ONE_TABLE),
    )


def make_expectation(
    rng: Random, subjects: list[str], year_groups: list[int], with_statements: bool
) -> dict[str, Any]:
    """Make an expectation with overrides by subject and by year."""
    often = rng.choice([0.15, 0.35, 0.6])
    expectation = _expectation_table(rng, often)
    if with_statements and rng.random() < 0.8:
        expectation.setdefault("minimum_due", rng.choice([0, 1, 2, 3, 4]))
    some = [s for s in dict.fromkeys(subjects) if rng.random() < 0.5]
    years = [y for y in year_groups if rng.random() < 0.5]
    overridden = rng.choice([0.15, 0.3, 0.7])
    by_subject = {subject: _expectation_table(rng, overridden) for subject in some}
    by_year = {str(year): _expectation_table(rng, overridden) for year in years}
    expectation["subject"] = {name: table for name, table in by_subject.items() if table}
    expectation["year"] = {name: table for name, table in by_year.items() if table}
    return {key: value for key, value in expectation.items() if value != {}}


def _expectation_table(rng: Random, often: float) -> dict[str, Any]:
    """Make one table of the expectation, stating each key with the same chance."""
    choices: dict[str, Any] = {
        "basis": rng.choice(["statements", "statements", "statements", "teacher", "score"]),
        "secure_share": (
            [rng.choice(SHARES) for _ in range(6)] if rng.random() < 0.35 else rng.choice(SHARES)
        ),
        "all_key": rng.random() < 0.6,
        "deeper_share": rng.choice([0.2, 0.25, 0.4, 0.5]),
        "unjudged": rng.choice(["unknown", "not secure"]),
        "minimum_due": rng.choice([0, 1, 2, 3, 5, 2.5]),
        "earlier_years": rng.choice(["none", "key", "all"]),
        "by_exception": rng.random() < 0.6,
        "counts": rng.choice(["latest", "highest", {"n_times": 2}, {"n_times": 3}]),
    }
    return {key: value for key, value in choices.items() if rng.random() < often}


def _score_line(rng: Random) -> dict[str, Any]:
    """Make a score line with both thresholds, the lower one only, or none."""
    kind = rng.random()
    line: dict[str, Any] = {"assessment": rng.choice(["Scaled score", "Standardised test"])}
    if kind < 0.75:
        line["expected"] = 100
    if kind < 0.5:
        line["higher"] = 110
    return line
