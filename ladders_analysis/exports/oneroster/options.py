"""What school.toml may say of a OneRoster bundle: who is who, which year, which subject."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ladders_analysis.exports.opening.marksheet import fold
from ladders_analysis.exports.options import ReadingOptions

GRADES: Mapping[str, str] = {
    "kg": "0",
    "k": "0",
    "r": "0",
    "reception": "0",
    **{form.format(year): str(year) for year in range(1, 14) for form in ("{}", "{:02d}")},
    **{form.format(year): str(year) for year in range(1, 14) for form in ("y{}", "year {}")},
}
"""Grade as OneRoster writes it (CEDS codes `KG`, `01` … `13`, or the school's words) -> year group.

`01` is Year 1 and `KG` Reception, as an English school's system writes them. Where they follow the
American ages, `01` is Year 2: then the school says so with `grades`. `PK`, `PR`, `IT`, `TK`, `PS`,
`UG` and `Other` stand for no year group.
"""


class OneRosterOptions(ReadingOptions, frozen=True):
    """The keys of an `[[export]]` with `reader = "oneroster"`.

    Attributes
    ----------
    defines_pupils
        False: the pupils are described elsewhere, and `users.csv` only tells who is meant. Left
        out: True. This reader differs from those of single lists, because a bundle is a whole
        register with years, classes and dates of birth, and often the only one.
    pupil_id
        Which id of a user is the pupil's: `sourcedId`, `identifier`, or `upn`.
    academic_year
        The year of every pupil, where the sessions do not tell.
    grades
        Grade -> year group, in place of `GRADES`' own.
    classes
        Class, by its sourcedId or title -> year group of its pupils, where grades do not tell.
    schools
        Org's sourcedId -> school id.
    subjects
        Subject, course, class, category or line item as the bundle writes it -> subject.
    subject_from
        Which of them names the subject of a result; a primary class has many.
    roll_dates
        Take `joined_on` and `left_on` from enrolments that begin or end inside the year.
    entered_when_modified
        Take `dateLastModified` as the day a judgement was entered. Off, because many systems
        stamp every row with the day of the export.
    """

    defines_pupils: bool | None = None
    pupil_id: Literal["sourcedId", "identifier", "upn"] = "sourcedId"
    academic_year: int | str | None = None
    grades: dict[str, int | str] = {}
    classes: dict[str, int | str] = {}
    schools: dict[str, str] = {}
    subjects: dict[str, str] = {}
    subject_from: Literal["class", "category", "line item"] = "class"
    roll_dates: bool = False
    entered_when_modified: bool = False

    def year_group_of(self, grade: str) -> str:
        """Return the year group that a grade stands for, blank where it stands for none.

        Examples
        --------
        >>> OneRosterOptions().year_group_of("03"), OneRosterOptions().year_group_of("UG")
        ('3', '')
        >>> OneRosterOptions(grades={"03": 4}).year_group_of("03")
        '4'
        """
        own = {fold(word): str(year) for word, year in self.grades.items()}
        word = fold(grade)
        return own[word] if word in own else GRADES.get(word, "")

    def year_group_of_class(self, *names: str) -> str:
        """Return the year group stated for a class by any of its names, blank without one."""
        own = {fold(word): str(year) for word, year in self.classes.items()}
        return next((own[fold(name)] for name in names if fold(name) in own), "")

    def subject_of(self, word: str) -> str:
        """Return the subject that a word of the bundle stands for: itself, unless mapped."""
        own = {fold(name): subject for name, subject in self.subjects.items()}
        return own.get(fold(word), word)
