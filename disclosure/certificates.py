"""Proof that hidden cells can have many numbers of respondents, and means far apart: other figures with the same sums.

From a possible value of every cell, one cell is moved as far as goes, together with some cells near it, while every sum
stays as it is. What is reached is possible, since all that lies between two possible values is; more may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.cone import NEAR
from disclosure.lattice import NOBODY, Flags, Numbers
from disclosure.moving import Nearby, nearby
from disclosure.neighbours import network
from disclosure.unknowns import Unknowns

Floats = npt.NDArray[np.float64]

# How many cells are moved together, how many ways are opened, and in how many steps.
EASY, HARD = ((24, 2, 1), (32, 2, 4)), ((64, 3, 5), (120, 5, 6))
TOGETHER = 500_000


@dataclass(frozen=True)
class Reach:
    """How far some cells are known to reach.

    - ``numbers``: so many numbers of respondents are possible at least; ``least``, ``most``: of these.
    - ``low``, ``high``: the limits of its mean, as parts of the scale, are at least so far apart.
    """

    numbers: Floats
    least: Floats
    most: Floats
    low: Floats
    high: Floats

    @property
    def width(self) -> Floats:
        """Of the interval of the mean."""
        return self.high - self.low


def reach(
    own: Unknowns, point: Floats, cells: Numbers, values: int, width: float, efforts: Sequence[tuple[int, int, int]]
) -> Reach:
    """How far some cells can be moved.

    Parameters
    ----------
    own : Unknowns
    point : array, 3 x cells
        A possible value of every cell.
    cells : array of int
        Those that are asked about.
    values, width : int, float
        So many numbers, and so wide an interval of the mean, are enough: more is not looked for.
    efforts : sequence of tuples
        ``EASY`` or ``HARD``.
    """
    near = network(own, np.where(own.limits.empty, 0.0, point[0]))
    too_small = own.listed & (point[0] <= own.threshold - 1 + NEAR)
    small = np.bincount(own.system, too_small)
    n = point[0, cells]
    mean = point[1, cells] / np.maximum(n, NEAR)
    found = Reach(np.zeros(len(cells)), n.copy(), n.copy(), mean.copy(), mean.copy())
    with_mean = with_means(own)[cells]
    for size, branches, steps in efforts:
        todo = np.flatnonzero((found.numbers < values) | (with_mean & (found.width < width)))
        portion = max(1, TOGETHER // size**2)
        for first in range(0, len(todo), portion):
            some = todo[first : first + portion]
            chosen = near.around(cells[some], size, branches)
            here = nearby(own, point, near, chosen)
            elsewhere = small[own.system[cells[some]]] - (too_small[chosen] & (chosen != NOBODY)).sum(axis=1) > 0
            for at, part in here:
                _moved(part, steps, elsewhere[at], values, found, some[at])
    return found


def with_means(own: Unknowns) -> Flags:
    """The cells of systems with anything told of sums of answers: there is nothing of numbers of respondents."""
    told = np.zeros(int(own.system.max(initial=-1)) + 1, dtype=np.bool_)
    told[own.of[~np.isnan(own.total)]] = True
    return np.asarray(told[own.system])


def _moved(here: Nearby, steps: int, elsewhere: Flags, values: int, found: Reach, at: Numbers) -> None:
    """Move cells down and up, in number and in mean, and write down what is reached."""
    few = found.numbers[at] < values
    if few.any():
        here_too, count = here.at(few), np.zeros(int(few.sum()))
        for ends, way in zip(here_too.pushed("number", steps), (1, -1), strict=True):
            count += _possible(here_too, ends[0], elsewhere[few], values, way)
            _note(found, at[few], ends)
        found.numbers[at[few]] = np.maximum(found.numbers[at[few]], count)
    for ends in here.pushed("mean", steps):
        _note(found, at, ends)


def _note(found: Reach, at: Numbers, ends: Floats) -> None:
    n, total = ends[0, :, 0], ends[1, :, 0]
    mean = total / np.maximum(n, NEAR)
    found.least[at] = np.minimum(found.least[at], n)
    found.most[at] = np.maximum(found.most[at], n)
    found.low[at] = np.where(n > NEAR, np.minimum(found.low[at], mean), found.low[at])
    found.high[at] = np.where(n > NEAR, np.maximum(found.high[at], mean), found.high[at])


def _possible(here: Nearby, ends: Floats, elsewhere: Flags, values: int, way: int) -> Floats:
    """How many whole numbers the first cell can have on its way to an end, where some listed cell is too small."""
    start = here.point[0]
    first, last = start[:, 0], ends[:, 0]
    # A whole number to start from is counted on the way up.
    nearest = np.ceil(first - NEAR) - (way < 0)
    furthest = np.floor(last + NEAR) if way > 0 else np.ceil(last - NEAR)
    between = way * (furthest - nearest) + 1
    count = np.zeros(len(first))
    for step in range(2 * values):
        # The nearest ones, and those at the far end.
        number = nearest + way * step if step < values else furthest - way * (step - values)
        share = np.abs(number - first) / np.maximum(np.abs(last - first), NEAR)
        there = start + np.minimum(share, 1.0)[:, None] * (ends - start)
        small = elsewhere | (here.listed & (there <= here.threshold - 1 + NEAR)).any(axis=1)
        small |= number <= here.threshold[:, 0] - 1 + NEAR
        fresh = step < between if step < values else between - (step - values) > values
        count += fresh & small & (number >= here.least)
    return count
