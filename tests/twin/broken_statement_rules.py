"""Rules of definitions about statements, each with a way to break it.

As in `broken_rules.py`, on some generated school an answer must change.
"""

from __future__ import annotations

BROKEN_STATEMENT_RULES: dict[str, tuple[str, str]] = {
    # working_curriculum
    "working: their own year where blank": (
        "coalesce(working_year, year_group) as year_group",
        "coalesce(working_year, greatest(year_group - 1, 0)) as year_group",
    ),
    "working: above their year as well": (
        "coalesce(working_year, year_group) as year_group",
        "least(coalesce(working_year, year_group), year_group) as year_group",
    ),
    "working: always by statements": (
        "       'statements' as basis, secure",
        "       'teacher' as basis, secure",
    ),
    # gaps_closed
    "gaps: due at the start": (
        "count(*) filter (due_then and not secure_then) as statements_open",
        "count(*) filter (not secure_then) as statements_open",
    ),
    "gaps: nothing due": (
        "case when coalesce(statements_due, 0) = 0 then 'not enough evidence'",
        "case when statements_due is null then 'not enough evidence'",
    ),
    "gaps: their weight": (
        "sum(weight) filter (due_then and not secure_then), 0) as gap",
        "count(*) filter (due_then and not secure_then), 0) as gap",
    ),
    "gaps: secure at the end": (
        "(due_then and not secure_then and secure_now), 0) as closed",
        "(due_then and not secure_then and secure_now and due_now), 0) as closed",
    ),
    "gaps: few below a third": ("closed / gap, 1 / 3)", "closed / gap, 0.34)"),
    "gaps: some from a third on": ("closed / gap, 1 / 3)", "closed / gap, 0.3)"),
    "gaps: some below two thirds": ("closed / gap, 2 / 3)", "closed / gap, 0.67)"),
    "gaps: no gaps": ("when statements_open = 0 then 'no gaps'", "when gap < 0 then 'no gaps'"),
    "gaps: blank without gaps": ("if(gap > 0, closed / gap, null)", "if(gap > 0, closed / gap, 1)"),
    "gaps: own curriculum is rated": (
        "           case when coalesce(statements_due, 0) = 0",
        "           case when own_curriculum(attainment_start, attainment_end) "
        "then 'own curriculum' when coalesce(statements_due, 0) = 0",
    ),
    # curriculum_secured
    "plan: not due at the start": (
        "from then_and_now where due_now and not due_then",
        "from then_and_now where due_now",
    ),
    "plan: due at the end": (
        "from then_and_now where due_now and not due_then",
        "from then_and_now where own_year_now and not due_then",
    ),
    "plan: secure before or not": (
        "sum(weight) filter (secure_now), 0) as secured",
        "sum(weight) filter (secure_now and not secure_then), 0) as secured",
    ),
    "plan: their weight": ("       sum(weight) as fell_due,", "       count(*) as fell_due,"),
    "plan: the share at the end's half-term": (
        "secure_shares[greatest(due_through_end, 1)])\n                    then 'on plan'",
        "secure_shares[greatest(due_through_start, 1)])\n                    then 'on plan'",
    ),
    "plan: own curriculum": (
        "when fell_due is null then 'not enough evidence'\n",
        "when fell_due is null or fell_due < 1 then 'not enough evidence'\n",
    ),
    "in force for the year group at the end": (
        "select school_id, subject, year_group as year_group_end, secure_shares, counts "
        "from policy",
        "select school_id, subject, year_group + 1 as year_group_end, secure_shares, counts "
        "from policy union all select school_id, subject, 0, secure_shares, counts from policy "
        "where year_group = 0",
    ),
    # retained
    "retained: after the start closed": (
        "known.assessed_on > p.closes;",
        "known.assessed_on > p.on_day;",
    ),
    "retained: not on the day the start closed": (
        "known.assessed_on > p.closes;",
        "known.assessed_on >= p.closes;",
    ),
    "retained: known by the close of the end": (
        "join known on known.point = pairs.end_point and",
        "join known on known.school_id = p.school_id and",
    ),
    "retained: made since, not written down since": (
        "known.assessed_on > p.closes;",
        "known.recorded_on > p.closes;",
    ),
    "retained: judged secure, not by exception": (
        "where judged_secure_then and assessed_now",
        "where secure_then and assessed_now",
    ),
    "retained: only what was looked at again": (
        "from then_and_now join looked_again using (pair, school_id, pupil_id, statement_id)",
        "from then_and_now",
    ),
    "retained: weight looked at": (
        "       sum(weight) as looked_at,",
        "       count(*) as looked_at,",
    ),
    "retained: at least three": ("coalesce(looked_at, 0), 3)", "coalesce(looked_at, 0), 2.9)"),
    "retained: three is enough": ("coalesce(looked_at, 0), 3)", "coalesce(looked_at, 0), 3.1)"),
    "retained: mostly": ("kept / looked_at, 0.8)", "kept / looked_at, 0.81)"),
    "retained: slipping": ("kept / looked_at, 0.8)", "kept / looked_at, 0.75)"),
    "retained: all": ("kept / looked_at, 1)", "kept / looked_at, 0.9)"),
    "retained: counts the latest": (
        "when counts <> 'latest' then 'not enough evidence'",
        "when counts not in ('latest', 'highest') then 'not enough evidence'",
    ),
    # deepened
    "deepened: judged secure, not by exception": (
        "from then_and_now where judged_secure_then\n",
        "from then_and_now where secure_then\n",
    ),
    "deepened: not deeper at the start": (
        "filter (not deeper_then), 0) as no_more",
        "filter (true), 0) as no_more",
    ),
    "deepened: deeper at the end": (
        "filter (not deeper_then and deeper_now)",
        "filter (deeper_now)",
    ),
    "deepened: some": ("deeper / no_more, 0.2)", "deeper / no_more, 0.21)"),
    "deepened: many": ("deeper / no_more, 0.5)", "deeper / no_more, 0.51)"),
    "deepened: deeper already": (
        "when statements_left = 0 then 'deeper already'",
        "when statements_left = 0 then 'many deeper'",
    ),
    "deepened: a scale without deeper": (
        "when deeper_rank is null then 'not enough evidence'",
        "when false then 'not enough evidence'",
    ),
    "deepened: nothing was secure": (
        "when statements_left is null then 'not enough evidence'",
        "when statements_left is null then 'none deeper'",
    ),
}
