"""Working out what can be worked out by plain subtraction, and what that leaves unknown."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph

from disclosure.lattice import Flags, Numbers
from disclosure.statements import LEFT_OVER, Statements
from disclosure.told import FEW

Floats = npt.NDArray[np.float64]

NEAR = 1e-5


@dataclass(frozen=True)
class Reduced:
    """Statements of which all is solved that subtraction solves.

    - ``n``, ``total``, ``squares``: of each cell, missing where subtraction does not tell.
    - ``least``, ``most``: respondents of each cell, from one equation at a time.
    - ``rest_n``, ``rest_total``, ``rest_squares``: what is left of each equation for its unknown cells.
    - ``component``: a number for each cell; unknown cells with the same number depend on each other.
    - ``wrong``: cells in equations that do not add up.
    """

    n: Floats
    total: Floats
    squares: Floats
    least: Floats
    most: Floats
    rest_n: Floats
    rest_total: Floats
    rest_squares: Floats
    component: Numbers
    wrong: Flags

    @property
    def unknown(self) -> Flags:
        """The cells whose number is still unknown."""
        return np.isnan(self.n)


def solved(found: Statements, refuted: Flags, *, nothing_left: bool = True) -> tuple[Reduced, Reduced]:
    """What subtraction tells for certain, and for one who assumes that nothing is left of a whole where it can be so.

    It is not possible where the numbers would not add up, or where none of some cells that hide each other would be too
    small to be shown.

    Parameters
    ----------
    found : Statements
    refuted : array of bool, one value a cell
        Cells of systems in which the assumption has been seen to be impossible.
    nothing_left : bool
        Whether to assume it at all.
    """
    left = found.cells["state"].eq(LEFT_OVER).to_numpy()
    certain = reduced(found, np.zeros(len(left), dtype=np.bool_))
    absent = left & certain.unknown & nothing_left
    absent &= ~np.isin(certain.component, certain.component[refuted])
    while True:
        assumed = reduced(found, absent)
        wrong = np.isin(certain.component, certain.component[absent & _refuted(found, assumed, certain)])
        if not (wrong & absent).any():
            return certain, assumed
        absent &= ~wrong


def _refuted(found: Statements, assumed: Reduced, without: Reduced) -> Flags:
    """Cells of components in which the assumption leads to what cannot be."""
    few = found.cells["state"].eq(FEW).to_numpy() & without.unknown
    threshold = found.cells["threshold"].to_numpy()
    least = np.where(assumed.unknown, assumed.least, assumed.n)
    count = int(without.component.max(initial=0)) + 1
    several = np.bincount(without.component[few], minlength=count)
    large = np.bincount(without.component[few & (least >= threshold)], minlength=count)
    wrong = np.bincount(without.component[assumed.wrong], minlength=count) > 0
    return np.asarray((wrong | ((several > 0) & (several == large)))[without.component])


def reduced(found: Statements, absent: Flags) -> Reduced:
    """What subtraction tells where some cells are taken to have no answers."""
    matrix = found.sums.tocoo()
    row, column, sign = matrix.row, matrix.col, matrix.data
    known = np.full((3, len(absent)), np.nan)
    known[:, absent] = 0.0
    rest = np.vstack([found.n, found.total, found.squares])
    unknown = ~absent
    while True:
        open_ones = np.bincount(row, unknown[column], len(found.n))
        single = unknown[column] & (open_ones[row] == 1)
        cells, first = np.unique(column[single], return_index=True)
        if not len(cells):
            break
        at, factor = row[single][first], sign[single][first]
        known[:, cells] = rest[:, at] * factor
        unknown[cells] = False
        new = np.isin(column, cells)
        for of, values in zip(rest, known, strict=True):
            of -= np.bincount(row[new], sign[new] * values[column[new]], len(found.n))
    least, most = _limits(found, unknown, rest[0])
    wrong = _wrong(found, known, rest[0], unknown, least, most)
    graph = sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=matrix.shape)[:, unknown]
    component = np.full(len(absent), -1)
    component[unknown] = _components(graph)
    n, total, squares = known
    return Reduced(n, total, squares, least, most, rest[0], rest[1], rest[2], _numbered_apart(component), wrong)


def _components(graph: sparse.csr_matrix) -> Numbers:
    entries, count = graph.tocoo(), graph.shape[0]
    size = count + graph.shape[1]
    both = sparse.csr_matrix((entries.data, (entries.row, count + entries.col)), shape=(size, size))
    return np.asarray(csgraph.connected_components(both, directed=False)[1][count:])


def _numbered_apart(component: Numbers) -> Numbers:
    """Cells that are known are each in a component of their own."""
    alone = np.flatnonzero(component < 0)
    component[alone] = component.max(initial=-1) + 1 + np.arange(len(alone))
    return np.asarray(np.unique(component, return_inverse=True)[1])


def _limits(found: Statements, unknown: Flags, rest: Floats, rounds: int = 4) -> tuple[Floats, Floats]:
    """The least and the most respondents of each unknown cell, from one equation at a time."""
    matrix = found.sums.tocoo()
    inner = unknown[matrix.col]
    row, column, sign = matrix.row[inner].astype(np.int64), matrix.col[inner], matrix.data[inner]
    least, most = (found.cells[name].to_numpy(dtype="float64").copy() for name in ("least", "most"))
    for _ in range(rounds):
        low = np.where(sign > 0, least[column], -most[column])
        high = np.where(sign > 0, most[column], -least[column])
        others_low, others_high = _of_others(row, low, len(rest)), _of_others(row, high, len(rest))
        highest, lowest = rest[row] - others_low, rest[row] - others_high
        np.minimum.at(most, column, np.where(sign > 0, highest, -lowest))
        np.maximum.at(least, column, np.where(sign > 0, lowest, -highest))
    return np.ceil(least - NEAR), np.floor(most + NEAR)


def _of_others(row: Numbers, values: Floats, count: int) -> Floats:
    """The sum of the other values of the same row; all infinite ones among them have one sign."""
    endless = np.isinf(values)
    finite = np.where(endless, 0.0, values)
    others = np.bincount(row, finite, count)[row] - finite
    return np.where(np.bincount(row, endless, count)[row] - endless > 0, values[endless].sum(), others)


def _wrong(found: Statements, known: Floats, rest: Floats, unknown: Flags, least: Floats, most: Floats) -> Flags:
    """Cells whose number cannot be, and those of equations that do not add up."""
    n, total = known[0], known[1]
    outside = (n < found.cells["least"].to_numpy() - NEAR) | (n > found.cells["most"].to_numpy() + NEAR)
    outside |= (total < -NEAR * (1 + np.abs(n))) | (total > n + NEAR * (1 + np.abs(n)))
    outside |= unknown & (least > most)
    open_ones = found.sums.astype(bool) @ unknown.astype(np.float64)
    off = (open_ones == 0) & (np.abs(rest) > NEAR * 10)
    return np.asarray(~np.isnan(n) & outside | (unknown & outside) | ((abs(found.sums).T @ off.astype(np.float64)) > 0))
