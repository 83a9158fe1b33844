"""Norms in a file, so that those of a trust or of a year serve again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ladders_analysis.errors import LaddersError
from ladders_analysis.growth.norms import GrowthNorms
from ladders_analysis.writing import write_whole


def save_growth_norms(norms: GrowthNorms, path: str | Path) -> None:
    """Write norms to a file of plain JSON, whole or not at all.

    Parameters
    ----------
    norms
        The norms.
    path
        The file. Only its owner may read it: a line through few pupils can give their scores away.

    Raises
    ------
    LaddersError
        It cannot be written.
    """
    write_whole(Path(path), msgspec.json.format(msgspec.json.encode(norms)), private=True)


def read_growth_norms(path: str | Path) -> GrowthNorms:
    """Read norms that `save_growth_norms` wrote.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    LaddersError
        It cannot be read, or holds no norms.
    """
    name = Path(path).name
    try:
        return msgspec.json.decode(Path(path).read_bytes(), type=GrowthNorms)
    except OSError as error:
        raise LaddersError(f"{name} could not be read: {error.strerror or error}.") from None
    except msgspec.MsgspecError as error:
        raise LaddersError(
            f"{name} holds no growth norms: {error}. Write it again with la.save_growth_norms."
        ) from None
