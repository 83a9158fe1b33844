-- growth_to_target, from docs/definitions.md; and against_expectation where a rise in score closes.

-- THE LINES: "the scores are those that count at the two points. The target is the expected line in
-- force for the pupil's year group at the end, or target."
create table score_growth as
select both_ends.*, growth_asked.*, s.score as score_start, e.score as score_end,
       line_start.assessment <> line_end.assessment as other_assessment,
       coalesce(target, line_end.expected) as aim,
       6 * (by_year - year_group_start) + 6 - due_through_start as half_terms_left
from both_ends
cross join growth_asked
join pairs using (pair)
left join score_lines line_start
       on line_start.school_id = both_ends.school_id and line_start.subject = both_ends.subject
      and line_start.year_group = year_group_start
left join score_lines line_end
       on line_end.school_id = both_ends.school_id and line_end.subject = both_ends.subject
      and line_end.year_group = year_group_end
left join latest_score s
       on s.point = start_point and s.school_id = both_ends.school_id
      and s.pupil_id = both_ends.pupil_id and s.subject = both_ends.subject
left join latest_score e
       on e.point = end_point and e.school_id = both_ends.school_id
      and e.pupil_id = both_ends.pupil_id and e.subject = both_ends.subject;

-- GROWTH TO TARGET. "Not enough evidence without a score at either point, without a target, where
-- the two points' lines name different assessments (unless same_scale), and where no half-term lies
-- between the points. At or over the target then: keeping up when still so, else dropped below.
-- Below it then: caught up when reached; else catching up when the rise is at least the needed
-- share of the distance (half-terms between the points / half-terms from the start, by the year
-- group then, to the end of year group by_year; at most 1, and 1 where that end has passed), else
-- not catching up. Value: the rise; numerator: the score at
-- the end; denominator: the target."
create table growth_to_target as
with needing as (
    select *, if(half_terms_left > 0, least(half_terms_between / half_terms_left, 1), 1) as needed
    from score_growth
),
decided as (
    select *, case
        when own_curriculum(attainment_start, attainment_end) then 'own curriculum'
        when score_start is null or score_end is null or aim is null then 'not enough evidence'
        when other_assessment and not same_scale then 'not enough evidence'
        when half_terms_between <= 0 then 'not enough evidence'
        when at_least(score_start, aim)
            then if(at_least(score_end, aim), 'keeping up', 'dropped below')
        when at_least(score_end, aim) then 'caught up'
        when at_least(score_end - score_start, needed * (aim - score_start)) then 'catching up'
        else 'not catching up' end as outcome
    from needing
)
select pair, school_id, pupil_id, subject, asked, outcome,
       ranked(outcome, score_end - score_start) as "value",
       score_end as numerator, aim as denominator
from decided;

-- "Closing and earlier gaps need statements as the basis at both points (closing_score says how
-- much a score must rise)": with it, those behind by score at both points are closing when their
-- score has risen by so much.
create table against_expectation_by_scores as
select found.* replace (
           if(outcome = 'still behind' and basis_start = 'score' and basis_end = 'score'
              and at_least(score_end - score_start, closing_score),
              'closing the gap', outcome) as outcome)
from against_expectation found
join score_growth using (pair, school_id, pupil_id, subject)
where asked = 'stated';
