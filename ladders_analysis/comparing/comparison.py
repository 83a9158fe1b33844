"""Comparing definitions: the same pupils at the same two points, rated in several ways.

Which definition a school chooses decides whom it asks about. `compare` counts how many judgements
turn on that choice, and which way; one definition that fails is named and the others stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ladders_analysis.comparing.agreement import (
    counted_by_kind,
    counted_by_outcome,
    kinds_of,
    pairwise_agreement,
    verdicts_of,
)
from ladders_analysis.comparing.card import comparison_card
from ladders_analysis.comparing.telling import told_comparison
from ladders_analysis.definitions.contract import Definition
from ladders_analysis.errors import DefinitionError, nearest
from ladders_analysis.movement import BOTH, KEYS, Progress, grouping
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.summary import summarise
from ladders_analysis.trust import TrustSnapshot
from ladders_analysis.trying import SECONDS, Failure, try_each


@dataclass(frozen=True, eq=False)
class Comparison:
    """Several definitions on the same pupils, made by `compare`.

    Attributes
    ----------
    results
        Name -> `Progress` of each definition that gave an answer, in the order asked.
    failures
        Those that gave none, each with what it broke.
    """

    results: Mapping[str, Progress]
    failures: tuple[Failure, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The definitions that gave an answer."""
        return tuple(self.results)

    @cached_property
    def titles(self) -> dict[str, str]:
        """What each definition is called: its title, or its name where two share a title."""
        titles = [rated.about.title for rated in self.results.values()]
        return {
            name: rated.about.title if titles.count(rated.about.title) == 1 else name
            for name, rated in self.results.items()
        }

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """Whether each judgement is favourable: judgements × definitions of yes, no, unranked."""
        return pd.DataFrame({name: verdicts_of(rated) for name, rated in self.results.items()})

    @property
    def outcomes(self) -> pd.DataFrame:
        """One row per judgement, in scope at both points.

        `school_id`, `pupil_id`, `subject`; the outcome under each definition, by its name; and
        `NAME_favourable` for each: yes, no or unranked.
        """
        outcomes = pd.DataFrame({name: rated["outcome"] for name, rated in self.results.items()})
        table = outcomes.join(self.verdicts.add_suffix("_favourable"))
        return table.reset_index() if len(self.results) else table.reindex(columns=KEYS)

    @cached_property
    def agreement(self) -> pd.DataFrame:
        """Where each pair of definitions agrees (`agreement.pairwise_agreement`)."""
        return pairwise_agreement(self.verdicts)

    @cached_property
    def sentence(self) -> str:
        """The comparison in words."""
        return told_comparison(self.titles, self.verdicts, self.agreement, self.failures)

    def rated(self, name: str) -> Progress:
        """Return one definition's result.

        Parameters
        ----------
        name
            Its name, as in `names`.

        Raises
        ------
        DefinitionError
            It is not among those compared, or it failed.
        """
        if name not in self.results:
            failed = next((each for each in self.failures if each.definition == name), None)
            why = failed.because if failed else f"{nearest(name, self.results)}."
            raise DefinitionError(f'"{name}" is not among the definitions compared: {why}')
        return self.results[name]

    def changes(
        self, first: str, second: str, by: str | Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Count who changes between two definitions, each way.

        Parameters
        ----------
        first, second
            Names of two of the definitions.
        by
            Columns of the population to group by, such as "disadvantaged" or "cohort_label".

        Returns
        -------
        DataFrame
            See `agreement.counted_by_kind`.

        Raises
        ------
        LaddersError
            A definition that is not here, or a column that the population does not have.
        """
        one, other = (verdicts_of(self.rated(name)) for name in (first, second))
        kinds = kinds_of(one, other)
        return counted_by_kind(kinds, self._people(), by)

    def outcome_pairs(
        self, first: str, second: str, by: str | Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Count judgements by their outcome in two definitions.

        Parameters
        ----------
        first, second, by
            As for `changes`.

        Returns
        -------
        DataFrame
            See `agreement.counted_by_outcome`.
        """
        one, other = (self.rated(name)["outcome"] for name in (first, second))
        return counted_by_outcome(one, other, self._people(), by)

    def favourable(
        self, by: str | Sequence[str] = "cohort_label", subject: str | None = None
    ) -> pd.DataFrame:
        """Count the favourable judgements of each group under each definition.

        Parameters
        ----------
        by
            Columns of the population to group by.
        subject
            Only this subject.

        Returns
        -------
        DataFrame
            One row per definition × group: `definition`, `title`; the `by` columns; `favourable`,
            `of` (ranked), `in_scope`, `share`, its 95 % Wilson interval `low`–`high`, `too_small`.
        """
        parts = []
        for name, rated in self.results.items():
            if subject is not None:
                known = rated.population.index.unique("subject").astype("str")
                if subject not in known:
                    raise DefinitionError(f'No subject "{subject}": {nearest(subject, known)}.')
                rated = rated.only(subject=subject)
            columns = grouping(by, rated.population.reset_index().columns)
            summary = summarise(rated, by=columns).drop_duplicates(columns)
            share = summary["favourable_share"]
            named = {"definition": name, "title": self.titles[name]}
            summary = summary.assign(share=share, **named)[[*named, *columns, *_COUNTS]]
            parts.append(summary)
        if not parts:
            groups = [by] if isinstance(by, str) else by
            return pd.DataFrame(columns=["definition", "title", *groups, *_COUNTS])
        return pd.concat(parts, ignore_index=True)

    def _repr_html_(self) -> str:
        """Return a short card: the sentence and the agreement table."""
        return comparison_card(self.sentence, self.agreement, self.titles, self.failures)

    def __repr__(self) -> str:
        """Return the sentence, for a console."""
        return f"<Comparison: {self.sentence}>"

    def _people(self) -> pd.DataFrame:
        """Return the attributes of everybody in scope at both points, in the verdicts' order."""
        people = next(iter(self.results.values())).population
        return people[people["presence"] == BOTH].reindex(self.verdicts.index)


_COUNTS = ["favourable", "of", "in_scope", "share", "low", "high", "too_small"]


def compare(
    start: Snapshot | TrustSnapshot,
    end: Snapshot | TrustSnapshot,
    definitions: Iterable[str | Definition | type[Definition]],
    *,
    seconds: float = SECONDS,
) -> Comparison:
    """Rate the same pupils by several definitions and set the answers side by side.

    Parameters
    ----------
    start, end
        Snapshots of one school, or of a trust, as `School.as_at` gives them.
    definitions
        Names, classes, instances or decorated functions.
    seconds
        How long each may take over one school.

    Returns
    -------
    Comparison
        Its `sentence` and `agreement` say how far they agree, `changes` who turns on the choice;
        a definition that failed is in `failures`, and the others stand.

    Raises
    ------
    DefinitionError
        No definition was given.
    PointError
        The end is before the start, or the two are of different schools or loads.

    Notes
    -----
    A judgement is one pupil in one subject, in scope at both points. Definitions have words of
    their own, so they are compared by whether the outcome counts as favourable. Where a definition
    cannot tell, the judgement is unranked, which is neither agreement nor disagreement.

    Examples
    --------
    >>> import ladders_analysis as la
    >>> from ladders_analysis.comparing.comparison import compare
    >>> school = la.load()
    >>> points = school.as_at("Autumn 2025"), school.as_at("Spring 2026")
    >>> compared = compare(*points, ["against_expectation", "gaps_closed"])
    >>> pair = compared.agreement.iloc[0]
    >>> int(pair["agree"] + pair["first_only"] + pair["second_only"]) == int(pair["both_ranked"])
    True
    """
    asked = [definitions] if isinstance(definitions, str) else list(definitions)
    if not asked:
        raise DefinitionError(
            "No definition to compare: name two or more, such as against_expectation gaps_closed."
        )
    tried = try_each(start, end, asked, seconds=seconds)
    return Comparison(tried.results, tried.failures)
