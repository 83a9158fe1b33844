"""The detail of the page: where pupils stand, how that moved, and how far to trust it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ladders_analysis.disclosure import Cell, PublishedTable, Range, Row
from ladders_analysis.english import in_a_sentence, listing
from ladders_analysis.governors.blocks import Block, Image, Points, Section, Words
from ladders_analysis.governors.picture import draw_ranges
from ladders_analysis.governors.told import Told, spoken_list
from ladders_analysis.governors.wording import beside, either, pupils, sentence

Counts = Mapping[tuple[str, str], Range]


def attainment(told: Told) -> Section:
    """Show where pupils stand, by row and subject."""
    now, wording = told.now, told.wording
    title = "Where pupils stand"
    if not now.at:
        return Section("attainment", title, (Words(told.why_no_rows),))
    caption = (
        f"Pupils {wording.at} by {wording.end}; the others are below, on an earlier year’s "
        "curriculum, or not placed"
    )
    then = None if told.then is None else (told.then.at, told.then.at_all)
    blocks: list[Block] = [
        _picture(told, now.at, now.at_all, wording.at, now.subjects),
        _table(told, caption, now.subjects, (now.at, now.at_all), then),
    ]
    if now.small_rows:
        names = listing(row.name for row in now.small_rows)
        blocks.append(
            Words(
                f"{names}: too few pupils to report. They are part of the whole school’s figures, "
                "as a range. Ask leaders how each child is doing.",
                "note",
            )
        )
    return Section("attainment", title, tuple(blocks))


def progress(told: Told) -> Section:
    """Show how that has moved, by row and subject."""
    now, wording = told.now, told.wording
    title = "How that has moved"
    if not now.at:
        return Section("progress", title, (Words(told.why_no_rows),))
    subjects = tuple(subject for subject in now.subjects if subject in now.moved_all)
    whole_only = tuple(subject for subject in now.subjects if subject not in subjects)
    blocks: list[Block] = []
    if subjects:
        blocks.append(
            Words(
                sentence(
                    f"“{wording.moving}” counts pupils whose progress since {wording.start} is "
                    f"{either(wording.favourable)}; not {either(wording.others)}"
                )
            )
        )
        caption = (
            f"Pupils {wording.moving}, {wording.start} to {wording.end}; the others are not, are "
            "on an earlier year’s curriculum, or could not be judged at both points"
        )
        then = None if told.then is None else (told.then.moved, told.then.moved_all)
        blocks += [
            _picture(told, now.moved, now.moved_all, wording.moving, subjects),
            _table(told, caption, subjects, (now.moved, now.moved_all), then),
        ]
    if whole_only:
        blocks.append(
            Words(
                sentence(
                    f"{spoken_list(whole_only)}: one overall judgement or score cannot say that a "
                    f"gap is closing. “{wording.moving}” is nearly the same there as "
                    f"“{wording.at}”, so it is not counted apart"
                )
            )
        )
    blocks += _changed_sides(told)
    return Section("progress", title, tuple(blocks))


def combined(told: Told) -> Section:
    """Say how many are at expectation in reading, writing and maths, and what is in the way."""
    now, wording = told.now, told.wording
    title = "Reading, writing and maths combined"
    if now.combined is None or now.combined.says_nothing:
        reason = "The school has figures for fewer than two of reading, writing and maths."
        if not now.rows:
            reason = told.why_no_rows
        return Section("combined", title, (Words(reason),))
    ago = None
    if told.then is not None and told.then.combined_of == now.combined_of:
        ago = told.then.combined
    lines = [
        sentence(
            f"{pupils(now.combined)} are {wording.at} in {spoken_list(now.combined_of)} alike"
            f"{beside(now.combined, ago)}"
        )
    ]
    lowest = min(now.combined_of, key=lambda subject: now.at_all[subject].share_high)
    others = [now.at_all[subject] for subject in now.combined_of if subject != lowest]
    if all(now.at_all[lowest].high < other.low for other in others):
        lines.append(
            sentence(
                f"Fewest are there in {in_a_sentence(lowest)} ({now.at_all[lowest].text}), so that "
                "is the subject that most often stands in the way"
            )
        )
    else:
        lines.append("No one subject can be said to stand in the way most often.")
    return Section("combined", title, (Points(tuple(lines)),))


def groups(told: Told) -> Section:
    """Show one side of each group, whole school."""
    now, wording = told.now, told.wording
    blocks: list[Block] = []
    for group in now.groups:
        shown = {subject: count for subject, count in group.at.items() if count is not None}
        if not shown:
            continue
        rows = tuple(
            (subject, (Cell(count.full_text), Cell(now.at_all[subject].full_text)))
            for subject, count in shown.items()
        )
        caption = f"{group.name} {wording.at} by {wording.end}, whole school"
        head = ("Subject", group.name, "All pupils, these included")
        blocks.append(PublishedTable(caption, head, rows))
        moved = [
            f"in {in_a_sentence(subject)} {count.full_text}"
            for subject, count in group.moved.items()
            if count is not None
        ]
        if moved:
            blocks.append(
                Words(
                    sentence(
                        f"Of these pupils, {wording.moving} since {wording.start}: "
                        f"{'; '.join(moved)}"
                    )
                )
            )
        hidden = [subject for subject in now.subjects if subject not in shown]
        if hidden:
            blocks.append(
                Words(
                    f"Not shown in {spoken_list(hidden)}: it would tell too much of a few pupils.",
                    "note",
                )
            )
    if not blocks:
        blocks.append(
            Words(
                "Figures for disadvantaged pupils cannot be shown without pointing at individual "
                "children, or the school’s data does not say who they are. Ask how leaders look at "
                "them one by one."
            )
        )
    return Section("groups", "Disadvantaged pupils", tuple(blocks))


def caveats(told: Told) -> Section:
    """Say how far the figures can be trusted."""
    now, wording = told.now, told.wording
    lines = []
    if now.rows:
        sizes = [row.of for row in now.rows]
        lines.append(_one_pupil(min(sizes), max(sizes)))
    for subject, count in now.unplaced.items():
        own = now.own_curriculum[subject]
        apart = f" ({own.count})" if own.high < count.high else ""
        counted = ""
        if subject in now.moved_all:
            counted = f". They count among those who are not {wording.moving}"
        if not count.says_nothing:
            lines.append(
                sentence(
                    f"{subject}: for {pupils(count)} progress could not be judged, for want of "
                    "evidence at one of the points or because they work on an earlier year’s "
                    f"curriculum{apart}{counted}"
                )
            )
    untold = [subject for subject in now.subjects if subject not in now.unplaced]
    if untold and now.rows:
        lines.append(
            sentence(
                f"{spoken_list(untold)}: how many pupils’ progress could not be judged is not "
                "shown, as it would give some of them away"
            )
        )
    if now.thin and now.rows:
        lines.append(
            sentence(
                f"{spoken_list(now.thin)}: hardly any pupil could be placed by {wording.end}, so "
                "there are no figures"
            )
        )
    lines += [
        f"Everybody counted was here at both points. Pupils who joined or left between "
        f"{wording.start} and {wording.end} are in no figure.",
        "“5 or fewer” may be none, and “all but 5 or fewer” may be all: small numbers are not told "
        "apart, so that nobody can be worked out.",
    ]
    if told.then is not None:
        lines.append("“A year ago” are the pupils who were in the same year groups then.")
    return Section("caveats", "How far to trust this", (Points(tuple(lines)),))


def _picture(
    told: Told,
    counts: Counts,
    whole: Mapping[str, Range],
    measure: str,
    subjects: Sequence[str],
) -> Image:
    shares = [f"{in_a_sentence(subject)} {whole[subject].percentage}" for subject in subjects]
    title = f"Pupils {measure}: {listing(shares)}"
    drawn = draw_ranges(title, measure, told.now.rows, subjects, counts, whole)
    return Image(drawn.png, drawn.alt)


def _table(
    told: Told,
    caption: str,
    subjects: Sequence[str],
    now: tuple[Counts, Mapping[str, Range]],
    then: tuple[Counts, Mapping[str, Range]] | None,
) -> PublishedTable:
    """Lay a measure out by row and subject, a year ago beneath, the whole school at the foot."""
    counts, whole = now
    ago, whole_ago = then or ({}, {})

    def cell(count: Range, before: Range | None) -> Cell:
        known = before is not None and not before.says_nothing
        return Cell(count, f"a year ago {before.full_text}" if before and known else "")

    def cells(row: Row) -> tuple[Cell, ...]:
        each = ((row.name, subject) for subject in subjects)
        return (Cell(f"{row.of}"), *(cell(counts[key], ago.get(key)) for key in each))

    rows = [(row.name, cells(row)) for row in told.now.rows]
    if len(rows) > 1:
        foot = (cell(whole[subject], whole_ago.get(subject)) for subject in subjects)
        rows.append(("Whole school", (Cell(f"{told.now.pupils}"), *foot)))
    return PublishedTable(caption, ("Pupils in", "Number", *subjects), tuple(rows))


def _changed_sides(told: Told) -> list[Block]:
    now, wording = told.now, told.wording
    if not now.caught_up:
        return []
    rows = tuple(
        (subject, (Cell(now.caught_up[subject]), Cell(now.fell_behind[subject])))
        for subject in now.subjects
    )
    caption = (
        f"Pupils of the whole school who changed sides, {wording.start} to {wording.end}, of "
        f"{now.pupils}"
    )
    head = (
        "Subject",
        f"{wording.caught[:1].upper()}{wording.caught[1:]}: below then, {wording.at} now",
        f"{wording.fell[:1].upper()}{wording.fell[1:]}: {wording.at} then, below now",
    )
    return [PublishedTable(caption, head, rows)]


def _one_pupil(smallest: int, largest: int) -> str:
    def share(size: int) -> str:
        whole = round(100 / size)
        return f"{whole} percentage point{'' if whole == 1 else 's'}" if whole else "under 1"

    if share(smallest) == share(largest):
        return f"In a row of {smallest} pupils, one pupil is {share(smallest)}."
    return (
        f"In a row of {smallest} pupils, one pupil is {share(smallest)}; in a row of {largest}, "
        f"{share(largest)}."
    )
