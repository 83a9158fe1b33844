-- Progress against expectation between two asked points: DESIGN section 5, "against_expectation,
-- exactly". One row for each pupil in scope at both points and each subject.

-- THE CASES: both ends side by side. "Up" is expected or greater depth. Closing the gap and
-- earlier gaps are questions about statements, so both ends must be judged by statements. By the
-- one clock (section 3), half-terms between two points are counted from `due_through`.
create table both_ends as
select pairs.pair, e.school_id, e.pupil_id, e.subject,
       b.year_group as year_group_end, p.due_through as due_through_start,
       q.due_through as due_through_end,
       6 * (q.academic_year - p.academic_year) + q.due_through - p.due_through
           as half_terms_between,
       a.year_group as year_group_start, s.basis as basis_start, e.basis as basis_end,
       s.attainment as attainment_start, e.attainment as attainment_end,
       s.attainment in ('expected', 'greater depth') as up_start,
       e.attainment in ('expected', 'greater depth') as up_end,
       s.basis = 'statements' and e.basis = 'statements' as by_statements,
       p.academic_year <> q.academic_year as across_years,
       s.secure as secure_start, s.due as due_start, e.secure as secure_end, e.due as due_end
from pairs
join points p on p.point = pairs.start_point
join points q on q.point = pairs.end_point and q.school_id = p.school_id
join attainment s on s.point = p.point and s.school_id = p.school_id
join in_scope a on a.point = s.point and a.school_id = s.school_id and a.pupil_id = s.pupil_id
join attainment e on e.point = q.point and e.school_id = s.school_id
                and e.pupil_id = s.pupil_id and e.subject = s.subject
join in_scope b on b.point = e.point and b.school_id = e.school_id and b.pupil_id = e.pupil_id;

-- THE GAPS: statements due and not secure at the start, and what became of them by the end. A key
-- statement due at the start that is still not secure leaves an earlier gap open.
create table gaps as
select pairs.pair, s.school_id, s.pupil_id, s.subject,
       sum(s.weight) as gap,
       coalesce(sum(s.weight) filter (e.is_secure), 0) as closed,
       count(*) filter (s."key" and not e.is_secure) as key_still_open
from pairs
join standing s on s.point = pairs.start_point and s.is_due and not s.is_secure
join standing e on e.point = pairs.end_point and e.school_id = s.school_id
               and e.pupil_id = s.pupil_id and e.statement_id = s.statement_id
group by pairs.pair, s.school_id, s.pupil_id, s.subject;

-- THE OUTCOME, in the order of the rule.
create table against_expectation as
with rising as (
    select both_ends.*, coalesce(key_still_open, 0) as key_still_open,
           by_statements and case
               when across_years then at_least(closed, gap / 2)
               else at_least(secure_end / due_end - secure_start / due_start, 0.10)
           end as is_closing
    from both_ends left join gaps using (pair, school_id, pupil_id, subject)
),
decided as (
    select *, case
        when 'own curriculum' in (attainment_start, attainment_end)
            then 'own curriculum'
        when attainment_start in ('nothing due yet', 'too early to say', 'not enough evidence')
          or attainment_end in ('nothing due yet', 'too early to say', 'not enough evidence')
            then 'not enough evidence'
        when up_start and not up_end
            then 'fell behind'
        when not up_start and not up_end
            then if(coalesce(is_closing, false), 'closing the gap', 'still behind')
        when not up_start and up_end
            then if(across_years and by_statements and key_still_open > 0,
                    'up, earlier gaps open', 'caught up')
        when attainment_start = 'expected' and attainment_end = 'greater depth'
            then 'moved ahead'
        else 'kept up' end as outcome
    from rising
)
select pair, school_id, pupil_id, subject, attainment_start, attainment_end, outcome,
       if(outcome in ('own curriculum', 'not enough evidence') or due_start = 0 or due_end = 0,
          null, secure_end / due_end - secure_start / due_start) as "value",
       secure_end as numerator, due_end as denominator
from decided;
