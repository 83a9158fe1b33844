"""Rules about standings, scores and points, each with a way to break it.

As in `broken_rules.py`, on some generated school an answer must change.
"""

from __future__ import annotations

BROKEN_STANDING_RULES: dict[str, tuple[str, str]] = {
    # from_starting_point
    "starting point: low and the same": (
        "when now = band and band = 1 then 'behind, as they began'",
        "when now = band and band = 2 then 'behind, as they began'",
    ),
    "starting point: lower": ("when now < band then", "when now < band - 1 then"),
    "starting point: higher": (
        "when now > band then 'beyond where they began'",
        "when now > band + 1 then 'beyond where they began'",
    ),
    "starting point: secure and due at the end": (
        'band_of(attainment_end) - band_of(attainment_start)) as "value",\n'
        "       secure_end as numerator, due_end as denominator",
        'band_of(attainment_end) - band_of(attainment_start)) as "value",\n'
        "       secure_start as numerator, due_start as denominator",
    ),
    "baseline: outcome before score": (
        "coalesce(band_words.band, case when",
        "coalesce(if(score is null, band_words.band, null), case when",
    ),
    "baseline: by score where the outcome has no band": (
        "when score is not null then 1 end) as band",
        "when score is not null and results.outcome is null then 1 end) as band",
    ),
    "baseline: where middle begins": (
        "when at_least(score, begins_middle)",
        "when score > begins_middle",
    ),
    "baseline: where high begins": (
        "case when at_least(score, begins_high)",
        "case when score > begins_high",
    ),
    "baseline: that assessment": (
        "join baseline on baseline.assessment = results.assessment",
        "cross join baseline",
    ),
    "baseline: by the start's close": (
        "results.taken_on <= p.closes",
        "results.taken_on <= p.on_day",
    ),
    "baseline: on the closing day": ("results.taken_on <= p.closes", "results.taken_on < p.closes"),
    "baseline: in any year": (
        "results.taken_on <= p.closes",
        "results.taken_on <= p.closes and academic_year_of(results.taken_on) = p.academic_year",
    ),
    "baseline: the latest": (
        "order by taken_on desc, band desc nulls last) = 1",
        "order by band desc nulls last) = 1",
    ),
    "baseline: of one day the highest": (
        "order by taken_on desc, band desc nulls last) = 1",
        "order by taken_on desc, band nulls last) = 1",
    ),
    "baseline: the latest, though it says nothing": (
        "subject, band from banded",
        "subject, band from banded where band is not null",
    ),
    "baseline: own curriculum stays so": (
        "           case when own_curriculum(attainment_start, attainment_end) "
        "then 'own curriculum'\n                else moved_from(band,",
        "           case when attainment_end = 'own curriculum' then 'own curriculum'\n"
        "                else moved_from(band,",
    ),
    "baseline: attainment at the start does not matter": (
        "else moved_from(band, band_of(attainment_end)) end as outcome",
        "else moved_from(if(is_placed(attainment_start), band, null), band_of(attainment_end)) "
        "end as outcome",
    ),
    # mapped
    "mapped: moved ahead": (
        "when attainment_start = 'expected' and attainment_end = 'greater depth'\n"
        "                then 'moved ahead'\n            else 'kept up' end as outcome,\n",
        "when attainment_start <> attainment_end\n"
        "                then 'moved ahead'\n            else 'kept up' end as outcome,\n",
    ),
    "mapped: placed at both": (
        "when not is_placed(attainment_start) or not is_placed(attainment_end)",
        "when not is_placed(attainment_start) and not is_placed(attainment_end)",
    ),
    # teacher_view
    "view: after the start's date": (
        "where overall.assessed_on > p.on_day and",
        "where overall.assessed_on >= p.on_day and",
    ),
    "view: its date, not its closing day": (
        "where overall.assessed_on > p.on_day and",
        "where overall.assessed_on > p.closes and",
    ),
    "view: by the close of the end": (
        "and overall.assessed_on <= q.closes",
        "and overall.assessed_on <= q.on_day",
    ),
    "view: recorded by the close of the end": (
        "and overall.recorded_on <= q.closes;",
        "and overall.assessed_on <= q.closes;",
    ),
    "view: one that holds a code": (" and overall.progress is not null\n", "\n"),
    "view: the latest": (
        "order by assessed_on desc, recorded_on desc, word_rank desc nulls last) = 1",
        "order by word_rank desc nulls last) = 1",
    ),
    "view: ties: recorded later": (
        "order by assessed_on desc, recorded_on desc, word_rank desc nulls last) = 1",
        "order by assessed_on desc, word_rank desc nulls last) = 1",
    ),
    "view: ties: the better word": (
        "order by assessed_on desc, recorded_on desc, word_rank desc nulls last) = 1",
        "order by assessed_on desc, recorded_on desc, word_rank nulls last) = 1",
    ),
    "view: worst first": (
        "['less than expected', 'as expected', 'more than expected'][word_rank]",
        "['more than expected', 'as expected', 'less than expected'][word_rank]",
    ),
    # growth_to_target
    "growth: the line at the end": (
        "and line_end.year_group = year_group_end",
        "and line_end.year_group = year_group_start",
    ),
    "growth: a stated target": (
        "coalesce(target, line_end.expected)",
        "coalesce(line_end.expected, target)",
    ),
    "growth: the same assessment": (
        "when other_assessment and not same_scale then 'not enough evidence'",
        "when false then 'not enough evidence'",
    ),
    "growth: unless on the same scale": (
        "when other_assessment and not same_scale then",
        "when other_assessment then",
    ),
    "growth: a half-term between": (
        "when half_terms_between <= 0 then",
        "when half_terms_between < 0 then",
    ),
    "growth: keeping up when still so": (
        "then if(at_least(score_end, aim), 'keeping up', 'dropped below')",
        "then if(at_least(score_end, score_start), 'keeping up', 'dropped below')",
    ),
    "growth: on the target then": (
        "when at_least(score_start, aim)\n",
        "when score_start > aim\n",
    ),
    "growth: on the target now": (
        "when at_least(score_end, aim) then 'caught up'",
        "when score_end > aim then 'caught up'",
    ),
    "growth: the needed share": (
        "least(half_terms_between / half_terms_left, 1)",
        "least((half_terms_between + 0.01) / half_terms_left, 1)",
    ),
    "growth: all of it once that year has passed": (
        "least(half_terms_between / half_terms_left, 1), 1) as needed",
        "least(half_terms_between / half_terms_left, 1), 0) as needed",
    ),
    "growth: the end of that year group": ("+ 6 - due_through_start", "+ 5 - due_through_start"),
    "growth: from the start": ("+ 6 - due_through_start", "+ 6 - due_through_end"),
    "growth: closing by score": (
        "score_end - score_start, closing_score),",
        "score_end - score_start, closing_score + 0.1),",
    ),
    # percentage_of_milestones
    "milestones: the pupil's own year": (
        "coalesce(sum(place_now) filter (own_year_now), 0) as ticks_now",
        "coalesce(sum(place_now), 0) as ticks_now",
    ),
    "milestones: all of the year, due or not": (
        "count(*) filter (own_year_now) * (any_value(codes) - 1) as all_now",
        "count(*) filter (due_now) * (any_value(codes) - 1) as all_now",
    ),
    "milestones: every statement as one": (
        "count(*) filter (own_year_then) * (any_value(codes) - 1) as all_then",
        "sum(weight) filter (own_year_then) * (any_value(codes) - 1) as all_then",
    ),
    "milestones: codes less one": (
        "filter (own_year_now) * (any_value(codes) - 1) as all_now",
        "filter (own_year_now) * any_value(codes) as all_now",
    ),
    "milestones: expected": ("0.6 * due_through / 6", "0.61 * due_through / 6"),
    "milestones: higher": ("0.8 * due_through / 6", "0.81 * due_through / 6"),
    "milestones: due through nothing": (
        "when share is null or due_through = 0 then",
        "when share is null then",
    ),
    "milestones: closing": ("share_now - share_then, 0.10)", "share_now - share_then, 0.11)"),
    "milestones: closing across years": (
        "if(at_least(share_now - share_then, 0.10),",
        "if(not across_years and at_least(share_now - share_then, 0.10),",
    ),
    "milestones: moved ahead": ("when stood = 1 and stands = 2", "when stands = 2"),
    # points_gained
    "points: the worst code is nothing": (
        "coalesce(e.code_rank - 1, 0) as place_now",
        "coalesce(e.code_rank, 0) as place_now",
    ),
    "points: all statements": (
        "sum(place_now) - sum(place_then) as gained",
        "sum(place_now) filter (own_year_now) - sum(place_then) as gained",
    ),
    "points: the own year at the end": (
        "count(*) filter (own_year_now) as own_year_statements",
        "count(*) filter (own_year_then) as own_year_statements",
    ),
    "points: a sixth a half-term": (
        "coalesce(own_year_statements, 0) / 6)",
        "coalesce(own_year_statements, 0) / 5)",
    ),
    "points: as fixed": ("coalesce(per_half_term, coalesce(", "coalesce(null, coalesce("),
    "points: a tenth": ("abs(points_expected) / 10,", "abs(points_expected) / 11,"),
    "points: fewer": ("when gained < points_expected then 'fewer'", "when false then 'fewer'"),
    "half-terms between: the years": (
        "6 * (q.academic_year - p.academic_year) + q.due_through",
        "5 * (q.academic_year - p.academic_year) + q.due_through",
    ),
    "half-terms between: the one clock": (
        "+ q.due_through - p.due_through\n           as half_terms_between",
        "as half_terms_between",
    ),
}
