"""The Common Core State Standards for Mathematics: 746 items, counted with SQL beside the reader.

Public file of the CASE Network (2010 standards); read where it lies, never copied.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from ladders_analysis.calendar import Calendar
from ladders_analysis.curriculum.reading import read_curriculum
from ladders_analysis.exports.case.reader import read_case
from ladders_analysis.exports.contract import Extract, RawFile

CASE = Path(__file__).parents[3] / "shared/data/case/ccss-math-2010.json"
pytestmark = pytest.mark.skipif(not CASE.exists(), reason="the shared sample files are not here")

TREE = """
create table items as
    select item.identifier::varchar as id, item.fullStatement as words, item.CFItemType as kind,
           item.educationLevel as levels, item.humanCodingScheme as code
    from (select unnest(CFItems) as item from read_json('{file}', maximum_object_size=20000000));
create table links as
    select link.originNodeURI.identifier::varchar as child,
           link.destinationNodeURI.identifier::varchar as heading
    from (select unnest(CFAssociations) as link
          from read_json('{file}', maximum_object_size=20000000))
    where link.associationType = 'isChildOf';
create view leaves as select * from items where id not in (select heading from links);
create table above as
    with recursive up as (
        select id as leaf, id as node, 0 as steps from items
        union all
        select leaf, heading, steps + 1 from up join links on child = node
    )
    select leaf, node, steps, kind, words from up join items on id = node where steps > 0;
"""
YEARS = {0: 32, 1: 23, 2: 27, 3: 33, 4: 34, 5: 34, 6: 42}


@pytest.fixture(scope="module")
def sql() -> duckdb.DuckDBPyConnection:
    """Lay the file out as SQL tables."""
    base = duckdb.connect()
    base.execute(TREE.format(file=CASE))
    return base


def read(**options: object) -> Extract:
    """Read the file with the toolkit."""
    return read_case(RawFile.read(CASE), options, Calendar((), ()))[0]


def notes(extract: Extract) -> dict[str, int]:
    """Count what the reader told, by rule."""
    return {problem.rule: problem.count for problem in extract.problems}


def number(sql: duckdb.DuckDBPyConnection, query: str) -> int:
    """Ask for one number."""
    found = sql.execute(query).fetchone()
    assert found is not None
    return int(found[0])


def test_all_746_items_are_accounted_for(sql: duckdb.DuckDBPyConnection) -> None:
    """474 leaves, 272 headings; 249 leaves are for Grade 7 and later; none is refused."""
    assert number(sql, "select count(*) from items") == 746
    leaves = number(sql, "select count(*) from leaves")
    beyond = number(
        sql,
        "select count(*) from leaves where list_max(levels) between '07' and '12'"
        " and not list_contains(levels, 'KG')",
    )
    assert (leaves, beyond) == (474, 249)
    extract = read()
    assert (extract.rows_read, extract.refused) == (leaves - beyond, 0)
    assert notes(extract) == {
        "headings over statements": 746 - leaves,
        "beyond Year 6": beyond,
        "no Domain above it": 8,
    }


def test_statements_per_year_and_ladder(sql: duckdb.DuckDBPyConnection) -> None:
    """The leaves of each level, and of each level and domain, are those that SQL finds."""
    table = read().tables["statements"]
    assert table["year"].astype(int).value_counts().sort_index().to_dict() == YEARS
    assert set(table["year_to"]) == {""}
    wanted = sql.execute(
        """
        select leaf.id, leaf.words,
               case leaf.levels[1] when 'KG' then 0 else leaf.levels[1]::int end as year,
               coalesce(domain.words, 'Standards for Mathematical Practice') as ladder
        from leaves as leaf
        left join above as domain on domain.leaf = leaf.id and domain.kind = 'Domain'
        where len(leaf.levels) = 1 and leaf.levels[1] in ('KG', '01', '02', '03', '04', '05', '06')
        """
    ).fetchall()
    found = table[["statement_id", "text", "year", "ladder"]].astype({"year": int})
    assert sorted(found.itertuples(index=False, name=None)) == sorted(
        (id, " ".join(words.split()), year, ladder) for id, words, year, ladder in wanted
    )
    assert table["ladder"].nunique() == 11


def test_standards_in_place_of_components(sql: duckdb.DuckDBPyConnection) -> None:
    """393 standards, 124 components under them; 185 standards are for Grade 6 and before."""
    assert number(sql, "select count(*) from items where kind = 'Standard'") == 393
    assert number(sql, "select count(*) from items where kind = 'Component'") == 124
    early = number(
        sql,
        "select count(*) from items where kind = 'Standard' and len(levels) = 1 "
        "and (levels[1] = 'KG' or levels[1] <= '06')",
    )
    extract = read(leaf="Standard")
    assert extract.rows_read == early == 185
    assert notes(extract)["parts of a Standard"] == 124
    assert notes(extract)["headings over statements"] == 746 - 393 - 124


def test_clusters_as_ladders_and_codes_as_ids(sql: duckdb.DuckDBPyConnection) -> None:
    """As many ladders as clusters over early leaves, and one more for the practices."""
    extract = read(ladder_from="Cluster", id_from="humanCodingScheme")
    table = extract.tables["statements"]
    clusters = number(
        sql,
        """
        select count(distinct cluster.words) from leaves as leaf
        join above as cluster on cluster.leaf = leaf.id and cluster.kind = 'Cluster'
        where leaf.levels[1] in ('KG', '01', '02', '03', '04', '05', '06')
        """,
    )
    assert table["ladder"].nunique() == clusters + 1
    codes = sql.execute("select id, code from leaves").fetchall()
    assert set(table["statement_id"]) <= {code for _, code in codes}
    assert "K.CC.A.1" in set(table["statement_id"])


def test_an_english_school_reads_kindergarten_as_year_1() -> None:
    """By age everything is a year later, and what was Grade 6 is beyond Year 6."""
    levels = {"KG": 1, **{f"0{grade}": grade + 1 for grade in range(1, 9)}}
    table = read(levels=levels).tables["statements"]
    years = table["year"].astype(int).value_counts().sort_index().to_dict()
    assert years == {year + 1: count for year, count in YEARS.items() if year < 6}


def test_it_is_read_as_a_curriculum() -> None:
    """225 statements of one subject, each without a half-term."""
    statements = read_curriculum(CASE).statements
    assert len(statements) == sum(YEARS.values()) == 225
    assert statements["due_half_term"].isna().all()
    assert set(statements["subject"]) == {"Common Core State Standards for Math"}
    assert isinstance(statements, pd.DataFrame)
