"""Which of many units lie outside what chance alone would give: funnel limits and five bands."""

from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from metrics.arguments import Floats, Numbers, aligned, floats, quotient, refuse_negative, two_sided
from metrics.means import deviations

Adjustment: TypeAlias = Literal["none", "multiplicative", "additive"]

NEAR, FAR = 0.95, 0.998
"""Coverage of the inner and the outer limits: 1.96 and 3.09 standard errors."""
BANDS = ("far_below", "below", "expected", "above", "far_above")
LEAST_UNITS = 10
"""Units from which over-dispersion can be told from noise."""


class Dispersion(NamedTuple):
    """How much more units differ than chance gives.

    ``phi`` multiplies the sampling variance (1: chance alone), ``tau2`` is a variance between units
    (squared unit of the value) that is added to it. ``reason`` is "few_units" where there are fewer than
    `LEAST_UNITS`; then nothing is adjusted.
    """

    phi: float
    tau2: float
    units: int
    reason: str


def over_dispersion(z: Numbers, se: Numbers, winsorised: float = 0.1) -> Dispersion:
    """Over-dispersion among units, estimated from winsorised z.

    The lowest and highest z are drawn in to the quantiles ``winsorised`` and ``1 - winsorised``.
    ``phi = mean(z^2)``, at least 1. With ``w = 1 / se^2`` and I units,
    ``tau2 = (I phi - (I - 1)) / (sum w - sum w^2 / sum w)``, at least 0, with phi before it is held at 1.

    Parameters
    ----------
    z : Series, array or sequence
        Distance from the baseline in standard errors; units with a missing z are left out.
    se : Series, array or number
        Standard error of each unit under the baseline (unit of the value).
    winsorised : float
        From 0 (none) to below 0.5.

    Returns
    -------
    Dispersion

    Raises
    ------
    ValueError
        ``winsorised`` outside 0 to 0.5, or Series with different indexes.

    References
    ----------
    Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24.
    DerSimonian, R. & Laird, N. (1986). Controlled Clinical Trials 7.
    Reference values: tests/reference_values/funnel_dispersion.csv.

    Examples
    --------
    >>> over_dispersion([-4.0, 4.0] * 6, 0.2)
    Dispersion(phi=16.0, tau2=0.6581818181818183, units=12, reason='')
    """
    if not 0 <= winsorised < 0.5:
        raise ValueError(f"The winsorised share must lie between 0 and 0.5, got {winsorised}.")
    _, (distance, error) = aligned(z, se)
    refuse_negative(se=error)
    usable = ~np.isnan(distance) & (error > 0)
    distance, weight = distance[usable], error[usable] ** -2.0
    units = len(distance)
    if units < LEAST_UNITS:
        return Dispersion(1.0, 0.0, units, "few_units")
    phi = float(np.mean(np.clip(distance, *np.quantile(distance, [winsorised, 1 - winsorised])) ** 2))
    excess = (units * phi - (units - 1)) / float(weight.sum() - (weight**2).sum() / weight.sum())
    return Dispersion(max(phi, 1.0), max(excess, 0.0), units, "")


def expected_range(baseline: Numbers, se: Numbers, phi: float = 1.0, tau2: float = 0.0) -> pd.DataFrame:
    """Limits within which a unit lies by chance: ``baseline -/+ z sqrt(phi se^2 + tau2)``.

    Also draws the curves of a funnel, with ``se`` for a row of sizes.

    Parameters
    ----------
    baseline, se : Series, arrays or numbers
        Expected value and its standard error for a unit of this size (unit of the value).
    phi, tau2 : float
        Over-dispersion: one of them, as `over_dispersion` gives them.

    Returns
    -------
    DataFrame[far_lower, lower, upper, far_upper]
        Unit of the value; z is 1.96 and 3.09. Not clipped to a scale.

    Raises
    ------
    ValueError
        ``phi`` below 1, ``tau2`` below 0, both given, or Series with different indexes.

    References
    ----------
    Spiegelhalter, D. J. (2005). Statistics in Medicine 24.

    Examples
    --------
    >>> expected_range(4.5, [0.2, 0.4]).round(2).to_dict("records")[0]
    {'far_lower': 3.88, 'lower': 4.11, 'upper': 4.89, 'far_upper': 5.12}
    """
    if phi < 1 or tau2 < 0 or (phi > 1 and tau2 > 0):
        raise ValueError(f"Give phi of at least 1 or tau2 of at least 0, not both; got {phi} and {tau2}.")
    index, (centre, error) = aligned(baseline, se)
    refuse_negative(se=error)
    wide = np.sqrt(phi * error**2 + tau2)
    near, far = (special.ndtri(two_sided(coverage)) * wide for coverage in (NEAR, FAR))
    limits = {"far_lower": centre - far, "lower": centre - near, "upper": centre + near, "far_upper": centre + far}
    return pd.DataFrame(limits, index=index)


def share_funnel(
    x: Numbers, n: Numbers, baseline: float | None = None, adjustment: Adjustment = "none"
) -> pd.DataFrame:
    """Shares of many units against a baseline, with funnel limits and a band, one row per unit.

    ``se = sqrt(p0 (1 - p0) / n)`` with the baseline p0: a unit lies outside a limit exactly where its
    Wilson interval of the same coverage does not hold the baseline.

    Parameters
    ----------
    x, n : Series, arrays or sequences
        Answers with the property, and all answers.
    baseline : float, optional
        Expected share; the share of all answers together by default.
    adjustment : "none", "multiplicative" or "additive"
        Over-dispersion (`over_dispersion`) widens the limits by phi or by tau2.

    Returns
    -------
    DataFrame[value, baseline, se, z, far_lower, lower, upper, far_upper, band, phi, tau2, reason]
        Shares from 0 to 1, limits clipped to them. ``z`` before, ``band`` after the adjustment; a band is
        "far_below" or "far_above" beyond 3.09 and "below" or "above" beyond 1.96 standard errors, else "expected",
        which does not say that the unit is like the others. ``reason``: "no_answers" or "no_spread" (the baseline
        is 0 or 1), with no band; "few_units" where an adjustment was asked for and not made.

    Raises
    ------
    ValueError
        ``x`` is negative or above ``n``, a baseline outside 0 to 1, an unknown adjustment, or Series with
        different indexes.

    References
    ----------
    Spiegelhalter, D. J. (2005). Statistics in Medicine 24. Wilson, E. B. (1927). JASA 22.
    Reference values: tests/reference_values/funnel_shares.csv.

    Examples
    --------
    >>> share_funnel([2, 30, 40], [20, 40, 50])["band"].tolist()
    ['far_below', 'expected', 'above']
    """
    index, (part, count) = aligned(x, n)
    if ((part < 0) | (part > count)).any():
        raise ValueError("The number with a property must lie between 0 and the number of answers.")
    if baseline is not None and not 0 <= baseline <= 1:
        raise ValueError(f"A baseline share must lie between 0 and 1, got {baseline}.")
    count = np.where(np.isnan(part), np.nan, count)
    together = _ratio(np.nansum(part[~np.isnan(count)]), np.nansum(count)) if baseline is None else baseline
    error = np.sqrt(quotient(np.full(count.shape, together * (1 - together)), count))
    table = _funnel(index, quotient(part, count), error, together, adjustment)
    limits = ["far_lower", "lower", "upper", "far_upper"]
    table[limits] = table[limits].clip(0, 1)
    return table


def mean_funnel(
    n: Numbers,
    total: Numbers,
    squares: Numbers,
    baseline: float | None = None,
    adjustment: Adjustment = "none",
) -> pd.DataFrame:
    """Means of many units against a baseline, with funnel limits and a band, one row per unit.

    ``se = s / sqrt(n)`` with s the standard deviation within units, pooled over the units: every unit of one
    size has the same limits.

    Parameters
    ----------
    n, total, squares : Series, arrays or sequences
        Answers of each unit, their sum (scale units) and sum of squares (scale units squared).
    baseline : float, optional
        Expected mean; the mean of all answers together by default.
    adjustment : "none", "multiplicative" or "additive"
        Over-dispersion (`over_dispersion`) widens the limits by phi or by tau2.

    Returns
    -------
    DataFrame[value, baseline, se, z, far_lower, lower, upper, far_upper, band, phi, tau2, reason]
        Scale units; as `share_funnel`, but limits are not clipped to the scale. "no_spread": no unit has two
        answers that differ.

    Raises
    ------
    ValueError
        A negative ``n`` or ``squares``, an unknown adjustment, or Series with different indexes.

    References
    ----------
    Spiegelhalter, D. J. (2005). Statistics in Medicine 24.
    Reference values: tests/reference_values/funnel_means.csv.

    Examples
    --------
    >>> mean_funnel([10, 30, 20], [30, 150, 96], [100, 770, 474])["band"].tolist()
    ['far_below', 'above', 'expected']
    """
    index, (count, sums, sums2) = aligned(n, total, squares)
    refuse_negative(n=count, squares=sums2)
    count = np.where(np.isnan(sums) | np.isnan(sums2), np.nan, count)
    together = _ratio(np.nansum(sums[~np.isnan(count)]), np.nansum(count)) if baseline is None else baseline
    freedom = np.nansum(np.maximum(count - 1, 0))
    variance = _ratio(float(np.nansum(deviations(count, sums, sums2))), freedom)
    error = np.sqrt(quotient(np.full(count.shape, variance), count))
    return _funnel(index, quotient(sums, count), error, together, adjustment)


def bands(z: Numbers) -> NDArray[Any]:
    """One of `BANDS` for each z; None where it is missing. A unit on a limit lies within it.

    Examples
    --------
    >>> bands([-3.2, -2.0, 0.0, 1.9599, 4.0, float("nan")]).tolist()
    ['far_below', 'below', 'expected', 'expected', 'far_above', None]
    """
    distance = np.atleast_1d(floats(z))
    near, far = (special.ndtri(two_sided(coverage)) for coverage in (NEAR, FAR))
    cuts = [
        distance < -far,
        (-far <= distance) & (distance < -near),
        np.abs(distance) <= near,
        (near < distance) & (distance <= far),
        distance > far,
    ]
    words: NDArray[Any] = np.full(len(distance), None, dtype=object)
    for band, held in zip(BANDS, cuts, strict=True):
        words[held] = band
    return words


def _funnel(index: pd.Index, value: Floats, error: Floats, baseline: float, adjustment: Adjustment) -> pd.DataFrame:
    """The table of a funnel from values and their standard errors under the baseline."""
    z = quotient(value - baseline, error)
    spread = _adjusted(z, error, adjustment)
    usable = ~np.isnan(z)
    limits = expected_range(np.full(len(value), baseline), np.where(usable, error, np.nan), spread.phi, spread.tau2)
    wide = np.sqrt(spread.phi * error**2 + spread.tau2)
    columns = {"value": value, "baseline": baseline, "se": error, "z": z} | dict(limits.items())
    return pd.DataFrame(
        columns
        | {
            "band": bands(quotient(value - baseline, wide)),
            "phi": spread.phi,
            "tau2": spread.tau2,
            "reason": np.select([np.isnan(value), ~usable], ["no_answers", "no_spread"], spread.reason).astype(object),
        },
        index=index,
    )


def _adjusted(z: Floats, error: Floats, adjustment: Adjustment) -> Dispersion:
    """The over-dispersion that the limits shall allow for."""
    if adjustment not in ("none", "multiplicative", "additive"):
        raise ValueError(f"The adjustment must be none, multiplicative or additive, got {adjustment}.")
    found = over_dispersion(z, error)
    if adjustment == "none":
        return found._replace(phi=1.0, tau2=0.0, reason="")
    return found._replace(tau2=0.0) if adjustment == "multiplicative" else found._replace(phi=1.0)


def _ratio(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator > 0 else float("nan")
