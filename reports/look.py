"""The colours of the files: those of the light pages, with a text contrast of at least 4.5 on white."""

INK = "1E2430"
MUTED = "4B5563"
ACCENT = "1F5FA8"
REFERENCE = "868E99"
RULE = "DDE1E7"
SHADE = "F4F5F7"
TONES = {"good": "92C0EA", "bad": "F0B27C"}
# From the weakest answer to the best: orange, a neutral middle, blue.
BAD = ("8F420A", "C96A18", "F0A35A")
GOOD = ("8DBFEC", "3C83C6", "1D5290")
MIDDLE = "868E99"


def scale_colors(points: int) -> tuple[str, ...]:
    """One colour a scale point, from worst to best."""
    side = points // 2
    bad = tuple(BAD[min(place * len(BAD) // max(side, 1), len(BAD) - 1)] for place in range(side))
    good = tuple(GOOD[min(place * len(GOOD) // max(side, 1), len(GOOD) - 1)] for place in range(side))
    return (*bad, *([MIDDLE] if points % 2 else []), *good)


def text_on(colour: str) -> str:
    """Dark or white letters, whichever stand out more on a colour (WCAG 2.1, contrast)."""
    own, ink = _luminance(colour), _luminance(INK)
    return INK if (own + 0.05) / (ink + 0.05) > 1.05 / (own + 0.05) else "FFFFFF"


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
