"""What those who did not answer could change."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Numbers, aligned, floats, quotient

LOW = 1 / 2
"""Response rate below which fewer have answered than have not."""
VERY_LOW = 1 / 3
"""Response rate below which more than two have not answered for each who has."""


def invited_mean_bounds(
    n: Numbers, total: Numbers, invited: Numbers, scale_min: float, scale_max: float
) -> pd.DataFrame:
    """Lowest and highest mean that all the invited could have, whatever the others would have answered.

    ``r mean + (1 - r) scale_min`` to ``r mean + (1 - r) scale_max`` with ``r = n / invited``. No assumption is made
    about those who did not answer, so these are bounds and not an interval with a confidence: they hold for
    certain, and are as wide as the part of the scale that was not heard.

    Parameters
    ----------
    n, total : Series, arrays or numbers
        Answers and their sum (scale units).
    invited : Series, array or number
        Number invited.
    scale_min, scale_max : float
        Ends of the scale.

    Returns
    -------
    DataFrame[mean, response_rate, lower, upper, warning, reason]
        Scale units; ``response_rate`` from 0 to 1 and ``warning`` as `response_warning`. Nobody answered: the
        bounds are the ends of the scale and the mean is missing. ``reason``: "invited_unknown" (missing or 0) or
        "more_answers_than_invited", with no rate and no bounds.

    Raises
    ------
    ValueError
        The ends are not in order, a sum lies outside what n answers on the scale can give, or Series with
        different indexes.

    References
    ----------
    Manski, C. F. (1995). Identification Problems in the Social Sciences. Harvard University Press, chapter 2.

    Examples
    --------
    >>> invited_mean_bounds([17], [82], [30], 1, 6)[["mean", "lower", "upper", "warning"]].round(2).to_dict("records")
    [{'mean': 4.82, 'lower': 3.17, 'upper': 5.33, 'warning': 'none'}]
    """
    if not scale_min < scale_max:
        raise ValueError(f"The scale must rise from its lower to its upper end, got {scale_min} to {scale_max}.")
    index, (count, sums, people) = aligned(n, total, invited)
    slack = 1e-9 * count * max(abs(scale_min), abs(scale_max))
    if ((sums < count * scale_min - slack) | (sums > count * scale_max + slack)).any():
        raise ValueError(f"A sum of answers lies outside what answers from {scale_min} to {scale_max} can give.")
    known = people > 0
    usable = known & (people >= count)
    silent = np.where(usable, people - count, np.nan)
    columns = {
        "mean": quotient(sums, count),
        "response_rate": quotient(np.where(usable, count, np.nan), people),
        "lower": quotient(sums + silent * scale_min, people),
        "upper": quotient(sums + silent * scale_max, people),
        "warning": response_warning(count, people),
        "reason": np.select([~known, people < count], ["invited_unknown", "more_answers_than_invited"], "").astype(
            object
        ),
    }
    return pd.DataFrame(columns, index=index)


def response_warning(n: Numbers, invited: Numbers) -> NDArray[Any]:
    """Whether a response rate calls for a warning: "none", "low", "very_low" or "unknown".

    "low" below one half: fewer have answered than have not. "very_low" below one third: more than two have
    not answered for each who has. The cuts are this project's; a high rate is no proof that those who
    answered are like the others, nor a low rate that they are not.

    Parameters
    ----------
    n, invited : Series, arrays or numbers
        Answers and number invited.

    Returns
    -------
    array of str
        "unknown" where the number invited is missing, 0 or below the number of answers.

    Raises
    ------
    ValueError
        A negative number, or Series with different indexes.

    References
    ----------
    Groves, R. M. & Peytcheva, E. (2008). The impact of nonresponse rates on nonresponse bias. Public Opinion
    Quarterly 72 (that the rate alone tells little).

    Examples
    --------
    >>> response_warning([15, 14, 9, 3], [30, 30, 30, None]).tolist()
    ['none', 'low', 'very_low', 'unknown']
    """
    _, (count, people) = aligned(floats(n), floats(invited))
    if ((count < 0) | (people < 0)).any():
        raise ValueError("Numbers of answers and of invited cannot be negative.")
    rate = quotient(count, people)
    cuts = [~(rate <= 1), rate < VERY_LOW, rate < LOW]
    return np.select(cuts, ["unknown", "very_low", "low"], "none").astype(object)
