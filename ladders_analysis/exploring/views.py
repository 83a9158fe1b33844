"""What stands on the page for a selection: records that a browser can draw and a test can read.

Every part of a picture that stands for pupils carries what it would mean to click it. Colours are
those of the printed pictures; a hatch or a sign always says the same as the colour.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from ladders_analysis.exploring.selection import Behind, Selection

Hatch = Literal["", "stripes", "dots", "dashes", "crosses"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Something plain that is sent to the page."""

    def plain(self) -> Any:
        """Return it as dictionaries, lists, text and numbers."""
        return msgspec.to_builtins(self)


class Paint(Record, frozen=True, kw_only=True):
    """How a word is drawn: its fill, the ink that reads on it, and hatching."""

    fill: str
    ink: str
    hatch: Hatch = ""


class Option(Record, frozen=True, kw_only=True):
    """One entry of a list: what is read and what is chosen by it; `under` heads a run of them."""

    label: str
    value: str
    under: str = ""


class Control(Record, frozen=True, kw_only=True):
    """One list to choose from.

    `name` is the page's: school, who, subject, start, end, definition, order, or "group:COLUMN".
    `who` holds "" (everybody), "cohort:2028" and "class:Oak".
    """

    name: str
    label: str
    options: tuple[Option, ...]
    value: str


class Key(Record, frozen=True, kw_only=True):
    """One entry of a legend: how a word is drawn, and how many pupils have it."""

    word: str
    paint: Paint
    sign: str = ""
    pupils: int | None = None


class Segment(Record, frozen=True, kw_only=True):
    """One part of a bar. `count` pupils; `word` says which; the label stands on it."""

    word: str
    count: int
    paint: Paint
    behind: Behind


class Bar(Record, frozen=True, kw_only=True):
    """One row of bars.

    `label` names it; `group` heads a run of rows (a subject). `said` is the count in words ("21 of
    26"), `beside` the same a year ago, or then. Segments are drawn to `of_all`, the pupils in
    scope. `behind` is everybody in the row.
    """

    label: str
    group: str = ""
    said: str = ""
    beside: str = ""
    of_all: int
    segments: tuple[Segment, ...]
    behind: Behind


class Bars(Record, frozen=True, kw_only=True, tag_field="kind", tag="bars"):
    """Bars of pupils, all to one scale: `longest` pupils fill the width."""

    title: str
    under: str = ""
    note: str = ""
    said_head: str = ""
    beside_head: str = ""
    longest: int
    keys: tuple[Key, ...]
    rows: tuple[Bar, ...]


class FlowNode(Record, frozen=True, kw_only=True):
    """An attainment at one of the two points: `top` and `bottom` are shares of the height."""

    word: str
    side: Literal["start", "end"]
    pupils: int
    top: float
    bottom: float
    paint: Paint
    behind: Behind


class FlowBand(Record, frozen=True, kw_only=True):
    """Pupils who went one way; each end from where to where down [share of the height]."""

    start: str
    end: str
    pupils: int
    direction: str
    sign: str
    start_top: float
    start_bottom: float
    end_top: float
    end_bottom: float
    paint: Paint
    behind: Behind


class Flow(Record, frozen=True, kw_only=True, tag_field="kind", tag="flow"):
    """A flow from attainment then to attainment now; `keys` are its directions."""

    title: str
    under: str = ""
    note: str = ""
    start: str
    end: str
    pupils: int
    keys: tuple[Key, ...]
    nodes: tuple[FlowNode, ...]
    bands: tuple[FlowBand, ...]


class GridStatement(Record, frozen=True, kw_only=True):
    """One statement of a gap grid; `states` counts its pupils in each of the four states."""

    id: str
    text: str
    ladder: str
    year: str
    key: bool
    states: tuple[int, int, int, int]
    behind: Behind


class GridPupil(Record, frozen=True, kw_only=True):
    """One pupil of a gap grid; `cells` holds a digit (a place in `policy.STATES`) a statement."""

    id: str
    name: str
    missed: int
    cells: str
    behind: Behind


class GapGrid(Record, frozen=True, kw_only=True, tag_field="kind", tag="grid"):
    """Pupils × statements in four states; `keys` in the order of `policy.STATES`."""

    title: str
    under: str = ""
    note: str = ""
    keys: tuple[Key, ...]
    statements: tuple[GridStatement, ...]
    pupils: tuple[GridPupil, ...]


class Message(Record, frozen=True, kw_only=True, tag_field="kind", tag="message"):
    """Where there is nothing to draw: a plain sentence why, and what would change it."""

    title: str
    detail: str


Picture = Bars | Flow | GapGrid | Message


class TableView(Record, frozen=True, kw_only=True):
    """The table behind a picture: the first column heads its rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class BehindRow(Record, frozen=True, kw_only=True):
    """One pupil behind what was clicked, with the reason and a question for the teacher."""

    pupil: str
    name: str
    class_name: str
    subject: str
    then: str = ""
    now: str = ""
    outcome: str = ""
    because: str = ""
    ask: str


class BehindView(Record, frozen=True, kw_only=True):
    """The pupils behind a bar, band or cell; `more` were left out of a long list."""

    title: str
    rows: tuple[BehindRow, ...]
    more: int = 0


class StatementLine(Record, frozen=True, kw_only=True):
    """One statement of one pupil: its state, what was judged and when, evidence and note."""

    text: str
    ladder: str
    year: str
    key: bool
    state: int
    judged: str = ""
    on: str = ""
    evidence: str = ""
    note: str = ""
    earlier: tuple[str, ...] = ()


class PupilView(Record, frozen=True, kw_only=True):
    """One pupil's record: who, where they stand, the teacher's own view, statements, talks."""

    title: str
    sentences: tuple[str, ...]
    teacher: tuple[str, ...]
    conversations: tuple[str, ...]
    ask: str
    statements: tuple[StatementLine, ...]


class PartView(Record, frozen=True, kw_only=True):
    """The answer to the question that is looked at."""

    sentences: tuple[str, ...]
    picture: Picture
    table: TableView | None = None


class View(Record, frozen=True, kw_only=True):
    """All that the page shows.

    Attributes
    ----------
    seq
        The number of the request that it answers.
    trouble
        What went wrong, in plain words; blank when nothing did. Then nothing else is shown.
    selection
        What is chosen, settled: blanks filled, choices that no longer exist replaced.
    controls
        The lists, in order.
    part, behind, pupil
        What is shown.
    link, code
        What reproduces it.
    remark
        What was not read, where anything was refused; blank otherwise.
    """

    seq: int
    trouble: str = ""
    selection: Selection = Selection()
    controls: tuple[Control, ...] = ()
    part: PartView | None = None
    behind: BehindView | None = None
    pupil: PupilView | None = None
    link: str = ""
    code: str = ""
    remark: str = ""
