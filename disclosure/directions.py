"""Ways to go from a value of every cell that change no sum, in the metric of the barrier."""

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import linalg

from disclosure.cone import Limits, metric, room, slope
from disclosure.lattice import Numbers
from disclosure.unknowns import Unknowns

Floats = npt.NDArray[np.float64]

# A step goes so far towards the nearest limit at most.
FAR_ENOUGH = 0.9


class Directions:
    """Where all cells can go from a point.

    Parameters
    ----------
    own : Unknowns
    point : array, 3 x cells
        Respondents, sums of answers, sums of squares.

    Raises
    ------
    RuntimeError
        Where sums contradict themselves: the library says so of a matrix that has no inverse.
    """

    def __init__(self, own: Unknowns, point: Floats) -> None:
        self.own, self.point = own, point
        self._sums, self._right, self._of = _stacked(own)
        inverse = metric(point, own.limits)
        blocks = [[sparse.diags_array(inverse[:, row, column]) for column in range(3)] for row in range(3)]
        self._bent = sparse.block_array(blocks, format="csr")
        self._scaled = self._sums @ self._bent
        weighed = (self._scaled @ self._sums.T).tocsc()
        diagonal = weighed.diagonal()
        weighed += sparse.diags_array(1e-10 * diagonal + np.where(diagonal <= 0, 1.0, 0.0))
        self._solve = linalg.splu(
            weighed.tocsc(), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True}
        ).solve

    def along(self, wish: Floats) -> Floats:
        """As much of what is wished for as changes no sum; 3 x cells (x columns)."""
        flat = wish.reshape(self._sums.shape[1], -1)
        return self._step(flat, -(self._scaled @ flat)).reshape(wish.shape)

    def inward(self, wish: Floats | float = 0.0) -> Floats:
        """Newton's step for what is wished for against the limits, towards what all sums are told to be; 3 x cells."""
        flat = (wish - slope(self.point, self.own.limits)).reshape(-1, 1)
        off = self._right - self._sums @ self.point.ravel()
        return self._step(flat, off[:, None] - self._scaled @ flat).reshape(self.point.shape)

    def _step(self, wish: Floats, rest: Floats) -> Floats:
        price = self._solve(rest)
        # Some sums follow from others: what that costs in precision is won back.
        price += self._solve(rest - self._scaled @ (self._sums.T @ price))
        return np.asarray(self._bent @ (wish + self._sums.T @ price))

    def shares(self, step: Floats) -> Floats:
        """How many times a step can be made in each system; systems (x columns)."""
        limits = Limits(*(_like(limit, step[0]) for limit in (self.own.limits.least, self.own.limits.most)))
        return np.asarray(np.minimum.reduceat(room(_like(self.point, step), step, limits), self.own.starts))

    def advanced(self, step: Floats, shares: Floats) -> Floats:
        """After a step, or as much of it as keeps away from the nearest limit; ``shares`` are those of the step."""
        return np.asarray(self.point + np.minimum(1.0, FAR_ENOUGH * shares)[self.own.system] * step)

    def edge(self, step: Floats, within: Floats) -> Floats:
        """Straight on until something is no longer possible; 3 x cells (x columns).

        Nowhere where precision is lost: where sums would be farther off than ``within``, one value a system.
        """
        share = self.shares(step)
        point = _like(self.point, step)
        end = point + np.where(np.isfinite(share), share, 0.0)[self.own.system] * step
        kept = np.ones(share.shape, dtype=np.bool_)
        row, *column = np.nonzero(~(self._off(end) <= _like(within[self._of], end[0])))
        kept[(self._of[row], *column)] = False
        return np.asarray(np.where(kept[self.own.system], end, point))

    def off(self, point: Floats) -> Floats:
        """How far the sums of a point are from what they are told to be, at most in each system."""
        found = np.zeros(len(self.own.starts))
        np.maximum.at(found, self._of, self._off(point))
        return found

    def _off(self, point: Floats) -> Floats:
        flat = point.reshape(self._sums.shape[1], *point.shape[2:])
        return np.asarray(np.abs(_like(self._right, flat[:1]) - self._sums @ flat))


def _like(values: Floats, others: Floats) -> Floats:
    """With as many axes as others have."""
    return values if values.ndim == others.ndim else values[..., None]


def _stacked(own: Unknowns) -> tuple[sparse.csr_matrix, Floats, Numbers]:
    """All equations about respondents, sums of answers and sums of squares in one: matrix, right side and system."""
    told = ~np.isnan(own.total)
    spread = told & ~np.isnan(own.squares)
    matrix = sparse.csr_matrix(sparse.block_diag([own.sums, own.sums[told], own.sums[spread]]))
    return (
        matrix,
        np.concatenate([own.n, own.total[told], own.squares[spread]]),
        np.concatenate([own.of, own.of[told], own.of[spread]]),
    )
