"""How far means can be moved where sums of squares are told too: answers that lie close together say more of each."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Pair = tuple[Floats, Floats]

ROUNDS = 30
ENOUGH, NEAR = 1e-8, 1e-6


def widths_with_spread(sums: Pair, right: Pair, n: Floats) -> Floats:
    """How wide the interval of each cell's mean is at least, with given numbers of respondents.

    Totals S and sums of squares Q of answers from 0 to 1 are possible where S squared / n <= Q <= S.

    Parameters
    ----------
    sums : two arrays, systems x equations x cells
        Of the totals and of the squares.
    right : two arrays, systems x equations
        What they add up to.
    n : array, systems x cells

    Returns
    -------
    array, systems x cells
        As parts of the scale; zero where no possible answers are found.
    """
    still = n < NEAR
    size = np.where(still, 1.0, n)
    both = np.concatenate(
        [
            np.concatenate([sums[0], np.zeros_like(sums[0])], axis=2),
            np.concatenate([np.zeros_like(sums[1]), sums[1]], axis=2),
        ],
        axis=1,
    )
    wanted = np.concatenate(right, axis=1)
    point = np.concatenate([np.where(still, 0.0, size / 2), np.where(still, 0.0, 3 * size / 8)], axis=1)
    missing = np.full(len(n), np.inf)
    todo = np.arange(len(n))
    for _ in range(ROUNDS):
        point[todo], missing[todo], near = _nearer(both[todo], wanted[todo], point[todo], size[todo], still[todo])
        todo = todo[~near]
        if not len(todo):
            break
    found = np.flatnonzero(missing < NEAR)
    width = np.zeros_like(n)
    total, squares = np.split(point[found], 2, axis=1)
    width[found] = _reached(both[found], total, squares, size[found], still[found]) / size[found]
    return np.where(still, 0.0, width)


def _nearer(
    both: Floats, wanted: Floats, point: Floats, n: Floats, still: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """One step towards the middle; how far the sums were off, and which systems need no more steps."""
    total, squares = np.split(point, 2, axis=1)
    slope, inverse = _barrier(total, squares, n, still)
    rest = wanted - np.einsum("bmk,bk->bm", both, point)
    missing = np.abs(rest).max(axis=1, initial=0.0)
    scaled = _scaled(both, inverse)
    price = np.linalg.solve(_weighed(scaled, both), (rest + np.einsum("bmk,bk->bm", scaled, slope))[..., None])
    step = np.einsum("bmk,bm->bk", scaled, price[..., 0]) - _times(inverse, slope)
    first, second = np.split(step, 2, axis=1)
    room = 0.9 * _room(total, squares, n, first, second, still).min(axis=1)
    return point + np.minimum(1.0, room)[:, None] * step, missing, (missing < ENOUGH) & (room > 5)


def _reached(both: Floats, total: Floats, squares: Floats, n: Floats, still: npt.NDArray[np.bool_]) -> Floats:
    """How far each total goes down and up together, along the move that changes the others least."""
    _, inverse = _barrier(total, squares, n, still)
    scaled = _scaled(both, inverse)
    count = n.shape[1]
    moves = -scaled[:, :, :count].swapaxes(1, 2) @ np.linalg.solve(_weighed(scaled, both), scaled)
    cell = np.arange(count)
    moves[:, cell, cell] += inverse[0]
    moves[:, cell, count + cell] += inverse[1]
    off = np.abs(moves @ both.swapaxes(1, 2)).max(axis=2, initial=0.0)
    scale = np.abs(moves).max(axis=2, initial=0.0)
    moves = np.where((off <= 1e-6 * scale)[:, :, None], moves, 0.0)
    first, second = moves[:, :, :count], moves[:, :, count:]
    here = total[:, None, :], squares[:, None, :], n[:, None, :]
    up = _room(*here, first, second, still[:, None, :]).min(axis=2)
    down = _room(*here, -first, -second, still[:, None, :]).min(axis=2)
    own = np.einsum("bkk->bk", first)
    return np.asarray(np.where(np.isfinite(up + down), (up + down) * own, 0.0))


def _barrier(
    total: Floats, squares: Floats, n: Floats, still: npt.NDArray[np.bool_]
) -> tuple[Floats, tuple[Floats, Floats, Floats]]:
    """The slope of the logarithmic barrier and the inverse of its curvature, a symmetric 2 x 2 matrix a cell."""
    inner = np.where(still, 1.0, squares - total**2 / n)
    outer = np.where(still, 1.0, total - squares)
    lean = -2 * total / n
    slope = np.concatenate([-lean / inner - 1 / outer, -1 / inner + 1 / outer], axis=1)
    first = lean**2 / inner**2 + 2 / (n * inner) + 1 / outer**2
    second = 1 / inner**2 + 1 / outer**2
    mixed = lean / inner**2 - 1 / outer**2
    area = np.where(still, np.inf, first * second - mixed**2)
    slope[np.concatenate([still, still], axis=1)] = 0.0
    return slope, (second / area, -mixed / area, first / area)


def _times(inverse: tuple[Floats, Floats, Floats], values: Floats) -> Floats:
    first, second = np.split(values, 2, axis=1)
    return np.concatenate([inverse[0] * first + inverse[1] * second, inverse[1] * first + inverse[2] * second], axis=1)


def _scaled(both: Floats, inverse: tuple[Floats, Floats, Floats]) -> Floats:
    first, second = np.split(both, 2, axis=2)
    one, mixed, other = (part[:, None, :] for part in inverse)
    return np.concatenate([first * one + second * mixed, first * mixed + second * other], axis=2)


def _weighed(scaled: Floats, both: Floats) -> Floats:
    matrix: Floats = scaled @ both.swapaxes(1, 2)
    diagonal = np.einsum("bmm->bm", matrix)
    diagonal += 1e-11 * diagonal.max(axis=1, initial=0.0)[:, None] + np.where(diagonal == 0, 1.0, 0.0)
    return matrix


def _room(
    total: Floats, squares: Floats, n: Floats, first: Floats, second: Floats, still: npt.NDArray[np.bool_]
) -> Floats:
    """How many times a move of totals and squares can be made before an answer would be outside the scale."""
    inner, outer = squares - total**2 / n, total - squares
    closing = second - first
    linear = np.where(closing > 0, outer / np.where(closing > 0, closing, 1.0), np.inf)
    bend, change = first**2 / n, second - 2 * total * first / n
    # The positive root of inner + change t - bend t squared, written so that it does not lose precision.
    root = np.sqrt(np.maximum(change**2 + 4 * bend * inner, 0.0))
    below = root - change
    curved = np.where(below > 0, 2 * inner / np.where(below > 0, below, 1.0), np.inf)
    return np.where(still, np.inf, np.minimum(linear, curved))
