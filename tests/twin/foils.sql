-- percentage_of_milestones and points_gained, from docs/definitions.md. Every statement counts as
-- one; the worst code's place is 0.

-- THE PERCENTAGE at both ends: "sum of the places of the codes / (statements of the pupil's own
-- year x (codes - 1))".
create table milestones as
select pair, school_id, pupil_id, subject,
       coalesce(sum(place_then) filter (own_year_then), 0) as ticks_then,
       count(*) filter (own_year_then) * (any_value(codes) - 1) as all_then,
       coalesce(sum(place_now) filter (own_year_now), 0) as ticks_now,
       count(*) filter (own_year_now) * (any_value(codes) - 1) as all_now
from then_and_now join scale_lines using (school_id)
group by pair, school_id, pupil_id, subject;

-- THE STANDING: "expected from 60 %, higher from 80 %, both scaled by due_through / 6 (0: not
-- enough evidence)".
create macro standing_at(share, due_through) as
    case when share is null or due_through = 0 then null
         when at_least(share, 0.8 * due_through / 6) then 2
         when at_least(share, 0.6 * due_through / 6) then 1
         else 0 end;

-- PERCENTAGE OF MILESTONES: "movement between these standings as for against_expectation, without
-- earlier gaps; closing from a rise of closing (0.10), within and across years. Value: the change
-- in the percentage; numerator, denominator: the end's."
create table percentage_of_milestones as
with shares as (
    select both_ends.*, ticks_now, all_now,
           if(all_then > 0, ticks_then / all_then, null) as share_then,
           if(all_now > 0, ticks_now / all_now, null) as share_now
    from both_ends left join milestones using (pair, school_id, pupil_id, subject)
),
stands as (
    select *, standing_at(share_then, due_through_start) as stood,
           standing_at(share_now, due_through_end) as stands
    from shares
),
decided as (
    select *, case
        when own_curriculum(attainment_start, attainment_end) then 'own curriculum'
        when stood is null or stands is null then 'not enough evidence'
        when stood > 0 and stands = 0 then 'fell behind'
        when stood = 0 and stands = 0
            then if(at_least(share_now - share_then, 0.10), 'closing the gap', 'still behind')
        when stood = 0 then 'caught up'
        when stood = 1 and stands = 2 then 'moved ahead'
        else 'kept up' end as outcome
    from stands
)
select pair, school_id, pupil_id, subject, outcome,
       ranked(outcome, share_now - share_then) as "value",
       coalesce(ticks_now, 0) as numerator, coalesce(all_now, 0) as denominator
from decided;

-- POINTS GAINED: "sum of the place of the code at the end - at the start over all statements.
-- Expected: per_half_term (default: statements of the own year at the end / 6) x half-terms between
-- the points' due_through. Fewer, expected (within a tenth of it), more. Not enough evidence never
-- occurs; pupils on their own curriculum are rated. Value and numerator: points gained;
-- denominator: points expected."
create table points_gained as
with counted as (
    select pair, school_id, pupil_id, subject, sum(place_now) - sum(place_then) as gained,
           count(*) filter (own_year_now) as own_year_statements
    from then_and_now group by pair, school_id, pupil_id, subject
),
expected as (
    select both_ends.*, asked, coalesce(gained, 0) as gained,
           coalesce(per_half_term, coalesce(own_year_statements, 0) / 6) * half_terms_between
               as points_expected
    from both_ends cross join points_asked
    left join counted using (pair, school_id, pupil_id, subject)
)
select pair, school_id, pupil_id, subject, asked,
       case when at_least(abs(points_expected) / 10, abs(gained - points_expected)) then 'expected'
            when gained < points_expected then 'fewer'
            else 'more' end as outcome,
       gained as "value", gained as numerator, points_expected as denominator
from expected;
