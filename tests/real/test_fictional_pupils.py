"""The fictional pupils of the DfE's own tests, as its search answers: a list in JSON."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from folders import SETTINGS

import ladders_analysis as la
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.proposing.proposal import propose

FILE = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "dfe"
NAME = "giap_npd_searchindex.json"
EXPORT = f"""
[[export]]
file = "{NAME}"
reader = "wide"
academic_year = 2026
year_group = 3
pupil = {{ upn = "UPN", name = ["Forename", "Surname"], sex = "Sex", date_of_birth = "DOB" }}
"""

pytestmark = pytest.mark.skipif(
    not (FILE / NAME).is_file(), reason="the DfE's fictional pupils are not beside the project"
)


@pytest.fixture(scope="module")
def text() -> str:
    """Read the file as text."""
    return (FILE / NAME).read_text(encoding="utf-8-sig")


def test_every_record_is_kept_as_a_pupil(tmp_path: Path, text: str) -> None:
    """As many pupils as the file has `"UPN":`; each is named and numbered as it is written."""
    upns = re.findall(r'"UPN": *"([^"]*)"', text)
    assert upns
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    (tmp_path / "school.toml").write_text(SETTINGS + EXPORT, encoding="utf-8")
    school = la.load(tmp_path)
    record = school.load_report.files.set_index("file").loc[NAME]
    assert (record["rows_read"], record["kept"], record["refused"]) == (len(upns), len(upns), 0)
    assert sorted(school.pupils["upn"]) == sorted(upns)
    assert sorted(school.pupils["pupil_id"]) == sorted(upns)
    surnames = re.findall(r'"Surname": *"([^"]*)"', text)
    assert sorted(name.split()[-1] for name in school.pupils["name"]) == sorted(
        name.split()[-1] for name in surnames
    )


def test_the_map_proposed_for_it_reads_it(tmp_path: Path, text: str) -> None:
    """Its two questions answered, the proposal keeps every record; it names none of them."""
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    found = propose(RawFile.read(tmp_path / NAME))
    assert found is not None
    (table,) = tomllib.loads(found.toml)["export"]
    assert table["pupil"] == {
        "upn": "UPN",
        "name": ["Forename", "Surname"],
        "sex": "Sex",
        "date_of_birth": "DOB",
    }
    for cell in re.findall(r'"(?:UPN|Surname|Forename|DOB)": *"([^"]*)"', text):
        assert cell not in found.toml
    ready = found.toml.replace("# academic_year", "academic_year").replace("# year", "year")
    (tmp_path / "school.toml").write_text(SETTINGS + "\n" + ready, encoding="utf-8")
    assert len(la.load(tmp_path).pupils) == text.count('"UPN"')
