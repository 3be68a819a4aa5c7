"""Bars from when something began to when it is due, with a line at today."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from charts import rows, theme
from charts.theme import Drawing, Palette

BAR = 10
BOTTOM = 34
KINDS = ("open", "late", "finished")
# Ticks closer than a month have their day.
TICKS = [{"dtickrange": [None, "M1"], "value": "%d.%m.%y"}, {"dtickrange": ["M1", None], "value": "%m.%Y"}]
# What has no date is drawn so far beyond today, with an open end.
DAYS_WITHOUT_DATE = 30


def figure(table: pd.DataFrame, *, today: date, names: Mapping[str, str], palette: Palette) -> Drawing:
    """One bar a row: ``label``, ``starts``, ``ends`` (a date, or none), ``kind`` (open, late, finished) and ``hover``.

    ``names`` has the words for each kind, for ``today`` and for ``no_due``.
    """
    labels = [str(label) for label in table["label"].tolist()]
    stacked, height = rows.stacked(labels, [1] * len(labels))
    bars = list(zip(table["starts"], table["ends"], table["kind"], table["hover"], stacked, strict=True))
    kinds = [name for name in KINDS if name in set(table["kind"])]
    span = _span(table, today)
    return Drawing(
        [_bars([bar for bar in bars if bar[2] == kind], kind, names, palette, today) for kind in kinds],
        theme.layout(
            palette,
            height=height + BOTTOM,
            margin={"b": BOTTOM},
            bargap=0,
            barmode="overlay",
            xaxis={"type": "date", "range": [str(end) for end in span], "anchor": "y", "showgrid": True, "nticks": 6,
                   "tickformatstops": TICKS, "tickangle": 0},
            yaxis=rows.axis(height),
            shapes=[_today(today, palette)],
            annotations=[*rows.labels(stacked), _today_told(today, names["today"], palette)],
        ),
    )  # fmt: skip


def _bars(own: list[Any], kind: str, names: Mapping[str, str], palette: Palette, today: date) -> dict[str, Any]:
    colour = {"open": palette.series[0], "late": palette.series[1], "finished": palette.hidden}[kind]
    ends = [_end(start, end, today) for start, end, *_ in own]
    return {
        "type": "bar",
        "orientation": "h",
        "name": theme.plain(names[kind]),
        "showlegend": True,
        "base": [str(start) for start, *_ in own],
        # Milliseconds, as a bar on an axis of dates wants its length.
        "x": [(end - start).days * 86_400_000 for (start, *_), end in zip(own, ends, strict=True)],
        "y": [row.lanes[0] for *_, row in own],
        "width": BAR,
        "marker": {
            "color": colour,
            "pattern": {"shape": ["" if end else "/" for _, end, *_ in own], "fgcolor": palette.surface, "size": 5},
        },
        "hovertext": [hover for _, _, _, hover, _ in own],
        "hoverinfo": "text",
    }


def _end(start: date, end: date | None, today: date) -> date:
    """Where a bar ends: never before it is a day long, so that it can be seen."""
    return max(end or today + timedelta(DAYS_WITHOUT_DATE), start + timedelta(1))


def _span(table: pd.DataFrame, today: date) -> tuple[date, date]:
    pairs = list(zip(table["starts"], table["ends"], strict=True))
    first = min([*(start for start, _ in pairs), today])
    last = max([*(_end(start, end, today) for start, end in pairs), today])
    beside = timedelta(max((last - first).days // 30, 3))
    return first - beside, last + beside


def _today(today: date, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line", "x0": str(today), "x1": str(today), "xref": "x", "y0": 0, "y1": 1, "yref": "y domain",
        "line": {"color": palette.reference, "width": 1.5, "dash": "dot"}, "layer": "below",
    }  # fmt: skip


def _today_told(today: date, told: str, palette: Palette) -> dict[str, Any]:
    return rows.in_place_of(told, 0, rows.HEAD / 2, palette) | {
        "x": str(today), "xanchor": "left", "xshift": 4, "font": {"color": palette.reference},
    }  # fmt: skip
