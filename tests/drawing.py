"""Schools drawn at random for property tests: one curriculum, any marks, any policy.

The template is loaded once through `la.load`; each drawn school shares its pupils and curriculum
and has judgements and an expectation policy of its own. Pupils `ann`, `ben`, `cat` (a class) and
`dan` (another) move from Year 4 to Year 5; `eve` is on her own curriculum; `fay` joins in March.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from building import load_school, rows, statements
from hypothesis import strategies as st

from ladders_analysis.school import School
from ladders_analysis.settings import settings_from
from ladders_analysis.snapshot import Snapshot

Entry = tuple[str, str, str, str]

PUPILS = """
pupil_id  academic_year  year_group  class_name  working_year  joined_on
ann       2024           4           Oak         .             .
ben       2024           4           Oak         .             .
cat       2024           4           Oak         .             .
dan       2024           4           Elm         .             .
eve       2024           4           Elm         2             .
ann       2025           5           Ash         .             .
ben       2025           5           Ash         .             .
cat       2025           5           Ash         .             .
dan       2025           5           Elm         .             .
eve       2025           5           Elm         3             .
fay       2025           5           Elm         .             2025-03-01
"""
STATEMENTS = [
    *statements("a1 a2", [1, 2], year=4, key="true"),
    *statements("a3 a4", [4, None], year=4),
    *statements("a5a a5b a5c", [4, 4, 4], year=4, part_of="a5"),
    *statements("b1 b2", [1, 1], year=5, key="true"),
    *statements("b3 b4 b5", [2, 3, 5], year=5, weight=1.5),
    *statements("m1 m2", [1, 2], year=4, subject="Maths"),
    *statements("n1 n2 n3", [1, 2, 4], year=5, subject="Maths"),
]
IDS = [str(row["statement_id"]) for row in STATEMENTS]
NAMES = ["ann", "ben", "cat", "dan", "eve", "fay"]
DAYS = ["2023-11-20", "2024-03-01", "2024-07-10", "2024-11-20", "2025-03-10", "2025-07-01"]
POINTS = ["Autumn 2023", "Spring 2024", "Summer 2024", "Autumn 2024", "Spring 2025", "Summer 2025"]


@lru_cache(maxsize=1)
def template() -> School:
    """Load the school whose pupils and curriculum every drawn school shares."""
    with TemporaryDirectory() as folder:
        return load_school(Path(folder) / "template", pupils=rows(PUPILS), curriculum=STATEMENTS)


@dataclass(frozen=True)
class Drawn:
    """One drawn school: its policy, its judgements and the two points to compare."""

    policy: dict[str, Any]
    entries: Sequence[Entry]
    points: tuple[str, str]

    @cached_property
    def school(self) -> School:
        """The school, made of the template's tables and these judgements."""
        return self.with_tables()

    def with_tables(self, **tables: pd.DataFrame) -> School:
        """Make the school with other tables in place of its own."""
        base = template()
        settings = settings_from({**base.settings.raw, "expectation": self.policy}, Path())
        own = {"judgements": judgements(self.entries)}
        return School(settings, {**base.tables, **own, **tables}, base.load_report)

    def of(self, school: School) -> tuple[Snapshot, Snapshot]:
        """Take both snapshots of a school made by `with_tables`."""
        start, end = (school.as_at(point) for point in self.points)
        assert isinstance(start, Snapshot) and isinstance(end, Snapshot)
        return start, end

    @cached_property
    def start(self) -> Snapshot:
        """The school at the first point."""
        return self.of(self.school)[0]

    @cached_property
    def end(self) -> Snapshot:
        """The school at the second point."""
        return self.of(self.school)[1]


def judgements(entries: Sequence[Entry]) -> pd.DataFrame:
    """Lay entries (pupil, statement, day, code) out as a table of judgements."""
    empty = template().tables["judgements"]
    table = pd.DataFrame(
        {
            name: [entry[place] for entry in entries]
            for place, name in enumerate(("pupil_id", "statement_id", "assessed_on", "judgement"))
        },
        dtype="str",
    ).assign(school_id="1")
    table["assessed_on"] = pd.to_datetime(table["assessed_on"]).astype("datetime64[s]")
    table["recorded_on"] = pd.Series(pd.NaT, index=table.index, dtype="datetime64[s]")
    return table.reindex(columns=[name for name in empty.columns if name in table])


def drawn_schools() -> st.SearchStrategy[Drawn]:
    """Draw a school: full pages of marks at up to three points, so that many pupils are placed."""
    pages = st.lists(
        st.tuples(st.sampled_from(DAYS), st.lists(st.sampled_from("NDSSSX."), min_size=1)),
        min_size=2,
        max_size=4,
    )
    share = st.sampled_from([0.5, 2 / 3, 0.8])
    policy = st.fixed_dictionaries(
        {
            "secure_share": share,
            "deeper_share": st.sampled_from([0.2, 0.4]),
            "all_key": st.booleans(),
            "minimum_due": st.sampled_from([0, 1, 5]),
            "earlier_years": st.sampled_from(["none", "key", "all"]),
            "unjudged": st.sampled_from(["unknown", "not secure"]),
            "counts": st.sampled_from(["latest", "highest"]),
        }
    )
    points = st.tuples(st.integers(0, 4), st.integers(1, 5)).map(
        lambda pair: (POINTS[min(pair)], POINTS[max(pair[0] + 1, pair[1])])
    )
    return st.builds(
        lambda policy, pages, points: Drawn(policy, _entries(pages), points), policy, pages, points
    )


def _entries(pages: Sequence[tuple[str, Sequence[str]]]) -> list[Entry]:
    """Spread each page's marks over all pupils and statements, again and again."""
    return [
        (pupil, statement, day, code)
        for day, marks in pages
        for place, (pupil, statement) in enumerate(
            (pupil, statement) for pupil in NAMES for statement in IDS
        )
        if (code := marks[(place + place // len(marks)) % len(marks)]) != "."
    ]


def ranks(outcome: pd.Series) -> list[int | None]:
    """Return each row's place among the ranked outcomes, None where it is unranked."""
    ranked = list(outcome.cat.categories[:-2])
    return [ranked.index(word) if word in ranked else None for word in outcome]
