"""A ladder: for each row the rung it stands on and the one it stood on before."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import rows, theme
from charts.rows import Row
from charts.table import missing, records, words
from charts.theme import Palette

COLUMNS = ("label", "rung", "former_rung", "hover", "hidden")
MARGIN = 44  # pixels: half the name of an outer rung
NAME_WIDTH = 10  # characters before the name of a rung is wrapped
GAP = 8


def figure(
    table: pd.DataFrame,
    *,
    rungs: Sequence[str],
    now_name: str,
    former_name: str,
    palette: Palette = theme.LIGHT,
) -> theme.Drawing:
    """A figure of ``label, rung, former_rung, hover, hidden``; rungs count from 1, and the first row is on top."""
    found = records(table, COLUMNS)
    placed, height = rows.stacked([_label(one) for one in found], [1] * len(found))
    beside = list(zip(found, placed, strict=True))
    names = [theme.wrapped(name, NAME_WIDTH) for name in rungs]
    top = theme.LINE * max((len(lines) for lines in names), default=1) + GAP
    return theme.Drawing(
        [
            _steps(beside, len(rungs), palette),
            _moves(beside, palette),
            _marks(beside, "former_rung", former_name, "circle-open", palette.reference),
            _marks(beside, "rung", now_name, "circle", palette.accent),
        ],
        theme.layout(
            palette,
            height=top + height,
            margin={"l": MARGIN, "r": MARGIN, "t": top, "b": 0},
            xaxis=_axis(names, palette),
            yaxis=rows.axis(height),
            annotations=rows.labels(placed, shift=MARGIN),
        ),
    )


def _label(one: dict[str, Any]) -> str:
    """The label, and why there is no dot."""
    return " – ".join(part for part in (words(one["label"]), words(one["hidden"])) if part)


def _axis(names: Sequence[Sequence[str]], palette: Palette) -> dict[str, Any]:
    return {
        "range": [1, len(names)],
        "side": "top",
        "tickmode": "array",
        "tickvals": list(range(1, len(names) + 1)),
        "ticktext": ["<br>".join(lines) for lines in names],
        "tickfont": {"color": palette.ink, "size": theme.SIZE},
        "anchor": "y",
    }


def _steps(beside: Sequence[tuple[dict[str, Any], Row]], count: int, palette: Palette) -> dict[str, Any]:
    """A thin line along each row with a short stroke at every rung."""
    lanes = [place.lanes[0] for _, place in beside]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [at for _ in lanes for at in (*range(1, count + 1), None)],
        "y": [at for lane in lanes for at in (*[lane] * count, None)],
        "line": {"color": palette.grid, "width": 1},
        "marker": {"symbol": "line-ns", "size": 8, "line": {"color": palette.hidden, "width": 1}},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _moves(beside: Sequence[tuple[dict[str, Any], Row]], palette: Palette) -> dict[str, Any]:
    """A line from where a row stood to where it stands."""
    both = [
        (one, place.lanes[0]) for one, place in beside if not missing(one["rung"]) and not missing(one["former_rung"])
    ]
    moved = [(one, lane) for one, lane in both if one["rung"] != one["former_rung"]]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [at for one, _ in moved for at in (one["former_rung"], one["rung"], None)],
        "y": [at for _, lane in moved for at in (lane, lane, None)],
        "line": {"color": palette.accent, "width": 3},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marks(
    beside: Sequence[tuple[dict[str, Any], Row]], column: str, name: str, symbol: str, colour: str
) -> dict[str, Any]:
    own = [(one, place.lanes[0]) for one, place in beside if not missing(one[column])]
    # A ring around the dot where a row stands where it stood.
    size = 18 if column == "former_rung" else 11
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(name),
        "showlegend": True,
        "x": [one[column] for one, _ in own],
        "y": [lane for _, lane in own],
        "marker": {"symbol": symbol, "size": size, "color": colour, "line": {"color": colour, "width": 2}},
        "hovertext": [words(one["hover"]) for one, _ in own],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
