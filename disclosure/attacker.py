"""What can be known of one hidden cell at most: linear and integer programs over all that its release tells.

The attacker knows the rules: what is hidden has answers, and among hidden cells that depend on each other there is one
with too few.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from disclosure.unknowns import Unknowns

Floats = npt.NDArray[np.float64]

# Where on the scale tangents are drawn at first, and how many times more are added where the answer lies.
TANGENTS = (0.0, 0.25, 0.5, 0.75, 1.0)
MORE_TANGENTS = tuple(number / 16 for number in range(17))
CUTS, CLOSE = 8, 1e-3
FAR = 1e6
NEAR = 1e-6


@dataclass(frozen=True)
class Numbers:
    """How many numbers of respondents a cell can have, and the least and the most."""

    count: int
    least: int
    most: int


@dataclass(frozen=True)
class System:
    """One system of cells, with its equations."""

    listed: npt.NDArray[np.bool_]
    threshold: Floats
    least: Floats
    most: Floats
    sums: Floats
    n: Floats
    total: Floats
    squares: Floats
    slack: Floats


def system(own: Unknowns, number: int) -> tuple[System, int]:
    """One of the systems, and the place of its first cell among all."""
    chosen = np.zeros(int(own.system.max(initial=0)) + 1, dtype=np.bool_)
    chosen[number] = True
    part = own.inside(chosen)
    sums = part.sums.toarray()
    limits = part.limits
    return System(
        part.listed, part.threshold, limits.least, limits.most, sums, part.n, part.total, part.squares, part.slack
    ), int(np.searchsorted(own.system, number))


def possible_numbers(own: System, cell: int, enough: int = 1000) -> Numbers | None:
    """The numbers of respondents that a cell of a system can have; nothing where the statements cannot all be true.

    Parameters
    ----------
    own : System
    cell : int
        Its place in the system.
    enough : int
        No more numbers than so many are counted.
    """
    small = own.threshold[cell] - 1
    itself = _range(own, cell, own.least[cell], min(own.most[cell], small), among=None)
    others = own.listed.copy()
    others[cell] = False
    if itself and itself[1] - itself[0] + 1 >= enough:
        return Numbers(enough, *itself)
    least = max(own.least[cell], small + 1)
    large = _range(own, cell, least, own.most[cell], among=others if own.listed[cell] else None)
    found = [limits for limits in (itself, large) if limits]
    if not found:
        return None
    count = itself[1] - itself[0] + 1 if itself else 0
    if large and count < enough:
        # Between the ends there may be numbers that would leave none too small.
        for number in range(large[0], large[1] + 1):
            ends = number in large or _range(own, cell, number, number, among=others if own.listed[cell] else None)
            count += bool(ends)
            if count >= enough:
                break
    return Numbers(count, min(least for least, _ in found), max(most for _, most in found))


def least_number(own: System, cell: int) -> float:
    """A number that a cell cannot have fewer than, for what is told of numbers, sums of answers and of their squares.

    By a linear program: fractions of respondents are allowed, and sums of squares lie above some tangents.
    """
    count, told = len(own.least), ~np.isnan(own.total)
    spread = told & ~np.isnan(own.squares)
    one, none = np.eye(count), np.zeros((count, count))
    limits = np.vstack(
        [
            np.hstack([-one, one, none]),
            np.hstack([none, -one, one]),
            *(np.hstack([-(at**2) * one, 2 * at * one, -one]) for at in MORE_TANGENTS),
        ]
    )
    # Rounded sums are known to lie between limits only; then the numbers say enough.
    exact = not (own.slack > 0).any()
    rows = [own.sums, own.sums[told & exact], own.sums[spread & exact]]
    equal = sparse.csr_matrix(sparse.block_diag(rows))
    right = np.concatenate([own.n, own.total[told & exact], own.squares[spread & exact]])
    cost = np.zeros(3 * count)
    cost[cell] = 1.0
    most = np.minimum(own.most, FAR)
    bounds = np.column_stack([np.concatenate([own.least, np.zeros(2 * count)]), np.tile(most, 3)])
    above = sparse.csr_matrix(limits)
    end = optimize.linprog(cost, above, np.zeros(len(limits)), equal, right, bounds)  # type: ignore[call-overload]
    return float(end.fun) if end.fun is not None else 0.0


def _range(
    own: System, cell: int, least: float, most: float, among: "npt.NDArray[np.bool_] | None"
) -> tuple[int, int] | None:
    """The least and the most a cell can have between two limits, where one ``among`` others has too few."""
    if least > most:
        return None
    count = len(own.least)
    few = np.flatnonzero(among) if among is not None else np.zeros(0, dtype=np.int64)
    if among is not None and not len(few):
        return None
    low, high = own.least.copy(), np.minimum(own.most, FAR)
    low[cell], high[cell] = least, min(most, FAR)
    rules = [optimize.LinearConstraint(np.hstack([own.sums, np.zeros((len(own.n), len(few)))]), own.n, own.n)]
    if len(few):
        spare = np.zeros((len(few), count + len(few)))
        spare[np.arange(len(few)), few] = 1.0
        spare[np.arange(len(few)), count + np.arange(len(few))] = np.maximum(high[few] - own.threshold[few] + 1, 0.0)
        rules.append(optimize.LinearConstraint(spare, ub=own.threshold[few] - 1 + spare[:, count:].diagonal()))
        one = np.concatenate([np.zeros(count), np.ones(len(few))])
        rules.append(optimize.LinearConstraint(one, lb=1.0))
    bounds = optimize.Bounds(np.concatenate([low, np.zeros(len(few))]), np.concatenate([high, np.ones(len(few))]))
    goal = np.zeros(count + len(few))
    goal[cell] = 1.0
    ends = [
        optimize.milp(way * goal, integrality=np.ones(len(goal), dtype=np.int64), bounds=bounds, constraints=rules)
        for way in (1, -1)
    ]
    if any(end.fun is None for end in ends):
        return None
    return round(float(ends[0].fun or 0)), round(-float(ends[1].fun or 0))


def possible_means(own: System, cell: int) -> tuple[float, float] | None:
    """The limits of a cell's mean, by a linear program in parts of its number (Charnes and Cooper, 1962).

    Its unknowns are each cell's number, total and sum of squares, all divided by the cell's own number, and one divided
    by it.
    """
    count, told = len(own.least), ~np.isnan(own.total)
    spread = told & ~np.isnan(own.squares)
    zeros = np.zeros((len(own.n), count))
    share = own.sums.astype(np.float64)
    equal = [np.hstack([share, zeros, zeros, -own.n[:, None]])]
    equal.append(np.hstack([zeros, zeros, share, -np.nan_to_num(own.squares)[:, None]])[spread])
    totals = np.hstack([zeros, share, zeros])[told]
    total, slack = own.total[told], own.slack[told] + NEAR
    above = np.hstack([totals, -(total + slack)[:, None]])
    below = np.hstack([-totals, (total - slack)[:, None]])
    one, none, last = np.eye(count), np.zeros((count, count)), np.ones((count, 1))
    limits = [
        above, below,
        np.hstack([-one, none, none, own.least[:, None] * last]),
        np.hstack([one, none, none, -np.minimum(own.most, FAR)[:, None] * last]),
        np.hstack([-one, one, none, 0 * last]),
        np.hstack([none, -one, one, 0 * last]),
    ]  # fmt: skip
    if spread.any():
        limits += [_tangent(np.full(count, at)) for at in TANGENTS]
    itself = np.zeros((1, 3 * count + 1))
    itself[0, cell] = 1.0
    equal.append(itself)
    ends = [_end(way, count + cell, np.vstack(equal), np.vstack(limits), squares=bool(spread.any())) for way in (1, -1)]
    if ends[0] is None or ends[1] is None:
        return None
    return max(0.0, ends[0]), min(1.0, -ends[1])


def _tangent(at: Floats) -> Floats:
    """Sums of squares lie above every tangent: a row a cell, for the tangent at a mean of it."""
    none = np.zeros((len(at), 1))
    return np.hstack([-np.diag(at**2), 2 * np.diag(at), -np.eye(len(at)), none])


def _end(way: int, goal: int, equal: Floats, limits: Floats, *, squares: bool) -> float | None:
    """The end of an interval; where squares are told, with tangents added where the answer lies below the curve."""
    cost = np.zeros(equal.shape[1])
    cost[goal] = way
    right = np.append(np.zeros(len(equal) - 1), 1.0)
    count = (equal.shape[1] - 1) // 3
    found: float | None = None
    for _ in range(CUTS):
        above, left = sparse.csr_matrix(limits), sparse.csr_matrix(equal)
        end = optimize.linprog(cost, above, np.zeros(len(limits)), left, right)  # type: ignore[call-overload]
        if end.x is None:
            return None
        former, found = found, float(end.fun)
        if not squares or (former is not None and abs(found - former) < CLOSE):
            break
        n, total = end.x[:count], end.x[count : 2 * count]
        limits = np.vstack([limits, _tangent(np.where(n > NEAR, total / np.maximum(n, NEAR), 0.5))])
    return found
