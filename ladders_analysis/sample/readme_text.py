"""The sample's README: that nobody in it exists, what was planted, and what to ask about it."""

from __future__ import annotations

from collections.abc import Sequence

from ladders_analysis.sample import names
from ladders_analysis.sample.people import REPEATS
from ladders_analysis.sample.stories import Story

_HEAD = """\
# A sample school

A made-up school folder: {what}.

**Nobody in it exists.** Names are drawn at random from two lists, school and local authority
numbers belong to nobody, and every judgement is generated. It was written by

    ladders sample DIR {options}

and the same command writes the same bytes again.

The newest entries are those of **Spring 2026**. Compare Autumn 2025 with Spring 2026, or Spring
2026 with Spring 2025. The summer half-terms of 2026 are in the plan and nothing is judged in them.

| file | what is in it |
|---|---|
| `school.toml` | half-terms, assessment points, the judgement scale and what the school expects |
| `curriculum.{ending}` | reading, writing and maths, Reception to Year 6, in our own words |
| `pupils.{ending}` | the roll, year by year, from the year before the first judgements |
| `judgements.{ending}` | by statement; a blank `recorded_on` means the day of assessment |
| `overall.{ending}` | teachers' overall judgements at each point (writing is judged so) |
| `results.{ending}` | phonics, times tables and Key Stage 2, two years; Year 6 practice papers |
| `conversations.{ending}` | what came of asking a teacher |
| `books.{ending}` | what was seen when books were looked at together, one afternoon in January |
| `national.{ending}` | **illustrative** figures for England: replace them with the DfE's own |

## The stories planted in it

{where}Everything else was made to be unremarkable.
"""

_TAIL = """
## What else to look for

- Joiners and leavers, one of whom came and went within the year; one has a temporary UPN.
- A child who repeats Year {repeats}: year group and date of birth disagree, rightly.
- Children whose `working_year` is below their year group: on their own curriculum, never "behind".
- Entries keyed in after an assessment point had closed: they count from the next point on.
- `absent` and `not required`, which are not judgements and erase none.
- Two children called {shared}, and one called {accented}.
"""


def readme_text(
    stories: Sequence[Story], *, pupils: int, schools: int, years: int, seed: int, format: str
) -> str:
    """Write the README of a sample folder.

    Parameters
    ----------
    stories
        The stories planted in it.
    pupils, schools, years, seed, format
        As `write_sample` was called.

    Returns
    -------
    str
    """
    trust = schools > 1
    what = f"{pupils} pupils, Reception to Year 6, with {_years(years)} of assessment"
    if trust:
        what = f"a trust of {schools} schools, each of {what}"
    where = f"They are in the first school, {names.school_name(0)}. " if trust else ""
    head = _HEAD.format(
        what=what,
        options=f"--pupils {pupils} --schools {schools} --years {years} --seed {seed} "
        f"--format {format}",
        ending=format,
        where=where,
    )
    parts = [head, *(_story(number, story) for number, story in enumerate(stories, start=1))]
    if not stories:
        parts.append("None were planted.\n")
    parts.append(_TAIL.format(repeats=REPEATS, shared=names.SHARED, accented=names.ACCENTED))
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _story(number: int, story: Story) -> str:
    return (
        f"### {number}. {story.title}\n\n"
        f"- **Who:** {story.who}; {' and '.join(story.subjects).lower()}.\n"
        f"- **What to find:** {story.effect}\n"
        f"- **Where:** {story.where}.\n"
        f"- **What to ask:** {story.ask}\n"
    )


def _years(years: int) -> str:
    words = ("one academic year", "two academic years", "three academic years")
    return words[years - 1] if years <= len(words) else f"{years} academic years"
