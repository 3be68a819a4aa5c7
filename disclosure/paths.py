"""Paths to the edge of what is possible, for the mean of one cell each: of points that keep away from all limits.

Along the central path the pull towards the goal grows, and that away from the limits stays as it is (Nesterov and
Nemirovskii, 1994).
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from disclosure.cone import NEAR
from disclosure.directions import FAR_ENOUGH, Directions
from disclosure.lattice import Numbers
from disclosure.unknowns import Unknowns, ranges

Floats = npt.NDArray[np.float64]

# After a step that went so far towards the nearest limit, the next is for so many times the pull.
ENOUGH, PULL = 0.5, 8.0
# Up and down.
WAYS = (1.0, -1.0)


def mean(cells: Floats) -> Floats:
    """Of cells, 3 x cells, as parts of the scale."""
    return np.asarray(cells[1] / np.maximum(cells[0], NEAR))


def means(cells: Floats) -> Floats:
    """The slope of each cell's mean, 3 x cells."""
    n = np.maximum(cells[0], NEAR)
    return np.stack([-cells[1] / n**2, 1 / n, np.zeros_like(n)])


def ends_of_paths(own: Unknowns, point: Floats, off: Floats, cells: Numbers, steps: int) -> Iterator[Floats]:
    """Where cells are when the mean of each is as high, and then as low, as so many steps bring it; 3 x cells.

    Parameters
    ----------
    own : Unknowns
    point : array, 3 x cells
        A possible value of every cell.
    off : array of float, one value a system
        How far sums are from what they are told to be, there, and may be at the ends.
    cells : array of int
        Those that are asked about, each in a copy of its system.
    steps : int
    """
    system = own.system[cells]
    part, place = own.copies(system), cells - own.starts[system]
    asked = part.starts + place
    start = point[:, ranges(own.starts[system], np.bincount(part.system))]
    first = Directions(part, start)
    wish = _wish(start, asked)
    felt = (wish * first.along(wish)).sum(axis=0)
    # So much pull is felt as much as one limit is.
    pull = 1 / np.sqrt(np.maximum(np.add.reduceat(felt, part.starts), NEAR**2))
    for way in WAYS:
        ways = _followed(first, asked, way * PULL * pull, steps, off[system])
        # What lies at a limit is still possible, but there is nowhere to go from there.
        yield ways.edge(way * ways.along(_wish(ways.point, asked)), off[system])[:, asked]


def _followed(ways: Directions, asked: Numbers, strength: Floats, steps: int, within: Floats) -> Directions:
    """At the end of so many steps, or of as many as precision is left for: where sums are ``within`` of the truth."""
    own = ways.own
    for _ in range(steps):
        step = ways.inward(strength[own.system] * _wish(ways.point, asked))
        shares = ways.shares(step)
        reached = ways.advanced(step, shares)
        kept = ways.off(reached) <= within
        try:
            ways = Directions(own, np.where(kept[own.system], reached, ways.point))
        except RuntimeError:
            break
        # Where it has hardly come nearer to the path it goes on as before.
        strength = np.where(FAR_ENOUGH * shares > ENOUGH, PULL * strength, strength)
    return ways


def _wish(point: Floats, asked: Numbers) -> Floats:
    """For the means of these, and nothing else."""
    wish = np.zeros_like(point)
    wish[:, asked] = means(point[:, asked])
    return wish
