"""Reading `school.toml`: one file that says how this school counts, and where its exports are.

A trust's file holds the same tables once for everybody and, under `[schools.ID]`, again for one
school: those override key by key.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import SettingsError
from ladders_analysis.policy import Disclosure, Expectation, Overall, Scale, ScoreLine
from ladders_analysis.school_toml import (
    Action,
    ExportSpec,
    SchoolName,
    calendar_from,
    check_tables,
    expectations_from,
    export_from,
    record,
    score_line_from,
    tables_of_school,
)

SETTINGS_FILE = "school.toml"
POLICY_TABLES = "year point scale overall expectation score".split()


@dataclass(frozen=True)
class SchoolSettings:
    """Everything `school.toml` says about one school, checked and ready to follow."""

    school_id: str
    name: str
    calendar: Calendar
    scale: Scale | None
    overall: Overall | None
    scores: dict[str, ScoreLine]
    labels: dict[str, str]
    disclosure: Disclosure
    exports: tuple[ExportSpec, ...]
    curriculum: str | dict[str, Any] | None
    actions: tuple[Action, ...]
    expectations: dict[str, Any]
    policy_hash: str

    @property
    def by_exception(self) -> bool:
        """Whether anywhere an unjudged statement may count as secure."""
        groups = (self.expectations.get(group, {}).values() for group in ("subject", "year"))
        tables = [self.expectations, *(table for group in groups for table in group)]
        return any(table.get("by_exception", False) for table in tables)

    def expectation(self, subject: str, year_group: int) -> Expectation:
        """Return the expectation in force: year over subject over default."""
        table = {
            key: value for key, value in self.expectations.items() if key not in ("subject", "year")
        }
        table |= self.expectations.get("subject", {}).get(subject, {})
        table |= self.expectations.get("year", {}).get(str(year_group), {})
        return record(table, Expectation, f"expectation: {subject}, year {year_group}")

    def score(self, subject: str, year_group: int) -> ScoreLine | None:
        """Return the score line of a subject, with `[score.SUBJECT.year.N]` laid over it."""
        line = self.scores.get(subject)
        if line is None or str(year_group) not in line.year:
            return line
        table = msgspec.to_builtins(line) | line.year[str(year_group)]
        return record(table, ScoreLine, f"score.{subject}.year.{year_group}")


@dataclass(frozen=True)
class Settings:
    """A whole `school.toml`: one school, or a trust with overrides by school."""

    raw: dict[str, Any]
    folder: Path
    _kept: dict[str, SchoolSettings] = field(default_factory=dict, repr=False, compare=False)

    @property
    def default(self) -> SchoolSettings:
        """The settings without any `[schools.ID]` override."""
        return self.for_school(self.raw.get("school", {}).get("id", ""))

    def for_school(self, school_id: str) -> SchoolSettings:
        """Return one school's settings, `[schools.ID]` laid over the rest key by key."""
        if school_id not in self._kept:
            self._kept[school_id] = _school_settings(tables_of_school(self.raw, school_id))
        return self._kept[school_id]


def read_settings(folder: str | Path) -> Settings:
    """Read and check a school folder's `school.toml`.

    Parameters
    ----------
    folder
        The school folder.

    Returns
    -------
    Settings

    Raises
    ------
    SettingsError
        The file is missing, is not TOML, or says something that cannot be followed.
    """
    path = Path(folder) / SETTINGS_FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            f"{SETTINGS_FILE} is missing from the school folder {Path(folder).name!r}. "
            f"`ladders sample DIR` writes a whole folder to start from."
        ) from None
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{SETTINGS_FILE} is not UTF-8 (byte {error.start}): save it as UTF-8."
        ) from None
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{SETTINGS_FILE} is not TOML: {error}.") from None
    return settings_from(raw, Path(folder))


def settings_from(raw: dict[str, Any], folder: Path) -> Settings:
    """Check parsed TOML and wrap it; every school's overrides are checked too."""
    check_tables(raw, "the whole file")
    for school_id, overrides in raw.get("schools", {}).items():
        check_tables(overrides, f"schools.{school_id}")
    settings = Settings(raw, folder)
    for school_id in (settings.default.school_id, *raw.get("schools", {})):
        settings.for_school(school_id)
    return settings


def _school_settings(table: dict[str, Any]) -> SchoolSettings:
    school = record(table.get("school", {}), SchoolName, "school")
    expectations = expectations_from(table.get("expectation", {}))
    policy = {key: table.get(key) for key in POLICY_TABLES}
    return SchoolSettings(
        school_id=school.id,
        name=school.name or school.id,
        calendar=calendar_from(table),
        scale=record(table["scale"], Scale, "scale") if "scale" in table else None,
        overall=record(table["overall"], Overall, "overall") if "overall" in table else None,
        scores={
            subject: score_line_from(line, f"score.{subject}")
            for subject, line in table.get("score", {}).items()
        },
        labels=dict(table.get("labels", {})),
        disclosure=record(table.get("disclosure", {}), Disclosure, "disclosure"),
        exports=tuple(export_from(spec) for spec in table.get("export", [])),
        curriculum=table.get("curriculum"),
        actions=tuple(record(entry, Action, "action") for entry in table.get("action", [])),
        expectations=expectations,
        policy_hash=hashlib.sha256(
            json.dumps(policy, default=str, sort_keys=True).encode()
        ).hexdigest()[:12],
    )
