"""A sample of books: whose they are, what to look for in them, and how to draw it again.

The same question draws the same sample on any computer and in whatever order the records stand,
because its number is made from the question and pupils are drawn over their sorted ids.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import in_a_sentence, listing
from ladders_analysis.errors import LaddersError
from ladders_analysis.policy import PLACED
from ladders_analysis.questions.beginning import latest_point, not_one_school, of_class
from ladders_analysis.questions.books.pupils_drawn import NOT_PLACED, drawn
from ladders_analysis.questions.books.what_to_look_for import (
    Look,
    statements_to_look_for,
    subject_to_look_for,
)
from ladders_analysis.questions.choosing import TOGETHER, Choice, choose
from ladders_analysis.questions.pupil_names import name_or_id
from ladders_analysis.questions.sentences import nobody_in_words
from ladders_analysis.sample_seeds import checked_seed, seed_for
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

PUPILS = 8
STATEMENTS = 3


@dataclass(frozen=True)
class BooksChosen:
    """A sample of books: whose, what to look for, and how to draw it again.

    Attributes
    ----------
    choice
        When and whom it is about, with its subject and cohort settled.
    class_name
        The class, where one was chosen.
    people
        Everybody it was drawn from: `pupil_id`, `name`, `standing`, `differs`, `disadvantaged`, and
        whether they were `drawn`.
    looks
        What to look for, in the order of the page.
    seed
        The number of the sample.
    sized
        How many pupils and statements were asked for, where not the usual, as arguments.
    """

    choice: Choice
    class_name: str | None
    people: pd.DataFrame
    looks: tuple[Look, ...]
    seed: int
    sized: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The subject."""
        return str(self.choice.subject)

    @property
    def about(self) -> str:
        """Whose books of which subject, as at when: "Year 4 reading, Spring 2026"."""
        whom = self.choice.whom if self.choice.cohort is not None else ""
        whose = listing([part for part in (whom, self.class_name) if part], ",")
        return f"{whose} {in_a_sentence(self.subject)}, {self.choice.end.label}"

    @property
    def code(self) -> str:
        """The line of code that draws it again."""
        given = [repr(self.choice.end.name)]
        if self.choice.cohort is not None:
            given.append(f"cohort={self.choice.whom!r}")
        if self.class_name is not None:
            given.append(f"class_name={self.class_name!r}")
        given += [f"subject={self.subject!r}", *self.sized, f"seed={self.seed}"]
        return f"la.books_to_look_at(school, {', '.join(given)})".replace("'", '"')

    def name_of(self, pupil_id: str) -> str:
        """Name a pupil; by id where the records hold no name."""
        name = self.people.loc[self.people["pupil_id"] == pupil_id, "name"].iloc[0]
        return name_or_id(name, pupil_id)


def choose_books(
    school: School,
    point: str | AssessmentPoint | None = None,
    *,
    cohort: int | str | None = None,
    class_name: str | None = None,
    subject: str | None = None,
    pupils: int = PUPILS,
    statements: int = STATEMENTS,
    seed: int | None = None,
) -> BooksChosen | str:
    """Draw the sample that `books_to_look_at` puts on a page.

    Parameters
    ----------
    school, point, cohort, class_name, subject, pupils, statements, seed
        As for `books_to_look_at`.

    Returns
    -------
    BooksChosen or str
        The sample; or a plain sentence why there is none.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.
    """
    why = not_one_school(school, "its own books", "books_to_look_at")
    if why:
        return why
    if subject == TOGETHER:
        return "A book belongs to one subject: choose one."
    if pupils < 1 or statements < 1:
        raise LaddersError("pupils and statements: ask for at least 1 of each.")
    choice = choose(school, end=_point(school, point), subject=subject, cohort=cohort)
    now = school.snapshot(choice.end)
    if not now.subjects:
        return (
            "This school’s records name no subject yet, so no sample can be drawn. Add a "
            "curriculum, judgements or overall judgements."
        )
    people = of_class(choice.keep(_standings(now)), class_name)
    if not len(people):
        return nobody_in_words(choice.whom, choice.end.label)
    choice = _settled(choice, people, by_cohort=cohort is None and class_name is None)
    people = choice.keep(people)
    people = people[(people["subject"] == choice.subject).to_numpy(bool)]
    settled = str(choice.subject)
    asked = (now.school_id, choice.end.label, settled, choice.cohort, class_name)
    number = seed_for(*asked) if seed is None else checked_seed(seed)
    ids = drawn(people, pupils, number)
    looks = statements_to_look_for(now, settled, ids, statements, number)
    found = {look.pupil_id for look in looks}
    stands = dict(zip(people["pupil_id"], people["standing"], strict=True))
    looks += [
        subject_to_look_for(now, settled, each, stands[each]) for each in ids if each not in found
    ]
    looks.sort(key=lambda look: ids.index(look.pupil_id))
    people = people.assign(drawn=people["pupil_id"].isin(ids)).reset_index(drop=True)
    sized = [
        f"{name}={asked_for}"
        for name, asked_for, usual in (
            ("pupils", pupils, PUPILS),
            ("statements", statements, STATEMENTS),
        )
        if asked_for != usual
    ]
    return BooksChosen(choice, class_name, people, tuple(looks), number, tuple(sized))


def _point(school: School, point: str | AssessmentPoint | None) -> AssessmentPoint:
    """Choose the point: the latest with evidence, else the first of the newest year with pupils."""
    found = latest_point(school, point)
    if found is not None:
        return found
    newest = school.pupils["academic_year"].max()
    of_year = [each for each in school.points if each.year.ends == newest]
    return of_year[0] if of_year else school.latest_points(1)[0]


def _standings(now: Snapshot) -> pd.DataFrame:
    """Set out where every pupil stands in every subject, and whether two views of it differ."""
    table = now.attainment()
    people = now.pupils.reset_index()[
        ["pupil_id", "name", "class_name", "cohort", "disadvantaged"]
    ].assign(disadvantaged=now.pupils["disadvantaged"].fillna(False).to_numpy(bool))
    table = table.merge(people, on="pupil_id")
    stands = table["attainment"].astype("str")
    views = [table[name].astype("str") for name in ("by_statements", "by_teacher")]
    both = views[0].isin(PLACED) & views[1].isin(PLACED)
    return table.assign(
        standing=stands.where(stands.isin(PLACED), NOT_PLACED),
        differs=(both & (views[0] != views[1])).to_numpy(bool),
        by_statements=views[0].isin(PLACED).to_numpy(bool),
    )


def _settled(choice: Choice, people: pd.DataFrame, *, by_cohort: bool) -> Choice:
    """Settle on a subject and, where nobody was chosen, a cohort.

    Notes
    -----
    Those in which most pupils' views differ; between equals most placed by statements, then most
    placed, then the school's first subject and youngest cohort.
    """
    subjects = choice.now.subjects if isinstance(choice.now, Snapshot) else ()
    if choice.subject is not None:
        people = people[(people["subject"] == choice.subject).to_numpy(bool)]
    best: tuple[tuple[int, int, int, int, int], str, int | None] | None = None
    keys = ["subject", "cohort"] if by_cohort else ["subject"]
    for _, rows in people.groupby(keys):
        subject = str(rows["subject"].iloc[0])
        cohort = int(rows["cohort"].iloc[0]) if by_cohort else choice.cohort
        ranked = (
            int(rows["differs"].sum()),
            int(rows["by_statements"].sum()),
            int((rows["standing"] != NOT_PLACED).sum()),
            -subjects.index(subject),
            cohort or 0,
        )
        if best is None or ranked > best[0]:
            best = ranked, subject, cohort
    return choice if best is None else replace(choice, subject=best[1], cohort=best[2])
