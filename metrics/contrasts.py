"""A unit against the rest of its group."""

import numpy as np
import pandas as pd

from metrics.arguments import floats, quotient
from metrics.differences import difference, rest_of
from metrics.hierarchy import MOMENTS, method_of, strata_of
from metrics.means import mean_interval
from metrics.moderated import moderated_spread

_SUMMED = ["answering", "unusable", "invited_answering", "spread", "weighted_mean", "mean_variance"]


def unit_against_rest(
    cells: pd.DataFrame, by: list[str], confidence: float = 0.95, finite: bool = False, moderated: bool = False
) -> pd.DataFrame:
    """Difference between each unit and the rest of its group, which does not contain the unit.

    ``mean_u - sum_{h != u} W_h mean_h / (1 - W_u)``, ``se^2 = v_u + sum_{h != u} W_h^2 v_h / (1 - W_u)^2``,
    with W_h and v_h as in `hierarchy.invited_weighted_mean` and Welch's degrees of freedom
    (``n_u - 1`` for the unit, ``sum n_h - number of units`` for the rest). In a pooled group the
    rest is one sample. A unit with one answer, or whose answers are all equal, has no
    spread of its own and is given the pooled within-unit variance of the group.

    Parameters
    ----------
    cells : DataFrame, one row per group and unit
        The columns in ``by``, ``n``, ``total``, ``squares`` and ``invited``, as for `invited_weighted_mean`.
    by : list of str
        Columns that define a group.
    confidence : float
        Coverage, between 0 and 1.
    finite : bool
        Multiply variances by ``1 - n_h / N_h``; not for comparisons of services, and without
        effect on a pooled group.
    moderated : bool
        Draw each unit's spread towards that of the others (`metrics.moderated.moderated_spread`), so that a few
        answers that are nearly alike are not counted as certain.

    Returns
    -------
    DataFrame, one row per row of ``cells``, with its index
        ``mean_rest``, ``difference``, ``se``, ``df``, ``lower``, ``upper`` (scale units), ``p``, ``method``
        ("invited", "pooled" or missing) and ``pooled_spread`` (the unit's spread was borrowed). Missing
        where the unit or the rest has no answers; no ``se`` where the rest has no spread.

    Raises
    ------
    ValueError
        A count or sum is missing for a unit, or confidence outside 0 to 1.

    References
    ----------
    Contrast of stratum means: Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, chapter 5.
    Reference values: tests/reference_values/contrasts.csv.

    Examples
    --------
    >>> cells = pd.DataFrame(
    ...     {"town": "A", "n": [10, 30], "total": [30, 150], "squares": [100, 770], "invited": [60, 40]}
    ... )
    >>> unit_against_rest(cells, by=["town"])[["mean_rest", "difference", "se"]].round(3).to_dict("records")
    [{'mean_rest': 5.0, 'difference': -2.0, 'se': 0.366}, {'mean_rest': 3.0, 'difference': 2.0, 'se': 0.366}]
    """
    strata = strata_of(cells.reset_index(drop=True), by, finite)
    groups = strata.groupby(by, dropna=False)[[*MOMENTS, *_SUMMED]].transform("sum")
    pooled = (groups["unusable"] > 0).to_numpy()
    answering = (strata["answering"] > 0).to_numpy()
    rest = _rest_of_strata(strata, groups)
    rest[pooled] = _rest_of_answers(strata, groups)[rest.columns][pooled]
    borrowed = answering & (strata["spread"] == 0).to_numpy()
    unit_s2 = strata["s2"].mask(borrowed, strata["pooled_s2"])
    unit_df = (strata["n"] - 1).mask(borrowed, strata["pooled_df"])
    if moderated:
        group = strata.groupby(by, dropna=False).ngroup()
        own = np.sqrt(quotient(floats(strata["spread"]), floats(strata["n"] - 1)))
        lent = moderated_spread(strata["n"], own, group)
        unit_s2, unit_df = lent["sd"] ** 2, lent["df"]
    unit_se = np.sqrt(unit_s2 * strata["factor"])
    contrast = difference(strata["mean"], unit_se, unit_df, rest["mean"], rest["se"], rest["df"], confidence)
    contrast.insert(0, "mean_rest", rest["mean"])
    method = method_of(answering & (rest["n"] > 0).to_numpy(), pooled)
    return contrast.assign(method=method, pooled_spread=borrowed).set_index(cells.index)


def _rest_of_strata(strata: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """The other units by their number invited: sums of the group less the unit's own."""
    n, spread, weighted, variance = (
        floats(groups[name] - strata[name]) for name in ["n", "spread", "weighted_mean", "mean_variance"]
    )
    others = floats(groups["answering"] - strata["answering"])
    share = quotient(
        floats(groups["invited_answering"] - strata["invited_answering"]), floats(groups["invited_answering"])
    )
    freedom = np.where(n > others, n - others, np.nan)
    usable = (freedom > 0) & (spread > 0)
    se = np.sqrt(np.where(usable, quotient(np.maximum(variance, 0.0), share**2), np.nan))
    return pd.DataFrame({"n": n, "mean": quotient(weighted, share), "se": se, "df": freedom}, index=strata.index)


def _rest_of_answers(strata: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """The other units as one sample."""
    rest = rest_of(*(groups[name] for name in MOMENTS), *(strata[name] for name in MOMENTS))
    return mean_interval(rest["n"], rest["total"], rest["squares"])[["mean", "se", "df"]].assign(n=rest["n"])
