"""An analyst's definition file: read by its path, in isolation, and what is wrong with it named."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ladders_analysis.definitions.contract import FunctionDefinition
from ladders_analysis.definitions.definition_file import definitions_in, resolve_definition
from ladders_analysis.definitions.gaps_closed import GapsClosed
from ladders_analysis.errors import DefinitionError

Write = Callable[..., Path]

FUNCTION = '''
import ladders_analysis as la


@la.definition(
    name="any_secure", question="Is anything secure?", outcomes=["no", "yes"], favourable=["yes"]
)
def any_secure(start, end):
    """Rate whether anything is secure."""
    there = end.tally(end.secure).gt(0).replace({True: "yes", False: "no"})
    return la.results(start, end, there)
'''
CLASS = '''
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import ladders_analysis as la
from ladders_analysis.definitions.gaps_closed import GapsClosed


@dataclass(frozen=True)
class HalfSecure:
    """Ask for a share of what is due."""

    share: float = 0.5
    about: ClassVar[la.About] = la.About(
        name="half_secure",
        title="Half secure",
        question="Is half of it secure?",
        outcomes=("less", "half"),
        favourable=("half",),
        why="To try it.",
        source="Here.",
        author="An analyst",
        reviewed_by="nobody yet",
        review_by=dt.date(2027, 9, 1),
    )

    def __call__(self, start, end):
        """Rate every pupil and subject."""
        share = end.share(end.due & end.secure, of=end.due)
        return la.results(start, end, (share >= self.share).replace({True: "half", False: "less"}))
'''


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a definition file."""

    def written(text: str | bytes, name: str = "mine.py") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written


def test_a_decorated_function(write: Write) -> None:
    """The one definition in a file is found, and nothing is written beside the file."""
    path = write(FUNCTION)
    found = resolve_definition(str(path))
    assert isinstance(found, FunctionDefinition) and found.about.name == "any_secure"
    assert [each.name for each in path.parent.iterdir()] == ["mine.py"]


def test_a_class_with_postponed_annotations(write: Write) -> None:
    """A dataclass finds its own module; what the file imports from elsewhere is not its own."""
    path = write(CLASS)
    assert list(definitions_in(path)) == ["HalfSecure"]
    assert resolve_definition(str(path)).about.name == "half_secure"


def test_an_instance_of_a_built_in_class(write: Write) -> None:
    """An instance counts, because the file chose its parameters; two names for it are one."""
    text = "from ladders_analysis.definitions.gaps_closed import GapsClosed\n"
    found = resolve_definition(str(write(text + "strict = GapsClosed(most=0.9)\nsame = strict\n")))
    assert found == GapsClosed(most=0.9)


def test_a_name_is_no_file() -> None:
    """What does not end in .py is a definition's name."""
    assert resolve_definition("gaps_closed") == GapsClosed()
    with pytest.raises(DefinitionError, match='did you mean "gaps_closed"'):
        resolve_definition("gaps_close")


@pytest.mark.parametrize("chosen", ["HalfSecure", "half_secure", "strict"])
def test_several_definitions_ask_for_a_name(write: Write, chosen: str) -> None:
    """FILE.py:NAME takes the name in the file, or the definition's own."""
    path = write(CLASS + "\nstrict = HalfSecure(0.9)\n")
    with pytest.raises(DefinitionError) as error:
        resolve_definition(str(path))
    assert str(error.value) == (
        "mine.py makes 2 definitions: HalfSecure, strict. Say which one is meant, as in "
        "mine.py:HalfSecure."
    )
    assert resolve_definition(f"{path}:{chosen}").about.name == "half_secure"


def test_a_name_that_is_not_in_the_file(write: Write) -> None:
    """The names that are there are listed, the likeliest first."""
    with pytest.raises(DefinitionError, match='named "any_secured": did you mean "any_secure"'):
        resolve_definition(f"{write(FUNCTION)}:any_secured")


WRONG = {
    "empty": ("", "mine.py makes no definition: decorate the function with @la.definition"),
    "undecorated": ("def rate(start, end):\n    return 1\n", "mine.py makes no definition"),
    "no call": (
        CLASS.replace("def __call__", "def rate"),
        "mine.py makes no definition",
    ),
    "syntax": ("x = 1\ndef rate(start, end:\n", r"mine.py, line 2 is not valid Python: '\(' was"),
    "zero byte": ("x = 'a\0b'", "mine.py.* is not valid Python"),
    "not UTF-8": (b"name = '\xff'\n", r"mine.py.* is not valid Python"),
    "raises": ("x = 1\nraise ValueError('Ann is 007')\n", r"an error \(ValueError\) at line 2\.$"),
    "leaves": ("import sys\nsys.exit('Ann')\n", r"ended in an error \(SystemExit\)"),
    "imports": ("import no_such_module\n", "at line 1: No module named 'no_such_module'"),
    "about": (
        FUNCTION.replace('favourable=["yes"]', 'favourable=["no no"]'),
        'at line 5: Definition "any_secure": favourable must be among outcomes',
    ),
    "needs a value": (CLASS.replace("share: float = 0.5", "share: float"), "TypeError.*defaults"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_named(write: Write, kind: str) -> None:
    """The file and the line are named, and no word of an error that may quote a pupil."""
    text, message = WRONG[kind]
    before = set(sys.modules)
    with pytest.raises(DefinitionError, match=message) as error:
        resolve_definition(str(write(text)))
    assert "Ann" not in str(error.value)
    assert kind != "raises" or {name for name in sys.modules if "definition_" in name} <= before


def test_a_file_that_hangs(write: Write) -> None:
    """Reading has a time limit."""
    with pytest.raises(DefinitionError, match=r"mine\.py was stopped: it took longer than 0\.3"):
        resolve_definition(str(write("while True:\n    pass\n")), seconds=0.3)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file, or a folder, is said to be one."""
    with pytest.raises(DefinitionError, match="none.py cannot be read: No such file"):
        resolve_definition(str(tmp_path / "none.py"))
    (tmp_path / "folder.py").mkdir()
    with pytest.raises(DefinitionError, match="folder.py cannot be read"):
        resolve_definition(str(tmp_path / "folder.py"))
