"""The cells near a cell, with which its figures can change while every sum stays as it is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from disclosure.lattice import NOBODY, Flags, Numbers
from disclosure.unknowns import Unknowns

Floats = npt.NDArray[np.float64]

# Of each equation so many of the largest cells are looked at, and so many equations at once.
LARGEST, EQUATIONS = 12, 24
# Cells are added in so many rounds at most.
ROUNDS = 8


@dataclass(frozen=True)
class Network:
    """Which equations each cell is in (padded with -1, and with their signs), and the largest cells of each."""

    equations: Numbers
    signs: Floats
    largest: Numbers

    def around(self, cells: Numbers, most: int, branches: int) -> Numbers:
        """Each cell with others that can undo in every sum what it changes; rows x cells, itself first.

        Parameters
        ----------
        cells : array of int
        most : int
            So many cells a row at most.
        branches : int
            So many others are taken from each equation of the cell itself.
        """
        chosen = self._closed(self._with(cells[:, None], most, branches, alone=False), most)
        while branches > 1 and chosen.shape[1] < most:
            more = self._closed(self._with(chosen, most, 2, alone=False), most)
            if (more != NOBODY).sum() == (chosen != NOBODY).sum():
                break
            chosen = more
        return chosen

    def _closed(self, chosen: Numbers, most: int) -> Numbers:
        """With others, until no equation has only one of the cells."""
        for _ in range(ROUNDS):
            more = self._with(chosen, most, 1, alone=True)
            if more.shape == chosen.shape:
                break
            chosen = more
        return chosen

    def _with(self, chosen: Numbers, most: int, each: int, *, alone: bool) -> Numbers:
        """The chosen cells, and as many of each of their equations, or of those with one of them alone."""
        if chosen.shape[1] >= most:
            return chosen
        return np.concatenate([chosen, self._closing(chosen, each, alone)[:, : most - chosen.shape[1]]], axis=1)

    def _closing(self, chosen: Numbers, each: int, alone: bool) -> Numbers:
        """For every equation with chosen cells, others that are in as many such equations as can be."""
        rows = self._open(chosen) if alone else self._touched(chosen)
        cells = self.largest[rows]
        cells[rows == NOBODY] = NOBODY
        flat = cells.reshape(len(cells), -1)
        order = np.argsort(flat, axis=1, kind="stable")
        _, count = _runs(np.take_along_axis(flat, order, 1))
        hits = np.empty_like(flat)
        np.put_along_axis(hits, order, count, 1)
        # One that is in many other equations opens as many anew; and the largest can move most.
        worth = 2.0 * hits.reshape(cells.shape) - self.degree[cells] - 0.1 * np.arange(cells.shape[2])
        taken = (cells[:, :, :, None] == chosen[:, None, None, :]).any(axis=3) | (cells == NOBODY)
        worth[taken] = -np.inf
        best = np.argsort(-worth, axis=2, kind="stable")[:, :, :each]
        found = np.where(
            np.isfinite(np.take_along_axis(worth, best, 2)), np.take_along_axis(cells, best, 2), NOBODY
        ).reshape(len(cells), -1)
        found = np.sort(found, axis=1)
        first, _ = _runs(found)
        return _filled(np.where(first, found, NOBODY))

    def _open(self, chosen: Numbers) -> Numbers:
        """The equations with one of the chosen cells, a row each."""
        rows = self.equations[chosen]
        rows[chosen == NOBODY] = NOBODY
        rows = np.sort(rows.reshape(len(rows), -1), axis=1)
        _, count = _runs(rows)
        return _filled(np.where(count == 1, rows, NOBODY))[:, :EQUATIONS]

    def _touched(self, chosen: Numbers) -> Numbers:
        """The equations with chosen cells, a row each."""
        rows = self.equations[chosen]
        rows[chosen == NOBODY] = NOBODY
        rows = np.sort(rows.reshape(len(rows), -1), axis=1)
        return _filled(np.where(_runs(rows)[0], rows, NOBODY))

    @property
    def degree(self) -> Numbers:
        """How many equations each cell is in."""
        return np.asarray((self.equations != NOBODY).sum(axis=1))

    def inner(self, chosen: Numbers) -> Floats:
        """The sums among chosen cells only, rows x equations x cells."""
        rows, signs = self.equations[chosen], self.signs[chosen]
        rows[chosen == NOBODY] = NOBODY
        flat = rows.reshape(len(rows), -1)
        order = np.argsort(flat, axis=1, kind="stable")
        new = np.diff(np.take_along_axis(flat, order, 1), axis=1, prepend=NOBODY) != 0
        local = np.empty_like(flat)
        np.put_along_axis(local, order, np.cumsum(new, axis=1) - 1, 1)
        height = int(local.max(initial=-1)) + 1
        sums = np.zeros((len(rows), height + 1, chosen.shape[1]))
        local = np.reshape(np.where(flat == NOBODY, height, local), rows.shape)
        sums[np.arange(len(rows))[:, None, None], local, np.arange(chosen.shape[1])[None, :, None]] = signs
        return sums[:, :height]


def network(own: Unknowns, size: Floats) -> Network:
    """What is next to what.

    Parameters
    ----------
    own : Unknowns
    size : array, one value a cell
        How much room it has to change; what has none is nobody's neighbour.
    """
    by_cell = own.sums.T.tocsr()
    degree = np.diff(by_cell.indptr)
    equations = _padded(by_cell, degree, by_cell.indices)
    signs = _padded(by_cell, degree, by_cell.data)
    usable = own.sums.tocoo()
    kept = size[usable.col] > 0
    row, cell = usable.row[kept].astype(np.int64), usable.col[kept].astype(np.int64)
    order = np.lexsort((-size[cell], row))
    row, cell = row[order], cell[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    largest = np.full((own.sums.shape[0], LARGEST), NOBODY)
    near = place < LARGEST
    largest[row[near], place[near]] = cell[near]
    return Network(equations.astype(np.int64), np.where(equations == NOBODY, 0.0, signs), largest)


def _padded(matrix: sparse.csr_matrix, degree: Numbers, values: "npt.NDArray[np.generic]") -> Floats:
    table = np.full((len(degree), int(degree.max(initial=0))), float(NOBODY))
    row = np.repeat(np.arange(len(degree)), degree)
    table[row, np.arange(len(row)) - matrix.indptr[row]] = values
    return table


def _runs(ordered: Numbers) -> tuple[Flags, Numbers]:
    """Where a new value begins in ordered rows, and how often it stands there."""
    first = np.diff(ordered, axis=1, prepend=-2) != 0
    flat = np.cumsum(first.ravel()) - 1
    return first, np.bincount(flat)[flat].reshape(ordered.shape)


def _filled(numbers: Numbers) -> Numbers:
    """What there is of each row, with nothing between; as narrow as the longest."""
    ordered = -np.sort(-numbers, axis=1)
    return np.asarray(ordered[:, : int((ordered != NOBODY).sum(axis=1).max(initial=0))])
