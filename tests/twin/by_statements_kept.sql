-- retained and deepened, from docs/definitions.md.

-- LOOKED AT AGAIN: "a judgement assessed after the start's entries closed and known by the close of
-- the end".
create table looked_again as
select distinct pairs.pair, known.school_id, known.pupil_id, known.statement_id
from pairs
join points p on p.point = pairs.start_point
join known on known.point = pairs.end_point and known.assessed_on > p.closes;

-- RETAINED. "Over statements judged secure at the start (not by exception) that were looked at
-- again and that are assessed in the end's grid: the share of their weight still secure. Slipping
-- (below mostly, 0.8), mostly kept (below 1), all kept. Not enough evidence where less than
-- at_least (3) weight was looked at again, and where the school's counts (of the pupil's subject
-- and year group at the end) is not latest."
create table retained as
with kept_weights as (
    select pair, school_id, pupil_id, subject,
           sum(weight) as looked_at, coalesce(sum(weight) filter (secure_now), 0) as kept
    from then_and_now join looked_again using (pair, school_id, pupil_id, statement_id)
    where judged_secure_then and assessed_now
    group by pair, school_id, pupil_id, subject
),
decided as (
    select pair, school_id, pupil_id, subject,
           coalesce(kept, 0) as kept, coalesce(looked_at, 0) as looked_at,
           case when own_curriculum(attainment_start, attainment_end) then 'own curriculum'
                when counts <> 'latest' then 'not enough evidence'
                when not at_least(coalesce(looked_at, 0), 3) then 'not enough evidence'
                when not at_least(kept / looked_at, 0.8) then 'slipping'
                when not at_least(kept / looked_at, 1) then 'mostly kept'
                else 'all kept' end as outcome
    from both_ends
    join policy_at_end using (school_id, subject, year_group_end)
    left join kept_weights using (pair, school_id, pupil_id, subject)
)
select pair, school_id, pupil_id, subject, outcome,
       ranked(outcome, kept / looked_at) as "value",
       kept as numerator, looked_at as denominator
from decided;

-- DEEPENED. "Over statements judged secure and not deeper at the start (not by exception): the
-- share of their weight deeper at the end. None deeper (below some, 0.2), some deeper (below many,
-- 0.5), many deeper; where everything judged secure at the start was already deeper, deeper already
-- (value blank). Not enough evidence where nothing was judged secure at the start, or the scale has
-- no deeper."
create table deepened as
with secure_weights as (
    select pair, school_id, pupil_id, subject,
           count(*) filter (not deeper_then) as statements_left,
           coalesce(sum(weight) filter (not deeper_then), 0) as no_more,
           coalesce(sum(weight) filter (not deeper_then and deeper_now), 0) as deeper
    from then_and_now where judged_secure_then
    group by pair, school_id, pupil_id, subject
),
decided as (
    select pair, school_id, pupil_id, subject,
           coalesce(deeper, 0) as deeper, coalesce(no_more, 0) as no_more,
           case when own_curriculum(attainment_start, attainment_end) then 'own curriculum'
                when deeper_rank is null then 'not enough evidence'
                when statements_left is null then 'not enough evidence'
                when statements_left = 0 then 'deeper already'
                when not at_least(deeper / no_more, 0.2) then 'none deeper'
                when not at_least(deeper / no_more, 0.5) then 'some deeper'
                else 'many deeper' end as outcome
    from both_ends
    left join scale_lines using (school_id)
    left join secure_weights using (pair, school_id, pupil_id, subject)
)
select pair, school_id, pupil_id, subject, outcome,
       ranked(outcome, if(no_more > 0, deeper / no_more, null)) as "value",
       deeper as numerator, no_more as denominator
from decided;
