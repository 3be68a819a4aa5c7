"""A table in colours: the number in every cell, the colour its distance from the reference."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import pandas as pd

from charts import theme
from charts.colour import mix
from charts.table import missing, records, words
from charts.theme import Palette

ROW_WIDTH, COLUMN_WIDTH = 18, 12  # characters before a label is wrapped
LEAST_ROW = 36
SPACE = 2
# The part of the rows' height that their labels can do without.
SPARE = 0.2
BOTTOM = 4
COLUMNS = ("row", "column", "text", "score", "hover", "hidden", "mark")

Cells = dict[tuple[int, int], dict[str, Any]]


def figure(
    table: pd.DataFrame,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    palette: Palette = theme.LIGHT,
) -> theme.Drawing:
    """A figure of the long table ``row, column, text, score, hover`` and, where wanted, ``hidden, mark``.

    ``rows`` and ``columns`` are the labels in their order; ``score`` is -1 (bad) to 1 (good), 0 at the reference.
    ``hidden`` says why a cell shows no figure, ``mark`` says it in a sign or two.
    """
    cells = _cells(table, rows, columns)
    row_lines = [theme.wrapped(label, ROW_WIDTH) for label in rows]
    column_lines = [theme.wrapped(label, COLUMN_WIDTH) for label in columns]
    edges = _edges(row_lines)
    left = 12 + max([theme.width_of(line) for lines in row_lines for line in lines], default=0)
    top = 10 + _heading_height(column_lines, theme.NARROW - left, edges[-1])
    hidden = {place: cell for place, cell in cells.items() if not missing(cell["hidden"])}
    shown = {place: cell for place, cell in cells.items() if place not in hidden and not missing(cell["text"])}
    return theme.Drawing(
        [_heat(shown, edges, len(columns), palette), _hatch(hidden, edges, palette)],
        theme.layout(
            palette,
            height=top + edges[-1] + BOTTOM,
            margin={"l": left, "r": 2, "t": top, "b": BOTTOM, "autoexpand": True},
            barmode="overlay",
            xaxis=_across(column_lines, palette),
            yaxis={"range": [edges[-1], 0], "showticklabels": False},
            annotations=_row_labels(row_lines, edges, left) + _marks(hidden, edges, palette),
        ),
    )


def score_color(score: float, palette: Palette) -> str:
    """The colour of a cell with this score."""
    end = palette.cell_good if score > 0 else palette.cell_bad
    return mix(palette.cell_middle, end, min(abs(score), 1.0))


def _cells(table: pd.DataFrame, rows: Sequence[str], columns: Sequence[str]) -> Cells:
    """The cells by row and column number."""
    down, across = {label: y for y, label in enumerate(rows)}, {label: x for x, label in enumerate(columns)}
    return {
        (down[str(cell["row"])], across[str(cell["column"])]): cell
        for cell in records(table, COLUMNS)
        if str(cell["row"]) in down and str(cell["column"]) in across
    }


def _edges(row_lines: Sequence[Sequence[str]]) -> list[int]:
    """The upper edge of every row and the lower edge of the last, in pixels from the top."""
    return [0, *accumulate(max(LEAST_ROW, theme.LINE * len(lines) + 12) for lines in row_lines)]


def _middle(edges: Sequence[int], row: int) -> float:
    return (edges[row] + edges[row + 1]) / 2


def _heat(shown: Cells, edges: Sequence[int], width: int, palette: Palette) -> dict[str, Any]:
    height = len(edges) - 1
    z: list[list[float | None]] = [[None] * width for _ in range(height)]
    text, hover = [[""] * width for _ in range(height)], [[""] * width for _ in range(height)]
    for (y, x), cell in shown.items():
        # A figure with nothing to be measured against has the colour of "no difference".
        z[y][x] = 0.0 if missing(cell["score"]) else float(cell["score"])
        text[y][x] = theme.plain(str(cell["text"]))
        hover[y][x] = words(cell["hover"])
    return {
        "type": "heatmap",
        "x": [place - 0.5 for place in range(width + 1)],
        "y": list(edges),
        "z": z,
        "zmin": -1,
        "zmax": 1,
        "colorscale": [[0, palette.cell_bad], [0.5, palette.cell_middle], [1, palette.cell_good]],
        "xgap": SPACE,
        "ygap": SPACE,
        "text": text,
        "texttemplate": "%{text}",
        "textfont": {"color": palette.ink, "size": theme.SIZE},
        "hovertext": hover,
        "hoverinfo": "text",
        "hoverongaps": False,
        "showscale": False,
        "showlegend": False,
    }


def _hatch(hidden: Cells, edges: Sequence[int], palette: Palette) -> dict[str, Any]:
    """Hatching, as on paper, over the cells without a figure; the reason on hover, never the figure."""
    hatch = {"fgcolor": palette.hidden, "bgcolor": palette.surface}
    return {
        "type": "bar",
        "x": [x for _, x in hidden],
        "y": [edges[y + 1] - edges[y] - SPACE for y, _ in hidden],
        "base": [edges[y] + SPACE / 2 for y, _ in hidden],
        "width": 0.96,
        "marker": {
            "color": palette.surface,
            "pattern": {"shape": "/", "size": 7, "solidity": 0.15, **hatch},
            "line": {"width": 0},
        },
        "hovertext": [theme.plain(str(cell["hidden"])) for cell in hidden.values()],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _marks(hidden: Cells, edges: Sequence[int], palette: Palette) -> list[dict[str, Any]]:
    return [
        {
            "text": theme.plain(words(cell["mark"]) or words(cell["hidden"])),
            "font": {"color": palette.muted},
            "bgcolor": palette.surface,
            "borderpad": 2,
            "x": x,
            "xref": "x",
            "y": _middle(edges, y),
            "yref": "y",
        }
        for (y, x), cell in hidden.items()
    ]


def _row_labels(lines: Sequence[Sequence[str]], edges: Sequence[int], left: int) -> list[dict[str, Any]]:
    return [
        {
            "text": "<br>".join(label),
            "align": "left",
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": -left,
            "y": _middle(edges, row),
            "yref": "y",
            "yanchor": "middle",
            "borderpad": 0,
        }
        for row, label in enumerate(lines)
    ]


def _heading_height(lines: Sequence[Sequence[str]], width: int, rows: int) -> int:
    """Room for the headings above so many pixels of rows.

    Plotly lays them on their side where the columns are narrower than the words, and takes what they need then from the
    rows. Only where these are few is the room kept at every width.
    """
    longest = max([theme.width_of(line) for label in lines for line in label], default=0)
    upright = theme.LINE * max((len(label) for label in lines), default=0)
    lying = max(longest, upright) if longest * len(lines) > width else upright
    return upright if lying - upright <= SPARE * rows else lying


def _across(lines: Sequence[Sequence[str]], palette: Palette) -> dict[str, Any]:
    return {
        "range": [-0.5, len(lines) - 0.5],
        "side": "top",
        "tickmode": "array",
        "tickvals": list(range(len(lines))),
        "ticktext": ["<br>".join(label) for label in lines],
        "tickfont": {"color": palette.ink, "size": theme.SIZE},
        "autotickangles": [0, 90],
        "automargin": True,
    }
