"""Proof that hidden cells can have many numbers of respondents, and means far apart: other figures with the same sums.

From a point in the middle of all that is possible, each cell is moved as far as goes while every sum stays as it is.
What is reached is possible; more may be.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.components import Systems
from disclosure.spreads import widths_with_spread

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

ROUNDS, ENOUGH = 30, 1e-7
FAR = 1e6
NEAR = 1e-6


@dataclass(frozen=True)
class Reach:
    """How far each cell is known to reach; systems x cells.

    - ``numbers``: so many numbers of respondents are possible at least.
    - ``least``, ``most``: of these, for one who knows the sums only.
    - ``width``: of the interval that its mean lies in, as part of the scale, at least.
    """

    numbers: Floats
    least: Floats
    most: Floats
    width: Floats


def reach(systems: Systems, values: int) -> Reach:
    """How far the cells of some systems can be moved.

    Parameters
    ----------
    systems : Systems
    values : int
        So many numbers are enough: more need not be looked for.

    Returns
    -------
    Reach
        Zeros where no point in the middle is found; that proves nothing.
    """
    most = np.minimum(systems.most, FAR)
    ones = np.ones_like(systems.least)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        n, found = middle(systems.sums, systems.n, systems.least, most, ones)
        down, up, ends = _moved(systems.sums, n, systems.least, most)
        numbers = np.where(found[:, None], _numbers(systems, n, (down, up), ends, values), 0.0)
        width = np.where(found[:, None], _widths(systems, n), 0.0)
    least, highest = np.where(found[:, None], n - down, n), np.where(found[:, None], n + up, n)
    return Reach(np.nan_to_num(numbers), np.nan_to_num(least), np.nan_to_num(highest), np.nan_to_num(width))


def middle(sums: Floats, right: Floats, least: Floats, most: Floats, weights: Floats) -> tuple[Floats, Flags]:
    """A point with given sums that keeps away from the limits, by Newton's method on the logarithmic barrier.

    Parameters
    ----------
    sums : array, systems x equations x cells
    right : array, systems x equations
    least, most, weights : arrays, systems x cells

    Returns
    -------
    point : array, systems x cells
    found : array of bool
        Whether the point has the sums.
    """
    x = (least + most) / 2
    missing = np.full(len(x), np.inf)
    todo = np.arange(len(x))
    for _ in range(ROUNDS):
        x[todo], missing[todo], near = _nearer(
            sums[todo], right[todo], x[todo], (least[todo], most[todo], weights[todo])
        )
        todo = todo[~near]
        if not len(todo):
            break
    return x, missing < NEAR


def _nearer(
    sums: Floats, right: Floats, x: Floats, limits: tuple[Floats, Floats, Floats]
) -> tuple[Floats, Floats, Flags]:
    """One step towards the middle; how far the sums were off, and which systems need no more steps."""
    least, most, weights = limits
    low, high = x - least, most - x
    # What cannot move has endless curvature.
    fixed = most - least < NEAR
    slope = np.where(fixed, 0.0, weights / high - weights / low)
    curve = np.where(fixed, np.inf, weights / low**2 + weights / high**2)
    rest = right - np.einsum("bmk,bk->bm", sums, x)
    missing = np.abs(rest).max(axis=1, initial=0.0)
    price = _prices(sums, curve, rest + np.einsum("bmk,bk->bm", sums, slope / curve))
    step = (np.einsum("bmk,bm->bk", sums, price) - slope) / curve
    near = (missing < ENOUGH) & (np.abs(step) <= 0.05 * np.minimum(low, high) + NEAR).all(axis=1)
    room = np.where(step < 0, low / -step, np.where(step > 0, high / step, np.inf)).min(axis=1)
    return x + np.minimum(1.0, 0.95 * room)[:, None] * step, missing, near


def _prices(sums: Floats, curve: Floats, right: Floats) -> Floats:
    return np.asarray(np.linalg.solve(_weighed(sums, curve), right[..., None])[..., 0])


def _weighed(sums: Floats, curve: Floats) -> Floats:
    """The sums' matrix in the metric of the barrier; more on its diagonal, as some sums follow from others."""
    matrix = (
        np.einsum("bmk,bnk->bmn", sums / curve[:, None, :], sums)
        if sums.shape[2] < 4
        else (sums / curve[:, None, :]) @ sums.swapaxes(1, 2)
    )
    diagonal = np.einsum("bmm->bm", matrix)
    diagonal += 1e-11 * diagonal.max(axis=1, initial=0.0)[:, None] + np.where(diagonal == 0, 1.0, 0.0)
    return matrix


def _moved(sums: Floats, x: Floats, least: Floats, most: Floats) -> tuple[Floats, Floats, tuple[Floats, Floats]]:
    """How far each cell goes down and up, and where all cells are then (systems x moved cell x cells)."""
    low, high = np.maximum(x - least, 0.0), np.maximum(most - x, 0.0)
    curve = np.where(most - least < NEAR, np.inf, 1 / low**2 + 1 / high**2)
    scaled = sums / curve[:, None, :]
    weighed = _weighed(sums, curve)
    moves = -scaled.swapaxes(1, 2) @ np.linalg.solve(weighed, scaled)
    diagonal = np.einsum("bkk->bk", moves)
    diagonal += 1 / curve
    # What is not a move that keeps the sums, for want of precision, is none.
    off = np.abs(np.einsum("bmk,bck->bcm", sums, moves)).max(axis=2, initial=0.0)
    size = np.abs(moves).max(axis=2, initial=0.0)
    moves = np.where((off <= 1e-6 * size)[:, :, None], moves, 0.0)
    up = _room(moves, low, high)
    down = _room(-moves, low, high)
    own = np.einsum("bkk->bk", moves)
    ends = x[:, None, :] - down[:, :, None] * moves, x[:, None, :] + up[:, :, None] * moves
    return down * own, up * own, ends


def _room(moves: Floats, low: Floats, high: Floats) -> Floats:
    """How many times each move can be made."""
    tiny = 1e-9 * np.abs(moves).max(axis=2, initial=0.0)[:, :, None]
    falls = np.where(moves < -tiny, low[:, None, :] / -moves, np.inf)
    rises = np.where(moves > tiny, high[:, None, :] / moves, np.inf)
    room = np.minimum(falls, rises).min(axis=2, initial=np.inf)
    return np.where(np.isfinite(room), room, 0.0)


def _numbers(
    systems: Systems, n: Floats, moves: tuple[Floats, Floats], ends: tuple[Floats, Floats], values: int
) -> Floats:
    """How many numbers of respondents are possible, for one who knows that a cell of each system is too small."""
    small = systems.threshold - 1
    own = _between(n - moves[0], np.minimum(n + moves[1], small))
    first, last = ends
    beside = np.zeros_like(n)
    if (own[systems.listed] < values).any():
        places = np.concatenate([first, last], axis=1)
        for other in range(n.shape[1]):
            too_small = (places[:, :, other] <= small[:, None, other]) & systems.listed[:, None, other]
            low = np.where(too_small[:, :, None], places, np.inf).min(axis=1)
            high = np.where(too_small[:, :, None], places, -np.inf).max(axis=1)
            found = _between(np.maximum(low, systems.threshold), high)
            found[:, other] = 0.0
            beside = np.maximum(beside, found)
    return own + beside


def _between(low: Floats, high: Floats) -> Floats:
    """How many whole numbers there are between two limits."""
    count = np.floor(high + NEAR) - np.ceil(low - NEAR) + 1
    return np.where(np.isfinite(count), np.maximum(count, 0.0), 0.0)


def _widths(systems: Systems, n: Floats) -> Floats:
    """How wide the intervals of the means are at the very least, with these numbers of respondents."""
    told = ~np.isnan(systems.total)
    sums = np.where(told[:, :, None], systems.sums, 0.0)
    right = np.where(told, systems.total, 0.0)
    spread = told & ~np.isnan(systems.squares)
    if spread.any():
        of_squares = np.where(spread[:, :, None], systems.sums, 0.0)
        return widths_with_spread((sums, of_squares), (right, np.where(spread, systems.squares, 0.0)), n)
    total, found = middle(sums, right, np.zeros_like(n), n, n)
    down, up, _ = _moved(sums, total, np.zeros_like(n), n)
    return np.where(found[:, None], (down + up) / n, 0.0)
