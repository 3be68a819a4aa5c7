"""What so many answers could have shown: the smallest change they find, and how many a given change needs."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import special

from metrics.arguments import (
    Column,
    Flags,
    Floats,
    Numbers,
    aligned,
    floats,
    quotient,
    refuse_negative,
    shaped_like,
    two_sided,
)
from metrics.differences import difference, smallest_detectable

STEPS = [float(step) for step in np.unique(np.round(np.geomspace(2, 1e6, 60)))]  # where answers_needed looks


def smallest_change(
    n_a: Column, sd_a: Numbers, n_b: Numbers, sd_b: Numbers, confidence: float = 0.95, power: float = 0.8
) -> Column:
    """The true difference between two means that so many answers find with the given power.

    Two waves of a unit, or a unit and the rest: ``se^2 = sd_a^2 / n_a + sd_b^2 / n_b``, Welch's degrees of freedom, and
    `metrics.differences.smallest_detectable`.

    Parameters
    ----------
    n_a, sd_a, n_b, sd_b : Series, arrays or numbers
        Answers and standard deviation of each side (scale units).
    confidence, power : float
        Between 0 and 1.

    Returns
    -------
    Series or array, as ``n_a``
        Scale units; missing where a side has less than two answers or no standard deviation, and where
        neither side has any spread.

    Raises
    ------
    ValueError
        A negative number, confidence or power outside 0 to 1, or Series with different indexes.

    References
    ----------
    Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd ed. Chapter 2.
    Reference values: tests/reference_values/answers_needed.csv (R power.t.test).

    Examples
    --------
    >>> smallest_change(np.array([12.0, 12.0]), 1.2, [12, 600], 1.2).round(2).tolist()
    [1.44, 1.07]
    """
    _, (count_a, spread_a, count_b, spread_b) = aligned(n_a, sd_a, n_b, sd_b)
    refuse_negative(n_a=count_a, sd_a=spread_a, n_b=count_b, sd_b=spread_b)
    se, df = _error(count_a, spread_a, count_b, spread_b)
    return shaped_like(smallest_detectable(se, df, confidence, power), n_a)


def answers_needed(
    change: Numbers,
    sd: Numbers,
    other_n: Numbers | None = None,
    other_sd: Numbers | None = None,
    confidence: float = 0.95,
    power: float = 0.8,
) -> pd.DataFrame:
    """How many answers would find a given change: in each of two waves, or in a unit against a rest that is as it is.

    The smallest n for which `smallest_change` is at most ``change``.

    Parameters
    ----------
    change : Series, array or number
        The true difference to find (scale units), above 0.
    sd : Series, array or number
        Standard deviation of an answer (scale units).
    other_n, other_sd : Series, arrays or numbers, optional
        Answers of the other side, and their standard deviation (``sd`` where left out). Without ``other_n`` the other
        side is to have as many answers as this one.
    confidence, power : float
        Between 0 and 1.

    Returns
    -------
    DataFrame[n, reason]
        Answers. Missing with ``reason`` "unknown" (an argument is missing), "no_spread" (``sd`` is 0),
        "other_too_small" (no number here makes up for the few answers there) or "more_than_a_million".

    Raises
    ------
    ValueError
        A change of 0 or less, a negative number, confidence or power outside 0 to 1, or Series with different
        indexes.

    References
    ----------
    As for `smallest_change`.

    Examples
    --------
    >>> answers_needed([0.5, 0.5], 1.0, [600, 20])["n"].tolist()
    [35.0, nan]
    """
    unset = np.nan if other_n is None else other_n
    index, (wanted, spread, count, other) = aligned(change, sd, unset, sd if other_sd is None else other_sd)
    if (wanted <= 0).any():
        raise ValueError("change must be above 0.")
    refuse_negative(sd=spread, other_n=count, other_sd=other)
    unknown = np.isnan(wanted + spread + other + (0.0 if other_n is None else count))
    critical = two_sided(confidence)
    if not 0 < power < 1:
        raise ValueError(f"Power must lie between 0 and 1, got {power}.")

    def found(n: Floats) -> Flags:
        against = n if other_n is None else count
        return _power(wanted, *_error(n, spread, against, other), critical) >= power

    needed = _first(found, len(wanted))
    reason = np.full(len(wanted), "", dtype=object)
    reason[np.isnan(needed)] = "more_than_a_million" if other_n is None else "other_too_small"
    reason[spread == 0] = "no_spread"
    reason[unknown] = "unknown"
    return pd.DataFrame({"n": np.where((reason == ""), needed, np.nan), "reason": reason}, index=index)


def _first(found: Callable[[Floats], Flags], rows: int) -> Floats:
    """The first whole number from 2 with which each row finds its change; missing where none up to a million does.

    More answers on one side do not always help: the degrees of freedom may fall towards those of the other. So the
    first step that does is looked for from below, and halved.
    """
    low, high = np.full(rows, np.nan), np.full(rows, np.nan)
    before = np.full(rows, 1.0)
    for step in STEPS:
        hit = np.isnan(high) & found(np.full(rows, step))
        low[hit], high[hit] = before[hit], step
        before[:] = step
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        hit = found(middle)
        low, high = np.where(hit, low, middle), np.where(hit, middle, high)
    return high


def _error(n_a: Floats, sd_a: Floats, n_b: Floats, sd_b: Floats) -> tuple[Floats, Floats]:
    """Standard error of the difference of two means, and its degrees of freedom."""
    table = difference(0.0, quotient(sd_a, np.sqrt(n_a)), n_a - 1, 0.0, quotient(sd_b, np.sqrt(n_b)), n_b - 1)
    both = (n_a > 1) & (n_b > 1)
    return np.where(both, floats(table["se"]), np.nan), np.where(both, floats(table["df"]), np.nan)


def _power(change: Floats, se: Floats, df: Floats, quantile: float) -> Floats:
    """Chance that the test finds the change; 0 where there is no test."""
    ratio = quotient(change, se)
    known = ~np.isnan(ratio + df)
    # Beyond these t is normal, and the function for the noncentral one is not defined.
    normal, certain = known & (df > 1e6), known & (ratio > 30)
    usual = known & ~normal & ~certain
    power = np.where(certain, 1.0, 0.0)
    power[normal] = special.ndtr(ratio[normal] - special.ndtri(quantile))
    power[usual] = 1 - special.nctdtr(df[usual], ratio[usual], special.stdtrit(df[usual], quantile))
    return power
