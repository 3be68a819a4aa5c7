"""Steady rise or fall in short series: the Mann-Kendall test and Sen's slope."""

from functools import lru_cache
from math import comb
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from metrics.arguments import Floats, floats, quotient, two_sided

EXACT_UP_TO = 10
"""Points up to which p comes from all orderings; the normal approximation is off by half at five."""
LEAST = 5
"""Points from which there is a test: with four, no series at all can give p below 0.08."""


def mann_kendall(
    values: pd.DataFrame | pd.Series | NDArray[Any],
    times: NDArray[Any] | None = None,
    confidence: float = 0.95,
    least: int = LEAST,
    exact_up_to: int = EXACT_UP_TO,
) -> pd.DataFrame:
    """Mann-Kendall test and Sen's slope with its interval, one row per series.

    ``S = sum_(i<j) sign(x_j - x_i)``; tau_b is S over its largest value with these ties. ``p`` is the share of the
    orderings of the same values with an S as far from zero; for long series normal with continuity,
    ``z = (S - sign S) / sqrt(var S)``, ``var S = (n (n-1) (2n+5) - sum t (t-1) (2t+5)) / 18`` over ties of t. The slope
    is the median of the N ``(x_j - x_i) / (t_j - t_i)``; its limits are those of the rounded ranks
    ``(N - z sqrt(var S)) / 2`` and ``(N + z sqrt(var S)) / 2 + 1``.

    Each point counts alike, however few answers are behind it, and neighbours are taken as independent.

    Parameters
    ----------
    values : DataFrame or array, series x times, or one series
        Any unit. Missing points are left out.
    times : array, optional
        When the points were measured (such as years); 1, 2, ... by default.
    confidence : float
        Coverage of the interval, between 0 and 1.
    least : int
        Points from which there is a test.
    exact_up_to : int
        Points up to which p is exact.

    Returns
    -------
    DataFrame[n, s, variance, tau, z, p, exact, slope, lower, upper, reason], one row per series
        ``slope``, ``lower`` and ``upper``: unit of the values per unit of time; the limits are also missing where the
        series is too short for this confidence. ``reason``: "few_points" (all but ``n`` is missing) or "all_equal"
        (``slope`` is 0; tau, z, p and the limits are undefined, since a width of zero would claim certainty).

    Raises
    ------
    ValueError
        Times that do not rise or do not fit the series, confidence outside 0 to 1, or ``least`` below 2.

    References
    ----------
    Mann, H. B. (1945). Econometrica 13. Kendall, M. G. (1975). Rank Correlation Methods, 4th ed. Griffin.
    Sen, P. K. (1968). JASA 63. Gilbert, R. O. (1987). Statistical Methods for Environmental Pollution
    Monitoring. Van Nostrand, chapter 16.
    Reference values: tests/reference_values/trend.csv.

    Examples
    --------
    >>> mann_kendall(np.array([4.1, 4.2, 4.3, 4.5, 4.6]))[["s", "p", "slope"]].round(4).to_dict("records")
    [{'s': 10.0, 'p': 0.0167, 'slope': 0.1292}]
    """
    index, series = _series(values)
    when = _times(times, series.shape[1])
    if least < 2:
        raise ValueError(f"A trend needs two points or more, got {least}.")
    if np.isinf(series).any():
        raise ValueError("values must be finite; leave out a point that is not known.")
    n = np.count_nonzero(~np.isnan(series), axis=1)
    first, second = np.triu_indices(series.shape[1], 1)
    steps = series[:, second] - series[:, first]
    ties = [_ties(row) for row in series]
    s = np.nansum(np.sign(steps), axis=1)
    variance = np.array([_variance(tied) for tied in ties], dtype=np.float64)
    z = quotient(s - np.sign(s), np.sqrt(variance))
    exact = n <= exact_up_to
    p = 2 * special.ndtr(-np.abs(z))
    for row in np.flatnonzero(exact & (variance > 0)):
        p[row] = _exact_p(ties[row], int(s[row]))
    slopes = np.sort(steps / (when[second] - when[first]), axis=1)  # missing slopes are sorted last
    lower, upper = _limits(slopes, variance, confidence)
    columns = {
        "s": s,
        "variance": variance,
        "tau": quotient(s, np.array([_largest(tied) for tied in ties], dtype=np.float64)),
        "z": z,
        "p": p,
        "exact": exact,
        "slope": _medians(slopes),
        "lower": lower,
        "upper": upper,
        "reason": np.where(variance > 0, "", "all_equal").astype(object),
    }
    table = pd.DataFrame(columns, index=index)
    table.loc[n < least, ["s", "variance", "tau", "z", "p", "slope", "lower", "upper"]] = np.nan
    table.loc[n < least, "exact"] = False
    table.loc[n < least, "reason"] = "few_points"
    table.insert(0, "n", n)
    return table


def _series(values: pd.DataFrame | pd.Series | NDArray[Any]) -> tuple[pd.Index | None, Floats]:
    """The series, one a row, and their labels."""
    if isinstance(values, pd.DataFrame):
        return values.index, values.to_numpy(dtype=np.float64, na_value=np.nan)
    series = np.atleast_2d(floats(values))
    if series.ndim != 2:
        raise ValueError(f"Values must be one series or series x times, got the shape {series.shape}.")
    return None, series


def _times(times: NDArray[Any] | None, points: int) -> Floats:
    when = np.arange(1.0, points + 1) if times is None else floats(times)
    if when.shape != (points,):
        raise ValueError(f"There must be a time for each of the {points} points, got the shape {when.shape}.")
    if not (np.diff(when) > 0).all():
        raise ValueError("Times must rise from point to point.")
    return when


def _ties(row: Floats) -> tuple[int, ...]:
    """How often each value occurs, smallest group first; this is all that the distribution of S depends on."""
    counts = np.unique(row[~np.isnan(row)], return_counts=True)[1]
    return tuple(sorted(map(int, counts)))


def _variance(ties: tuple[int, ...]) -> float:
    def part(size: int) -> int:
        return size * (size - 1) * (2 * size + 5)

    return (part(sum(ties)) - sum(map(part, ties))) / 18


def _largest(ties: tuple[int, ...]) -> float:
    """The denominator of tau_b, where only the values are tied."""
    pairs = comb(sum(ties), 2)
    return float(np.sqrt(pairs * (pairs - sum(comb(size, 2) for size in ties))))


@lru_cache(maxsize=1024)
def _inversions(ties: tuple[int, ...]) -> tuple[int, ...]:
    """Number of orderings of values with these ties that have 0, 1, 2, ... falling pairs.

    The coefficients of the Gaussian multinomial ``prod_(i<=n) (1 - q^i) / prod_t prod_(j<=t) (1 - q^j)``.
    """
    falling = comb(sum(ties), 2) - sum(comb(size, 2) for size in ties)
    counts = [1] + [0] * falling
    placed = 0
    for size in ties:
        for j in range(1, size + 1):
            placed += 1
            for power in range(falling, placed - 1, -1):  # times 1 - q^placed
                counts[power] -= counts[power - placed]
            for power in range(j, falling + 1):  # divided by 1 - q^j
                counts[power] += counts[power - j]
    return tuple(counts)


def _exact_p(ties: tuple[int, ...], s: int) -> float:
    """Share of the orderings with at least as large an S in either direction."""
    counts = _inversions(ties)
    pairs = len(counts) - 1  # untied: S is these less twice the falling ones
    return sum(count for falling, count in enumerate(counts) if abs(pairs - 2 * falling) >= abs(s)) / sum(counts)


def _limits(slopes: Floats, variance: Floats, confidence: float) -> tuple[Floats, Floats]:
    """The slopes at the ranks that bound the median, where the series is long enough to have them."""
    pairs = np.count_nonzero(~np.isnan(slopes), axis=1)
    width = special.ndtri(two_sided(confidence)) * np.sqrt(variance)
    ranks = [np.rint((pairs - width) / 2), np.rint((pairs + width) / 2 + 1)]
    usable = (variance > 0) & (ranks[0] >= 1) & (ranks[1] <= pairs)
    limits = [np.full(len(slopes), np.nan) for _ in ranks]
    for limit, rank in zip(limits, ranks, strict=True):
        limit[usable] = slopes[usable, rank[usable].astype(int) - 1]
    return limits[0], limits[1]


def _medians(ordered: Floats) -> Floats:
    """Median of each row sorted with its missing values last."""
    count = np.count_nonzero(~np.isnan(ordered), axis=1)
    some = count > 0
    middle = np.full(len(ordered), np.nan)
    rows, half = np.flatnonzero(some), count[some]
    middle[some] = (ordered[rows, (half - 1) // 2] + ordered[rows, half // 2]) / 2
    return middle
