"""What a column and a table of the tidy data are: their names, kinds, limits and meaning.

The tables themselves stand in `schema.py`. Here is only how one is declared and what can be asked
of a declaration: its dtype, what it allows in words, whether it is about a child.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "id", "text", "code", "date", "integer", "number", "share", "boolean", "choice"
]

DTYPES: Mapping[str, str] = {
    "id": "str",
    "text": "str",
    "code": "str",
    "choice": "str",
    "date": "datetime64[s]",
    "integer": "Int16",
    "number": "Float64",
    "share": "Float64",
    "boolean": "boolean",
}

GROUP_PREFIX = "group_"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tidy table.

    Attributes
    ----------
    name
        Its name in every table and file.
    kind
        What its cells are; decides the dtype (`DTYPES`).
    meaning
        One sentence in the school's words.
    required
        The file must have it.
    nullable
        A cell may be blank.
    allowed
        The words a `choice` may hold, or the inclusive range of a number.
    unit
        The unit of a number, in brackets where it is printed.
    personal
        It says something about one child.
    blank_if_unreadable
        A cell that cannot be read is left blank with a warning. Elsewhere its row is refused,
        because blank would say something else.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    nullable: bool = True
    allowed: tuple[str, ...] | tuple[float, float] = ()
    unit: str = ""
    personal: bool = False
    blank_if_unreadable: bool = False

    @property
    def dtype(self) -> str:
        """The pandas dtype of the column."""
        return DTYPES[self.kind]

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The inclusive range of a number, None where it has none."""
        if len(self.allowed) == 2 and not isinstance(self.allowed[0], str):
            low, high = self.allowed
            return float(low), float(high)
        return None

    @property
    def words(self) -> tuple[str, ...]:
        """The words a choice may hold; empty for other kinds."""
        return tuple(word for word in self.allowed if isinstance(word, str))

    @property
    def allows(self) -> str:
        """What may stand in the column, in words.

        Examples
        --------
        >>> Column("due", "integer", "", allowed=(1, 6), unit="half-term").allows
        'a whole number from 1 to 6 [half-term], or blank'
        """
        said = {
            "date": "a date, such as 2025-12-05",
            "boolean": "yes or no",
            "share": "a share from 0 to 1, or a percentage",
            "integer": "a whole number",
            "number": "a number",
            "choice": " / ".join(self.words),
        }.get(self.kind, "text")
        if self.bounds is not None and self.kind != "share":
            said += f" from {self.bounds[0]:g} to {self.bounds[1]:g}"
        said += f" [{self.unit}]" if self.unit else ""
        return said + (", or blank" if self.nullable else "")


@dataclass(frozen=True, slots=True)
class Table:
    """One tidy table: its columns in order, and the key that tells its rows apart."""

    name: str
    file: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    groups: bool = False

    def __getitem__(self, name: str) -> Column:
        """Return a column by name (a `group_…` column is declared on the spot)."""
        for column in self.columns:
            if column.name == name:
                return column
        if self.groups and name.startswith(GROUP_PREFIX):
            return Column(name, "text", "A group of the school's own.", personal=True)
        raise KeyError(f"{self.name} has no column {name}")

    def __contains__(self, name: object) -> bool:
        """Say whether the table keeps a column of that name."""
        return any(column.name == name for column in self.columns) or (
            self.groups and isinstance(name, str) and name.startswith(GROUP_PREFIX)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The declared column names, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns a file must have."""
        return tuple(column.name for column in self.columns if column.required)

    def order(self, present: Iterable[str]) -> list[str]:
        """Return the declared names, then the school's own groups among `present`, sorted."""
        own = sorted(name for name in present if name in self and name not in self.names)
        return [*self.names, *own]


def declare(
    name: str,
    kind: Kind,
    meaning: str,
    *flags: Literal["required", "filled", "personal", "descriptive"],
    allowed: tuple[str, ...] | tuple[float, float] = (),
    unit: str = "",
) -> Column:
    """Declare a column in one line.

    Parameters
    ----------
    name, kind, meaning, allowed, unit
        As in `Column`.
    *flags
        `required`: the file must have it and no cell may be blank. `filled`: no cell may be blank.
        `personal`: about one child. `descriptive`: a cell that cannot be read is left blank.

    Examples
    --------
    >>> declare("year", "integer", "The year group.", "required").nullable
    False
    """
    return Column(
        name,
        kind,
        meaning,
        required="required" in flags,
        nullable="required" not in flags and "filled" not in flags,
        allowed=allowed,
        unit=unit,
        personal="personal" in flags,
        blank_if_unreadable="descriptive" in flags,
    )
