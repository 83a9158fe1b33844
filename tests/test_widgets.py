"""The controls, with real objects: every control changed once, and failures that speak."""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from building import pupils
from explored import AUTUMN, SPRING, explored_tables

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.questions.answers import Answer
from ladders_analysis.sample.folder import write_sample
from ladders_analysis.school import School
from ladders_analysis.widgets import Explorer, Panel
from ladders_analysis.widgets.controls import ALL
from ladders_analysis.widgets.panel import View

ALT = re.compile(r'<img [^>]*alt="([^"]*)"')


@pytest.fixture(autouse=True)
def _no_kernel() -> None:
    """Let ipywidgets be quiet about having no notebook to talk to."""
    warnings.filterwarnings("ignore", category=DeprecationWarning, module="ipykernel")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Make a small sample school of two years."""
    return la.load(write_sample(tmp_path_factory.mktemp("sample"), pupils=70, seed=3))


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Make a trust of two small schools."""
    return la.load(
        write_sample(tmp_path_factory.mktemp("trust"), pupils=35, schools=2, years=1, seed=3)
    )


def alt(view: View) -> str:
    """Return the description of the picture that is shown."""
    found = ALT.search(view.picture.value)
    assert found, "no picture with a description is shown"
    return html.unescape(found.group(1))


def said(view: View) -> str:
    """Return the sentences that are shown, as plain text."""
    return html.unescape(" ".join(re.findall(r"<p[^>]*>(.*?)</p>", view.sentence.value)))


def another(panel: Panel | Explorer, name: str) -> None:
    """Choose the last option of a control that is not chosen now."""
    control = panel.controls.lists[name]
    values = [value for _, value in control.options if value != control.value]
    control.value = values[-1]


CHANGES = [
    (la.explore_attainment, ["cohort", "subject", "group", "value", "end"]),
    (
        la.explore_movement,
        ["cohort", "subject", "group", "value", "start", "end", "definition"],
    ),
    (la.explore_statements, ["cohort", "subject", "group", "value", "end"]),
]


@pytest.mark.parametrize(
    ("factory", "name"), [(factory, name) for factory, names in CHANGES for name in names]
)
def test_every_control_changes_what_is_said_and_shown(
    sample: School, factory: Callable[[School], Panel], name: str
) -> None:
    """The sentence and the picture's description follow every control."""
    panel = factory(sample)
    if name == "value":
        panel.controls.lists["group"].value = "disadvantaged"
    if name == "end":
        panel.controls.lists["start"].value = "Autumn 2024"
    before, sentence = alt(panel.view), said(panel.view)
    another(panel, name)
    assert panel.error is None
    assert alt(panel.view) != before
    assert said(panel.view) != sentence


def test_the_sentence_names_everything_chosen(build: Callable) -> None:
    """Pupils, group, subject, both dates and the definition."""
    panel = la.explore_movement(build(**explored_tables()))
    lists = panel.controls.lists
    lists["cohort"].value = 2027
    lists["subject"].value = "Reading"
    lists["group"].value = "disadvantaged"
    assert said(panel.view).startswith(
        "Year 4 (disadvantaged: yes) reading, Autumn 2024 to Spring 2025, by movement against "
        "expectation: 1 of 2 fell behind, 1 caught up."
    )
    lists["definition"].value = "gaps_closed"
    assert "by gaps closed: 1 of 2 few closed, 1 most closed." in said(panel.view)


def test_options_come_from_the_data(build: Callable) -> None:
    """Only points with evidence, cohorts on roll, and groups that tell pupils apart."""
    lists = la.explore_movement(build(**explored_tables())).controls.lists
    assert [value for _, value in lists["start"].options] == [AUTUMN, SPRING]
    assert (lists["start"].value, lists["end"].value) == (AUTUMN, SPRING)
    assert lists["cohort"].options == (
        ("Whole school", ALL),
        ("Year 3 (2024–25)", 2028),
        ("Year 4 (2024–25)", 2027),
    )
    assert [name for name, _ in lists["group"].options] == ["Everybody", "Class", "Disadvantaged"]
    assert lists["subject"].options == (("Each subject", ALL), ("Reading", "Reading"))
    assert lists["value"].disabled
    lists["group"].value = "disadvantaged"
    assert lists["value"].options == (("yes", True), ("no", False))
    assert not lists["value"].disabled
    # A list whose index is None stands empty in the browser.
    assert all(each.index is not None for each in lists.values())


def test_one_figure_is_drawn_again_and_again(sample: School) -> None:
    """Changing a control makes no new figure."""
    panel = la.explore_attainment(sample)
    axes = panel.view._axes
    another(panel, "cohort")
    another(panel, "subject")
    assert panel.view._axes is axes


def test_a_failure_is_shown_and_raised(build: Callable) -> None:
    """The message stands in the panel, nothing of the earlier choice is left, and it raises."""
    fails = False

    def ask(school: School, **words: object) -> Answer:
        if fails:
            raise KeyError("Ann")
        words.pop("end")
        return la.where_we_are(school, **words)

    panel = Panel(build(**explored_tables()), ask, ("cohort", "end"))
    assert panel.error is None
    fails = True
    with pytest.raises(KeyError):
        panel.controls.lists["cohort"].value = 2027
    assert isinstance(panel.error, KeyError)
    assert "Something went wrong here (KeyError)" in said(panel.view)
    assert "Ann" not in panel.view.sentence.value
    assert 'role="alert"' in panel.view.sentence.value
    assert panel.view.picture.value == panel.view.tables.value == ""
    fails = False
    panel.controls.lists["cohort"].value = ALL
    assert panel.error is None
    assert "2 of 4" in alt(panel.view)


def test_the_toolkits_own_errors_speak_for_themselves(build: Callable) -> None:
    """Their words are plain, and escaped."""

    def ask(school: School, **words: object) -> Answer:
        raise LaddersError("No <line> for maths: add [score.Maths].")

    with pytest.raises(LaddersError):
        Panel(build(**explored_tables()), ask, ("end",))
    view = View()
    with pytest.raises(LaddersError):
        view.answer(ask, build(**explored_tables()), {})
    assert "No &lt;line&gt; for maths: add [score.Maths]." in view.sentence.value


def test_dates_the_wrong_way_round_are_no_failure(build: Callable) -> None:
    """A reader may pick them; the panel says so calmly."""
    panel = la.explore_movement(build(**explored_tables()))
    panel.controls.lists["start"].value = SPRING
    assert panel.error is None
    assert said(panel.view) == (
        "Spring 2025 is not before Spring 2025: choose an earlier point to start from."
    )


def test_an_empty_choice_is_no_failure(build: Callable) -> None:
    """No disadvantaged pupil is in Year 3."""
    for factory, _ in CHANGES:
        panel = factory(build(**explored_tables()))
        panel.controls.lists["group"].value = "disadvantaged"
        panel.controls.lists["cohort"].value = 2028
        assert panel.error is None
        assert "in scope" in said(panel.view)
        assert panel.view.tables.value == ""


def test_a_school_without_statements_is_told_what_cannot_be_shown(build: Callable) -> None:
    """Overall codes only: two tabs speak, the third says why it cannot."""
    school = build(
        pupils=pupils("ann bob", 4),
        overall=[
            {"pupil_id": name, "subject": "Reading", "assessed_on": day, "attainment": "EXS"}
            for name in ("ann", "bob")
            for day in ("2024-12-10", "2025-03-10")
        ],
        policy='[overall]\ncodes = { EXS = "expected" }',
    )
    explorer = la.explore(school)
    assert "2 of 2 pupils placed are at or above" in said(explorer.view)
    explorer.tabs.selected_index = 1
    assert "2 of 2 kept up" in said(explorer.view)
    explorer.tabs.selected_index = 2
    assert "keeps no curriculum of statements" in said(explorer.view)


def test_tabs_keep_what_was_chosen_and_show_their_own_controls(sample: School) -> None:
    """The subject stays; dates and definition come and go with the question."""
    explorer = la.explore(sample)
    lists = explorer.controls.lists
    lists["subject"].value = "Maths"
    assert lists["definition"] not in explorer.controls.children
    explorer.tabs.selected_index = 1
    assert lists["definition"] in explorer.controls.children
    assert lists["start"] in explorer.controls.children
    assert "maths, Autumn 2025 to Spring 2026" in said(explorer.view)
    explorer.tabs.selected_index = 2
    assert lists["start"] not in explorer.controls.children
    assert " maths, Spring 2026" in said(explorer.view)
    assert explorer.error is None


def test_a_trust_chooses_its_school_first(trust: School) -> None:
    """One school is shown; another fills the lists anew and keeps what still exists."""
    explorer = la.explore(trust)
    school = explorer.controls.lists["school"]
    assert explorer.controls.children[0] is school
    assert [value for _, value in school.options] == list(trust.schools)
    explorer.controls.lists["subject"].value = "Maths"
    before = alt(explorer.view)
    another(explorer, "school")
    assert explorer.controls.school.schools == (school.value,)
    assert explorer.controls.lists["subject"].value == "Maths"
    assert alt(explorer.view) != before


def test_one_school_has_no_school_to_choose(sample: School) -> None:
    """The list of schools is for trusts."""
    explorer = la.explore(sample)
    assert explorer.controls.lists["school"] not in explorer.controls.children


def test_a_change_of_date_names_the_cohorts_anew(sample: School) -> None:
    """In Spring 2025 the same cohort was a year group lower, and stays chosen."""
    panel = la.explore_attainment(sample)
    lists = panel.controls.lists
    lists["cohort"].value = 2028
    assert "Year 4 reading" not in said(panel.view)
    assert said(panel.view).startswith("Year 4, Spring 2026")
    lists["end"].value = "Spring 2025"
    assert lists["cohort"].value == 2028
    assert ("Year 3 (2024–25)", 2028) in lists["cohort"].options
    assert said(panel.view).startswith("Year 3, Spring 2025")


def test_nothing_is_drawn_into_an_output(sample: School) -> None:
    """Pictures are HTML images with a description; the tables have captions and headers."""
    panel = la.explore_movement(sample)
    assert panel.view.picture.value.count("<img ") == 1
    tables = panel.view.tables.value
    assert tables.count("<table") == tables.count("<caption>") == 2
    assert '<th scope="row">' in tables
    source = Path(la.__file__).parent / "widgets"
    for file in source.glob("*.py"):
        assert "Output" not in file.read_text(encoding="utf-8")
        assert "interact" not in file.read_text(encoding="utf-8")
