"""The release door: hand-worked pages of schools written out here, and what may never be on one."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from building import OVERALL, best_fit, markbook, pupils, statements

import ladders_analysis as la
from ladders_analysis.disclosure import Range, Rules, leaf
from ladders_analysis.errors import ReleaseError
from ladders_analysis.governors.blocks import RELEASE_MIME, Section
from ladders_analysis.governors.counting import WholeSchool
from ladders_analysis.governors.findings import Finding, answers
from ladders_analysis.governors.statutory import results_blocks
from ladders_analysis.releasing import PURPOSE, Release, a_year_ago, release
from ladders_analysis.render.identities import Identities
from ladders_analysis.render.problems import Place
from ladders_analysis.render.sanitise import parse, refuse_foreign, sanitise
from ladders_analysis.render.scan import scan
from ladders_analysis.sample import write_sample
from ladders_analysis.school import School
from ladders_analysis.settings import Action

AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
POLICY = '\n[expectation]\nminimum_due = 1\nbasis = "statements"\n'
Build = Callable[..., School]


def compositions(whole: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Give every way to split a whole into so many parts."""
    if parts == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        for rest in compositions(whole - first, parts - 1):
            yield (first, *rest)


def named(letter: str, first: int, last: int) -> str:
    """Name pupils q01 to q30."""
    return " ".join(f"{letter}{number:02d}" for number in range(first, last + 1))


def marks(names: str, code: str) -> str:
    """Give pupils one mark each, a line a pupil."""
    return "\n".join(f"{name} {code}" for name in names.split())


def two_years(build: Build, fives_up: int = 26, policy: str = POLICY, **more: Any) -> School:
    """Build 30 pupils in Year 4 and 26 in Year 5, judged on one statement of reading.

    Year 4: q01–q10 are secure at both points, q11–q12 only in autumn, q13–q17 only in spring,
    q18–q28 at neither; q29–q30 were never judged. Year 5: the first `fives_up` are secure at both
    points, the others at neither. q01–q12 are disadvantaged.
    """
    fours, fives = named("q", 1, 30).split(), named("z", 1, 26).split()
    autumn = marks(" ".join(fours[:12]), "S") + "\n" + marks(" ".join(fours[12:28]), "N")
    spring = "\n".join(
        [
            marks(" ".join(fours[:10] + fours[12:17]), "S"),
            marks(" ".join(fours[10:12] + fours[17:28]), "N"),
        ]
    )
    both = marks(" ".join(fives), "S").splitlines()
    both[fives_up:] = marks(" ".join(fives[fives_up:]), "N").splitlines()
    given: dict[str, Any] = {
        "pupils": [
            *pupils(" ".join(fours[:12]), 4, disadvantaged="yes"),
            *pupils(" ".join(fours[12:]), 4, disadvantaged="no"),
            *pupils(" ".join(fives), 5, disadvantaged="no"),
        ],
        "curriculum": [
            *statements("r4", 2, ladder="Inference", text="Says why a character acts."),
            *statements("r5", 2, year=5, ladder="Inference", text="Compares two accounts."),
        ],
        "judgements": [
            *markbook("2024-11-15", "r4", autumn),
            *markbook("2025-03-14", "r4", spring),
            *markbook("2024-11-15", "r5", "\n".join(both)),
            *markbook("2025-03-14", "r5", "\n".join(both)),
        ],
    }
    return build(policy=policy, **(given | more))


def page_of(school: School, **more: Any) -> Release:
    """Release a school between the two points."""
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    return release(end, la.progress(start, end, "against_expectation"), **more)


def cells(section: Section) -> dict[str, list[str]]:
    """Read the first table of a section: row name -> the text of its cells."""
    table = BeautifulSoup(section.html, "html.parser").find("table")
    assert table is not None
    return {
        row.find("th").get_text(): [cell.get_text(" ") for cell in row.find_all("td")]
        for row in table.find("tbody").find_all("tr")
    }


def test_a_page_by_hand(build: Build) -> None:
    """Year 4: 15 of 30 at expectation and favourable; Year 5: all; the school is their sum."""
    page = page_of(two_years(build))
    by_hand = {
        "Year 4": ["30", "15 (50%)"],
        "Year 5": ["26", "all but 5 or fewer (at least 80%)"],
        "Whole school": ["56", "between 36 and 41 (64% to 74%)"],
    }
    assert cells(page.attainment) == by_hand
    assert cells(page.progress) == by_hand
    assert page.summary.text.splitlines() == [
        "56 pupils were here both at Autumn 2024 and at Spring 2025; the figures are about them.",
        "Reading: between 36 and 41 of 56 pupils (64% to 74%) are at or above what we expect by "
        "Spring 2025.",
        "Keeping up or catching up since Autumn 2024: in reading between 36 and 41 of 56 (64% to "
        "74%).",
        "One exception to ask about: Year 4 reading.",
        "About 1 of 1 no action is written down yet.",
    ]


def test_the_exception_by_hand(build: Build) -> None:
    """15 of 30 is 14 points below the least that the school may be; Year 5 is not 10 above."""
    page = page_of(two_years(build))
    first, doing, how = page.exceptions.text.splitlines()
    assert first == (
        "Year 4 reading: 15 of 30 pupils (50%) are at or above what we expect; in the whole school "
        "64% to 74%. 15 of 30 pupils (50%) are keeping up or catching up; in the whole school 64% "
        "to 74%."
    )
    assert doing == "What leaders are doing: Nothing is written here yet: a gap to ask about."
    assert how.startswith("An exception is")
    assert page.strengths.text.startswith("No year group or phase stands clearly above")
    assert "Year 4 reading: what have leaders found out" in page.questions.text


def test_counts_of_the_whole_school_hide_what_is_left(build: Build) -> None:
    """Five caught up, two fell behind, two were never judged: none of it can be worked out.

    Those not favourable are 15 to 20; without at most 5 unplaced, 10 to 20 fell or are still
    behind. "5 or fewer" fell would leave as few as 5 still behind, so it is told as 20 or fewer.
    """
    page = page_of(two_years(build))
    changed = BeautifulSoup(page.progress.html, "html.parser").find_all("table")[1]
    assert [cell.get_text() for cell in changed.find_all("td")] == [
        "5 or fewer (at most 9%)",
        "20 or fewer (at most 36%)",
    ]
    assert "Reading: for 5 or fewer of 56 pupils (at most 9%) progress" in page.caveats.text


def test_one_side_of_a_group_by_hand(build: Build) -> None:
    """Ten of twelve disadvantaged pupils are at expectation: the page says all but 5 or fewer."""
    page = page_of(two_years(build))
    shown = "all but 5 or fewer of 12 (at least 58%)"
    assert cells(page.groups) == {
        "Reading": [shown, "between 36 and 41 of 56 (64% to 74%)"],
    }
    assert "44" not in page.groups.html


def test_equal_ranges_give_equal_bytes(build: Build) -> None:
    """Whether 21 or all 26 of Year 5 are at expectation, the page is the same to the last byte."""
    pages = [page_of(two_years(build, fives_up)) for fives_up in (21, 24, 26)]
    assert len({page.html for page in pages}) == 1
    assert len({json.dumps(page.as_record(), sort_keys=True) for page in pages}) == 1
    other = page_of(two_years(build, 20))
    assert cells(other.attainment)["Year 5"] == ["26", "20 (77%)"]
    assert other.html != pages[0].html


def test_the_picture_says_what_the_table_says(build: Build) -> None:
    """The alternative text carries the finding and every row, as ranges."""
    image = BeautifulSoup(page_of(two_years(build)).attainment.html, "html.parser").find("img")
    alt = image["alt"]
    assert alt.startswith("Pupils at or above what we expect: reading 64% to 74%.")
    assert "Year 4 15 of 30 (50%); Year 5 all but 5 or fewer of 26 (at least 80%)." in alt
    assert image["src"].startswith("data:image/png;base64,")


def test_nobody_is_named(build: Build) -> None:
    """Neither HTML nor record holds a pupil's name or id."""
    names = {f"q{n:02d}": f"Quentin Example{n:02d}" for n in range(1, 31)}
    people = [
        row | {"name": names.get(row["pupil_id"], "Zoë Sample")}
        for row in [*pupils(named("q", 1, 30), 4), *pupils(named("z", 1, 26), 5)]
    ]
    school = two_years(build, pupils=people)
    page = page_of(school)
    text = page.html + json.dumps(page.as_record()) + repr(page) + repr(page.summary)
    text = re.sub("base64,[A-Za-z0-9+/=]+", "", text)
    assert not scan(page.html.encode(), Identities.of(school))
    for word in ("Quentin", "Zoë", "Sample", *named("q", 1, 30).split()):
        assert word not in text


def test_names_are_inert(build: Build) -> None:
    """What anybody typed is shown as the text it is."""
    evil = "<img src=x onerror=alert(1)>"
    page = page_of(
        two_years(
            build,
            name=f'[school]\nid = "1"\nname = "{evil}"\n',
            policy=POLICY + f'[labels]\nfavourable = "{evil}"\n"at or above" = "<b>there</b>"\n',
            curriculum=[
                *statements("r4", 2, ladder=evil, text="<script>x</script>"),
                *statements("r5", 2, year=5, ladder=evil, text="=cmd()"),
            ],
        ),
        actions=[Action(about=f"Reading {evil}", doing="{{ 7 * 7 }}", came_of_it="</td><script>")],
    )
    soup = BeautifulSoup(page.html, "html.parser")
    assert not soup.find_all(["script", "b"])
    assert all(set(tag.attrs) <= {"src", "alt"} for tag in soup.find_all("img"))
    assert "{{ 7 * 7 }}" in soup.get_text()
    assert evil in soup.get_text()


def test_the_page_passes_the_exporters_allow_list(build: Build) -> None:
    """Nothing of it is refused or dropped on the way to the governors' page."""
    page = page_of(two_years(build))
    soup = parse(page.html)
    refuse_foreign(soup, Place("governors", 1, 1))
    kept = parse(sanitise(str(soup)))
    assert kept.get_text() == parse(page.html).get_text()
    assert [tag.name for tag in kept.find_all(True)] == [tag.name for tag in soup.find_all(True)]


def test_a_display_carries_its_fingerprint(build: Build) -> None:
    """Page and sections give HTML and, beside it, what is published with the HTML's SHA-256."""
    page = page_of(two_years(build))
    for shown in (page, *page.sections):
        bundle = shown._repr_mimebundle_()
        assert set(bundle) == {"text/html", RELEASE_MIME}
        record = bundle[RELEASE_MIME]
        assert record["sha256"] == hashlib.sha256(bundle["text/html"].encode()).hexdigest()
        assert json.loads(json.dumps(record))["sections"]
    titles = [tag.get_text() for tag in BeautifulSoup(page.html, "html.parser").find_all("h2")]
    assert titles == [section.title for section in page.sections]
    assert "h2" not in page.summary.html


def test_small_print_carries_no_fingerprint_of_the_data(build: Build) -> None:
    """It names definition, points, policy and curriculum, and nothing that tests a guess."""
    school = two_years(build)
    text = page_of(school).small_print.text
    assert text.startswith(PURPOSE)
    assert "against_expectation, version 1, closing 0.1)" in text
    assert school.as_at(SPRING).settings.policy_hash in text
    assert not any(digest[:8] in text for digest in school.sources.values())


def test_overall_judgements_alone(build: Build) -> None:
    """A school with overall judgements has attainment by row; what moved is for the whole school.

    40 of 56 are at expectation in spring. Seven changed from below, eight the other way.
    """
    ids = named("q", 1, 56)
    autumn = ["EXS"] * 41 + ["WTS"] * 15
    spring = ["EXS"] * 33 + ["WTS"] * 8 + ["EXS"] * 7 + ["WTS"] * 8
    days = "2024-12-02 2025-03-17"
    lines = "\n".join(
        f"{one} {then} {now}" for one, then, now in zip(ids.split(), autumn, spring, strict=True)
    )
    people = [*pupils(named("q", 1, 28), 3), *pupils(named("q", 29, 56), 4)]
    school = build(pupils=people, overall=best_fit(days, lines), scale="", policy=OVERALL)
    page = page_of(school)
    assert cells(page.attainment) == {
        "Year 3": ["28", "all but 5 or fewer (at least 82%)"],
        "Year 4": ["28", "12 (43%)"],
        "Whole school": ["56", "between 35 and 40 (62% to 72%)"],
    }
    assert cells(page.progress) == {"Reading": ["7 (13%)", "8 (14%)"]}
    assert "cannot say that a gap is closing" in page.progress.text
    assert "In reading 7 caught up since Autumn 2024, and 8 fell behind." in page.summary.text
    assert "holds no list of curriculum statements" in page.expected.text
    assert "the teacher’s latest overall judgement" in page.expected.text
    assert "held for whole subjects" in page.sticking.text


def test_eight_pupils_are_told_in_words(build: Build) -> None:
    """A school of eight has no figure at all, and still says what was expected and what is done."""
    few = named("q", 1, 8)
    school = build(
        pupils=pupils(few, 4),
        curriculum=statements("r4", 2, text="Says why."),
        judgements=[
            *markbook("2024-11-15", "r4", marks(few, "S")),
            *markbook("2025-03-14", "r4", marks(few, "S")),
        ],
        policy=POLICY,
    )
    page = page_of(school, actions=[Action(about="Reading", doing="A new library")])
    assert "too few pupils to report figures" in page.summary.text
    assert "%" not in "".join(
        each.html for each in page.sections if each.key not in {"expected", "small_print"}
    )
    assert "<img" not in page.html
    assert cells(page.expected) == {"Year 4": ["1 of 1"]}
    assert cells(page.actions) == {
        "Reading": ["A new library.", "Not reported yet: a gap to ask about."]
    }


def test_a_subject_without_evidence_has_no_figures(build: Build) -> None:
    """Where hardly anybody can be placed the page says so, and draws nothing."""
    page = page_of(two_years(build, judgements=markbook("2024-11-15", "r4", "q01 S\nq02 S")))
    assert "Hardly any pupil could be placed by Spring 2025" in page.attainment.text
    assert "Hardly any pupil could be placed" in page.summary.text
    assert "<img" not in page.html


def test_statements_are_named_without_counts(build: Build) -> None:
    """Year 4's statement is secure for 15 of 28 assessed, below two in three; Year 5's is not."""
    page = page_of(two_years(build))
    assert cells(page.sticking) == {
        "Year 4, reading": ["Inference", "Says why a character acts."],
    }
    assert "28" not in page.sticking.html
    secure = markbook("2025-03-14", "r4", marks(named("q", 1, 30), "S"))
    better = two_years(build, judgements=secure)
    assert page_of(better).sticking.text.startswith("No statement due by now")


def test_sparse_judgements_are_said(build: Build) -> None:
    """Where fewer than three quarters of the judgements due were made, an exception says so."""
    fewer = [
        *markbook("2024-11-15", "r4", marks(named("q", 1, 15), "S")),
        *markbook("2025-03-14", "r4", marks(named("q", 1, 15), "S")),
        *markbook("2024-11-15", "r5", marks(named("z", 1, 26), "S")),
        *markbook("2025-03-14", "r5", marks(named("z", 1, 26), "S")),
    ]
    page = page_of(two_years(build, judgements=fewer))
    assert "Fewer than three quarters of the judgements due there" in page.exceptions.text
    assert "Year 4 reading: when will the missing judgements be made?" in page.questions.text


def test_the_schools_own_words(build: Build) -> None:
    """`[labels]` name outcomes, and what at or above and favourable are called."""
    labels = (
        '[labels]\n"at or above" = "on track or beyond"\nfavourable = "moving well"\n'
        '"kept up" = "stayed on track"\n"fell behind" = "dropped back"\n'
    )
    page = page_of(two_years(build, policy=POLICY + labels))
    assert "are on track or beyond by Spring 2025" in page.summary.text
    assert "“moving well” counts pupils" in page.progress.text
    assert "“stayed on track”" in page.progress.text
    assert "Dropped back: on track or beyond then, below now" in page.progress.html


def test_beside_a_year_ago(build: Build) -> None:
    """The same points a year earlier stand beneath each figure; without data there are none."""
    ids = named("q", 1, 30)
    codes = ["EXS EXS EXS EXS"] * 12 + ["WTS WTS WTS EXS"] * 8 + ["WTS WTS WTS WTS"] * 10
    lines = "\n".join(f"{one} {four}" for one, four in zip(ids.split(), codes, strict=True))
    days = "2023-12-04 2024-03-18 2024-12-02 2025-03-17"
    years = {"pupils": pupils(ids, 4, (2024, 2025)), "overall": best_fit(days, lines)}
    school = build(**years, scale="", policy=OVERALL)
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    before = a_year_ago(school, start, end)
    assert before is not None
    page = page_of(school, beside=before)
    assert "a year ago 12 of 30 (40%), 27 percentage points fewer than now" in page.summary.text
    assert page.strengths.text.startswith("Reading beside a year ago: 20 of 30 pupils (67%)")
    assert cells(page.attainment) == {"Year 5": ["30", "20 (67%)"]}

    new = two_years(build)
    assert a_year_ago(new, new.as_at(AUTUMN), new.as_at(SPRING)) is None
    earlier = school.as_at("Autumn 2023"), school.as_at("Spring 2024")
    assert a_year_ago(school, *earlier) is None


def test_what_does_not_belong_together_is_refused(build: Build) -> None:
    """A part of the school, another point, another definition or year, and raw tables."""
    school = two_years(build)
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    progress = la.progress(start, end, "against_expectation")
    with pytest.raises(ReleaseError, match="part of the school"):
        release(end, progress.only(year_group=4))
    with pytest.raises(ReleaseError, match="ends at Spring 2025, the snapshot is of Autumn 2024"):
        release(start, progress)
    with pytest.raises(ReleaseError, match="what la.progress gave"):
        release(end, pd.DataFrame(progress))
    with pytest.raises(ReleaseError, match="not in the year before"):
        release(end, progress, beside=progress)
    with pytest.raises(ReleaseError, match="same definition"):
        release(end, progress, beside=la.progress(start, end, "gaps_closed"))
    other = two_years(build, policy=POLICY + "secure_share = 0.7\n")
    with pytest.raises(ReleaseError, match="another policy"):
        release(other.as_at(SPRING), progress)


def test_other_definitions_have_their_own_words(build: Build) -> None:
    """`gaps_closed` names its outcomes, and does not say who changed sides."""
    school = two_years(build)
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    page = release(end, la.progress(start, end, "gaps_closed"))
    assert "counted as “most closed” or “no gaps”" in page.progress.html
    assert "changed sides" not in page.progress.html


def test_too_small_a_phase_is_told_in_words(build: Build) -> None:
    """Ten pupils in Year 6 have no row, and widen the whole school's range by ten."""
    sixes = named("s", 1, 10)
    school = two_years(
        build,
        pupils=[*pupils(named("q", 1, 30), 4), *pupils(sixes, 6)],
        judgements=markbook("2025-03-14", "r4", marks(named("q", 1, 18), "S")),
    )
    page = page_of(school)
    assert cells(page.attainment) == {"Year 4": ["30", "18 (60%)"]} | {}
    assert "Years 5 and 6" not in page.attainment.html
    assert "Year 6: too few pupils to report." in page.attainment.text
    assert "between 18 and 28 of 40 pupils (45% to 70%)" in page.summary.text


def test_a_score_and_no_line(build: Build) -> None:
    """The page says which score decides, and where the school has set no line."""
    score = '[expectation.subject.Maths]\nbasis = "score"\n[score.Maths]\nassessment = "quiz"\n'
    page = page_of(two_years(build, policy=POLICY + score + "expected = 100\n"))
    assert "Maths: when the latest score in “quiz” is 100 or more." in page.expected.text
    assert "Maths: hardly any pupil could be placed" in page.caveats.text
    page = page_of(two_years(build, policy=POLICY + score))
    assert "Maths: not decided; the school has set no line" in page.expected.text


def test_nobody_at_both_points_is_refused(build: Build) -> None:
    """Pupils who all joined in between leave nothing to release."""
    school = build(
        pupils=pupils("q01 q02", 4, joined_on="2025-01-10"),
        overall=best_fit("2025-03-17", "q01 EXS\nq02 WTS"),
        scale="",
        policy=OVERALL,
    )
    with pytest.raises(ReleaseError, match="Nobody was on roll at both points"):
        page_of(school)


def test_a_trust_is_released_school_by_school(build: Build) -> None:
    """A trust's snapshot is refused with the way to release each school."""
    people = [
        *pupils(named("q", 1, 30), 4, school_id="1"),
        *pupils(named("z", 1, 30), 4, school_id="2"),
    ]
    everybody = f"{named('q', 1, 30)} {named('z', 1, 30)}".split()
    lines = "\n".join(f"{one} WTS EXS" for one in everybody)
    judged = [
        row | {"school_id": "1" if row["pupil_id"].startswith("q") else "2"}
        for row in best_fit("2024-12-02 2025-03-17", lines)
    ]
    trust = build(pupils=people, overall=judged, scale="", policy=OVERALL)
    start, end = trust.as_at(AUTUMN), trust.as_at(SPRING)
    progress = la.progress(start, end, "against_expectation")
    with pytest.raises(ReleaseError, match="school.one"):
        release(end, progress)
    assert a_year_ago(trust, start, end) is None
    assert page_of(trust.one("2")).summary.text.startswith("30 pupils were here")


def test_thresholds_below_the_rule_are_refused(build: Build) -> None:
    """A school cannot open its governors' page further than the rule."""
    school = two_years(build, policy=POLICY + "[disclosure]\nminimum = 3\nrows_from = 11\n")
    with pytest.raises(ReleaseError, match="minimum = 6"):
        page_of(school)


def test_statutory_results_by_hand(build: Build) -> None:
    """Phonics: 20 of 28 met it at the first sitting; the times tables check has no standard."""
    given = [
        *(("phonics", f"q{n:02d}", "2024-06-10", "Wa" if n <= 20 else "Wt") for n in range(1, 29)),
        *(("phonics", f"q{n:02d}", "2025-06-09", "Wa") for n in range(21, 29)),
        *(("tables", f"q{n:02d}", "2024-06-10", None) for n in range(1, 29)),
        *(("KS2", f"q{n:02d}", "2024-05-13", "AS" if n > 2 else "Q") for n in range(1, 10)),
    ]
    results = pd.DataFrame(
        {
            "assessment": [row[0] for row in given],
            "pupil_id": [row[1] for row in given],
            "subject": "Reading",
            "taken_on": pd.to_datetime([row[2] for row in given]),
            "score": 20.0,
            "outcome": [row[3] for row in given],
        }
    )
    national = pd.DataFrame(
        {
            "assessment": ["phonics", "phonics"],
            "subject": "Reading",
            "year": [2024, 2024],
            "group": ["all", "disadvantaged"],
            "share": [0.8, 0.6],
            "source": "DfE 2024",
        }
    )
    point = two_years(build).as_at("Summer 2025").point
    section = Section("results", "Results", results_blocks(results, national, point, Rules()))
    assert cells(section) == {
        "KS2, reading": ["too few pupils to report"],
        "phonics, reading": ["20 of 28 (71%) nationally 80%"],
    }
    assert "National figures: DfE 2024." in section.text
    earlier = two_years(build).as_at("Spring 2024").point
    assert len(results_blocks(results, national, earlier, Rules())) == 1


@pytest.mark.parametrize(
    ("about", "subject", "places", "wanted"),
    [
        ("Reading in Year 3", "Reading", ("Year 3",), True),
        ("Reading in Year 3", "Reading", ("Year 2",), False),
        ("Reading in Year 3", "Reading", ("Year 3", "Year 4"), True),
        ("Reading in Years 3 to 5", "Reading", ("Year 4",), True),
        ("reading, years 2 and 6", "Reading", ("Year 4",), False),
        ("Reading", "Reading", ("Year 4",), True),
        ("Reading in Year 3", "Reading", (), True),
        ("Reading in Reception", "Reading", ("Reception",), True),
        ("Maths in Year 3", "Reading", ("Year 3",), False),
        ("Fractions in Years 4 and 5", "Maths", ("Year 5",), True),
        ("Writing of disadvantaged pupils", "Writing", ("Disadvantaged pupils",), True),
        ("Writing of disadvantaged pupils", "Writing", ("Year 3",), False),
        ("Reading in Year 3", "Reading", ("Disadvantaged pupils",), False),
    ],
)
def test_which_action_answers_which_exception(
    about: str, subject: str, places: tuple[str, ...], wanted: bool
) -> None:
    """An action answers where it names the subject or its ladder, and the place or none."""
    finding = Finding("", "", subject, places, 0.2)
    ladders = ("Fractions",) if subject == "Maths" else ()
    assert answers(Action(about=about, doing=""), finding, ladders) is wanted


@pytest.mark.parametrize("size", [60, 105, 420])
def test_useful_at_every_size(size: int, tmp_path: Path) -> None:
    """Five informative sentences or more, no blank cell, and nothing closer than the rule."""
    write_sample(tmp_path / "school", pupils=size, schools=1, years=2, seed=size)
    school = la.load(tmp_path / "school")
    start, end = map(school.as_at, school.latest_points())
    progress = la.progress(start, end, "against_expectation")
    beside = a_year_ago(school, start, end)
    page = release(end, progress, beside=beside, national=school.national)
    assert sum(any(sign.isdigit() for sign in line) for line in page.summary.text.splitlines()) >= 5
    for cell in BeautifulSoup(page.html, "html.parser").find_all("td"):
        assert cell.get_text().strip()
    for section in page.sections:
        for part in section.as_record()["parts"]:
            for row in part.get("table", {}).get("rows", []):
                for entry in row["cells"]:
                    if "range" in entry:
                        check_range(Range(**entry["range"]))
    assert not scan(page.html.encode(), Identities.of(school))
    assert len(page.html.encode()) < 150_000


@pytest.mark.parametrize(("of", "nested"), [(14, False), (20, True)])
def test_the_whole_school_leaves_six_values(of: int, nested: bool) -> None:
    """Every table of outcomes: whoever knows the rule finds no protected count closer than six.

    Pupils who fell behind, are still behind, are closing the gap, kept up, caught up, and those not
    judged who are at expectation and who are not; nobody closes a gap where favourable lies within
    at expectation.
    """
    known: dict[object, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for table in compositions(of, 7):
        fell, still, closing, kept, caught, up_apart, down_apart = table
        if nested and closing:
            continue
        counts = {
            "at expectation": kept + caught + up_apart,
            "favourable": closing + kept + caught,
            "apart": up_apart + down_apart,
            "closing": closing,
            "still": still,
            "kept": kept,
            "caught": caught,
            "fell": fell,
            "up apart": up_apart,
            "down apart": down_apart,
        }
        at = leaf(counts["at expectation"], of, Rules())
        moved = None if nested else leaf(counts["favourable"], of, Rules())
        whole = WholeSchool(
            lambda mark, counts=counts: leaf(counts[mark], of, Rules()), at, moved, Rules()
        )
        apart = whole.unplaced([] if moved is None else [(at, moved)])
        found = known[at, moved, apart, whole.caught_up, whole.fell_behind(apart)]
        for name, count in counts.items():
            found[name].add(count)
    for published, quantities in known.items():
        for name, values in quantities.items():
            if not (nested and name == "closing"):
                protected = any(value < 6 or value > of - 6 for value in values)
                assert len(values) >= 6 or not protected, (published, name, values)


def check_range(count: Range) -> None:
    """Hold a published count to the rule."""
    if count.exact:
        assert 6 <= count.low <= count.of - 6
    else:
        assert count.high - count.low >= 5
