"""Means with t intervals, from the number of answers, their sum and their sum of squares."""

import numpy as np
import pandas as pd
from scipy import special

from metrics.arguments import Floats, Numbers, aligned, quotient, refuse_negative, two_sided


def deviations(n: Floats, total: Floats, squares: Floats) -> Floats:
    """Sum of squared deviations from the mean, ``sum x^2 - (sum x)^2 / n``.

    What the subtraction leaves within rounding (n times the machine precision of
    ``squares``) is zero: equal answers have no spread, and a spread is never negative.

    Parameters
    ----------
    n, total, squares : arrays of the same length
        Number of answers, their sum (scale units) and sum of squares (scale units squared).

    Returns
    -------
    array
        Scale units squared; missing where n is zero.
    """
    remainder = squares - quotient(total**2, n)
    rounding = 4 * np.finfo(np.float64).eps * n * squares
    return np.where(remainder <= rounding, 0.0, remainder)


def interval(mean: Numbers, se: Numbers, df: Numbers, confidence: float = 0.95) -> pd.DataFrame:
    """Interval ``mean -/+ t(df) se``; an infinite ``df`` gives the normal interval.

    Parameters
    ----------
    mean, se : Series, array or number
        Estimate and its standard error (same units).
    df : Series, array or number
        Degrees of freedom.
    confidence : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame[lower, upper]
        Units of the mean; missing where ``se`` or ``df`` is. Not clipped to the scale.

    Raises
    ------
    ValueError
        A negative ``se``, confidence outside 0 to 1, or Series with different indexes.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika 6(1).

    Examples
    --------
    >>> interval(4.0, 0.5, 9).round(3).to_dict("records")
    [{'lower': 2.869, 'upper': 5.131}]
    """
    index, (centre, error, freedom) = aligned(mean, se, df)
    refuse_negative(se=error)
    return pd.DataFrame(limits(centre, error, freedom, confidence), index=index)


def limits(mean: Floats, se: Floats, df: Floats, confidence: float) -> dict[str, Floats]:
    """The arrays ``lower`` and ``upper`` of `interval`."""
    # The distribution object of scipy.stats does the same with twenty times the overhead on a short table.
    reach = (
        np.where(np.isinf(df), special.ndtri(two_sided(confidence)), special.stdtrit(df, two_sided(confidence))) * se
    )
    return {"lower": mean - reach, "upper": mean + reach}


def mean_interval(
    n: Numbers, total: Numbers, squares: Numbers, confidence: float = 0.95, population: Numbers | None = None
) -> pd.DataFrame:
    """Mean with standard deviation, standard error and t interval, one row per cell.

    ``mean = sum x / n``, ``sd^2 = (sum x^2 - (sum x)^2 / n) / (n - 1)``, ``se = sd / sqrt(n)``,
    times ``sqrt(1 - n / N)`` where the population N is given: that interval tells about
    those who were invited this time, and is too short for comparisons and trends.

    Parameters
    ----------
    n, total, squares : Series, arrays or numbers
        Answers, their sum (scale units) and sum of squares (scale units squared).
    confidence : float
        Coverage, between 0 and 1.
    population : Series, array or number, optional
        Number invited. Where it is missing or below ``n`` the interval is missing.

    Returns
    -------
    DataFrame[mean, sd, se, df, lower, upper, all_equal]
        Scale units (``df``: count). No answers: all missing. One answer: a mean and no
        interval. ``all_equal``: two answers or more, all the same; ``sd`` is 0, but ``se``
        and the interval are missing, since a width of zero would claim certainty.

    Raises
    ------
    ValueError
        A negative ``n``, ``squares`` or population, confidence outside 0 to 1, or Series with different indexes.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, chapter 2.
    Reference values: tests/reference_values/means.csv.

    Examples
    --------
    >>> mean_interval([5, 1, 3], [20, 4, 18], [86, 16, 108])[["mean", "lower", "upper", "all_equal"]].round(2)
       mean  lower  upper  all_equal
    0   4.0   2.48   5.52      False
    1   4.0    NaN    NaN      False
    2   6.0    NaN    NaN       True
    """
    index, (count, sums, sums2, invited) = aligned(n, total, squares, np.inf if population is None else population)
    refuse_negative(n=count, squares=sums2, population=invited)
    mean = quotient(sums, count)
    spread = deviations(count, sums, sums2)
    freedom = np.where(count > 1, count - 1, np.nan)
    all_equal = (freedom > 0) & (spread == 0)
    sampled = np.where(invited >= count, quotient(count, invited), np.nan)
    variance = np.where(all_equal, np.nan, quotient(spread, freedom * count) * (1 - sampled))
    se = np.sqrt(variance)
    columns = {"mean": mean, "sd": np.sqrt(quotient(spread, freedom)), "se": se, "df": freedom}
    return pd.DataFrame(columns | limits(mean, se, freedom, confidence) | {"all_equal": all_equal}, index=index)
