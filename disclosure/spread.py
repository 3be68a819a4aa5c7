"""Whether sums of answers can be otherwise while published sums stay as they are.

Answers lie between 0 and 1. Those of ``n`` respondents with the sum ``s`` have a sum of squares from ``s * s / n`` (all
alike) to ``s`` (all at the ends of the scale), and anything between is possible.
"""

import numpy as np
import numpy.typing as npt

from disclosure.flows import ENDLESS

Sums = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# The number of respondents, the sum and the sum of squares of their answers; missing where unknown.
Moments = tuple[Sums, Sums, Sums]
# A hair's breadth inside, since sums of floats are not exact.
NEARLY = 1e-9
# Half an interval each way, or all of it one way.
SHIFTS = np.array([0.5, -0.5, 1.0, -1.0])


def can_shift(rising: Moments, falling: Moments, width: Sums) -> Flags:
    """Whether the sums of some cells can rise, and of others fall, over an interval of a width around what they are.

    Parameters
    ----------
    rising, falling : three arrays of float
        Cells whose sums change by the same amount, up and down; what the squares change by is the same for all too.
    width : array of float
        The width of the interval of the sum.

    Returns
    -------
    array of bool
        True also where the sums are unknown.
    """
    change = np.multiply.outer(SHIFTS, width)
    fits_up, least_up, most_up = _squares(rising, change)
    fits_down, least_down, most_down = _squares(falling, -change)
    # Of unknown sums every comparison is false.
    apart = np.fmax(least_up, -most_down) > np.fmin(most_up, -least_down) + NEARLY
    up, down, only_up, only_down = fits_up & fits_down & ~apart
    return np.asarray((up & down) | only_up | only_down)


def _squares(cells: Moments, change: Sums) -> tuple[Flags, Sums, Sums]:
    """Whether sums can change so much, and the least and the most that the squares change by then."""
    n, total, squares = cells
    moved = total + change
    possible = ~((moved < -NEARLY) | (moved > n + NEARLY))
    return possible, moved * moved / np.maximum(n, NEARLY) - squares, moved - squares


def rooms(moments: Moments, slope: float) -> tuple[Sums, Sums]:
    """How far sums can rise, and fall, while the squares change by so much for each point that the sum changes.

    Parameters
    ----------
    moments : three arrays of float
    slope : float

    Returns
    -------
    up, down : two arrays of float
        ``ENDLESS`` where the sums are unknown.
    """
    n, total, squares = moments
    size = np.maximum(n, NEARLY)
    # The squares are nowhere less than with all answers alike, nor more than with all at the ends of the scale.
    within, beyond = np.maximum(squares - total**2 / size, 0.0), np.maximum(total - squares, 0.0)
    lean = slope - 2 * total / size
    root = np.sqrt(lean**2 + 4 * within / size)
    up, down = n * (root + lean) / 2, n * (root - lean) / 2
    if slope > 1:
        up = np.minimum(up, beyond / (slope - 1))
    if slope < 1:
        down = np.minimum(down, beyond / (1 - slope))
    unknown = np.isnan(total) | np.isnan(squares)
    return np.where(unknown, ENDLESS, np.maximum(up, 0.0)), np.where(unknown, ENDLESS, np.maximum(down, 0.0))


def rooms_for_people(moments: Moments, answer: float) -> Sums:
    """How many people who all gave one answer can be taken out of each cell; there is room for any number more."""
    n, total, squares = moments
    size = np.maximum(n, NEARLY)
    mean = total / size
    variance = np.maximum(squares / size - mean**2, 0.0)
    # Those left must be able to answer as the rest of the sums says: Cantelli's inequality, and the ends of the scale.
    taken = n * variance / np.maximum((answer - mean) ** 2 + variance, NEARLY)
    if 0 < answer < 1:
        taken = np.minimum(taken, np.maximum(total - squares, 0.0) / (answer - answer**2))
    return np.where(np.isnan(taken), n, taken)
