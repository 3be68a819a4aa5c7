"""All that a cell can be: its number of respondents n, the sum T of their answers (0 to 1), the sum Q of their squares.

They are possible where n lies between its limits, T squared / n <= Q and Q <= T. The logarithmic barrier of these
limits grows without end towards them (Nesterov and Nemirovskii, 1994).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# More respondents than any municipality has; a cell whose limits are closer than NEAR has one possible number.
FAR = 1e6
NEAR = 1e-6
TINY = 1e-10


@dataclass(frozen=True)
class Limits:
    """The least and the most respondents of cells, in arrays of any shape."""

    least: Floats
    most: Floats

    @property
    def fixed(self) -> Flags:
        """Cells with one possible number of respondents."""
        return np.asarray(self.most - self.least < NEAR)

    @property
    def empty(self) -> Flags:
        """Cells that nobody can have answered."""
        return np.asarray(self.most < NEAR)

    def at(self, chosen: Any) -> "Limits":
        """The limits of some cells."""
        return Limits(self.least[chosen], self.most[chosen])


def start(limits: Limits, share: Floats, mean: Floats, square: Floats) -> Floats:
    """Possible cells to start from, 3 x cells: so far between their limits, with such a mean, and mean of squares."""
    far = limits.most >= FAR
    n = np.where(far, np.maximum(limits.least, 1.0) + 10.0, limits.least + share * (limits.most - limits.least))
    return np.where(limits.empty, 0.0, np.stack([n, n * mean, n * square]))


def slope(point: Floats, limits: Limits) -> Floats:
    """The slope of the barrier, 3 x cells; none where nothing can change."""
    fixed, empty = limits.fixed, limits.empty
    n, total, squares = _inside(point, empty)
    low, high = _gaps(n, limits)
    inner, outer = _distances(n, total, squares)
    found = np.stack([-squares / inner - 1 / low + 1 / high, 2 * total / inner - 1 / outer, -n / inner + 1 / outer])
    found[0, fixed] = 0.0
    found[:, empty] = 0.0
    return found


def metric(point: Floats, limits: Limits) -> Floats:
    """The inverse of the barrier's curvature, cells x 3 x 3; none where nothing can change."""
    fixed = limits.fixed
    a, b, c, d, e, f = _curves(point, limits)
    d, e = (np.where(fixed, 0.0, beside) for beside in (d, e))
    inverse = _inverse(np.where(fixed, 1.0, a), b, c, d, e, f)
    inverse[fixed, 0, 0] = 0.0
    inverse[limits.empty] = 0.0
    return inverse


def _gaps(n: Floats, limits: Limits) -> tuple[Floats, Floats]:
    """How far respondents are from the least and from the most; never nothing, as they come where there is no room."""
    low, high = np.maximum(n - limits.least, TINY), np.maximum(limits.most - n, TINY)
    return np.where(limits.fixed, 1.0, low), np.where(limits.fixed, 1.0, high)


def _distances(n: Floats, total: Floats, squares: Floats) -> tuple[Floats, Floats]:
    """How far sums are from their limits; never nothing, as they come where what is told contradicts itself."""
    return np.maximum(n * squares - total**2, TINY), np.maximum(total - squares, TINY)


def _inside(point: Floats, empty: Flags) -> Floats:
    """The point, with something possible in place of cells that nobody can have answered."""
    return np.asarray(np.where(empty, np.array([1.0, 0.5, 0.375]).reshape(3, *[1] * empty.ndim), point))


def _curves(point: Floats, limits: Limits) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    """The curvature's diagonal, and what stands beside it."""
    n, total, squares = _inside(point, limits.empty)
    low, high = _gaps(n, limits)
    inner, outer = _distances(n, total, squares)
    return (
        (squares / inner) ** 2 + 1 / low**2 + 1 / high**2,
        2 / inner + 4 * total**2 / inner**2 + 1 / outer**2,
        (n / inner) ** 2 + 1 / outer**2,
        -2 * total * squares / inner**2,
        (n * squares / inner - 1) / inner,
        -2 * total * n / inner**2 - 1 / outer**2,
    )


def _inverse(a: Floats, b: Floats, c: Floats, d: Floats, e: Floats, f: Floats) -> Floats:
    """The inverses of symmetric 3 x 3 matrices with the diagonal a, b, c and d, e, f beside it."""
    aa, bb, cc = b * c - f * f, a * c - e * e, a * b - d * d
    dd, ee, ff = e * f - c * d, d * f - b * e, d * e - a * f
    rows = np.stack([np.stack([aa, dd, ee], -1), np.stack([dd, bb, ff], -1), np.stack([ee, ff, cc], -1)], -2)
    return np.asarray(rows / (a * aa + d * dd + e * ee)[..., None, None])


def room(point: Floats, move: Floats, limits: Limits) -> Floats:
    """How many times each cell's part of a move can be made before it is no longer possible."""
    n, total, squares = point
    more, up, wide = move
    # At a limit, or a hair's breadth beyond it, there is no more room.
    inner, outer = _distances(n, total, squares)
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = np.where(more < 0, (n - limits.least) / -more, np.where(more > 0, (limits.most - n) / more, np.inf))
        bound = np.where(limits.fixed, np.inf, np.maximum(bound, 0.0))
        closing = wide - up
        bound = np.minimum(bound, np.where(closing > 0, outer / closing, np.inf))
        bound = np.minimum(
            bound,
            _first_root(more * wide - up**2, n * wide + more * squares - 2 * total * up, inner),
        )
    return np.asarray(np.where(limits.empty, np.inf, bound))


def _first_root(a: Floats, b: Floats, c: Floats) -> Floats:
    """The smallest positive root of a t squared + b t + c, where c > 0."""
    inside = b * b - 4 * a * c
    half = -(b + np.copysign(np.sqrt(np.maximum(inside, 0.0)), b)) / 2
    one = np.where(half == 0, np.inf, c / half)
    two = np.where(a == 0, np.inf, half / a)
    roots = np.minimum(np.where(one > 0, one, np.inf), np.where(two > 0, two, np.inf))
    return np.asarray(np.where((inside >= 0) & ~np.isnan(roots), roots, np.inf))
