"""Definitions with a fault planted in each, and the checks of an audit that must find it.

Each is the kind of slip that is really made: a spreadsheet's habit, a tracker's shortcut, a line of
pandas that leans on the order of rows. `FAULTS` names, for each, the checks that must find it; a
fault may well show in further ones.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

import ladders_analysis as la
from ladders_analysis.definitions.contract import FunctionDefinition
from ladders_analysis.snapshot import Snapshot

LOW, HIGH = "not there", "there"
Rating = Callable[[Snapshot, Snapshot], pd.DataFrame]


def named(*outcomes: str, favourable: tuple[str, ...] = (HIGH,)) -> Callable[[Rating], object]:
    """Make a rating of pupils × subjects a definition named like the function."""

    def decorate(rating: Rating) -> FunctionDefinition:
        @la.definition(
            name=rating.__name__,
            question="Is it there?",
            outcomes=outcomes or (LOW, HIGH),
            favourable=favourable,
        )
        def rated(start: Snapshot, end: Snapshot) -> pd.DataFrame:
            return la.results(start, end, rating(start, end))

        return rated

    return decorate


def words(there: pd.DataFrame, low: str = LOW, high: str = HIGH) -> pd.DataFrame:
    """Turn a mask of pupils × subjects into two outcomes."""
    chosen = np.where(there.to_numpy(bool), high, low)
    return pd.DataFrame(chosen, index=there.index, columns=there.columns, dtype=object)


def secured(snapshot: Snapshot) -> pd.DataFrame:
    """Give the share of what is due that is secure, 0 where nothing is due."""
    return snapshot.share(snapshot.due & snapshot.secure, of=snapshot.due).fillna(0)


def half(snapshot: Snapshot) -> pd.DataFrame:
    """Mark pupils × subjects with half of what is due secure."""
    return secured(snapshot) >= 0.5 - 1e-9


def per_pupil(snapshot: Snapshot, values: pd.Series) -> pd.DataFrame:
    """Spread one value a pupil over the subjects."""
    lined_up = values.reindex(snapshot.grid.pupils).fillna(0).to_numpy()
    return snapshot.grid.subject_frame(np.tile(lined_up[:, None], len(snapshot.subjects)))


# --- what boxes must not change


@named()
def counts_grades(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Add up the places of the codes: finer grades, more points."""
    points = end.tally(end.codes.astype(np.int16).where(end.due, 0))
    return words(points >= 2 * end.tally(end.due))


@named()
def counts_statements(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Ask for eight secure statements, whatever a statement weighs."""
    return words(end.tally(end.due & end.secure) >= 8)


@named()
def forgets_weights(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Count the parts of a split statement as so many statements."""
    due = end.tally(end.due)
    return words(end.tally(end.due & end.secure) >= 0.75 * due - 1e-9)


# --- what names and rows must not change


@named()
def first_row_counts(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Take the judgement that stands first in the file for a pupil's starting point."""
    first = end.of_school.tables["judgements"].drop_duplicates("pupil_id", keep="first")
    codes = list(end.settings.scale.codes) if end.settings.scale else []
    place = first.set_index(first["pupil_id"].astype("str"))["judgement"].astype("object")
    return words(per_pupil(end, place.map(codes.index).astype(float)) <= 1)


@named()
def counts_rows(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Take many entries for much progress."""
    rows = end.of_school.tables["judgements"]["pupil_id"].astype("str").value_counts()
    return words(per_pupil(end, rows) > rows.median() * 1.2)


@named()
def pupil_numbers(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Rate pupils with an even admission number by another line."""
    last = end.grid.pupils.to_series().str[-1].map(ord)
    return words((secured(end) >= 0.6) | (per_pupil(end, last) % 2 == 0))


@named()
def statement_numbers(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Leave out statements whose number ends in a 1."""
    ids = end.grid.statements.get_level_values("statement_id")
    chosen = end.due & ~np.asarray(ids.str.endswith("1"))
    return words(end.share(chosen & end.secure, of=chosen).fillna(0) >= 0.6)


@named()
def first_statement(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Rate by whatever statement comes first among those due."""
    due, secure = end.due.to_numpy(), end.secure.to_numpy()
    answer = np.zeros((len(due), len(end.subjects)), bool)
    for place in range(len(end.subjects)):
        across = np.flatnonzero(end.grid.subject_of == place)
        if len(across):
            first = across[due[:, across].argmax(axis=1)]
            answer[:, place] = secure[np.arange(len(due)), first]
    return words(end.grid.subject_frame(answer) | half(end))


@named()
def code_names(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Look for the word in the scale instead of asking the scale what is secure."""
    codes = list(end.settings.scale.codes) if end.settings.scale else []
    good = [place + 1 for place, code in enumerate(codes) if code in ("Secure", "Deeper")]
    secure = end.codes.isin(good)
    return words(end.share(end.due & secure, of=end.due).fillna(0) >= 0.5)


@named()
def rank_in_class(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Rate the upper half of the register, ties in the order of pupil ids."""
    share = secured(end)
    rank = share.rank(method="first", ascending=False)
    return words(rank <= len(share) / 2)


# --- what evidence must not do


@named()
def credits_missing(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """See nothing to worry about where little was judged."""
    judged = end.share(end.due & end.assessed, of=end.due).fillna(0)
    return words(half(end) | (judged < 0.9))


@named()
def rewards_fewer_entries(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Divide what was gained by the number of entries."""
    entries = end.tally(end.assessed)
    return words(half(end) | (entries < start.tally(start.assessed)))


@named("too fast", LOW, HIGH)
def punishes_leaps(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Mistrust a share that has risen by more than three twentieths."""
    leap = secured(end) - secured(start) > 0.15
    return words(half(end)).mask(leap, "too fast")


@named("nothing left to gain", LOW, HIGH)
def hidden_ceiling(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Have no good word for a pupil who had everything, and has everything."""
    full = secured(start) > 0.8 - 1e-9
    return words(half(end)).mask(full & half(end), "nothing left to gain").mask(~half(end), LOW)


# --- what any definition must keep


@la.definition(name="meddles", question="?", outcomes=[LOW, HIGH], favourable=[HIGH])
def meddles(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Mark everything taught as due, in the snapshot it was lent."""
    end.due.iloc[:, :] = True
    return la.results(start, end, words(half(end)))


@named()
def throws_dice(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Decide what is close by chance."""
    close = half(end)
    return words(close & (np.random.default_rng().random(close.shape) < 0.7))


_ASKED = itertools.count()


@named()
def remembers(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Be stricter each time it is asked."""
    return words(secured(end) > 0.1 * (next(_ASKED) % 8))


@named()
def reads_the_clock(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Round down before the half of a microsecond, and up after."""
    ticks = [time.perf_counter_ns() // 7 % 2 == 0 for _ in range(end.grid.shape[0])]
    return words(half(end) & per_pupil(end, pd.Series(ticks, end.grid.pupils)).astype(bool))


@named()
def nothing_judged(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Divide by the number of judgements, which a subject may not have."""
    shares = {
        subject: 100 // int(end.tally(end.assessed)[subject].sum()) for subject in end.subjects
    }
    return words(half(end) & (min(shares.values()) >= 0))


@la.definition(name="forgets_a_pupil", question="?", outcomes=[LOW, HIGH], favourable=[HIGH])
def forgets_a_pupil(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Leave out the rows of pupils it has nothing to say about."""
    return la.results(start, end, words(half(end))).iloc[1:]


@la.definition(name="own_words", question="?", outcomes=[LOW, HIGH], favourable=[HIGH])
def own_words(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Say "nearly", which is none of its outcomes."""
    return la.results(start, end, words(half(end), low="nearly"))


@la.definition(name="leaves", question="?", outcomes=[LOW, HIGH], favourable=[HIGH])
def leaves(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """End the program where there is nobody to rate."""
    sys.exit("no data")


@la.definition(name="hangs", question="?", outcomes=[LOW, HIGH], favourable=[HIGH])
def hangs(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Wait for something that never comes."""
    while True:
        time.sleep(0.01)


@dataclass(frozen=True)
class Fault:
    """A definition with a fault, and the checks that must find it."""

    definition: FunctionDefinition
    found_by: frozenset[str]

    @property
    def name(self) -> str:
        """The definition's name."""
        return self.definition.about.name


def _fault(definition: object, *checks: str) -> Fault:
    assert isinstance(definition, FunctionDefinition)
    return Fault(definition, frozenset(checks))


FAULTS = (
    _fault(counts_grades, "grades_cut"),
    _fault(counts_statements, "statements_cut", "one_ladder_cut"),
    _fault(forgets_weights, "one_ladder_cut"),
    _fault(first_row_counts, "rows_shuffled"),
    _fault(counts_rows, "rows_duplicated"),
    _fault(pupil_numbers, "pupils_renamed"),
    _fault(statement_numbers, "statements_renamed", "statements_cut"),
    _fault(first_statement, "statements_renamed"),
    _fault(code_names, "codes_renamed", "grades_cut"),
    _fault(rank_in_class, "pupils_renamed", "secure_unassessed", "ceiling"),
    _fault(credits_missing, "secure_unassessed"),
    _fault(rewards_fewer_entries, "secure_unassessed"),
    _fault(punishes_leaps, "one_more_secure"),
    _fault(hidden_ceiling, "ceiling"),
    _fault(meddles, "inputs"),
    _fault(throws_dice, "twice"),
    _fault(remembers, "twice"),
    _fault(reads_the_clock, "twice"),
    _fault(nothing_judged, "contract"),
    _fault(forgets_a_pupil, "contract"),
    _fault(own_words, "contract"),
    _fault(leaves, "contract"),
    _fault(hangs, "contract"),
)
