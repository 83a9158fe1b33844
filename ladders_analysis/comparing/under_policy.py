"""The same two snapshots under other expectations, quickly.

Judgements, roll, teachers' overall judgements and scores do not depend on `[expectation]`, so they
are worked out once and shared by every setting of it; so is what is due, where the rule for earlier
years is the same, and the judgement that counts, where the rule for that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from ladders_analysis.expectation import Expected
from ladders_analysis.grid import Codes
from ladders_analysis.policy import NTimes
from ladders_analysis.settings import SchoolSettings
from ladders_analysis.snapshot import Snapshot

_OVERRIDES = ("subject", "year")
_SHARED = ("_teacher", "_score", "_classes")
"""What a snapshot works out when asked, and that no key of `[expectation]` changes."""


def expecting(settings: SchoolSettings, policy: Mapping[str, object]) -> SchoolSettings:
    """Return a school's settings with some keys of `[expectation]` set for everybody.

    Parameters
    ----------
    settings
        The school's settings.
    policy
        Keys and values; they take the place of the default and of every subject's and year's own.
    """
    expectations: dict[str, object] = {
        key: value for key, value in settings.expectations.items() if key not in _OVERRIDES
    }
    for group in _OVERRIDES:
        expectations[group] = {
            name: {key: value for key, value in table.items() if key not in policy}
            for name, table in settings.expectations.get(group, {}).items()
        }
    expectations |= {key: msgspec.to_builtins(value) for key, value in policy.items()}
    return replace(settings, expectations=expectations)


class UnderPolicy:
    """Takes two snapshots again under other expectations, one after the other.

    Parameters
    ----------
    start, end
        Two snapshots of one school; they are left as they are.
    """

    def __init__(self, start: Snapshot, end: Snapshot) -> None:
        self._own = (start, end)
        self._expected: dict[tuple[int, str], Expected] = {}
        self._counted: dict[tuple[int, str], Codes] = {}
        self._last: tuple[Mapping[str, object], tuple[Snapshot, Snapshot]] | None = None

    def taken(self, policy: Mapping[str, object]) -> tuple[Snapshot, Snapshot]:
        """Return both snapshots under a policy.

        Parameters
        ----------
        policy
            Keys of `[expectation]` and their values for everybody; none for the school's own.

        Notes
        -----
        Only the last pair is kept, so ask for the same policy's specifications together.
        """
        if self._last is None or self._last[0] != policy:
            settings = expecting(self._own[0].settings, policy)
            self._last = (
                policy,
                (self._again(0, settings, policy), self._again(1, settings, policy)),
            )
        return self._last[1]

    def _again(
        self, place: int, settings: SchoolSettings, policy: Mapping[str, object]
    ) -> Snapshot:
        own = self._own[place]
        counted = own.counted
        if "counts" in policy:
            counted = self._codes(place, policy["counts"])
        again = replace(own, of_school=replace(own.of_school, settings=settings), counted=counted)
        vars(again).update({name: getattr(own, name) for name in _SHARED})
        rule = place, str(policy.get("earlier_years", ""))
        if rule not in self._expected:
            self._expected[rule] = expected = again.expected
            for mask in (expected.own_year, expected.due, expected.taught):
                mask.flags.writeable = False
        vars(again)["expected"] = self._expected[rule]
        return again

    def _codes(self, place: int, counts: object) -> Codes:
        """Find the codes that count, once for each rule."""
        rule = place, str(counts)
        if rule not in self._counted:
            own = self._own[place]
            kind = counts if isinstance(counts, NTimes) else str(counts)
            codes = own.grid.codes_as_at(own.point.entries_close, kind)
            codes.flags.writeable = False
            self._counted[rule] = codes
        return self._counted[rule]
