"""The toolkit finds what it brings along, packed or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ladders_analysis import places
from ladders_analysis.errors import LaddersError


def test_in_the_project_its_own_folders_are_used() -> None:
    """A checkout holds no packed copies, so the project's folders are found."""
    project = Path(places.__file__).parent.parent
    if not (project / "notebooks").is_dir():
        pytest.skip("installed from a wheel: the notebooks are inside the package")
    assert places.notebooks_folder() == project / "notebooks"
    assert places.sample_folder() == project / "data" / "sample"


def test_packed_folders_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed copy never looks at what happens to lie beside it."""
    package = tmp_path / "ladders_packed"
    (package / "_notebooks").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(places, "PACKAGE", "ladders_packed")
    assert places.notebooks_folder() == package / "_notebooks"
    with pytest.raises(LaddersError, match="sample school"):
        places.sample_folder()
