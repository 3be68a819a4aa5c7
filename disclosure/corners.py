"""Numbers of respondents that are possible for certain: at corners of all that the sums allow, and between them.

Each corner is found by the simplex method from the one before. Where places are divided by groups, or by parts of the
year, corners are whole numbers, and so is something between any two of them (totally unimodular sums: Hoffman and
Kruskal, 1956). A corner in fractions is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from disclosure.cone import FAR, NEAR, Limits
from disclosure.lattice import Numbers
from disclosure.simplex import DOWN, UP, Program
from disclosure.unknowns import Unknowns

Floats = npt.NDArray[np.float64]

# So many others are tried as the one that is too small.
TRIED = 3


def numbers_at_corners(own: Unknowns, figures: Numbers, enough: int) -> Floats:
    """How many numbers of respondents some figures can have at least, for what is told of numbers.

    Parameters
    ----------
    own : Unknowns
    figures : array of int
    enough : int
        More are not looked for.

    Returns
    -------
    array, 3 x figures
        How many are possible, and the least and the most of these.
    """
    found = np.zeros((3, len(figures)))
    if not len(figures):
        return found
    order = np.argsort(own.system[figures], kind="stable")
    starts = np.flatnonzero(np.diff(own.system[figures[order]], prepend=-1))
    systems = _systems(own, own.system[figures[order[starts]]])
    for rows, part in zip(np.split(order, starts[1:]), systems, strict=True):
        for row in rows.tolist():
            found[:, row] = part.numbers(int(figures[row]) - part.first, enough)
    return found


def tightened(own: Unknowns) -> Unknowns:
    """With the limits that all sums together leave the respondents of each figure, instead of one sum at a time."""
    least, most = own.limits.least.copy(), own.limits.most.copy()
    for part in _systems(own, np.arange(int(own.system.max(initial=-1)) + 1)):
        for cell in range(len(part.small)):
            ends = part.ends(cell)
            if ends is not None:
                least[part.first + cell], most[part.first + cell] = ends
    return replace(own, limits=Limits(least, np.where(most >= FAR, own.limits.most, most)))


def _systems(own: Unknowns, wanted: Numbers) -> Iterator["_System"]:
    """Some systems, with their sums as a program."""
    rows = np.argsort(own.of, kind="stable")
    sums, n = own.sums[rows], own.n[rows]
    cells, equations = (np.searchsorted(of, np.append(wanted, wanted + 1)) for of in (own.system, own.of[rows]))
    count = len(wanted)
    for number in range(count):
        here = slice(cells[number], cells[number + count])
        of = slice(equations[number], equations[number + count])
        least, most = own.limits.least[here], np.minimum(own.limits.most[here], FAR)
        start = sums.indptr[of.start : of.stop + 1]
        inside = slice(start[0], start[-1])
        inner = start - start[0], sums.indices[inside] - here.start, sums.data[inside]
        program = Program((least, most), (n[of], n[of]), inner)
        small = np.where(own.listed[here], own.threshold[here] - 1, -1.0)
        yield _System(int(here.start), program, (least, most), small, own.threshold[here] - 1, [])


@dataclass
class _System:
    """One system: its first figure, the program of its sums, the limits of respondents, how many are too few (of those
    that are listed, and of all), and the corners that are found."""

    first: int
    program: Program
    limits: tuple[Floats, Floats]
    listed_small: Floats
    small: Floats
    corners: list[Floats]

    def numbers(self, cell: int, enough: int) -> tuple[int, float, float]:
        """How many numbers a figure can have, and the least and the most of them."""
        known = self._known(cell)
        if known[0] < enough:
            self.ends(cell)
            known = self._known(cell)
        for other in self._likely(cell) if known[0] < enough else ():
            least, most = (limit[other] for limit in self.limits)
            self.program.limit(other, least, self.listed_small[other])
            self.ends(cell)
            self.program.limit(other, least, most)
            known = self._known(cell)
            if known[0] >= enough:
                break
        return min(known[0], enough), known[1], known[2]

    def _likely(self, cell: int) -> list[int]:
        """Listed ones that can be too small, those that are so at most corners first."""
        can = self.limits[0] <= self.listed_small
        can[cell] = False
        often = (np.vstack([self.limits[0], *self.corners]) <= self.listed_small).sum(axis=0)
        likely: list[int] = np.flatnonzero(can)[np.argsort(-often[can], kind="stable")][:TRIED].tolist()
        return likely

    def ends(self, cell: int) -> tuple[float, float] | None:
        """The least and the most respondents of a figure; nothing where nothing is possible."""
        ends = [self._go(cell, way) for way in (DOWN, UP)]
        return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])

    def _go(self, cell: int, way: float) -> float | None:
        corner = self.program.end(cell, way)
        if corner is None:
            return None
        whole = np.round(corner)
        if (np.abs(corner - whole) < NEAR).all():
            self.corners.append(whole)
        # What is possible in fractions only leaves the whole numbers inside.
        return float(np.ceil(corner[cell] - NEAR) if way == DOWN else np.floor(corner[cell] + NEAR))

    def _known(self, cell: int) -> tuple[int, float, float]:
        """As many as the corners say.

        Those between two corners where the figure itself is too small, or one other that is listed is so at both.
        """
        if not self.corners:
            return 0, 0.0, 0.0
        corners = np.vstack(self.corners)
        at = corners[:, cell]
        too_small = corners <= self.listed_small
        too_small[:, cell] = False
        low = np.append(np.where(too_small, at[:, None], np.inf).min(axis=0), at.min())
        # Of one that is not listed nobody knows that it hides anything.
        most = at.max() if self.listed_small[cell] < 0 else min(at.max(), self.small[cell])
        high = np.append(np.where(too_small, at[:, None], -np.inf).max(axis=0), most)
        there = low <= high
        return _together(low[there], high[there])


def _together(low: Floats, high: Floats) -> tuple[int, float, float]:
    """How many whole numbers lie in any of some intervals, and the least and the most."""
    if not len(low):
        return 0, 0.0, 0.0
    order = np.argsort(low, kind="stable")
    low, high = low[order], high[order]
    furthest = np.maximum.accumulate(high)
    before = np.append(-1.0, furthest[:-1])
    return int(np.maximum(high - np.maximum(low, before + 1) + 1, 0).sum()), float(low[0]), float(furthest[-1])
