"""Whether sums of answers can be otherwise while published sums stay as they are.

Answers lie between 0 and 1. Those of ``n`` respondents with the sum ``s`` have a sum of squares from ``s * s / n`` (all
alike) to ``s`` (all at the ends of the scale), and anything between is possible.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Sums = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# The number of respondents, the sum and the sum of squares of their answers; missing where unknown.
Moments = tuple[Sums, Sums, Sums]
# A hair's breadth inside, since sums of floats are not exact.
NEARLY = 1e-9


def can_shift(rising: Sequence[Moments], falling: Sequence[Moments], width: Sums) -> Flags:
    """Whether the sums of some cells can rise, and of others fall, over an interval of a width around what they are.

    Parameters
    ----------
    rising, falling : sequences of three arrays of float
        Cells whose sums change by the same amount, up and down; what the squares change by is the same for all too.
    width : array of float
        The width of the interval of the sum.

    Returns
    -------
    array of bool
        True also where the sums are unknown.
    """
    both_ways = _allowed(rising, falling, width / 2) & _allowed(rising, falling, -width / 2)
    return np.asarray(both_ways | _allowed(rising, falling, width) | _allowed(rising, falling, -width))


def _allowed(rising: Sequence[Moments], falling: Sequence[Moments], change: Sums) -> Flags:
    """Whether the sums can change by an amount, with some change of the sums of squares."""
    least, most = np.full(change.shape, -np.inf), np.full(change.shape, np.inf)
    possible = np.full(change.shape, True)
    for cells, sign in ((rising, 1.0), (falling, -1.0)):
        for n, total, squares in cells:
            moved = total + sign * change
            # The comparison is false where the sum is unknown.
            possible &= ~((moved < -NEARLY) | (moved > n + NEARLY))
            low, high = moved * moved / np.maximum(n, NEARLY) - squares, moved - squares
            least = np.fmax(least, low if sign > 0 else -high)
            most = np.fmin(most, high if sign > 0 else -low)
    return np.asarray(possible & ~(least > most + NEARLY))
