"""The rules of attainment and of `against_expectation`, each with a way to break it.

A check that nothing can fail is no check. Each entry names a rule, the passage of SQL that says
it and another that says something else: on some generated school an answer must change.
"""

from __future__ import annotations

BROKEN_RULES: dict[str, tuple[str, str]] = {
    "joined by the day": ("joined_on <= on_day", "joined_on < on_day"),
    "left after the day": ("left_on > on_day", "left_on >= on_day"),
    "the year turns on 1 September": (
        "if(month(day) >= 9, 1, 0)",
        "if(month(day) > 9 or (month(day) = 9 and day(day) > 1), 1, 0)",
    ),
    "closes on its closing day": ("coalesce(entries_close, on_day) as closes", "on_day as closes"),
    "states its own half-term": ("coalesce(due_through, (", "coalesce(null, ("),
    "a half-term has ended on its last day": (
        "and half_terms.last_day <= asked.on_day",
        "and half_terms.last_day < asked.on_day",
    ),
    "own curriculum only below": ("working_year < year_group", "working_year <= year_group"),
    "known subjects: overall": ("union select school_id, subject from overall\n", ""),
    "known subjects: score lines": ("union select school_id, subject from score_lines", ""),
    "default basis: the year group of the judged": (
        " and pupils.academic_year = academic_year_of(overall.assessed_on);",
        ";",
    ),
    "default basis: a band without a cycle speaks of its last year": (
        "when cycle is null then year_group = year_to\n          else",
        "else",
    ),
    "default basis: statements before score": (
        "when spoken_of.subject is not null then 'statements'",
        "when spoken_of.subject is not null and score_lines.subject is null then 'statements'",
    ),
    "year over subject": (
        "coalesce(y.secure_share, s.secure_share, a.secure_share,",
        "coalesce(s.secure_share, y.secure_share, a.secure_share,",
    ),
    "subject over school": (
        "coalesce(y.counts, s.counts, a.counts, 'latest')",
        "coalesce(a.counts, y.counts, s.counts, 'latest')",
    ),
    "default share": ("[0.8, 0.8, 0.8, 0.8, 0.8, 0.8]", "[0.8, 0.8, 0.8, 0.8, 0.8, 0.75]"),
    "default deeper share": ("[0.4, 0.4, 0.4, 0.4, 0.4, 0.4]", "[0.4, 0.3, 0.4, 0.3, 0.4, 0.3]"),
    "default minimum": ("a.minimum_due, 5)", "a.minimum_due, 4)"),
    "the weight of a part": ("1.0 / count(*) over (partition by school_id, part_of)", "1.0"),
    "recorded by the close": (
        "where assessed_on <= closes and recorded_on <= closes;",
        "where assessed_on <= closes;",
    ),
    "assessed by the close": (
        "where assessed_on <= closes and recorded_on <= closes;",
        "where assessed_on < closes and recorded_on <= closes;",
    ),
    "latest: the day recorded": (
        "order by assessed_on desc, recorded_on desc, code_rank desc)",
        "order by assessed_on desc, code_rank desc)",
    ),
    "latest: the higher code": (
        "order by assessed_on desc, recorded_on desc, code_rank desc)",
        "order by assessed_on desc, recorded_on desc, code_rank)",
    ),
    "n times: on different days": (
        "group by point, school_id, pupil_id, statement_id, counts, assessed_on",
        "group by point, school_id, pupil_id, statement_id, counts, assessed_on, recorded_on",
    ),
    "highest": ("if(counts = 'highest', 1, try_cast(counts as int))", "try_cast(counts as int)"),
    "by exception: a class has a name": (
        "where class_name is not null",
        "where class_name <> 'Class 1'",
    ),
    "by exception: the class's own judgements": (
        "left join class_judged using (point, school_id, class_name, statement_id)",
        "left join (select distinct point, school_id, statement_id from class_judged) class_judged "
        "using (point, school_id, statement_id)",
    ),
    "no due half-term: the end of the year": (
        "coalesce(due_half_term, 6)",
        "coalesce(due_half_term, 5)",
    ),
    "a band without a cycle: its last year": (
        "weighed.cycle is null then year_to = year_group",
        'weighed.cycle is null then "year" = year_group',
    ),
    "a band with a cycle": (
        "and weighed.cycle = years.cycle",
        "and weighed.cycle is not null",
    ),
    "a band is earlier once ended": (
        'coalesce(year_to, "year") < year_group as earlier',
        '"year" < year_group as earlier',
    ),
    "due by the half-term": (
        "placed.due_half_term <= due_through",
        "placed.due_half_term < due_through",
    ),
    "earlier years: all": ("earlier_years = 'all' or", "false or"),
    "earlier years: key": ("(earlier_years = 'key' and \"key\")", "false"),
    "secure from its code": ("code_rank >= secure_rank", "code_rank > secure_rank"),
    "deeper from its code": ("code_rank >= deeper_rank", "code_rank >= secure_rank"),
    "secure by exception": ("and by_exception and class_judged", "and false and class_judged"),
    "sums are of weights": (
        "coalesce(sum(weight) filter (is_due and is_secure), 0) as secure",
        "count(*) filter (is_due and is_secure) as secure",
    ),
    "shares by half-term": (
        "secure_shares[greatest(due_through, 1)]",
        "secure_shares[least(due_through + 1, 6)]",
    ),
    "too early: or the whole year": ("least(minimum_due, whole_own_year)", "minimum_due"),
    "nothing due": ("when statements_due = 0", "when whole_own_year = 0"),
    "all key": ("and (not all_key or key_not_secure = 0)", ""),
    "never deeper in Reception": ("year_group > 0 and at_least", "at_least"),
    "unjudged as not secure": ("when unjudged = 'not secure'\n               or", "when"),
    "would still fail": ("at_least(at_best / due, secure_share)", "true"),
    "would still fail on a key statement": (
        "and (not all_key or key_judged_not_secure = 0))",
        ")",
    ),
    "tolerance": ("amount >= line - 1e-9", "amount >= line + 1e-9"),
    "overall: recorded by the close": (
        "where overall.assessed_on <= closes and overall.recorded_on <= closes",
        "where overall.assessed_on <= closes",
    ),
    "overall: this academic year": (
        "and academic_year_of(overall.assessed_on) = in_scope.academic_year",
        "",
    ),
    "overall: the half-term it was made in": (
        "and half_terms.first_day <= overall.assessed_on",
        "and half_terms.first_day <= in_scope.on_day",
    ),
    "overall: in holidays the one just ended": (
        "and half_terms.first_day <= overall.assessed_on",
        "and half_terms.last_day <= overall.assessed_on",
    ),
    "overall: the higher on ties": ("attainment_rank desc", "attainment_rank"),
    "score: this academic year": (
        "where taken_on <= closes and academic_year_of(taken_on) = in_scope.academic_year",
        "where taken_on <= closes",
    ),
    "score: taken by the close": (
        "where taken_on <= closes and academic",
        "where taken_on < closes and academic",
    ),
    "score: that assessment": ("and score_lines.assessment = results.assessment", ""),
    "score: the latest": ("order by taken_on desc, score desc", "order by score desc"),
    "score: the higher line": ("when at_least(score, higher) then 'greater depth'", ""),
    "own curriculum, whatever the basis": (
        "if(on_own_curriculum, 'own curriculum',\n              coalesce(by_teacher.word",
        "if(false, 'own curriculum',\n              coalesce(by_teacher.word",
    ),
    "closing: a tenth": ("secure_start / due_start, 0.10)", "secure_start / due_start, 0.11)"),
    "closing across years: half the gap": ("closed, gap / 2", "closed, gap / 2 + 0.01"),
    "closing only by statements": (
        "by_statements and case",
        "case",
    ),
    "gaps are of weights": ("sum(s.weight) as gap", "count(*) as gap"),
    "gaps are what was not secure": (
        "and s.is_due and not s.is_secure",
        "and s.is_due",
    ),
    "earlier gaps only across years": (
        "if(across_years and by_statements and key_still_open",
        "if(by_statements and key_still_open",
    ),
    "earlier gaps only by statements": (
        "if(across_years and by_statements and key_still_open",
        "if(across_years and key_still_open",
    ),
    "earlier gaps: still not secure": (
        's."key" and not e.is_secure',
        's."key"',
    ),
    "moved ahead": (
        "when attainment_start = 'expected' and attainment_end = 'greater depth'\n"
        "            then 'moved ahead'\n        else",
        "when attainment_start <> attainment_end\n            then 'moved ahead'\n        else",
    ),
    "own curriculum comes first": (
        "when 'own curriculum' in (attainment_start, attainment_end)",
        "when attainment_start = 'own curriculum' and attainment_end = 'own curriculum'",
    ),
}
