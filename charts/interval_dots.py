"""Dots with intervals: means on one axis, one row per label, the label above its dots."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import axes, rows, theme
from charts.table import missing, records, words
from charts.theme import Palette
from core.text import number

SYMBOLS = ("circle", "square", "triangle-up", "triangle-down")
SIZES = (11, 10, 13, 13)  # pixels that look equally large
ROUND = ("round_lower", "round_upper")
BENCHMARK = ("benchmark", "benchmark_told")
LEFT = 8  # pixels: half a dot may stand outside the axis
MEAN_COLUMN, N_COLUMN = 36, 82  # pixels from the plot to the right edge of each column of numbers


def figure(
    table: pd.DataFrame,
    *,
    axis: tuple[float, float],
    axis_title: str,
    palette: Palette = theme.LIGHT,
    reference_name: str = "",
    benchmark_name: str = "",
    round_name: str = "",
    decimals: int = 1,
) -> theme.Drawing:
    """A figure of ``label, mean, lower, upper, n, hover`` and, where wanted, ``series, reference, hidden``.

    The first row is drawn on top; rows with the same label stand together, one lane a series. ``reference`` is another
    place of our own; ``benchmark``, with ``benchmark_told`` to read at it, is a value that somebody else has published.
    ``round_lower`` and ``round_upper`` are a second interval, of those who were asked this time.
    """
    measures = _records(table)
    groups = _by_label(measures)
    placed, plot_height = rows.stacked([g[0]["label"] for g in groups], [len(g) for g in groups])
    lanes = [lane for row in placed for lane in row.lanes]
    measures = [record for group in groups for record in group]
    span = _span(measures, axis)
    series = list(dict.fromkeys(record["series"] for record in measures))
    drawn_lanes = [lane for record, lane in zip(measures, lanes, strict=True) if _shown(record)]
    data = [_ruler(drawn_lanes, span, palette)]
    if round_name:
        data.append(_rounds(measures, lanes, round_name, span, palette))
    data += [_dots(measures, lanes, name, place, span, palette) for place, name in enumerate(series)]
    if reference_name:
        data.append(_references(measures, lanes, reference_name, span, palette))
    if benchmark_name:
        data.append(_benchmarks(measures, lanes, benchmark_name, span, palette))
    bottom = axes.room_below(axis_title)
    return theme.Drawing(
        data,
        theme.layout(
            palette,
            height=plot_height + bottom,
            margin={"l": LEFT, "r": N_COLUMN + 2, "t": 0, "b": bottom},
            xaxis=_axis(span),
            yaxis=rows.axis(plot_height),
            annotations=[
                *rows.labels(placed, shift=LEFT),
                *_numbers(measures, lanes, span, palette, decimals),
                axes.title_below(axis_title, LEFT, palette),
            ],
        ),
    )


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    found = records(
        table, ("label", "mean", "lower", "upper", "n", "hover", "series", "reference", "hidden", *BENCHMARK, *ROUND)
    )
    texts = ("label", "series", "hidden", "hover", "benchmark_told")
    return [{**row, **{name: words(row[name]) for name in texts}} for row in found]


def _by_label(measures: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for record in measures:
        groups.setdefault(record["label"], []).append(record)
    return list(groups.values())


def _shown(record: dict[str, Any]) -> bool:
    return not record["hidden"] and not missing(record["mean"])


def _span(measures: Sequence[dict[str, Any]], axis: tuple[float, float]) -> tuple[float, float]:
    """The axis, widened where a mean would fall outside it: an interval may be cut, a mean may not."""
    means = [float(record["mean"]) for record in measures if _shown(record)]
    return min([axis[0], *means]), max([axis[1], *means])


def _clipped(value: Any, otherwise: float, span: tuple[float, float]) -> float:
    return otherwise if missing(value) else min(max(float(value), span[0]), span[1])


def _dots(
    measures: Sequence[dict[str, Any]],
    lanes: Sequence[float],
    name: str,
    place: int,
    span: tuple[float, float],
    palette: Palette,
) -> dict[str, Any]:
    own = [(r, lane) for r, lane in zip(measures, lanes, strict=True) if r["series"] == name and _shown(r)]
    means = [float(record["mean"]) for record, _ in own]
    colour = palette.series[place % len(palette.series)] if name else palette.accent
    whiskers = [
        (_clipped(r["lower"], mean, span), _clipped(r["upper"], mean, span))
        for (r, _), mean in zip(own, means, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(name),
        "showlegend": bool(name),
        "x": means,
        "y": [lane for _, lane in own],
        "error_x": {
            "type": "data",
            "array": [high - mean for (_, high), mean in zip(whiskers, means, strict=True)],
            "arrayminus": [mean - low for (low, _), mean in zip(whiskers, means, strict=True)],
            "color": colour,
            "thickness": 2,
            "width": 0,
        },
        "marker": {
            "symbol": SYMBOLS[place % len(SYMBOLS)],
            "size": SIZES[place % len(SIZES)],
            "color": colour,
            "line": {"color": palette.surface, "width": 1},
        },
        "hovertext": [record["hover"] for record, _ in own],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _rounds(
    measures: Sequence[dict[str, Any]],
    lanes: Sequence[float],
    name: str,
    span: tuple[float, float],
    palette: Palette,
) -> dict[str, Any]:
    """Thick strokes under the thin ones, where both limits are known."""
    beside = zip(measures, lanes, strict=True)
    own = [(r, lane) for r, lane in beside if _shown(r) and not any(missing(r[end]) for end in ROUND)]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": theme.plain(name),
        "showlegend": True,
        "x": [end for r, _ in own for end in (*(_clipped(r[limit], 0.0, span) for limit in ROUND), None)],
        "y": [at for _, lane in own for at in (lane, lane, None)],
        "line": {"color": palette.accent, "width": 7},
        "opacity": 0.4,
        "hoverinfo": "skip",
    }


def _references(
    measures: Sequence[dict[str, Any]],
    lanes: Sequence[float],
    name: str,
    span: tuple[float, float],
    palette: Palette,
) -> dict[str, Any]:
    beside = [(r, lane) for r, lane in zip(measures, lanes, strict=True) if _shown(r)]
    own = [(r, lane) for r, lane in beside if not missing(r["reference"])]
    inside = [(r, lane) for r, lane in own if span[0] <= float(r["reference"]) <= span[1]]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(name),
        "showlegend": True,
        "x": [float(record["reference"]) for record, _ in inside],
        "y": [lane for _, lane in inside],
        "marker": {"symbol": "diamond-open", "size": 11, "color": palette.reference, "line": {"width": 1.5}},
        "hovertext": [f"{theme.plain(name)}: {number(float(record['reference']), 1)}" for record, _ in inside],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _benchmarks(
    measures: Sequence[dict[str, Any]],
    lanes: Sequence[float],
    name: str,
    span: tuple[float, float],
    palette: Palette,
) -> dict[str, Any]:
    """Upright strokes at what others have published; beside a hidden figure there is none."""
    beside = [(r, lane) for r, lane in zip(measures, lanes, strict=True) if _shown(r) and not missing(r["benchmark"])]
    inside = [(r, lane) for r, lane in beside if span[0] <= float(r["benchmark"]) <= span[1]]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(name),
        "showlegend": True,
        "x": [float(record["benchmark"]) for record, _ in inside],
        "y": [lane for _, lane in inside],
        "marker": theme.benchmark_mark(palette),
        "hovertext": [theme.plain(record["benchmark_told"]) for record, _ in inside],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _ruler(lanes: Sequence[float], span: tuple[float, float], palette: Palette) -> dict[str, Any]:
    """The axis repeated in every lane: a grid through the whole plot would strike out the labels."""
    across: list[float | None] = []
    down: list[float | None] = []
    for lane in lanes:
        across += [span[0], span[1], None]
        down += [lane, lane, None]
        for tick in axes.ticks(span):
            across += [tick, tick, None]
            down += [lane - 5, lane + 5, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": across,
        "y": down,
        "line": {"color": palette.grid, "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _numbers(
    measures: Sequence[dict[str, Any]],
    lanes: Sequence[float],
    span: tuple[float, float],
    palette: Palette,
    decimals: int,
) -> list[dict[str, Any]]:
    notes = [rows.heading("n", N_COLUMN, palette)]
    for record, lane in zip(measures, lanes, strict=True):
        if not _shown(record):
            notes.append({**rows.in_place_of(record["hidden"], span[0], lane, palette), "xshift": -LEFT})
            continue
        notes.append(rows.at_right(f"<b>{number(float(record['mean']), decimals)}</b>", lane, MEAN_COLUMN, palette.ink))
        if not missing(record["n"]):
            notes.append(rows.at_right(number(float(record["n"])), lane, N_COLUMN, palette.muted))
    return notes


def _axis(span: tuple[float, float]) -> dict[str, Any]:
    return {
        "range": list(span),
        "tickmode": "array",
        "tickvals": axes.ticks(span),
        "anchor": "y",
    }
