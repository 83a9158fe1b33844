-- Attainment at each asked point, for every pupil in scope and every subject: DESIGN section 4.

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

-- THE SCORE THAT COUNTS (3): the latest result, this academic year, of the assessment that the line
-- in force for the pupil's year group names, whether or not it has a score.
create table latest_score as
select in_scope.point, in_scope.school_id, in_scope.pupil_id, results.subject,
       score, expected, higher
from in_scope
join results using (school_id, pupil_id)
join score_lines
  on score_lines.school_id = results.school_id and score_lines.subject = results.subject
 and score_lines.year_group = in_scope.year_group
 and score_lines.assessment = results.assessment
where taken_on <= closes and academic_year_of(taken_on) = in_scope.academic_year
qualify row_number() over (
    partition by in_scope.point, in_scope.school_id, in_scope.pupil_id, results.subject
    order by taken_on desc, score desc nulls last) = 1;

-- (3) BY SCORE: that score against its thresholds; without a threshold or a score, nothing.
create table by_score as
select point, school_id, pupil_id, subject,
       case when at_least(score, higher) then 'greater depth'
            when at_least(score, expected) then 'expected'
            else 'working towards' end as word
from latest_score where score is not null and expected is not null;

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
