"""The codes and symbols that stand in the DfE's results beside numbers, and what each means.

They are kept as written; a code that is not listed here is kept too, and counted in a warning.

References
----------
Standards and Testing Agency, Key stage 2 teacher assessment guidance (2024–25) and test outcome
codes (2025); DfE, Early years foundation stage profile handbook (2025); STA, Multiplication tables
check: guidance (2025), and the check's own published code for the CTF; DfE, symbols of
Explore education statistics. Codes marked "older" were withdrawn in 2018 or 2019.
"""

from __future__ import annotations

from collections.abc import Mapping

SYMBOLS: Mapping[str, str] = {
    "SUPP": "suppressed, so that no pupil can be known from it",
    "NE": "no entries",
    "NA": "not applicable",
    "NP": "not published",
    "LOWCOV": "low coverage: too few pupils to publish",
    "c": "confidential: suppressed",
    "x": "not available",
    "z": "not applicable",
    "low": "rounds to 0 but is not 0",
    "k": "rounds to 0 but is not 0",
    "u": "unreliable: too few to be sure of",
}
"""Symbols that may stand in any column of numbers."""

TEST_OUTCOMES: Mapping[str, str] = {
    "AS": "expected standard achieved",
    "NS": "expected standard not achieved",
    "N": "sat the test, too few marks for a scaled score",
    "B": "working below the level of the test",
    "M": "missing: the paper was lost",
    "U": "unable to access the test",
    "H": "annulled: pupil cheating",
    "J": "just arrived, and standard not known",
    "Q": "annulled: maladministration",
    "A": "absent",
    "L": "left the school",
    "F": "will take the test in a future year",
    "P": "took the test in an earlier year",
}
"""Outcomes of the key stage 2 tests; A, L, F and P unverified for the extract."""

TEACHER_ASSESSMENTS: Mapping[str, str] = {
    "WTS": "working towards the expected standard",
    "EXS": "working at the expected standard",
    "GDS": "working at greater depth within the expected standard",
    "HNM": "has not met the standard",
    **{f"PK{step}": f"standard {step} of the pre-key stage standards" for step in range(1, 7)},
    "EM": "assessed by the engagement model",
    "A": "absent",
    "D": "disapplied",
    "L": "left the school",
    "F": "will be assessed in a future year",
    "P": "assessed in an earlier year",
    "Q": "annulled: maladministration",
    "BLW": "below the pre-key stage standards (older)",
    "PKF": "foundations for the expected standard (older)",
    "PKE": "early development of the expected standard (older)",
    "PKG": "growing development of the expected standard (older)",
}
"""Teacher assessments of key stages 1 and 2."""

PHONICS_OUTCOMES: Mapping[str, str] = {
    "Wa": "met the standard of the check",
    "Wt": "did not meet the standard of the check",
    "A": "absent",
    "D": "did not take the check: working below its standard",
    "L": "left the school",
    "Q": "annulled: maladministration",
}
"""Outcomes of the phonics screening check."""

PROFILE_VALUES: Mapping[str, str] = {
    "A": "exempt: not assessed",
}
"""What may stand beside 1 (emerging) and 2 (expected) in the early years profile."""

TABLES_CHECK_OUTCOMES: Mapping[str, str] = {
    "A": "absent",
    "B": "working below the expectation of the check",
    "J": "just arrived",
    "L": "left the school",
    "U": "unable to access the check",
    "Z": "registered by mistake",
    "X": "did not take part",
    "NAA": "school not able to administer the check",
    "H": "annulled: pupil cheating",
    "Q": "annulled: maladministration",
    "Complete": "took the check",
    "Incomplete": "began the check and did not finish it",
    "Not taking the check": "a reason was given for not taking it",
}
"""Reasons for not taking the multiplication tables check, and the status of a pupil.

The letters are those of the check's own code; the wording of the statuses is unverified.
"""


def known_code(word: str, codes: Mapping[str, str]) -> str | None:
    """Return a code in its own spelling, None where it is not known.

    Parameters
    ----------
    word
        What stands in the cell.
    codes
        The codes of the assessment; symbols are always allowed.

    Notes
    -----
    An exact match comes first, because `U` (unable to access) and `u` (unreliable) differ only in
    case; otherwise case does not matter.

    Examples
    --------
    >>> known_code("WA", PHONICS_OUTCOMES), known_code("supp", {}), known_code("Y", {})
    ('Wa', 'SUPP', None)
    """
    for allowed in (codes, SYMBOLS):
        if word in allowed:
            return word
    folded = word.casefold()
    return next((code for code in (*codes, *SYMBOLS) if code.casefold() == folded), None)
