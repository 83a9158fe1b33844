"""The explorer's Python side: what the page asks, what it is told, and failures that speak.

The tests choose as the page does, by setting `asked`; what is drawn of the answers is tested in a
browser.
"""

from __future__ import annotations

import asyncio
import logging
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from building import pupils
from explored import AUTUMN, SPRING, explored_tables

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.exploring.selection import PARTS, Behind, Selection
from ladders_analysis.sample.folder import write_sample
from ladders_analysis.school import School
from ladders_analysis.widgets import (
    Explorer,
    explore,
    explore_attainment,
    explore_groups,
    explore_movement,
    explore_statements,
    idle,
    joining,
)

PAGE = Path(joining.__file__).parent / "page"


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


def said(explorer: Explorer) -> str:
    """Return what is said, as one text."""
    return " ".join(explorer.view["part"]["sentences"])


def lists(explorer: Explorer) -> dict[str, dict[str, Any]]:
    """Return the lists by name."""
    return {each["name"]: each for each in explorer.view["controls"]}


def values(explorer: Explorer, name: str) -> list[str]:
    """Return what a list offers."""
    return [option["value"] for option in lists(explorer)[name]["options"]]


def ask(explorer: Explorer, **changes: object) -> None:
    """Ask as the page does: numbered."""
    explorer.asked = {"seq": explorer.view["seq"] + 1, **changes}


def change(explorer: Explorer, name: str) -> None:
    """Choose the last entry of a list that is not chosen now, as the page translates it."""
    value = [each for each in values(explorer, name) if each != lists(explorer)[name]["value"]][-1]
    if name == "who":
        kind, _, chosen = value.partition(":")
        cohort = int(chosen) if kind == "cohort" else None
        ask(explorer, cohort=cohort, class_name=chosen if kind == "class" else None)
    elif name.startswith("group:"):
        ask(explorer, groups={name.removeprefix("group:"): value})
    else:
        ask(explorer, **{name: value or None if name == "subject" else value})


CONTROLS = {
    "where": ["who", "subject", "end", "group:disadvantaged"],
    "moved": ["who", "subject", "start", "end", "definition", "group:disadvantaged"],
    "statements": ["who", "subject", "end", "group:disadvantaged"],
    "groups": ["who", "subject", "end"],
}


@pytest.mark.parametrize(
    ("part", "name"), [(part, name) for part, names in CONTROLS.items() for name in names]
)
def test_every_control_changes_what_is_said_and_shown(sample: School, part: str, name: str) -> None:
    """The sentence and the picture follow every list."""
    first = {"start": "Autumn 2024"} if name == "end" else {}
    explorer = explore(sample, part=part, subject="Writing", **first)
    before, sentence = explorer.view["part"]["picture"], said(explorer)
    change(explorer, name)
    assert explorer.error is None
    assert said(explorer) != sentence
    assert explorer.view["part"]["picture"] != before


def test_the_order_of_a_grid_changes_the_picture_alone(sample: School) -> None:
    """The same is said of it in any order."""
    explorer = explore(sample, part="statements", subject="Maths")
    before, sentence = explorer.view["part"]["picture"], said(explorer)
    ask(explorer, order="pupil")
    assert said(explorer) == sentence
    assert explorer.view["part"]["picture"] != before


def test_the_sentence_names_everything_chosen(build: Callable[..., School]) -> None:
    """Pupils, group, subject, both dates and the definition."""
    explorer = explore(build(**explored_tables()), part="moved")
    ask(explorer, cohort=2027, class_name=None)
    ask(explorer, subject="Reading")
    ask(explorer, groups={"disadvantaged": "yes"})
    assert said(explorer).startswith(
        "Year 4 (disadvantaged: yes) reading, Autumn 2024 to Spring 2025, by movement against "
        "expectation: 1 of 2 fell behind, 1 caught up."
    )
    ask(explorer, definition="gaps_closed")
    assert "by gaps closed: 1 of 2 few closed, 1 most closed." in said(explorer)


def test_each_answer_bears_the_number_of_its_question(build: Callable[..., School]) -> None:
    """So that the page draws only the answer to what it asked last."""
    explorer = explore(build(**explored_tables()))
    assert explorer.view["seq"] == 0
    explorer.asked = {"seq": 7, "part": "moved"}
    assert explorer.view["seq"] == 7
    explorer.choose(part="where")
    assert explorer.view["seq"] == 8


def test_a_failure_is_shown_and_raised(
    build: Callable[..., School], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message stands alone, names nobody, and goes on to whoever asked."""
    explorer = explore(build(**explored_tables()))

    def fail(*_: object) -> None:
        raise KeyError("Ann")

    with monkeypatch.context() as patched:
        patched.setattr(explorer._explored, "view", fail)
        with pytest.raises(KeyError):
            ask(explorer, cohort=2027)
    assert isinstance(explorer.error, KeyError)
    shown = explorer.view
    assert "Something went wrong here (KeyError). Choose something else" in shown["trouble"]
    assert "Ann" not in str(shown)
    assert shown["part"] is shown["behind"] is shown["pupil"] is None
    ask(explorer, cohort=None)
    assert explorer.error is None
    assert explorer.view["trouble"] == ""
    assert "2 of 4" in said(explorer)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"colour": "red"}, 'No choice is called "colour"'),
        ({"cohort": "four"}, "This cannot be chosen"),
    ],
)
def test_what_no_page_would_ask_is_answered_in_words(
    build: Callable[..., School], changes: dict[str, object], words: str
) -> None:
    """The toolkit's own errors speak for themselves, and the page can go on."""
    explorer = explore(build(**explored_tables()))
    with pytest.raises(LaddersError):
        ask(explorer, **changes)
    assert words in explorer.view["trouble"]
    ask(explorer, part="moved")
    assert explorer.view["trouble"] == ""


def test_a_link_brings_the_page_back(sample: School) -> None:
    """With everything that was chosen, clicked and opened."""
    explorer = explore(sample, part="moved", subject="Reading")
    bands = explorer.view["part"]["picture"]["bands"]
    ask(explorer, behind=bands[0]["behind"])
    ask(explorer, pupil=explorer.view["behind"]["rows"][0]["pupil"])
    other = explore(sample, cohort="Year 3")
    other.asked = {"seq": 9, "link": explorer.view["link"]}
    assert other.view | {"seq": 0} == explorer.view | {"seq": 0}
    assert other.view["pupil"] is not None


def test_a_line_of_code_brings_the_page_back(sample: School) -> None:
    """It is what a notebook would run."""
    explorer = explore(sample, cohort="Year 4")
    ask(explorer, part="moved", groups={"disadvantaged": "no"}, definition="gaps_closed")
    code = explorer.view["code"]
    other = eval(code, {"la": la, "school": sample})
    assert other.view | {"seq": 0} == explorer.view | {"seq": 0}


def test_a_cohort_may_be_called_by_its_name(sample: School) -> None:
    """At the start and later; a class takes the cohort's place."""
    explorer = explore(sample, cohort="Year 4")
    assert explorer.selection.cohort == 2028
    explorer.choose(cohort="Year 5")
    assert explorer.selection.cohort == 2027
    explorer.choose(class_name=values(explorer, "who")[-1].removeprefix("class:"))
    assert explorer.selection.cohort is None
    assert explorer.selection.class_name
    with pytest.raises(LaddersError, match="Year 9"):
        explore(sample, cohort="Year 9")


@pytest.mark.parametrize(
    ("factory", "part"),
    list(
        zip(
            (explore_attainment, explore_movement, explore_statements, explore_groups),
            PARTS,
            strict=True,
        )
    ),
    ids=list(PARTS),
)
def test_one_question_stands_by_itself(
    sample: School, factory: Callable[..., Explorer], part: str
) -> None:
    """It keeps to its question, whatever a link says."""
    explorer = factory(sample, subject="Maths")
    assert explorer.parts == [part]
    assert explorer.selection.part == part
    assert explorer.selection.subject == "Maths"
    explorer.asked = {"seq": 3, "link": "part=moved&subject=Reading"}
    assert explorer.selection.part == part
    assert explorer.selection.subject == "Reading"


def test_a_school_without_statements_is_told_what_cannot_be_shown(
    build: Callable[..., School],
) -> None:
    """Overall codes only: two questions speak, the third says why it cannot."""
    school = build(
        pupils=pupils("ann bob", 4),
        overall=[
            {"pupil_id": name, "subject": "Reading", "assessed_on": day, "attainment": "EXS"}
            for name in ("ann", "bob")
            for day in ("2024-12-10", "2025-03-10")
        ],
        policy='[overall]\ncodes = { EXS = "expected" }',
    )
    explorer = explore(school)
    assert "2 of 2 pupils placed are at or above" in said(explorer)
    ask(explorer, part="moved")
    assert "2 of 2 kept up" in said(explorer)
    ask(explorer, part="statements")
    assert explorer.view["part"]["picture"]["kind"] == "message"
    assert "keeps no curriculum of statements" in said(explorer)


def test_a_trust_chooses_its_school(trust: School) -> None:
    """Another school is another picture, and the subject stays."""
    explorer = explore(trust, subject="Maths")
    assert set(trust.schools) < set(values(explorer, "school"))
    before = explorer.view["part"]["picture"]
    change(explorer, "school")
    assert explorer.selection.subject == "Maths"
    assert explorer.view["part"]["picture"] != before
    ask(explorer, school=trust.schools[1])
    assert explorer.selection.school == trust.schools[1]
    for part in PARTS:
        ask(explorer, part=part)
        assert explorer.view["part"]["sentences"]
    other = eval(explorer.view["code"], {"la": la, "school": trust})
    assert other.view | {"seq": 0} == explorer.view | {"seq": 0}


def test_hostile_names_go_as_they_are(build: Callable[..., School]) -> None:
    """The page writes them as text; nothing here escapes or trusts them."""
    tables = explored_tables()
    names = {"ann": "<img src=x onerror=alert(1)>", "bob": "=1+1"}
    for row in tables["pupils"]:
        row["name"] = names.get(row["pupil_id"], row["name"])
    explorer = explore(build(**tables), subject="Reading")
    ask(explorer, behind={"subject": "Reading", "now": "expected"})
    found = {row["name"] for row in explorer.view["behind"]["rows"]}
    assert found == set(names.values())


@pytest.mark.parametrize("kind", ["csv", "xlsx", "png", "svg"])
def test_a_file_is_made_when_wanted(build: Callable[..., School], kind: str) -> None:
    """Its bytes bear the number of the question and its kind in the name."""
    explorer = explore(build(**explored_tables()))
    explorer.wanted = {"seq": 4, "kind": kind}
    assert explorer.file["seq"] == 4
    assert explorer.file["name"].endswith(f".{kind}")
    begins = {"csv": b"", "xlsx": b"PK", "png": b"\x89PNG", "svg": b"<"}[kind]
    assert explorer.file["data"].startswith(begins)
    assert len(explorer.file["data"]) > 50


def test_a_file_that_cannot_be_made_is_said_and_raised(
    build: Callable[..., School], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says so where the reader looks; the view stays."""
    explorer = explore(build(**explored_tables()))

    def fail(*_: object) -> None:
        raise OSError("/home/ann")

    monkeypatch.setattr(explorer._explored, "export", fail)
    with pytest.raises(OSError, match="ann"):
        explorer.wanted = {"seq": 1, "kind": "csv"}
    assert "Something went wrong here (OSError)" in explorer.file["trouble"]
    assert "ann" not in explorer.file["trouble"]
    assert isinstance(explorer.error, OSError)


def test_points_are_offered_by_name(build: Callable[..., School]) -> None:
    """Only those with evidence."""
    explorer = explore(build(**explored_tables()))
    assert values(explorer, "end") == [AUTUMN, SPRING]


def worked(steps: Iterator[None], during: float, stopping: bool = False) -> None:
    """Let idle work run for some seconds of a notebook's loop."""

    async def run() -> None:
        work = idle.IdleWork()
        work.start(steps, logging.getLogger("explorer"))
        if stopping:
            work.stop()
        await asyncio.sleep(during)

    asyncio.run(run())


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the pauses out of idle work."""
    monkeypatch.setattr(idle, "FIRST", 0.0)
    monkeypatch.setattr(idle, "NEXT", 0.0)


@pytest.mark.usefixtures("_at_once")
def test_idle_work_is_done_step_by_step_until_it_is_stopped() -> None:
    """A choice stops it; without a running notebook nothing is begun."""
    done: list[int] = []

    def steps() -> Iterator[None]:
        for step in range(3):
            done.append(step)
            yield

    worked(steps(), 0.05)
    assert done == [0, 1, 2]
    worked(steps(), 0.02, stopping=True)
    idle.IdleWork().start(steps(), logging.getLogger("explorer"))
    assert done == [0, 1, 2]


@pytest.mark.usefixtures("_at_once")
def test_a_failing_step_is_logged_and_ends_the_work(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody waits for it, so nobody is disturbed; but it is written down."""

    def steps() -> Iterator[None]:
        yield
        raise ValueError("no")

    worked(steps(), 0.05)
    assert [record.getMessage() for record in caplog.records] == [
        "Preparing the explorer's next choices stopped."
    ]


def test_every_module_of_the_page_is_joined_once() -> None:
    """Each stands after those that it takes from, and no two give one name to two things."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in PAGE.glob("*.js")}
    assert {*joining.MODULES, "types"} == set(texts)
    for place, name in enumerate(joining.MODULES):
        taken = re.findall(r'from "\./(\w+)\.js";', texts[name])
        assert set(taken) <= set(joining.MODULES[:place])
    script = joining.page_script()
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", script, re.MULTILINE)
    assert len(names) == len(set(names))
    assert not re.search(r"^import|^export (?!default)", script, re.MULTILINE)


def test_the_page_writes_no_markup_and_asks_no_other_host() -> None:
    """What a school's export holds cannot become an element; nothing is fetched."""
    script = joining.page_script()
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in script
    assert re.findall(r"https?://[^\"]+", script) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in joining.page_style()
    assert "@import" not in joining.page_style()


def test_the_page_knows_the_names_that_a_link_begins_with() -> None:
    """Every attribute of a selection, and nothing else, makes an address a selection."""
    text = (PAGE / "asking.js").read_text(encoding="utf-8")
    found = re.search(r"\(([\w|.\\\[\]^=+]+)\)=/", text)
    assert found
    plain = {name for name in found.group(1).split("|") if "\\" not in name}
    assert plain == set(Selection.__struct_fields__) - {"groups", "behind"}
    link = Selection(part="moved", groups={"eal": "yes"}, behind=Behind(now="expected")).as_link()
    assert {each.partition("=")[0] for each in link.split("&")} == {
        "part",
        "group.eal",
        "behind.now",
    }
