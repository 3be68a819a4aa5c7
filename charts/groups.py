"""Groups beside each other: one row a measure, a mark a group, and a line from the lowest to the highest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import axes, rows, theme
from charts.interval_dots import LEFT, SIZES, SYMBOLS
from charts.table import missing, records, words
from charts.theme import Palette
from core.text import number

SIGNS = ("●", "■", "▲", "▼")  # as the symbols, to head the columns of numbers
COLUMN = 32  # pixels
TEXTS = ("label", "series", "hidden", "hover")
Record = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A measure: the groups with a figure, and the words that stand below them, or in their place."""

    label: str
    shown: Sequence[Record]
    notes: Sequence[str]

    @property
    def lanes(self) -> int:
        """One for the marks, where there are any, and one for each note."""
        return bool(self.shown) + len(self.notes)


def figure(
    table: pd.DataFrame,
    *,
    names: Mapping[str, str],
    axis: tuple[float, float],
    axis_title: str,
    palette: Palette = theme.LIGHT,
) -> theme.Drawing:
    """A figure of ``label, series, mean, hover, hidden``; rows with the same label share a line.

    ``names`` are the groups to draw, with what the key calls them, in order. One that is hidden on a line is told in
    words below the marks, or in their place where all are.
    """
    lines = _lines(table, names)
    placed, plot_height = rows.stacked([line.label for line in lines], [line.lanes for line in lines])
    drawn = [(record, row.lanes[0]) for line, row in zip(lines, placed, strict=True) for record in line.shown]
    width = COLUMN * len(names) if len(names) <= len(SIGNS) else 0
    data = [_ruler(lines, placed, axis, palette), _spans(lines, placed, palette)]
    data += [_dots(drawn, name, told, place, palette) for place, (name, told) in enumerate(names.items())]
    return theme.Drawing(
        data,
        theme.layout(
            palette,
            height=plot_height + axes.room_below(axis_title),
            margin={"l": LEFT, "r": width + LEFT, "t": 0, "b": axes.room_below(axis_title)},
            xaxis=axes.across(axis),
            yaxis=rows.axis(plot_height),
            annotations=[
                *rows.labels(placed, shift=LEFT),
                *_notes(lines, placed, axis, palette),
                *(_numbers(drawn, list(names), palette) if width else []),
                axes.title_below(axis_title, LEFT, palette),
            ],
        ),
    )


def _lines(table: pd.DataFrame, names: Mapping[str, str]) -> list[Line]:
    found: dict[str, list[Record]] = {}
    for row in records(table, ("mean", *TEXTS)):
        record = row | {name: words(row[name]) for name in TEXTS}
        found.setdefault(record["label"], []).append(record)
    return [_line(label, [record for record in own if record["series"] in names]) for label, own in found.items()]


def _line(label: str, own: Sequence[Record]) -> Line:
    shown = [record for record in own if not record["hidden"] and not missing(record["mean"])]
    lacking = [record for record in own if record not in shown]
    alike = dict.fromkeys(record["hidden"] for record in lacking)
    notes = [f"{record['series']}: {record['hidden']}" for record in lacking] if shown or len(alike) > 1 else [*alike]
    return Line(label, shown, notes)


def _spans(lines: Sequence[Line], placed: Sequence[rows.Row], palette: Palette) -> dict[str, Any]:
    """From the lowest to the highest group of each line."""
    ends = [
        (min(means), max(means), row.lanes[0])
        for line, row in zip(lines, placed, strict=True)
        if (means := [float(record["mean"]) for record in line.shown])
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for low, high, _ in ends for x in (low, high, None)],
        "y": [y for _, _, lane in ends for y in (lane, lane, None)],
        "line": {"color": palette.reference, "width": 3},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _ruler(
    lines: Sequence[Line], placed: Sequence[rows.Row], axis: tuple[float, float], palette: Palette
) -> dict[str, Any]:
    """The axis repeated in every lane: a grid through the whole plot would strike out the labels."""
    lanes = [row.lanes[0] for line, row in zip(lines, placed, strict=True) if line.shown]
    at = axes.ticks(axis)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for _ in lanes for x in (*axis, None, *(end for tick in at for end in (tick, tick, None)))],
        "y": [y for lane in lanes for y in (lane, lane, None, *((lane - 5, lane + 5, None) * len(at)))],
        "line": {"color": palette.grid, "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(drawn: Sequence[tuple[Record, float]], name: str, told: str, place: int, palette: Palette) -> dict[str, Any]:
    own = [(record, lane) for record, lane in drawn if record["series"] == name]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(told),
        "showlegend": True,
        "x": [float(record["mean"]) for record, _ in own],
        "y": [lane for _, lane in own],
        "marker": {
            "symbol": _symbol(place),
            "size": SIZES[place % len(SIZES)],
            "color": palette.series[place % len(palette.series)],
            "line": {"color": palette.surface, "width": 1},
        },
        "hovertext": [record["hover"] for record, _ in own],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _symbol(place: int) -> str:
    """Beyond as many groups as there are symbols they come again with a dot in the middle."""
    return SYMBOLS[place % len(SYMBOLS)] + ("" if place < len(SYMBOLS) else "-open-dot")


def _notes(
    lines: Sequence[Line], placed: Sequence[rows.Row], axis: tuple[float, float], palette: Palette
) -> list[dict[str, Any]]:
    return [
        {**rows.in_place_of(told, axis[0], lane, palette), "xshift": -LEFT}
        for line, row in zip(lines, placed, strict=True)
        for told, lane in zip(line.notes, row.lanes[bool(line.shown) :], strict=True)
    ]


def _numbers(drawn: Sequence[tuple[Record, float]], names: list[str], palette: Palette) -> list[dict[str, Any]]:
    """A column a group under its sign."""
    right = {name: LEFT + COLUMN * (place + 1) - 2 for place, name in enumerate(names)}
    heads = [
        rows.at_right(SIGNS[place], rows.HEAD / 2, right[name], palette.series[place])
        for place, name in enumerate(names)
    ]
    return heads + [
        rows.at_right(number(float(record["mean"])), lane, right[record["series"]], palette.ink)
        for record, lane in drawn
    ]
