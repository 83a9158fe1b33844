"""The declarations: complete, consistent, and what DESIGN lists."""

from __future__ import annotations

import pandas as pd
import pytest

from ladders_analysis import schema
from ladders_analysis.columns import DTYPES, Column, Table

DESIGNED = {
    "pupils": "school_id pupil_id academic_year year_group upn former_upn name class_name "
    "working_year sex date_of_birth disadvantaged sen eal joined_on left_on",
    "statements": "school_id statement_id subject ladder year year_to cycle due_half_term "
    "taught_half_term key text part_of weight",
    "judgements": "school_id pupil_id statement_id assessed_on recorded_on judgement assessor "
    "note evidence",
    "overall": "school_id pupil_id subject assessed_on recorded_on attainment progress note",
    "results": "school_id pupil_id assessment subject taken_on score outcome",
    "conversations": (
        "school_id pupil_id subject on teacher_said action review_on approved_summary"
    ),
    "books": "school_id pupil_id statement_id subject looked_on seen where seed",
    "national": "assessment subject year group share source",
}


@pytest.mark.parametrize("name", DESIGNED)
def test_tables_have_the_columns_of_the_contract(name: str) -> None:
    """Each table lists the contract's columns in the contract's order."""
    assert schema.TABLES[name].names == tuple(DESIGNED[name].split())


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=str)
def test_every_column_is_declared_whole(table: Table) -> None:
    """Every column has a meaning in one sentence, and its limits fit its kind."""
    for column in table.columns:
        assert column.meaning.endswith("."), column.name
        assert column.meaning[0].isupper(), column.name
        assert not (column.required and column.nullable), column.name
        assert bool(column.words) == (column.kind == "choice"), column.name
        if column.bounds is not None:
            assert column.kind in ("integer", "number", "share"), column.name
    assert set(table.key) <= set(table.names)


def test_what_is_about_a_child_is_marked() -> None:
    """Names, ids, dates of birth, groups, judgements and notes are personal; statements are not."""
    personal = {
        f"{table.name}.{column.name}"
        for table in schema.TABLES.values()
        for column in table.columns
        if column.personal
    }
    assert {
        "pupils.name",
        "pupils.upn",
        "pupils.pupil_id",
        "pupils.date_of_birth",
        "pupils.sen",
        "judgements.judgement",
        "judgements.note",
        "results.score",
        "conversations.teacher_said",
        "books.where",
    } <= personal
    assert not {name for name in personal if name.startswith(("statements.", "national."))}


@pytest.mark.parametrize("name", schema.TABLES)
def test_empty_tables_have_the_declared_dtypes(name: str) -> None:
    """A table without rows has every column with its dtype."""
    table = schema.empty(name)
    assert len(table) == 0
    for column in schema.TABLES[name].columns:
        assert table[column.name].dtype == pd.Series([], dtype=DTYPES[column.kind]).dtype


def test_groups_of_the_schools_own_belong_to_pupils_only() -> None:
    """`group_…` columns are text on pupils; other tables have none."""
    assert schema.PUPILS["group_looked_after"].kind == "text"
    assert "group_looked_after" in schema.PUPILS
    assert "group_looked_after" not in schema.OVERALL
    with pytest.raises(KeyError, match="overall has no column group_x"):
        schema.OVERALL["group_x"]
    assert schema.PUPILS.order(["group_b", "name", "group_a"])[-2:] == ["group_a", "group_b"]


def test_columns_say_what_they_allow() -> None:
    """The words of a remedy come from the declaration."""
    assert schema.PUPILS["sen"].allows == "none / support / ehcp, or blank"
    assert schema.NATIONAL["share"].allows == "a share from 0 to 1, or a percentage, or blank"
    assert schema.PUPILS["year_group"].allows == "a whole number from 0 to 6 [year group]"
    assert Column("x", "boolean", "").allows == "yes or no, or blank"
