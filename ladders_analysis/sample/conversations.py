"""What came of asking: short notes of talks with the teachers who know the pupils.

Each is about a child whose overall judgement was below expectation, after the assessment point that
showed it. The words are stock phrases for made-up children.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ladders_analysis.sample.curriculum import SUBJECTS
from ladders_analysis.sample.terms import NEWEST, assessment_points, school_days, school_year

ONE_IN = 14
"""One conversation for so many pupils on roll."""
REVIEW_WEEKS = 6
COLUMNS = ("school_id", "pupil_id", "subject", "on", "teacher_said", "action", "review_on")
_TALKS = {
    "Reading": (
        (
            "Decodes well but loses the thread over a page. Better when we talk first.",
            "Pre-teach the words and talk the text through, three mornings a week.",
        ),
        (
            "Away for most of November; what was taught then has not been caught up.",
            "Short daily session on the missed statements until half-term.",
        ),
        (
            "Reads little at home. Enjoys it once settled with the right book.",
            "Choose a book together each Monday; reading partner from Year 6.",
        ),
        (
            "Answers in talk are good. Finds it hard to point to the words that show it.",
            "Model finding evidence in guided reading; look again in six weeks.",
        ),
    ),
    "Writing": (
        (
            "Plenty of ideas, but spelling and full stops hold the writing back.",
            "Two-minute edit with an adult after each piece; spelling group on Tuesdays.",
        ),
        (
            "Writes very little alone. Says far more than gets on to the page.",
            "Record the sentence first, then write it; use a word mat.",
        ),
        (
            "Was close in the summer. The longer pieces this year are the difficulty.",
            "Plan in boxes, one paragraph at a time; share work with the writing lead.",
        ),
    ),
    "Maths": (
        (
            "Secure with whole numbers; fractions have not made sense yet.",
            "Back to bar models and paper strips with the small group.",
        ),
        (
            "Knows the method but slips on table facts.",
            "Five minutes of tables a day at home and at registration.",
        ),
        (
            "Can do it with equipment. Not yet confident on paper.",
            "Keep the counters out and draw each step next to them.",
        ),
    ),
}


def make_conversations(
    overall: pd.DataFrame, pupils: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Make the notes of one school's conversations since Autumn of the newest year.

    Parameters
    ----------
    overall
        The school's overall judgements.
    pupils
        Children on roll.
    rng
        Source of chance.

    Returns
    -------
    pandas.DataFrame
        The tidy `conversations` table, in order of day.
    """
    autumn = assessment_points(NEWEST)[0]
    september = np.datetime64(school_year(NEWEST).half_terms[0].first)
    close = np.datetime64(autumn.entries_close)
    then = overall["assessed_on"].between(september, close)
    behind = overall[then & overall["attainment"].eq("WTS")].drop_duplicates("pupil_id")
    parts = []
    wanted = max(len(SUBJECTS), round(pupils / ONE_IN))
    for turn, subject in enumerate(SUBJECTS):
        among = behind[behind["subject"] == subject]
        count = min(len(among), (wanted + turn) // len(SUBJECTS))
        parts.append(among.iloc[np.sort(rng.permutation(len(among))[:count])])
    chosen = pd.concat(parts, ignore_index=True)
    days = school_days(autumn.entries_close, school_year(NEWEST).half_terms[3].first)
    days = days[days != close]
    term_time = np.zeros(len(days), bool)
    for half_term in school_year(NEWEST).half_terms:
        term_time |= (days >= np.datetime64(half_term.first)) & (
            days <= np.datetime64(half_term.last)
        )
    on = rng.choice(days[term_time], len(chosen)).astype("datetime64[s]")
    said = [
        _TALKS[subject][turn % len(_TALKS[subject])]
        for turn, subject in zip(
            chosen.groupby("subject").cumcount(), chosen["subject"], strict=True
        )
    ]
    table = chosen[["school_id", "pupil_id", "subject"]].assign(
        on=on,
        teacher_said=[words for words, _ in said],
        action=[action for _, action in said],
        review_on=on + np.timedelta64(REVIEW_WEEKS, "W").astype("timedelta64[s]"),
    )
    table = table.sort_values(["on", "pupil_id"], kind="stable", ignore_index=True)
    return table[list(COLUMNS)]
