"""Plain English for governors: counts first, the school's own words for outcomes, no jargon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ladders_analysis.definitions.contract import About
from ladders_analysis.definitions.moving import MOVEMENTS
from ladders_analysis.disclosure import Range
from ladders_analysis.english import listing


@dataclass(frozen=True)
class Wording:
    """The phrases of one page.

    Parameters
    ----------
    at
        What "at or above" is called, to follow "are".
    moving
        What a favourable outcome is called, to follow "are".
    favourable, others
        The outcomes that are favourable, and the ranked ones that are not, in the school's words.
    start, end
        The two points.
    caught, fell
        What catching up and falling behind are called.
    """

    at: str
    moving: str
    favourable: tuple[str, ...]
    others: tuple[str, ...]
    start: str
    end: str
    caught: str
    fell: str

    @classmethod
    def of(cls, about: About, labels: Mapping[str, str], start: str, end: str) -> Wording:
        """Choose the phrases for a definition, the school's `[labels]` first.

        Parameters
        ----------
        about
            What the definition says about itself.
        labels
            The school's own words for outcomes, and for "at or above" and "favourable".
        start, end
            The points in words.
        """
        good = tuple(labels.get(word, word) for word in about.favourable)
        plain = "keeping up or catching up"
        if not set(about.outcomes) <= set(MOVEMENTS):
            plain = f"counted as {either(good)}"
        return cls(
            at=labels.get("at or above", "at or above what we expect"),
            moving=labels.get("favourable", plain),
            favourable=good,
            others=tuple(
                labels.get(word, word) for word in about.outcomes if word not in about.favourable
            ),
            start=start,
            end=end,
            caught=labels.get("caught up", "caught up"),
            fell=labels.get("fell behind", "fell behind"),
        )


def either(words: Iterable[str]) -> str:
    """Join outcomes, some of which hold a comma themselves.

    Examples
    --------
    >>> either(["up, earlier gaps open", "kept up"])
    '“up, earlier gaps open” or “kept up”'
    """
    return listing((f"“{word}”" for word in words), "or")


def pupils(count: Range) -> str:
    """Write a published count with its noun and its share.

    Examples
    --------
    >>> pupils(Range(12, 12, 27)), pupils(Range(0, 5, 27))
    ('12 of 27 pupils (44%)', '5 or fewer of 27 pupils (at most 19%)')
    """
    if count.says_nothing:
        return count.text
    return f"{count.text} pupils ({count.percentage})"


def sentence(text: str) -> str:
    """Begin with a capital and end with a stop.

    Examples
    --------
    >>> sentence("year 4 maths"), sentence("Is it?")
    ('Year 4 maths.', 'Is it?')
    """
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:]
    return text if not text or text[-1] in ".?!" else f"{text}."


def points(share: float) -> str:
    """Write a difference of shares as whole percentage points, towards nought.

    Examples
    --------
    >>> points(0.139), points(-0.02), points(0.01)
    ('13 percentage points', '2 percentage points', '1 percentage point')
    """
    whole = int(abs(share) * 100 + 1e-9)
    return f"{whole} percentage point{'' if whole == 1 else 's'}"


def beside(now: Range, then: Range | None) -> str:
    """Say, after a figure, what stood there a year ago, and the change where both are exact.

    Parameters
    ----------
    now, then
        Two published counts.

    Returns
    -------
    str
        A clause to end a sentence with; empty where nothing can be said.

    Examples
    --------
    >>> beside(Range(18, 18, 24), Range(12, 12, 24))
    '; a year ago 12 of 24 (50%), 25 percentage points fewer than now'
    >>> beside(Range(0, 5, 24), Range(12, 12, 24))
    '; a year ago 12 of 24 (50%)'
    >>> beside(Range(0, 5, 24), None)
    ''
    """
    if then is None or then.says_nothing or now.says_nothing:
        return ""
    said = f"; a year ago {then.full_text}"
    if not (now.exact and then.exact):
        return said
    whole = _percent(now) - _percent(then)
    if not whole:
        return f"{said}, much the same"
    return f"{said}, {points(whole / 100)} {'fewer' if whole > 0 else 'more'} than now"


def _percent(count: Range) -> int:
    """Return an exact count's share as it is printed, so that differences agree with the page."""
    return int(count.percentage.rstrip("%"))
