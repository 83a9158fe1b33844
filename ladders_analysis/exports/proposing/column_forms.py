"""What the headers of a marksheet's columns say: a subject, a term, a statement; and shared forms.

Where many headers have one form, such as R3.01 or "Autumn Reading", one pattern stands for all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.proposing.familiar import SEASON, STATEMENT_CODE, SUBJECTS
from ladders_analysis.exports.proposing.sketch import Column

FEWEST_STATEMENTS = 4
"""Columns with statement codes that make a pattern."""
FEWEST_TERMS = 3
"""Columns that name a term and a subject that make patterns."""
LONGEST_SUBJECT = 40
EXAMPLES = {"Autumn": "Autumn 2025", "Spring": "Spring 2026", "Summer": "Summer 2026"}
"""Assessment points as examples."""
_SEASONS = {"aut": "Autumn", "spr": "Spring", "sum": "Summer"}
_SUBJECT = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, SUBJECTS))})(?!\w)", re.IGNORECASE)
_CODED = re.compile(rf"(?P<above>.+ )?(?P<code>{STATEMENT_CODE})(?P<text>(?:[:–-]| ).+)?")


@dataclass(frozen=True)
class Said:
    """What one header says.

    Attributes
    ----------
    subject
        The subject it names, as written.
    point
        The assessment point it names, in full.
    season
        The term it names without its year.
    """

    subject: str = ""
    point: str = ""
    season: str = ""


@dataclass(frozen=True)
class Form:
    """Headers of one form: the pattern that matches them whole, and what it says of each.

    Attributes
    ----------
    pattern
        A regular expression.
    columns
        The columns it is meant for.
    holds
        What they hold.
    says
        Keys of the map, with `{1}` for what the pattern captures.
    asks
        Keys that only the school knows -> an example.
    """

    pattern: str
    columns: tuple[Column, ...]
    holds: str
    says: Mapping[str, str]
    asks: Mapping[str, str] = field(default_factory=dict)


def said_by(header: str) -> Said:
    """Tell what a header says.

    Examples
    --------
    >>> said_by("Reading Autumn 2025")
    Said(subject='Reading', point='Autumn 2025', season='')
    >>> said_by("Maths Spr 1 score")
    Said(subject='Maths', point='', season='Spring')
    """
    subjects = {fold(match[0]): match[0] for match in _SUBJECT.finditer(header)}
    subject = next(iter(subjects.values())) if len(subjects) == 1 else ""
    term = SEASON.search(header)
    if term is None:
        return Said(subject)
    season = _SEASONS[term["season"][:3].casefold()]
    if term["year"] is None or term["half"] is not None:
        return Said(subject, season=season)
    year = int(term["year"])
    year += term["to"] is not None and season != "Autumn"
    return Said(subject, f"{season} {year}")


def assessment_in(header: str) -> str:
    """Leave subject and term out of a header: what may be the assessment's name.

    Examples
    --------
    >>> assessment_in("Maths Autumn NMM scaled score"), assessment_in("Reading")
    ('NMM scaled score', 'Reading')
    """
    rest = " ".join(SEASON.sub(" ", _SUBJECT.sub(" ", header)).split())
    return rest or header


def shared_forms(columns: Sequence[Column], others: Sequence[Column]) -> list[Form]:
    """Find the forms that many headers share.

    Parameters
    ----------
    columns
        Columns that may hold a judgement or a score.
    others
        Columns that must not be matched.
    """
    forms = [*_statements(columns), *_terms(columns)]
    taken: set[str] = set()
    kept = []
    for form in forms:
        mine = {column.header for column in form.columns}
        expression = re.compile(form.pattern)
        rest = [each for each in (*columns, *others) if each.header not in mine]
        if mine.isdisjoint(taken) and not any(expression.fullmatch(e.header) for e in rest):
            kept.append(form)
            taken |= mine
    return kept


def statement_of(header: str) -> str:
    """Return the statement code that a header is, or blank."""
    match = re.fullmatch(STATEMENT_CODE, header)
    return match[0] if match else ""


def _statements(columns: Sequence[Column]) -> list[Form]:
    """Group headers that are, or hold, statement codes of one shape."""
    groups: dict[tuple[str, bool, bool], list[Column]] = {}
    for column in columns:
        match = _CODED.fullmatch(column.header)
        if match is not None and column.cells.shape in ("code", "blank"):
            shape = re.sub("[0-9]+", "9", re.sub("[A-Za-z]+", "A", match["code"]))
            key = (shape, match["above"] is not None, match["text"] is not None)
            groups.setdefault(key, []).append(column)
    forms = []
    for (shape, above, text), members in groups.items():
        filled = any(column.cells.shape == "code" for column in members)
        if len(members) < FEWEST_STATEMENTS or not filled:
            continue
        code = re.escape(shape).replace("A", "[A-Za-z]+").replace("9", "[0-9]+")
        alone = not above and not text
        pattern = code if alone else f"{'.+ ' if above else ''}({code}){'[ :–-].+' if text else ''}"
        says = {"statement": "{0}" if alone else "{1}"}
        forms.append(Form(pattern, tuple(members), "judgement", says))
    return forms


def _terms(columns: Sequence[Column]) -> list[Form]:
    """Group headers that are a term and a subject, in either order."""
    groups: dict[tuple[str, bool, str], dict[str, Column]] = {}
    for column in columns:
        match = SEASON.search(column.header)
        if match is None or column.cells.shape not in ("code", "score"):
            continue
        before, after = column.header[: match.start()].strip(), column.header[match.end() :].strip()
        if bool(before) == bool(after):
            continue
        subject = before or after
        if _SUBJECT.fullmatch(subject):
            holds = "score" if column.cells.shape == "score" else "overall"
            groups.setdefault((match[0], bool(before), holds), {})[subject] = column
    if sum(map(len, groups.values())) < FEWEST_TERMS:
        return []
    forms = []
    for (term, subject_first, holds), members in groups.items():
        subjects = f"({'|'.join(map(_escaped, members))})"
        parts = [subjects, _escaped(term)] if subject_first else [_escaped(term), subjects]
        said = said_by(term)
        says = {"subject": "{1}"} | ({"point": said.point} if said.point else {})
        asks = {} if said.point else {"point": EXAMPLES[said.season]}
        asks |= {"assessment": "…"} if holds == "score" else {}
        columns_of = tuple(members.values())
        forms.append(Form(" ".join(parts), columns_of, holds, says, asks))
    return forms


def _escaped(words: str) -> str:
    """Escape what a regular expression would take amiss, leaving spaces readable."""
    return re.escape(words).replace(r"\ ", " ").replace(r"\&", "&")
