"""Diverging stacked bars: how the answers are spread over the scale, cut in the middle of it.

The cut follows Heiberger & Robbins 2014, doi:10.18637/jss.v057.i05. "Don't know" is not a point on the scale and
stands apart from the bar.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import rows, theme
from charts.colour import readable_on
from charts.table import missing, records, words
from charts.theme import Palette
from core.text import number, percent

LANE = 26
BAR = 22
SMALL_BAR = 10
LEAST_LABELLED = 0.05
LEFT, RIGHT = 44, 46  # pixels for the low total and for n
TO_TEXT = 10  # pixels from a mark to the words beside it
# A bar ends where its shares are summed to; with an axis that is a rounding shorter, plotly hides the last number.
ROUNDING = 1e-9
TEXTS = ("label", "hidden", "hover", "benchmark_text", "benchmark_told")


def figure(
    table: pd.DataFrame,
    *,
    scale_labels: Sequence[str],
    palette: Palette = theme.LIGHT,
    dont_know_name: str = "",
    benchmark_name: str = "",
) -> theme.Drawing:
    """A figure of ``label, shares, n`` and, where wanted, ``dont_know, hidden, hover``.

    ``shares`` holds one share, 0 to 1, per scale point from low to high; they sum to 1 without "don't know".
    The column of "don't know" is drawn where ``dont_know_name`` heads it. A published value has no place on a bar of
    shares: ``benchmark_text`` stands on a line of its own below, with ``benchmark_told`` to read at its mark.
    """
    spreads = _records(table, len(scale_labels))
    counts = [2 if benchmark_name and spread["benchmark_text"] else 1 for spread in spreads]
    placed, plot_height = rows.stacked([r["label"] for r in spreads], counts, LANE)
    lanes = [row.lanes[0] for row in placed]
    colours = theme.diverging_colors(len(scale_labels), palette)
    data = [_segment(spreads, lanes, place, scale_labels, colours) for place in range(len(scale_labels))]
    data.append(_cut([lane for r, lane in zip(spreads, lanes, strict=True) if r["shown"]], palette))
    if dont_know_name:
        data += _dont_know(spreads, lanes, dont_know_name, palette)
    left, right = _extent(spreads)
    below = [(spread, row.lanes[1]) for spread, row in zip(spreads, placed, strict=True) if len(row.lanes) > 1]
    if below:
        data.append(_benchmarks(below, left, benchmark_name, palette))
    notes = rows.labels(placed, shift=LEFT) + _headings(dont_know_name, palette)
    notes += [
        {**rows.in_place_of(spread["benchmark_text"], left, lane, palette), "xshift": TO_TEXT} for spread, lane in below
    ]
    return theme.Drawing(
        data,
        theme.layout(
            palette,
            height=plot_height,
            margin={"l": LEFT, "r": RIGHT, "t": 0, "b": 0},
            barmode="overlay",
            xaxis={"range": [left, right], "domain": [0, 0.66 if dont_know_name else 0.86], "visible": False},
            xaxis2={"range": [0, _dont_know_end(spreads)], "domain": [0.84, 1], "visible": False, "fixedrange": True},
            yaxis=rows.axis(plot_height),
            annotations=notes + _totals(spreads, lanes, left, colours, palette),
        ),
    )


def _records(table: pd.DataFrame, points: int) -> list[dict[str, Any]]:
    found = records(table, ("label", "shares", "n", "dont_know", *TEXTS[1:]))
    spreads = [{**row, **{name: words(row[name]) for name in TEXTS}} for row in found]
    for spread in spreads:
        spread["shown"] = hasattr(spread["shares"], "__len__") and not spread["hidden"]
        spread["shares"] = [float(share) for share in spread["shares"]] if spread["shown"] else [0.0] * points
        if len(spread["shares"]) != points:
            raise ValueError(f"{len(spread['shares'])} shares on a scale of {points} points: {spread['label']}")
    return spreads


def left_edge(shares: Sequence[float]) -> float:
    """Where the bar begins: everything below the middle, and half of a middle point, lies left of zero."""
    points = len(shares)
    below = sum(shares[: points // 2])
    return -(below + shares[points // 2] / 2 if points % 2 else below)


def low_and_high(shares: Sequence[float]) -> tuple[float, float]:
    """The shares below and above the middle; a middle point is in neither."""
    side = len(shares) // 2
    return sum(shares[:side]), sum(shares[-side:])


def _extent(spreads: Sequence[dict[str, Any]]) -> tuple[float, float]:
    edges = [left_edge(record["shares"]) for record in spreads if record["shown"]]
    return min([-0.1, *edges]), max([0.1, *(edge + 1 for edge in edges)]) + ROUNDING


def _segment(
    spreads: Sequence[dict[str, Any]],
    lanes: Sequence[float],
    place: int,
    scale_labels: Sequence[str],
    colours: Sequence[str],
) -> dict[str, Any]:
    own = [(record, lane) for record, lane in zip(spreads, lanes, strict=True) if record["shown"]]
    shares = [record["shares"][place] for record, _ in own]
    name = theme.plain(scale_labels[place])
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "showlegend": True,
        "x": shares,
        "base": [left_edge(record["shares"]) + sum(record["shares"][:place]) for record, _ in own],
        "y": [lane for _, lane in own],
        "width": BAR,
        "marker": {"color": colours[place], "line": {"width": 0}},
        "text": [number(share * 100) if share >= LEAST_LABELLED else "" for share in shares],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": readable_on(colours[place]), "size": theme.SIZE},
        "hovertext": [_hover(record, f"{name}: {percent(record['shares'][place])}") for record, _ in own],
        "hoverinfo": "text",
    }


def _hover(record: dict[str, Any], answer: str) -> str:
    return f"{answer}<br>{record['hover']}" if record["hover"] else answer


def _cut(lanes: Sequence[float], palette: Palette) -> dict[str, Any]:
    """Marks above and below each bar where the low half meets the high; a line through it would strike out numbers."""
    edge = BAR / 2
    ends = [end for y in lanes for end in (y - edge - 4, y - edge, None, y + edge, y + edge + 4, None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [0, 0, None] * 2 * len(lanes),
        "y": ends,
        "line": {"color": palette.ink, "width": 1},
        "hoverinfo": "skip",
    }


def _benchmarks(
    below: Sequence[tuple[dict[str, Any], float]], left: float, name: str, palette: Palette
) -> dict[str, Any]:
    """The mark before the words of each published value."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(name),
        "showlegend": True,
        "x": [left] * len(below),
        "y": [lane for _, lane in below],
        "marker": theme.benchmark_mark(palette),
        "hovertext": [theme.plain(spread["benchmark_told"]) for spread, _ in below],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _dont_know_end(spreads: Sequence[dict[str, Any]]) -> float:
    """The axis of "don't know" leaves as much room for the number as for the longest bar."""
    known = [float(r["dont_know"]) for r in spreads if r["shown"] and not missing(r["dont_know"])]
    return 2 * max([0.1, *known])


def _dont_know(
    spreads: Sequence[dict[str, Any]], lanes: Sequence[float], name: str, palette: Palette
) -> list[dict[str, Any]]:
    pairs = zip(spreads, lanes, strict=True)
    own = [(r, lane) for r, lane in pairs if r["shown"] and not missing(r["dont_know"])]
    shares = [float(record["dont_know"]) for record, _ in own]
    labels = [percent(share) for share in shares]
    return [
        {
            # Lines, not bars: plotly forgets the least size of text when bars stand on two axes.
            "type": "scatter",
            "mode": "lines",
            "xaxis": "x2",
            "x": [x for share in shares for x in (0.0, share, None)],
            "y": [y for _, lane in own for y in (lane, lane, None)],
            "line": {"color": palette.hidden, "width": SMALL_BAR},
            "hovertext": [f"{theme.plain(name)}: {label}" for label in labels for _ in range(3)],
            "hoverinfo": "text",
        },
        {
            "type": "scatter",
            "mode": "text",
            "xaxis": "x2",
            "x": shares,
            "y": [lane for _, lane in own],
            "text": [f"\N{NO-BREAK SPACE}{label}" for label in labels],
            "textposition": "middle right",
            "textfont": {"color": palette.muted},
            "hoverinfo": "skip",
            "cliponaxis": False,
        },
    ]


def _headings(dont_know_name: str, palette: Palette) -> list[dict[str, Any]]:
    notes = [rows.heading("n", RIGHT - 2, palette)]
    if dont_know_name:
        notes.append({**rows.in_place_of(dont_know_name, 0, rows.HEAD / 2, palette), "xref": "x2"})
    return notes


def _totals(
    spreads: Sequence[dict[str, Any]], lanes: Sequence[float], left: float, colours: Sequence[str], palette: Palette
) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = []
    for record, lane in zip(spreads, lanes, strict=True):
        if not record["shown"]:
            notes.append({**rows.in_place_of(record["hidden"], left, lane, palette), "xshift": -LEFT})
            continue
        begin = left_edge(record["shares"])
        low, high = low_and_high(record["shares"])
        ends = ((low, begin, "right", -5, colours[0]), (high, begin + sum(record["shares"]), "left", 5, colours[-1]))
        for share, x, anchor, shift, colour in ends:
            note = rows.in_place_of(f"{percent(share)}", x, lane, palette)
            note |= {"text": f"<b>{note['text']}</b>", "xanchor": anchor, "xshift": shift, "font": {"color": colour}}
            notes.append(note)
        if not missing(record["n"]):
            notes.append(rows.at_right(number(float(record["n"])), lane, RIGHT - 2, palette.muted))
    return notes
