-- Every statement of every pupil, as it stood at the start and as it stands at the end, for the
-- definitions that ask what became of statements. What is secure by exception is secure, and not
-- judged so.
create table then_and_now as
select pairs.pair, s.school_id, s.pupil_id, s.subject, s.statement_id, s.weight,
       s.is_due as due_then, e.is_due as due_now,
       s.is_secure as secure_then, e.is_secure as secure_now,
       s.is_secure and s.is_assessed as judged_secure_then,
       s.is_deeper as deeper_then, e.is_deeper as deeper_now,
       e.is_assessed as assessed_now,
       coalesce(s.code_rank - 1, 0) as place_then, coalesce(e.code_rank - 1, 0) as place_now,
       s.own_year as own_year_then, e.own_year as own_year_now
from pairs
join standing s on s.point = pairs.start_point
join standing e on e.point = pairs.end_point and e.school_id = s.school_id
               and e.pupil_id = s.pupil_id and e.statement_id = s.statement_id;

-- What is in force at the end is in force for the pupil's year group at the end.
create table policy_at_end as
select school_id, subject, year_group as year_group_end, secure_shares, counts from policy;

-- "Unless a definition says otherwise, the outcome is own curriculum where the attainment at either
-- point is, whatever else holds." "Placed: attainment is working towards, expected or greater
-- depth." Values are blank for outcomes without a rank.
create macro own_curriculum(one, other) as 'own curriculum' in (one, other);
create macro is_placed(word) as word in ('working towards', 'expected', 'greater depth');
create macro ranked(outcome, amount) as
    if(outcome in ('own curriculum', 'not enough evidence'), null, amount);
