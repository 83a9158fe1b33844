"""The proposal for a long list: one row a judgement, a score, or a statement of a curriculum."""

from __future__ import annotations

from collections.abc import Mapping

from ladders_analysis.exports.proposing.familiar import CURRICULUM, LONG
from ladders_analysis.exports.proposing.mapping import (
    ProposedMap,
    day_questions,
    format_questions,
    key_line,
    left_out,
)
from ladders_analysis.exports.proposing.sketch import IDS, Column, Sketch
from ladders_analysis.schema import TABLES

MOST_PUPILS = 0.7
"""Different pupils ÷ rows, up to which a table is taken for a long list."""
FEWEST_ROWS = 4
_TABLE = {"judgement": "judgements", "overall": "overall", "score": "results"}
_VALUE = {"judgement": "judgement", "overall": "attainment", "score": "score"}
_WHAT = {
    "judgement": ("statement_id",),
    "overall": ("subject",),
    "score": ("assessment", "subject"),
}
_DAY = {"judgement": "assessed_on", "overall": "assessed_on", "score": "taken_on"}
_WORDS = {"judgement": "judgement", "overall": "overall judgement", "score": "score"}
_CURRICULUM_NEEDS = ("statement_id", "subject", "ladder", "year")


def propose_long(sketch: Sketch) -> ProposedMap | None:
    """Propose a column map for a sheet with several rows a pupil; None where it is none.

    Parameters
    ----------
    sketch
        The sheet.
    """
    who = sketch.pupils
    named = next((name for name in IDS if name in who), None)
    if named is None:
        return None
    pupil = who[named]
    about = {name: each for name, each in sketch.known(LONG).items() if each != pupil}
    if not any(name in about for name in ("statement_id", "subject", "assessment")):
        return None
    if "value" not in about:
        shapes = ("code", "score")
        rest = [each for each in sketch.columns if each.cells.shape in shapes]
        rest = [each for each in rest if each not in (*who.values(), *about.values())]
        about |= {"value": rest[0]} if len(rest) == 1 else {}
    if "value" not in about or not (_repeats(sketch, pupil) or "day" in about):
        return None
    holds = _holds(about)
    table = TABLES[_TABLE[holds]]
    columns = {named: pupil}
    columns |= {name: about[name] for name in _WHAT[holds] if name in about}
    columns |= {_DAY[holds]: about["day"]} if "day" in about else {}
    columns[_VALUE[holds]] = about["value"]
    if "school_id" in who:
        columns["school_id"] = who["school_id"]
    further = ("recorded_on", "assessor", "progress", "note")
    columns |= {name: about[name] for name in further if name in about and name in table.names}
    dated = [about[name] for name in ("day", "recorded_on") if name in about]
    asked = format_questions(sketch, dated)
    keys = [f'holds = "{holds}"', *asked]
    questions = len(asked)
    if "day" not in about:
        asked = [
            line for line in day_questions(sketch, columns.values()) if "on_column" not in line
        ]
        keys += ["# When? The file does not say; answer one of these:", *asked]
        questions += 1
    missing = [name for name in _WHAT[holds] if name not in columns]
    if missing:
        inside = ", ".join(f'{name} = "…"' for name in missing)
        keys += ["# The same for every row:", f"# constants = {{ {inside} }}"]
        questions += len(missing)
    return _map(
        sketch, keys, columns, questions, f"several rows a pupil, one row a {_WORDS[holds]}"
    )


def propose_curriculum(sketch: Sketch) -> ProposedMap | None:
    """Propose a column map for a list of statements; None where it is none.

    Parameters
    ----------
    sketch
        The sheet.
    """
    found = sketch.known(CURRICULUM)
    enough = sum(name in found for name in (*_CURRICULUM_NEEDS, "text")) >= 3
    if any(name in sketch.pupils for name in (*IDS, "name", "surname")) or not enough:
        return None
    keys = ['holds = "statement"']
    missing = [name for name in _CURRICULUM_NEEDS if name not in found]
    fixed = [name for name in missing if name != "statement_id"]
    if fixed:
        inside = ", ".join(f'{name} = "…"' for name in fixed)
        keys += ["# The same for every row:", f"# constants = {{ {inside} }}"]
    if "statement_id" in missing:
        keys.append("# Each statement needs a code of its own: add such a column to the file.")
    return _map(sketch, keys, found, len(missing), "one row a statement of a curriculum")


def _holds(about: Mapping[str, Column]) -> str:
    if "statement_id" in about:
        return "judgement"
    return "score" if about["value"].cells.shape == "score" else "overall"


def _repeats(sketch: Sketch, pupil: Column) -> bool:
    """Tell whether the same pupils come again and again."""
    ids = sketch.cells(pupil)
    return len(ids) >= FEWEST_ROWS and len(set(ids)) <= MOST_PUPILS * len(ids)


def _map(
    sketch: Sketch, keys: list[str], columns: Mapping[str, Column], questions: int, holds: str
) -> ProposedMap:
    lines = [key_line(name, [each.header]) for name, each in columns.items()]
    tables = ["", "[export.columns]", *lines, "", *left_out(sketch, columns.values(), {})]
    headers = [each.header for each in columns.values()]
    return ProposedMap("long", keys, tables, questions, headers, holds)
