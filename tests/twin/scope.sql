-- Who is asked about, when, and by which policy: DESIGN sections 3 and 4, one table a rule. Numbers
-- in brackets are those of the list "Attainment, exactly". Asked points, half-terms, scales and
-- policies are one row a school, so that schools which share a folder, or even pupil ids, never
-- meet.

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
select points.*, pupil_id, year_group, working_year, class_name,
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
left join (select distinct school_id, subject from score_lines) score_lines
    using (school_id, subject);

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
