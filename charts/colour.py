"""Colours as WCAG 2.1 and CIE see them: contrast, lightness, and steps of equal lightness."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

TEXT_CONTRAST = 4.5
GRAPHIC_CONTRAST = 3.0
BLACK = "#000000"
WHITE = "#ffffff"


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of ``#rgb`` or ``#rrggbb``; ValueError for anything else."""
    digits = colour.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) != 6:
        raise ValueError(f"not a colour of the form #rrggbb: {colour!r}")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white); WCAG 2.1, "relative luminance"."""
    red, green, blue = (_linear(channel / 255) for channel in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21; WCAG 2.1, "contrast ratio"."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """CIE L*, 0 (black) to 100 (white): equal distances look equally large."""
    share = luminance(colour)
    return 903.3 * share if share <= 0.008856 else 116 * share ** (1 / 3) - 16


def mix(one: str, other: str, share: float) -> str:
    """The colour ``share`` of the way from one to the other."""
    channels = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


@cache
def readable_on(background: str, candidates: tuple[str, ...] = (WHITE, BLACK)) -> str:
    """The candidate that is easiest to read on the background."""
    return max(candidates, key=lambda colour: contrast(colour, background))


def accent_that_passes(colour: str, surface: str) -> str:
    """The colour itself where text in it can be read on the surface, else the nearest of the same hue that can."""
    if contrast(colour, surface) >= TEXT_CONTRAST:
        return colour
    end = readable_on(surface)
    shares = (step / 200 for step in range(1, 201))
    nearest = (mix(colour, end, share) for share in shares)
    return next((candidate for candidate in nearest if contrast(candidate, surface) >= TEXT_CONTRAST), end)


def steps_of_lightness(path: Sequence[str], lightnesses: Sequence[float]) -> tuple[str, ...]:
    """The colours with the wanted lightnesses on a path of colours that runs from dark to light."""
    return tuple(_on_path(path, wanted) for wanted in lightnesses)


def _on_path(path: Sequence[str], wanted: float) -> str:
    pairs = list(pairwise(path))
    dark, light = next((pair for pair in pairs if lightness(pair[1]) >= wanted), pairs[-1])
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        if lightness(mix(dark, light, middle)) < wanted:
            low = middle
        else:
            high = middle
    return mix(dark, light, high)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
