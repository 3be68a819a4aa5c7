"""Proof for hidden cells of which one sum is told: parts of one whole, and parts of these.

Any split of the respondents is possible, since all cells can have the same mean and spread as their sum. And in each of
these, one cell can have any mean that leaves the others together something possible.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.cone import NEAR
from disclosure.lattice import NOBODY, Flags, Numbers
from disclosure.unknowns import Unknowns

Floats = npt.NDArray[np.float64]

MEANS = np.linspace(0.0, 1.0, 41)
# A unit, its service, its municipality, everyone.
DEEP = 4


@dataclass(frozen=True)
class Nested:
    """Cells with the hidden whole that each is part of (-1 for none), and the told sum (a row) that all are inside."""

    whole: Numbers
    root: Numbers

    def sums(self, values: Floats) -> Floats:
        """The sum over each cell's parts."""
        inside = self.whole != NOBODY
        return np.asarray(np.bincount(self.whole[inside], values[inside], len(self.whole)), dtype=np.float64)

    def of_all(self, values: Floats, own: Unknowns) -> Floats:
        """The sum over all outermost cells of each cell's system."""
        outermost = self.whole == NOBODY
        return np.asarray(np.bincount(own.system, np.where(outermost, values, 0.0))[own.system])


def nested(own: Unknowns) -> tuple[Flags, Nested]:
    """Which systems are parts within parts of one told sum, and how; what is said of the others means nothing."""
    count = int(own.system.max(initial=-1)) + 1
    sums = own.sums.tocoo()
    parts, wholes = sums.data > 0, sums.data < 0
    cells = len(own.system)
    whole_of_row = np.full(len(own.of), NOBODY)
    whole_of_row[sums.row[wholes]] = sums.col[wholes]
    outer = whole_of_row == NOBODY
    told = np.nan_to_num(np.vstack([own.n, own.total, own.squares])).any(axis=0)
    twice = np.bincount(sums.row[wholes], minlength=len(outer)) > 1
    wrong = np.bincount(own.of, twice | (own.slack > 0) | (told & ~outer), count) > 0
    wrong |= np.bincount(own.of, outer, count) != 1
    # Each is part of one whole, and the sum of its parts in one way.
    once = np.bincount(sums.col[parts], minlength=cells) == 1
    once &= np.bincount(sums.col[wholes], minlength=cells) <= 1
    wrong |= np.bincount(own.system, ~once, count) > 0
    # A cell that is part of no sum, as all are where too few answered anything, has no whole.
    whole = np.full(cells, NOBODY)
    whole[sums.col[parts]] = whole_of_row[sums.row[parts]]
    root = np.zeros(count, dtype=np.int64)
    root[own.of[outer]] = np.flatnonzero(outer)
    return np.asarray(~wrong), Nested(np.where(wrong[own.system], NOBODY, whole), root[own.system])


def reach_nested(own: Unknowns, enough: int) -> Floats:
    """How far the cells of nested sums reach, as far as that is easily seen.

    Parameters
    ----------
    own : Unknowns
        Nested sums only.
    enough : int
        No more numbers than so many are counted.

    Returns
    -------
    array, 5 x cells
        So many numbers of respondents at least; the least and the most of these; the limits of the mean.
    """
    _, how = nested(own)
    n, total, squares = (values[how.root] for values in (own.n, own.total, own.squares))
    inner = how.sums(np.ones(len(n))) > 0
    least = own.limits.least
    for _ in range(DEEP):
        least = np.maximum(own.limits.least, how.sums(least))
    spare = n - how.of_all(least, own)
    # A whole with more than its parts must have needs one that may have them.
    tight = inner & (least > how.sums(least) + NEAR) & (how.sums(np.where(own.listed, 0.0, 1.0)) == 0)
    most = least + spare
    limited = (own.limits.most < most - NEAR) | tight | (spare < 0)
    # One that is too small leaves the rest to another, both beside the cell in question.
    ends = ~inner
    small = ends & own.listed & (least <= own.threshold - 1 + NEAR)
    free = (_beside(small, how, own) >= 1) & (_beside(ends, how, own) >= 2)
    itself = np.where(own.listed, np.minimum(most, own.threshold - 1), least - 1)
    numbers = np.where(free, most, itself) - least + 1
    numbers[np.bincount(own.system, limited)[own.system] > 0] = 0
    means = _means(np.maximum(least, 1.0), n, total, squares)
    means[:, (numbers < 1) | (least >= n - NEAR)] = np.nan
    means = np.where(np.isnan(means), total / np.maximum(n, NEAR), means)
    # Of sums of answers that nobody knows any mean can be.
    means = np.where(np.isnan(means), [[0.0], [1.0]], means)
    return np.vstack([np.clip(numbers, 0, enough), least, np.where(free, most, itself), means])


def _beside(chosen: Flags, how: Nested, own: Unknowns) -> Floats:
    """How many of the chosen innermost cells are not inside each cell."""
    count = chosen.astype(np.float64)
    inside = count.copy()
    for _ in range(DEEP):
        inside = np.where(how.sums(np.ones(len(count))) > 0, how.sums(inside), count)
    return np.asarray(np.bincount(own.system, count)[own.system] - inside)


def _means(own: Floats, n: Floats, total: Floats, squares: Floats) -> Floats:
    """The lowest and the highest of some means that so many of n respondents can have; missing where none."""
    ends = np.full((2, len(own)), np.nan)
    others = np.maximum(n - own, NEAR)
    with np.errstate(invalid="ignore"):
        for mean in MEANS:
            left = total - own * mean
            # The sum of squares of one's own answers, and what that leaves for the others.
            least = np.fmax(own * mean**2, squares - left)
            most = np.fmin(own * mean, squares - left**2 / others)
            there = (left >= 0) & (left <= others) & ~(least > most + NEAR)
            ends[0] = np.where(there, np.fmin(ends[0], mean), ends[0])
            ends[1] = np.where(there, mean, ends[1])
    return ends
