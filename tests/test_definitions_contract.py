"""The contract that every definition keeps: what it says of itself and what it returns.

Among them one pupil is carried through all five built-in definitions by hand.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from importlib.metadata import EntryPoint

import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, pupils, statements
from drawing import IDS, NAMES, STATEMENTS, Drawn, drawn_schools, judgements, template
from hypothesis import given, settings
from hypothesis import strategies as st

import ladders_analysis as la
from ladders_analysis import definitions
from ladders_analysis.definitions import DEFINITIONS, known_definitions, resolve
from ladders_analysis.definitions.contract import About, Definition, FunctionDefinition, rate
from ladders_analysis.definitions.gaps_closed import GapsClosed
from ladders_analysis.errors import DefinitionError
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

Build = Callable[..., School]
BUILT_IN = tuple(DEFINITIONS)
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
COLUMNS = ["outcome", "value", "numerator", "denominator", "because"]

MOVEMENTS = (
    *("fell behind", "still behind", "closing the gap", "up, earlier gaps open"),
    *("kept up", "caught up", "moved ahead"),
)
OUTCOMES = {
    "against_expectation": MOVEMENTS,
    "working_curriculum": MOVEMENTS,
    "gaps_closed": ("few closed", "some closed", "most closed", "no gaps"),
    "curriculum_secured": ("behind plan", "on plan"),
    "retained": ("slipping", "mostly kept", "all kept"),
    "deepened": ("none deeper", "some deeper", "many deeper", "deeper already"),
    "from_starting_point": (
        *("behind where they began", "behind, as they began", "where they began"),
        "beyond where they began",
    ),
    "mapped": ("stayed behind", "fell behind", "kept up", "caught up", "moved ahead"),
    "teacher_view": ("less than expected", "as expected", "more than expected"),
    "growth_to_target": (
        *("dropped below", "not catching up", "catching up", "keeping up", "caught up"),
    ),
    "growth_percentile": ("low growth", "typical growth", "high growth"),
    "percentage_of_milestones": tuple(word for word in MOVEMENTS if "gaps open" not in word),
    "points_gained": ("fewer", "expected", "more"),
}
FAVOURABLE_FROM = {
    "against_expectation": 2,
    "working_curriculum": 2,
    "gaps_closed": 2,
    "curriculum_secured": 1,
    "retained": 1,
    "deepened": 1,
    "from_starting_point": 2,
    "mapped": 2,
    "teacher_view": 1,
    "growth_to_target": 2,
    "growth_percentile": 1,
    "percentage_of_milestones": 2,
    "points_gained": 1,
}
HOLD_EVERYTHING = {"against_expectation", "mapped"}
WITHOUT_A_JUDGEMENT = {
    "gaps_closed": "few closed",
    "percentage_of_milestones": "still behind",
    "points_gained": "fewer",
}


def test_one_pupil_through_all_definitions(build: Build) -> None:
    """Rate one pupil, ann of Year 4, from the autumn to the spring by all definitions.

    Reading has 18 statements in Year 4, three due in each half-term; the autumn is due through
    half-term 2 (6 statements), the spring through 4 (12). Codes: N not yet 0, D developing 1,
    S secure 2, X deeper 3. A pupil is expected when 0.8 of what is due is secure. On a paper where
    100 is expected she scores 95, then 99; her teacher says in March that she does more than
    expected.

    ========  =====================  ======================  ==============================
    point     s01–s06                s07–s12                 steps (18 × 3 = 54 in the year)
    ========  =====================  ======================  ==============================
    autumn    S S S D D N            D, not yet due          2+2+2+1+1+0+1 = 9
    spring    S S S S S D            S S S S S N             10 × 2 + 1 + 0 = 21
    ========  =====================  ======================  ==============================

    ========================  ===============================================  ================
    definition                working                                          outcome
    ========================  ===============================================  ================
    against_expectation       3/6 = 0.50 behind; 10/12 = 0.83 up; +1/3         caught up
    working_curriculum        she works on Year 4: the same                    caught up
    gaps_closed               gaps s04 s05 s06; s04 s05 secure now; 2/3        most closed
    curriculum_secured        s07–s12 fell due; 5 of 6 = 0.83 ≥ 0.8            on plan
    retained                  s01 s02 s03 looked at again, 3 of 3 still secure  all kept
    deepened                  s01 s02 s03 were secure, 0 of 3 are deeper       none deeper
    from_starting_point       low band to middle: +1                           beyond
    mapped                    working towards, then expected                   caught up
    teacher_view              the last of the three codes                      more than expected
    growth_to_target          +4; of 5 to go 2 of 16 half-terms' share, 0.625  catching up
    growth_percentile         she has nobody to be compared with               not enough
    percentage_of_milestones  9/54 = 0.167 < 0.2; 21/54 = 0.389 < 0.4; +0.222  closing the gap
    points_gained             21 − 9 = 12; expected 18/6 × 2 = 6 (± 0.6)       more
    ========================  ===============================================  ================
    """
    ids = numbered("s", 18)
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(ids, [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6]),
        judgements=[
            *markbook("2024-12-06", ids, "ann  SSSDDND..........."),
            *markbook("2025-03-20", ids, "ann  SSSSSDSSSSSN......"),
        ],
        overall="""
        pupil_id  subject  assessed_on  attainment  progress
        ann       Reading  2025-03-10   EXS         more
        """,
        results="""
        pupil_id  assessment  subject  taken_on    score
        ann       Paper       Reading  2024-11-20  95
        ann       Paper       Reading  2025-03-12  99
        """,
        policy='[overall]\nprogress = ["less", "as", "more"]\n'
        + OVERALL
        + '[expectation]\nbasis = "statements"\n'
        + '[score.Reading]\nassessment = "Paper"\nexpected = 100\n',
    )
    autumn, spring = school.as_at(AUTUMN), school.as_at(SPRING)
    found = {}
    for name in BUILT_IN:
        row = la.progress(autumn, spring, name).loc[("1", "ann", "Reading"), COLUMNS[:4]]
        found[name] = [None if pd.isna(cell) else cell for cell in row]
    assert found == {
        "against_expectation": ["caught up", pytest.approx(1 / 3), 10, 12],
        "working_curriculum": ["caught up", pytest.approx(1 / 3), 10, 12],
        "retained": ["all kept", 1, 3, 3],
        "deepened": ["none deeper", 0, 0, 3],
        "from_starting_point": ["beyond where they began", 1, 10, 12],
        "mapped": ["caught up", None, None, None],
        "teacher_view": ["more than expected", None, None, None],
        "growth_to_target": ["catching up", 4, 99, 100],
        "growth_percentile": ["not enough evidence", None, 99, 95],
        "gaps_closed": ["most closed", pytest.approx(2 / 3), 2, 3],
        "curriculum_secured": ["on plan", pytest.approx(5 / 6), 5, 6],
        "percentage_of_milestones": ["closing the gap", pytest.approx(12 / 54), 21, 54],
        "points_gained": ["more", 12, 12, 6],
    }


def fingerprint(snapshot: Snapshot) -> str:
    """Hash everything a definition is given."""
    digest = hashlib.sha256()
    grid = snapshot.grid
    for array in (
        *(snapshot.counted, grid.cells, grid.assessed, grid.recorded, grid.codes),
        *(snapshot.roll.in_scope, snapshot.roll.year_group, snapshot.roll.working_year),
        *(snapshot.of_school.bases, snapshot.standing, snapshot.placed.secure, snapshot.placed.due),
    ):
        digest.update(array.tobytes())
    for mask in ("due", "secure", "assessed", "deeper", "key", "taught", "own_year", "codes"):
        digest.update(getattr(snapshot, mask).to_numpy().tobytes())
    tables = snapshot.of_school.tables
    for table in (snapshot.pupils, tables["overall"], tables["results"], grid.table):
        digest.update(table.to_csv().encode())
    return digest.hexdigest()


@pytest.fixture
def school(build: Build) -> School:
    """Build a small class of all kinds: own curriculum, no evidence, a joiner and a leaver."""
    ids = numbered("r", 10)
    page = """
    ann  SSSSNNNNNN
    ben  SSSSSSSSSS
    cat  ..........
    dan  NNNNNNNNNN
    """
    return build(
        pupils=[
            *pupils("ann ben cat", 4),
            *pupils("dan", 4, working_year=2),
            *pupils("new", 4, joined_on="2025-02-01"),
            *pupils("old", 4, left_on="2025-02-01"),
        ],
        curriculum=[*statements(ids, [1] * 5 + [4] * 5), *statements("m1", 1, subject="Maths")],
        judgements=markbook("2024-11-15", ids, page.strip()),
        overall=best_fit("2024-11-15 2025-03-20", "ann  WTS EXS", subject="Writing"),
        policy=OVERALL + "[expectation.subject.Writing]\n",
    )


def test_the_built_in_definitions() -> None:
    """One explicit dict, the names their own, worst outcome first, favourable from a line on."""
    assert set(BUILT_IN) == set(OUTCOMES)
    for name, make in DEFINITIONS.items():
        about = make().about
        assert about.name == name
        assert about.outcomes == OUTCOMES[name]
        assert about.favourable == OUTCOMES[name][FAVOURABLE_FROM[name] :]


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_definition_says_all_about_itself(name: str) -> None:
    """Nothing blank, a review date, a docstring; and `holds` where the design says it fails."""
    definition = resolve(name)
    about = definition.about
    for each in ("title", "question", "why", "source", "author", "reviewed_by", "version"):
        assert str(getattr(about, each)).strip() not in ("", "n/a")
    assert about.question.endswith("?")
    assert isinstance(about.review_by, dt.date)
    assert bool(about.holds) is (name not in HOLD_EVERYTHING)
    assert "numerator" in (type(definition).__doc__ or "")
    assert list(about.dtype.categories) == [
        *OUTCOMES[name],
        "own curriculum",
        "not enough evidence",
    ]
    assert about.dtype.ordered


@pytest.mark.parametrize("name", BUILT_IN)
def test_what_a_definition_returns(school: School, name: str) -> None:
    """One row per pupil × subject in scope at both; ordered outcomes; nullable floats; reasons."""
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    table = resolve(name)(start, end)
    assert list(table.index.names) == ["pupil_id", "subject"]
    assert list(table.columns) == COLUMNS
    both = [
        (pupil, subject)
        for pupil in ("ann", "ben", "cat", "dan")
        for subject in ("Reading", "Maths", "Writing")
    ]
    assert sorted(table.index) == sorted(both)
    assert table["outcome"].dtype == resolve(name).about.dtype
    assert {str(table[column].dtype) for column in COLUMNS[1:4]} == {"Float64"}
    unranked = table["outcome"].isin(["own curriculum", "not enough evidence"])
    assert table.loc[unranked, "value"].isna().all()
    for reason in table["because"]:
        assert isinstance(reason, str)
        assert not any(pupil in reason.split() for pupil in ("ann", "ben", "cat", "dan"))


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_row_has_a_reason(school: School, name: str) -> None:
    """`because` is never blank, for unranked outcomes neither."""
    table = resolve(name)(school.as_at(AUTUMN), school.as_at(SPRING))
    blank = table[table["because"].str.strip() == ""]
    assert blank.empty, blank["outcome"].value_counts().to_dict()


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_definition_never_changes_its_inputs(school: School, name: str) -> None:
    """Both snapshots are the same before and after, to the last byte."""
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    before = fingerprint(start), fingerprint(end)
    first = resolve(name)(start, end)
    assert (fingerprint(start), fingerprint(end)) == before
    pd.testing.assert_frame_equal(first, resolve(name)(start, end))


@pytest.mark.parametrize("name", BUILT_IN)
def test_nobody_in_scope_at_both(build: Build, name: str) -> None:
    """A class that left, and another that came: an empty table of the right shape."""
    school = build(
        pupils=[
            *pupils("old", 4, left_on="2025-01-10"),
            *pupils("new", 4, joined_on="2025-01-10"),
        ],
        curriculum=statements("r1", 1),
    )
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), name)
    assert len(table) == 0
    assert list(table.columns) == [*COLUMNS, "attainment_start", "attainment_end"]
    assert list(table.index.names) == ["school_id", "pupil_id", "subject"]
    # Both are still in the population: one left, one joined.
    presence = table.population["presence"].droplevel(["school_id", "subject"])
    assert presence.to_dict() == {"old": "left", "new": "joined"}


@pytest.mark.parametrize("name", BUILT_IN)
def test_one_pupil_without_a_single_judgement(build: Build, name: str) -> None:
    """A tracker with nothing in it rates nobody but by points and gaps."""
    school = build(pupils=pupils("ann", 4), curriculum=statements(numbered("r", 10), 1))
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), name)
    # Ten gaps, none closed. Ten statements make 10/6 × 2 points expected, none gained. Nothing
    # newly due. No step ticked: 0 of 30 is below both lines, and 0 has risen by nothing.
    expected = WITHOUT_A_JUDGEMENT.get(name, "not enough evidence")
    assert table["outcome"].tolist() == [expected]


def test_finding_a_definition() -> None:
    """By name, by class, by instance; anything else is refused with the nearest name."""
    assert isinstance(resolve("gaps_closed"), GapsClosed)
    assert isinstance(resolve(GapsClosed), GapsClosed)
    own = GapsClosed(some=0.5)
    assert resolve(own) is own
    with pytest.raises(DefinitionError, match='"gaps_close".*did you mean "gaps_closed"'):
        resolve("gaps_close")
    with pytest.raises(DefinitionError, match="is no definition: decorate the function"):
        resolve(len)


@la.definition(
    name="any_secure",
    question="Is anything secure at the end?",
    outcomes=["nothing secure", "something secure"],
    favourable=["something secure"],
)
def any_secure(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Rate whether anything is secure."""
    secure = end.tally(end.secure)
    words = secure.gt(0).replace({True: "something secure", False: "nothing secure"})
    return la.results(start, end, words, numerator=secure, because="{numerator} are secure")


def test_a_definition_of_ones_own_in_ten_lines(school: School) -> None:
    """A decorated function is a definition: `progress` takes it as it stands."""
    assert isinstance(any_secure, FunctionDefinition) and isinstance(any_secure, Definition)
    assert (any_secure.about.title, any_secure.about.version) == ("Any secure", "draft")
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), any_secure)
    reading = table["outcome"].xs("Reading", level="subject").droplevel("school_id")
    assert reading.to_dict() == {
        "ann": "something secure",
        "ben": "something secure",
        "cat": "nothing secure",
        "dan": "nothing secure",
    }
    assert table["outcome"].cat.ordered
    assert table.provenance.definition == "any_secure"


def wrong(change: Callable[[pd.DataFrame], object]) -> FunctionDefinition:
    """Make a definition that breaks the contract by one change to a right answer."""

    @la.definition(name="wrong", question="?", outcomes=["no", "yes"], favourable=["yes"])
    def broken(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        words = end.tally(end.secure).gt(0).replace({True: "yes", False: "no"})
        return change(la.results(start, end, words))

    return broken


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda table: table.drop(columns="because"), "the column because is missing"),
        (lambda table: table.drop(columns="value"), "the column value is missing"),
        (lambda table: table.rename(columns={"outcome": "result"}), "column outcome is missing"),
        (lambda table: table.reset_index(), "index pupil_id, subject"),
        (lambda table: table["outcome"], "must return a frame"),
        (lambda table: table.iloc[1:], "11 rows, 12 pupils × subjects"),
        (lambda table: pd.concat([table, table.iloc[:1]]), "13 rows, 12 pupils × subjects"),
        (
            lambda table: table.rename(index={"ann": "new"}, level="pupil_id"),
            "pupils or subjects that are not in scope",
        ),
        (lambda table: table.replace({"outcome": {"yes": "yess"}}), 'outcome "yess": did you mean'),
        (lambda table: table.assign(outcome=None), "outcome"),
    ],
)
def test_breaking_the_contract_is_named(
    school: School, change: Callable[[pd.DataFrame], object], message: str
) -> None:
    """A wrong column, row or outcome is refused, naming the definition and what is wrong."""
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    with pytest.raises(DefinitionError, match=f'"wrong" breaks its contract: .*{message}'):
        la.progress(start, end, wrong(change))


def test_rows_in_another_order_are_put_in_order(school: School) -> None:
    """The order of a definition's rows, and further columns, do not matter."""
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    plain = la.progress(start, end, wrong(lambda table: table))
    mixed = la.progress(start, end, wrong(lambda table: table.iloc[::-1].assign(more=1)))
    pd.testing.assert_frame_equal(pd.DataFrame(plain), pd.DataFrame(mixed))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"question": " "}, "about.question is blank"),
        ({"name": ""}, "about.name is blank"),
        ({"why": ""}, "about.why is blank"),
        ({"source": ""}, "about.source is blank"),
        ({"author": ""}, "about.author is blank"),
        ({"reviewed_by": ""}, "about.reviewed_by is blank"),
        ({"favourable": ["maybe"]}, "favourable must be among outcomes"),
        ({"outcomes": ["no", "own curriculum"], "favourable": ["no"]}, "stay unranked"),
    ],
)
def test_about_refuses_blanks(change: dict, message: str) -> None:
    """A definition cannot be made without saying what it is."""
    given = {"name": "a", "question": "?", "outcomes": ["no", "yes"], "favourable": ["yes"]}
    with pytest.raises(DefinitionError, match=message):
        la.definition(**(given | change))


def test_about_refuses_a_blank_title() -> None:
    """The decorator makes a title of the name; a class must give one."""
    with pytest.raises(DefinitionError, match="about.title is blank"):
        About("a", "", "?", ("no",), (), "why", "source", "me", "you", dt.date(2027, 1, 1))


def test_other_packages_add_definitions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entry points add classes and decorated functions; a name taken twice is refused."""

    def offer(*entries: EntryPoint) -> None:
        monkeypatch.setattr(definitions, "entry_points", lambda group: list(entries))

    group = "ladders_analysis.definitions"
    function = EntryPoint("any_secure", "test_definitions_contract:any_secure", group)
    kind = EntryPoint("ours", "ladders_analysis.definitions.gaps_closed:GapsClosed", group)
    offer(function, kind)
    assert set(known_definitions()) == {*BUILT_IN, "any_secure", "ours"}
    assert resolve("any_secure").about.name == "any_secure"
    assert isinstance(resolve("ours"), GapsClosed)
    # Nothing is added for good, and the built-in dict is as it was.
    offer()
    assert set(known_definitions()) == set(BUILT_IN) == set(DEFINITIONS)
    offer(EntryPoint("gaps_closed", "elsewhere:Theirs", group))
    with pytest.raises(DefinitionError, match='Two definitions are named "gaps_closed".*elsewhere'):
        resolve("against_expectation")
    offer(function, function)
    with pytest.raises(DefinitionError, match='"any_secure"'):
        known_definitions()


def test_rate_refuses_lines_that_do_not_rise() -> None:
    """`la.rate` needs rising lines and one outcome more than lines."""
    part, whole = pd.DataFrame({"Maths": [0.0, 1, 2, 3]}), pd.DataFrame({"Maths": [3.0] * 4})
    rated = rate(part, whole, lines=[1 / 3, 2 / 3], outcomes=["few", "some", "most"])
    assert rated["Maths"].tolist() == ["few", "some", "most", "most"]
    for lines, words in (([2 / 3, 1 / 3], ["a", "b", "c"]), ([0.5], ["a"])):
        with pytest.raises(DefinitionError, match="rising lines and one outcome more"):
            rate(part, whole, lines=lines, outcomes=words)


def everything(drawn: Drawn, school: School) -> dict[str, pd.DataFrame]:
    """Rate a drawn school by all five definitions."""
    start, end = drawn.of(school)
    return {name: resolve(name)(start, end).sort_index() for name in BUILT_IN}


@given(drawn=drawn_schools(), seed=st.integers(0, 1000), half=st.booleans())
@settings(max_examples=20, deadline=None)
def test_shuffled_and_duplicated_rows_change_nothing(drawn: Drawn, seed: int, half: bool) -> None:
    """The order of judgements, and exact duplicates of some, are of no account."""
    rows = judgements(drawn.entries)
    again = pd.concat([rows, rows.iloc[: len(rows) // 2]]) if half else rows
    mixed = again.sample(frac=1, random_state=seed).reset_index(drop=True)
    base = drawn.school.tables
    tables = {
        name: base[name].sample(frac=1, random_state=seed) for name in ("pupils", "statements")
    }
    other = drawn.with_tables(judgements=mixed, **tables)
    before, after = everything(drawn, drawn.school), everything(drawn, other)
    for name in BUILT_IN:
        pd.testing.assert_frame_equal(before[name], after[name])


@given(drawn=drawn_schools(), names=st.permutations(NAMES), ids=st.permutations(IDS))
@settings(max_examples=20, deadline=None)
def test_renaming_pupils_and_statements_changes_nothing(
    drawn: Drawn, names: list[str], ids: list[str]
) -> None:
    """Who is called what is of no account, nor what a statement's id is."""
    called = {name: f"p{place}" for place, name in enumerate(names)}
    numbers = {statement: f"s{place}" for place, statement in enumerate(ids)}
    base = template().tables
    people, curriculum = base["pupils"].copy(), base["statements"].copy()
    people["pupil_id"] = people["pupil_id"].map(called)
    curriculum["statement_id"] = curriculum["statement_id"].map(numbers)
    renamed = [(called[p], numbers[s], day, code) for p, s, day, code in drawn.entries]
    other = drawn.with_tables(pupils=people, statements=curriculum, judgements=judgements(renamed))
    before, after = everything(drawn, drawn.school), everything(drawn, other)
    for name in BUILT_IN:
        old = before[name].rename(index=called, level="pupil_id").sort_index()
        pd.testing.assert_frame_equal(old, after[name])


CUT_PROOF = ("against_expectation", "gaps_closed", "curriculum_secured")


@given(drawn=drawn_schools(), parts=st.integers(2, 7))
@settings(max_examples=20, deadline=None)
def test_cutting_statements_changes_nothing(drawn: Drawn, parts: int) -> None:
    """Every statement cut into parts judged alike: no outcome changes where the design says so."""
    base = template().tables["statements"]
    pieces = []
    for part in range(parts):
        piece = base.copy()
        piece["part_of"] = base["statement_id"]
        piece["statement_id"] = base["statement_id"] + f"/{part}"
        piece["weight"] = base["weight"] / parts
        pieces.append(piece)
    entries = [
        (pupil, f"{statement}/{part}", day, code)
        for pupil, statement, day, code in drawn.entries
        for part in range(parts)
    ]
    cut = drawn.with_tables(
        statements=pd.concat(pieces, ignore_index=True), judgements=judgements(entries)
    )
    (start, end), (cut_start, cut_end) = drawn.of(drawn.school), drawn.of(cut)
    assert (start.standing == cut_start.standing).all()
    assert (end.standing == cut_end.standing).all()
    for name in CUT_PROOF:
        before, after = resolve(name)(start, end), resolve(name)(cut_start, cut_end)
        pd.testing.assert_series_equal(before["outcome"], after["outcome"])


def test_the_drawn_school_is_what_it_says() -> None:
    """The template that properties are drawn on holds every kind of statement and pupil."""
    assert len(STATEMENTS) == len(IDS) == 17
    school = template()
    assert school.statements["weight"].nunique() == 3  # 1, a third, 1.5
    assert sorted(school.pupils["pupil_id"].unique()) == NAMES
