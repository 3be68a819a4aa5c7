"""The limits of a hidden cell's mean: a linear program in parts of its number (Charnes and Cooper, 1962).

Its unknowns are each cell's number, sum of answers and sum of their squares, all divided by the cell's own number, and
one divided by it. Sums of squares lie above every tangent of a curve; more of these are drawn where the answer lies.
"""

import numpy as np
import numpy.typing as npt
from scipy import sparse

from disclosure.cone import FAR, NEAR
from disclosure.simplex import DOWN, UP, Program, Rows
from disclosure.unknowns import Unknowns

Floats = npt.NDArray[np.float64]

# Where on the scale tangents are drawn at first, and how many times more are added where the answer lies.
TANGENTS = (0.0, 0.25, 0.5, 0.75, 1.0)
CUTS = 30
# So much below its curve a sum of squares may lie, of one respondent.
BELOW = 1e-4


class MeanEnds:
    """The program of one system; what is learnt of it for one cell is used for the next.

    Parameters
    ----------
    own : Unknowns
        Of one system.
    """

    def __init__(self, own: Unknowns) -> None:
        self._count = len(own.system)
        self._spread = bool((~np.isnan(own.total) & ~np.isnan(own.squares)).any())
        self._program = _program(own, spread=self._spread)

    def of(self, cell: int) -> tuple[float, float] | None:
        """The limits of a cell's mean, as parts of the scale; nothing where the statements cannot all be true."""
        self._program.weigh(0, cell, 1.0)
        lowest, highest = self._end(cell, DOWN), self._end(cell, UP)
        self._program.weigh(0, cell, 0.0)
        return None if lowest is None or highest is None else (max(0.0, lowest), min(1.0, highest))

    def _end(self, cell: int, way: float) -> float | None:
        for _ in range(CUTS):
            found = self._program.end(self._count + cell, way)
            if found is None or not self._spread or not self._drawn(found):
                break
        return None if found is None else float(found[self._count + cell])

    def _drawn(self, found: Floats) -> bool:
        """Whether tangents were added: where sums of squares lie below the curve."""
        n, total, squares = found[:-1].reshape(3, -1)
        mean = np.where(n > NEAR, total / np.maximum(n, NEAR), 0.5)
        below = np.flatnonzero((n > NEAR) & (squares < total * mean - BELOW * n))
        self._program.add(_rows(_tangents(mean)[below]))
        return len(below) > 0


def _tangents(at: Floats) -> sparse.csr_array:
    """Sums of squares lie above every tangent: a row a cell, for the tangent at a mean of it."""
    one = sparse.eye_array(len(at))
    none = sparse.csr_array((len(at), 1))
    return sparse.csr_array(sparse.hstack([sparse.diags_array(-(at**2)), sparse.diags_array(2 * at), -one, none]))


def _program(own: Unknowns, *, spread: bool) -> Program:
    """Its first row is that the cell in question is one of its own number; which cell that is is said later."""
    equal, limits = _equations(own), _limits(own, spread=spread)
    count = equal.shape[1]
    matrix = sparse.csr_array(sparse.vstack([sparse.csr_array((1, count)), equal, limits]))
    exact = np.append(1.0, np.zeros(equal.shape[0]))
    lower = np.append(exact, np.full(limits.shape[0], -np.inf))
    upper = np.append(exact, np.zeros(limits.shape[0]))
    return Program((np.zeros(count), np.full(count, np.inf)), (lower, upper), _rows(matrix))


def _rows(matrix: sparse.csr_array) -> Rows:
    return matrix.indptr, matrix.indices, matrix.data


def _equations(own: Unknowns) -> sparse.csr_array:
    """Of respondents and of sums of squares."""
    told = ~np.isnan(own.total) & ~np.isnan(own.squares)
    of_n = sparse.hstack([own.sums, _none(own, 2), _column(-own.n)])
    of_squares = sparse.hstack([_none(own, 2), own.sums, _column(-np.nan_to_num(own.squares))])
    return sparse.csr_array(sparse.vstack([of_n, sparse.csr_array(of_squares)[told]]))


def _limits(own: Unknowns, *, spread: bool) -> sparse.csr_array:
    """Of sums of answers as exactly as they are told, of respondents, and of the answers of so many."""
    told, count = ~np.isnan(own.total), len(own.system)
    total, slack = np.nan_to_num(own.total), own.slack + NEAR
    above = sparse.csr_array(sparse.hstack([_none(own), own.sums, _none(own), _column(-(total + slack))]))[told]
    below = sparse.csr_array(sparse.hstack([_none(own), -own.sums, _none(own), _column(total - slack)]))[told]
    one, none, empty = sparse.eye_array(count), sparse.csr_array((count, count)), sparse.csr_array((count, 1))
    rows = [
        above, below,
        sparse.hstack([-one, none, none, _column(own.limits.least)]),
        sparse.hstack([one, none, none, _column(-np.minimum(own.limits.most, FAR))]),
        sparse.hstack([-one, one, none, empty]),
        sparse.hstack([none, -one, one, empty]),
    ]  # fmt: skip
    if spread:
        rows += [_tangents(np.full(count, at)) for at in TANGENTS]
    return sparse.csr_array(sparse.vstack(rows))


def _none(own: Unknowns, times: int = 1) -> sparse.csr_array:
    return sparse.csr_array((own.sums.shape[0], times * own.sums.shape[1]))


def _column(values: Floats) -> sparse.csr_array:
    return sparse.csr_array(values[:, None])
