"""Experiments with names: pupils, statements and codes are called something else, at random.

The new names sort in another order than the old ones, so that a rating which depends on what
somebody is called, or on who stands first, does not come out the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from ladders_analysis.experiments.changed import Changed, retaken
from ladders_analysis.experiments.part_names import mark_between
from ladders_analysis.one_school import one_school
from ladders_analysis.policy import Overall, Scale
from ladders_analysis.snapshot import Snapshot

Names = Mapping[str, str]


def pupils_renamed(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
    """Give every pupil another id, wherever it stands; `Changed.pupils` leads back.

    Notes
    -----
    Unique pupil numbers and names stay: they do not say which rows belong together.
    """
    of_school = start.of_school
    names = _new_names(of_school.grid.pupils, "p", rng)
    tables = {
        name: table.assign(pupil_id=_renamed(table["pupil_id"], names))
        for name, table in of_school.tables.items()
        if "pupil_id" in table
    }
    changed = retaken(of_school.with_tables(**tables), start, end)
    return replace(changed, pupils={new: old for old, new in names.items()})


def statements_renamed(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
    """Give every statement another id; parts of one statement remain parts of one."""
    of_school = start.of_school
    statements, judgements = of_school.tables["statements"], of_school.tables["judgements"]
    names = _new_names(statements["statement_id"].astype("str"), "s", rng)
    wholes = _new_names(statements["part_of"].dropna().astype("str").unique(), "w", rng)
    return retaken(
        of_school.with_tables(
            statements=statements.assign(
                statement_id=_renamed(statements["statement_id"], names),
                part_of=_renamed(statements["part_of"], wholes),
            ),
            judgements=judgements.assign(
                statement_id=_renamed(judgements["statement_id"], names),
            ),
        ),
        start,
        end,
    )


def codes_renamed(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
    """Give every code of the judgement scale, and every overall code, another name.

    Notes
    -----
    What they mean stays: their order, which are secure and deeper, which attainment word an
    overall code stands for. The school's words for progress and the outcomes of tests stay, because
    a definition may be told them by name.
    """
    of_school = start.of_school
    scale, overall = of_school.settings.scale, of_school.settings.overall
    settings, tables = of_school.settings, dict(of_school.tables)
    if scale is not None:
        names = _new_names([*scale.codes, *scale.not_assessed], "c", rng)
        settings = replace(settings, scale=_scale(scale, names))
        judged = _renamed(tables["judgements"]["judgement"], names)
        tables["judgements"] = tables["judgements"].assign(judgement=judged)
    if overall is not None:
        names = _new_names(overall.known, "o", rng)
        settings = replace(settings, overall=_overall(overall, names))
        judged = _renamed(tables["overall"]["attainment"], names)
        tables["overall"] = tables["overall"].assign(attainment=judged)
    return retaken(one_school(settings, tables, of_school.sources), start, end)


def _scale(scale: Scale, names: Names) -> Scale:
    return Scale(
        codes=tuple(names[code] for code in scale.codes),
        secure=names[scale.secure],
        deeper=None if scale.deeper is None else names[scale.deeper],
        not_assessed=tuple(names[code] for code in scale.not_assessed),
        aliases={alias: names[code] for alias, code in scale.aliases.items()},
    )


def _overall(overall: Overall, names: Names) -> Overall:
    def renamed(table: Mapping[str, str]) -> dict[str, str]:
        return {names[code]: word for code, word in table.items()}

    if isinstance(overall.codes, tuple):
        return Overall(tuple(renamed(table) for table in overall.codes), overall.progress)
    return Overall(renamed(overall.codes), overall.progress)


def _new_names(old: Iterable[str], letter: str, rng: np.random.Generator) -> dict[str, str]:
    """Give numbers for names, in a random order that is not the old one."""
    known = sorted(set(old))
    order = rng.permutation(len(known))
    if len(order) > 1 and (order == np.arange(len(order))).all():
        order = order[::-1]
    width = len(str(len(known)))
    numbers = [10**width + int(place) for place in order]
    mark = mark_between([""], numbers, known, letter)
    return {name: f"{mark}{number}" for name, number in zip(known, numbers, strict=True)}


def _renamed(column: pd.Series, names: Names) -> pd.Series:
    """Rename the values of a column, text or categories; blanks stay blank."""
    values = column.astype("category")
    # A trust's table keeps other schools' names among its categories; they are nobody here.
    strangers = [each for each in values.cat.categories if each not in names]
    absent = set(strangers) - set(values.dropna().unique())
    values = values.cat.remove_categories([each for each in strangers if each in absent])
    renamed = values.cat.rename_categories(
        [names.get(each, each) for each in values.cat.categories]
    )
    return (
        renamed if isinstance(column.dtype, pd.CategoricalDtype) else renamed.astype(column.dtype)
    )
