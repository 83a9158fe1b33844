"""The one sentence that stands on the page where something of the school's files was not read."""

from __future__ import annotations

from ladders_analysis.english import count, listing, some
from ladders_analysis.school import School

MOST_FILES = 2


def remark(school: School) -> str:
    """Say what was not read.

    Parameters
    ----------
    school
        A school, or a trust.

    Returns
    -------
    str
        "1 row of judgements.csv was not read: unknown code. `ladders check` names every such row."
        Blank where every row was kept or accounted for. It speaks of files and rules, never of a
        child.
    """
    report = school.load_report
    refused = {record.place: record.refused for record in report.records if record.refused}
    if not refused:
        return ""
    total = sum(refused.values())
    if len(refused) <= MOST_FILES:
        parts = [f"{some(many, 'row', 'rows')} of {place}" for place, many in refused.items()]
        rows = listing(parts)
    else:
        rows = f"{count(total)} rows of {count(len(refused))} files"
    rules = list(dict.fromkeys(each.rule for each in report.entries if each.severity == "refused"))
    more = f" and {count(len(rules) - MOST_FILES)} more" if len(rules) > MOST_FILES else ""
    because = f": {', '.join(rules[:MOST_FILES])}{more}" if rules else ""
    was = "was" if total == 1 else "were"
    return f"{rows} {was} not read{because}. `ladders check` names every such row."
