"""What was seen in books must speak of statements that the school knows, each under its subject.

A look may be at a subject as a whole: such a row names no statement, and nothing is asked of it
here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from ladders_analysis.checking.references import Check, known_statements
from ladders_analysis.checking.renames import Renamed
from ladders_analysis.checking.staging import Bench
from ladders_analysis.exports.finding import Finding


def checks(curriculum: pd.DataFrame) -> tuple[Check, Check]:
    """Make the checks of the statements that were looked for.

    Parameters
    ----------
    curriculum
        The statements kept.

    Returns
    -------
    tuple
        That the statement is in the curriculum, and that it is one of the subject named.
    """
    known = known_statements(curriculum)
    subjects = _subjects(curriculum)

    def is_known(rows: pd.DataFrame) -> Iterable[Finding]:
        named = _named(rows)
        for finding in known(rows.iloc[named].reset_index(drop=True)):
            yield finding.at(named)

    def is_of_its_subject(rows: pd.DataFrame) -> Iterable[Finding]:
        named = _named(rows)
        some = rows.iloc[named]
        meant = [
            subjects.get(school, subjects[""]).get(statement, "")
            for school, statement in zip(some["school_id"], some["statement_id"], strict=True)
        ]
        said = some["subject"].tolist()
        wrong = [place for place, subject in enumerate(meant) if subject != said[place]]
        yield Finding(
            named[wrong],
            "subject",
            "the statement is of another subject",
            "refused",
            [f'write "{meant[place]}", or the statement that was meant' for place in wrong],
            [said[place] for place in wrong],
        )

    return is_known, is_of_its_subject


def follow_renames(bench: Bench, renamed: Renamed) -> None:
    """Read looks for old ids as looks for the statements as they are called now.

    Parameters
    ----------
    bench
        The looks.
    renamed
        What became of which statement.
    """
    rows = bench.frame
    was = rows["statement_id"].tolist()
    now = [
        renamed.of(str(school)).get(statement, statement) if isinstance(statement, str) else None
        for school, statement in zip(rows["school_id"], was, strict=True)
    ]
    changed = [place for place, name in enumerate(now) if name is not None and name != was[place]]
    finding = Finding(
        np.array(changed, dtype=np.int64),
        "statement_id",
        "look for a renamed statement",
        "note",
        "read as the statement that the curriculum map names",
        each=False,
    )
    bench.translate("statement_id", (pd.Series(now, dtype="str"), [finding]))


def _named(rows: pd.DataFrame) -> np.ndarray:
    """Find the rows that name a statement."""
    return np.flatnonzero(rows["statement_id"].notna())


def _subjects(curriculum: pd.DataFrame) -> Mapping[str, Mapping[str, str]]:
    """Give each school's statements with their subjects; under a blank, everyone's."""
    schools = curriculum["school_id"].fillna("")
    by_school: dict[str, dict[str, str]] = {"": {}}
    for school, rows in curriculum.groupby(schools):
        by_school[str(school)] = dict(zip(rows["statement_id"], rows["subject"], strict=True))
    return by_school
