"""A process behaviour chart (XmR): points, mean and limits, and the points that are a signal by colour and shape."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from charts import theme, time_axis
from charts.axes import room_below, title_below
from charts.table import missing, records, words
from charts.theme import Palette
from core.text import number

HEIGHT = 280
LEFT, RIGHT = 34, 46
# Blue for the better, orange for the worse, grey for what is common: never red and green, and a shape each.
SYMBOLS = {"improvement": "triangle-up", "concern": "triangle-down", "common_cause": "circle"}
SIZES = {"improvement": 13, "concern": 13, "common_cause": 6}
BOLD = {"centre": "<b>{}</b>"}
FIELDS = ("label", "when", "value", "centre", "lower_limit", "upper_limit", "group", "meaning", "hover", "hidden")
TEXTS = ("label", "meaning", "hover", "hidden")


def figure(
    table: pd.DataFrame,
    *,
    scale: tuple[float, float],
    axis_title: str,
    names: Mapping[str, str],
    palette: Palette = theme.LIGHT,
    target: float | None = None,
    events: Sequence[tuple[float, str]] = (),
    decimals: int = 0,
) -> theme.Drawing:
    """A chart of ``label, when, value, centre, lower_limit, upper_limit, group, meaning, hover, hidden``.

    ``names`` has the words for ``improvement``, ``concern``, ``common_cause``, ``centre``, ``limits``, ``target`` and
    ``hidden``. Limits are drawn no further than the ``scale``; ``events`` are when and what.
    """
    points = [{**row, **{name: words(row[name]) for name in TEXTS}} for row in records(table, FIELDS)]
    axis = _axis(points, scale, target)
    times = [float(point["when"]) for point in points] or [0.0]
    data = [_limits(points, axis, palette, names), _centre(points, palette, names)]
    if target is not None:
        data.append(time_axis.target_line((min(times), max(times)), target, palette, names["target"]))
    data += [_joined(points, palette), *(_dots(points, meaning, palette, names) for meaning in SYMBOLS)]
    data.append(_hidden(points, axis, palette, names))
    data = [trace for trace in data if trace["x"]]
    marks, notes = time_axis.event_marks(events, (min(times) + max(times)) / 2, palette)
    above = time_axis.EVENT_LINE if events else 4
    below = room_below(axis_title)
    return theme.Drawing(
        data,
        theme.layout(
            palette,
            height=above + HEIGHT + below,
            margin={"l": LEFT, "r": RIGHT, "t": above, "b": below},
            xaxis=time_axis.years(points),
            yaxis=time_axis.values(axis),
            shapes=marks,
            annotations=[title_below(axis_title, LEFT, palette), *notes, *_numbers(points, axis, palette, decimals)],
        ),
    )


def _axis(points: Sequence[dict[str, Any]], scale: tuple[float, float], target: float | None) -> tuple[float, float]:
    """The part of the scale with every point, limit and target, in twentieths of it."""
    step = (scale[1] - scale[0]) / 20
    ends = [
        float(point[name])
        for point in points
        for name in ("value", "lower_limit", "upper_limit")
        if not missing(point[name])
    ]
    ends = [min(max(end, scale[0]), scale[1]) for end in [*ends, *([] if target is None else [target])]] or [*scale]
    low, high = int((min(ends) - scale[0]) / step), -int(-(max(ends) - scale[0]) / step // 1)
    return round(scale[0] + low * step, 6), round(scale[0] + max(high, low + 1) * step, 6)


def _groups(points: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The points between two times that the limits were computed anew; none without limits."""
    own = [point for point in points if not missing(point["centre"])]
    return [list(group) for _, group in groupby(own, key=lambda point: point["group"])]


def _level(
    groups: Sequence[Sequence[dict[str, Any]]], name: str, axis: tuple[float, float]
) -> tuple[list[Any], list[Any]]:
    """A level line for each group, where it lies on the axis."""
    x: list[float | None] = []
    y: list[float | None] = []
    for group in groups:
        level = float(group[0][name])
        if axis[0] <= level <= axis[1]:
            x += [float(group[0]["when"]), float(group[-1]["when"]), None]
            y += [level, level, None]
    return x, y


def _limits(
    points: Sequence[dict[str, Any]], axis: tuple[float, float], palette: Palette, names: Mapping[str, str]
) -> dict[str, Any]:
    groups = _groups(points)
    low, high = (_level(groups, name, axis) for name in ("lower_limit", "upper_limit"))
    return _lines(low[0] + high[0], low[1] + high[1], names["limits"], palette.reference, "dash")


def _centre(points: Sequence[dict[str, Any]], palette: Palette, names: Mapping[str, str]) -> dict[str, Any]:
    groups = _groups(points)
    x, y = _level(groups, "centre", (float("-inf"), float("inf")))
    return _lines(x, y, names["centre"], palette.reference, "solid")


def _lines(x: list[Any], y: list[Any], name: str, colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": theme.plain(name),
        "showlegend": True,
        "x": x,
        "y": y,
        "line": {"color": colour, "width": 1.5, "dash": dash},
        "hoverinfo": "skip",
    }


def _joined(points: Sequence[dict[str, Any]], palette: Palette) -> dict[str, Any]:
    """The series as a line, broken where a point may not be told."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [float(point["when"]) for point in points],
        "y": [None if missing(point["value"]) else float(point["value"]) for point in points],
        "connectgaps": False,
        "line": {"color": palette.hidden, "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(points: Sequence[dict[str, Any]], meaning: str, palette: Palette, names: Mapping[str, str]) -> dict[str, Any]:
    own = [point for point in points if point["meaning"] == meaning]
    colours = {"improvement": palette.series[0], "concern": palette.series[1], "common_cause": palette.hidden}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(names[meaning]),
        "showlegend": True,
        "x": [float(point["when"]) for point in own],
        "y": [float(point["value"]) for point in own],
        "marker": {
            "symbol": SYMBOLS[meaning],
            "size": SIZES[meaning],
            "color": colours[meaning],
            "line": {"color": palette.surface, "width": 1},
        },
        "hovertext": [point["hover"] for point in own],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _hidden(
    points: Sequence[dict[str, Any]], axis: tuple[float, float], palette: Palette, names: Mapping[str, str]
) -> dict[str, Any]:
    own = [point for point in points if missing(point["value"])]
    return time_axis.hidden_marks(own, axis, palette, names["hidden"])


def _numbers(
    points: Sequence[dict[str, Any]], axis: tuple[float, float], palette: Palette, decimals: int
) -> list[dict[str, Any]]:
    """The mean and the limits of the last group, at the right end of their lines."""
    groups = _groups(points)
    if not groups:
        return []
    last = groups[-1][0]
    return [
        {
            "text": f"<b>{number(float(last[name]), decimals)}</b>"
            if name == "centre"
            else number(float(last[name]), decimals),
            "font": {"color": palette.muted},
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 4,
            "y": float(last[name]),
            "yref": "y",
            "yanchor": "middle",
            "borderpad": 0,
        }
        for name in ("lower_limit", "centre", "upper_limit")
        if axis[0] <= float(last[name]) <= axis[1]
    ]
