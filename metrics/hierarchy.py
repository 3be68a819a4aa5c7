"""Means of services and municipalities from their units, weighted by the number invited."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Flags, floats, quotient, refuse_negative
from metrics.means import deviations

MOMENTS = ["n", "total", "squares"]
_WITHIN = ["answering", "unusable", "invited_answering", "spread"]
_PER_GROUP = [*_WITHIN, "unknown", "invited", "weighted_mean", "mean_variance"]


def invited_weighted_mean(cells: pd.DataFrame, by: list[str], finite: bool = False) -> pd.DataFrame:
    """Mean per group, where each unit counts by its number invited rather than by its answers.

    ``mean = sum W_h mean_h``, ``se^2 = sum W_h^2 s_h^2 / n_h``, ``W_h = N_h / sum N_h`` over the
    units with answers, ``df = sum n_h - number of units``. A unit with one answer has no
    variance of its own and is given the pooled within-unit variance of its group. Where the
    number invited is missing, or below the number of answers, for a unit with answers,
    all answers of the group count the same ("pooled").

    Parameters
    ----------
    cells : DataFrame, one row per group and unit
        The columns in ``by``, ``n`` (answers), ``total`` and ``squares`` (their sum and sum of
        squares, scale units) and ``invited`` (missing where unknown).
    by : list of str
        Columns that define a group.
    finite : bool
        Multiply each unit's variance by ``1 - n_h / N_h``: for "those invited this time", not for
        comparisons and trends. Has no effect on a pooled group.

    Returns
    -------
    DataFrame, one row per group in sorted order
        ``by``, ``mean``, ``se`` (scale units), ``df``, ``n``, ``invited`` (missing unless known for all
        units), ``method`` ("invited", "pooled", or missing where nobody answered) and ``coverage``
        (share of the invited who belong to units with answers, 0 to 1). ``se`` is missing where
        the answers have no spread within units.

    Raises
    ------
    ValueError
        A count or sum is missing for a unit (a hidden unit cannot be left out silently) or negative.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, chapter 5 (stratified sampling).
    Reference values: tests/reference_values/hierarchy.csv.

    Examples
    --------
    >>> cells = pd.DataFrame(
    ...     {"town": "A", "n": [10, 30], "total": [30, 150], "squares": [100, 770], "invited": [60, 40]}
    ... )
    >>> invited_weighted_mean(cells, by=["town"])[["mean", "se", "df", "method"]].round(3).to_dict("records")
    [{'mean': 3.8, 'se': 0.209, 'df': 38.0, 'method': 'invited'}]
    """
    strata = strata_of(cells, by, finite)
    sums = strata.groupby(by, dropna=False)[[*MOMENTS, *_PER_GROUP]].sum().reset_index()
    n, answering = floats(sums["n"]), floats(sums["answering"])
    all_known, pooled = floats(sums["unknown"]) == 0, floats(sums["unusable"]) > 0
    freedom = np.where(pooled, n - 1, n - answering)
    spread = np.where(pooled, deviations(n, floats(sums["total"]), floats(sums["squares"])), floats(sums["spread"]))
    variance = np.where(pooled, quotient(spread, freedom * n), floats(sums["mean_variance"]))
    return sums[by].assign(
        mean=np.where(n > 0, floats(sums["weighted_mean"]), np.nan),
        se=np.sqrt(np.where((spread > 0) & (freedom > 0), variance, np.nan)),
        df=np.where(freedom > 0, freedom, np.nan),
        n=n,
        invited=np.where(all_known, floats(sums["invited"]), np.nan),
        method=method_of(n > 0, pooled),
        coverage=np.where(all_known, quotient(floats(sums["invited_answering"]), floats(sums["invited"])), np.nan),
    )


def strata_of(cells: pd.DataFrame, by: list[str], finite: bool = False) -> pd.DataFrame:
    """What each unit adds to the sums of its group; one row per row of ``cells``, in the same order.

    Parameters
    ----------
    cells, by, finite
        As for `invited_weighted_mean`.

    Returns
    -------
    DataFrame
        ``by``, the moments ``n``, ``total``, ``squares``; ``answering`` (1 with answers), ``unknown`` (1 where
        the number invited is missing), ``unusable`` (1 where it therefore cannot weigh the
        answers), ``invited``, ``invited_answering`` (0 where missing), ``mean``, ``spread`` (sum of squared
        deviations), ``s2`` (variance of an answer), ``pooled_s2`` and ``pooled_df`` (within units of the
        group), ``weight`` (W_h), ``factor`` (``s2 * factor`` is the variance of the unit's mean),
        ``weighted_mean`` and ``mean_variance`` (``W_h mean_h`` and ``W_h^2 s2 factor``).

    Raises
    ------
    ValueError
        A count or sum is missing for a unit, or a negative number of answers, squares or invited.
    """
    n, total, squares, invited = (floats(cells[name]) for name in [*MOMENTS, "invited"])
    refuse_negative(n=n, squares=squares, invited=invited)
    answering = n > 0
    if (np.isnan(n) | (answering & np.isnan(total + squares))).any():
        raise ValueError("Answers, sum or sum of squares is missing for a unit; choose what a hidden unit counts as.")
    strata = cells[by].assign(
        n=n,
        total=np.where(answering, total, 0.0),
        squares=np.where(answering, squares, 0.0),
        answering=answering.astype(np.float64),
        unknown=np.isnan(invited).astype(np.float64),
        unusable=(answering & ~(invited >= n)).astype(np.float64),
        invited=np.where(np.isnan(invited), 0.0, invited),
        mean=quotient(total, n),
        spread=np.where(answering, deviations(n, total, squares), 0.0),
    )
    strata["invited_answering"] = strata["invited"] * strata["answering"]
    group = strata.groupby(by, dropna=False)[["n", *_WITHIN]]
    return _weighted(strata, group.transform("sum"), finite)


def _weighted(strata: pd.DataFrame, group: pd.DataFrame, finite: bool) -> pd.DataFrame:
    """Add weights and variances; ``group`` holds the sums of each row's group."""
    n, spread, invited = floats(strata["n"]), floats(strata["spread"]), floats(strata["invited_answering"])
    by_invited = floats(group["unusable"]) == 0
    weight = np.where(
        by_invited, quotient(invited, floats(group["invited_answering"])), quotient(n, floats(group["n"]))
    )
    pooled_df = floats(group["n"]) - floats(group["answering"])
    pooled_s2 = quotient(floats(group["spread"]), pooled_df)
    s2 = np.where(n == 1, pooled_s2, quotient(spread, n - 1))
    unseen = 1 - quotient(n, invited) if finite else np.ones(len(n))
    factor = quotient(np.where(by_invited, unseen, 1.0), n)
    answering = n > 0
    return strata.assign(
        s2=s2,
        pooled_s2=pooled_s2,
        pooled_df=pooled_df,
        weight=weight,
        factor=factor,
        weighted_mean=np.where(answering, weight * floats(strata["mean"]), 0.0),
        mean_variance=np.where(answering, weight**2 * s2 * factor, 0.0),
    )


def method_of(known: Flags, pooled: Flags) -> NDArray[np.object_]:
    """How a mean over units was made: "invited" or "pooled"; None where there is no mean."""
    words = np.full(len(known), None, dtype=object)
    words[known & pooled] = "pooled"
    words[known & ~pooled] = "invited"
    return words
