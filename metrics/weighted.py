"""Means of estimates that are already made: of services into a municipality, and of the others beside one."""

import numpy as np
import pandas as pd

from metrics.arguments import Floats, floats, quotient, refuse_negative
from metrics.differences import difference


def weighted_mean(estimates: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Weighted mean of independent estimates per group, with Welch-Satterthwaite degrees of freedom.

    ``mean = sum w m / sum w``, ``se^2 = sum (w se)^2 / (sum w)^2``, ``df = (sum v)^2 / sum (v^2 / df)`` with
    ``v = (w se)^2``.

    Parameters
    ----------
    estimates : DataFrame, one row per group and estimate
        The columns in ``by``, ``weight`` (at least 0), ``mean``, ``se`` (units of the mean) and ``df``. Rows without
        a mean do not count.
    by : list of str
        Columns that define a group.

    Returns
    -------
    DataFrame[mean, se, df], indexed by ``by``
        ``se`` and ``df`` are missing where one that counts has no standard error.

    Raises
    ------
    ValueError
        A negative weight or standard error.

    References
    ----------
    Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components. Biometrics 2(6).

    Examples
    --------
    >>> services = pd.DataFrame(
    ...     {"town": "A", "weight": [1, 3], "mean": [60.0, 80.0], "se": [3.0, 1.0], "df": [20, 40]}
    ... )
    >>> weighted_mean(services, by=["town"]).round(2).to_dict("records")
    [{'mean': 75.0, 'se': 1.06, 'df': 53.33}]
    """
    own, found = estimates.set_index(by).index.factorize(sort=True)
    sums = {name: floats(np.bincount(own, part, len(found))) for name, part in _parts(estimates).items()}
    return pd.DataFrame(_estimate(sums), index=found)


def difference_from_others(estimates: pd.DataFrame, by: list[str], confidence: float = 0.95) -> pd.DataFrame:
    """Difference between each estimate and the weighted mean of the others in its group.

    Parameters
    ----------
    estimates : DataFrame, one row per group and estimate
        As for `weighted_mean`.
    by : list of str
        Columns that define a group.
    confidence : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame[difference, se, df, lower, upper, p], one row per row of ``estimates``, with its index
        Missing where there are no others; no interval where one of them has no standard error.

    Raises
    ------
    ValueError
        A negative weight or standard error, or confidence outside 0 to 1.

    Examples
    --------
    >>> services = pd.DataFrame(
    ...     {"town": "A", "weight": [1, 1], "mean": [60.0, 80.0], "se": [3.0, 4.0], "df": [20, 40]}
    ... )
    >>> difference_from_others(services, by=["town"])["difference"].tolist()
    [-20.0, 20.0]
    """
    own, _ = estimates.set_index(by).index.factorize()
    # Added anew for each: to subtract it from the whole would lose digits.
    others = (own[:, np.newaxis] == own) & ~np.eye(len(own), dtype=bool)
    rest = _estimate({name: others @ part for name, part in _parts(estimates).items()})
    mean, se, df = (estimates[name] for name in ("mean", "se", "df"))
    return difference(mean, se, df, rest["mean"], rest["se"], rest["df"], confidence)


def _parts(estimates: pd.DataFrame) -> dict[str, Floats]:
    """What each estimate adds to the sums of its group; nothing where it has no mean."""
    weight, mean, se, df = (floats(estimates[name]) for name in ("weight", "mean", "se", "df"))
    refuse_negative(weight=weight, se=se)
    counted = ~np.isnan(mean) & (weight > 0)
    variance = (weight * se) ** 2
    return {
        "weight": np.where(counted, weight, 0.0),
        "total": np.where(counted, weight * mean, 0.0),
        "variance": np.where(counted, np.nan_to_num(variance), 0.0),
        "loss": np.where(counted, np.nan_to_num(quotient(variance**2, df)), 0.0),
        "without_se": (counted & np.isnan(variance)).astype(np.float64),
    }


def _estimate(sums: dict[str, Floats]) -> dict[str, Floats]:
    """Mean, standard error and degrees of freedom; missing where nothing counts."""
    weight, variance, known = sums["weight"], sums["variance"], sums["without_se"] == 0
    return {
        "mean": quotient(sums["total"], weight),
        "se": np.where(known, quotient(np.sqrt(variance), weight), np.nan),
        "df": np.where(known, quotient(variance**2, sums["loss"]), np.nan),
    }
