"""What those who were invited this time would have said together: figures of a closed group, not of the service.

These intervals shrink as more of the invited answer, and vanish when all have. They are for the words "this year's
users"; a comparison or a trend asks about the service and takes no such credit (`means`, `shares`). They
count those who did not answer as a random part of the invited: nothing here mends a skewed response.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from metrics.arguments import Flags, Floats, Numbers, aligned, floats, quotient, two_sided
from metrics.means import mean_interval
from metrics.nonresponse import invited_mean_bounds
from metrics.shares import share_interval

FEWEST = 5  # answers; below it the spread of those who answered says next to nothing
EXACT_UP_TO = 200  # invited; the exact interval is shorter to explain, and larger groups do not tell the two apart


def finite_mean(
    n: Numbers,
    total: Numbers,
    squares: Numbers,
    population: Numbers,
    scale: tuple[float, float],
    confidence: float = 0.95,
    fewest: int = FEWEST,
) -> pd.DataFrame:
    """Mean of everybody invited, with the interval that fits the answers there are; one row per cell.

    ``method`` says which. "finite": ``mean -/+ t(n - 1) s / sqrt(n) sqrt(1 - n / N)``. "census": everybody answered,
    and the interval is the mean. "exact": one answer, or all equal to v; at least K of N hold v with the given
    confidence (`exact_share`), the others lie anywhere on the scale: ``(K v + (N - K) end) / N``. "bounds": fewer
    than ``fewest`` differing answers; the interval is ``least`` to ``greatest``, which hold for certain:
    `metrics.nonresponse.invited_mean_bounds`. A "finite" interval may pass them: clip it to them where it is drawn.

    Parameters
    ----------
    n, total, squares : Series, arrays or numbers
        Answers, their sum (scale units) and sum of squares (scale units squared).
    population : Series, array or number
        Number invited, N.
    scale : tuple of two numbers
        Lowest and highest point.
    confidence : float
        Coverage, between 0 and 1.
    fewest : int
        Answers that a "finite" interval needs, at least 2.

    Returns
    -------
    DataFrame[mean, lower, upper, least, greatest, method, reason]
        Scale units. ``reason`` says why there is no interval ("no_answers", "invited_unknown",
        "more_answers_than_invited"), or why it is not the usual one ("one_answer", "all_equal", "few_answers").

    Raises
    ------
    ValueError
        A negative or broken count, a sum that the scale does not allow, a scale that does not rise, ``fewest``
        below 2, confidence outside 0 to 1, or Series with different indexes.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, chapter 2.
    Reference values: tests/reference_values/means.csv (R survey).

    Examples
    --------
    >>> table = finite_mean([17, 6, 3], [82, 36, 14], [438, 216, 68], [30, 10, 8], scale=(1, 6))
    >>> table[["lower", "upper", "method", "reason"]].round(2).to_dict("split")["data"]
    [[4.27, 5.37, 'finite', ''], [4.5, 6.0, 'exact', 'all_equal'], [2.38, 5.5, 'bounds', 'few_answers']]
    """
    index, (count, sums, sums2, invited) = aligned(n, total, squares, population)
    low, high = scale
    if fewest < 2:
        raise ValueError(f"fewest must be at least 2, got {fewest}.")
    _refuse_broken_counts(n=count, population=invited)
    if (sums2 - quotient(sums**2, count) < -1e-9 * (1 + sums2)).any():
        raise ValueError("squares is smaller than n answers with this total allow.")
    bounds = invited_mean_bounds(count, sums, invited, low, high)  # refuses a sum that is off the scale
    ends = {"least": floats(bounds["lower"]), "greatest": floats(bounds["upper"])}
    table = mean_interval(count, sums, sums2, confidence, population=invited)
    reason = _reason(count, invited)
    same = (count == 1) | table["all_equal"].to_numpy()
    known = reason == ""
    choices = [~known, invited == count, same, count < fewest]
    mean, exact = table["mean"].to_numpy(), _alike(count, invited, known & same, confidence)
    limits = {
        name: np.select(choices, [np.nan, mean, exact * mean + (1 - exact) * end, ends[bound]], table[name].to_numpy())
        for name, end, bound in [("lower", low, "least"), ("upper", high, "greatest")]
    }
    reason[known & (choices[3] & ~choices[1])] = "few_answers"
    reason[known & same & ~choices[1]] = "all_equal"
    reason[known & (count == 1) & ~choices[1]] = "one_answer"
    method = _words(choices, ["", "census", "exact", "bounds"], "finite")
    return pd.DataFrame({"mean": mean} | limits | ends | {"method": method, "reason": reason}, index=index)


def finite_share(
    x: Numbers, n: Numbers, population: Numbers, confidence: float = 0.95, exact_up_to: int = EXACT_UP_TO
) -> pd.DataFrame:
    """Share of everybody invited: exact in a small closed group, Wilson's interval in a larger one.

    Parameters
    ----------
    x, n, population : Series, arrays or numbers
        Answers with the property, all answers, and number invited.
    confidence : float
        Coverage, between 0 and 1.
    exact_up_to : int
        Largest number invited for which the interval is the exact one.

    Returns
    -------
    DataFrame[share, lower, upper, method, reason]
        Shares between 0 and 1. ``method`` is "census", "exact" (`exact_share`) or "wilson"
        (`metrics.shares.share_interval` with the population); ``reason`` as in `exact_share`.

    Raises
    ------
    ValueError
        As for `exact_share`.

    References
    ----------
    Reference values: tests/reference_values/shares.csv and exact_share.csv.

    Examples
    --------
    >>> finite_share([0, 12, 50], [5, 17, 80], [6, 30, 400]).round(3).to_dict("split")["data"]
    [[0.0, 0.0, 0.167, 'exact', ''], [0.706, 0.533, 0.833, 'exact', ''], [0.625, 0.527, 0.714, 'wilson', '']]
    """
    index, (part, count, invited) = aligned(x, n, population)
    _refuse_broken_counts(x=part, n=count, population=invited)
    table = share_interval(part, count, confidence, population=invited)
    reason = _reason(count, invited)
    small = (reason == "") & (invited <= exact_up_to)
    for name, limit in _exact_limits(part, count, invited, small, confidence).items():
        table[name] = np.where(small, limit, table[name])
    choices = [(reason != ""), invited == count, small]
    table.loc[choices[0], ["lower", "upper"]] = np.nan
    table["method"] = _words(choices, ["", "census", "exact"], "wilson")
    return table.assign(reason=reason).set_index(index)


def exact_share(x: Numbers, n: Numbers, population: Numbers, confidence: float = 0.95) -> pd.DataFrame:
    """Share of a closed group with the interval of all numbers that the answers do not contradict.

    The number K of the N invited with the property is kept where ``P(X >= x | K)`` and ``P(X <= x | K)`` both exceed
    ``(1 - confidence) / 2``, with X hypergeometric: x of n answers drawn without replacement. It covers at least
    as often as it says; with everybody heard it is one number.

    Parameters
    ----------
    x, n, population : Series, arrays or numbers
        Answers with the property, all answers, and number invited; whole numbers.
    confidence : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame[share, lower, upper, reason]
        Shares between 0 and 1; the limits are whole people of the invited. Missing with ``reason``
        "no_answers", "invited_unknown" or "more_answers_than_invited".

    Raises
    ------
    ValueError
        A count is negative or broken, ``x`` is above ``n``, confidence outside 0 to 1, or Series with different
        indexes.

    References
    ----------
    Wright, T. (1991). Exact Confidence Bounds when Sampling from Small Finite Universes. Springer.
    Reference values: tests/reference_values/exact_share.csv (R phyper).

    Examples
    --------
    >>> exact_share([0, 5], [5, 5], [6, 12]).round(3).to_dict("split")["data"]
    [[0.0, 0.0, 0.167, ''], [1.0, 0.583, 1.0, '']]
    """
    index, (part, count, invited) = aligned(x, n, population)
    _refuse_broken_counts(x=part, n=count, population=invited)
    if (part > count).any():
        raise ValueError("x, the number with a property, is above n, the number of answers.")
    reason = _reason(count, invited)
    limits = _exact_limits(part, count, invited, (reason == ""), confidence)
    return pd.DataFrame({"share": quotient(part, count)} | limits | {"reason": reason}, index=index)


def _exact_limits(x: Floats, n: Floats, population: Floats, wanted: Flags, confidence: float) -> dict[str, Floats]:
    """Smallest and largest share that the answers allow, where wanted; equal cells are worked out once."""
    lower, upper = np.full(len(x), np.nan), np.full(len(x), np.nan)
    cells = np.column_stack([x, n, population])[wanted].astype(np.int64)
    if len(cells):
        cells, place = np.unique(cells, axis=0, return_inverse=True)
        part, count, invited = cells.T
        tail = 1 - two_sided(confidence)
        lower[wanted] = (_fewest(part, count, invited, tail) / invited)[place.ravel()]
        # Without the property is with another one: the most with it are all but the fewest without.
        upper[wanted] = (1 - _fewest(count - part, count, invited, tail) / invited)[place.ravel()]
    return {"lower": lower, "upper": upper}


def _fewest(
    x: NDArray[np.int64], n: NDArray[np.int64], population: NDArray[np.int64], tail: float
) -> NDArray[np.int64]:
    """The smallest K of the population for which x or more of n are likelier than the tail."""
    log_factorial = special.gammaln(np.arange(population.max() + 1) + 1.0)
    low, high = x.copy(), population - n + x
    while (low < high).any():
        middle = (low + high) // 2
        likely = _at_least(x, n, population, middle, log_factorial) > tail
        low, high = np.where(likely, low, middle + 1), np.where(likely, middle, high)
        low = np.minimum(low, high)
    return low


def _at_least(
    x: NDArray[np.int64], n: NDArray[np.int64], population: NDArray[np.int64], k: NDArray[np.int64], log: Floats
) -> Floats:
    """Probability that x or more of n drawn are among the k of the population."""
    drawn = x[:, np.newaxis] + np.arange((n - x).max() + 1)
    parts = [drawn, k[:, np.newaxis] - drawn, n[:, np.newaxis] - drawn, (population - k - n)[:, np.newaxis] + drawn]
    possible = np.all([part >= 0 for part in parts], axis=0)
    every = log[k] + log[population - k] + log[n] + log[population - n] - log[population]
    ways = np.broadcast_to(every[:, np.newaxis], drawn.shape).copy()
    for part in parts:
        ways -= log[np.where(possible, part, 0)]
    likely: Floats = np.exp(np.where(possible, ways, -np.inf)).sum(axis=1)
    return likely


def _alike(n: Floats, population: Floats, wanted: Flags, confidence: float) -> Floats:
    """The smallest share of the invited that holds the one value all answers have."""
    return _exact_limits(n, n, population, wanted, confidence)["lower"]


def _reason(n: Floats, population: Floats) -> NDArray[np.object_]:
    """Why a closed group has no interval; empty where it has one."""
    absent = [n == 0, np.isnan(n), np.isnan(population), population < n]
    return _words(absent, ["no_answers", "no_answers", "invited_unknown", "more_answers_than_invited"], "")


def _words(conditions: list[Flags], words: list[str], otherwise: str) -> NDArray[np.object_]:
    """The word of the first condition that holds."""
    chosen = np.full(len(conditions[0]), otherwise, dtype=object)
    for condition, word in reversed(list(zip(conditions, words, strict=True))):
        chosen[condition] = word
    return chosen


def _refuse_broken_counts(**counts: Floats) -> None:
    for name, count in counts.items():
        known = count[~np.isnan(count)]
        if ((known < 0) | (known != np.floor(known))).any():
            raise ValueError(f"{name} must be whole numbers of people, at least 0.")
