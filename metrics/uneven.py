"""Difference between two sides of which one may have many more answers than the other."""

import numpy as np
import pandas as pd

from metrics.arguments import Floats, floats, quotient
from metrics.differences import difference
from metrics.moderated import moderated_spread

# From how many times as many answers on the other side a side is told by the spread of both.
UNEVEN = 2


def uneven_difference(a: pd.DataFrame, b: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Difference ``a - b`` of two independent means, where a side with few answers borrows spread from a larger one.

    Welch's difference (`metrics.differences.difference`). Where one side has at least twice as many answers as the
    other, the standard deviation of the smaller is drawn half-way to that of the larger (`moderated_spread`). The few
    answers decide Welch's test almost alone there, and where they happen to be nearly alike it is far too sure: it
    calls one of seven figures certain in 5 to 25 of a hundred surveys, in place of 5 (``bench.simulation``). Between
    sides of like size Welch's test holds, and is left as it is.

    Parameters
    ----------
    a, b : DataFrames with the same index
        ``n`` (answers), ``mean``, ``sd``, ``se`` (scale units) and ``df`` of each side. ``se`` may be that of a
        weighted mean: it is changed in proportion to ``sd``. A side with a missing ``sd`` neither lends nor borrows.
    confidence : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame[difference, se, df, lower, upper, p]
        As `metrics.differences.difference`. A small side whose answers are all equal has a test here.

    Raises
    ------
    ValueError
        A negative number of answers, spread or error, confidence outside 0 to 1, or tables with different indexes.

    References
    ----------
    As for `difference` and `metrics.moderated.moderated_spread`.

    Examples
    --------
    >>> few = pd.DataFrame({"n": [6], "mean": [5.0], "sd": [0.3], "se": [0.122], "df": [5]})
    >>> many = pd.DataFrame({"n": [60], "mean": [4.5], "sd": [1.1], "se": [0.142], "df": [59]})
    >>> uneven_difference(few, many)["p"].round(2).tolist()
    [0.18]
    """
    (se_a, df_a), (se_b, df_b) = _error(a, b), _error(b, a)
    return difference(a["mean"], se_a, df_a, b["mean"], se_b, df_b, confidence)


def _error(own: pd.DataFrame, other: pd.DataFrame) -> tuple[Floats, Floats]:
    """Standard error and degrees of freedom of one side, told by both where the other is much larger."""
    n, sd, se, df = (floats(own[name]) for name in ("n", "sd", "se", "df"))
    pair = np.tile(np.arange(len(own)), 2)
    both = [np.concatenate([floats(side[name]) for side in (own, other)]) for name in ("df", "sd")]
    spread = moderated_spread(both[0] + 1, both[1], pair).iloc[: len(own)]
    lent, freedom = floats(spread["sd"]), floats(spread["df"])
    borrows = (floats(other["n"]) >= UNEVEN * n) & ~np.isnan(sd) & ~np.isnan(lent)
    error = np.where(sd > 0, se * quotient(lent, sd), quotient(lent, np.sqrt(n)))
    return np.where(borrows, error, se), np.where(borrows, freedom, df)
