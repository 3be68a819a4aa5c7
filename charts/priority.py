"""How good something is against how much it goes together with: crosses, an interval each way, numbered."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts import axes, theme, time_axis
from charts.table import missing, records, words
from charts.theme import Palette

HEIGHT = 330
LEFT, RIGHT, TOP = 40, 14, 26
KEY_WIDTH = 44  # characters
ASIDE = 0.03  # of the axis across, free at both ends: the first number would else meet that of the axis upwards
FIELDS = ("number", "label", "weight", "weight_lower", "weight_upper", "mean", "lower", "upper", "hover")


def figure(
    table: pd.DataFrame,
    *,
    across: tuple[float, float],
    up: tuple[float, float],
    titles: tuple[str, str],
    lines: Mapping[str, float] | None = None,
    palette: Palette = theme.LIGHT,
) -> theme.Drawing:
    """A figure of ``number, label, weight, weight_lower, weight_upper, mean, lower, upper, hover``.

    ``mean`` lies across and ``weight`` upwards; ``titles`` are of the two axes. ``lines`` may hold where a dashed line
    stands: ``across`` on the axis upwards, ``up`` on the axis across. The labels stand below, by their numbers.
    """
    marks = records(table, FIELDS)
    key = [line for mark in marks for line in _named(mark)]
    below = axes.room_below(titles[0])
    foot = below + theme.LINE * len(key) + 8
    return theme.Drawing(
        [_crosses(marks, across, up, palette)],
        theme.layout(
            palette,
            height=TOP + HEIGHT + foot,
            margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": foot},
            showlegend=False,
            xaxis=axes.across(across) | {"showgrid": True, "range": _wider(across)},
            yaxis=time_axis.values(up) | {"anchor": "x"},
            shapes=_lines(lines or {}, palette),
            annotations=[
                axes.title_below(titles[0], LEFT, palette),
                _at_top(titles[1], palette),
                *_key(key, below, palette),
            ],
        ),
    )


def span(table: pd.DataFrame) -> tuple[float, float]:
    """The part of the index that holds every cross, in whole tens."""
    ends = [float(end) for name in ("mean", "lower", "upper") for end in table[name].dropna()]
    low, high = max(0.0, min(ends) // 10 * 10), min(100.0, -(-max(ends) // 10) * 10)
    return (low, high) if high > low else (max(0.0, low - 10), min(100.0, low + 10))


def _named(mark: dict[str, Any]) -> list[str]:
    """The number and the label, on as many lines as the narrowest figure needs."""
    first, *more = theme.wrapped(words(mark["label"]), KEY_WIDTH)
    return [f"<b>{mark['number']}</b>  {first}", *(f"    {line}" for line in more)]


def _wider(span: tuple[float, float]) -> list[float]:
    room = (span[1] - span[0]) * ASIDE
    return [span[0] - room, span[1] + room]


def _crosses(
    marks: Sequence[dict[str, Any]], across: tuple[float, float], up: tuple[float, float], palette: Palette
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [float(mark["mean"]) for mark in marks],
        "y": [float(mark["weight"]) for mark in marks],
        "error_x": _arms(marks, ("mean", "lower", "upper"), across, palette),
        "error_y": _arms(marks, ("weight", "weight_lower", "weight_upper"), up, palette),
        "marker": {
            "symbol": "circle",
            "size": 19,
            "color": palette.surface,
            "line": {"color": palette.accent, "width": 2},
        },
        "text": [f"<b>{mark['number']}</b>" for mark in marks],
        "textfont": {"color": palette.ink, "size": theme.SIZE},
        "textposition": "middle center",
        "hovertext": [words(mark["hover"]) for mark in marks],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _arms(
    marks: Sequence[dict[str, Any]], names: tuple[str, str, str], span: tuple[float, float], palette: Palette
) -> dict[str, Any]:
    """The interval of each mark, within the axis; none where it is not known."""
    value, lower, upper = names
    low = [_length(mark[value], mark[lower], span) for mark in marks]
    high = [_length(mark[value], mark[upper], span) for mark in marks]
    return {
        "type": "data",
        "array": high,
        "arrayminus": low,
        "color": palette.accent,
        "thickness": 1.5,
        "width": 0,
    }


def _length(value: Any, end: Any, span: tuple[float, float]) -> float:
    return 0.0 if missing(end) else abs(min(max(float(end), span[0]), span[1]) - float(value))


def _lines(lines: Mapping[str, float], palette: Palette) -> list[dict[str, Any]]:
    dashed = {"type": "line", "line": {"color": palette.reference, "width": 1, "dash": "dash"}, "layer": "below"}
    shapes = []
    if "up" in lines:
        shapes.append(dashed | {"xref": "x", "yref": "paper", "x0": lines["up"], "x1": lines["up"], "y0": 0, "y1": 1})
    if "across" in lines:
        shapes.append(
            dashed | {"xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": lines["across"], "y1": lines["across"]}
        )
    return shapes


def _at_top(title: str, palette: Palette) -> dict[str, Any]:
    """The title of the axis upwards, above it: text on end is slow to read."""
    return {
        "text": theme.plain(title),
        "align": "left",
        "font": {"color": palette.muted},
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -LEFT,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 6,
        "borderpad": 0,
    }


def _key(lines: Sequence[str], below: int, palette: Palette) -> list[dict[str, Any]]:
    return [
        {
            "text": line,
            "align": "left",
            "font": {"color": palette.ink},
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": -LEFT,
            "y": 0,
            "yref": "paper",
            "yanchor": "top",
            "yshift": -(below + theme.LINE * place),
            "borderpad": 0,
        }
        for place, line in enumerate(lines)
    ]
