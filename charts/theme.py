"""The look of every figure: two palettes, one typeface, one layout."""

import html
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from plotly.basedatatypes import BaseFigure

from charts.colour import accent_that_passes, steps_of_lightness
from core.text import language

FONT = "Inter, system-ui, sans-serif"
SIZE = 13
LABEL_SIZE = 14
LINE = 18  # pixels from one line of text to the next: plotly sets text at 1.3 times its size
NARROW = 340  # pixels: the narrowest column a figure is drawn in, a telephone less its margins
NORWEGIAN_SEPARATORS = ",\N{NO-BREAK SPACE}"
ENGLISH_SEPARATORS = ".,"
TRANSPARENT = "rgba(0,0,0,0)"
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "responsive": True,
}


@dataclass(frozen=True)
class Palette:
    """The colours of one appearance; text holds 4.5:1 and graphics 3:1 against the surface."""

    surface: str
    ink: str
    muted: str
    grid: str
    accent: str
    series: tuple[str, ...]
    reference: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    middle: str
    lightness_range: tuple[float, float]
    cell_bad: str
    cell_middle: str
    cell_good: str
    hidden: str


LIGHT = Palette(
    surface="#ffffff",
    ink="#1e2430",
    muted="#5a6372",
    grid="#dde1e7",
    accent="#1f5fa8",
    series=("#1f5fa8", "#b4570f", "#6b4a9c", "#4d5a63"),
    reference="#4b5563",
    bad=("#4a1f04", "#8f420a", "#c96a18", "#f0a35a"),
    good=("#0c2747", "#1d5290", "#3c83c6", "#8dbfec"),
    middle="#868e99",
    lightness_range=(60.0, 32.0),
    cell_bad="#f0b27c",
    cell_middle="#f3f4f6",
    cell_good="#92c0ea",
    hidden="#868e99",
)
DARK = Palette(
    surface="#14181f",
    ink="#eceff4",
    muted="#a7b0be",
    grid="#333b47",
    accent="#7db4ee",
    series=("#7db4ee", "#f0a35a", "#c3a5ee", "#b9c2cc"),
    reference="#c3cad4",
    bad=("#7a3808", "#b8651a", "#e8974b", "#fbd0a3"),
    good=("#1d4c82", "#3478bb", "#74aee8", "#c3def8"),
    middle="#727c8a",
    lightness_range=(45.0, 82.0),
    cell_bad="#8a4a15",
    cell_middle="#262d37",
    cell_good="#245a92",
    hidden="#727c8a",
)


def with_accent(palette: Palette, accent: str) -> Palette:
    """The palette with the municipality's own accent, moved just so far that it can be read."""
    colour = accent_that_passes(accent, palette.surface)
    return replace(palette, accent=colour, series=(colour, *palette.series[1:]))


@cache
def diverging_colors(points: int, palette: Palette = LIGHT) -> tuple[str, ...]:
    """One colour per scale point, low to high: orange, blue, and a neutral middle where the number is odd.

    The steps of each side are equally large in CIE lightness; the ends stand out most from the surface.
    """
    if not 2 <= points <= 11:
        raise ValueError(f"a scale has 2 to 11 points, not {points}")
    inner, outer = palette.lightness_range
    side = points // 2
    step = (outer - inner) / (side - 1) if side > 1 else 0.0
    wanted = [inner + step * place for place in range(side)] if side > 1 else [(inner + outer) / 2]
    bad = steps_of_lightness(palette.bad, wanted[::-1])
    good = steps_of_lightness(palette.good, wanted)
    return (*bad, palette.middle, *good) if points % 2 else (*bad, *good)


def separators() -> str:
    """Decimal and thousands separators of the reader's language, as plotly wants them."""
    return ENGLISH_SEPARATORS if language() == "en" else NORWEGIAN_SEPARATORS


def layout(palette: Palette, *, height: int, margin: Mapping[str, int], **own: Any) -> dict[str, Any]:
    """The layout of a figure of so many pixels; what is particular to the figure goes in ``own``."""
    return {
        "template": template(palette),
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False, **margin},
        "uniformtext": {"mode": "hide", "minsize": SIZE},
        "separators": separators(),
        # charts/key.py says what the marks mean.
        "showlegend": False,
        **own,
    }


@cache
def template(palette: Palette) -> dict[str, Any]:
    """What all figures of a palette share."""
    axis = {
        "fixedrange": True,
        "automargin": False,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "gridcolor": palette.grid,
        "tickfont": {"color": palette.muted, "size": SIZE},
        "title": {"font": {"color": palette.muted, "size": SIZE}},
    }
    text = {"family": FONT, "size": SIZE, "color": palette.ink}
    return {
        "layout": {
            "font": text,
            "paper_bgcolor": TRANSPARENT,
            "plot_bgcolor": TRANSPARENT,
            "colorway": list(palette.series),
            "hovermode": "closest",
            "hoverdistance": 30,
            # A finger that scrolls the page must neither zoom nor select.
            "dragmode": False,
            "hoverlabel": {
                "bgcolor": palette.surface,
                "bordercolor": palette.muted,
                "font": text,
                "align": "left",
                "namelength": -1,
            },
            "annotationdefaults": {"showarrow": False, "font": text},
            "xaxis": axis,
            "yaxis": axis,
        },
        "data": {},
    }


class Drawing(BaseFigure):  # type: ignore[misc]
    """A figure as plotly's JSON has it, ready to be sent.

    Plotly's own figure takes a copy and checks every property, which costs ten times the drawing: the tests make it
    instead, and Streamlit asks for nothing but the dictionary.
    """

    def __init__(self, data: Sequence[dict[str, Any]], layout: dict[str, Any]) -> None:
        self.__dict__["_sent"] = {"data": list(data), "layout": layout}

    def to_dict(self) -> dict[str, Any]:
        """What is sent to the browser; do not change it."""
        return self.__dict__["_sent"]  # type: ignore[no-any-return]


def benchmark_mark(palette: Palette) -> dict[str, Any]:
    """The mark of a value that others have published, the same in every figure: an upright stroke."""
    return {"symbol": "line-ns", "size": 16, "line": {"color": palette.reference, "width": 3}}


def plain(words: str) -> str:
    """Words from a file, shown as they are: plotly would read ``<`` as mark-up."""
    return html.escape(words, quote=False)


def wrapped(words: str, width: int) -> list[str]:
    """The words as lines of at most so many characters; a longer word stands alone."""
    lines = textwrap.wrap(" ".join(words.split()), width, break_long_words=False, break_on_hyphens=True)
    return [plain(line) for line in lines] or [""]


def width_of(words: str, size: int = SIZE) -> int:
    """About how many pixels the words take, a little on the large side."""
    return round(len(words) * size * 0.57)
