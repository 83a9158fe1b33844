-- The school folder as typed tables. Every column arrives as text, exactly as it is in the file;
-- a column that a file leaves out has been added empty. Exact duplicate rows make no difference
-- to any rule, and are left in to show that they do not.

create table pupils as
select school_id, pupil_id, academic_year::int as academic_year, year_group::int as year_group,
       class_name, working_year::int as working_year,
       joined_on::date as joined_on, left_on::date as left_on
from pupils_text;

create table statements as
select school_id, statement_id, subject, "year"::int as "year", year_to::int as year_to, cycle,
       due_half_term::int as due_half_term, "key"::boolean as "key", part_of,
       weight::double as weight
from statements_text;

create table judgements as
select school_id, pupil_id, statement_id, assessed_on::date as assessed_on,
       coalesce(recorded_on, assessed_on)::date as recorded_on, judgement
from judgements_text;

create table overall as
select school_id, pupil_id, subject, assessed_on::date as assessed_on,
       coalesce(recorded_on, assessed_on)::date as recorded_on, attainment, progress
from overall_text;

create table results as
select school_id, pupil_id, assessment, subject, taken_on::date as taken_on,
       score::double as score, outcome
from results_text;
