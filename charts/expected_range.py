"""Where each unit lies in the range that is expected of one of its size: a bar for the range, a mark for the unit."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts import axes, bands, rows, theme
from charts.table import missing, records, words
from charts.theme import Palette
from core.text import number

LEFT = 10
MEAN_COLUMN, N_COLUMN = 36, 82
NEAR_WIDTH, FAR_WIDTH = 12, 4
TEXTS = ("label", "said", "band", "hover", "hidden")
LIMITS = ("far_lower", "lower", "upper", "far_upper")


def figure(
    table: pd.DataFrame,
    *,
    band_names: Mapping[str, str],
    limit_names: tuple[str, str],
    axis: tuple[float, float],
    axis_title: str,
    palette: Palette = theme.LIGHT,
    decimals: int = 0,
) -> theme.Drawing:
    """A figure of ``label, mean, n, band, far_lower, lower, upper, far_upper, hover`` and ``said, hidden``.

    The thick bar is the inner range, the thin one the outer. ``said`` stands behind the label.
    """
    measures = _records(table)
    titles = [f"{r['label']}: {r['said']}" if r["said"] else r["label"] for r in measures]
    placed, plot_height = rows.stacked(titles, [1] * len(measures))
    drawn = [(r, row.lanes[0]) for r, row in zip(measures, placed, strict=True) if _shown(r)]
    span = _span(drawn, axis)
    ends = (("far_lower", "far_upper", limit_names[1], FAR_WIDTH), ("lower", "upper", limit_names[0], NEAR_WIDTH))
    data = [_range(drawn, low, high, name, width, span, palette) for low, high, name, width in ends]
    data += [_dots(drawn, band, name, palette) for band, name in band_names.items()]
    bottom = axes.room_below(axis_title)
    return theme.Drawing(
        data,
        theme.layout(
            palette,
            height=plot_height + bottom,
            margin={"l": LEFT, "r": N_COLUMN + 2, "t": 0, "b": bottom},
            xaxis=axes.across(span),
            yaxis=rows.axis(plot_height),
            annotations=[
                *rows.labels(placed, shift=LEFT),
                *_numbers(measures, placed, span, palette, decimals),
                axes.title_below(axis_title, LEFT, palette),
            ],
        ),
    )


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    found = records(table, ("mean", "n", *LIMITS, *TEXTS))
    return [{**row, **{name: words(row[name]) for name in TEXTS}} for row in found]


def _shown(record: Mapping[str, Any]) -> bool:
    return not record["hidden"] and not missing(record["mean"]) and bool(record["band"])


def _span(drawn: Sequence[tuple[Mapping[str, Any], float]], axis: tuple[float, float]) -> tuple[float, float]:
    """Room for every unit and every range, within the scale."""
    reached = [float(r[end]) for r, _ in drawn for end in ("mean", *LIMITS) if not missing(r[end])]
    if not reached:
        return axis
    margin = (max(reached) - min(reached)) * 0.05
    return max(axis[0], min(reached) - margin), min(axis[1], max(reached) + margin)


def _range(
    drawn: Sequence[tuple[Mapping[str, Any], float]],
    low: str,
    high: str,
    name: str,
    width: int,
    span: tuple[float, float],
    palette: Palette,
) -> dict[str, Any]:
    """Lines in place of bars, since a bar has no width in pixels."""
    known = [(r, lane) for r, lane in drawn if not missing(r[low]) and not missing(r[high])]
    ends = [(max(span[0], float(r[low])), min(span[1], float(r[high]))) for r, _ in known]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": theme.plain(name),
        "showlegend": bool(known),
        "x": [x for first, last in ends for x in (first, last, None)],
        "y": [y for _, lane in known for y in (lane, lane, None)],
        "line": {"color": palette.grid if width == NEAR_WIDTH else palette.hidden, "width": width},
        "hoverinfo": "skip",
    }


def _dots(drawn: Sequence[tuple[Mapping[str, Any], float]], band: str, name: str, palette: Palette) -> dict[str, Any]:
    own = [(record, lane) for record, lane in drawn if record["band"] == band]
    x = [float(record["mean"]) for record, _ in own]
    return bands.dots([record for record, _ in own], band, name, x, [lane for _, lane in own], palette)


def _numbers(
    measures: Sequence[Mapping[str, Any]],
    placed: Sequence[rows.Row],
    span: tuple[float, float],
    palette: Palette,
    decimals: int,
) -> list[dict[str, Any]]:
    notes = [rows.heading("n", N_COLUMN, palette)]
    for record, row in zip(measures, placed, strict=True):
        lane = row.lanes[0]
        if not _shown(record):
            notes.append({**rows.in_place_of(record["hidden"], span[0], lane, palette), "xshift": -LEFT})
            continue
        mean = number(float(record["mean"]), decimals)
        notes.append(rows.at_right(f"<b>{mean}</b>", lane, MEAN_COLUMN, palette.ink))
        if not missing(record["n"]):
            notes.append(rows.at_right(number(float(record["n"])), lane, N_COLUMN, palette.muted))
    return notes
