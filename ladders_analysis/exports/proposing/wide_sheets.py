"""The proposal for a wide marksheet: who the pupil is, and what each further column may hold."""

from __future__ import annotations

from collections.abc import Sequence

from ladders_analysis.english import some
from ladders_analysis.exports.proposing.column_forms import (
    EXAMPLES,
    Form,
    assessment_in,
    said_by,
    shared_forms,
    statement_of,
)
from ladders_analysis.exports.proposing.familiar import GROUPS, NO_ATTAINMENT
from ladders_analysis.exports.proposing.mapping import (
    SHOWN,
    ProposedMap,
    ask_line,
    day_questions,
    format_questions,
    key_line,
    left_out,
)
from ladders_analysis.exports.proposing.sketch import IDS, Column, Sketch
from ladders_analysis.exports.proposing.toml_text import toml_string
from ladders_analysis.schema import TABLES

YEARS = {"academic_year": "# academic_year = 2026  # 2025-26", "year_group": "# year_group = 3"}
"""What makes pupils of a file's rows -> how it is asked."""
DAYS = ("date_of_birth", "joined_on", "left_on")
SENTENCE_WORDS = 6
"""Words from which a header is a statement written out."""
_NO_SCORE = {
    "age": "its cells look like reading ages (years:months), which are no scores",
    "date": "its cells are days",
    "year": "its cells are year groups",
    "words": "its cells are words, or of several kinds",
    "blank": "it is blank",
}


def propose_wide(sketch: Sketch) -> ProposedMap:
    """Propose a column map for a sheet with one row a pupil.

    Parameters
    ----------
    sketch
        The sheet.
    """
    who = sketch.pupils
    pupil = _pupil_lines(who)
    groups = sketch.known(GROUPS)
    taken = {*who.values(), *groups.values()}
    because: dict[str, str] = {}
    holding: list[Column] = []
    silent = {*taken, *sketch.about_the_child}
    for column in sketch.columns:
        if column in silent:
            continue
        if NO_ATTAINMENT.search(column.header):
            because[column.header] = "by its header it is no judgement of where the pupil stands"
        elif column.cells.shape in ("code", "score"):
            holding.append(column)
        elif column.cells.shape in _NO_SCORE:
            because[column.header] = _NO_SCORE[column.cells.shape]
    blank = [each for each in sketch.columns if each.cells.shape == "blank" and each not in taken]
    offered = {*holding, *blank, *taken}
    others = [each for each in sketch.columns if each not in offered]
    forms = shared_forms([*holding, *blank], others)
    in_forms = {each.header for form in forms for each in form.columns}
    single = [each for each in holding if each.header not in in_forms]
    tables, questions, undated = _column_tables(single, forms)
    keys = format_questions(sketch, (who[name] for name in DAYS if name in who))
    questions += len(keys)
    if undated:
        keys.append("# When? Answer one of these, for every column that does not say its own day:")
        keys += day_questions(sketch, taken)
        questions += 1
    missing = [name for name in YEARS if name not in who]
    if missing:
        alone = not (single or forms)
        keys.append(
            "# The file does not say, and needs to; answer where it is the same for every pupil:"
            if alone
            else "# Only if no other file (pupils.csv) says who the pupils are:"
        )
        keys += [YEARS[name] for name in missing]
        questions += len(missing) * alone
    if not any(name in who for name in IDS):
        pupil.insert(0, '# pupil_id = "…"  # which column has the admission number or the UPN?')
        questions += 1
    pupil += [f"# {name} = {toml_string(each.header)}" for name, each in groups.items()]
    read = {*taken, *single, *(each for form in forms for each in form.columns)}
    count = len(read) - len(taken)
    return ProposedMap(
        "wide",
        keys,
        ["", "[export.pupil]", *pupil, *tables, "", *left_out(sketch, read, because)],
        questions,
        [*_headers_of(who), *(each.header for each in single)],
        f"one row a pupil, {some(count, 'column', 'columns')} that may hold judgements or scores"
        if count
        else "one row a pupil and no judgements or scores",
    )


def _headers_of(who: dict[str, Column]) -> list[str]:
    first = next((who[name].header for name in IDS if name in who), "")
    return [header for header in (first, *(each.header for each in who.values())) if header]


def _pupil_lines(who: dict[str, Column]) -> list[str]:
    """Say which header fills which column of pupils; a name in parts is joined."""
    lines = [key_line(name, [who[name].header]) for name in IDS if name in who]
    whole = who.get("name")
    parts = [who[part] for part in ("forename", "surname") if part in who]
    names = parts if len(parts) == 2 or whole is None else [whole]
    if names:
        lines.append(key_line("name", [each.header for each in names]))
    return lines + [
        key_line(name, [each.header])
        for name, each in who.items()
        if name not in IDS and name != "name" and name in TABLES["pupils"].names
    ]


def _column_tables(single: Sequence[Column], forms: Sequence[Form]) -> tuple[list[str], int, bool]:
    """Write a table for each form and column; count the questions; tell whether a day is asked."""
    lines: list[str] = []
    questions = 0
    undated = False
    for form in forms:
        words = ", ".join(dict.fromkeys(w for each in form.columns for w in each.cells.words))
        note = some(len(form.columns), "column", "columns") + (f": {words}" if words else "")
        lines += ["", f"[export.patterns.{toml_string(form.pattern)}]  # {note}"]
        lines.append(f'holds = "{form.holds}"')
        lines += [f"{key} = {toml_string(value)}" for key, value in form.says.items()]
        lines += [ask_line(key, value) for key, value in form.asks.items()]
        questions += len(form.asks)
        undated |= "point" not in form.says and "point" not in form.asks
    for column in single[:SHOWN]:
        says, asks = _of(column)
        lines += ["", f"[export.columns.{toml_string(column.header)}]{_look(column)}"]
        lines += [f"{key} = {toml_string(value)}" for key, value in says.items()]
        lines += [ask_line(key, value) for key, value in asks.items()]
        questions += len(asks)
        undated |= "point" not in says and "point" not in asks
    if len(single) > SHOWN:
        lines += ["", f"# … and {len(single) - SHOWN} more columns; add those that matter."]
    return lines, questions, undated


def _look(column: Column) -> str:
    """Say beside a column what its cells look like."""
    if column.cells.words:
        return f"  # {', '.join(column.cells.words)}"
    if column.cells.typical is not None:
        low, high = column.cells.typical
        return f"  # numbers, mostly {low} to {high}"
    return "  # numbers" if column.cells.shape == "score" else ""


def _of(column: Column) -> tuple[dict[str, str], dict[str, str]]:
    """Say what one column holds, and what must be asked about it."""
    header = column.header
    said = said_by(header)
    says: dict[str, str] = {}
    asks: dict[str, str] = {}
    if column.cells.shape == "score":
        says["holds"] = "score"
        asks["assessment"] = assessment_in(header)
    elif statement_of(header) or len(header.split()) >= SENTENCE_WORDS:
        says["holds"] = "judgement"
        (says if statement_of(header) else asks)["statement"] = statement_of(header) or "…"
    else:
        says["holds"] = "overall"
    if says["holds"] != "judgement":
        (says if said.subject else asks)["subject"] = said.subject or "…"
    if said.point:
        says["point"] = said.point
    elif said.season:
        asks["point"] = EXAMPLES[said.season]
    return says, asks
