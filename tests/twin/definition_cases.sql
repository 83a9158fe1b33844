-- How often each special case of the definitions occurs among the answers of some folders: a name
-- and a number, as in cases.sql.

select * from (
-- working_curriculum
select 'working: rated, though on own curriculum' as special_case, count(*) as found
from working.against_expectation join both_ends using (pair, school_id, pupil_id, subject)
where own_curriculum(both_ends.attainment_start, both_ends.attainment_end)
  and outcome <> 'not enough evidence'
union all select 'working: in Year 0, deep enough', count(*) from working.by_statements
    join working.sums using (point, school_id, pupil_id, subject)
    join policy using (school_id, subject, year_group)
    join in_scope using (point, school_id, pupil_id)
    where sums.year_group = 0 and in_scope.year_group > 0 and word = 'expected'
      and at_least(deeper / due, deeper_shares[greatest(sums.due_through, 1)])
union all select 'working: the working year''s policy counts otherwise', count(*) from in_scope
    join policy mine on mine.school_id = in_scope.school_id
                    and mine.year_group = in_scope.year_group
    join policy other on other.school_id = mine.school_id and other.subject = mine.subject
                     and other.year_group = working_year
    where mine.counts <> other.counts or mine.secure_shares <> other.secure_shares
union all select 'working: above their year', count(*) from working.against_expectation
    join pairs using (pair) join in_scope on point = end_point
     and in_scope.school_id = against_expectation.school_id
     and in_scope.pupil_id = against_expectation.pupil_id
    where working_year > year_group and outcome <> 'not enough evidence'
union all select 'working: otherwise than by age', count(*) from working.against_expectation w
    join against_expectation a using (pair, school_id, pupil_id, subject)
    where w.outcome <> a.outcome and a.outcome not in ('own curriculum', 'not enough evidence')

-- gaps_closed
union all select 'gaps: exactly a third closed', count(*) from gaps_closed
    where abs("value" - 1 / 3) < 1e-9
union all select 'gaps: exactly two thirds closed', count(*) from gaps_closed
    where abs("value" - 2 / 3) < 1e-9
union all select 'gaps: rated, though on own curriculum', count(*) from gaps_closed
    join both_ends using (pair, school_id, pupil_id, subject)
    where own_curriculum(attainment_start, attainment_end) and outcome <> 'not enough evidence'
union all select 'gaps: closed, though due no more', count(*) from then_and_now
    where due_then and not secure_then and secure_now and not due_now
union all select 'gaps: closed by exception', count(*) from then_and_now
    where due_then and not secure_then and secure_now and not assessed_now
union all select 'gaps: lost what was secure, and no gaps', count(*) from gaps_closed
    join then_and_now using (pair, school_id, pupil_id, subject)
    where outcome = 'no gaps' and due_then and not secure_now

-- curriculum_secured
union all select 'plan: exactly on the share', count(*) from curriculum_secured
    join both_ends using (pair, school_id, pupil_id, subject)
    join policy_at_end using (school_id, subject, year_group_end)
    where abs("value" - secure_shares[greatest(due_through_end, 1)]) < 1e-9 and "value" < 1
union all select 'plan: secure before it fell due', count(*) from then_and_now
    where due_now and not due_then and secure_then
union all select 'plan: an earlier year''s statement fell due', count(*) from then_and_now
    where due_now and not due_then and not own_year_now
union all select 'plan: due at the start as well', count(*) from then_and_now
    where due_now and due_then

-- retained
union all select 'retained: exactly mostly kept', count(*) from retained
    where abs("value" - 0.8) < 1e-9
union all select 'retained: exactly the least looked at', count(*) from retained
    where abs(denominator - 3) < 1e-9 and outcome not in ('own curriculum', 'not enough evidence')
union all select 'retained: too little looked at', count(*) from retained
    where denominator > 0 and not at_least(denominator, 3) and outcome = 'not enough evidence'
union all select 'retained: enough, but counts is not latest', count(*) from retained
    where at_least(denominator, 3) and outcome = 'not enough evidence'
union all select 'retained: counts is not latest at the start only', count(*) from retained
    join both_ends using (pair, school_id, pupil_id, subject)
    join policy_at_end using (school_id, subject, year_group_end)
    join policy on policy.school_id = retained.school_id and policy.subject = retained.subject
               and policy.year_group = year_group_start
    where policy_at_end.counts = 'latest' and policy.counts <> 'latest'
      and outcome not in ('own curriculum', 'not enough evidence')
union all select 'retained: looked at by the day the start closed', count(*) from pairs
    join (select point as start_point, closes from points) using (start_point)
    join known on known.point = end_point and assessed_on = closes
    join then_and_now using (pair, school_id, pupil_id, statement_id) where judged_secure_then
union all select 'retained: made before the start closed, recorded after', count(*) from pairs
    join (select point as start_point, closes from points) using (start_point)
    join known on known.point = end_point and assessed_on <= closes and recorded_on > closes
    join then_and_now using (pair, school_id, pupil_id, statement_id) where judged_secure_then
union all select 'retained: looked at, recorded after the end closed', count(*) from then_and_now
    join pairs using (pair) join points p on p.point = start_point
    join points q on q.point = end_point
    join judgements on judgements.school_id = then_and_now.school_id
     and judgements.pupil_id = then_and_now.pupil_id
     and judgements.statement_id = then_and_now.statement_id
     and judgements.assessed_on > p.closes and judgements.assessed_on <= q.closes
     and judgements.recorded_on > q.closes
    where judged_secure_then
union all select 'retained: secure by exception then, looked at since', count(*) from then_and_now
    join looked_again using (pair, school_id, pupil_id, statement_id)
    where secure_then and not judged_secure_then

-- deepened
union all select 'deepened: exactly some', count(*) from deepened where abs("value" - 0.2) < 1e-9
union all select 'deepened: exactly many', count(*) from deepened where abs("value" - 0.5) < 1e-9
union all select 'deepened: not known so deeply now', count(*) from then_and_now
    where judged_secure_then and deeper_then and assessed_now and not deeper_now
union all select 'deepened: secure by exception only', count(*) from deepened
    join then_and_now using (pair, school_id, pupil_id, subject)
    where outcome = 'not enough evidence' and secure_then and not judged_secure_then
union all select 'deepened: nothing secure, though the scale has deeper', count(*) from deepened
    join scale_lines using (school_id)
    where outcome = 'not enough evidence' and deeper_rank is not null

-- from_starting_point
union all select 'baseline: two on one day', count(*) from results a join results b
    using (school_id, pupil_id, subject, assessment, taken_on) join baseline using (assessment)
    where a.outcome < b.outcome
union all select 'baseline: the latest says nothing, an earlier one does', count(*)
    from baseline_band join pairs using (pair)
    join (select point as start_point, closes from points) using (start_point)
    join results using (school_id, pupil_id, subject) join baseline using (assessment)
    where band is null and taken_on <= closes and (results.outcome in (select outcome from band_words)
                                                   or score is not null)
union all select 'baseline: outcome without a band, score with one', count(*) from results
    join baseline using (assessment)
    where outcome is not null and score is not null
      and outcome not in (select outcome from band_words)
union all select 'baseline: outcome and score disagree', count(*) from results
    join baseline using (assessment) join band_words using (outcome)
    where band <> if(score >= begins_high, 3, if(score >= begins_middle, 2, 1))
union all select 'baseline: score exactly on a line', count(*) from results
    join baseline using (assessment) where score in (begins_middle, begins_high)
union all select 'baseline: taken on the closing day', count(*) from points
    join results using (school_id) join baseline using (assessment) where taken_on = closes
union all select 'baseline: taken the day after', count(*) from points
    join results using (school_id) join baseline using (assessment) where taken_on = closes + 1
union all select 'baseline: of an earlier year', count(*) from baseline_band
    join pairs using (pair)
    join (select point as start_point, academic_year from points) using (start_point)
    join results using (school_id, pupil_id, subject) join baseline using (assessment)
    where band is not null and academic_year_of(taken_on) < academic_year
union all select 'baseline: rated, though not placed at the start', count(*) from from_baseline
    join both_ends using (pair, school_id, pupil_id, subject)
    where not is_placed(attainment_start)
      and outcome not in ('own curriculum', 'not enough evidence')
union all select 'bands moved: ' || "value"::int, count(*) from from_baseline
    where "value" is not null group by "value"

-- teacher_view
union all select 'view: made on the start''s day', count(*) from pairs
    join points p on p.point = start_point join overall
      on overall.school_id = p.school_id and progress is not null and assessed_on = on_day
union all select 'view: made before the start closed', count(*) from views
    join pairs using (pair) join points on point = start_point where assessed_on <= closes
union all select 'view: recorded after the end closed', count(*) from pairs
    join points p on p.point = start_point join points q on q.point = end_point
    join overall on overall.school_id = q.school_id and overall.progress is not null
     and overall.assessed_on > p.on_day and overall.assessed_on <= q.closes
     and overall.recorded_on > q.closes
union all select 'view: of an earlier year', count(*) from views
    join pairs using (pair) join points on point = end_point
    where academic_year_of(assessed_on) < academic_year
union all select 'view: the latest judgement says nothing of progress', count(*) from views
    join pairs using (pair) join points q on q.point = end_point
    join overall o on o.school_id = views.school_id and o.pupil_id = views.pupil_id
     and o.subject = views.subject and o.progress is null
     and o.assessed_on > views.assessed_on and o.recorded_on <= q.closes
union all select 'view: two at once', count(*) from views a join views b
    using (pair, school_id, pupil_id, subject, assessed_on, recorded_on)
    where a.progress < b.progress
union all select 'view: said again of the same day', count(*) from views a join views b
    using (pair, school_id, pupil_id, subject, assessed_on)
    where a.recorded_on < b.recorded_on and a.progress <> b.progress
union all select 'view: a code with no word, ' || view_asked.asked, count(*) from views
    cross join view_asked left join progress_words
      on progress_words.asked = view_asked.asked and progress_words.school_id = views.school_id
     and progress_words.code = views.progress
    where word_rank is null group by view_asked.asked

-- growth_to_target
union all select 'growth: exactly the needed rise', count(*) from score_growth
    where score_start < aim and score_end < aim and half_terms_left > half_terms_between
      and half_terms_between > 0
      and abs(score_end - score_start - (aim - score_start) * half_terms_between / half_terms_left)
          < 1e-9
union all select 'growth: exactly on the target, ' || moment, count(*) from (
    select aim, unnest([score_start, score_end]) as score, unnest(['then', 'now']) as moment
    from score_growth) where score = aim group by moment
union all select 'growth: other assessments', count(*) from score_growth
    where other_assessment and score_start is not null and score_end is not null
      and asked = 'default' and half_terms_between > 0
union all select 'growth: another target than the start''s', count(*) from score_growth
    join score_lines on score_lines.school_id = score_growth.school_id
     and score_lines.subject = score_growth.subject and score_lines.year_group = year_group_start
    where expected <> aim and asked = 'default' and score_start is not null
      and score_end is not null
union all select 'growth: no half-term between', count(*) from score_growth
    where half_terms_between <= 0 and score_start is not null and score_end is not null
      and aim is not null
union all select 'growth: all of the distance needed', count(*) from score_growth
    where half_terms_between >= half_terms_left and half_terms_between > 0
      and score_start < aim and score_end < aim
union all select 'growth: that end has passed', count(*) from score_growth
    where half_terms_left <= 0 and half_terms_between > 0
      and score_start < aim and score_end < aim
union all select 'growth: scores and no target', count(*) from score_growth
    where score_start is not null and score_end is not null and aim is null
union all select 'growth: a score at the end only', count(*) from score_growth
    where score_start is null and score_end is not null
union all select 'growth: rated, whatever the basis: ' || basis_end, count(*) from growth_to_target
    join both_ends using (pair, school_id, pupil_id, subject)
    where outcome not in ('own curriculum', 'not enough evidence') group by basis_end

-- percentage_of_milestones
union all select 'milestones: exactly expected', count(*) from milestones
    join both_ends using (pair, school_id, pupil_id, subject)
    where all_now > 0 and due_through_end > 0
      and abs(ticks_now / all_now - 0.6 * due_through_end / 6) < 1e-9
union all select 'milestones: exactly higher', count(*) from milestones
    join both_ends using (pair, school_id, pupil_id, subject)
    where all_now > 0 and due_through_end > 0
      and abs(ticks_now / all_now - 0.8 * due_through_end / 6) < 1e-9
union all select 'milestones: a rise of exactly a tenth', count(*) from percentage_of_milestones
    where abs("value" - 0.1) < 1e-9
union all select 'milestones: due through nothing', count(*) from percentage_of_milestones
    join both_ends using (pair, school_id, pupil_id, subject)
    where denominator > 0 and 0 in (due_through_start, due_through_end)
      and outcome = 'not enough evidence'
union all select 'milestones: closing across years', count(*) from percentage_of_milestones
    join both_ends using (pair, school_id, pupil_id, subject)
    where outcome = 'closing the gap' and across_years
union all select 'milestones: rated, though not placed', count(*) from percentage_of_milestones
    join both_ends using (pair, school_id, pupil_id, subject)
    where outcome not in ('own curriculum', 'not enough evidence')
      and not is_placed(attainment_start)

-- points_gained
union all select 'points: exactly a tenth off', count(*) from points_gained
    where denominator <> 0 and abs(abs(numerator - denominator) - abs(denominator) / 10) < 1e-9
union all select 'points: none expected', count(*) from points_gained where denominator = 0
union all select 'points: less than none expected', count(*) from points_gained
    where denominator < 0
union all select 'points: lost', count(*) from points_gained where numerator < 0
union all select 'points: rated, though on own curriculum', count(*) from points_gained
    join both_ends using (pair, school_id, pupil_id, subject)
    where own_curriculum(attainment_start, attainment_end)
) where found > 0
