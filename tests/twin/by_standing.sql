-- from_starting_point, mapped and teacher_view, from docs/definitions.md. Bands are 1 low, 2 middle
-- and 3 high.

create macro band_of(word) as
    case word when 'working towards' then 1 when 'expected' then 2 when 'greater depth' then 3 end;

-- THE BASELINE: "the pupil's latest result of that assessment in that subject taken by the start's
-- close, in any year (of several on one day the highest band): its outcome looked up in bands, else
-- its score against lines (where middle and high begin)."
create table baseline_band as
with banded as (
    select pairs.pair, results.school_id, results.pupil_id, results.subject, results.taken_on,
           coalesce(band_words.band, case when at_least(score, begins_high) then 3
                                          when at_least(score, begins_middle) then 2
                                          when score is not null then 1 end) as band
    from pairs
    join points p on p.point = pairs.start_point
    join results on results.school_id = p.school_id and results.taken_on <= p.closes
    join baseline on baseline.assessment = results.assessment
    left join band_words on band_words.outcome = results.outcome
)
select pair, school_id, pupil_id, subject, band from banded
qualify row_number() over (
    partition by pair, school_id, pupil_id, subject
    order by taken_on desc, band desc nulls last) = 1;

-- FROM THE STARTING POINT: "no band, or not placed at the end: not enough evidence. Attainment at
-- the end, in the same three bands, against the starting band: lower: behind where they began; the
-- same and low: behind, as they began; the same otherwise: where they began; higher: beyond where
-- they began. Value: bands moved; numerator, denominator: secure and due at the end, by statements."
create macro moved_from(band, now) as
    case when now < band then 'behind where they began'
         when now = band and band = 1 then 'behind, as they began'
         when now = band then 'where they began'
         when now > band then 'beyond where they began'
         else 'not enough evidence' end;

create table from_starting_point as
with decided as (
    select *, case when own_curriculum(attainment_start, attainment_end) then 'own curriculum'
                   else moved_from(band_of(attainment_start), band_of(attainment_end))
              end as outcome
    from both_ends
)
select pair, school_id, pupil_id, subject, outcome,
       ranked(outcome, band_of(attainment_end) - band_of(attainment_start)) as "value",
       secure_end as numerator, due_end as denominator
from decided;

-- "With a baseline, attainment at the start does not matter, except that own curriculum at either
-- point stays so."
create table from_baseline as
with decided as (
    select both_ends.*, band,
           case when own_curriculum(attainment_start, attainment_end) then 'own curriculum'
                else moved_from(band, band_of(attainment_end)) end as outcome
    from both_ends left join baseline_band using (pair, school_id, pupil_id, subject)
)
select pair, school_id, pupil_id, subject, outcome,
       ranked(outcome, band_of(attainment_end) - band) as "value",
       secure_end as numerator, due_end as denominator
from decided;

-- MAPPED, by the built-in table: "behind to behind stayed behind, up to behind fell behind, up to
-- up kept up but expected to greater depth moved ahead, behind to up caught up. Not placed at
-- either point: not enough evidence. Value, numerator, denominator are blank."
create table mapped as
select pair, school_id, pupil_id, subject,
       case when own_curriculum(attainment_start, attainment_end) then 'own curriculum'
            when not is_placed(attainment_start) or not is_placed(attainment_end)
                then 'not enough evidence'
            when not up_start and not up_end then 'stayed behind'
            when up_start and not up_end then 'fell behind'
            when not up_start then 'caught up'
            when attainment_start = 'expected' and attainment_end = 'greater depth'
                then 'moved ahead'
            else 'kept up' end as outcome,
       null::double as "value", null::double as numerator, null::double as denominator
from both_ends;

-- TEACHER'S VIEW: "the latest overall judgement that holds a progress code, assessed after the
-- start's date and by the close of the end, and recorded by the close of the end (ties: recorded
-- later, then the better word). No such judgement, or a code with no word: not enough evidence."
create table views as
select pairs.pair, overall.*
from pairs
join points p on p.point = pairs.start_point
join points q on q.point = pairs.end_point
join overall on overall.school_id = q.school_id and overall.progress is not null
where overall.assessed_on > p.on_day and overall.assessed_on <= q.closes
  and overall.recorded_on <= q.closes;

-- "Its code is one of three words: codes says which, and without it [overall] progress, where it
-- lists exactly three, worst first." Words are ranked 1 to 3; what stands in `progress_words` for
-- the stated codes is the same for every school.
create table teacher_view as
with latest as (
    select view_asked.asked, pair, views.school_id, pupil_id, subject, word_rank
    from views cross join view_asked
    left join progress_words
           on progress_words.asked = view_asked.asked
          and progress_words.school_id = views.school_id and progress_words.code = views.progress
    qualify row_number() over (
        partition by view_asked.asked, pair, views.school_id, pupil_id, subject
        order by assessed_on desc, recorded_on desc, word_rank desc nulls last) = 1
)
select pair, school_id, pupil_id, subject, asked,
       case when own_curriculum(attainment_start, attainment_end) then 'own curriculum'
            else coalesce(['less than expected', 'as expected', 'more than expected'][word_rank],
                          'not enough evidence') end as outcome,
       null::double as "value", null::double as numerator, null::double as denominator
from both_ends cross join view_asked
left join latest using (asked, pair, school_id, pupil_id, subject);
