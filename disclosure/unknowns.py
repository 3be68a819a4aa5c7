"""The unknown cells that are to be judged, with all that depends on them."""

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph

from disclosure.cone import FAR, NEAR, Limits
from disclosure.lattice import NOBODY, Flags, Numbers
from disclosure.reduction import Reduced
from disclosure.statements import Statements
from disclosure.told import FEW

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Unknowns:
    """Unknown figures, ordered by the systems of those that depend on each other.

    Cells that are the same by one equation (a service of one unit, and that unit) are one figure.

    - ``system``: a number for each, from 0 in steps of 1; ``limits``: respondents; ``listed``: a reader knows that it
      is hidden for having too few; ``threshold``.
    - ``sums``: equations x figures; ``n``, ``total``, ``squares``: what they add up to, the last two missing where that
      is unknown; ``slack``: how far the total may be off; ``of``: the system of each equation.
    """

    system: Numbers
    limits: Limits
    listed: Flags
    threshold: Floats
    sums: sparse.csr_matrix
    n: Floats
    total: Floats
    squares: Floats
    slack: Floats
    of: Numbers

    @property
    def starts(self) -> Numbers:
        """The first figure of each system."""
        return np.flatnonzero(np.diff(self.system, prepend=-1))

    def inside(self, systems: Flags) -> "Unknowns":
        """Those of some systems."""
        return self.copies(np.flatnonzero(systems))

    def copies(self, systems: Numbers) -> "Unknowns":
        """Those of some systems, in this order; one that is named twice is there twice."""
        first, size = self.starts[systems], np.bincount(self.system)[systems]
        cells = ranges(first, size)
        order, equations = np.argsort(self.of, kind="stable"), np.bincount(self.of, minlength=len(self.starts))
        rows = order[ranges((np.cumsum(equations) - equations)[systems], equations[systems])]
        sums = self.sums[rows]
        further = np.repeat(np.cumsum(size) - size - first, equations[systems])
        column = sums.indices + np.repeat(further, np.diff(sums.indptr))
        number = np.arange(len(systems))
        return Unknowns(
            np.repeat(number, size), self.limits.at(cells), self.listed[cells], self.threshold[cells],
            sparse.csr_matrix((sums.data, column, sums.indptr), (len(rows), len(cells))), self.n[rows],
            self.total[rows], self.squares[rows], self.slack[rows], np.repeat(number, equations[systems]),
        )  # fmt: skip


def ranges(first: Numbers, count: Numbers) -> Numbers:
    """So many whole numbers from each of some, one after the other."""
    return np.repeat(first - np.cumsum(count) + count, count) + np.arange(int(count.sum()))


def unknowns_of(found: Statements, known: Reduced, wanted: Flags) -> tuple[Unknowns, Numbers]:
    """The unknown figures that wanted cells depend on; and which of them each cell is, -1 for none."""
    cells = np.flatnonzero(known.unknown & np.isin(known.component, known.component[wanted]) & (known.most > NEAR))
    cells = cells[np.argsort(known.component[cells], kind="stable")]
    matrix = found.sums[:, cells].tocsr()
    figure, first = _figures(matrix, known, cells)
    members = sparse.csr_matrix((np.ones(len(cells)), (np.arange(len(cells)), figure)), (len(cells), len(first)))
    sums = (matrix @ members).tocsr()
    sums.eliminate_zeros()
    rows = np.flatnonzero(np.diff(sums.indptr))
    inner = sums[rows]
    system = np.unique(known.component[cells[first]], return_inverse=True)[1]
    listed = found.cells["state"].eq(FEW).to_numpy()[cells]
    least, most, threshold = np.zeros(len(first)), np.full(len(first), FAR), np.zeros(len(first))
    np.maximum.at(least, figure, known.least[cells])
    np.minimum.at(most, figure, known.most[cells])
    np.maximum.at(threshold, figure, found.cells["threshold"].to_numpy(dtype="float64")[cells] * np.where(listed, 1, 0))
    loose = threshold == 0
    np.maximum.at(threshold, figure, np.where(loose[figure], found.cells["threshold"].to_numpy()[cells], 0.0))
    which = np.full(len(known.n), NOBODY)
    which[cells] = figure
    own = Unknowns(
        system=system,
        limits=Limits(least, most),
        listed=np.bincount(figure, listed, len(first)) > 0,
        threshold=threshold,
        sums=inner,
        n=known.rest_n[rows],
        total=known.rest_total[rows],
        squares=known.rest_squares[rows],
        slack=found.slack[rows],
        of=system[inner.indices[inner.indptr[:-1]]],
    )
    return own, which


def _figures(matrix: sparse.csr_matrix, known: Reduced, cells: Numbers) -> tuple[Numbers, Numbers]:
    """The figure of each cell, in the order of their first cells, and these."""
    pairs = np.flatnonzero((np.diff(matrix.indptr) == 2) & (np.abs(known.rest_n) < NEAR))
    pairs = pairs[np.abs(np.asarray(matrix[pairs].sum(axis=1)).ravel()) < NEAR]
    one, two = matrix.indices[matrix.indptr[pairs]], matrix.indices[matrix.indptr[pairs] + 1]
    same = sparse.csr_matrix((np.ones(len(pairs)), (one, two)), (len(cells), len(cells)))
    label = csgraph.connected_components(same, directed=False)[1]
    _, first, figure = np.unique(label, return_index=True, return_inverse=True)
    order = np.argsort(first)
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    return number[figure], first[order]


def digests(own: Unknowns, asked: Flags) -> "npt.NDArray[np.str_]":
    """A short name for all that is known of each system, and which figures are asked for: the same while that is."""
    rows = np.argsort(own.of, kind="stable")
    sums = own.sums[rows]
    count = int(own.system.max(initial=-1)) + 1
    cells, equations = (np.searchsorted(of, np.arange(count + 1)) for of in (own.system, own.of[rows]))
    of_cells = np.column_stack([own.limits.least, own.limits.most, own.listed, own.threshold, asked])
    of_sums = np.column_stack([own.n[rows], own.total[rows], own.squares[rows], own.slack[rows], np.diff(sums.indptr)])
    of_sums = np.nan_to_num(np.round(of_sums, 6), nan=-1.0)
    ends = sums.indptr[equations]
    of_parts = sums.indices - np.repeat(cells[:-1], np.diff(ends))
    # Slices of bytes are cut much faster than slices of arrays, and there are tens of thousands.
    written = [
        (memoryview(values.tobytes()), (at * values[:1].nbytes).tolist())
        for values, at in (
            (of_cells, cells), (of_sums, equations), (of_parts.astype(np.int32), ends), (sums.data, ends)
        )
    ]  # fmt: skip
    names = []
    for number in range(count):
        digest = hashlib.blake2b(digest_size=10)
        for values, at in written:
            digest.update(values[at[number] : at[number + 1]])
        names.append(digest.hexdigest())
    return np.array(names, dtype=np.str_)


def only(own: Unknowns, which: Numbers, figures: Numbers) -> tuple[Unknowns, Numbers]:
    """What some figures depend on, and which figure each cell is then."""
    kept = np.zeros(int(own.system.max(initial=-1)) + 1, dtype=np.bool_)
    kept[own.system[figures]] = True
    part, place = alone(own, kept)
    number = np.where(kept[own.system], place, NOBODY)
    return part, np.where(which >= 0, number[which], NOBODY)


def alone(own: Unknowns, systems: Flags) -> tuple[Unknowns, Numbers]:
    """The figures of some systems, and where each of these stands among them."""
    return own.inside(systems), np.cumsum(systems[own.system]) - 1
