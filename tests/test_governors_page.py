"""A governors' page worked out by hand, section by section."""

from __future__ import annotations

from bs4 import BeautifulSoup
from building import OVERALL, best_fit, markbook, pupils, statements
from governors_school import AUTUMN, POLICY, SPRING, Build, cells, marks, named, page_of, two_years

import ladders_analysis as la
from ladders_analysis.recording_conversations import record_conversation
from ladders_analysis.releasing import a_year_ago, release
from ladders_analysis.settings import Action


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
        "No action about it is written down yet.",
    ]


def test_the_exception_by_hand(build: Build) -> None:
    """15 of 30 is 14 points below the least that the school may be; Year 5 is not 10 above."""
    page = page_of(two_years(build))
    first, doing, how = page.exceptions.text.splitlines()
    assert first == (
        "Year 4 reading: 15 of 30 pupils (50%) are at or above what we expect; in the whole school "
        "between 36 and 41 of 56 pupils (64% to 74%). 15 of 30 pupils (50%) are keeping up or "
        "catching up; in the whole school between 36 and 41 of 56 pupils (64% to 74%)."
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


def test_the_picture_says_what_the_table_says(build: Build) -> None:
    """The alternative text carries the finding and every row, as ranges."""
    image = BeautifulSoup(page_of(two_years(build)).attainment.html, "html.parser").find("img")
    alt = image["alt"]
    assert alt.startswith("Pupils at or above what we expect: reading 64% to 74%.")
    assert "Year 4 15 of 30 (50%); Year 5 all but 5 or fewer of 26 (at least 80%)." in alt
    assert image["src"].startswith("data:image/png;base64,")


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


def test_twenty_pupils_are_one_row(build: Build) -> None:
    """Where no phase has eleven pupils, the whole school is the only row, and can be below half."""
    people = [*pupils(named("q", 1, 10), 2), *pupils(named("q", 11, 20), 4)]
    codes = ["EXS"] * 8 + ["WTS"] * 12
    lines = "\n".join(
        f"{one} {code} {code}" for one, code in zip(named("q", 1, 20).split(), codes, strict=True)
    )
    overall = best_fit("2024-12-02 2025-03-17", lines)
    page = page_of(build(pupils=people, overall=overall, scale="", policy=OVERALL))
    assert cells(page.attainment) == {"Whole school": ["20", "8 (40%)"]}
    assert page.exceptions.text.startswith(
        "Reading in the whole school: 8 of 20 pupils (40%) are at or above what we expect, fewer "
        "than half."
    )


def test_reading_writing_and_maths_by_hand(build: Build) -> None:
    """20 of 56 in all three; fewest in writing, which stands in the way; disadvantaged below.

    Writing has 20 in Year 3 and 6 in Year 4; the 20 in all three are six fewer than those 26. Of 28
    disadvantaged pupils 8 are at expectation in writing, of all 56 pupils 26.
    """
    ids = named("q", 1, 56).split()
    days = "2024-12-02 2025-03-17"
    judged = []
    for subject, there in (
        ("Reading", {*range(40)}),
        ("Writing", {*range(20), *range(50, 56)}),
        ("Maths", {*range(30), *range(44, 50)}),
    ):
        codes = ["EXS" if place in there else "WTS" for place in range(56)]
        lines = "\n".join(f"{one} {code} {code}" for one, code in zip(ids, codes, strict=True))
        judged += best_fit(days, lines, subject)
    helped = {*range(12, 28), *range(36, 48)}
    people = [
        row
        for place, one in enumerate(ids)
        for row in pupils(one, 3 + place // 28, disadvantaged="yes" if place in helped else "no")
    ]
    page = page_of(build(pupils=people, overall=judged, scale="", policy=OVERALL))
    assert page.combined.text.splitlines() == [
        "20 of 56 pupils (36%) are at or above what we expect in reading, writing and maths alike.",
        "Fewest are there in writing (26 of 56), so that is the subject that most often stands in "
        "the way.",
    ]
    assert (
        "Disadvantaged pupils in writing: 8 of 28 pupils (29%) are at or above what we expect; in "
        "the whole school 26 of 56 pupils (46%)." in page.exceptions.text
    )


def test_what_came_of_asking_teachers(build: Build) -> None:
    """Show what leaders approved of conversations between the two closes, each line once.

    Entries close on 20 December 2024 and on 4 April 2025, the last days of the half-terms.
    """
    school = two_years(build)
    assert "What came of asking" not in page_of(school).html
    for day, pupil, summary in (
        ("2024-12-20", "q01", "Before the start."),
        ("2025-04-04", "q02", "A reading group has begun"),
        ("2025-01-08", "q03", "Practice at home   has begun."),
        ("2025-02-10", "q04", "Practice at home has begun."),
        ("2025-03-01", "q05", ""),
        ("2025-04-05", "q06", "After the end."),
    ):
        record_conversation(
            school,
            pupil,
            "Reading",
            "Mum is unwell",
            "Ring home",
            on=day,
            approved_summary=summary,
        )
    page = page_of(la.load(school.folder))
    assert page.actions.text.splitlines()[-3:] == [
        "What came of asking teachers:",
        "Practice at home has begun.",
        "A reading group has begun.",
    ]
    assert "Mum" not in page.html and "Ring home" not in page.html
