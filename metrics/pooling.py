"""Two editions of a small unit as one figure, where nothing speaks against it."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Flags, Floats, Numbers, aligned, floats, quotient
from metrics.differences import difference
from metrics.means import deviations, mean_interval

ALIKE = 0.1  # small editions rarely show a change for certain; less than that is enough not to mix them
ENOUGH = 30  # answers; a unit with so many can stand on this edition alone


def pooled_editions(
    n: Numbers,
    total: Numbers,
    squares: Numbers,
    former_n: Numbers,
    former_total: Numbers,
    former_squares: Numbers,
    comparable: Numbers = True,
    largest_change: Numbers = np.inf,
    confidence: float = 0.95,
    alike: float = ALIKE,
    enough: int = ENOUGH,
) -> pd.DataFrame:
    """Mean of two editions together, each weighted by its answers, unless they should not be pooled.

    ``mean = (n m + n' m') / (n + n')`` with the spread of all answers as one sample, so that a change between the
    editions widens the interval. They are not pooled where their difference has a p below ``alike`` (Welch; where
    an edition has no spread of its own, the spread within both) or is larger than ``largest_change``. A change that
    few answers could not show remains possible: show ``change`` with its interval beside the figure.

    Parameters
    ----------
    n, total, squares, former_n, former_total, former_squares : Series, arrays or numbers
        Answers, their sum (scale units) and sum of squares, of this edition and the one before.
    comparable : Series, array or bool
        Whether the question and the scale are the same in both.
    largest_change : Series, array or number
        Larger changes (scale units) are never pooled.
    confidence, alike : float
        Coverage of the intervals, and the p below which editions differ; between 0 and 1.
    enough : int
        With so many answers this edition stands alone.

    Returns
    -------
    DataFrame[n, mean, lower, upper, pooled, change, change_lower, change_upper, p, reason]
        Scale units; ``n`` is the answers behind the mean. Where ``pooled`` is not set, ``reason`` says why, and the
        mean is that of this edition: "no_answers" (and no mean), "no_former_answers", "not_comparable",
        "enough_answers", "changed", "large_change" or "untested" (one answer in each). With ``pooled`` set, ``reason``
        "all_equal" says that the interval is missing for want of spread. There is no p where neither edition has any.

    Raises
    ------
    ValueError
        A negative number, confidence or alike outside 0 to 1, or Series with different indexes.

    References
    ----------
    Test before pooling: Bancroft, T. A. (1944). On biases in estimation due to the use of preliminary tests of
    significance. Ann. Math. Statist. 15. Reference values: tests/reference_values/pooling.csv (R t.test).

    Examples
    --------
    >>> table = pooled_editions([7, 7], [32, 40], [152, 232], 9, 40, 190)
    >>> table[["n", "mean", "pooled", "reason"]].round(2).to_dict("split")["data"]
    [[16.0, 4.5, True, ''], [7.0, 5.71, False, 'changed']]
    """
    index, arrays = aligned(n, total, squares, former_n, former_total, former_squares, comparable, largest_change)
    now, then, same, most = arrays[:3], arrays[3:6], arrays[6] == 1, arrays[7]
    if not 0 < alike < 1:
        raise ValueError(f"alike, the p below which editions differ, must lie between 0 and 1, got {alike}.")
    if any((part < 0).any() for part in (now[0], now[2], then[0], then[2], most)):
        raise ValueError("n, squares, former_n, former_squares and largest_change must be at least 0.")
    change = _change(now, then, confidence)
    reason = _against(now[0], then[0], same, change, most, alike, enough)
    pooled = reason == ""
    moments = [np.where(pooled, one + other, one) for one, other in zip(now, then, strict=True)]
    table = mean_interval(moments[0], moments[1], moments[2], confidence)
    reason[pooled & table["all_equal"].to_numpy()] = "all_equal"
    columns = {"n": np.where(now[0] > 0, moments[0], np.nan)} | {k: table[k] for k in ("mean", "lower", "upper")}
    columns |= {"pooled": pooled, "change": change["difference"]}
    columns |= {"change_lower": change["lower"], "change_upper": change["upper"], "p": change["p"], "reason": reason}
    return pd.DataFrame(columns).set_index(index)


def _change(now: list[Floats], then: list[Floats], confidence: float) -> pd.DataFrame:
    """This edition less the former; where one has no spread of its own, with the spread within both (Student)."""
    spread, former = deviations(now[0], now[1], now[2]), deviations(then[0], then[1], then[2])
    freedom = np.maximum(now[0] - 1, 0) + np.maximum(then[0] - 1, 0)
    within = quotient(np.nan_to_num(spread) + np.nan_to_num(former), freedom)
    own = (spread > 0) & (former > 0)
    both = within * (quotient(np.ones(len(own)), now[0]) + quotient(np.ones(len(own)), then[0]))
    # Student's test has one error for the difference: it is laid on this edition, and none on the other.
    se = np.sqrt(np.where(own, quotient(spread, (now[0] - 1) * now[0]), both))
    former_se = np.sqrt(np.where(own, quotient(former, (then[0] - 1) * then[0]), 0.0))
    df, former_df = np.where(own, now[0] - 1, freedom), np.where(own, then[0] - 1, np.inf)
    means = quotient(now[1], now[0]), quotient(then[1], then[0])
    return difference(means[0], se, df, means[1], former_se, former_df, confidence)


def _against(
    n: Floats, former_n: Floats, comparable: Flags, change: pd.DataFrame, most: Floats, alike: float, enough: int
) -> NDArray[np.object_]:
    """Why editions are not pooled; empty where they are."""
    size, p = np.abs(floats(change["difference"])), floats(change["p"])
    reason = np.full(len(n), "", dtype=object)
    reason[np.isnan(p) & (n + former_n <= 2)] = "untested"
    reason[size > most] = "large_change"
    # Without any spread there is no p, and two values that differ are all the difference there can be.
    reason[(p < alike) | (np.isnan(p) & (size > 0) & (n + former_n > 2))] = "changed"
    reason[n >= enough] = "enough_answers"
    reason[~comparable] = "not_comparable"
    reason[~(former_n > 0)] = "no_former_answers"
    reason[~(n > 0)] = "no_answers"
    return reason
