-- "The basis is always statements; own curriculum never occurs." The rules of progress.sql are then
-- said again.
create table attainment as
select sums.point, sums.school_id, sums.pupil_id, sums.subject, word as attainment,
       'statements' as basis, secure, due, assessed
from sums join by_statements using (point, school_id, pupil_id, subject);
