"""The expectation policy: what can be said, and what is refused, in words a school can act on."""

from __future__ import annotations

import pytest

from ladders_analysis.errors import SettingsError
from ladders_analysis.policy import (
    Disclosure,
    Expectation,
    NTimes,
    Overall,
    Record,
    Scale,
    ScoreLine,
    record_from,
)

CODES = ["Not yet", "Developing", "Secure", "Deeper"]
SIX = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0]


def test_a_scale_knows_where_secure_and_deeper_begin() -> None:
    """Positions count from 0, worst first; deeper is optional and may be secure itself."""
    words = {"codes": CODES, "secure": "Secure", "deeper": "Deeper", "not_assessed": ["absent"]}
    aliases = {"NY": "Not yet", "a": "absent"}
    scale = record_from({**words, "aliases": aliases}, Scale, "scale")
    assert isinstance(scale, Scale) and scale.aliases == aliases
    assert (scale.secure_index, scale.deeper_index) == (2, 3)
    plain = record_from({"codes": CODES, "secure": "Secure"}, Scale, "scale")
    assert isinstance(plain, Scale) and plain.deeper_index is None
    same = record_from({"codes": CODES, "secure": "Secure", "deeper": "Secure"}, Scale, "scale")
    assert isinstance(same, Scale) and same.deeper_index == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"secure": "Secur"}, 'scale.secure = "Secur": did you mean "Secure"'),
        ({"deeper": "Great"}, 'scale.deeper = "Great": allowed: Not yet, Developing'),
        ({"deeper": "Developing"}, "deeper stands below scale.secure"),
        ({"codes": ["Secure"]}, "needs 2 to 250 codes, found 1"),
        ({"codes": [*CODES, "Secure"]}, "name Secure more than once"),
        ({"not_assessed": ["Secure"]}, "name Secure more than once"),
        ({"aliases": {"SEC": "Secur"}}, '"SEC" stands for "Secur"; did you mean "Secure"'),
        ({"secured": "Secure"}, "unknown key `secured`; did you mean"),
        ({"codes": "Secure"}, r"Expected `array`, got `str` - at `\$.codes`"),
    ],
)
def test_scales_that_cannot_be_followed_are_refused(change: dict, message: str) -> None:
    """A scale is refused with its key, what stood there and what is allowed."""
    with pytest.raises(SettingsError, match=message):
        record_from({"codes": CODES, "secure": "Secure"} | change, Scale, "scale")


def test_overall_codes_mean_one_thing_or_six() -> None:
    """One table holds all year; six tables hold one half-term each."""
    autumn, later = {"E": "expected"}, {"E": "working towards", "D": "expected"}
    one = Overall(codes=autumn)
    assert one.by_half_term == (autumn,) * 6
    six = Overall(codes=(autumn, autumn, later, later, later, later))
    assert six.by_half_term[2] == later
    assert six.known == ("E", "D")


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ({"EXS": "expectd"}, 'EXS = "expectd": did you mean "expected"'),
        ([{"EXS": "expected"}] * 5, "has 5 tables; write one, or six"),
        ({"EXS": "own curriculum"}, "allowed: working towards, expected, greater depth"),
    ],
)
def test_overall_codes_must_mean_a_word_of_attainment(codes: object, message: str) -> None:
    """A code stands for working towards, expected or greater depth."""
    with pytest.raises(SettingsError, match=message):
        record_from({"codes": codes}, Overall, "overall")


def test_defaults_of_the_expectation() -> None:
    """An empty [expectation] is the design's own."""
    default = record_from({}, Expectation, "expectation")
    assert default == Expectation(
        basis=None,
        secure_share=0.8,
        all_key=False,
        deeper_share=0.4,
        unjudged="unknown",
        minimum_due=5,
        earlier_years="none",
        by_exception=False,
        counts="latest",
        stale_after_days=365,
    )


def test_shares_are_one_or_six() -> None:
    """A list of six has one share per half-term; a single share holds all year."""
    policy = record_from({"secure_share": SIX, "deeper_share": 0.3}, Expectation, "expectation")
    assert isinstance(policy, Expectation)
    assert [policy.share("secure_share", place) for place in range(6)] == SIX
    assert policy.share("deeper_share", 5) == 0.3


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"secure_share": [0.8, 0.9]}, "secure_share has 2 entries; write one share, or six"),
        ({"secure_share": 80}, "secure_share must lie between 0 and 1"),
        ({"deeper_share": -0.1}, "deeper_share must lie between 0 and 1"),
        ({"minimum_due": -1}, "cannot be negative"),
        ({"stale_after_days": -1}, "cannot be negative"),
        ({"basis": "teachers"}, "teachers"),
        ({"counts": "first"}, "first"),
        ({"counts": {"n_times": 0}}, "n_times = 0: must be 1 or more"),
        ({"earlier_years": "some"}, "some"),
        ({"secure_shares": 0.8}, 'unknown key `secure_shares`; did you mean "secure_share"'),
    ],
)
def test_expectations_that_cannot_be_followed_are_refused(table: dict, message: str) -> None:
    """Each refusal names the key and the remedy."""
    with pytest.raises(SettingsError, match=message):
        record_from(table, Expectation, "expectation")


def test_counting_n_times() -> None:
    """`counts` may be a table with the number of days."""
    policy = record_from({"counts": {"n_times": 2}}, Expectation, "expectation")
    assert isinstance(policy, Expectation) and policy.counts == NTimes(2)


@pytest.mark.parametrize(
    ("table", "kind", "message"),
    [
        ({"assessment": "A", "higher": 110}, ScoreLine, "`higher` needs an `expected`"),
        ({"assessment": "A", "expected": 100, "higher": 90}, ScoreLine, "at or below it"),
        ({"expected": 100}, ScoreLine, "assessment"),
        ({"minimum": 1}, Disclosure, "minimum must be 2 or more"),
        ({"minimum": 6, "rows_from": 10}, Disclosure, "at least 2 × minimum − 1"),
        ("6", Disclosure, r"\[any\]"),
    ],
)
def test_score_lines_and_limits(table: object, kind: type[Record], message: str) -> None:
    """Thresholds must rise, and limits must protect somebody."""
    with pytest.raises(SettingsError, match=message):
        record_from(table, kind, "any")


def test_score_lines_may_have_no_threshold() -> None:
    """No threshold is no line: never invented."""
    line = record_from({"assessment": "NFER"}, ScoreLine, "score.Maths")
    assert isinstance(line, ScoreLine) and (line.expected, line.higher) == (None, None)
    assert record_from({}, Disclosure, "disclosure") == Disclosure(minimum=6, rows_from=11)
