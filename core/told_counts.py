"""How many answered, as it is told: the number, or on leaders' pages the band it lies in where the settings say so."""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from core.text import number

# The fewest of each band; the first one holds what has too few to be shown.
BANDS = (1, 5, 10, 20, 50, 100, 200, 500, 1000)
# Of what is told beside them: of many decimals anybody could work out how many answered.
BAND_DECIMALS, SHARE_DECIMALS = 1, 2
_in_bands: ContextVar[bool] = ContextVar("in_bands", default=False)


def in_bands() -> bool:
    """Whether counts are told as bands now."""
    return _in_bands.get()


@contextmanager
def told_in_bands(whether: bool) -> Iterator[None]:
    """Counts as bands, or not, for the length of a block."""
    token = _in_bands.set(whether)
    try:
        yield
    finally:
        _in_bands.reset(token)


def count(n: float | None) -> str:
    """``34``, or ``20–49`` where bands are told; zero and what is missing stay as they are."""
    if not in_bands() or n is None or n != n or n < BANDS[0]:
        return number(n)
    position = bisect_right(BANDS, n)
    least = number(BANDS[position - 1])
    return f"{least}–{number(BANDS[position] - 1)}" if position < len(BANDS) else f"{least}+"
