-- Attainment at each asked point, for every pupil in scope and every subject: DESIGN sections 3
-- and 4, one table a rule. Numbers in brackets are those of the list "Attainment, exactly".
-- Asked points, half-terms, scales and policies are one row a school, so that schools which share
-- a folder, or even pupil ids, never meet.

-- Every comparison of sums, shares or scores has a tolerance of 1e-9 (rule 6).
create macro at_least(amount, line) as amount >= line - 1e-9;

-- An academic year runs from 1 September to 31 August and is named by its end (rule 1).
create macro academic_year_of(day) as year(day) + if(month(day) >= 9, 1, 0);

-- ONE CLOCK (section 3). A point without a stated half-term, and every plain date, is due through
-- the half-terms that have ended by its day; a point that names no closing day closes on its own.
create table points as
select point, school_id, on_day, coalesce(entries_close, on_day) as closes,
       academic_year_of(on_day) as academic_year,
       coalesce(due_through, (
           select count(*) from half_terms
           where half_terms.school_id = asked.school_id
             and half_terms.academic_year = academic_year_of(asked.on_day)
             and half_terms.last_day <= asked.on_day
       )) as due_through
from asked;

-- (1) IN SCOPE: a row for the academic year of the day, joined by then, not yet left.
create table in_scope as
select points.*, pupil_id, year_group, class_name,
       coalesce(working_year < year_group, false) as on_own_curriculum
from points join pupils using (school_id, academic_year)
where (joined_on is null or joined_on <= on_day)
  and (left_on is null or left_on > on_day);

-- SUBJECTS a school knows of: from its statements, its overall judgements, its score lines.
create table subjects as
select school_id, subject from statements
union select school_id, subject from overall
union select school_id, subject from score_lines;

-- DEFAULT BASIS (section 3): teacher where any overall judgement, of any date, was made for the
-- subject and year group (the judged pupil's in that academic year); else statements where the
-- curriculum has statements of that year group's own in some academic year, whatever its cycle; else
-- score where the school has a score line; else statements.
create table judged_overall as
select distinct overall.school_id, overall.subject, pupils.year_group
from overall join pupils
  on pupils.school_id = overall.school_id and pupils.pupil_id = overall.pupil_id
 and pupils.academic_year = academic_year_of(overall.assessed_on);

create table spoken_of as
select distinct school_id, subject, year_group
from statements join year_groups
  on case when year_to is null then year_group = "year"
          when cycle is null then year_group = year_to
          else year_group between "year" and year_to end;

create table default_basis as
select school_id, subject, year_group,
       case when judged_overall.subject is not null then 'teacher'
            when spoken_of.subject is not null then 'statements'
            when score_lines.subject is not null then 'score'
            else 'statements' end as basis
from subjects cross join year_groups
left join judged_overall using (school_id, subject, year_group)
left join spoken_of using (school_id, subject, year_group)
left join score_lines using (school_id, subject);

-- POLICY (section 3), key by key: the year's word over the subject's over the school's over the
-- default of the design. Shares are lists of six, one a half-term.
create table policy as
select d.school_id, d.subject, d.year_group,
       coalesce(y.basis, s.basis, a.basis, d.basis) as basis,
       coalesce(y.secure_share, s.secure_share, a.secure_share,
                [0.8, 0.8, 0.8, 0.8, 0.8, 0.8]) as secure_shares,
       coalesce(y.all_key, s.all_key, a.all_key, false) as all_key,
       coalesce(y.deeper_share, s.deeper_share, a.deeper_share,
                [0.4, 0.4, 0.4, 0.4, 0.4, 0.4]) as deeper_shares,
       coalesce(y.unjudged, s.unjudged, a.unjudged, 'unknown') as unjudged,
       coalesce(y.minimum_due, s.minimum_due, a.minimum_due, 5) as minimum_due,
       coalesce(y.earlier_years, s.earlier_years, a.earlier_years, 'none') as earlier_years,
       coalesce(y.by_exception, s.by_exception, a.by_exception, false) as by_exception,
       coalesce(y.counts, s.counts, a.counts, 'latest') as counts
from default_basis d
left join stated a on a.school_id = d.school_id and a.level = 'school'
left join stated s on s.school_id = d.school_id and s.level = 'subject' and s.subject = d.subject
left join stated y on y.school_id = d.school_id and y.level = 'year'
                  and y.year_group = d.year_group;

-- WEIGHT (section 3): as stated; blank is 1, or 1 / number of parts of the same statement.
create table weighed as
select statements.* exclude (weight),
       coalesce(weight, if(part_of is null, 1.0,
                           1.0 / count(*) over (partition by school_id, part_of))) as weight
from statements;

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
select due.* exclude (code_rank, by_exception),
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

-- (3) BY TEACHER: the latest overall judgement of this academic year, known by the close, in the
-- words of the half-term in which it was made (in holidays the one just ended); on ties the
-- higher attainment.
create table by_teacher as
with meant as (
    select in_scope.point, in_scope.school_id, in_scope.pupil_id, overall.subject,
           overall.assessed_on, overall.recorded_on, overall.attainment as code,
           coalesce((
               select max(half_term) from half_terms
               where half_terms.school_id = in_scope.school_id
                 and half_terms.academic_year = in_scope.academic_year
                 and half_terms.first_day <= overall.assessed_on), 6) as half_term
    from in_scope join overall using (school_id, pupil_id)
    where overall.assessed_on <= closes and overall.recorded_on <= closes
      and academic_year_of(overall.assessed_on) = in_scope.academic_year
)
select point, school_id, pupil_id, subject, word
from meant
join overall_words using (school_id, half_term, code)
join attainment_words using (word)
qualify row_number() over (
    partition by point, school_id, pupil_id, subject
    order by assessed_on desc, recorded_on desc, attainment_rank desc) = 1;

-- (3) BY SCORE: the latest result of that assessment this academic year against its thresholds;
-- without a threshold or a score, nothing.
create table by_score as
with latest as (
    select in_scope.point, in_scope.school_id, in_scope.pupil_id, results.subject,
           score, expected, higher
    from in_scope
    join results using (school_id, pupil_id)
    join score_lines
      on score_lines.school_id = results.school_id and score_lines.subject = results.subject
     and score_lines.assessment = results.assessment
    where taken_on <= closes and academic_year_of(taken_on) = in_scope.academic_year
    qualify row_number() over (
        partition by in_scope.point, in_scope.school_id, in_scope.pupil_id, results.subject
        order by taken_on desc, score desc nulls last) = 1
)
select point, school_id, pupil_id, subject,
       case when at_least(score, higher) then 'greater depth'
            when at_least(score, expected) then 'expected'
            else 'working towards' end as word
from latest where score is not null and expected is not null;

-- ATTAINMENT: (2) own curriculum whatever the basis; else (3) by the basis, the others beside it.
create table attainment as
with beside as (
    select sums.*, policy.basis,
           if(on_own_curriculum, 'own curriculum', by_statements.word) as by_statements,
           if(on_own_curriculum, 'own curriculum',
              coalesce(by_teacher.word, 'not enough evidence')) as by_teacher,
           if(on_own_curriculum, 'own curriculum',
              coalesce(by_score.word, 'not enough evidence')) as by_score
    from sums
    join policy using (school_id, subject, year_group)
    join by_statements using (point, school_id, pupil_id, subject)
    left join by_teacher using (point, school_id, pupil_id, subject)
    left join by_score using (point, school_id, pupil_id, subject)
)
select point, school_id, pupil_id, subject,
       case basis when 'teacher' then by_teacher
                  when 'score' then by_score
                  else by_statements end as attainment,
       basis, secure, due, assessed, by_statements, by_teacher, by_score
from beside;
