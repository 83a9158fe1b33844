"""Whom to ask a class teacher about and what to ask, on a school worked out by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from building import BY_STATEMENTS, OVERALL, best_fit, markbook, pupils, statements, two_schools
from explored import explored_tables

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.questions.conversations.question import asked_about, worth_a_conversation
from ladders_analysis.questions.conversations.sheets import conversation_pages
from ladders_analysis.questions.conversations.talks import Talk
from ladders_analysis.recording_conversations import record_conversation
from ladders_analysis.render.sanitise import sanitise
from ladders_analysis.school import School

Build = Callable[..., School]
TODAY = dt.date(2025, 4, 1)
WORDS = '[overall]\nprogress = ["less", "as", "more"]\n' + OVERALL + BY_STATEMENTS


def _why(talk: Talk) -> list[tuple[str, str, str]]:
    return [(reason.subject, reason.kind, reason.why) for reason in talk.reasons]


def _of(school: School, **words: Any) -> dict[str, Talk]:
    """Return every pupil with a reason, by name."""
    asked = asked_about(school, today=TODAY, **words)
    return {talk.name: talk for each in asked.classes for talk in each.talks}


@pytest.fixture
def school(build: Build) -> School:
    """Build the school that questions are explored on."""
    return build(**explored_tables())


def test_reasons_by_hand(school: School) -> None:
    """Find what moved, what is open and what nobody wrote down; nothing about Ann, who kept up."""
    found = _of(school)
    assert {name: _why(talk) for name, talk in found.items()} == {
        "Eve": [("Reading", "little is recorded", "nothing is recorded on the 5 statements due")],
        "Cat": [("Reading", "fell behind", "fell behind: 7 of 10 due are secure, was 8 of 10")],
        "Dan": [
            ("Reading", "still behind", "still behind: 2 of 10 due are secure, was 2 of 10"),
            (
                "Reading",
                "many gaps on one ladder",
                "8 of the 10 statements due on one ladder are not secure yet",
            ),
        ],
        "Bob": [("Reading", "good news", "caught up: 9 of 10 due are secure, was 7 of 10")],
    }
    # r05 is the key statement: it stands first wherever it is not secure.
    assert found["Dan"].reasons[0].behind == "“Knows r05”, “Knows r03” and 6 more"
    assert found["Cat"].reasons[0].behind == "“Knows r01”, “Knows r09” and 1 more"
    assert [talk.reasons[0].ask for talk in found.values()] == [
        "What have you seen that is not recorded?",
        "What has changed since then, and what would help first?",
        "What have you tried, and what is still hardest?",
        "What made the difference, and could others have it too?",
    ]


def test_the_answer_says_how_many_and_where_to_begin(school: School) -> None:
    """Give a sentence, a described picture, a table of classes and one a class."""
    answer = worth_a_conversation(school, today=TODAY)
    assert answer.sentence == (
        "2 classes, Autumn 2024 to Spring 2025: the records raise a question about 4 of 5 pupils.\n"
        "The page only says where to begin: the teacher knows the rest."
    )
    assert answer.table.reset_index().to_numpy().tolist() == [
        ["Elm (Year 3)", 1, 1, 0, "–"],
        ["Oak (Year 4)", 4, 3, 0, "–"],
    ]
    assert list(answer.tables)[1:] == [
        "Elm (Year 3): 1 pupil to ask about",
        "Oak (Year 4): 3 pupils to ask about",
    ]
    oak = answer.tables["Oak (Year 4): 3 pupils to ask about"]
    assert oak.loc["Cat"].tolist() == [
        "Reading: fell behind: 7 of 10 due are secure, was 8 of 10. Not secure: “Knows r01”, "
        "“Knows r09” and 1 more",
        "Reading: What has changed since then, and what would help first?",
        "–",
    ]
    said = alt_text(answer.axes)
    assert (
        "Oak (Year 4): 3 of 4 pupils to ask about: 1 fell behind; 1 still behind; 1 good news."
        in (said)
    )


def test_good_news_keeps_the_last_place_and_nobody_is_lost(school: School) -> None:
    """List Cat and Bob where two are listed, and count Dan."""
    answer = worth_a_conversation(school, class_name="Oak", most=2, today=TODAY)
    name = "Oak (Year 4): the first 2 of 3 pupils to ask about"
    assert answer.tables[name].index.tolist() == ["Cat", "Bob"]
    assert "The 2 most worth asking about are listed, at most 2 a class; 1 more is named" in (
        answer.sentence
    )
    everyone = worth_a_conversation(school, class_name="Oak", most=None, today=TODAY)
    assert len(everyone.tables["Oak (Year 4): 3 pupils to ask about"]) == 3


def test_what_was_said_stands_beside_the_pupil_and_comes_back_when_it_is_due(
    school: School,
) -> None:
    """Show the last conversation, and ask first about a promise whose day has come."""
    words = {"on": "2025-01-20", "review_on": "2025-03-20"}
    record_conversation(school, "ann", "Reading", "Loves  <maps>.", "An atlas.", **words)
    record_conversation(school, "dan", "Reading", "Glasses ordered.", on="2025-02-03")
    again = la.load(school.folder)
    found = _of(again)
    assert next(iter(found)) == "Eve" and list(found)[1:] == ["Ann", "Cat", "Dan", "Bob"]
    assert _why(found["Ann"]) == [
        ("Reading", "look again is due", "look again was due on 20 March 2025")
    ]
    table = worth_a_conversation(again, class_name="Oak", today=TODAY).tables
    oak = table["Oak (Year 4): 4 pupils to ask about"]["Last time"]
    assert oak["Ann"] == (
        "20 January 2025, reading: Loves  <maps>. Agreed: An atlas. Look again was due on "
        "20 March 2025."
    )
    assert oak["Dan"] == "3 February 2025, reading: Glasses ordered."
    early = asked_about(again, today=dt.date(2025, 3, 19))
    assert "Ann" not in [talk.name for each in early.classes for talk in each.talks]
    # A later conversation answers the earlier promise.
    record_conversation(again, "ann", "Reading", "The atlas is read.", on="2025-03-24")
    assert "Ann" not in _of(la.load(school.folder))


def test_two_views_that_differ(build: Build) -> None:
    """Ask where the teacher's judgement, or word for the progress, and the statements differ."""
    tables = explored_tables()
    tables["overall"] = [
        *best_fit("2025-03-10", "ann WTS\ncat WTS"),
        {**best_fit("2025-03-11", "bob EXS")[0], "progress": "less"},
        {**best_fit("2025-03-11", "dan WTS")[0], "progress": "as"},
    ]
    found = _of(build(policy=WORDS, **tables))
    assert _why(found["Ann"]) == [
        (
            "Reading",
            "two views differ",
            "judged working towards overall; 10 of 10 statements due are secure, which reads as "
            "expected",
        )
    ]
    assert found["Ann"].reasons[0].ask == (
        "Your own judgement says working towards, the statements say expected: what do you see?"
    )
    assert _why(found["Bob"])[0] == (
        "Reading",
        "two views differ",
        "progress in the teacher’s own word: less than expected; by what is recorded: caught up",
    )
    # As expected, and still behind: both can be true.
    assert [kind for _, kind, _ in _why(found["Dan"])] == [
        "still behind",
        "many gaps on one ladder",
    ]


def test_earlier_key_statements_and_own_curriculum(build: Build) -> None:
    """Ask about two key statements due earlier, and once about a pupil's own curriculum."""
    rows = [
        *statements("r1 r2", 2, key="true"),
        *statements("r3 r4 r5 r6 r7 r8 r9", 2, key="false"),
        *statements("m1", 2, subject="Maths", key="false"),
    ]
    people = [*pupils("ann", 4), *pupils("ben", 4, working_year=2)]
    both = "r1 r2 r3 r4 r5 r6 r7 r8 r9"
    school = build(
        pupils=people,
        curriculum=rows,
        judgements=[
            *markbook("2024-12-10", both, "ann DDSSSSSSS\nben DDDDDDDDD"),
            *markbook("2025-03-10", both, "ann DDSSSSSSS\nben DDDDDDDDD"),
            *markbook("2025-03-10", "m1", "ann S\nben D"),
        ],
    )
    found = _of(school)
    assert _why(found["ann"])[0] == (
        "Reading",
        "earlier key statements open",
        "2 key statements due earlier not secure yet",
    )
    assert found["ann"].reasons[0].behind == "“r1”, “r2”"
    assert _why(found["ben"]) == [
        ("Reading and maths", "own curriculum", "working on an earlier year’s curriculum")
    ]


def test_what_most_of_a_class_shares_is_asked_about_the_class(build: Build) -> None:
    """Ask once about five of six who fell behind, and not five times."""
    names = "ann ben cat dan eve fay"
    marks = "\n".join(f"{name} SSSSS" for name in names.split())
    later = "\n".join(f"{name} DDDDD" for name in names.split()[:5])
    ids = "r1 r2 r3 r4 r5"
    school = build(
        pupils=pupils(names, 4),
        curriculum=statements(ids, 2),
        judgements=[*markbook("2024-12-10", ids, marks), *markbook("2025-03-10", ids, later)],
    )
    (oak,) = asked_about(school, today=TODAY).classes
    assert oak.alike == (
        (
            "Reading: 5 of 6 are rated “fell behind”",
            "What changed for so many, and would a smaller step help?",
        ),
        (
            "Reading: 5 of 6 have many gaps on one ladder",
            "Was it taught, and what would you teach again?",
        ),
    )
    assert oak.talks == ()
    page = conversation_pages(school, today=TODAY)._repr_html_()
    assert "Reading: 5 of 6 are rated “fell behind”. What changed for so many" in page


def test_a_page_a_class_that_the_leaders_page_shows_whole(school: School) -> None:
    """Give each class a section with room to write; escape every word; name who has no room."""
    record_conversation(school, "cat", "Reading", "Likes <b>maps</b>", on="2025-02-03")
    pages = conversation_pages(la.load(school.folder), most=1, today=TODAY)
    page = pages._repr_html_()
    assert page.count('<section class="ladders-sheet">') == 2
    assert "<h3>Oak (Year 4), Autumn 2024 to Spring 2025</h3>" in page
    assert page.count("ladders-write") == 2
    assert "Likes &lt;b&gt;maps&lt;/b&gt;" in page
    assert "The records raise a question about 2 more: Dan, Bob." in page
    assert sanitise(page).count("ladders-sheet") == 2


def test_one_subject_one_class_one_cohort(school: School) -> None:
    """Keep to what is chosen, and refuse what is not there."""
    assert list(_of(school, cohort="Year 3")) == ["Eve"]
    assert list(_of(school, class_name="Elm")) == ["Eve"]
    with pytest.raises(LaddersError, match='No class "Ash" here'):
        worth_a_conversation(school, class_name="Ash")
    with pytest.raises(LaddersError, match="No subject"):
        worth_a_conversation(school, subject="Latin")
    with pytest.raises(LaddersError, match="at least 1 pupil"):
        worth_a_conversation(school, most=0)


def test_one_point_says_nothing_of_movement(school: School) -> None:
    """Speak of gaps and of what is not recorded where there is only one point."""
    asked = asked_about(school, end="Autumn 2024", today=TODAY)
    assert asked.when == "Autumn 2024"
    found = {talk.name: talk.kind for each in asked.classes for talk in each.talks}
    assert found == {"Eve": "little is recorded", "Dan": "many gaps on one ladder"}


@pytest.mark.parametrize(
    ("tables", "words", "said"),
    [
        ({"pupils": pupils("ann", 4)}, {}, "Nothing is recorded for any assessment point yet"),
        (
            {"pupils": two_schools("ann", "ben")},
            {},
            'choose one school, such as la.worth_a_conversation(school.one("1"))',
        ),
        (
            explored_tables(),
            {"start": "Spring 2025", "end": "Autumn 2024"},
            "Spring 2025 is not before Autumn 2024",
        ),
    ],
    ids=["nothing-recorded", "trust", "backwards"],
)
def test_what_cannot_be_said_is_said_plainly(
    build: Build, tables: dict[str, Any], words: dict[str, Any], said: str
) -> None:
    """Give a sentence and a picture with words, and pages with the same sentence."""
    school = build(**tables)
    answer = worth_a_conversation(school, **words)
    assert said in answer.sentence and said[:30] in alt_text(answer.axes)
    assert "ladders-sentence" in conversation_pages(school, **words)._repr_html_()


def test_overall_codes_alone_and_nobody_who_stands_out(build: Build) -> None:
    """Say that nobody stands out, and that it is worth asking all the same."""
    codes = best_fit("2024-12-02 2025-03-10", "ann EXS EXS")
    school = build(pupils=pupils("ann", 4), overall=codes, policy=OVERALL)
    answer = worth_a_conversation(school, today=TODAY)
    assert answer.sentence.endswith("Ask all the same: a teacher knows what no record holds.")
    assert "Nobody stands out to ask about" in alt_text(answer.axes)
    codes = best_fit("2024-12-02 2025-03-10", "ann EXS WTS")
    school = build(pupils=pupils("ann", 4), overall=codes, policy=OVERALL)
    assert _why(_of(school)["ann"]) == [
        ("Reading", "fell behind", "fell behind: judged working towards, was expected")
    ]
