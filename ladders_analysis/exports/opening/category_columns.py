"""Columns of text as categories: distinct words read once, and laid out over the rows again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ladders_analysis.exports.typed import Words


def trimmed(column: pd.Series) -> pd.Series:
    """Trim the distinct words of a column."""
    words = Words.of(column)
    return laid(words.words, words.codes)


def laid(words: Sequence[str], codes: np.ndarray) -> pd.Series:
    """Lay words out over rows as categories, equal words as one."""
    distinct = list(dict.fromkeys([*words, ""]))
    place = {word: number for number, word in enumerate(distinct)}
    renumber = np.array([place[word] for word in words] + [place[""]], dtype=np.int64)
    categories = pd.Index(distinct, dtype="str")
    return pd.Series(pd.Categorical.from_codes(renumber[codes], categories=categories))


def pairs(first: pd.Series, second: pd.Series) -> tuple[np.ndarray, list[tuple[str, str]]]:
    """Give the rows of two columns the numbers of their distinct pairs, and list these."""
    size = len(second.cat.categories) + 1
    joint = first.cat.codes.to_numpy().astype(np.int64) * size + second.cat.codes.to_numpy()
    pair, distinct = pd.factorize(joint)
    left, right = list(first.cat.categories), list(second.cat.categories)
    return pair, [(left[number // size], right[number % size]) for number in distinct.tolist()]
