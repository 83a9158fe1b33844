"""Tables to draw, made by hand, and checks that any picture must pass.

The other tests of pictures take both from here; the tests below make sure that the checks can
fail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from ladders_analysis.plots.attainment import plot_attainment
from ladders_analysis.plots.figures import figure_of

ATTAINMENT = [
    "working towards",
    "expected",
    "greater depth",
    "own curriculum",
    "nothing due yet",
    "too early to say",
    "not enough evidence",
]
OUTCOMES = [
    "fell behind",
    "still behind",
    "closing the gap",
    "up, earlier gaps open",
    "kept up",
    "caught up",
    "moved ahead",
    "own curriculum",
    "not enough evidence",
]
FAVOURABLE = OUTCOMES[2:7]

Rows = Sequence[tuple[Mapping[str, object], Sequence[int]]]


def attainment_table(rows: Rows) -> pd.DataFrame:
    """Build a summary of attainment from counts in the order of `ATTAINMENT`."""
    records = []
    for by, counts in rows:
        placed = sum(counts[:3])
        up = counts[1] + counts[2]
        for word, pupils in zip(ATTAINMENT, counts, strict=True):
            ranked = placed and word in ATTAINMENT[:3]
            records.append(
                {
                    **by,
                    "attainment": word,
                    "pupils": pupils,
                    "of": placed,
                    "share": pupils / placed if ranked else np.nan,
                    "in_scope": sum(counts),
                    "up": up,
                    "up_share": up / placed if placed else np.nan,
                    "too_small": placed < 11,
                }
            )
    columns = [*(rows[0][0] if rows else ["cohort_label", "subject"]), "attainment", "pupils"]
    columns += ["of", "share", "in_scope", "up", "up_share", "too_small"]
    table = pd.DataFrame(records, columns=columns)
    table["attainment"] = pd.Categorical(table["attainment"], ATTAINMENT, ordered=True)
    return table


def outcome_table(
    rows: Rows,
    outcomes: Sequence[str] = OUTCOMES,
    favourable: Sequence[str] = FAVOURABLE,
) -> pd.DataFrame:
    """Build a summary of outcomes from counts in the order of `outcomes`."""
    records = []
    for by, counts in rows:
        ranked = sum(counts[:-2])
        good = sum(n for word, n in zip(outcomes, counts, strict=True) if word in favourable)
        for word, pupils in zip(outcomes, counts, strict=True):
            records.append(
                {
                    **by,
                    "outcome": word,
                    "pupils": pupils,
                    "of": ranked,
                    "share": np.nan,
                    "in_scope": sum(counts),
                    "joined": 2,
                    "left": 1,
                    "own_curriculum": counts[-2],
                    "no_evidence": counts[-1],
                    "favourable": good,
                    "favourable_share": good / ranked if ranked else np.nan,
                    "too_small": ranked < 11,
                }
            )
    names = ["outcome", "pupils", "of", "share", "in_scope", "joined", "left", "own_curriculum"]
    names += ["no_evidence", "favourable", "favourable_share", "too_small"]
    by_names = [*(rows[0][0] if rows else ["cohort_label", "subject"])]
    table = pd.DataFrame(records, columns=[*by_names, *names])
    table["outcome"] = pd.Categorical(table["outcome"], list(outcomes), ordered=True)
    return table


def moves_table(moves: Sequence[tuple[str, str, int]]) -> pd.DataFrame:
    """Build a table of transitions."""
    return pd.DataFrame(moves, columns=["attainment_start", "attainment_end", "pupils"])


def renderer_of(ax: Axes) -> RendererAgg:
    """Draw a picture and return what drew it."""
    canvas = figure_of(ax).canvas
    assert isinstance(canvas, FigureCanvasAgg)
    canvas.draw()
    return canvas.get_renderer()


def texts_of(ax: Axes) -> list[Text]:
    """Return every text of a picture that holds something, its title included."""
    scales = () if ax.axison else (ax.xaxis, ax.yaxis)
    parts = [part for part in ax.get_children() if part not in scales]
    texts = [text for part in parts for text in part.findobj(Text)]
    return [text for text in texts if text.get_text().strip() and text.get_visible()]


def words_of(ax: Axes) -> list[str]:
    """Return the words of every text of a picture."""
    return [text.get_text() for text in texts_of(ax)]


def _corners(text: Text, renderer: RendererAgg) -> NDArray[np.float64]:
    """Return the corners of a text's box, leaning where the text does [pixels]."""
    angle = text.get_rotation()
    text.set_rotation(0)
    box = text.get_window_extent(renderer)
    text.set_rotation(angle)
    anchor = np.array(text.get_transform().transform(text.get_position()))
    corners = np.array([(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)])
    turn = np.radians(angle)
    matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return (corners - anchor) @ matrix + anchor


def _overlap(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return by how many pixels two boxes overlap; 0 or less where a line parts them."""
    least = np.inf
    for box in (one, other):
        for start, end in ((box[0], box[1]), (box[1], box[2])):
            axis = (end - start) / np.hypot(*(end - start))
            first, second = one @ axis, other @ axis
            least = min(least, min(first.max() - second.min(), second.max() - first.min()))
    return float(least)


def text_faults(ax: Axes, tolerance: float = 1.5) -> list[str]:
    """Name every pair of texts that overlap and every text that runs off the picture."""
    canvas = figure_of(ax).canvas
    assert isinstance(canvas, FigureCanvasAgg)
    renderer = canvas.get_renderer()
    boxes = [(text.get_text(), _corners(text, renderer)) for text in texts_of(ax)]
    edge = figure_of(ax).bbox
    faults = [
        f"{words!r} runs off the picture"
        for words, box in boxes
        if box[:, 0].min() < -1
        or box[:, 1].min() < -1
        or box[:, 0].max() > edge.width + 1
        or box[:, 1].max() > edge.height + 1
    ]
    for (words, box), (others, other) in combinations(boxes, 2):
        apart = (box.min(axis=0) > other.max(axis=0)) | (other.min(axis=0) > box.max(axis=0))
        if not apart.any() and _overlap(box, other) > tolerance:
            faults.append(f"{words!r} overlaps {others!r}")
    return faults


def widths_by_label(ax: Axes) -> dict[str, float]:
    """Add up the widths of a picture's blocks by what they stand for."""
    totals: dict[str, float] = {}
    for patch in ax.patches:
        label = str(patch.get_label())
        if isinstance(patch, Rectangle) and not label.startswith("_"):
            totals[label] = totals.get(label, 0.0) + patch.get_width()
    return totals


YEAR_3_AND_4 = attainment_table(
    [
        ({"cohort_label": "Year 3 (2025–26)", "subject": "Maths"}, [15, 10, 4, 1, 0, 0, 1]),
        ({"cohort_label": "Year 4 (2025–26)", "subject": "Maths"}, [8, 16, 5, 0, 0, 0, 0]),
        ({"cohort_label": "Year 3 (2025–26)", "subject": "Reading"}, [9, 14, 6, 1, 0, 0, 1]),
        ({"cohort_label": "Year 4 (2025–26)", "subject": "Reading"}, [7, 16, 6, 0, 0, 0, 0]),
    ]
)


def test_the_check_sees_an_overlap() -> None:
    """Find a text written over another."""
    ax = plot_attainment(YEAR_3_AND_4)
    assert text_faults(ax) == []
    first = next(text for text in texts_of(ax) if text.get_text() == "Year 3")
    first.set_position((first.get_position()[0] + 6, first.get_position()[1]))
    ax.text(0.5, 0.5, "over", transform=ax.transAxes)
    ax.text(0.501, 0.5, "under", transform=ax.transAxes)
    assert any("over" in fault and "under" in fault for fault in text_faults(ax))


def test_the_check_sees_a_text_that_runs_off() -> None:
    """Find a text that is cut by the edge."""
    ax = plot_attainment(YEAR_3_AND_4)
    ax.text(0.99, 0.5, "a long line of text", transform=ax.transAxes)
    assert "'a long line of text' runs off the picture" in text_faults(ax)


@pytest.mark.parametrize(("turn", "touching"), [(0, True), (60, False)])
def test_the_check_knows_leaning_boxes(turn: int, touching: bool) -> None:
    """Tell leaning labels that stand clear from level ones that do not."""
    ax = plot_attainment(YEAR_3_AND_4)
    ax.clear()
    for across in (0.3, 0.33):
        ax.text(
            across, 0.4, "Tell the time", rotation=turn, rotation_mode="anchor",
            transform=ax.transAxes,
        )  # fmt: skip
    ax.set_axis_off()
    assert bool(text_faults(ax)) is touching
