"""Which school a file's rows are of, where the file itself does not say.

A school's export rarely names the school. Its `[[export]]` table, `school.toml` or the pupils'
list does; in a trust, where several could be meant, nobody guesses.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ladders_analysis.errors import SettingsError
from ladders_analysis.exports.contract import Extract
from ladders_analysis.exports.typed import Words
from ladders_analysis.settings import Settings


def with_school(
    text: pd.DataFrame,
    extract: Extract,
    stated: str,
    schools: Sequence[str],
    settings: Settings | None,
) -> pd.DataFrame:
    """Fill in the school where a file does not say.

    Parameters
    ----------
    text
        A table of text columns.
    extract
        The file it came from, for the message.
    stated
        The school whose `[[export]]` it is; blank where it is everyone's.
    schools
        The schools that the pupils known so far are at.
    settings
        What `school.toml` says; None where a single file is looked at.

    Returns
    -------
    pandas.DataFrame
        With `school_id` filled, unless some row of the file names its school.

    Raises
    ------
    SettingsError
        Nothing says which school is meant.
    """
    if "school_id" in text and any(Words.of(text["school_id"]).words_used()):
        return text
    known = stated or (settings.default.school_id if settings else "")
    if not known and len(schools) == 1:
        known = str(schools[0])
    if not known and settings is not None:
        raise SettingsError(
            f"{extract.file.name} does not say which school it is. Add a column "
            f'school_id, or write [school] id = "…" in school.toml.'
        )
    category = pd.Categorical.from_codes(
        [0] * len(text), categories=pd.Index([known or "this school"], dtype="str")
    )
    return text.assign(school_id=pd.Series(category, index=text.index))
