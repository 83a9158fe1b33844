"""Where everything that was read comes together: laid out by table, checked in order, counted.

One desk serves one load. Without settings (a single file) only what the rows show by themselves is
checked.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

import pandas as pd

from ladders_analysis import schema
from ladders_analysis.book_findings import with_findings
from ladders_analysis.checking import (
    codes,
    identity,
    looked_at,
    pupils,
    references,
    renames,
    repeats,
    statements,
    upns,
)
from ladders_analysis.checking.evidence import look_back
from ladders_analysis.checking.naming import by_name_and_birth
from ladders_analysis.checking.schools import with_school
from ladders_analysis.checking.score_lines import lines_without_standard
from ladders_analysis.checking.staging import REFUSED, Bench, account
from ladders_analysis.exports.contract import UPN, Extract
from ladders_analysis.exports.typed import Typed, type_table
from ladders_analysis.report import LoadReport, Problem
from ladders_analysis.settings import SchoolSettings, Settings

VALUE = {"judgements": "judgement", "overall": "attainment", "results": "score"}
DAY = {
    "judgements": "assessed_on",
    "overall": "assessed_on",
    "results": "taken_on",
    "books": "looked_on",
}


@dataclass(frozen=True)
class _Received:
    """A file on the desk, the source it belongs to, and the school it speaks for."""

    extract: Extract
    source: str
    rank: int
    school_id: str


class Desk:
    """All files of one load.

    Parameters
    ----------
    settings
        The school's settings; None where a single file is looked at.
    show_values
        Whether problems say what stood in the cells.
    """

    def __init__(self, settings: Settings | None, show_values: bool = False) -> None:
        self.settings = settings
        self.show_values = show_values
        self.received: list[_Received] = []
        self.formats: dict[int, list[str]] = {}
        self.benches: dict[str, Bench] = {}
        self.further: list[Problem] = []
        self.who = identity.WhoIsWho()
        self.renamed = renames.Renamed({})

    def receive(self, extract: Extract, source: str, rank: int, school_id: str) -> None:
        """Put a file on the desk."""
        self.received.append(_Received(extract, source, rank, school_id))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Check everything received and return the tidy tables.

        Raises
        ------
        LaddersError
            A file cannot be read as what it should be.
        """
        people = self._pupils()
        curriculum = self._statements(people)
        self._declare_renames(curriculum)
        tables = {"pupils": people, "statements": curriculum}
        for name in ("judgements", "overall", "results", "conversations", "books", "national"):
            tables[name] = self._others(name, people, curriculum)
        if self.settings is not None:
            self.further += look_back(self.settings, tables)
            self.further += lines_without_standard(self.settings)
            tables["judgements"] = self._with_findings(tables)
        return {name: tables[name] for name in schema.TABLES}

    def _with_findings(self, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
        """Complete the evidence of judgements with what was seen in books."""
        books = tables["books"]
        scales = {
            str(school): self.settings.for_school(str(school)).scale
            for school in books["school_id"].unique()
            if self.settings is not None
        }
        nothing = {school: scale.not_assessed for school, scale in scales.items() if scale}
        return with_findings(tables["judgements"], books, nothing)

    def report(self) -> LoadReport:
        """Draw up the load report; every file's account must add up."""
        records = [
            account(number, each.extract, self.benches.values(), self.formats.get(number, ()))
            for number, each in enumerate(self.received)
        ]
        problems = [problem for each in self.received for problem in each.extract.problems]
        problems += [problem for bench in self.benches.values() for problem in bench.problems]
        return LoadReport(records, problems + self.further, self.show_values)

    def _bench(self, name: str, people: pd.DataFrame | None = None) -> Bench | None:
        """Lay out one table from all files that have it, typed."""
        parts: list[tuple[int, Extract, Typed]] = []
        for number, each in enumerate(self.received):
            text = each.extract.tables.get(name)
            if text is None:
                continue
            if people is not None and UPN in text:
                text = identity.by_upn(text)
            if name not in ("national", "statements"):
                known = [] if people is None else list(people["school_id"].unique())
                text = with_school(text, each.extract, each.school_id, known, self.settings)
            text, nobody = by_name_and_birth(text, people, alone=self.settings is None)
            table = schema.TABLES[name]
            typed = type_table(text, table, each.extract, window=self._window()).having(nobody)
            if name == "statements" and each.school_id:
                typed.frame["school_id"] = pd.Series(
                    each.school_id, index=typed.frame.index, dtype="str"
                )
            self.formats.setdefault(number, []).extend(typed.date_formats)
            parts.append((number, each.extract, typed))
        if not parts:
            return None
        self.benches[name] = Bench(schema.TABLES[name], parts, self.show_values)
        return self.benches[name]

    def _window(self) -> tuple[dt.date, dt.date] | None:
        years = self.settings.default.calendar.years if self.settings else ()
        if not years:
            return None
        first, _ = pupils.days_of_academic_year(years[0].ends)
        return first, pupils.days_of_academic_year(years[-1].ends)[1]

    def _ranks(self) -> dict[int, tuple[str, int]]:
        return {number: (each.source, each.rank) for number, each in enumerate(self.received)}

    def _pupils(self) -> pd.DataFrame:
        bench = self._bench("pupils")
        if bench is None:
            return pupils.with_cohort(schema.empty("pupils"))
        bench.check(pupils.leaves_before_joining, pupils.age_against_year_group)
        if self.settings is not None:
            known = [year.ends for year in self.settings.default.calendar.years]
            bench.check(partial(pupils.years_without_calendar, known=known))
        upns.tidy_up(bench)
        bench.check(upns.odd_upns)
        self.who = identity.join_pupils(bench)
        bench.check(upns.formers_not_used(self.who.unused))
        bench.check(upns.one_upn_two_ids, upns.temporary_upns)
        repeats.set_aside_superseded(bench, self._ranks())
        repeats.set_aside_duplicates(bench)
        repeats.set_aside_poorer(bench)
        pupils.refuse_second(bench)
        return pupils.with_cohort(bench.kept())

    def _statements(self, people: pd.DataFrame) -> pd.DataFrame:
        bench = self._bench("statements")
        if bench is None:
            return statements.completed(schema.empty("statements"))
        turns = self.settings.default.calendar.years if self.settings else ()
        repeats.set_aside_duplicates(bench)
        bench.check(
            statements.weights_not_positive,
            statements.parents_still_there,
            statements.bands_backwards,
            statements.cycles([year.cycle for year in turns]),
        )
        repeats.refuse_second(bench, "statement", "statement_id")
        bench.check(statements.no_half_term)
        schools = sorted(people["school_id"].unique())
        own = sorted({each.school_id for each in self.received if each.school_id} & {*schools})
        own = [school for school in own if self._has_own_curriculum(school)]
        return statements.per_school(statements.completed(bench.kept()), schools, own)

    def _declare_renames(self, curriculum: pd.DataFrame) -> None:
        """Lay out the maps of what the curriculum called otherwise."""
        files = [
            (number, each.extract, each.school_id) for number, each in enumerate(self.received)
        ]
        schools = self.settings.raw.get("schools", {}) if self.settings else {}
        own = [school for school in schools if self._has_own_curriculum(school)]
        self.renamed = renames.declared(files, curriculum, own, self.show_values)
        if self.renamed.bench is not None:
            self.benches[self.renamed.bench.table.name] = self.renamed.bench

    def _has_own_curriculum(self, school_id: str) -> bool:
        schools = self.settings.raw.get("schools", {}) if self.settings else {}
        return "curriculum" in schools.get(school_id, {})

    def _others(self, name: str, people: pd.DataFrame, curriculum: pd.DataFrame) -> pd.DataFrame:
        bench = self._bench(name, people)
        if bench is None:
            return codes.without_rows(name, self.settings)
        if name != "national":
            identity.find_pupils(bench, self.who)
        if name != "national" and self.settings is not None:
            self._check_references(bench, people, curriculum, self.settings)
        if name in DAY:
            made_on = {
                number: each.extract.made_on or each.extract.file.made_on
                for number, each in enumerate(self.received)
            }
            late = references.dated_after_file(DAY[name], made_on)
            bench.check(late, references.entered_before_its_day)
            repeats.set_aside_superseded(bench, self._ranks())
        repeats.set_aside_duplicates(bench)
        if name in VALUE:
            repeats.list_conflicts(bench, VALUE[name])
            if self.settings is not None:
                bench.check(references.in_a_year_on_roll(people, DAY[name]))
        return _tidied(bench.kept())

    def _check_references(
        self, bench: Bench, people: pd.DataFrame, curriculum: pd.DataFrame, settings: Settings
    ) -> None:
        """Check pupils, statements, subjects and codes against what the school knows."""
        staged = self.benches.get("pupils")
        refused = people.iloc[:0]
        if staged is not None:
            refused = staged.frame[staged.fate == REFUSED]
        bench.check(references.known_pupils(people, refused))
        name = bench.table.name
        if name == "judgements":
            renames.follow(bench, self.renamed)
            bench.check(references.known_statements(curriculum))
            scale = partial(codes.judgement_codes, settings)
            translated = codes.read_codes(bench.frame, "judgement", scale, ordered=True)
            bench.translate("judgement", translated)
            return
        known = _subjects(settings.default, curriculum)
        spelt = references.with_known_subjects(bench.frame["subject"], known)
        bench.translate("subject", (spelt, ()))
        bench.check(references.known_subjects(known, refuse=name in ("overall", "books")))
        if name == "books":
            looked_at.follow_renames(bench, self.renamed)
            bench.check(*looked_at.checks(curriculum))
        if name == "overall":
            attainment = partial(codes.overall_codes, settings)
            bench.translate("attainment", codes.read_codes(bench.frame, "attainment", attainment))
            progress = partial(codes.progress_codes, settings)
            bench.translate("progress", codes.read_codes(bench.frame, "progress", progress))
        if name == "results":
            bench.check(references.says_something)


def _subjects(settings: SchoolSettings, curriculum: pd.DataFrame) -> list[str]:
    """List the subjects known; none where there is no curriculum to know them from."""
    taught = [str(name) for name in curriculum["subject"].unique()]
    if not taught:
        return []
    named = [*settings.expectations.get("subject", {}), *settings.scores]
    return list(dict.fromkeys([*taught, *named]))


def _tidied(table: pd.DataFrame) -> pd.DataFrame:
    """Drop ids that no kept row has from the categories."""
    ids = [name for name in ("school_id", "pupil_id", "statement_id") if name in table]
    return table.assign(
        **{
            name: table[name].cat.remove_unused_categories()
            for name in ids
            if isinstance(table[name].dtype, pd.CategoricalDtype)
        }
    )
