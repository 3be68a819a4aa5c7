"""Proof that hidden cells can have many numbers of respondents, and means far apart: other figures with the same sums.

From a possible value of every cell, all that depends on one of them is moved as far as goes, while every sum stays as
it is. What is reached is possible, since all that lies between two possible values is; more may be.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.cone import NEAR
from disclosure.directions import Directions
from disclosure.lattice import Flags, Numbers
from disclosure.paths import WAYS, ends_of_paths, mean, means
from disclosure.unknowns import Unknowns, alone

Floats = npt.NDArray[np.float64]

# So many figures are moved at once.
TOGETHER = 100_000
# Of how many steps the paths are that are followed where the straight way is short.
STEPS = (2, 12)


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

    def note(self, at: Numbers, cells: Floats) -> None:
        """Write down what is possible; 3 x cells."""
        n, ratio = cells[0], np.where(cells[0] > NEAR, mean(cells), np.nan)
        self.least[at], self.most[at] = np.fmin(self.least[at], n), np.fmax(self.most[at], n)
        self.low[at], self.high[at] = np.fmin(self.low[at], ratio), np.fmax(self.high[at], ratio)


def reach(own: Unknowns, point: Floats, off: Floats, cells: Numbers, width: Floats) -> Reach:
    """How far some cells can be moved.

    Parameters
    ----------
    own : Unknowns
    point : array, 3 x cells
        A possible value of every cell.
    off : array of float, one value a system
        How far sums are from what they are told to be, there; and where something is reached, at the most.
    cells : array of int
        Those that are asked about.
    width : array of float, one value a cell
        So wide an interval of the mean is enough: more is not looked for.
    """
    n, ratio = point[0, cells], mean(point[:, cells])
    found = Reach(np.zeros(len(cells)), n.copy(), n.copy(), ratio.copy(), ratio.copy())
    for lines in _lines(own, point, off, cells):
        lines.followed(found)
    with_mean = with_means(own)[cells]
    for steps in STEPS:
        narrow = np.flatnonzero(with_mean & (found.width < width - NEAR))
        size = np.bincount(own.system)[own.system[cells[narrow]]]
        for some in np.split(narrow, _portions(size)):
            for ends in ends_of_paths(own, point, off, cells[some], steps) if len(some) else ():
                found.note(some, ends)
    return found


def with_means(own: Unknowns) -> Flags:
    """The cells of systems with anything told of sums of answers: there is nothing of numbers of respondents."""
    told = np.zeros(len(own.starts), dtype=np.bool_)
    told[own.of[~np.isnan(own.total)]] = True
    return np.asarray(told[own.system])


def _portions(size: Numbers) -> Numbers:
    """Where to part what has these sizes, so that no more than so many are together."""
    return np.flatnonzero(np.diff((np.cumsum(size) - size) // TOGETHER)) + 1


@dataclass(frozen=True)
class _Lines:
    """Straight ways from a point.

    - ``rows``: the numbers of the cells that are asked about; ``cells``: these themselves; ``columns``: in each there
      is one cell of a system at most. ``within``: how far sums may be off.
    """

    ways: Directions
    within: Floats
    rows: Numbers
    cells: Numbers
    columns: Numbers

    def followed(self, found: Reach) -> None:
        """Write down where the number, and the mean, of each can go."""
        own, shape = self.ways.own, (*self.ways.point.shape, int(self.columns.max()) + 1)
        number, ratio = np.zeros(shape), np.zeros(shape)
        number[0, self.cells, self.columns] = 1.0
        told = with_means(own)[self.cells]
        for wish in (number, ratio) if told.any() else (number,):
            if wish is ratio:
                ratio[:, self.cells, self.columns] = np.where(told, means(self.ways.point[:, self.cells]), 0.0)
            step = self.ways.along(wish)
            for way in WAYS:
                ends = self.ways.edge(way * step, self.within)
                found.note(self.rows, ends[:, self.cells, self.columns])
                if wish is number:
                    found.numbers[self.rows] += self._numbers(ends[0], way)

    def _numbers(self, ends: Floats, way: float) -> Floats:
        """How many whole numbers each can have on its way to an end, where some listed one is too small."""
        at = self.cells, self.columns
        first, last, few = self.ways.point[0, self.cells], ends[at], self.ways.own.threshold[self.cells] - 1
        until, since = (
            np.where(np.isinf(share), share, way * (first + np.clip(share, 0, 1) * (last - first)))
            for share in self._shares(ends)
        )
        first, last = way * first, way * last
        # Too small itself: at the beginning of the way up, at the end of the way down.
        until, since = (np.maximum(until, few), since) if way > 0 else (until, np.minimum(since, -few))
        # A whole number to start from is counted on the way up.
        nearest = np.ceil(first - NEAR) if way > 0 else np.floor(first + NEAR) + 1
        furthest = np.floor(last + NEAR)
        before = np.floor(np.minimum(until, last) + NEAR) - nearest + 1
        after = furthest - np.maximum(np.ceil(since - NEAR), nearest) + 1
        number = np.maximum(before, 0.0) + np.maximum(after, 0.0)
        return np.asarray(np.minimum(number, np.maximum(furthest - nearest + 1, 0.0)))

    def _shares(self, ends: Floats) -> tuple[Floats, Floats]:
        """Until what share of each way, and since what share, some listed one of the system is too small."""
        own, start = self.ways.own, self.ways.point[0]
        most = own.threshold - 1 + NEAR
        small, then = (own.listed & (start <= most))[:, None], own.listed[:, None] & (ends <= most[:, None])
        move = ends - start[:, None]
        share = np.divide((most - start)[:, None], move, out=np.zeros_like(move), where=move != 0)
        until = np.maximum.reduceat(np.where(small, np.where(then, 1.0, share), -np.inf), own.starts)
        since = np.minimum.reduceat(np.where(then, np.where(small, 0.0, share), np.inf), own.starts)
        system = own.system[self.cells]
        return until[system, self.columns], since[system, self.columns]


def _lines(own: Unknowns, point: Floats, off: Floats, cells: Numbers) -> Iterator[_Lines]:
    """For systems of which about as many cells are asked about together: there are as many columns."""
    count = np.bincount(own.system[cells], minlength=len(own.starts))
    order = np.argsort(own.system[cells], kind="stable")
    column = np.arange(len(cells)) - np.searchsorted(own.system[cells[order]], own.system[cells[order]])
    doubled = np.frexp(np.maximum(count, 1) - 0.5)[1]
    for number in np.unique(doubled[count > 0]):
        chosen = (doubled == number) & (count > 0)
        part, place = alone(own, chosen)
        rows = chosen[own.system[cells[order]]]
        ways = Directions(part, point[:, chosen[own.system]])
        once = max(1, TOGETHER // len(part.system))
        for first in range(0, int(column[rows].max()) + 1, once):
            some = np.flatnonzero(rows & (column >= first) & (column < first + once))
            yield _Lines(ways, off[chosen], order[some], place[cells[order[some]]], column[some] - first)
