-- Where every pupil stands by statements at each asked point: DESIGN section 4, one table a rule.
-- These rules speak of pupils in scope and their year group, nothing else of them, so that the
-- definition that asks for the curriculum a pupil really works on can say them again.

-- (5) THE JUDGEMENTS KNOWN BY THE CLOSE. A not-assessed word is not on the scale, so it joins to
-- nothing: never a judgement, and it erases none. Ranks run from 1, the worst code.
create table known as
select in_scope.point, school_id, pupil_id, statement_id, assessed_on, recorded_on, code_rank,
       policy.counts
from in_scope
join judgements using (school_id, pupil_id)
join scale_words on scale_words.school_id = judgements.school_id
                and scale_words.word = judgements.judgement
join weighed using (school_id, statement_id)
join policy using (school_id, subject, year_group)
where assessed_on <= closes and recorded_on <= closes;

-- (5) THE JUDGEMENT THAT COUNTS
--     latest: the last day assessed, then the last day recorded, then the higher code;
--     highest: the highest code; n times: the highest code reached or passed on n different days,
--     which is the n-th best of the best of each day.
create table counting as
with latest as (
    select point, school_id, pupil_id, statement_id, code_rank from known where counts = 'latest'
    qualify row_number() over (
        partition by point, school_id, pupil_id, statement_id
        order by assessed_on desc, recorded_on desc, code_rank desc) = 1
),
best_of_day as (
    select point, school_id, pupil_id, statement_id, counts, max(code_rank) as code_rank
    from known where counts <> 'latest'
    group by point, school_id, pupil_id, statement_id, counts, assessed_on
),
several as (
    select point, school_id, pupil_id, statement_id, code_rank from best_of_day
    qualify row_number() over (
        partition by point, school_id, pupil_id, statement_id
        order by code_rank desc) = if(counts = 'highest', 1, try_cast(counts as int))
)
from latest union all from several;

-- BY EXCEPTION: the classes (pupils in scope who share a class name) with a judgement that counts
-- on a statement.
create table class_judged as
select distinct point, school_id, class_name, statement_id
from counting join in_scope using (point, school_id, pupil_id)
where class_name is not null;

-- (4) OWN YEAR AND EARLIER. A band is a pupil's own in each of its years whose cycle is that
-- academic year's, or in its last year where there is no cycle; it is earlier once it has ended.
-- The expectation is for the age: the working year plays no part.
create table placed as
select in_scope.*, statement_id, subject, "key", weight, coalesce(due_half_term, 6) as due_half_term,
       case when year_to is null then "year" = year_group
            when weighed.cycle is null then year_to = year_group
            else year_group between "year" and year_to and weighed.cycle = years.cycle
       end as own_year,
       coalesce(year_to, "year") < year_group as earlier
from in_scope
join weighed using (school_id)
join years using (school_id, academic_year);

-- (4) DUE: own year up to the point's half-term; earlier years as the policy says.
create table due as
select placed.*, code_rank, by_exception,
       (own_year and placed.due_half_term <= due_through)
       or (earlier and (earlier_years = 'all' or (earlier_years = 'key' and "key"))) as is_due
from placed
join policy using (school_id, subject, year_group)
left join counting using (point, school_id, pupil_id, statement_id);

-- THE STANDING of every pupil on every statement. An unjudged due statement that is secure by
-- exception is secure, not assessed, and never deeper.
create table standing as
select due.* exclude (by_exception),
       code_rank is not null as is_assessed,
       coalesce(code_rank >= secure_rank, false)
       or (code_rank is null and is_due and by_exception and class_judged.statement_id is not null)
           as is_secure,
       coalesce(code_rank >= deeper_rank, false) as is_deeper
from due
join scale_lines using (school_id)
left join class_judged using (point, school_id, class_name, statement_id);

-- (6) THE SUMS, one row for every pupil in scope and every subject.
create table sums as
select in_scope.point, in_scope.school_id, in_scope.pupil_id, subjects.subject,
       any_value(in_scope.year_group) as year_group,
       any_value(in_scope.due_through) as due_through,
       any_value(in_scope.on_own_curriculum) as on_own_curriculum,
       coalesce(sum(weight) filter (is_due), 0) as due,
       coalesce(sum(weight) filter (is_due and is_assessed), 0) as assessed,
       coalesce(sum(weight) filter (is_due and is_secure), 0) as secure,
       coalesce(sum(weight) filter (is_due and is_deeper), 0) as deeper,
       coalesce(sum(weight) filter (is_due and (is_secure or not is_assessed)), 0) as at_best,
       coalesce(sum(weight) filter (own_year), 0) as whole_own_year,
       count(*) filter (is_due) as statements_due,
       count(*) filter (is_due and "key" and not is_secure) as key_not_secure,
       count(*) filter (is_due and "key" and not is_secure and is_assessed) as key_judged_not_secure
from in_scope
join subjects using (school_id)
left join standing
  on standing.point = in_scope.point and standing.school_id = in_scope.school_id
 and standing.pupil_id = in_scope.pupil_id and standing.subject = subjects.subject
group by in_scope.point, in_scope.school_id, in_scope.pupil_id, subjects.subject;

-- (6) BY STATEMENTS, in the order of the rule.
create table by_statements as
with lines as (
    select sums.*, policy.* exclude (school_id, subject, year_group),
           secure_shares[greatest(due_through, 1)] as secure_share,
           deeper_shares[greatest(due_through, 1)] as deeper_share,
           deeper_rank is not null as has_deeper
    from sums
    join policy using (school_id, subject, year_group)
    left join scale_lines using (school_id)
)
select point, school_id, pupil_id, subject,
       case
           when statements_due = 0
               then 'nothing due yet'
           when not at_least(due, least(minimum_due, whole_own_year))
               then 'too early to say'
           when at_least(secure / due, secure_share) and (not all_key or key_not_secure = 0)
               then if(has_deeper and year_group > 0 and at_least(deeper / due, deeper_share),
                       'greater depth', 'expected')
           when unjudged = 'not secure'
               or not (at_least(at_best / due, secure_share)
                       and (not all_key or key_judged_not_secure = 0))
               then 'working towards'
           else 'not enough evidence'
       end as word
from lines;
