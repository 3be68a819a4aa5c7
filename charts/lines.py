"""A measure over time: points with intervals, joined only where they may be held against each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from charts import theme, time_axis
from charts.axes import room_below, title_below
from charts.table import missing, records, words
from charts.theme import Palette
from core.text import percent
from core.told_counts import count

# How a point is joined to the former one. Of anything else nothing is drawn between them but a letter.
DASHES = {"comparable": "solid", "with_reservation": "dash", "not_judged": "dot"}
# Points from which intervals are a band: so many whiskers are a fence.
CROWDED = 13
HEIGHT = 250
LEFT, RIGHT = 56, 16
LEAST_TENTHS = 4
LETTERS = 20  # pixels above the plot
COUNT_LINE = 17
FIELDS = ("label", "when", "mean", "lower", "upper", "n", "rate", "hover", "link", "note", "hidden")
TEXTS = ("label", "hover", "link", "note", "hidden")


def figure(
    table: pd.DataFrame,
    *,
    axis: tuple[float, float],
    axis_title: str,
    names: Mapping[str, str],
    palette: Palette = theme.LIGHT,
    target: float | None = None,
    events: Sequence[tuple[float, str]] = (),
) -> theme.Drawing:
    """A line of ``label, when, mean, lower, upper, n, rate, hover`` and ``link, note, hidden``.

    ``link`` says how a point hangs together with the former one that has a figure; ``note`` is a letter that stands
    between the two where there is a reason to read. ``names`` has the words for ``interval``, ``hidden``, ``n``,
    ``rate``, and each kind of link that the key explains. ``events`` are when and what.
    """
    points = records_of(table)
    data = [*traces(points, axis, "x", "y", palette, names)]
    if target is not None and axis[0] <= target <= axis[1]:
        data.append(time_axis.target_line(_ends_of_time(points), target, palette, names["target"]))
    counted = 0 < len(points) <= time_axis.NAMED
    above = LETTERS + (time_axis.EVENT_LINE if events else 0)
    below = room_below(axis_title)
    counts = 2 * COUNT_LINE + 4 if counted else 0
    lines, notes = time_axis.event_marks(events, sum(_ends_of_time(points)) / 2, palette)
    notes = [note | {"yshift": LETTERS} for note in notes]
    title = title_below(axis_title, LEFT, palette)
    title["yshift"] -= counts
    return theme.Drawing(
        data,
        theme.layout(
            palette,
            height=above + HEIGHT + below + counts,
            margin={"l": LEFT, "r": RIGHT, "t": above, "b": below + counts},
            xaxis=_each(points) if counted else time_axis.years(points) | {"showgrid": True},
            yaxis=time_axis.values(axis),
            shapes=[*lines, *breaks(points, "x", "y", palette)],
            annotations=[title, *notes, *letters(points, "x", "y", palette)]
            + (_counts(points, names, palette) if counted else []),
        ),
    )


def span(tables: Iterable[pd.DataFrame], scale: tuple[float, float]) -> tuple[float, float]:
    """The part of a scale that holds every interval, in tenths of it, but at least four of them.

    On a smaller part a small change would look large; on the whole scale none would be seen.
    """
    tenth = (scale[1] - scale[0]) / 10
    every = (end for table in tables for name in ("mean", "lower", "upper") for end in table[name].tolist())
    ends = [end for end in every if not missing(end)]
    places = [min(max((float(end) - scale[0]) / tenth, 0.0), 10.0) for end in ends] or [0.0, 10.0]
    low, high = int(min(places)), -int(-max(places) // 1)
    while high - low < LEAST_TENTHS:
        # Below and above by turns, as far as the scale goes.
        low, high = max(low - 1, 0), high
        high += high - low < LEAST_TENTHS and high < 10
    return round(scale[0] + low * tenth, 6), round(scale[0] + high * tenth, 6)


def records_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """One dict a measurement, with every column that is drawn."""
    return [{**row, **{name: words(row[name]) for name in TEXTS}} for row in records(table, FIELDS)]


def shown(points: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The measurements that have a figure."""
    return [point for point in points if not missing(point["mean"])]


def _ends_of_time(points: Sequence[dict[str, Any]]) -> tuple[float, float]:
    times = [float(point["when"]) for point in points] or [0.0]
    return min(times), max(times)


def _each(points: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Each measurement under its own name."""
    return time_axis.years(points) | {
        "tickvals": [float(point["when"]) for point in points],
        "ticktext": [_stacked(point["label"]) for point in points],
    }


def _stacked(label: str) -> str:
    """``mars<br>2024``: the narrowest figure has no room for it on a line."""
    first, _, last = label.rpartition(" ")
    return f"{theme.plain(first)}<br>{theme.plain(last)}" if first else theme.plain(last)


def traces(
    points: Sequence[dict[str, Any]],
    axis: tuple[float, float],
    x: str,
    y: str,
    palette: Palette,
    names: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Intervals below, then lines, then points, then the marks of what is hidden."""
    crowded = len(shown(points)) >= CROWDED
    own = [*_bands(points, axis, palette, names)] if crowded else []
    own += [_line(points, link, dash, palette, names) for link, dash in DASHES.items()]
    own.append(_dots(points, axis, palette, names, crowded))
    untold = [point for point in points if missing(point["mean"])]
    own.append(time_axis.hidden_marks(untold, axis, palette, names.get("hidden", "")))
    return [trace | {"xaxis": x, "yaxis": y} for trace in own if trace["x"]]


def _line(
    points: Sequence[dict[str, Any]], link: str, dash: str, palette: Palette, names: Mapping[str, str]
) -> dict[str, Any]:
    """The pairs of neighbours that hang together in this way."""
    pairs = [pair for pair in pairwise(shown(points)) if pair[1]["link"] == link]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": theme.plain(names.get(link, "")),
        "showlegend": link in names,
        "x": [x for one, other in pairs for x in (float(one["when"]), float(other["when"]), None)],
        "y": [y for one, other in pairs for y in (float(one["mean"]), float(other["mean"]), None)],
        "line": {"color": palette.accent, "width": 2, "dash": dash},
        "hoverinfo": "skip",
    }


def _ends(point: dict[str, Any], axis: tuple[float, float]) -> tuple[float, float]:
    """The interval as it is drawn: within the axis, and of no width where it is not known."""
    mean = float(point["mean"])
    lower, upper = (mean if missing(point[end]) else float(point[end]) for end in ("lower", "upper"))
    return max(lower, axis[0]), min(upper, axis[1])


def _dots(
    points: Sequence[dict[str, Any]],
    axis: tuple[float, float],
    palette: Palette,
    names: Mapping[str, str],
    crowded: bool,
) -> dict[str, Any]:
    own = shown(points)
    means = [float(point["mean"]) for point in own]
    ends = [_ends(point, axis) for point in own]
    whiskers = {
        "type": "data",
        "array": [max(high - mean, 0.0) for (_, high), mean in zip(ends, means, strict=True)],
        "arrayminus": [max(mean - low, 0.0) for (low, _), mean in zip(ends, means, strict=True)],
        "color": palette.accent,
        "thickness": 2,
        "width": 4,
    }
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(names.get("interval", "")),
        "showlegend": "interval" in names and not crowded,
        "x": [float(point["when"]) for point in own],
        "y": means,
        "marker": {"color": palette.accent, "size": 5 if crowded else 9},
        "hovertext": [point["hover"] for point in own],
        "hoverinfo": "text",
        "cliponaxis": False,
    } | ({} if crowded else {"error_y": whiskers})


def _bands(
    points: Sequence[dict[str, Any]], axis: tuple[float, float], palette: Palette, names: Mapping[str, str]
) -> Iterable[dict[str, Any]]:
    """The intervals of neighbours that are joined, as one area each."""
    runs: list[list[dict[str, Any]]] = []
    for point in shown(points):
        if runs and point["link"] in DASHES:
            runs[-1].append(point)
        else:
            runs.append([point])
    for place, run in enumerate(runs):
        times = [float(point["when"]) for point in run]
        ends = [_ends(point, axis) for point in run]
        yield {
            "type": "scatter",
            "mode": "lines",
            "name": theme.plain(names.get("interval", "")),
            "showlegend": "interval" in names and not place,
            "x": [*times, *times[::-1]],
            "y": [*(low for low, _ in ends), *(high for _, high in ends[::-1])],
            "fill": "toself",
            "fillcolor": palette.cell_good,
            "opacity": 0.35,
            "line": {"color": palette.cell_good, "width": 1},
            "hoverinfo": "skip",
        }


def breaks(points: Sequence[dict[str, Any]], x: str, y: str, palette: Palette) -> list[dict[str, Any]]:
    """An upright line between two points that may not be held against each other."""
    return [
        time_axis.upright(_between(pair), x, y, palette.reference, "dash")
        for pair in pairwise(shown(points))
        if pair[1]["note"] and pair[1]["link"] not in DASHES
    ]


def letters(points: Sequence[dict[str, Any]], x: str, y: str, palette: Palette) -> list[dict[str, Any]]:
    """The letter of each note, above the plot between its two points."""
    return [
        {
            "text": f"<b>{pair[1]['note']}</b>",
            "font": {"color": palette.reference},
            "x": _between(pair),
            "xref": x,
            "xanchor": "center",
            "y": 1,
            "yref": f"{y} domain",
            "yanchor": "bottom",
            "borderpad": 0,
        }
        for pair in pairwise(shown(points))
        if pair[1]["note"]
    ]


def _between(pair: tuple[dict[str, Any], dict[str, Any]]) -> float:
    return (float(pair[0]["when"]) + float(pair[1]["when"])) / 2


def _counts(points: Sequence[dict[str, Any]], names: Mapping[str, str], palette: Palette) -> list[dict[str, Any]]:
    """Answers and response rate below each point, headed at the left."""
    # A name of two lines is a line lower.
    begin = 24 + (theme.LINE if any(" " in point["label"] for point in points) else 0)
    notes = []
    lines: list[tuple[str, Callable[[float], str]]] = [("n", count), ("rate", percent)]
    for line, (field, told) in enumerate(lines):
        below = {"yref": "paper", "y": 0, "yanchor": "top", "yshift": -begin - line * COUNT_LINE, "borderpad": 0}
        below["font"] = {"color": palette.muted}
        notes.append(below | {"text": theme.plain(names.get(field, field)), "x": 0, "xref": "paper", "xanchor": "left"})
        notes[-1]["xshift"] = -LEFT
        notes += [
            below | {"text": told(point[field]), "x": float(point["when"]), "xref": "x", "xanchor": "center"}
            for point in shown(points)
        ]
    return notes
