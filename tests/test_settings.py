"""Reading school.toml: layers, overrides by school, and refusals that name the place."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from building import NAME, SCALE, YEARS

from ladders_analysis.errors import SettingsError
from ladders_analysis.settings import Settings, read_settings, settings_from


def settings(text: str = "", *, years: str = YEARS, name: str = NAME) -> Settings:
    """Check settings written as TOML."""
    return settings_from(tomllib.loads(name + years + text), Path("folder"))


def test_reading_a_file(tmp_path: Path) -> None:
    """A file may begin with a byte order mark, as Windows editors write it."""
    (tmp_path / "school.toml").write_bytes(b"\xef\xbb\xbf" + (NAME + YEARS + SCALE).encode())
    school = read_settings(tmp_path).default
    assert (school.school_id, school.name) == ("1", "Example Primary")
    assert school.scale is not None and school.scale.codes == ("N", "D", "S", "X")
    assert (school.overall, school.exports, school.curriculum, school.actions) == (
        None,
        (),
        None,
        (),
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "school.toml is missing.*ladders sample"),
        (b"[school\n", "school.toml is not TOML"),
        (b'[school]\nname = "caf\xe9"\n', r"not UTF-8 \(byte 20\)"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, data: bytes | None, message: str) -> None:
    """A missing, broken or wrongly encoded file is refused with the remedy."""
    if data is not None:
        (tmp_path / "school.toml").write_bytes(data)
    with pytest.raises(SettingsError, match=message):
        read_settings(tmp_path)


def test_the_name_falls_back_to_the_id() -> None:
    """A school without a name goes by its id."""
    assert settings(name='[school]\nid = "77"\n').default.name == "77"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[expectations]\n", 'unknown table `expectations`; did you mean "expectation"'),
        ('[schools.2.scales]\ncodes = ["a"]\n', 'unknown table `scales`; did you mean "scale"'),
        ("[expectation]\nsecure_share = 8\n", r"\[expectation\]: secure_share must lie"),
        ("[expectation.year.0]\nshare = 1\n", r"\[expectation.year.0\]: unknown key `share`"),
        ("[expectation.year.7]\nall_key = true\n", "a year group is 0 to 6"),
        ("[score.Maths]\nexpected = 1\n", r"\[score.Maths\]"),
        (
            '[score.M]\nassessment = "A"\nexpected = 9\n[score.M.year.3]\nhigher = 8\n',
            r"\[score.M.year.3\]: score: `higher`",
        ),
        ('[[export]]\nreader = "wide"\n', r"\[\[export\]\]: needs `file"),
        ('[[export]]\nfile = "x.csv"\n', r"\[\[export\]\]: needs `reader"),
        ('[[action]]\nabout = "Writing"\n', r"\[action\].*doing"),
        ('[[point]]\nname = "A"\non = 2026-01-01\n', r'"A": no \[\[year\]\] holds 2026-01-01'),
        (
            '[[point]]\nname = "A"\non = 2025-01-01\ndue_through = 7\n',
            "due_through = 7; allowed: 0 to 6",
        ),
        (
            '[[point]]\nname = "A"\non = 2025-01-01\n[[point]]\nname = "a"\non = 2025-02-01\n',
            "share a name",
        ),
        ("[schools.2.expectation]\nsecure_share = 8\n", "secure_share must lie"),
    ],
)
def test_tables_that_cannot_be_followed(text: str, message: str) -> None:
    """Every refusal names the table and the key; a school's overrides are checked too."""
    with pytest.raises(SettingsError, match=message):
        settings(text)


@pytest.mark.parametrize(
    "text",
    [
        # One bracket too many or too few is the likeliest slip in a TOML file.
        "[[expectation]]\nall_key = true\n",
        "[expectation]\nyear = 3\n",
        '[[score]]\nassessment = "NFER"\n',
        '[export]\nfile = "x.csv"\nreader = "wide"\n',
        '[[schools]]\nid = "2"\n',
        "[schools]\n2 = 3\n",
        "[schools.2]\nschool = 3\n",
        "[schools.2]\nlabels = 3\n",
    ],
)
def test_tables_of_the_wrong_shape(text: str) -> None:
    """A table where a list belongs, or the other way round, is refused by name."""
    with pytest.raises(SettingsError, match="school.toml"):
        settings(text)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (YEARS, "", r"has no \[\[year\]\]"),
        ("ends = 2024", "ends = 2025", "outside 1 September 2024 to 31 August 2025"),
        ("2023-09-04/", "2023-08-31/", "outside 1 September 2023 to 31 August 2024"),
        ("2023-09-04/", "2023-11-04/", "needs six half-terms in order"),
        ('"2023-09-04/2023-10-20", ', "", "needs six half-terms in order"),
        ("2023-09-04/2023-10-20", "4 September", "write each half-term as first/last day"),
        ("2023-09-04/2023-10-20", "2023-09-04", "write each half-term as first/last day"),
    ],
)
def test_years_that_cannot_be_followed(old: str, new: str, message: str) -> None:
    """A year has six half-terms in order, all within it."""
    with pytest.raises(SettingsError, match=message):
        settings(years=YEARS.replace(old, new))


def test_two_tables_for_one_year_are_refused() -> None:
    """A year is written once."""
    again = YEARS + "[[year]]" + YEARS.split("[[year]]")[2]
    with pytest.raises(SettingsError, match="two .* end in the same year"):
        settings(years=again)


def test_years_are_sorted_and_know_their_cycle() -> None:
    """Years may be written in any order; each knows its turn of a rolling programme."""
    newest_first = "[[year]]" + YEARS.split("[[year]]")[2] + 'cycle = "A"\n'
    newest_first += "[[year]]" + YEARS.split("[[year]]")[1] + 'cycle = "B"\n'
    years = settings(years=newest_first).default.calendar.years
    assert [(year.ends, year.cycle) for year in years] == [(2024, "B"), (2025, "A")]


LAYERS = """
[expectation]
secure_share = 0.7
minimum_due = 3

[expectation.subject.Writing]
basis = "teacher"
secure_share = 0.6

[expectation.year.0]
secure_share = 0.5
"""


def test_year_overrides_subject_overrides_default() -> None:
    """Each key is taken from the year group, else the subject, else the default."""
    school = settings(LAYERS).default
    maths, writing = school.expectation("Maths", 4), school.expectation("Writing", 4)
    reception = school.expectation("Writing", 0)
    assert (maths.secure_share, maths.basis) == (0.7, None)
    assert (writing.secure_share, writing.basis, writing.minimum_due) == (0.6, "teacher", 3)
    # The year's share wins over the subject's; the subject's basis stays.
    assert (reception.secure_share, reception.basis, reception.minimum_due) == (0.5, "teacher", 3)


def test_score_lines_by_year_group() -> None:
    """[score.SUBJECT.year.N] is laid over the subject's line; no line is None."""
    school = settings(
        """
[score.Maths]
assessment = "NFER"
expected = 100
[score.Maths.year.2]
assessment = "KS1"
"""
    ).default
    assert school.score("Reading", 2) is None
    year_4, year_2 = school.score("Maths", 4), school.score("Maths", 2)
    assert year_4 is not None and (year_4.assessment, year_4.expected) == ("NFER", 100)
    assert year_2 is not None and (year_2.assessment, year_2.expected) == ("KS1", 100)


TRUST = (
    SCALE
    + """
[expectation]
secure_share = 0.8
minimum_due = 4
[schools.2]
curriculum = "other.csv"
[schools.2.school]
name = "Second Primary"
[schools.2.expectation]
secure_share = 0.9
[[schools.2.point]]
name = "Advent"
on = 2024-12-06
"""
)


def test_a_school_of_a_trust_overrides_key_by_key() -> None:
    """[schools.ID] holds the same tables; what it does not say stays the trust's."""
    trust = settings(TRUST)
    first, second = trust.for_school("1"), trust.for_school("2")
    assert (first.name, first.curriculum) == ("Example Primary", None)
    assert (second.school_id, second.name) == ("2", "Second Primary")
    assert second.curriculum == "other.csv"
    assert first.expectation("Maths", 3).secure_share == 0.8
    mine = second.expectation("Maths", 3)
    assert (mine.secure_share, mine.minimum_due) == (0.9, 4)
    assert second.scale == first.scale
    # Lists are one value: the school's points replace the trust's.
    assert [point.name for point in second.calendar.points] == ["Advent"]
    assert second.calendar.points[0].on == dt.date(2024, 12, 6)
    assert len(first.calendar.points) == 6


def test_the_policy_hash_follows_the_policy_only() -> None:
    """What counts changes the hash; a label does not."""
    plain = settings(SCALE).default.policy_hash
    assert len(plain) == 12
    assert settings(SCALE + '[labels]\n"kept up" = "stayed"\n').default.policy_hash == plain
    assert settings(SCALE + "[expectation]\nall_key = true\n").default.policy_hash != plain
    point = '[[point]]\nname = "A"\non = 2025-01-01\n'
    assert settings(SCALE + point).default.policy_hash != plain
    later = point.replace("2025-01-01", "2025-01-02")
    assert (
        settings(SCALE + point).default.policy_hash != settings(SCALE + later).default.policy_hash
    )


def test_exports_actions_and_labels_are_kept() -> None:
    """An export keeps its reader's own options; actions and labels are plain words."""
    school = settings(
        """
[labels]
"fell behind" = "was at expectation, not now"
[[action]]
about = "Writing in Year 3"
doing = "daily handwriting"
[[export]]
file = "exports/*.xlsx"
reader = "wide"
sheet = "Reading"
"""
    ).default
    assert school.labels == {"fell behind": "was at expectation, not now"}
    assert (school.actions[0].doing, school.actions[0].came_of_it) == ("daily handwriting", "")
    assert school.exports[0].file == "exports/*.xlsx"
    assert school.exports[0].options == {"sheet": "Reading"}
    assert school.disclosure.rows_from == 11
