"""A funnel: units by their number of answers, between the limits that chance alone gives units of that size."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts import axes, bands, theme
from charts.table import missing, records, words
from charts.theme import Palette

LEFT, RIGHT = 40, 14
TOP, PLOT = 6, 380
TEXTS = ("label", "band", "hover")
LIMITS = ("far_lower", "lower", "upper", "far_upper")
NEAR = {"lower", "upper"}
MOST_NAMED = 8


def figure(
    table: pd.DataFrame,
    curves: pd.DataFrame,
    *,
    band_names: Mapping[str, str],
    limit_names: tuple[str, str],
    baseline_name: str,
    axis: tuple[float, float],
    axis_title: str,
    palette: Palette = theme.LIGHT,
) -> theme.Drawing:
    """A figure of units ``label, n, mean, band, hover`` between ``curves`` of ``n, baseline`` and the four limits.

    ``limit_names`` are those of the inner and the outer limits. Units outside the limits stand with their names, as
    far as there is room. Curves are cut where ``axis`` ends: the scale ends there too.
    """
    units = [r for r in _records(table) if not missing(r["mean"]) and r["band"]]
    lines = records(curves, ("n", "baseline", *LIMITS))
    across, up = _span_of_n(lines), _span(units, lines, axis)
    data = [*_limits(lines, limit_names, up, palette), _baseline(lines, baseline_name, palette)]
    data += [_dots(units, band, name, palette) for band, name in band_names.items()]
    bottom = axes.room_below(axis_title)
    return theme.Drawing(
        data,
        theme.layout(
            palette,
            height=TOP + PLOT + bottom,
            margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": bottom},
            xaxis=axes.across(across),
            yaxis={**axes.across(up), "anchor": "x", "showgrid": True},
            annotations=[axes.title_below(axis_title, LEFT, palette), *_names(units, across, palette)],
        ),
    )


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    found = records(table, ("n", "mean", *TEXTS))
    return [{**row, **{name: words(row[name]) for name in TEXTS}} for row in found]


def _span_of_n(lines: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """From the smallest number of answers that is shown: a unit with fewer has no place in the figure."""
    counts = [float(line["n"]) for line in lines]
    return min(counts, default=0.0), max(counts, default=1.0)


def _span(
    units: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]], axis: tuple[float, float]
) -> tuple[float, float]:
    """Room for the units and for the limits that a unit of middling size has, within the scale."""
    middle = lines[len(lines) // 4] if lines else {}
    ends = [float(middle[name]) for name in LIMITS if not missing(middle.get(name))]
    reached = [*(float(unit["mean"]) for unit in units), *ends]
    margin = (max(reached, default=1.0) - min(reached, default=0.0)) * 0.08
    return max(axis[0], min(reached, default=0.0) - margin), min(axis[1], max(reached, default=1.0) + margin)


def _limits(
    lines: Sequence[Mapping[str, Any]], names: tuple[str, str], span: tuple[float, float], palette: Palette
) -> list[dict[str, Any]]:
    """The inner limits unbroken, the outer ones dashed; each pair has one entry in the key."""
    drawn = []
    for limit in LIMITS:
        near = limit in NEAR
        inside = [(float(r["n"]), float(r[limit])) for r in lines if not missing(r[limit])]
        inside = [(n, value) for n, value in inside if span[0] <= value <= span[1]]
        drawn.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": theme.plain(names[0] if near else names[1]),
                "showlegend": limit in {"lower", "far_lower"},
                "x": [n for n, _ in inside],
                "y": [value for _, value in inside],
                "line": {"color": palette.muted, "width": 1.5, "dash": "solid" if near else "dash"},
                "hoverinfo": "skip",
            }
        )
    return drawn


def _baseline(lines: Sequence[Mapping[str, Any]], name: str, palette: Palette) -> dict[str, Any]:
    told = [line for line in lines if not missing(line["baseline"])]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": theme.plain(name),
        "showlegend": bool(told),
        "x": [float(line["n"]) for line in told],
        "y": [float(line["baseline"]) for line in told],
        "line": {"color": palette.ink, "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _dots(units: Sequence[Mapping[str, Any]], band: str, name: str, palette: Palette) -> dict[str, Any]:
    own = [unit for unit in units if unit["band"] == band]
    x, y = [float(unit["n"]) for unit in own], [float(unit["mean"]) for unit in own]
    return bands.dots(own, band, name, x, y, palette)


def _names(units: Sequence[Mapping[str, Any]], across: tuple[float, float], palette: Palette) -> list[dict[str, Any]]:
    """Names beside the units outside the limits, on the side where there is room."""
    apart = [unit for unit in units if unit["band"] != bands.EXPECTED][:MOST_NAMED]
    half = (across[0] + across[1]) / 2
    return [
        {
            "text": theme.plain(str(unit["label"])),
            "x": float(unit["n"]),
            "y": float(unit["mean"]),
            "xanchor": "left" if float(unit["n"]) <= half else "right",
            "xshift": 10 if float(unit["n"]) <= half else -10,
            "yanchor": "middle",
            "font": {"color": palette.ink},
            # A limit that runs through the name must not strike it out.
            "bgcolor": palette.surface,
            "borderpad": 0,
        }
        for unit in apart
    ]
