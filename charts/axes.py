"""What stands at the axes of a figure that is measured in pixels: a title below, numbers with their sign."""

from collections.abc import Sequence
from typing import Any

from charts import theme
from charts.theme import Palette
from core.text import number

TITLE_WIDTH = 48  # characters
TICKS = 30  # pixels from the plot to the title


def room_below(title: str) -> int:
    """Pixels that the numbers of an axis and its title take."""
    return TICKS + theme.LINE * len(theme.wrapped(title, TITLE_WIDTH))


def title_below(title: str, left: int, palette: Palette) -> dict[str, Any]:
    """The title under the numbers of an axis, from the left edge of the figure; ``left`` is the left margin."""
    return {
        "text": "<br>".join(theme.wrapped(title, TITLE_WIDTH)),
        "align": "left",
        "font": {"color": palette.muted},
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -left,
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -24,
        "borderpad": 0,
    }


def across(span: tuple[float, float], *, sign: bool = False) -> dict[str, Any]:
    """A horizontal axis with at most seven round numbers, with their sign where it is an axis of differences."""
    at = ticks(span)
    named = [number(value, decimals_of(at), sign=sign) for value in at]
    return {"range": list(span), "tickmode": "array", "tickvals": at, "ticktext": named, "anchor": "y"}


def ticks(span: tuple[float, float]) -> list[float]:
    """At most seven round numbers on the axis."""
    low, high = span
    step = next((s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100) if (high - low) / s <= 6), high - low)
    first = -(-low // step) * step
    return [round(first + step * place, 6) for place in range(int((high - first) / step + 1e-9) + 1)]


def decimals_of(numbers: Sequence[float]) -> int:
    """One decimal where a number has one."""
    return int(any(value != round(value) for value in numbers))
