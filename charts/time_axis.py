"""What figures over time share: the axis of years, the axis of values, and marks of what happened."""

from collections.abc import Mapping, Sequence
from typing import Any

from charts import theme
from charts.axes import decimals_of, ticks
from charts.theme import Palette
from core.text import number

# Points up to which each has its own name at the axis.
NAMED = 8
EVENT_LINE = 20  # pixels above the plot that the words of what happened take


def years(points: Sequence[Mapping[str, Any]], most: int = 8, room: float = 0.06) -> dict[str, Any]:
    """A horizontal axis over all points, with the years at their turn; ``room`` is the share beside the points."""
    times = [float(point["when"]) for point in points]
    first, last = (min(times), max(times)) if times else (0.0, 0.0)
    beside = (last - first) * room or 0.5
    span = (first - beside, last + beside)
    whole = [float(year) for year in range(int(span[0]), int(span[1]) + 2) if span[0] <= year <= span[1]]
    step = -(-len(whole) // most) or 1
    # Counted from the last: the newest year is the one that is looked for.
    told = whole[::-1][::step][::-1]
    return {
        "range": list(span),
        "tickmode": "array",
        "tickvals": told,
        "ticktext": [str(int(year)) for year in told],
        "tickangle": 0,
        "anchor": "y",
    }


def values(span: tuple[float, float], *, most: int = 6) -> dict[str, Any]:
    """A vertical axis with round numbers and a line across at each."""
    at = ticks(span)
    at = at[:: -(-len(at) // most)]
    return {
        "range": list(span),
        "tickmode": "array",
        "tickvals": at,
        "ticktext": [number(value, decimals_of(at)) for value in at],
        "showgrid": True,
        "anchor": "x",
    }


def upright(when: float, x: str, y: str, colour: str, dash: str) -> dict[str, Any]:
    """A line from the bottom of a plot to its top."""
    return {
        "type": "line",
        "x0": when,
        "x1": when,
        "xref": x,
        "y0": 0,
        "y1": 1,
        "yref": f"{y} domain",
        "line": {"color": colour, "width": 1, "dash": dash},
        "layer": "below",
    }


def event_marks(events: Sequence[tuple[float, str]], middle: float, palette: Palette) -> tuple[list[Any], list[Any]]:
    """Lines at what happened, and what it was, above the plot; the words turn inwards from ``middle``."""
    lines = [upright(when, "x", "y", palette.reference, "dashdot") for when, _ in events]
    notes = [
        {
            "text": theme.plain(told),
            "font": {"color": palette.reference},
            "x": when,
            "xref": "x",
            "xanchor": "left" if when <= middle else "right",
            "xshift": -4 if when <= middle else 4,
            "align": "left" if when <= middle else "right",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "borderpad": 0,
        }
        for when, told in events
    ]
    return lines, notes


def hidden_marks(
    own: Sequence[Mapping[str, Any]], span: tuple[float, float], palette: Palette, name: str
) -> dict[str, Any]:
    """A cross at the foot of the plot where a measurement has no figure that may be told."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(name),
        "showlegend": bool(name),
        "x": [float(point["when"]) for point in own],
        "y": [span[0] + (span[1] - span[0]) * 0.04] * len(own),
        "marker": {"symbol": "x-thin", "size": 8, "line": {"color": palette.reference, "width": 2}},
        "hovertext": [point["hover"] for point in own],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def target_line(across: tuple[float, float], target: float, palette: Palette, name: str) -> dict[str, Any]:
    """A line at what is aimed for."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": theme.plain(name),
        "showlegend": bool(name),
        "x": list(across),
        "y": [target, target],
        "line": {"color": palette.ink, "width": 1.5, "dash": "dashdot"},
        "hoverinfo": "skip",
    }
