"""Two groups on a rating scale compared by order alone: Mann-Whitney's test and Cliff's delta, from histograms.

A histogram is a DataFrame with one row per cell and one column per scale point, lowest
first; it holds numbers of answers. Both groups have the same points and the same rows.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from metrics.arguments import Floats, quotient, two_sided

EXACT_UP_TO = 500  # pairs of answers; beyond it the normal approximation is as good, and the exact p slow
MAGNITUDES = {"negligible": 0.147, "small": 0.33, "medium": 0.474}


def mann_whitney(a: pd.DataFrame, b: pd.DataFrame, exact_up_to: int = EXACT_UP_TO) -> pd.DataFrame:
    """Test of whether answers in ``a`` tend to lie above or below those in ``b``, two-sided.

    ``U = #(a > b) + #(a = b) / 2`` over all pairs. Few pairs: the exact p, from every way to deal these very answers
    to two groups of these sizes, so that ties are right. Many: the normal approximation with continuity,
    ``z = (|U - n_a n_b / 2| - 1/2) / sd``, ``sd^2 = n_a n_b / 12 (n + 1 - sum (t^3 - t) / (n (n - 1)))`` with t the
    answers at each point; where nearly all answers are equal it finds too much. One exact p takes about two
    milliseconds at the limit.

    Parameters
    ----------
    a, b : DataFrame, one row per cell
        Histograms.
    exact_up_to : int
        Largest number of pairs ``n_a n_b`` for which p is exact.

    Returns
    -------
    DataFrame[u, p, method, reason]
        ``u`` in pairs, ``p`` a probability, ``method`` "exact" or "normal". Missing with ``reason`` "no_answers" or
        "missing_count". Where all answers are the same there is nothing to order, and p is 1.

    Raises
    ------
    ValueError
        Histograms with different points or rows, or a negative count.

    References
    ----------
    Mann, H. B. & Whitney, D. R. (1947). Ann. Math. Statist. 18. Ties: Lehmann, E. L. (1975). Nonparametrics.
    Holden-Day. Reference values: tests/reference_values/ordinal.csv (R wilcox.test, and every permutation).

    Examples
    --------
    >>> a, b = pd.DataFrame([[0, 1, 2, 5]]), pd.DataFrame([[3, 2, 2, 1]])
    >>> mann_whitney(a, b)[["u", "p", "method"]].round(3).to_dict("records")
    [{'u': 53.5, 'p': 0.026, 'method': 'exact'}]
    """
    first, second = _counts(a, b)
    size_a, size_b = first.sum(axis=1), second.sum(axis=1)
    u, pairs = _u(first, second), size_a * size_b
    n, tied = size_a + size_b, first + second
    loss = quotient((tied**3 - tied).sum(axis=1), n * (n - 1))
    sd = np.sqrt(pairs / 12 * np.maximum(n + 1 - loss, 0.0))
    distance = np.abs(u - pairs / 2)
    p = np.minimum(2 * special.ndtr(-quotient(np.maximum(distance - 0.5, 0.0), sd)), 1.0)
    known = pairs > 0
    exact = known & ((pairs <= exact_up_to) | (sd == 0))
    p[exact] = [_exact_p(*row) for row in zip(first[exact], second[exact], distance[exact], strict=True)]
    method = np.full(len(u), "", dtype=object)
    method[known], method[exact] = "normal", "exact"
    columns = {"u": np.where(known, u, np.nan), "p": np.where(known, p, np.nan), "method": method}
    return pd.DataFrame(columns | {"reason": _reason(pairs)}, index=a.index)


def cliffs_delta(a: pd.DataFrame, b: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """How much oftener an answer in ``a`` lies above one in ``b`` than below: from -1 to 1, with its interval.

    ``delta = 2 U / (n_a n_b) - 1``, the variance from how the answers of each group dominate those of the other
    (unbiased), at least ``(1 - delta^2) / (n_a n_b - 1)``, and an interval that leans towards zero (t with
    ``n_a + n_b - 2``). Where every answer of one group lies above every one of the other, the interval reaches from
    ``(m - t^2) / (m + t^2)`` with m the smaller group.

    Parameters
    ----------
    a, b : DataFrame, one row per cell
        Histograms.
    confidence : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame[delta, lower, upper, magnitude, reason]
        ``magnitude`` is "negligible" (below 0.147), "small" (0.33), "medium" (0.474) or "large". Missing with
        ``reason`` "no_answers" or "missing_count"; ``reason`` "one_answer": a delta, and no interval.

    Raises
    ------
    ValueError
        As for `mann_whitney`, or confidence outside 0 to 1.

    References
    ----------
    Cliff, N. (1996). Ordinal Methods for Behavioral Data Analysis. Erlbaum. Feng, D. & Cliff, N. (2004). Monte Carlo
    evaluation of ordinal d with improved confidence interval. J. Mod. Appl. Stat. Methods 3(2). Magnitudes: Romano, J.
    et al. (2006). Florida Association of Institutional Research. Reference values: tests/reference_values/ordinal.csv.

    Examples
    --------
    >>> a, b = pd.DataFrame([[0, 1, 2, 5]]), pd.DataFrame([[3, 2, 2, 1]])
    >>> cliffs_delta(a, b)[["delta", "lower", "upper", "magnitude"]].round(3).to_dict("records")
    [{'delta': 0.672, 'lower': 0.105, 'upper': 0.909, 'magnitude': 'large'}]
    """
    first, second = _counts(a, b)
    size_a, size_b = first.sum(axis=1), second.sum(axis=1)
    pairs = size_a * size_b
    delta = quotient(2 * _u(first, second), pairs) - 1
    reach = special.stdtrit(np.where(size_a + size_b > 2, size_a + size_b - 2, np.nan), two_sided(confidence))
    variance = _variance(first, second, delta)
    centre, below = delta - delta**3, 1 - delta**2 + reach**2 * variance
    half = reach * np.sqrt(variance) * np.sqrt(np.maximum(1 - 2 * delta**2 + delta**4 + reach**2 * variance, 0.0))
    lower, upper = quotient(centre - half, below), quotient(centre + half, below)
    apart, fewest = np.abs(delta) == 1, np.minimum(size_a, size_b)
    nearest = quotient(fewest - reach**2, fewest + reach**2)
    lower, upper = np.where(delta == 1, nearest, lower), np.where(delta == -1, -nearest, upper)
    lower, upper = np.where(apart & (delta < 0), -1.0, lower), np.where(apart & (delta > 0), 1.0, upper)
    reason = _reason(pairs)
    alone = (reason == "") & (fewest == 1)
    reason[alone] = "one_answer"
    limits = {"lower": np.where(alone, np.nan, lower), "upper": np.where(alone, np.nan, upper)}
    columns = {"delta": delta} | limits | {"magnitude": _magnitude(delta), "reason": reason}
    return pd.DataFrame(columns, index=a.index)


def _counts(a: pd.DataFrame, b: pd.DataFrame) -> tuple[Floats, Floats]:
    """Both histograms as arrays; a row with a missing count is missing whole."""
    if a.shape != b.shape or not a.index.equals(b.index):
        raise ValueError("Histograms a and b must have the same points and the same rows.")
    first, second = (histogram.to_numpy(dtype=np.float64, na_value=np.nan) for histogram in (a, b))
    if (first < 0).any() or (second < 0).any():
        raise ValueError("A histogram cannot hold a negative number of answers.")
    return first, second


def _u(a: Floats, b: Floats) -> Floats:
    """Pairs where a lies above b, and half of those where they are equal."""
    u: Floats = (a * (np.cumsum(b, axis=1) - b / 2)).sum(axis=1)
    return u


def _variance(a: Floats, b: Floats, delta: Floats) -> Floats:
    """Unbiased variance of delta, not below what so many pairs allow."""
    size_a, size_b = a.sum(axis=1), b.sum(axis=1)
    centre = delta[:, np.newaxis]
    over_b, over_a = _dominance(b), _dominance(a)
    rows = (a * (over_b / np.where(size_b > 0, size_b, np.nan)[:, np.newaxis] - centre) ** 2).sum(axis=1)
    columns = (b * (-over_a / np.where(size_a > 0, size_a, np.nan)[:, np.newaxis] - centre) ** 2).sum(axis=1)
    ties = (a * b).sum(axis=1)
    pairs = size_a * size_b
    cells = pairs - ties - pairs * delta**2  # the squares of 1, 0 and -1 less their mean
    spread = size_b**2 * rows + size_a**2 * columns - cells
    unbiased = quotient(spread, pairs * (size_a - 1) * (size_b - 1))
    return np.maximum(unbiased, quotient(1 - delta**2, pairs - 1))


def _dominance(histogram: Floats) -> Floats:
    """Answers below each point less answers above it."""
    up_to = np.cumsum(histogram, axis=1)
    below_less_above: Floats = 2 * up_to - histogram - up_to[:, -1:]
    return below_less_above


def _exact_p(a: Floats, b: Floats, distance: float) -> float:
    """Share of all deals of the answers with a U at least as far from its middle."""
    few, many = (a, b) if a.sum() <= b.sum() else (b, a)
    size, tied = int(few.sum()), (few + many).astype(np.int64)
    middle = int(few.sum() * many.sum())  # in half pairs, as all of U below
    ways = np.zeros((size + 1, 2 * middle + 1))
    ways[0, 0] = 1.0
    seen = 0
    for at_point in tied:
        ways = _dealt(ways, int(at_point), seen)
        seen += int(at_point)
    far = np.abs(np.arange(2 * middle + 1) - middle) >= 2 * distance - 1e-9
    return float(min(ways[size, far].sum() / ways[size].sum(), 1.0))


def _dealt(ways: Floats, at_point: int, seen: int) -> Floats:
    """The number of ways by answers taken and half pairs won, after the answers at one more point are dealt."""
    after = np.zeros_like(ways)
    for taken in range(min(len(ways) - 1, seen) + 1):
        for more in range(min(at_point, len(ways) - 1 - taken) + 1):
            won = more * (2 * (seen - taken) + at_point - more)
            if won < ways.shape[1]:
                chance = special.comb(at_point, more)
                after[taken + more, won:] += chance * ways[taken, : ways.shape[1] - won]
    return after


def _magnitude(delta: Floats) -> NDArray[np.object_]:
    words = np.full(len(delta), "", dtype=object)
    words[~np.isnan(delta)] = "large"
    for word, below in reversed(MAGNITUDES.items()):
        words[np.abs(delta) < below] = word
    return words


def _reason(pairs: Floats) -> NDArray[np.object_]:
    words = np.full(len(pairs), "", dtype=object)
    words[pairs == 0] = "no_answers"
    words[np.isnan(pairs)] = "missing_count"
    return words
