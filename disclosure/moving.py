"""Moving cells together with a few near them, as far as all of them stay possible and every sum stays as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from disclosure.cone import NEAR, Limits, curvature, room, slope
from disclosure.lattice import NOBODY, Flags, Numbers
from disclosure.neighbours import Network
from disclosure.unknowns import Unknowns

Floats = npt.NDArray[np.float64]

# Each step goes so far towards the nearest limit.
FAR_ENOUGH, PULL = 0.9, 4.0
PRUNED, SHARES = 6, 4
KERNEL = 1e-9


@dataclass(frozen=True)
class Nearby:
    """Cells to be moved, each with some near it: rows x cells, of which the first is the one in question.

    - ``moves``: rows x cells x moves; each keeps every sum, and so do all sums of them.
    - ``point``: 3 x rows x cells. ``limits``, ``listed``, ``threshold``: of the cells.
    """

    moves: Floats
    point: Floats
    limits: Limits
    listed: Flags
    threshold: Floats

    def at(self, rows: Flags) -> "Nearby":
        """Some of the rows."""
        limits = self.limits.at(rows)
        return Nearby(self.moves[rows], self.point[:, rows], limits, self.listed[rows], self.threshold[rows])

    @property
    def least(self) -> Floats:
        """The least respondents of the cells in question."""
        return np.asarray(self.limits.least[:, 0] - NEAR)

    def pushed(self, what: Literal["number", "mean"], steps: int) -> tuple[Floats, Floats]:
        """Where all cells are when the number, or the mean, of the first is as high, and as low, as goes.

        3 x rows x cells each.
        """
        first = _Step(self, self.point, what)
        up = first.towards(1.0)
        if steps == 1:
            return self._gone(self.point, up, 1.0), self._gone(self.point, -up, 1.0)
        return self._followed(what, steps, first.pull, 1.0), self._followed(what, steps, first.pull, -1.0)

    def _followed(self, what: Literal["number", "mean"], steps: int, pull: Floats, way: float) -> Floats:
        """Along the path of those points that keep away from all limits for so much pull: ever more of it."""
        point = self.point
        for step in range(steps - 1):
            point = self._gone(point, _Step(self, point, what).towards(way, pull * PULL ** (step + 1)), FAR_ENOUGH)
        # What lies at a limit is still possible, but there is nowhere to go from there.
        return self._gone(point, _Step(self, point, what).towards(way), 1.0)

    def _gone(self, point: Floats, step: Floats, share: float) -> Floats:
        limit = share * room(point, step, self.limits).min(axis=1)
        limit = np.where(np.isfinite(limit), limit if share == 1.0 else np.minimum(limit, 1.0), 0.0)
        return np.asarray(point + limit[:, None] * step)


class _Step:
    """One step from a point, in the metric of the barrier."""

    def __init__(self, here: Nearby, point: Floats, what: Literal["number", "mean"]) -> None:
        self._moves, self._what = here.moves, what
        rows, cells, count = here.moves.shape
        wish = np.zeros((3, rows))
        wish[0] = 1.0
        if what == "mean":
            n, total = np.maximum(point[0, :, 0], NEAR), point[1, :, 0]
            wish[0], wish[1] = -total / n**2, 1 / n
        bent = curvature(point, here.limits)
        # Moves of respondents, of sums of answers and of sums of squares, bent together cell by cell.
        sideways = bent.reshape(rows, cells, 9).swapaxes(1, 2)[:, :, :, None] * here.moves[:, None]
        matrix = (here.moves.swapaxes(1, 2)[:, None] @ sideways).reshape(rows, 3, 3, count, count)
        matrix = matrix.swapaxes(2, 3).reshape(rows, 3 * count, 3 * count)
        diagonal = np.einsum("bmm->bm", matrix)
        diagonal += np.where(diagonal <= 0, 1.0, 1e-12 * diagonal)
        wanted = (wish.T[:, :, None] * here.moves[:, None, 0]).reshape(rows, -1)
        back = (slope(point, here.limits).swapaxes(0, 1) @ here.moves).reshape(rows, -1)
        both = np.linalg.solve(matrix, np.stack([wanted, -back], axis=-1))
        self._wanted, self._back = both[..., 0], both[..., 1]
        # So much pull is felt as much as one limit is.
        self.pull = 1 / np.sqrt(np.maximum(np.einsum("bm,bm->b", wanted, self._wanted), NEAR**2))

    def towards(self, way: float, pull: Floats | None = None) -> Floats:
        """Straight on, or for so much pull against the limits; 3 x rows x cells."""
        amounts = way * self._wanted if pull is None else way * pull[:, None] * self._wanted + self._back
        return np.asarray(np.einsum("bkm,bim->ibk", self._moves, amounts.reshape(len(amounts), 3, -1)))


def nearby(own: Unknowns, point: Floats, near: Network, chosen: Numbers) -> Iterator[tuple[Numbers, Nearby]]:
    """The chosen cells of each row that can move among themselves, rows of about the same size together.

    With the numbers of the rows.
    """
    sums = near.inner(chosen)
    usable = _movable(sums, (chosen != NOBODY) & ~own.limits.empty[chosen])
    usable &= usable[:, :1]
    width = usable.sum(axis=1)
    order = np.argsort(width, kind="stable")
    order = order[width[order] > 0]
    for rows in np.array_split(order, SHARES):
        if len(rows):
            yield rows, _compact(own, point, (chosen[rows], usable[rows]), sums[rows])


def _movable(sums: Floats, usable: Flags) -> Flags:
    """The cells that do not stand alone in any equation, once those that do are left out."""
    there = sums != 0
    for _ in range(PRUNED):
        alone = (there & usable[:, None, :]).sum(axis=2) == 1
        stuck = usable & (there & alone[:, :, None]).any(axis=1)
        if not stuck.any():
            break
        usable = usable & ~stuck
    return usable


def _compact(own: Unknowns, point: Floats, cells: tuple[Numbers, Flags], sums: Floats) -> Nearby:
    chosen, usable = cells
    order = np.argsort(~usable, axis=1, kind="stable")[:, : int(usable.sum(axis=1).max())]
    kept = np.take_along_axis(usable, order, 1)
    chosen = np.where(kept, np.take_along_axis(chosen, order, 1), 0)
    inner = np.where(kept[:, None, :], np.take_along_axis(sums, order[:, None, :], 2), 0.0)
    # Where nothing is kept a cell stands that cannot move.
    limits = Limits(np.where(kept, own.limits.least[chosen], 0.0), np.where(kept, own.limits.most[chosen], 0.0))
    return Nearby(
        moves=_keeping(inner, kept),
        point=np.where(kept, point[:, chosen], 0.0),
        limits=limits,
        listed=own.listed[chosen] & kept,
        threshold=own.threshold[chosen],
    )


def _keeping(sums: Floats, kept: Flags) -> Floats:
    """The moves that keep all sums, rows x cells x moves: the kernel of each matrix of sums."""
    square = sums.swapaxes(1, 2) @ sums
    square += np.where(kept, 0.0, 1.0)[:, None, :] * np.eye(kept.shape[1])
    values, vectors = np.linalg.eigh(square)
    free = values < KERNEL
    count = int(free.sum(axis=1).max(initial=0))
    return np.asarray(np.where(free[:, None, :count], vectors[:, :, :count], 0.0))
