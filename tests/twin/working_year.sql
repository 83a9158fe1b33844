-- "working_curriculum: as against_expectation, with the pupil's working_year (their own year where
-- blank) in place of year_group throughout." So the same pupils once more, in a schema of their own
-- and with that other year; the rules of by_statements.sql are then said again for them.
create table in_scope as
select * replace (coalesce(working_year, year_group) as year_group, false as on_own_curriculum)
from main.in_scope;
