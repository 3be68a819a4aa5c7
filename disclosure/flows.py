"""How far the cells of a table can change while the sums of its rows and columns stay: cuts of a network.

A cell that grows takes from its row and its column, which others of them must give back: a flow from the row to the
column through the cells that may change. The most that flows is the smallest cut (Ford and Fulkerson, 1956). With few
columns, every set of them is tried.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
# More columns (or rows, whichever are fewer) than this are not gone through: the others are taken to stay.
COLUMNS = 7
# More than any table has; small enough that sums of it are still exact.
ENDLESS = 1e7


def ranges(up: Floats, down: Floats) -> tuple[Floats, Floats]:
    """How far each cell can grow, and shrink, when each can change by so much at most.

    Parameters
    ----------
    up, down : arrays of float
        Tables of rows x columns on the last two axes; ``ENDLESS`` where there is no limit, 0 for cells that stay.

    Returns
    -------
    grows, shrinks : two arrays of the same shape
        Exact, unless there are more than ``COLUMNS`` rows and columns with cells that change: then less than that.
    """
    if up.shape[-2] < up.shape[-1]:
        grows, shrinks = ranges(np.swapaxes(up, -1, -2), np.swapaxes(down, -1, -2))
        return np.swapaxes(grows, -1, -2), np.swapaxes(shrinks, -1, -2)
    changing = (up + down).reshape(-1, *up.shape[-2:]).sum(axis=(0, 1))
    if up.shape[-1] > COLUMNS or not changing.all():
        return _of_some(up, down, np.sort(np.argsort(-changing, kind="stable")[: min(COLUMNS, (changing > 0).sum())]))
    inside = _sets(up.shape[-1])
    outside = 1.0 - inside
    # Rows stand on the cheaper side of each cut.
    from_row, to_row = down @ outside, up @ inside
    cheaper = np.minimum(from_row, to_row)
    others = cheaper.sum(axis=-2, keepdims=True) - cheaper
    rising, falling = others + from_row, others + to_row
    grows, shrinks = np.empty_like(up), np.empty_like(up)
    for column in range(up.shape[-1]):
        # The sets without the column, and those with it.
        halves = (*up.shape[:-1], -1, 2, 2**column)
        grows[..., column] = rising.reshape(halves)[..., 0, :].min(axis=(-2, -1))
        shrinks[..., column] = falling.reshape(halves)[..., 1, :].min(axis=(-2, -1))
    return np.minimum(grows - down, up), np.minimum(shrinks - up, down)


def _of_some(up: Floats, down: Floats, columns: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    grows, shrinks = np.zeros_like(up), np.zeros_like(up)
    if len(columns):
        grows[..., columns], shrinks[..., columns] = ranges(up[..., columns], down[..., columns])
    return grows, shrinks


@lru_cache(maxsize=COLUMNS)
def _sets(columns: int) -> Floats:
    """Every set of columns: columns x sets, 1 for those in it."""
    return np.asarray((np.arange(2**columns)[None, :] >> np.arange(columns)[:, None]) & 1, dtype=np.float64)
