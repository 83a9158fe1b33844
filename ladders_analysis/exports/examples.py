"""Example column maps for systems whose own columns are not published, shipped as TOML.

Each says in its first lines that it is an example: a school pastes it into its school.toml and
puts its own headers in.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

FOLDER = "example_maps"


def example_maps() -> Mapping[str, str]:
    """Return the example maps: name -> TOML, in order of name."""
    folder = files("ladders_analysis.exports").joinpath(FOLDER)
    if not folder.is_dir():
        return {}
    found = sorted(
        (each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda e: e.name
    )
    return {each.name.removesuffix(".toml"): each.read_text(encoding="utf-8") for each in found}


def about(toml: str) -> str:
    r"""Return what an example map says of itself in its first comment.

    Examples
    --------
    >>> about("# Example: Insight, a zip of CSVs.\n# Put your headers in.\n\n[[export]]")
    'Example: Insight, a zip of CSVs. Put your headers in.'
    """
    words = []
    for line in toml.splitlines():
        if not line.startswith("#"):
            break
        words.append(line.lstrip("# ").strip())
    return " ".join(word for word in words if word)
