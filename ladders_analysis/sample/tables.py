"""The sample's tables as files: CSV as a school would export it, or Parquet for a trust's size.

Schools are written one after another, so that a trust of any size never has to fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ladders_analysis.sample.making import SampleSchool
from ladders_analysis.schema import TABLES, Table
from ladders_analysis.writing import whole_file

CHILD_TABLES = ("pupils", "judgements", "overall", "results", "conversations", "books")
ARROW = {
    "date": pa.date32(),
    "integer": pa.int16(),
    "number": pa.float64(),
    "share": pa.float64(),
    "boolean": pa.bool_(),
}
"""Arrow types by kind of column; everything else is text."""


def write_csv(folder: Path, schools: Iterator[SampleSchool]) -> None:
    """Write the tables of every school as `pupils.csv`, `judgements.csv` and so on.

    Parameters
    ----------
    folder
        The school folder.
    schools
        The schools, made as they are written.
    """
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {}
        for name in CHILD_TABLES:
            temporary = stack.enter_context(whole_file(folder / f"{name}.csv"))
            files[name] = stack.enter_context(temporary.open("wb"))
        for number, school in enumerate(schools):
            for name, file in files.items():
                file.write(csv_bytes(getattr(school, name), header=number == 0))


def write_parquet(folder: Path, schools: Iterator[SampleSchool]) -> None:
    """Write the tables of every school as `pupils.parquet` and so on, a row group for each school.

    Parameters
    ----------
    folder
        The school folder.
    schools
        The schools, made as they are written.
    """
    with ExitStack() as stack:
        writers: dict[str, pq.ParquetWriter] = {}
        paths = {
            name: stack.enter_context(whole_file(folder / f"{name}.parquet"))
            for name in CHILD_TABLES
        }
        for school in schools:
            for name, path in paths.items():
                table = arrow_table(getattr(school, name), TABLES[name])
                if name not in writers:
                    writer = pq.ParquetWriter(path, table.schema)
                    writers[name] = stack.enter_context(writer)
                writers[name].write_table(table)


def csv_bytes(table: pd.DataFrame, *, header: bool = True) -> bytes:
    r"""Return a table as the bytes of a CSV file: ISO dates, yes and no, blank where unknown.

    Examples
    --------
    >>> csv_bytes(pd.DataFrame({"eal": [True], "on": pd.to_datetime(["2026-03-20"])}))
    b'eal,on\nyes,2026-03-20\n'
    """
    plain = table.copy()
    for column in plain.columns:
        if pd.api.types.is_bool_dtype(plain[column]):
            plain[column] = np.where(plain[column], "yes", "no")
        elif pd.api.types.is_datetime64_any_dtype(plain[column]):
            days = plain[column].to_numpy("datetime64[D]")
            plain[column] = np.where(np.isnat(days), "", np.datetime_as_string(days))
    return plain.to_csv(index=False, header=header, lineterminator="\n").encode()


def arrow_table(table: pd.DataFrame, declared: Table) -> pa.Table:
    """Return a table with the Arrow types that the schema's kinds ask for."""
    fields = [
        pa.field(str(name), ARROW.get(declared[str(name)].kind, pa.string()))
        for name in table.columns
    ]
    plain = table.copy()
    for field in fields:
        if field.type == pa.date32():
            plain[field.name] = plain[field.name].astype("datetime64[ms]")
    schema = pa.schema(fields)
    found = pa.Table.from_pandas(plain, schema=schema, preserve_index=False)
    return found.replace_schema_metadata(None)
