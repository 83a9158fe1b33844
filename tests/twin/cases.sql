-- How often each special case occurs among the answers of one folder: a name and a number. The
-- test of the test asks that every one of these occurs in enough of the generated folders. A school
-- is known here by its folder's name and its own id.

create macro folder_of(school_id) as split_part(school_id, '/', 1);

select * from (
-- who is in scope
select 'joined on the very day' as special_case, count(*) as found
from points join pupils using (school_id, academic_year) where joined_on = on_day
union all select 'joined the day before', count(*)
from points join pupils using (school_id, academic_year) where joined_on = on_day - 1
union all select 'joined the day after', count(*)
from points join pupils using (school_id, academic_year) where joined_on = on_day + 1
union all select 'left on the very day', count(*)
from points join pupils using (school_id, academic_year) where left_on = on_day
union all select 'left the day before', count(*)
from points join pupils using (school_id, academic_year) where left_on = on_day - 1
union all select 'left the day after', count(*)
from points join pupils using (school_id, academic_year) where left_on = on_day + 1
union all select 'asked on 1 September', count(*)
from points where month(on_day) = 9 and day(on_day) = 1
union all select 'asked on 31 August', count(*)
from points where month(on_day) = 8 and day(on_day) = 31
union all select 'repeated year', count(*) from pupils a join pupils b
    on a.school_id = b.school_id and a.pupil_id = b.pupil_id
   and b.academic_year = a.academic_year + 1 and b.year_group = a.year_group
union all select 'skipped year', count(*) from pupils a join pupils b
    on a.school_id = b.school_id and a.pupil_id = b.pupil_id
   and b.academic_year = a.academic_year + 1 and b.year_group = a.year_group + 2
union all select 'no row in a year between', count(*) from pupils a join pupils b
    on a.school_id = b.school_id and a.pupil_id = b.pupil_id
   and b.academic_year = a.academic_year + 2
   and not exists (from pupils c where c.school_id = a.school_id and c.pupil_id = a.pupil_id
                   and c.academic_year = a.academic_year + 1)
union all select 'working year below', count(*) from pupils where working_year < year_group
union all select 'working year equal', count(*) from pupils where working_year = year_group
union all select 'working year above', count(*) from pupils where working_year > year_group
union all select 'same pupil id in two schools', count(*) from pupils a join pupils b
    on a.pupil_id = b.pupil_id and a.school_id < b.school_id
   and folder_of(a.school_id) = folder_of(b.school_id)

-- the moments
union all select 'point of its own', count(*) from asked where entries_close is not null
union all select 'point with its own half-term', count(*) from asked where due_through is not null
union all select 'due through nothing', count(*) from points where due_through = 0
union all select 'closes in the next academic year', count(*)
from points where academic_year_of(closes) > academic_year
union all select 'across years', count(*) from both_ends where across_years
union all select 'within a year', count(*) from both_ends where not across_years
union all select 'a moment with its own day', count(*) from pairs
    join points s on s.point = start_point join points e on e.point = end_point
    where s.on_day = e.on_day

-- the curriculum
union all select 'subject empty for a year group', count(*) from sums
    where whole_own_year = 0 and exists (from statements s where s.school_id = sums.school_id
                                          and s.subject = sums.subject)
union all select 'subject without statements', count(*) from subjects
    where not exists (from statements s where s.school_id = subjects.school_id
                      and s.subject = subjects.subject)
union all select 'part with a blank weight', count(*) from statements
    where part_of is not null and weight is null
union all select 'part with a stated weight', count(*) from statements
    where part_of is not null and weight is not null
union all select 'parts of which some state a weight', count(*) from (
    select part_of from statements where part_of is not null
    group by school_id, part_of having count(weight) between 1 and count(*) - 1)
union all select 'whole with a stated weight', count(*) from statements
    where part_of is null and weight is not null
union all select 'band without a cycle, before its last year', count(*) from placed
    join weighed using (school_id, statement_id)
    where weighed.cycle is null and year_group between "year" and year_to - 1
union all select 'band without a cycle, in its last year', count(*) from standing
    join weighed using (school_id, statement_id)
    where is_due and weighed.cycle is null and year_group = year_to
union all select 'band in its cycle', count(*) from standing
    join weighed using (school_id, statement_id) where is_due and own_year and cycle is not null
union all select 'band out of its cycle', count(*) from placed
    join weighed using (school_id, statement_id)
    where not own_year and cycle is not null and year_group between "year" and year_to
union all select 'no due half-term', count(*) from statements
    where due_half_term is null

-- the judgement that counts
union all select 'recorded after the close', count(*) from in_scope
    join judgements using (school_id, pupil_id) where assessed_on <= closes and recorded_on > closes
union all select 'overall recorded after the close', count(*) from in_scope
    join overall using (school_id, pupil_id) where assessed_on <= closes and recorded_on > closes
union all select 'recorded on the closing day', count(*) from in_scope
    join judgements using (school_id, pupil_id) where recorded_on = closes
union all select 'one day, recorded again later', count(*) from judgements a join judgements b
    using (school_id, pupil_id, statement_id, assessed_on) where a.recorded_on < b.recorded_on
union all select 'one day, two codes at once', count(*) from judgements a join judgements b
    using (school_id, pupil_id, statement_id, assessed_on, recorded_on)
    where a.judgement < b.judgement
union all select 'exact duplicate', count(*) from (
    select * from judgements group by all having count(*) > 1)
union all select 'not assessed after a judgement', count(*) from judgements n join judgements j
    using (school_id, pupil_id, statement_id)
    where n.assessed_on >= j.assessed_on
      and n.judgement not in (select word from scale_words)
      and j.judgement in (select word from scale_words)
union all select 'counts: ' || counts, count(*) from known group by counts
union all select 'judged, but on too few days', count(*) from known
    where counts not in ('latest', 'highest')
      and (point, school_id, pupil_id, statement_id) not in (
          select (point, school_id, pupil_id, statement_id) from counting)

-- the policy
union all select 'year over subject', count(*) from stated s join stated y
    on s.school_id = y.school_id and s.level = 'subject' and y.level = 'year'
   and (s.secure_share <> y.secure_share or s.counts <> y.counts or s.basis <> y.basis
        or s.all_key <> y.all_key or s.earlier_years <> y.earlier_years)
union all select 'subject over school', count(*) from stated s join stated a
    on s.school_id = a.school_id and s.level = 'subject' and a.level = 'school'
   and (s.secure_share <> a.secure_share or s.counts <> a.counts or s.basis <> a.basis)
union all select 'share by half-term', count(*) from stated
    where len(list_distinct(secure_share)) > 1
union all select 'basis stated: ' || basis, count(*) from stated
    where basis is not null group by basis
union all select 'basis by default: ' || d.basis, count(*) from default_basis d
    where not exists (from stated s where s.school_id = d.school_id and s.basis is not null)
    group by d.basis
union all select 'second school says otherwise', count(*) from stated a join stated b
    on a.school_id < b.school_id and folder_of(a.school_id) = folder_of(b.school_id)
   and a.level = 'school' and b.level = 'school'
   and (a.secure_share <> b.secure_share or a.counts <> b.counts
        or a.minimum_due <> b.minimum_due)
union all select 'second school, other secure code', count(*) from scale_lines a
    join scale_lines b on a.school_id < b.school_id
                      and folder_of(a.school_id) = folder_of(b.school_id)
                      and a.secure_rank <> b.secure_rank
union all select 'second school, own curriculum', count(*) from statements
    where statement_id like 'Z%'

-- what decides
union all select 'a key statement decides', count(*) from sums
    join policy using (school_id, subject, year_group)
    where all_key and key_not_secure > 0 and statements_due > 0
      and at_least(secure / due, secure_shares[greatest(due_through, 1)])
union all select 'not secure because unjudged', count(*) from sums
    join policy using (school_id, subject, year_group)
    where unjudged = 'not secure' and at_best > secure and statements_due > 0
union all select 'secure by exception', count(*) from standing
    where is_due and is_secure and not is_assessed
union all select 'unjudged in a class with judgements, no class name', count(*) from standing
    join policy using (school_id, subject, year_group)
    where by_exception and is_due and not is_assessed and class_name is null
union all select 'earlier years due: ' || earlier_years, count(*) from standing
    join policy using (school_id, subject, year_group) where is_due and earlier
    group by earlier_years
union all select 'exactly the least that must be due', count(*) from sums
    join policy using (school_id, subject, year_group)
    where statements_due > 0 and abs(due - minimum_due) < 1e-9 and whole_own_year > due
union all select 'the whole own year is less than must be due', count(*) from sums
    join policy using (school_id, subject, year_group)
    where whole_own_year > 0 and whole_own_year < minimum_due and due >= whole_own_year
union all select 'exactly on the share', count(*) from sums
    join policy using (school_id, subject, year_group)
    where statements_due > 0
      and abs(secure / due - secure_shares[greatest(due_through, 1)]) < 1e-9
      and secure < due
union all select 'exactly on the deeper share', count(*) from sums
    join policy using (school_id, subject, year_group)
    where statements_due > 0 and year_group > 0
      and abs(deeper / due - deeper_shares[greatest(due_through, 1)]) < 1e-9
union all select 'deep enough, but in Reception', count(*) from sums
    join policy using (school_id, subject, year_group)
    join by_statements using (point, school_id, pupil_id, subject)
    where year_group = 0 and by_statements.word = 'expected'
      and at_least(deeper / due, deeper_shares[greatest(due_through, 1)])
union all select 'no deeper code', count(*) from scale_lines
    where secure_rank is not null and deeper_rank is null
union all select 'rise of exactly a tenth', count(*) from against_expectation
    where abs("value" - 0.1) < 1e-9
union all select 'exactly half the gaps closed', count(*) from gaps
    where abs(closed - gap / 2) < 1e-9
union all select 'overall codes: one table', count(*) from (
    from overall_words select 1 group by school_id, code having count(distinct word) = 1)
union all select 'overall codes: six tables', count(*) from (
    from overall_words select 1 group by school_id, code having count(distinct word) > 1)
union all select 'overall judgement in the holidays', count(*) from overall o
    where not exists (from half_terms h where h.school_id = o.school_id
                      and o.assessed_on between h.first_day and h.last_day)
union all select 'two overall judgements at once', count(*) from overall a join overall b
    using (school_id, pupil_id, subject, assessed_on, recorded_on)
    where a.attainment < b.attainment
union all select 'score line with thresholds', count(*) from score_lines where higher is not null
union all select 'score line with one threshold', count(*) from score_lines
    where higher is null and expected is not null
union all select 'score line without a threshold', count(*) from score_lines where expected is null
union all select 'result without a score', count(*) from results where score is null
union all select 'score exactly on the line', count(*) from results join score_lines
    using (school_id, subject, assessment) where score in (expected, higher)
union all select 'own curriculum, basis ' || basis, count(*) from attainment
    where attainment = 'own curriculum' group by basis
union all select 'outcome: ' || outcome, count(*) from against_expectation group by outcome
union all select 'attainment: ' || attainment || ', by ' || basis, count(*) from attainment
    group by attainment, basis
) where found > 0
