"""`ladders` as people type it: what it prints, what it writes and how it ends.

The school is small enough to work out by hand: in Year 4 reading two statements are due in autumn.
Ann had neither and now has both: caught up. Bo had both and now has one of two, below the four
fifths that the policy expects: fell behind.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ladders_analysis.cli import main
from ladders_analysis.commands import explore as explore_command
from ladders_analysis.render import pages

SETTINGS = """
[school]
id = "9350001"
name = "Small Primary"
[[year]]
ends = 2025
half_terms = ["2024-09-02/2024-10-18", "2024-10-28/2024-12-20", "2025-01-06/2025-02-14",
              "2025-02-24/2025-04-04", "2025-04-22/2025-05-23", "2025-06-02/2025-07-22"]
[scale]
codes = ["Not yet", "Secure"]
secure = "Secure"
"""
FILES = {
    "curriculum.csv": """statement_id,subject,ladder,year,due_half_term,key,text
r1,Reading,Words,4,1,true,Reads words
r2,Reading,Words,4,2,false,Reads longer words
""",
    "pupils.csv": """school_id,pupil_id,academic_year,year_group,name
9350001,001,2025,4,Ann Other
9350001,002,2025,4,=Bo Brown
""",
    "judgements.csv": """school_id,pupil_id,statement_id,assessed_on,judgement
9350001,001,r1,2024-11-15,Not yet
9350001,001,r2,2024-11-15,Not yet
9350001,001,r1,2025-03-14,Secure
9350001,001,r2,2025-03-14,Secure
9350001,002,r1,2024-11-15,Secure
9350001,002,r2,2024-11-15,Secure
9350001,002,r2,2025-03-14,Not yet
""",
}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Write the small school."""
    folder = tmp_path / "school"
    folder.mkdir()
    (folder / "school.toml").write_text(SETTINGS, encoding="utf-8")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def ladders(*arguments: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def moved(school: Path, *further: object) -> Result:
    """Run `ladders progress` on the small school."""
    points = ["--from", "Autumn 2024", "--to", "Spring 2025"]
    return ladders("progress", school, "--definition", "against_expectation", *points, *further)


def test_help_lists_what_there_is_and_nothing_else() -> None:
    """Every command, in the order of the work."""
    said = ladders("--help").output
    listed = [line.split()[0] for line in said.split("Commands:")[1].splitlines() if line.strip()]
    reading = ["sample", "check", "formats", "convert", "curriculum", "pseudonymise"]
    rating = ["progress", "compare", "audit", "new-definition"]
    assert listed == [*reading, *rating, "render", "explore"]


def test_help_is_quick_because_it_loads_nothing_heavy() -> None:
    """Neither pandas nor matplotlib nor a kernel is needed to say what there is."""
    code = (
        "import sys; from ladders_analysis.cli import main; "
        "print(sorted({'pandas', 'numpy', 'matplotlib', 'nbclient', 'jupyter_client'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_progress_prints_a_table(school: Path) -> None:
    """Counts with the number they are a share of; cohort 2027 reaches Year 6 in 2027."""
    done = moved(school)
    assert done.exit_code == 0, done.output
    lines = [line.split("  ") for line in done.output.splitlines()]
    words = [[word.strip() for word in line if word.strip()] for line in lines]
    assert words[0] == ["school_id", "cohort", "subject", "outcome", "pupils", "of", "share"]
    assert ["9350001", "2027", "Reading", "fell behind", "1", "2", "50.0%"] in words
    assert ["9350001", "2027", "Reading", "caught up", "1", "2", "50.0%"] in words
    assert ["9350001", "2027", "Reading", "kept up", "0", "2", "0.0%"] in words


def test_by_takes_several_columns_after_one_flag(school: Path, tmp_path: Path) -> None:
    """`--by subject school_id` is `--by subject --by school_id`, in that order."""
    both = [tmp_path / "one.csv", tmp_path / "two.csv"]
    assert moved(school, "--by", "subject", "school_id", "--out", both[0]).exit_code == 0
    assert moved(school, "--by", "subject", "--by", "school_id", "--out", both[1]).exit_code == 0
    assert both[0].read_bytes() == both[1].read_bytes()
    header = both[0].read_text(encoding="utf-8").splitlines()[0]
    assert header == "subject,school_id,outcome,pupils,of,share"


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_pupils_gives_a_row_each(school: Path, tmp_path: Path, ending: str) -> None:
    """Exactly the columns promised, ids as text."""
    out = tmp_path / f"pupils.{ending}"
    assert moved(school, "--pupils", "--out", out).exit_code == 0
    table = pd.read_csv(out, dtype={"pupil_id": "str"}) if ending == "csv" else pd.read_parquet(out)
    assert list(table.columns) == [
        *("school_id", "pupil_id", "subject", "attainment_start", "attainment_end"),
        *("outcome", "value", "numerator", "denominator"),
    ]
    rows = table.set_index("pupil_id")
    assert dict(rows["outcome"]) == {"001": "caught up", "002": "fell behind"}
    assert dict(rows["value"]) == {"001": 1.0, "002": -0.5}
    assert dict(rows["numerator"]) == {"001": 2.0, "002": 1.0}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--from", "Advent", "--to", "Spring 2025"], "Advent"),
        (["--from", "Autumn 2024", "--to", "2031-01-01"], "2031"),
        (["--from", "Autumn 2024", "--to", "Spring 2025", "--by", "nonsense"], "nonsense"),
        (["--from", "Autumn 2024", "--to", "Spring 2025", "--definition", "x"], "against_expect"),
        (["--from", "Autumn 2024", "--to", "Spring 2025", "--out", "a.xlsx"], ".parquet"),
    ],
)
def test_what_cannot_be_done_is_one_message(school: Path, arguments: list[str], says: str) -> None:
    """On the error stream, with exit code 2, without a traceback and without a name."""
    done = ladders("progress", school, *arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")
    assert says in done.stderr
    assert "Traceback" not in done.output
    assert "Ann" not in done.output


def test_check_of_a_clean_folder(school: Path) -> None:
    """Exit code 0, and every row accounted for: 2 + 2 + 7."""
    done = ladders("check", school)
    assert done.exit_code == 0, done.output
    assert "11 rows: 11 kept" in done.output


def test_check_of_a_folder_with_a_refused_row(school: Path) -> None:
    """Exit code 1; JSON as promised; no value unless asked for."""
    with (school / "judgements.csv").open("a", encoding="utf-8") as file:
        file.write("9350001,002,r1,2025-03-14,Scure\n")
    done = ladders("check", school, "--json")
    assert done.exit_code == 1
    report = json.loads(done.output)
    assert set(report) == {"files", "problems"}
    judged = next(each for each in report["files"] if each["file"] == "judgements.csv")
    assert list(judged) == (
        "file reader encoding rows_read kept superseded duplicates refused".split()
    )
    assert (judged["rows_read"], judged["kept"], judged["refused"]) == (8, 7, 1)
    refused = [each for each in report["problems"] if each["severity"] == "refused"]
    assert [(each["file"], each["row"], each["column"]) for each in refused] == [
        ("judgements.csv", 9, "judgement")
    ]
    assert list(refused[0]) == "file sheet row column rule severity count remedy".split()
    assert "Scure" in ladders("check", school, "--json", "--show-values").output


@pytest.mark.parametrize("missing", ["no such folder", "school.toml"])
def test_check_of_what_cannot_be_read(school: Path, missing: str) -> None:
    """Exit code 2 and a plain message."""
    folder = school
    if missing == "school.toml":
        (school / missing).unlink()
    else:
        folder = school / missing
    done = ladders("check", folder)
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")


def test_check_of_one_export(school: Path) -> None:
    """A file by itself."""
    done = ladders("check", school / "pupils.csv", "--json")
    assert done.exit_code == 0, done.output
    assert [each["rows_read"] for each in json.loads(done.output)["files"]] == [2]


MARKS = """
[[export]]
file = "exports/*.csv"
reader = "long"
holds = "judgement"
[export.columns]
pupil_id = "Admission"
statement_id = "Objective"
assessed_on = "Date"
judgement = "Grade"
"""


def test_an_export_is_read_as_its_folder_says(school: Path, tmp_path: Path) -> None:
    """A file listed in school.toml is converted with its own column map."""
    with (school / "school.toml").open("a", encoding="utf-8") as file:
        file.write(MARKS)
    (school / "exports").mkdir()
    export = school / "exports" / "spring.csv"
    export.write_text(
        "Admission,Objective,Date,Grade\n001,r1,2025-03-21,Secure\n002,r1,2025-03-21,=Secure\n"
    )
    out = tmp_path / "tidy"
    done = ladders("convert", export, "--out", out)
    assert done.exit_code == 0, done.output
    lines = (out / "judgements.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")
    rows = [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]
    assert [(row["pupil_id"], row["assessed_on"], row["judgement"]) for row in rows] == [
        ("001", "2025-03-21", "Secure"),
        ("002", "2025-03-21", "'=Secure"),
    ]


def test_an_export_is_never_written_over_itself(school: Path) -> None:
    """Converting a tidy file into its own folder would replace it."""
    before = (school / "pupils.csv").read_bytes()
    done = ladders("convert", school / "pupils.csv", "--out", school)
    assert done.exit_code == 2
    assert (school / "pupils.csv").read_bytes() == before


def test_sample_writes_a_school_that_loads(tmp_path: Path) -> None:
    """The same seed, the same school; and it is read without a refused row."""
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        assert ladders("sample", folder, "--pupils", 70, "--seed", 7).exit_code == 0
    assert (folders[0] / "pupils.csv").read_bytes() == (folders[1] / "pupils.csv").read_bytes()
    assert ladders("check", folders[0]).exit_code == 0


def test_sample_says_what_it_cannot_make(tmp_path: Path) -> None:
    """A number out of range is a message, not a traceback."""
    done = ladders("sample", tmp_path / "one", "--years", 99)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def notebook(folder: Path, name: str, *sources: str) -> None:
    """Write a curated notebook."""
    folder.mkdir(exist_ok=True)
    text = new_markdown_cell(f"# The {name} page\n\nWho has moved?")
    cells = [text, *(new_code_cell(source) for source in sources)]
    nbformat.write(new_notebook(cells=cells), folder / f"{name}.ipynb")


@pytest.fixture
def curated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder that stands in for the curated notebooks."""
    folder = tmp_path / "notebooks"
    monkeypatch.setattr(pages, "notebooks_folder", lambda: folder)
    return folder


LOAD = "import os, ladders_analysis as la\nschool = la.load(os.environ['LADDERS_SCHOOL'])"


def test_render_for_leaders(school: Path, curated: Path, tmp_path: Path) -> None:
    """A page a notebook, and an index that links them with the question of each."""
    notebook(curated, "01_first", LOAD, "school.pupils[['name', 'year_group']]")
    notebook(curated, "02_second", "print('nothing')")
    notebook(curated, "governors", "raise SystemError")
    out = tmp_path / "out"
    done = ladders("render", school, "--audience", "leaders", "--out", out)
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (out / "leaders").iterdir()) == [
        *("01_first.html", "02_second.html", "index.html", "what_was_read.html")
    ]
    assert "Ann Other" in (out / "leaders" / "01_first.html").read_text(encoding="utf-8")
    index = (out / "leaders" / "index.html").read_text(encoding="utf-8")
    assert '<a href="01_first.html">The 01_first page</a>' in index
    assert "Who has moved?" in index
    assert "Small Primary" in index
    assert "Data to 14 March 2025." in index


def test_a_failing_notebook_leaves_no_page(school: Path, curated: Path, tmp_path: Path) -> None:
    """Nothing is written when one of the notebooks fails."""
    notebook(curated, "01_first", "1")
    notebook(curated, "02_second", "1 / 0")
    done = ladders("render", school, "--audience", "leaders", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "02_second, cell 2" in done.stderr
    assert not (tmp_path / "out").exists()


RELEASED = """
import hashlib
from IPython.display import display
html = "<p>WORDS</p>"
record = {"sha256": hashlib.sha256(html.encode()).hexdigest()}
display({"application/vnd.ladders.release+json": record, "text/html": html}, raw=True)
"""


@pytest.mark.parametrize(
    "cell",
    [
        "school.pupils",
        "print('Ann')",
        "from ladders_analysis.errors import ReleaseError\nraise ReleaseError('merge the years')",
        RELEASED.replace("WORDS", "We spoke to Other, ANN."),
    ],
)
def test_what_may_not_be_released_gives_no_page(
    school: Path, curated: Path, tmp_path: Path, cell: str
) -> None:
    """Exit code 3, no page, the cell named, nobody named."""
    notebook(curated, "governors", LOAD, cell)
    out = tmp_path / "out"
    done = ladders("render", school, "--audience", "governors", "--out", out)
    assert done.exit_code == 3, done.output
    assert "governors, cell 3" in done.stderr
    assert "Other" not in done.stderr
    assert not out.exists()


def test_render_for_governors(school: Path, curated: Path, tmp_path: Path) -> None:
    """What was released becomes the one page."""
    notebook(curated, "governors", RELEASED.replace("WORDS", "Most pupils are where we hoped."))
    out = tmp_path / "out"
    done = ladders("render", school, "--audience", "governors", "--out", out)
    assert done.exit_code == 0, done.output
    assert [path.name for path in out.iterdir()] == ["governors.html"]
    page = (out / "governors.html").read_text(encoding="utf-8")
    assert "<p>Most pupils are where we hoped.</p>" in page


def test_the_app_needs_voila(school: Path, curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, a plain message instead of a traceback."""
    monkeypatch.setattr(explore_command, "find_spec", lambda name: None)
    done = ladders("explore", school, "--app")
    assert done.exit_code == 2
    assert "voila" in done.stderr


def test_check_lists_every_rule_and_values_only_when_asked(school: Path) -> None:
    """More kinds of problem than the summary holds are all listed."""
    bad = ["x9,r1,2025-03-14,Secure", "001,zz,2025-03-14,Secure", "001,r1,2025-03-14,Scure"]
    bad += ["001,r1,soon,Secure", ",r1,2025-03-14,Secure", "001,,2025-03-14,Secure"]
    bad += ["001,r1,2025-03-15,", "001,r1,2031-03-14,Secure"]
    with (school / "judgements.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"9350001,{row}\n" for row in bad)
    report = json.loads(ladders("check", school, "--json").output)
    said = ladders("check", school).output
    assert len({(each["rule"], each["column"]) for each in report["problems"]}) > 6
    assert all(each["rule"] in said for each in report["problems"])
    assert "Scure" not in said
    assert "Scure" in ladders("check", school, "--show-values").output
