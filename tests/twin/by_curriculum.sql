-- gaps_closed and curriculum_secured, from docs/definitions.md.

-- GAPS CLOSED. "Gaps: statements due and not secure at the start. Nothing due at the start: not
-- enough evidence. Value: the share of their weight secure at the end: few closed (below 1/3), some
-- closed (below 2/3), most closed; without gaps no gaps (value blank). Pupils on their own
-- curriculum are rated."
create table gaps_closed as
with gap_weights as (
    select pair, school_id, pupil_id, subject,
           count(*) filter (due_then) as statements_due,
           count(*) filter (due_then and not secure_then) as statements_open,
           coalesce(sum(weight) filter (due_then and not secure_then), 0) as gap,
           coalesce(sum(weight) filter (due_then and not secure_then and secure_now), 0) as closed
    from then_and_now group by pair, school_id, pupil_id, subject
),
decided as (
    select pair, school_id, pupil_id, subject,
           coalesce(closed, 0) as closed, coalesce(gap, 0) as gap,
           case when coalesce(statements_due, 0) = 0 then 'not enough evidence'
                when statements_open = 0 then 'no gaps'
                when not at_least(closed / gap, 1 / 3) then 'few closed'
                when not at_least(closed / gap, 2 / 3) then 'some closed'
                else 'most closed' end as outcome
    from both_ends left join gap_weights using (pair, school_id, pupil_id, subject)
)
select pair, school_id, pupil_id, subject, outcome,
       ranked(outcome, if(gap > 0, closed / gap, null)) as "value",
       closed as numerator, gap as denominator
from decided;

-- CURRICULUM SECURED. "Over statements due at the end and not at the start: on plan when the share
-- of their weight secure at the end reaches the secure_share in force at the end, else behind plan;
-- nothing fell due: not enough evidence."
create table curriculum_secured as
with fallen_due as (
    select pair, school_id, pupil_id, subject,
           sum(weight) as fell_due,
           coalesce(sum(weight) filter (secure_now), 0) as secured
    from then_and_now where due_now and not due_then
    group by pair, school_id, pupil_id, subject
),
decided as (
    select pair, school_id, pupil_id, subject,
           coalesce(secured, 0) as secured, coalesce(fell_due, 0) as fell_due,
           case when own_curriculum(attainment_start, attainment_end) then 'own curriculum'
                when fell_due is null then 'not enough evidence'
                when at_least(secured / fell_due, secure_shares[greatest(due_through_end, 1)])
                    then 'on plan'
                else 'behind plan' end as outcome
    from both_ends
    join policy_at_end using (school_id, subject, year_group_end)
    left join fallen_due using (pair, school_id, pupil_id, subject)
)
select pair, school_id, pupil_id, subject, outcome,
       ranked(outcome, secured / fell_due) as "value",
       secured as numerator, fell_due as denominator
from decided;
