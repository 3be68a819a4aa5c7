"""Themes in comments: how many praise and how many want it better, to each side of one line."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import rows, theme
from charts.table import records
from charts.theme import Palette
from core.text import number

BAR, LANE = 18, 24
LEFT, RIGHT = 8, 8
# Room for the number beside the longest bar, as part of it.
ROOM = 1.18
LEAST = 4


def figure(
    table: pd.DataFrame, *, names: Sequence[str], palette: Palette = theme.LIGHT, hover: Sequence[str] = ()
) -> theme.Drawing:
    """A figure of ``label, praise, complaint`` (numbers of comments); ``names`` are those of complaint and praise."""
    told = records(table, ("label", "praise", "complaint"))
    placed, height = rows.stacked([str(row["label"]) for row in told], [1] * len(told), LANE)
    lanes = [row.lanes[0] for row in placed]
    longest = max([LEAST, *(row[kind] for row in told for kind in ("praise", "complaint"))]) * ROOM
    colours = (palette.bad[2], palette.good[1]) if palette is theme.LIGHT else (palette.bad[2], palette.good[2])
    bars = [
        _bars(told, lanes, kind, sign, name, colour, hover, palette)
        for kind, sign, name, colour in zip(("complaint", "praise"), (-1, 1), names, colours, strict=True)
    ]
    return theme.Drawing(
        [*bars, _line(lanes, palette)],
        theme.layout(
            palette,
            height=height,
            margin={"l": LEFT, "r": RIGHT, "t": 0, "b": 0},
            barmode="overlay",
            xaxis={"range": [-longest, longest], "visible": False, "fixedrange": True},
            yaxis=rows.axis(height),
            annotations=rows.labels(placed, shift=LEFT),
        ),
    )


def _bars(
    told: Sequence[dict[str, Any]],
    lanes: Sequence[float],
    kind: str,
    sign: int,
    name: str,
    colour: str,
    hover: Sequence[str],
    palette: Palette,
) -> dict[str, Any]:
    counts = [int(row[kind]) for row in told]
    return {
        "type": "bar",
        "orientation": "h",
        "name": theme.plain(name),
        "showlegend": True,
        "x": [sign * count for count in counts],
        "y": list(lanes),
        "width": BAR,
        "marker": {"color": colour, "line": {"width": 0}},
        "text": [number(count) for count in counts],
        "textposition": "outside",
        "textfont": {"color": palette.ink, "size": theme.SIZE},
        "cliponaxis": False,
        "hovertext": [theme.plain(words) for words in hover] or None,
        "hoverinfo": "text" if hover else "skip",
    }


def _line(lanes: Sequence[float], palette: Palette) -> dict[str, Any]:
    """The line between the two sides."""
    ends = [end for lane in lanes for end in (lane - LANE / 2, lane + LANE / 2, None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [0, 0, None] * len(lanes),
        "y": ends,
        "line": {"color": palette.reference, "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }
