"""A possible value of every unknown figure that keeps away from all limits, by Newton's method on the barrier."""

import numpy as np
import numpy.typing as npt

from disclosure.cone import NEAR, start
from disclosure.directions import Directions
from disclosure.lattice import Flags
from disclosure.unknowns import Unknowns

Floats = npt.NDArray[np.float64]

STEPS = 40
# Where answers are alike there is no way to be farther from all limits than this.
CLOSE = 2e-4
# Where so many of a step could be made, it was a small one.
SMALL = 3
# No nearer than this to a limit is where it starts from: as parts of the room for respondents, and of the scale.
AWAY, SPREAD = 0.01, 1e-3


def centre(own: Unknowns) -> tuple[Floats, Floats]:
    """The centre of all that is possible, or near it.

    Parameters
    ----------
    own : Unknowns

    Returns
    -------
    point : array, 3 x cells
        Respondents, sums of answers, sums of squares.
    off : array of float, one value a system
        How far its sums are from what they are told to be; endless where they are not met.
    """
    point = _start(own)
    count = len(own.starts)
    found = np.full(count, np.inf)
    # Where limits contradict each other nothing is possible.
    todo = np.bincount(own.system, own.limits.most < own.limits.least - NEAR, count) == 0
    part = own.inside(todo)
    for step in range(STEPS):
        here = np.flatnonzero(todo[own.system])
        point[:, here], off, nearly = _all_nearer(part, point[:, here])
        numbers = np.flatnonzero(todo)
        found[numbers] = np.where(off < CLOSE, off, np.inf)
        todo[numbers[(off < CLOSE) & nearly]] = False
        if not todo.any() or (step > STEPS // 3 and np.isfinite(found[todo]).all()):
            break
        if todo.sum() < len(numbers):
            part = own.inside(todo)
    return point, found


def _start(own: Unknowns) -> Floats:
    """Cells as large as each sum leaves them, with the mean and the spread of all sums of their system."""
    of_parts = own.sums.min(axis=1).toarray().ravel() >= 0
    least, most = (own.sums @ limit for limit in (own.limits.least, own.limits.most))
    share = np.clip((own.n - least) / np.maximum(most - least, NEAR), AWAY, 1 - AWAY)
    entries = own.sums.tocoo()
    inside = of_parts[entries.row]
    own_share = np.ones(len(own.system))
    np.minimum.at(own_share, entries.col[inside], share[entries.row[inside]])
    told = of_parts & ~np.isnan(own.total + own.squares)
    n, total, squares = (
        np.bincount(own.of[told], values[told], len(own.starts)) for values in (own.n, own.total, own.squares)
    )
    mean, square = total / np.maximum(n, NEAR), squares / np.maximum(n, NEAR)
    usual = (n > NEAR) & (square > mean**2 + SPREAD) & (square < mean - SPREAD)
    mean, square = np.where(usual, mean, 1 / 2), np.where(usual, square, 3 / 8)
    return start(own.limits, np.where(own_share < 1, own_share, 1 / 2), mean[own.system], square[own.system])


def _all_nearer(own: Unknowns, point: Floats) -> tuple[Floats, Floats, Flags]:
    """As below, apart from systems that contradict themselves: those stay as far off as they are."""
    try:
        return _nearer(own, point)
    except RuntimeError:
        count = len(own.starts)
        if count == 1:
            return point, np.array([np.inf]), np.array([True])
    first = np.arange(count) < count // 2
    halves = [(own.inside(chosen), point[:, chosen[own.system]]) for chosen in (first, ~first)]
    one, other = (_all_nearer(part, of_part) for part, of_part in halves)
    return np.hstack([one[0], other[0]]), np.append(one[1], other[1]), np.append(one[2], other[2])


def _nearer(own: Unknowns, point: Floats) -> tuple[Floats, Floats, Flags]:
    """One step towards the centre; how far the sums are off after it, and where it was a small one, by system."""
    ways = Directions(own, point)
    step = ways.inward()
    shares = ways.shares(step)
    reached = ways.advanced(step, shares)
    return reached, ways.off(reached), shares > SMALL
