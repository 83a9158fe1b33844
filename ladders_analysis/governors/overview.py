"""The page in short: what stands out, what leaders do about it, and what a governor could ask."""

from __future__ import annotations

from ladders_analysis.disclosure import Cell, PublishedTable
from ladders_analysis.english import in_a_sentence
from ladders_analysis.governors.blocks import Block, Points, Section, Words
from ladders_analysis.governors.told import GAP, Told, spoken_list
from ladders_analysis.governors.wording import beside, pupils, sentence

ASKED_ABOUT = 3
"""Most exceptions that the questions take up one by one."""
SPARSE = (
    " Fewer than three quarters of the judgements due there have been made, so judgements may be "
    "missing rather than pupils behind."
)


def summary(told: Told) -> Section:
    """Say the whole page in a few sentences."""
    title = "In short"
    now, wording = told.now, told.wording
    here = f"{now.pupils} pupils were here both at {wording.start} and at {wording.end}"
    if not now.rows or not now.subjects:
        words = (
            told.why_no_rows,
            "The page says in words what was expected and what leaders are doing.",
        )
        return Section("summary", title, (Words(sentence(here), "lead"), Points(words)))
    lead = sentence(f"{here}; the figures are about them")
    lines = (*_by_subject(told), *_together(told), *_standing_out(told))
    return Section("summary", title, (Words(lead, "lead"), Points(lines)))


def _by_subject(told: Told) -> list[str]:
    now, wording = told.now, told.wording
    lines = []
    for subject, count in now.at_all.items():
        ago = None if told.then is None else told.then.at_all.get(subject)
        lines.append(
            sentence(
                f"{subject}: {pupils(count)} are {wording.at} by {wording.end}{beside(count, ago)}"
            )
        )
    moved = [
        f"in {in_a_sentence(subject)} {count.full_text}"
        for subject, count in now.moved_all.items()
        if not count.says_nothing
    ]
    if moved:
        lines.append(sentence(f"{wording.moving} since {wording.start}: {'; '.join(moved)}"))
    for subject in now.subjects:
        if subject not in now.moved_all and subject in now.caught_up:
            caught, fell = now.caught_up[subject].count, now.fell_behind[subject].count
            lines.append(
                sentence(
                    f"In {in_a_sentence(subject)} {caught} {wording.caught} since "
                    f"{wording.start}, and {fell} {wording.fell}"
                )
            )
    return lines


def _together(told: Told) -> list[str]:
    now, wording = told.now, told.wording
    if now.combined is None:
        return []
    subjects = spoken_list(now.combined_of)
    return [sentence(f"{pupils(now.combined)} are {wording.at} in {subjects} alike")]


def _standing_out(told: Told) -> list[str]:
    lines = []
    if told.strengths:
        lines.append(f"Strongest: {told.strengths[0].about}.")
    many = len(told.exceptions)
    if many:
        first, *others = (finding.about for finding in told.exceptions)
        named = first if not others else f"{first}, then {others[0]}"
        lines.append(
            f"One exception to ask about: {named}."
            if many == 1
            else f"{many} exceptions to ask about, first {named}."
        )
        lines.append(_how_answered(len(told.unanswered), many))
    else:
        lines.append(
            "Nothing stands clearly below the whole school or a year ago, as far as these figures "
            "can say."
        )
    return lines


def _how_answered(bare: int, many: int) -> str:
    """Say about how many of the exceptions leaders have written what they are doing."""
    if not bare:
        each = "it" if many == 1 else "each"
        return f"Leaders have written down what they are doing about {each}."
    if bare == many:
        return f"No action about {'it' if many == 1 else 'any of them'} is written down yet."
    return f"About {bare} of the {many} no action is written down yet."


def exceptions(told: Told) -> Section:
    """Name the exceptions, each with what leaders are doing about it."""
    blocks: list[Block] = []
    for finding in told.exceptions:
        missing = SPARSE if (finding.row, finding.subject) in told.sparse else ""
        blocks.append(Words(f"{finding.text}{missing}", "exception"))
        doing = [sentence(action.doing) for action in told.answered(finding)]
        said = " ".join(each for each in doing if each)
        blocks.append(Words(f"What leaders are doing: {said or GAP}"))
    if blocks:
        blocks.append(
            Words(
                "An exception is a year group, phase or group that is certainly ten percentage "
                "points or more below the whole school, a subject below half, or one that far "
                "below a year ago.",
                "note",
            )
        )
    else:
        blocks.append(Words(_nothing_stands_out(told, "below")))
    return Section("exceptions", "The exceptions", tuple(blocks))


def strengths(told: Told) -> Section:
    """Say where it is good."""
    lines = tuple(finding.text for finding in told.strengths)
    block: Block = Points(lines) if lines else Words(_nothing_stands_out(told, "above"))
    return Section("strengths", "Where it is good", (block,))


def actions(told: Told) -> Section:
    """Say what leaders are doing and what came of it; a blank is shown as a gap to ask about."""
    blocks: list[Block] = []
    if told.actions:
        rows = tuple(
            (
                sentence(action.about).rstrip(".") or "Not said about what",
                (
                    Cell(sentence(action.doing) or GAP),
                    Cell(sentence(action.came_of_it) or "Not reported yet: a gap to ask about."),
                ),
            )
            for action in told.actions
        )
        caption = "What leaders are doing, in their own words"
        blocks.append(PublishedTable(caption, ("About", "Doing", "What came of it"), rows))
    if told.unanswered:
        bare = "; ".join(finding.about for finding in told.unanswered)
        blocks.append(Words(f"Nothing is written yet about: {bare}.", "exception"))
    if not blocks:
        blocks.append(Words(f"What leaders are doing: {GAP}"))
    if told.came_of_asking:
        blocks.append(Words("What came of asking teachers:"))
        blocks.append(Points(tuple(sentence(each) for each in told.came_of_asking)))
    return Section("actions", "What leaders are doing", tuple(blocks))


def questions(told: Told) -> Section:
    """Suggest what a governor could ask."""
    now, asked = told.now, []
    for finding in told.exceptions[:ASKED_ABOUT]:
        if (finding.row, finding.subject) in told.sparse:
            asked.append(f"{finding.about}: when will the missing judgements be made?")
        elif told.answered(finding):
            asked.append(f"{finding.about}: is what is being done working, and how will we know?")
        else:
            asked.append(f"{finding.about}: what have leaders found out, and what will they do?")
    unreported = [action.about for action in told.actions if not action.came_of_it.strip()]
    if unreported:
        asked.append(f"{sentence(unreported[0]).rstrip('.')}: what has come of the work so far?")
    if told.strengths:
        asked.append(f"{told.strengths[0].about}: what has worked there, and could others use it?")
    if now.thin or any(count.low > 0 for count in now.unplaced.values()):
        asked.append("What would it take to judge the pupils whose progress cannot be judged yet?")
    asked += [
        "How do teachers check with each other that they judge alike?",
        "Is what we expect ambitious enough, and right for every child?",
    ]
    return Section("questions", "Questions a governor could ask", (Points(tuple(asked)),))


def _nothing_stands_out(told: Told, where: str) -> str:
    if not told.now.rows:
        return told.why_no_rows
    return (
        f"No year group or phase stands clearly {where} the whole school (by ten percentage points "
        "or more) in any subject, as far as these figures can say."
    )
