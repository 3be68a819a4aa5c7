"""What the marks of a figure mean, beside it: text that wraps as the window is wide, which plotly's legend does not."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from charts.theme import Drawing

WIDTH, SQUARE, HEIGHT = 26, 12, 16  # pixels
MIDDLE = (WIDTH / 2, HEIGHT / 2)
LARGEST = 13.0  # pixels of a mark, and of a line that is as thick as one
DASHES = {"dash": "5 3", "dot": "2 3", "dashdot": "6 3 2 3"}
# Corners of a mark as wide as two, around nothing; y grows downwards.
CORNERS = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle-up": ((0, -1), (1.15, 1), (-1.15, 1)),
    "triangle-down": ((0, 1), (1.15, -1), (-1.15, -1)),
}
CROSSING = {"line-ns": ((0, -1, 0, 1),), "x-thin": ((-1, -1, 1, 1), (-1, 1, 1, -1))}


def html_of(figure: Drawing) -> str:
    """A list of the traces that have ``showlegend``, in their order: a picture and the name; empty where there is none.

    Names are escaped already, as plotly wants them.
    """
    named = [trace for trace in figure.to_dict()["data"] if trace.get("showlegend")]
    items = [f"<li>{_picture(trace)}{trace['name']}</li>" for trace in named]
    return f'<ul class="bi-key">{"".join(items)}</ul>' if items else ""


def _picture(trace: Mapping[str, Any]) -> str:
    """The mark as an image within the page: Streamlit takes drawings out of HTML, and leaves images in it."""
    parts = "".join(_area(trace) if _is_square(trace) else _scatter(trace))
    size = f'width="{SQUARE if _is_square(trace) else WIDTH}" height="{HEIGHT}"'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" {size} opacity="{trace.get("opacity", 1)}">{parts}</svg>'
    return f'<img alt="" {size} src="data:image/svg+xml,{quote(drawn)}"/>'


def _is_square(trace: Mapping[str, Any]) -> bool:
    """Whether the mark is an area of one colour."""
    return trace["type"] == "bar" or "fill" in trace


def _area(trace: Mapping[str, Any]) -> Iterator[str]:
    colour = trace["marker"]["color"] if trace["type"] == "bar" else trace["fillcolor"]
    yield f'<rect y="{(HEIGHT - SQUARE) / 2:g}" width="{SQUARE}" height="{SQUARE}" fill="{colour}"/>'


def _scatter(trace: Mapping[str, Any]) -> Iterator[str]:
    x, y = MIDDLE
    if "lines" in trace["mode"]:
        yield _line(0, y, WIDTH, y, trace["line"])
    if "error_x" in trace:
        yield _line(0, y, WIDTH, y, {"color": trace["error_x"]["color"], "width": 2})
    if "error_y" in trace:
        yield _line(x, 0, x, HEIGHT, {"color": trace["error_y"]["color"], "width": 2})
    if "markers" in trace["mode"]:
        yield _mark(trace["marker"])


def _mark(marker: Mapping[str, Any]) -> str:
    symbol, is_open, kind = marker.get("symbol", "circle").partition("-open")
    radius = min(marker["size"], LARGEST) / 2
    edge = marker.get("line", {})
    if symbol in CROSSING:
        x, y = MIDDLE
        return "".join(
            _line(x + radius * left, y + radius * up, x + radius * right, y + radius * down, edge)
            for left, up, right, down in CROSSING[symbol]
        )
    ink = f'fill="none" stroke="{marker["color"]}" stroke-width="{edge.get("width", 1)}"'
    look = ink if is_open else f'fill="{marker["color"]}"'
    dot = _disc(1.5, f'fill="{marker["color"]}"') if kind == "-dot" else ""
    return (_disc(radius, look) if symbol == "circle" else _shape(symbol, radius, look)) + dot


def _disc(radius: float, look: str) -> str:
    return f'<circle cx="{MIDDLE[0]:g}" cy="{MIDDLE[1]:g}" r="{radius:g}" {look}/>'


def _shape(symbol: str, radius: float, look: str) -> str:
    corners = " ".join(f"{MIDDLE[0] + radius * x:g},{MIDDLE[1] + radius * y:g}" for x, y in CORNERS[symbol])
    return f'<polygon points="{corners}" {look}/>'


def _line(x: float, y: float, x_end: float, y_end: float, line: Mapping[str, Any]) -> str:
    dash = DASHES.get(line.get("dash", ""), "")
    width = min(line.get("width", 1), LARGEST)
    ends = f'x1="{x:g}" y1="{y:g}" x2="{x_end:g}" y2="{y_end:g}"'
    return f'<line {ends} stroke="{line["color"]}" stroke-width="{width:g}" stroke-dasharray="{dash}"/>'
