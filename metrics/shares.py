"""Shares with Wilson intervals, from the number with a property and the number of answers."""

import numpy as np
import pandas as pd
from scipy import special

from metrics.arguments import Numbers, aligned, quotient, two_sided


def share_interval(x: Numbers, n: Numbers, confidence: float = 0.95, population: Numbers | None = None) -> pd.DataFrame:
    """Share ``p = x / n`` with its Wilson score interval, one row per cell.

    ``(p + z^2/2n -/+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)``. With a population N the
    number of answers is replaced by ``n* = n (N - 1) / (N - n)``; when everybody invited
    has answered the interval is the share itself. At 0 % and 100 % of a small population
    this is a little shorter than the exact hypergeometric interval.

    Parameters
    ----------
    x, n : Series, arrays or numbers
        Answers with the property, and all answers.
    confidence : float
        Coverage, between 0 and 1.
    population : Series, array or number, optional
        Number invited. Where it is missing or below ``n`` the interval is missing.

    Returns
    -------
    DataFrame[share, lower, upper]
        Between 0 and 1; all missing where ``n`` is 0.

    Raises
    ------
    ValueError
        ``x`` is negative or above ``n``, confidence outside 0 to 1, or Series with different indexes.

    References
    ----------
    Wilson, E. B. (1927). Probable inference. JASA 22. Newcombe, R. G. & Altman, D. G. (2000).
    Statistics with Confidence, 2nd ed. BMJ Books, chapter 6.
    Finite population: Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, chapter 3.
    Reference values: tests/reference_values/shares.csv.

    Examples
    --------
    >>> share_interval([0, 12], [5, 17]).round(3).to_dict("records")
    [{'share': 0.0, 'lower': 0.0, 'upper': 0.434}, {'share': 0.706, 'lower': 0.469, 'upper': 0.867}]
    """
    index, (part, count, invited) = aligned(x, n, np.inf if population is None else population)
    if ((part < 0) | (part > count)).any():
        raise ValueError("The number with a property must lie between 0 and the number of answers.")
    share = quotient(part, count)
    unseen = np.where(invited > count, 1 - quotient(count - 1, invited - 1), np.where(invited == count, 0.0, np.nan))
    step = special.ndtri(two_sided(confidence)) ** 2 * quotient(unseen, count)  # z^2 / n*
    centre = (share + step / 2) / (1 + step)
    reach = np.sqrt(step * share * (1 - share) + step**2 / 4) / (1 + step)
    lower = np.where(part == 0, reach * 0, centre - reach)
    upper = np.where(part == count, 1 + reach * 0, centre + reach)
    return pd.DataFrame({"share": share, "lower": lower, "upper": upper}, index=index)
