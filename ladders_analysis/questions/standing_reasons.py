"""Why a pupil stands where they stand, in a few words that a teacher can act on.

The reason follows the basis that the school has chosen: statements due and secure and the ladders
still open, the teacher's own judgement, or a score. It says what is in the records and nothing of
the child.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ladders_analysis.definitions.still_open import ladders_of
from ladders_analysis.policy import NOT_ENOUGH, OWN_CURRICULUM, PLACED, TOLERANCE
from ladders_analysis.roll import year_name
from ladders_analysis.snapshot import Snapshot


def reasons(snapshot: Snapshot) -> pd.DataFrame:
    """Say for every pupil × subject what their standing rests on.

    Parameters
    ----------
    snapshot
        One school as at a point.

    Returns
    -------
    DataFrame
        Indexed by `pupil_id`, `subject`: the columns of `Snapshot.attainment`, with words as text;
        `open_on`, the ladders on which most due statements were judged and are not secure;
        `code` and `note`, the teacher's own overall judgement in the school's code where there is
        one; `score`; and `because`, the reason in words.
    """
    table = snapshot.attainment()
    words = ["attainment", "basis", "by_statements", "by_teacher", "by_score", "subject"]
    table = table.astype(dict.fromkeys(words, "str")).set_index(["pupil_id", "subject"])
    opened = ladders_of(snapshot, snapshot.due & snapshot.judged_not_secure)
    table["open_on"] = _at(opened, table.index)
    overall = snapshot.overall.astype({"pupil_id": "str", "subject": "str"})
    overall = overall.drop_duplicates(["pupil_id", "subject"], keep="last")
    overall = overall.set_index(["pupil_id", "subject"])
    for name, column in (("code", "attainment"), ("progress", "progress"), ("note", "note")):
        table[name] = overall[column].astype("object").reindex(table.index)
    table["score"] = _at(snapshot.results, table.index)
    working = snapshot.pupils["working_year"].reindex(table.index.get_level_values("pupil_id"))
    table["working_year"] = working.to_numpy()
    table["because"] = [_because(row) for row in table.to_dict("records")]
    return table


def _at(wide: pd.DataFrame, index: pd.Index) -> np.ndarray:
    """Look each pupil × subject up in a table of pupils × subjects."""
    down = wide.index.get_indexer(index.get_level_values("pupil_id"))
    across = wide.columns.get_indexer(index.get_level_values("subject"))
    return wide.to_numpy()[down, across]


def _because(row: dict[Any, Any]) -> str:
    """Say one reason."""
    if row["attainment"] == OWN_CURRICULUM:
        return f"works on {year_name(int(row['working_year']))}"
    if row["basis"] == "teacher":
        code = row["code"]
        said = "no overall judgement yet this year" if pd.isna(code) else f"teacher’s view: {code}"
        if row["due"] <= TOLERANCE or not row["assessed"]:
            return said
        return f"{said}; {_statements(row)}"
    if row["basis"] == "score":
        return "no score yet this year" if pd.isna(row["score"]) else f"score {row['score']:g}"
    if row["attainment"] == NOT_ENOUGH:
        return f"{row['assessed']:g} of {row['due']:g} due judged"
    if row["attainment"] in PLACED:
        return _statements(row)
    return str(row["attainment"])


def _statements(row: dict[Any, Any]) -> str:
    """Say how many due statements are secure, and where the others lie."""
    said = f"{row['secure']:g} of {row['due']:g} due secure"
    return f"{said}; open: {row['open_on']}" if row["open_on"] else said
