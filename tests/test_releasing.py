"""The release door: what it lets through, what it refuses, and what is never on a page."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from building import OVERALL, best_fit, pupils, statements
from governors_school import AUTUMN, POLICY, SPRING, Build, cells, named, page_of, two_years

import ladders_analysis as la
from ladders_analysis.disclosure import Range
from ladders_analysis.errors import ReleaseError
from ladders_analysis.governors.blocks import RELEASE_MIME
from ladders_analysis.releasing import a_year_ago, release
from ladders_analysis.render.identities import Identities
from ladders_analysis.render.problems import Place
from ladders_analysis.render.sanitise import parse, refuse_foreign, sanitise
from ladders_analysis.render.scan import scan
from ladders_analysis.sample import write_sample
from ladders_analysis.school_toml import Action


def test_equal_ranges_give_equal_bytes(build: Build) -> None:
    """Whether 21 or all 26 of Year 5 are at expectation, the page is the same to the last byte."""
    pages = [page_of(two_years(build, fives_up)) for fives_up in (21, 24, 26)]
    assert len({page.html for page in pages}) == 1
    assert len({json.dumps(page.as_record(), sort_keys=True) for page in pages}) == 1
    other = page_of(two_years(build, 20))
    assert cells(other.attainment)["Year 5"] == ["26", "20 (77%)"]
    assert other.html != pages[0].html


def test_nobody_is_named(build: Build) -> None:
    """Neither HTML nor record holds a pupil's name or id."""
    names = {f"q{n:02d}": f"Quentin Example{n:02d}" for n in range(1, 31)}
    people = [
        row | {"name": names.get(row["pupil_id"], "Zoë Sample")}
        for row in [*pupils(named("q", 1, 30), 4), *pupils(named("z", 1, 26), 5)]
    ]
    school = two_years(build, pupils=people)
    page = page_of(school)
    text = page.html + json.dumps(page.as_record()) + repr(page) + repr(page.summary)
    text = re.sub("base64,[A-Za-z0-9+/=]+", "", text)
    assert not scan(page.html.encode(), Identities.of(school))
    for word in ("Quentin", "Zoë", "Sample", *named("q", 1, 30).split()):
        assert word not in text


def test_names_are_inert(build: Build) -> None:
    """What anybody typed is shown as the text it is."""
    evil = "<img src=x onerror=alert(1)>"
    page = page_of(
        two_years(
            build,
            name=f'[school]\nid = "1"\nname = "{evil}"\n',
            policy=POLICY + f'[labels]\nfavourable = "{evil}"\n"at or above" = "<b>there</b>"\n',
            curriculum=[
                *statements("r4", 2, ladder=evil, text="<script>x</script>"),
                *statements("r5", 2, year=5, ladder=evil, text="=cmd()"),
            ],
        ),
        actions=[Action(about=f"Reading {evil}", doing="{{ 7 * 7 }}", came_of_it="</td><script>")],
    )
    soup = BeautifulSoup(page.html, "html.parser")
    assert not soup.find_all(["script", "b"])
    assert all(set(tag.attrs) <= {"src", "alt"} for tag in soup.find_all("img"))
    assert "{{ 7 * 7 }}" in soup.get_text()
    assert evil in soup.get_text()


def test_the_page_passes_the_exporters_allow_list(build: Build) -> None:
    """Nothing of it is refused or dropped on the way to the governors' page."""
    page = page_of(two_years(build))
    soup = parse(page.html)
    refuse_foreign(soup, Place("governors", 1, 1))
    kept = parse(sanitise(str(soup)))
    assert kept.get_text() == parse(page.html).get_text()
    assert [tag.name for tag in kept.find_all(True)] == [tag.name for tag in soup.find_all(True)]


def test_a_display_carries_its_fingerprint(build: Build) -> None:
    """Page and sections give HTML and, beside it, what is published with the HTML's SHA-256."""
    page = page_of(two_years(build))
    for shown in (page, *page.sections):
        bundle = shown._repr_mimebundle_()
        assert set(bundle) == {"text/html", RELEASE_MIME}
        record = bundle[RELEASE_MIME]
        assert record["sha256"] == hashlib.sha256(bundle["text/html"].encode()).hexdigest()
        assert json.loads(json.dumps(record))["sections"]
    titles = [tag.get_text() for tag in BeautifulSoup(page.html, "html.parser").find_all("h2")]
    assert titles == [section.title for section in page.sections]
    assert "h2" not in page.summary.html


def test_small_print_carries_no_fingerprint_of_the_data(build: Build) -> None:
    """It names definition, points, policy and curriculum, and nothing that tests a guess."""
    school = two_years(build)
    text = page_of(school).small_print.text
    assert "against_expectation, version 1, closing 0.1)" in text
    assert school.as_at(SPRING).settings.policy_hash in text
    assert not any(digest[:8] in text for digest in school.sources.values())


def test_what_does_not_belong_together_is_refused(build: Build) -> None:
    """A part of the school, another point, another definition or year, and raw tables."""
    school = two_years(build)
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    progress = la.progress(start, end, "against_expectation")
    with pytest.raises(ReleaseError, match="part of the school"):
        release(end, progress.only(year_group=4))
    with pytest.raises(ReleaseError, match="ends at Spring 2025, the snapshot is of Autumn 2024"):
        release(start, progress)
    with pytest.raises(ReleaseError, match="what la.progress gave"):
        release(end, pd.DataFrame(progress))
    with pytest.raises(ReleaseError, match="not in the year before"):
        release(end, progress, beside=progress)
    with pytest.raises(ReleaseError, match="same definition"):
        release(end, progress, beside=la.progress(start, end, "gaps_closed"))
    other = two_years(build, policy=POLICY + "secure_share = 0.7\n")
    with pytest.raises(ReleaseError, match="another policy"):
        release(other.as_at(SPRING), progress)


def test_nobody_at_both_points_is_refused(build: Build) -> None:
    """Pupils who all joined in between leave nothing to release."""
    school = build(
        pupils=pupils("q01 q02", 4, joined_on="2025-01-10"),
        overall=best_fit("2025-03-17", "q01 EXS\nq02 WTS"),
        scale="",
        policy=OVERALL,
    )
    with pytest.raises(ReleaseError, match="Nobody was on roll at both points"):
        page_of(school)


def test_a_trust_is_released_school_by_school(build: Build) -> None:
    """A trust's snapshot is refused with the way to release each school."""
    people = [
        *pupils(named("q", 1, 30), 4, school_id="1"),
        *pupils(named("z", 1, 30), 4, school_id="2"),
    ]
    everybody = f"{named('q', 1, 30)} {named('z', 1, 30)}".split()
    lines = "\n".join(f"{one} WTS EXS" for one in everybody)
    judged = [
        row | {"school_id": "1" if row["pupil_id"].startswith("q") else "2"}
        for row in best_fit("2024-12-02 2025-03-17", lines)
    ]
    trust = build(pupils=people, overall=judged, scale="", policy=OVERALL)
    start, end = trust.as_at(AUTUMN), trust.as_at(SPRING)
    progress = la.progress(start, end, "against_expectation")
    with pytest.raises(ReleaseError, match="school.one"):
        release(end, progress)
    assert a_year_ago(trust, start, end) is None
    assert page_of(trust.one("2")).summary.text.startswith("30 pupils were here")


def test_thresholds_below_the_rule_are_refused(build: Build) -> None:
    """A school cannot open its governors' page further than the rule."""
    school = two_years(build, policy=POLICY + "[disclosure]\nminimum = 3\nrows_from = 11\n")
    with pytest.raises(ReleaseError, match="minimum = 6"):
        page_of(school)


@pytest.mark.parametrize("size", [60, 105, 420])
def test_useful_at_every_size(size: int, tmp_path: Path) -> None:
    """Five informative sentences or more, no blank cell, and nothing closer than the rule."""
    write_sample(tmp_path / "school", pupils=size, schools=1, years=2, seed=size)
    school = la.load(tmp_path / "school")
    start, end = map(school.as_at, school.latest_points())
    progress = la.progress(start, end, "against_expectation")
    beside = a_year_ago(school, start, end)
    page = release(end, progress, beside=beside, national=school.national)
    assert sum(any(sign.isdigit() for sign in line) for line in page.summary.text.splitlines()) >= 5
    for cell in BeautifulSoup(page.html, "html.parser").find_all("td"):
        assert cell.get_text().strip()
    for section in page.sections:
        for part in section.as_record()["parts"]:
            for row in part.get("table", {}).get("rows", []):
                for entry in row["cells"]:
                    if "range" in entry:
                        check_range(Range(**entry["range"]))
    assert not scan(page.html.encode(), Identities.of(school))
    assert len(page.html.encode()) < 150_000


def check_range(count: Range) -> None:
    """Hold a published count to the rule."""
    if count.exact:
        assert 6 <= count.low <= count.of - 6
    else:
        assert count.high - count.low >= 5
