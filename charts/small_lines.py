"""Several measures over time on the same axes, as small figures beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import theme, time_axis
from charts.axes import room_below, title_below
from charts.lines import breaks, letters, records_of, shown, traces
from charts.theme import Palette

HEIGHT = 110
LEFT, RIGHT, GAP = 30, 16, 0.06  # pixels; share of the width between two panels
TITLE = 21  # characters in the narrowest panel
A_ROW = 2
LETTERS = 18  # pixels above a plot


@dataclass(frozen=True)
class Panel:
    """One of several small figures with the same axes: its title, its points, and a few words on what is seen."""

    title: str
    table: pd.DataFrame
    told: str = ""


def figure(
    own: Sequence[Panel],
    *,
    axis: tuple[float, float],
    axis_title: str,
    palette: Palette = theme.LIGHT,
    events: Sequence[float] = (),
) -> theme.Drawing:
    """Several lines on the same axes, two beside each other, each under its own title.

    A letter stands above each break that has a ``note``; ``events`` are when something happened.
    """
    told = [records_of(panel.table) for panel in own]
    every = [point for points in told for point in points]
    lines = max((len(theme.wrapped(panel.title, TITLE)) for panel in own), default=1)
    above = LETTERS if any(point["note"] for point in every) else 0
    head, foot = theme.LINE * (lines + 1) + 8 + above, 30
    rows = -(-len(own) // A_ROW)
    inside = rows * (head + HEIGHT + foot)
    data: list[dict[str, Any]] = []
    notes = [title_below(axis_title, LEFT, palette) | {"yshift": 0}]
    axes: dict[str, Any] = {}
    shapes: list[dict[str, Any]] = []
    for place, (panel, points) in enumerate(zip(own, told, strict=True)):
        row, column = divmod(place, A_ROW)
        x, y = (f"{name}{place + 1 if place else ''}" for name in "xy")
        top = 1 - (row * (head + HEIGHT + foot) + head) / inside
        across = time_axis.years(every, most=3, room=0.12)
        axes[x.replace("x", "xaxis")] = across | {"anchor": y, "domain": _across(column)}
        axes[y.replace("y", "yaxis")] = time_axis.values(axis, most=3) | {
            "anchor": x,
            "domain": [top - HEIGHT / inside, top],
            "showticklabels": column == 0,
        }
        data += traces(points, axis, x, y, palette, {})
        shapes += breaks(points, x, y, palette)
        shapes += [time_axis.upright(when, x, y, palette.reference, "dashdot") for when in events]
        notes += letters(points, x, y, palette)
        notes.append(_panel_words(panel, points, _across(column)[0], top, palette) | {"yshift": 6 + above})
    return theme.Drawing(
        data,
        theme.layout(
            palette,
            height=inside + room_below(axis_title) - 24,
            margin={"l": LEFT, "r": RIGHT, "t": 0, "b": room_below(axis_title) - 24},
            shapes=shapes,
            annotations=notes,
            **axes,
        ),
    )


def _across(column: int) -> list[float]:
    width = (1 - GAP * (A_ROW - 1)) / A_ROW
    left = column * (width + GAP)
    return [left, left + width]


def _panel_words(
    panel: Panel, points: Sequence[dict[str, Any]], left: float, top: float, palette: Palette
) -> dict[str, Any]:
    """Title, what is seen, and why there is nothing to see, where there is nothing."""
    reasons = dict.fromkeys(point["hidden"] for point in points if point["hidden"])
    told = panel.told if shown(points) or not reasons else ", ".join(reasons)
    spot = {"xref": "paper", "x": left, "xanchor": "left", "yref": "paper", "y": top, "yanchor": "bottom"}
    title = "<br>".join(f"<b>{line}</b>" for line in theme.wrapped(panel.title, TITLE))
    words = {"text": f"{title}<br>{theme.plain(told)}", "align": "left", "borderpad": 0}
    return spot | words | {"font": {"color": palette.ink}}
