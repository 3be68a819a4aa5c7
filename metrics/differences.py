"""Differences between two means: interval, test, adjustment for many tests, and the words for it."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from metrics.arguments import (
    Column,
    Floats,
    Numbers,
    aligned,
    floats,
    quotient,
    refuse_negative,
    shaped_like,
    two_sided,
)
from metrics.means import limits


def difference(
    mean_a: Numbers,
    se_a: Numbers,
    df_a: Numbers,
    mean_b: Numbers,
    se_b: Numbers,
    df_b: Numbers,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Difference ``a - b`` of two independent means, with Welch's interval and two-sided p.

    ``se^2 = se_a^2 + se_b^2``, ``df = se^4 / (se_a^4 / df_a + se_b^4 / df_b)``. A side that is
    known exactly, such as a benchmark without a standard deviation, has ``se`` 0 and
    infinite ``df``: say so beside the figure.

    Parameters
    ----------
    mean_a, se_a, df_a, mean_b, se_b, df_b : Series, arrays or numbers
        Means and standard errors (scale units) and their degrees of freedom.
    confidence : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame[difference, se, df, lower, upper, p]
        Scale units (``df``: count, ``p``: probability). All but ``difference`` is missing where
        a standard error is missing or both are zero.

    Raises
    ------
    ValueError
        A negative standard error, confidence outside 0 to 1, or Series with different indexes.

    References
    ----------
    Welch, B. L. (1947). The generalization of Student's problem. Biometrika 34.
    Satterthwaite, F. E. (1946). Biometrics Bulletin 2(6).
    Reference values: tests/reference_values/differences.csv.

    Examples
    --------
    >>> difference(4.8, 0.3, 11, 4.0, 0.4, 8).round(3).to_dict("records")
    [{'difference': 0.8, 'se': 0.5, 'df': 15.878, 'lower': -0.261, 'upper': 1.861, 'p': 0.129}]
    """
    index, (a, error_a, freedom_a, b, error_b, freedom_b) = aligned(mean_a, se_a, df_a, mean_b, se_b, df_b)
    refuse_negative(se_a=error_a, se_b=error_b)
    variance = error_a**2 + error_b**2
    known = variance > 0
    loss = _loss(error_a, freedom_a) + _loss(error_b, freedom_b)
    freedom = np.where(known & (loss == 0), np.inf, quotient(variance**2, loss))
    error = np.sqrt(np.where(known & ~np.isnan(freedom), variance, np.nan))
    ratio = -quotient(np.abs(a - b), error)
    p = 2 * np.where(np.isinf(freedom), special.ndtr(ratio), special.stdtr(freedom, ratio))
    columns = {"difference": a - b, "se": error, "df": freedom} | limits(a - b, error, freedom, confidence)
    return pd.DataFrame(columns | {"p": p}, index=index)


def rest_of(
    n: Numbers, total: Numbers, squares: Numbers, part_n: Numbers, part_total: Numbers, part_squares: Numbers
) -> pd.DataFrame:
    """Moments of a whole without one of its parts.

    A unit is compared with the rest of its municipality, since a whole that contains
    the unit dilutes the difference.

    Parameters
    ----------
    n, total, squares : Series, arrays or numbers
        Answers of the whole, their sum and sum of squares.
    part_n, part_total, part_squares : Series, arrays or numbers
        The same for the part.

    Returns
    -------
    DataFrame[n, total, squares]
        The moments of the rest; ``total`` and ``squares`` are exactly 0 where nobody is left.

    Raises
    ------
    ValueError
        A negative number of answers, a part with more of them than the whole, or Series with different indexes.

    Examples
    --------
    >>> rest_of(10, 40, 170, 4, 12, 40).to_dict("records")
    [{'n': 6.0, 'total': 28.0, 'squares': 130.0}]
    """
    index, (whole, sums, sums2, part, part_sums, part_sums2) = aligned(
        n, total, squares, part_n, part_total, part_squares
    )
    refuse_negative(n=whole, part_n=part)
    left = whole - part
    if (left < 0).any():
        raise ValueError("A part has more answers than the whole it is taken from.")
    return pd.DataFrame(
        {
            "n": left,
            "total": np.where(left == 0, 0.0, sums - part_sums),
            "squares": np.where(left == 0, 0.0, np.maximum(sums2 - part_sums2, 0.0)),
        },
        index=index,
    )


def holm(p: Column) -> Column:
    """Holm's adjusted p: the chance of any false alarm in the family is at most the level.

    With p sorted upwards, ``adjusted_i = max_{j <= i} min(1, (m - j + 1) p_j)``. The family
    is all that is passed: declare it, usually every test on the screen.

    Parameters
    ----------
    p : Series or array
        Two-sided p of each test; a missing p stays missing and does not count in m.

    Returns
    -------
    Series or array, as passed

    Raises
    ------
    ValueError
        A p outside 0 to 1.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scand. J. Statist. 6.
    Reference values: tests/reference_values/holm.csv.

    Examples
    --------
    >>> holm(np.array([0.04, np.nan, 0.01, 0.03])).tolist()
    [0.06, nan, 0.03, 0.06]
    """
    values = floats(p)
    if ((values < 0) | (values > 1)).any():
        raise ValueError("p must lie between 0 and 1.")
    order = np.argsort(values)[: np.count_nonzero(~np.isnan(values))]  # missing p are sorted last
    stepped = values[order] * np.arange(len(order), 0, -1)
    adjusted = np.full(len(values), np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(stepped), 1.0)
    return shaped_like(adjusted, p)


def verdict(lower: Column, upper: Column, p_adjusted: Numbers | None = None, confidence: float = 0.95) -> Column:
    """One word for a difference, where higher is better: "better", "worse" or "uncertain".

    Parameters
    ----------
    lower, upper : Series or arrays
        Interval of the difference.
    p_adjusted : Series or array, optional
        Where given it must also be below ``1 - confidence``; a missing one gives "uncertain".
    confidence : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Series or array of str, as passed
        "uncertain" where the interval holds zero, and where there is no interval. It does
        not say that there is no difference: show the smallest detectable one beside it.

    Raises
    ------
    ValueError
        A lower limit above the upper one, a p outside 0 to 1, confidence outside 0 to 1, or Series with different
        indexes.

    Examples
    --------
    >>> verdict(np.array([0.1, -0.9, -0.2, np.nan]), np.array([0.8, -0.1, 0.5, np.nan])).tolist()
    ['better', 'worse', 'uncertain', 'uncertain']
    """
    two_sided(confidence)  # refuses 95 in place of 0.95
    _, (low, high, p) = aligned(lower, upper, 0.0 if p_adjusted is None else p_adjusted)
    if (low > high).any():
        raise ValueError("lower must not be above upper.")
    if ((p < 0) | (p > 1)).any():
        raise ValueError("p_adjusted must lie between 0 and 1.")
    found = 1 - p > confidence
    words: NDArray[Any] = np.full(len(low), "uncertain", dtype=object)
    words[found & (low > 0)] = "better"
    words[found & (high < 0)] = "worse"
    return shaped_like(words, lower)


def smallest_detectable(se: Column, df: Numbers, confidence: float = 0.95, power: float = 0.8) -> Column:
    """The true difference that a test with this standard error finds with the given power.

    ``delta = ncp * se`` where the noncentral t with ``df`` and ``ncp`` exceeds the two-sided
    critical value with probability ``power`` (the chance of an error in the wrong
    direction is left out).

    Parameters
    ----------
    se : Series or array
        Standard error of the difference (scale units).
    df : Series, array or number
        Its degrees of freedom; infinite gives the normal solution.
    confidence, power : float
        Between 0 and 1.

    Returns
    -------
    Series or array, as passed
        Scale units; missing where ``se`` or ``df`` is.

    Raises
    ------
    ValueError
        A negative ``se``, confidence or power outside 0 to 1, or Series with different indexes.

    References
    ----------
    Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd ed. Chapter 2.
    Reference values: tests/reference_values/smallest_detectable.csv (R power.t.test).

    Examples
    --------
    >>> smallest_detectable(np.array([1.2 / 12**0.5]), 11).round(2).tolist()
    [1.07]
    """
    if not 0 < power < 1:
        raise ValueError(f"Power must lie between 0 and 1, got {power}.")
    _, (error, freedom) = aligned(se, df)
    refuse_negative(se=error)
    # beyond a million degrees of freedom t is normal to the sixth decimal, and the search for ncp is not defined
    large = freedom > 1e6
    finite = np.where((freedom > 0) & ~large, freedom, np.nan)
    ncp = np.full(len(error), np.nan)
    ncp[large] = special.ndtri(two_sided(confidence)) + special.ndtri(power)
    small = ~np.isnan(finite)
    ncp[small] = special.nctdtrinc(finite[small], 1 - power, special.stdtrit(finite[small], two_sided(confidence)))
    return shaped_like(ncp * error, se)


def _loss(error: Floats, freedom: Floats) -> Floats:
    """What one side takes from the degrees of freedom; nothing where it is known exactly."""
    return np.where(error == 0, 0.0, quotient(error**4, freedom))
