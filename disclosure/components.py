"""Unknown cells that depend on each other, and their equations: many small systems as arrays of one shape."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from disclosure.lattice import Flags, Numbers
from disclosure.reduction import Reduced
from disclosure.statements import Statements
from disclosure.told import FEW

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Systems:
    """Systems of one shape: the first axis is the system, then come equations or cells.

    - ``cell``: numbers of the cells among the statements' (-1 where a system has fewer); ``listed``: a reader knows
      that it is hidden for having too few; ``threshold``, ``least``, ``most``: respondents.
    - ``sums``: systems x equations x cells; ``n``, ``total``, ``squares``: what they add up to, the last two missing
      where that is unknown; ``slack``: how far the total may be off.
    """

    cell: Numbers
    listed: Flags
    threshold: Floats
    least: Floats
    most: Floats
    sums: Floats
    n: Floats
    total: Floats
    squares: Floats
    slack: Floats

    def at(self, chosen: object) -> "Systems":
        """Some of the systems."""
        return Systems(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def unlike(self) -> tuple[Numbers, Numbers]:
        """The first of each kind of system, and for each system the number of its kind."""
        shape = len(self.cell), -1
        parts = [getattr(self, field.name).reshape(shape) for field in fields(self)[1:]]
        rows = np.ascontiguousarray(
            np.round(np.hstack([np.nan_to_num(part, nan=-1.0, posinf=1e9) for part in parts]), 6)
        )
        _, first, kind = np.unique(rows.view(f"V{rows.shape[1] * 8}").ravel(), return_index=True, return_inverse=True)
        return first, kind


def systems_of(found: Statements, known: Reduced, wanted: Flags) -> Iterator[Systems]:
    """The systems of the unknown cells that depend on wanted ones, those of about the same size together."""
    cells = np.flatnonzero(known.unknown & np.isin(known.component, known.component[wanted]))
    if not len(cells):
        return
    matrix: sparse.csr_matrix = found.sums[:, cells]
    equations = np.flatnonzero(np.diff(matrix.indptr))
    entries = matrix[equations].tocoo()
    _, of_cell = np.unique(known.component[cells], return_inverse=True)
    of_equation = np.zeros(len(equations), dtype=np.int64)
    of_equation[entries.row] = of_cell[entries.col]
    width, height = np.bincount(of_cell), np.bincount(of_equation, minlength=int(of_cell.max(initial=-1)) + 1)
    place, row = _places(of_cell), _places(of_equation)
    size = np.stack([_rounded_up(width), _rounded_up(height)])
    for wide, high in np.unique(size, axis=1).T:
        chosen = np.flatnonzero((size[0] == wide) & (size[1] == high))
        number = np.full(len(width), -1)
        number[chosen] = np.arange(len(chosen))
        own, ours = number[of_cell] >= 0, number[of_equation] >= 0
        inner = own[entries.col]

        def of_cells(
            values: npt.NDArray[Any],
            absent: float,
            own: Flags = own,
            shape: tuple[int, int] = (len(chosen), wide),
            number: Numbers = number,
        ) -> Floats:
            table = np.full(shape, absent)
            table[number[of_cell[own]], place[own]] = values[cells[own]]
            return table

        def of_sums(
            values: Floats, ours: Flags = ours, shape: tuple[int, int] = (len(chosen), high), number: Numbers = number
        ) -> Floats:
            table = np.zeros(shape)
            table[number[of_equation[ours]], row[ours]] = values[equations[ours]]
            return table

        sums = np.zeros((len(chosen), high, wide))
        sums[number[of_cell[entries.col[inner]]], row[entries.row[inner]], place[entries.col[inner]]] = entries.data[
            inner
        ]
        yield Systems(
            cell=of_cells(np.arange(len(known.n)), -1.0).astype(np.int64),
            listed=of_cells(found.cells["state"].eq(FEW).to_numpy(dtype="float64"), 0.0) > 0,
            threshold=of_cells(found.cells["threshold"].to_numpy(dtype="float64"), 0.0),
            least=of_cells(known.least, 0.0),
            most=of_cells(known.most, 1.0),
            sums=sums,
            n=of_sums(known.rest_n),
            total=of_sums(known.rest_total),
            squares=of_sums(known.rest_squares),
            slack=of_sums(found.slack),
        )


def _places(group: Numbers) -> Numbers:
    """The place of each member within its group."""
    order = np.argsort(group, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(group))])
    place = np.empty(len(group), dtype=np.int64)
    place[order] = np.arange(len(group)) - starts[group[order]]
    return place


def _rounded_up(sizes: Numbers) -> Numbers:
    """Few different sizes, none much larger than it need be."""
    steps = np.unique(np.ceil(1.4 ** np.arange(2, 40)).astype(np.int64))
    return np.asarray(steps[np.searchsorted(steps, sizes)])
