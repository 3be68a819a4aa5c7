"""Differences with intervals around nothing: one row per label, what is certain told by shape and by words."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts import axes, rows, theme
from charts.table import missing, records, words
from charts.theme import Palette
from core.text import number

# A shape for each verdict: no reader needs to tell two colours apart.
SYMBOLS = {
    "better": "triangle-up", "worse": "triangle-down", "below_floor": "diamond", "leaning": "diamond-open",
    "uncertain": "circle-open",
}  # fmt: skip
SIZES = {"better": 14, "worse": 14, "below_floor": 12, "leaning": 11, "uncertain": 10}
UNCERTAIN = "uncertain"
LEFT = 10  # pixels: half a mark may stand outside the axis
DIFFERENCE_COLUMN, N_COLUMN = 44, 90  # pixels from the plot to the right edge of each column of numbers
FLOOR_WIDTH = 12
LEAST_REACH = 2.0  # floors to each side of nothing
TEXTS = ("label", "said", "verdict", "hover", "instead")


def figure(
    table: pd.DataFrame,
    *,
    verdicts: Mapping[str, str],
    axis_title: str,
    floor: float,
    floor_name: str,
    palette: Palette = theme.LIGHT,
    decimals: int = 0,
) -> theme.Drawing:
    """A figure of ``label, difference, difference_lower, difference_upper, verdict, n, hover`` and ``said, instead``.

    ``verdicts`` names what each verdict means, in the order of the key; ``said`` stands behind the label. The band
    around nothing, ``floor`` to each side, is what is too small to matter. A row with ``instead`` has these words only.
    """
    measures = _records(table)
    placed, plot_height = rows.stacked([_title(record) for record in measures], [1] * len(measures))
    lanes = [row.lanes[0] for row in placed]
    span = _span(measures, floor)
    drawn = [(record, lane) for record, lane in zip(measures, lanes, strict=True) if _shown(record)]
    data = [_band([lane for _, lane in drawn], floor, floor_name, palette), _zero([lane for _, lane in drawn], palette)]
    data += [_dots(drawn, verdict, name, span, palette) for verdict, name in verdicts.items()]
    bottom = axes.room_below(axis_title)
    return theme.Drawing(
        data,
        theme.layout(
            palette,
            height=plot_height + bottom,
            margin={"l": LEFT, "r": N_COLUMN + 2, "t": 0, "b": bottom},
            xaxis=axes.across(span, sign=True),
            yaxis=rows.axis(plot_height),
            annotations=[
                *rows.labels(placed, shift=LEFT),
                *_numbers(measures, lanes, span, palette, decimals),
                axes.title_below(axis_title, LEFT, palette),
            ],
        ),
    )


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    found = records(table, ("difference", "difference_lower", "difference_upper", "n", *TEXTS))
    return [{**row, **{name: words(row[name]) for name in TEXTS}} for row in found]


def _title(record: dict[str, Any]) -> str:
    return f"{record['label']}: {record['said']}" if record["said"] else str(record["label"])


def _shown(record: dict[str, Any]) -> bool:
    return not record["instead"] and not missing(record["difference"])


def _span(measures: Sequence[dict[str, Any]], floor: float) -> tuple[float, float]:
    """As far to one side as to the other: otherwise a small difference would look large on the shorter side."""
    ends = ("difference", "difference_lower", "difference_upper")
    known = [abs(float(r[end])) for r in measures if _shown(r) for end in ends if not missing(r[end])]
    reach = max([LEAST_REACH * floor, *known])
    return -reach, reach


def _band(lanes: Sequence[float], floor: float, name: str, palette: Palette) -> dict[str, Any]:
    """What is too small to matter, in every lane: a band through the whole plot would lie behind the labels."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": theme.plain(name),
        "showlegend": bool(lanes),
        "x": [x for _ in lanes for x in (-floor, floor, None)],
        "y": [y for lane in lanes for y in (lane, lane, None)],
        "line": {"color": palette.grid, "width": FLOOR_WIDTH},
        "hoverinfo": "skip",
    }


def _zero(lanes: Sequence[float], palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for _ in lanes for x in (0, 0, None)],
        "y": [y for lane in lanes for y in (lane - 8, lane + 8, None)],
        "line": {"color": palette.muted, "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(
    drawn: Sequence[tuple[dict[str, Any], float]],
    verdict: str,
    name: str,
    span: tuple[float, float],
    palette: Palette,
) -> dict[str, Any]:
    """The rows of one verdict; a row without one, because it could not be tested, is drawn as uncertain."""
    own = [(record, lane) for record, lane in drawn if (record["verdict"] or UNCERTAIN) == verdict]
    found = [float(record["difference"]) for record, _ in own]
    ends = [
        (_end(record["difference_lower"], middle), _end(record["difference_upper"], middle))
        for (record, _), middle in zip(own, found, strict=True)
    ]
    colour = {"better": palette.series[0], "worse": palette.series[1]}.get(verdict, palette.reference)
    is_open = SYMBOLS[verdict].endswith("-open")
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(name),
        "showlegend": bool(own),
        "x": found,
        "y": [lane for _, lane in own],
        "error_x": {
            "type": "data",
            "array": [min(high, span[1]) - middle for (_, high), middle in zip(ends, found, strict=True)],
            "arrayminus": [middle - max(low, span[0]) for (low, _), middle in zip(ends, found, strict=True)],
            "color": colour,
            "thickness": 2,
            "width": 0,
        },
        "marker": {
            "symbol": SYMBOLS[verdict],
            "size": SIZES[verdict],
            "color": colour,
            "line": {
                "color": colour if is_open else palette.surface,
                "width": 2 if is_open else 1,
            },
        },
        "hovertext": [record["hover"] for record, _ in own],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _end(value: Any, otherwise: float) -> float:
    return otherwise if missing(value) else float(value)


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
            notes.append({**rows.in_place_of(record["instead"], span[0], lane, palette), "xshift": -LEFT})
            continue
        told = number(float(record["difference"]), decimals, sign=True)
        notes.append(rows.at_right(f"<b>{told}</b>", lane, DIFFERENCE_COLUMN, palette.ink))
        if not missing(record["n"]):
            notes.append(rows.at_right(number(float(record["n"])), lane, N_COLUMN, palette.muted))
    return notes
