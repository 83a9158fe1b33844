"""The stories planted in the sample, as data: what was planted, where it shows, what to ask.

Tests look for each of them with the toolkit's own summaries, and look for the same effects where
nothing was planted. Everything else in the sample is unremarkable by design.
"""

from __future__ import annotations

from dataclasses import dataclass

START = "Autumn 2025"
END = "Spring 2026"
YEAR_AGO = "Spring 2025"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One planted story.

    Attributes
    ----------
    id
        A short name for tests and notebooks.
    title
        The story in one line.
    subjects
        The subjects it is about.
    who
        The pupils it is about, in words.
    effect
        What a reader should find, in words, with its rough size in pupils or percentage points.
    where
        The notebook or call that shows it.
    ask
        What a leader should ask, and whom.
    year_groups
        The year groups in 2025–26 that it is about; empty for the whole school.
    ladder, class_name, group
        The ladder, class or yes/no column that it is about, where there is one.
    before, after
        How far those pupils (or that ladder's statements) stand from the rest up to and including
        the start, and from then on [log-odds of a statement being secure].
    elsewhere
        How far the other ladders of the subject stand above the rest, so that the ladder does not
        pull the whole subject down [log-odds].
    missing
        Share of those pupils for whom nothing was recorded between the two points [share 0–1].
    start, end
        The assessment points between which it shows.
    """

    id: str
    title: str
    subjects: tuple[str, ...]
    who: str
    effect: str
    where: str
    ask: str
    year_groups: tuple[int, ...] = ()
    ladder: str | None = None
    class_name: str | None = None
    group: str | None = None
    before: float = 0.0
    after: float = 0.0
    elsewhere: float = 0.0
    missing: float = 0.0
    start: str = START
    end: str = END


CATCHING_UP = Story(
    id="catching_up",
    title="A cohort that was behind in reading is catching up",
    subjects=("Reading",),
    who="the cohort that is Year 3 in 2025–26",
    effect=(
        "Fewer than half were at expectation at every point up to Autumn 2025; more than two "
        "thirds are in Spring 2026. Seven or more caught up in between and others are closing the "
        "gap; two or three a cohort is usual."
    ),
    where="02_what_has_moved, cohort × subject, Autumn 2025 to Spring 2026",
    ask=(
        "Ask the Year 3 teacher what changed after Christmas, whether it reached every pupil who "
        "was behind, and whether other classes could do the same."
    ),
    year_groups=(3,),
    before=-1.7,
    after=0.35,
)
STICKING_POINT = Story(
    id="sticking_point",
    title="Fractions are the sticking point in Years 4 and 5",
    subjects=("Maths",),
    who="the pupils of Years 4 and 5, this year and last",
    effect=(
        "Statements on the Fractions ladder that are due in Years 4 and 5 are secure for about "
        "half of the pupils judged on them; on the other ladders of maths for four in five or more."
    ),
    where="03_which_statements, Maths, Years 4 and 5",
    ask=(
        "Ask the maths lead whether fractions come too late or too fast in Year 4, what pupils "
        "bring with them from Year 3, and which step most of them miss."
    ),
    year_groups=(4, 5),
    ladder="Fractions",
    before=-2.8,
    after=-2.8,
    elsewhere=0.9,
)
THIN_EVIDENCE = Story(
    id="thin_evidence",
    title="Hazel class has too little evidence to go on since January",
    subjects=("Reading", "Maths"),
    who="Hazel class (Year 2)",
    effect=(
        "Nothing was recorded in reading and maths after Christmas for seven pupils in every ten: "
        "in Spring 2026 about half the class is `not enough evidence`, one or two elsewhere."
    ),
    where="01_where_are_we_now, Spring 2026, by class",
    ask=(
        "Do not read a figure for this class. Ask the teacher what stands behind the gaps (the "
        "class changed hands in January) and look at the overall judgements and the books instead."
    ),
    year_groups=(2,),
    class_name="Hazel",
    missing=0.7,
)
GAP_NARROWS = Story(
    id="gap_narrows",
    title="The gap for disadvantaged pupils in maths has narrowed",
    subjects=("Maths",),
    who="disadvantaged pupils in the whole school, beside the others",
    effect=(
        "From Autumn 2025 to Spring 2026, and against Spring 2025 too, the gap in the share at "
        "expectation falls by more than ten percentage points, because disadvantaged pupils moved "
        "up while the others held steady."
    ),
    where="02_what_has_moved, Maths by disadvantaged",
    ask=("Ask who ran the extra maths sessions, which pupils came, and what will keep it going."),
    group="disadvantaged",
    before=-0.25,
    after=0.85,
)
GAP_WIDENS = Story(
    id="gap_widens",
    title="The gap for disadvantaged pupils in writing has widened",
    subjects=("Writing",),
    who="disadvantaged pupils in the whole school, beside the others",
    effect=(
        "From Autumn 2025 to Spring 2026, and against Spring 2025 too, the gap in the share at "
        "expectation grows by more than ten percentage points: disadvantaged pupils fell back "
        "while the others held steady."
    ),
    where="02_what_has_moved, Writing by disadvantaged",
    ask=(
        "Ask the writing lead and class teachers which pupils fell behind, what their writing "
        "shows, and what they missed this spring."
    ),
    group="disadvantaged",
    before=0.25,
    after=-0.6,
)

STORIES: tuple[Story, ...] = (
    CATCHING_UP,
    STICKING_POINT,
    THIN_EVIDENCE,
    GAP_NARROWS,
    GAP_WIDENS,
)
"""Every story planted in the first school of a sample, unless asked otherwise."""
