"""The five bands around what is expected: a shape and a colour each, the same in every figure of many units."""

from collections.abc import Mapping, Sequence
from typing import Any

from charts import theme
from charts.theme import Palette

EXPECTED = "expected"
SYMBOLS = {
    "far_below": "triangle-down",
    "below": "triangle-down-open",
    EXPECTED: "circle",
    "above": "triangle-up-open",
    "far_above": "triangle-up",
}


def colour_of(band: str, palette: Palette) -> str:
    """Blue above, orange below, grey where a unit is as expected."""
    if band == EXPECTED:
        return palette.reference
    return palette.series[0] if band.endswith("above") else palette.series[1]


def dots(
    own: Sequence[Mapping[str, Any]],
    band: str,
    name: str,
    x: Sequence[float],
    y: Sequence[float],
    palette: Palette,
) -> dict[str, Any]:
    """The units of one band, which has no entry in the key where it is empty."""
    colour = colour_of(band, palette)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": theme.plain(name),
        "showlegend": bool(own),
        "x": list(x),
        "y": list(y),
        "marker": {
            "symbol": SYMBOLS[band],
            "size": 9 if band == EXPECTED else 13,
            "color": colour,
            "line": {
                "color": colour if band.endswith("below") or band.endswith("above") else palette.surface,
                "width": 2,
            },
        },
        "hovertext": [str(record["hover"]) for record in own],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
