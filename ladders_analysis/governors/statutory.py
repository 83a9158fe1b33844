"""Statutory results over the years, beside national figures where the school supplies them.

Only a yes/no result of a whole cohort is shown: met the expected standard or not. The
multiplication tables check has no expected standard, so it is not turned into one.
"""

from __future__ import annotations

import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.disclosure import Cell, PublishedTable, Range, Rules, leaf
from ladders_analysis.english import in_a_sentence, listing
from ladders_analysis.governors.blocks import Block, Words
from ladders_analysis.statutory import count_met, national_shares, sittings

LATEST_YEARS = 3


def results_blocks(
    results: pd.DataFrame, national: pd.DataFrame | None, point: AssessmentPoint, rules: Rules
) -> tuple[Block, ...]:
    """Lay out the statutory results of the latest years.

    Parameters
    ----------
    results
        The school's results, all years.
    national
        National figures, or None.
    point
        The end point; later results are left out.
    rules
        The thresholds.

    Notes
    -----
    A pupil counts at the first sitting that the folder holds, so that a phonics check taken again
    in Year 2 is not counted twice. Pupils who left, or whose result was annulled or is missing, are
    not counted.
    """
    counts = _counts(results, point, rules)
    if not counts:
        return (
            Words(
                "The school folder holds no statutory results with an outcome (phonics check, Key "
                "Stage 2). Add results.csv to show them here over three years."
            ),
        )
    years = sorted({year for _, year in counts})[-LATEST_YEARS:]
    names = sorted({name for name, year in counts if year in years})
    figures = national_shares(national)
    sources = sorted({figure.source for figure in figures.values() if figure.source})
    rows = tuple(
        (
            f"{assessment}, {in_a_sentence(subject)}",
            tuple(
                _cell(
                    counts.get(((assessment, subject), year)),
                    figure.share if (figure := figures.get((assessment, subject, year))) else None,
                )
                for year in years
            ),
        )
        for assessment, subject in names
    )
    caption = "Pupils who met the expected standard, each year’s whole cohort"
    notes = [
        "Pupils who were absent or not entered count as not having met it; each pupil counts at "
        "the first sitting.",
    ]
    if sources:
        notes.append(f"National figures: {listing(sources)}.")
    return (
        PublishedTable(caption, ("Assessment", *(str(year) for year in years)), rows),
        Words(" ".join(notes), "note"),
    )


def _counts(
    results: pd.DataFrame, point: AssessmentPoint, rules: Rules
) -> dict[tuple[tuple[str, str], int], Range]:
    sat = sittings(results, pd.Timestamp(point.entries_close))
    counted = count_met(sat[~sat["again"]])
    return {
        ((str(assessment), str(subject)), int(ends)): leaf(int(met), int(of), rules)
        for (assessment, subject, ends), met, of in zip(
            counted.index, counted["met"], counted["of"], strict=True
        )
    }


def _cell(count: Range | None, share: float | None) -> Cell:
    if count is None:
        return Cell("no result held")
    beneath = f"nationally {100 * share:.0f}%" if share is not None else ""
    return Cell(count.full_text if not count.says_nothing else count.text, beneath)
