"""What can be known of one hidden cell at most: linear and integer programs over all that its release tells.

The attacker knows the rules: what is hidden has answers, and among hidden cells that depend on each other there is one
with too few.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from disclosure.cone import FAR
from disclosure.mean_ends import MeanEnds
from disclosure.unknowns import Unknowns

Floats = npt.NDArray[np.float64]

# Where on the scale tangents of squares are drawn.
TANGENTS = tuple(number / 16 for number in range(17))
# A search of an integer program that is not at its end after so many nodes is left.
NODES = 200
# Programs about sums of answers in a system of more cells take minutes.
LARGEST = 400
# What scipy calls a program that nothing fits.
IMPOSSIBLE = 2


@dataclass(frozen=True)
class Numbers:
    """How many numbers of respondents a cell can have at least, and the least and the most of those.

    ``settled``: there are no others.
    """

    count: int
    least: int
    most: int
    settled: bool = True


class System(Unknowns):
    """One system of cells that depend on each other, with its equations."""

    @property
    def least(self) -> Floats:
        """The least respondents of each cell."""
        return self.limits.least

    @property
    def most(self) -> Floats:
        """The most respondents of each cell."""
        return self.limits.most

    @cached_property
    def means(self) -> MeanEnds:
        """What the limits of means are worked out by."""
        return MeanEnds(self)


def system(own: Unknowns, number: int) -> tuple[System, int]:
    """One of the systems, and the place of its first cell among all."""
    chosen = np.zeros(int(own.system.max(initial=0)) + 1, dtype=np.bool_)
    chosen[number] = True
    return System(**vars(own.inside(chosen))), int(np.searchsorted(own.system, number))


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
    if itself and itself.count >= enough:
        return Numbers(enough, itself.least, itself.most)
    least = max(own.least[cell], small + 1)
    among = others if own.listed[cell] else None
    large = _range(own, cell, least, own.most[cell], among=among)
    found = [limits for limits in (itself, large) if limits]
    if not found:
        return None
    count = itself.count if itself else 0
    settled = all(limits.settled for limits in found)
    if large and large.count and count < enough:
        # Between the ends there may be numbers that would leave none too small.
        for number in range(large.least, large.most + 1):
            there = number in (large.least, large.most) or _range(own, cell, number, number, among=among)
            count += bool(there)
            if count >= enough:
                break
    told = [limits for limits in found if limits.count]
    if not told:
        return Numbers(0, int(own.least[cell]), int(min(own.most[cell], FAR)), settled=False)
    return Numbers(count, min(limits.least for limits in told), max(limits.most for limits in told), settled)


def least_number(own: System, cell: int, enough: float) -> float:
    """A number that a cell cannot have fewer than, for what is told of numbers, sums of answers and of their squares.

    By linear programs: fractions of respondents are allowed, and sums of squares lie above some tangents. Where the
    numbers alone say that there are ``enough``, or the system is large, the sums are left out.
    """
    count = len(own.least)
    cost, most = np.zeros(count), np.minimum(own.most, FAR)
    cost[cell] = 1.0
    equal, bounds = sparse.csr_matrix(own.sums), np.column_stack([own.least, most])
    first = optimize.linprog(cost, A_eq=equal, b_eq=own.n, bounds=bounds)  # type: ignore[call-overload]
    found = float(first.fun) if first.fun is not None else 0.0
    return found if found >= enough or count > LARGEST else max(found, _least_for_sums(own, cell))


def _least_for_sums(own: System, cell: int) -> float:
    count, told = len(own.least), ~np.isnan(own.total)
    spread = told & ~np.isnan(own.squares)
    one = sparse.eye_array(count)
    limits = sparse.block_array(
        [[-one, one, None], [None, -one, one], *([-(at**2) * one, 2 * at * one, -one] for at in TANGENTS)],
        format="csr",
    )
    # Rounded sums are known to lie between limits only; then the numbers say enough.
    exact = not (own.slack > 0).any()
    rows = [own.sums, own.sums[told & exact], own.sums[spread & exact]]
    equal = sparse.csr_matrix(sparse.block_diag(rows))
    right = np.concatenate([own.n, own.total[told & exact], own.squares[spread & exact]])
    cost = np.zeros(3 * count)
    cost[cell] = 1.0
    bounds = np.column_stack([np.concatenate([own.least, np.zeros(2 * count)]), np.tile(np.minimum(own.most, FAR), 3)])
    end = optimize.linprog(cost, limits, np.zeros(limits.shape[0]), equal, right, bounds)  # type: ignore[call-overload]
    return float(end.fun) if end.fun is not None else 0.0


def _range(own: System, cell: int, least: float, most: float, among: "npt.NDArray[np.bool_] | None") -> Numbers | None:
    """The numbers a cell can have between two limits, where one ``among`` others has too few; nothing if none."""
    few = np.flatnonzero(among) if among is not None else np.zeros(0, dtype=np.int64)
    if least > most or (among is not None and not len(few)):
        return None
    count = len(own.least)
    low, high = own.least.copy(), np.minimum(own.most, FAR)
    low[cell], high[cell] = least, min(most, FAR)
    sums = sparse.hstack([sparse.csr_array(own.sums), sparse.csr_array((len(own.n), len(few)))])
    rules = [optimize.LinearConstraint(sums, own.n, own.n)]
    if len(few):
        spare = np.maximum(high[few] - own.threshold[few] + 1, 0.0)
        rows = np.tile(np.arange(len(few)), 2)
        held = (np.concatenate([np.ones(len(few)), spare]), (rows, np.concatenate([few, count + np.arange(len(few))])))
        limit = own.threshold[few] - 1 + spare
        rules.append(optimize.LinearConstraint(sparse.csr_array(held, (len(few), count + len(few))), ub=limit))
        rules.append(optimize.LinearConstraint(np.concatenate([np.zeros(count), np.ones(len(few))]), lb=1.0))
    bounds = optimize.Bounds(np.concatenate([low, np.zeros(len(few))]), np.concatenate([high, np.ones(len(few))]))
    goal = np.zeros(count + len(few))
    goal[cell] = 1.0
    whole = np.ones(len(goal), dtype=np.int64)
    ends = [
        optimize.milp(way * goal, integrality=whole, bounds=bounds, constraints=rules, options={"node_limit": NODES})
        for way in (1, -1)
    ]
    if any(end.status == IMPOSSIBLE for end in ends):
        return None
    seen = [round(float(end.x[cell])) for end in ends if end.x is not None]
    if not seen:
        return Numbers(0, 0, 0, settled=False)
    return Numbers(max(seen) - min(seen) + 1, min(seen), max(seen), all(end.status == 0 for end in ends))


def possible_means(own: System, cell: int) -> tuple[float, float] | None:
    """The limits of a cell's mean, as parts of the scale; nothing where the statements cannot all be true."""
    return own.means.of(cell)
