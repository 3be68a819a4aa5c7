"""Rows of a figure, each a label above its lanes, measured in pixels so that they look the same at every width."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.theme import LABEL_SIZE, LINE, Palette, plain, wrapped

LABEL_WIDTH = 42
LANE = 18
GAP = 10
HEAD = 22


@dataclass(frozen=True)
class Row:
    """One label and the middle of each of its lanes, in pixels from the top."""

    lines: tuple[str, ...]
    label: float
    lanes: tuple[float, ...]


def stacked(labels: Sequence[str], lanes: Sequence[int], lane: int = LANE) -> tuple[list[Row], int]:
    """The rows from the top, below a line for headings, and how many pixels they take together."""
    rows: list[Row] = []
    top = float(HEAD)
    for label, count in zip(labels, lanes, strict=True):
        lines = wrapped(label, LABEL_WIDTH)
        below = top + len(lines) * LINE + 2
        rows.append(Row(tuple(lines), below - 2, tuple(below + lane * (place + 0.5) for place in range(count))))
        top = below + lane * count + GAP
    return rows, round(top)


def axis(height: int) -> dict[str, Any]:
    """A vertical axis on which one unit is one pixel from the top."""
    return {"range": [height, 0], "visible": False, "anchor": "x"}


def labels(rows: Sequence[Row], shift: int = 0) -> list[dict[str, Any]]:
    """The labels of the rows, from the left edge of the figure; ``shift`` is the left margin."""
    return [
        {
            "text": "<br>".join(row.lines),
            "align": "left",
            "font": {"size": LABEL_SIZE},
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": -shift,
            "y": row.label,
            "yref": "y",
            "yanchor": "bottom",
            "borderpad": 0,
        }
        for row in rows
    ]


def at_right(words: str, y: float, shift: int, colour: str) -> dict[str, Any]:
    """Words that end ``shift`` pixels to the right of the plot, so that columns of them align."""
    return {
        "text": words,
        "font": {"color": colour},
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "align": "right",
        "xshift": shift,
        "y": y,
        "yref": "y",
        "yanchor": "middle",
        "borderpad": 0,
    }


def heading(words: str, shift: int, palette: Palette) -> dict[str, Any]:
    """The heading of a column of numbers."""
    return at_right(plain(words), HEAD / 2, shift, palette.muted)


def in_place_of(words: str, x: float, y: float, palette: Palette) -> dict[str, Any]:
    """Muted words where a hidden or unmeasured figure would have begun."""
    return {
        "text": plain(words),
        "font": {"color": palette.muted},
        "align": "left",
        "x": x,
        "xref": "x",
        "xanchor": "left",
        "y": y,
        "yref": "y",
        "yanchor": "middle",
        "borderpad": 0,
    }
