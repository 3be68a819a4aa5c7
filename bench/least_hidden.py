"""The fewest figures that must be hidden, whatever the method: an integer program over published sums.

The attacker knows every sum, and nothing of the rules; not even that a hidden figure has somebody behind it, since a
place may list none of its figures at all. Ours knows more, so no method that withstands ours can hide fewer.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
INFEASIBLE = 2


@dataclass(frozen=True)
class Least:
    """How many figures must be hidden at least, and the fewest that were found to be enough (all, if none in time)."""

    bound: int
    found: int


def least_hidden(n: Numbers, sums: Any, primary: Flags, values: int, seconds: float) -> Least:
    """The fewest hidden figures that leave ``values`` possible numbers of respondents of every primary one.

    Parameters
    ----------
    n : array of int
        Respondents of each figure.
    sums : sparse matrix, equations x figures
        Whole less parts, each of which is zero.
    primary : array of bool
        The figures with too few respondents.
    values : int
    seconds : float
        After so long the bound found until then is told.
    """
    protected = np.flatnonzero(primary & (n > 0))
    if not len(protected):
        return Least(0, 0)
    size, far = len(n), values - 1
    constraints = _constraints(n, sums, protected, far)
    moves = 2 * len(protected) * size
    found = milp(
        c=np.r_[np.ones(size), np.zeros(moves)],
        integrality=np.r_[np.ones(size), np.zeros(moves)],
        bounds=Bounds(
            np.r_[(primary & (n > 0)).astype(float), np.full(moves, -np.inf)],
            np.r_[(n > 0).astype(float), np.full(moves, np.inf)],
        ),
        constraints=constraints,
        options={"time_limit": seconds},
    )
    enough = int((n > 0).sum()) if found.x is None else round(found.fun)
    if found.mip_dual_bound is None or not np.isfinite(found.mip_dual_bound):
        # Not even hiding all of them is enough, or nothing is known yet.
        return Least(enough if found.status == INFEASIBLE else len(protected), enough)
    return Least(int(np.ceil(found.mip_dual_bound - 1e-6)), enough)


def _constraints(n: Numbers, sums: Any, protected: Numbers, far: int) -> LinearConstraint:
    """For each protected figure two ways to move all numbers: sums stay, what is shown stays, it moves far enough."""
    # Numbers move in circles through hidden cells, so that none need move further than the protected one.
    low, high = np.minimum(n, far), np.where(n > 0, far, 0)
    copies, size = 2 * len(protected), len(n)
    every = sparse.identity(copies * size, format="csr")
    hidden = sparse.vstack([sparse.identity(size)] * copies)
    row = np.arange(len(protected))
    apart = sparse.csr_matrix(
        (
            np.repeat([1.0, -1.0], len(row)),
            (np.tile(row, 2), np.concatenate([2 * row * size + protected, (2 * row + 1) * size + protected])),
        ),
        (len(row), copies * size),
    )
    matrix = sparse.vstack(
        [
            sparse.hstack([sparse.csr_matrix((copies * sums.shape[0], size)), sparse.block_diag([sums] * copies)]),
            sparse.hstack([-sparse.diags(np.tile(high, copies).astype(float)) @ hidden, every]),
            sparse.hstack([sparse.diags(np.tile(low, copies).astype(float)) @ hidden, every]),
            sparse.hstack([sparse.csr_matrix((len(row), size)), apart]),
        ]
    )
    same, moved = np.zeros(copies * sums.shape[0]), np.zeros(copies * size)
    endless, enough = np.full(copies * size, np.inf), np.full(len(row), float(far))
    return LinearConstraint(
        matrix.tocsr(),
        np.concatenate([same, -endless, moved, enough]),
        np.concatenate([same, moved, endless, np.full(len(row), np.inf)]),
    )
