"""How much units really differ: variance between and within them, and unit means drawn towards their group.

The model is one-way: ``mean_u ~ N(mu, tau^2 + sigma^2 / n_u)``, with the same spread of answers in every unit. Shrunken
means belong beside the raw ones, never in their place: a tiny unit that truly stands apart is hidden by them.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from metrics.arguments import Floats, floats, quotient, two_sided
from metrics.means import deviations

RELIABLE = 0.7  # the usual floor for telling units apart
HALVINGS = 44  # leaves a ten-billionth of the first step, and less
Codes: TypeAlias = NDArray[np.int64]
Curve: TypeAlias = Callable[[Floats], Floats]
# Where the likelihood is looked at first: tau^2 / sigma^2 from none at all to a thousand times the spread within.
_LOOKS = np.concatenate([[0.0], np.geomspace(1e-5, 1e3, 50)])


class _Units:
    """Units with answers, the number of the group of each, and sums per group."""

    def __init__(self, cells: pd.DataFrame, by: list[str]) -> None:
        index = cells.set_index(by).index
        self.names = index.unique().sort_values()
        self.group: Codes = self.names.get_indexer(index)
        n, total, squares = (floats(cells[name]) for name in ("n", "total", "squares"))
        if not (n >= 0).all() or np.isnan(total[n > 0] + squares[n > 0]).any():
            raise ValueError("n must be at least 0, and total and squares known wherever there are answers.")
        self.answering = n > 0
        self.n = np.where(self.answering, n, 0.0)
        self.mean = quotient(total, n)
        self.within = self.summed(np.where(self.answering, deviations(n, total, squares), 0.0))
        self.answers, self.units = self.summed(self.n), self.summed(self.answering.astype(np.float64))
        # The likelihood subtracts means from each other: from numbers near zero it loses fewer digits.
        self.middle = quotient(self.summed(np.where(self.answering, total, 0.0)), self.answers)
        self.centred = np.where(self.answering, self.mean - self.middle[self.group], 0.0)

    def summed(self, numbers: Floats) -> Floats:
        """The sum of the numbers in each group."""
        return np.bincount(self.group, numbers, len(self.names)).astype(np.float64)

    def weighed(self, ratio: Floats) -> tuple[Floats, Floats, Floats]:
        """At a ratio tau^2 / sigma^2 per group: weights of the units, their mean, and weighted squares around it."""
        weight = self.n / (1 + self.n * ratio[self.group])
        mean = quotient(self.summed(weight * self.centred), self.summed(weight))
        around = self.summed(weight * (self.centred - np.nan_to_num(mean)[self.group]) ** 2)
        return weight, mean, around


def variance_components(cells: pd.DataFrame, by: list[str], confidence: float = 0.95) -> pd.DataFrame:
    """Variance between and within the units of each group, and whether it tells the units apart.

    ``tau2`` and ``sigma2`` by restricted maximum likelihood, ``icc = tau2 / (tau2 + sigma2)``. The interval of the icc
    is exact for normal answers in units of any sizes (Wald): the ratios for which the weighted spread between units
    over that within lies inside its F distribution. ``p`` is the F test of no difference between units.

    Parameters
    ----------
    cells : DataFrame, one row per group and unit
        The columns in ``by`` (a dimension, say), ``n`` (answers), ``total`` and ``squares`` (sums of scale units, and
        squared).
    by : list of str
        Columns that define a group of units.
    confidence : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame, one row per group in sorted order
        ``by``, ``units``, ``n``, ``mean`` (mu) and its ``se`` (scale units), ``tau2``, ``sigma2`` (squared), ``icc``,
        ``lower``, ``upper``, ``p``; ``icc1`` and ``icc2`` (the same from mean squares, for units of about one size;
        icc1 may be negative), ``reliability`` (mean over the units), ``n_reliable`` (answers per unit that give 0.7;
        infinite where tau2 is 0), ``verdict`` and ``reason``. Verdicts: "apart" (the interval is above 0 and the
        reliability at least 0.7), "partly" (the units differ, the figures of single ones are unsure), "not_apart".
        All is missing with ``reason`` "one_unit" (or none with answers), "one_answer_each" or "no_spread_within".

    Raises
    ------
    ValueError
        A negative number of answers, a sum missing, or confidence outside 0 to 1.

    References
    ----------
    Patterson, H. D. & Thompson, R. (1971). Biometrika 58. Wald, A. (1940). A note on the analysis of variance with
    unequal class frequencies. Ann. Math. Statist. 11. Bliese, P. D. (2000), in Klein & Kozlowski (eds.), Multilevel
    Theory, Research, and Methods in Organizations. Reference values: tests/reference_values/shrinkage.csv (R lme4).

    Examples
    --------
    >>> cells = pd.DataFrame(
    ...     {"key": "respect", "n": [20, 30, 25], "total": [80, 150, 90], "squares": [350, 780, 360]}
    ... )
    >>> variance_components(cells, by=["key"])[["tau2", "sigma2", "icc", "verdict"]].round(3).to_dict("records")
    [{'tau2': 0.478, 'sigma2': 1.333, 'icc': 0.264, 'verdict': 'apart'}]
    """
    units = _Units(cells, by)
    table = _components(units, confidence)
    return pd.concat([units.names.to_frame(index=False).set_axis(by, axis=1), table], axis=1)


def shrunken_means(
    cells: pd.DataFrame, by: list[str], confidence: float = 0.95, components: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Unit means drawn towards the mean of their group, the more the fewer answers they have.

    ``shrunken = mu + r (mean - mu)`` with the unit's reliability ``r = n tau2 / (n tau2 + sigma2)``; given mu, its
    spread is ``sqrt(tau2 (1 - r))``. The interval also carries how well mu is known: ``tau2 (1 - r) + (1 - r)^2 se^2``.

    Parameters
    ----------
    cells, by, confidence
        As for `variance_components`.
    components : DataFrame, optional
        What `variance_components` gives for the same arguments, where it is known already.

    Returns
    -------
    DataFrame, one row per row of ``cells``, with its index
        ``mean``, ``shrunken``, ``conditional_sd``, ``lower``, ``upper`` (scale units), ``reliability`` (0 to 1),
        ``verdict`` ("apart": reliability at least 0.7; "partly" below; "not_apart" in a group that tells none apart)
        and ``reason``. Missing with the reason of the group, or "no_answers": the unit would be the mean of the
        others. With ``reason`` "no_variance_between" all units are the group's mean, which is no evidence that they
        are equal: no interval.

    Raises
    ------
    ValueError
        As for `variance_components`.

    References
    ----------
    Efron, B. & Morris, C. (1975). Data analysis using Stein's estimator. JASA 70. Morris, C. (1983). JASA 78.
    Reference values: tests/reference_values/shrinkage_units.csv (R lme4 ranef).

    Examples
    --------
    >>> cells = pd.DataFrame(
    ...     {"key": "respect", "n": [5, 30, 25], "total": [15, 150, 90], "squares": [50, 780, 360]}
    ... )
    >>> shrunken_means(cells, by=["key"])[["mean", "shrunken", "reliability"]].round(2).to_dict("list")
    {'mean': [3.0, 5.0, 3.6], 'shrunken': [3.19, 4.95, 3.62], 'reliability': [0.79, 0.96, 0.95]}
    """
    units = _Units(cells, by)
    known = _components(units, confidence) if components is None else components
    group = known.iloc[units.group].set_axis(cells.index)
    mu, se, tau2, sigma2 = (floats(group[name]) for name in ("mean", "se", "tau2", "sigma2"))
    reliability = quotient(units.n * tau2, units.n * tau2 + sigma2)
    none_between = tau2 == 0
    left = tau2 * (1 - reliability)
    error = np.where(none_between, np.nan, np.sqrt(left + (1 - reliability) ** 2 * se**2))
    reach = special.ndtri(two_sided(confidence)) * error
    shrunken = mu + reliability * (units.mean - mu)
    reason = np.array(group["reason"], dtype=object)
    reason[none_between] = "no_variance_between"
    reason[~units.answering] = "no_answers"
    columns = {
        "mean": units.mean,
        "shrunken": shrunken,
        "conditional_sd": np.sqrt(left),
        "lower": shrunken - reach,
        "upper": shrunken + reach,
        "reliability": reliability,
    }
    table = pd.DataFrame(columns, index=cells.index)
    table.loc[~units.answering] = np.nan
    own = np.where(floats(table["reliability"]) >= RELIABLE, "apart", "partly").astype(object)
    verdict = np.where(group["verdict"] == "not_apart", "not_apart", own)
    verdict[np.isnan(floats(table["reliability"]))] = ""
    return table.assign(verdict=verdict, reason=reason)


def _components(units: _Units, confidence: float) -> pd.DataFrame:
    """One row per group, in the order of their names."""
    tail = 1 - two_sided(confidence)
    freedom, between = units.answers - units.units, units.units - 1
    reason = _reason(units)
    known = reason == ""
    ratio = np.where(known, _ratio(units), np.nan)
    weight, centre, around = units.weighed(np.nan_to_num(ratio))
    sigma2 = np.where(known, quotient(units.within + around, units.answers - 1), np.nan)
    tau2 = ratio * sigma2
    inside = quotient(units.within, freedom)
    spread = _over(units, inside)
    at_zero = spread(np.zeros(len(known)))
    lower, upper = (_crossing(spread, floats(special.fdtri(between, freedom, level))) for level in (1 - tail, tail))
    reliability = units.n * tau2[units.group] / (units.n * tau2[units.group] + sigma2[units.group])
    means = inside * at_zero
    typical = quotient(units.answers, units.units)
    table = pd.DataFrame(
        {
            "units": units.units,
            "n": units.answers,
            "mean": units.middle + centre,
            "se": np.sqrt(quotient(sigma2, units.summed(weight))),
            "tau2": tau2,
            "sigma2": sigma2,
            "icc": ratio / (1 + ratio),
            "lower": lower / (1 + lower),
            "upper": upper / (1 + upper),
            "p": special.fdtrc(between, freedom, at_zero),
            "icc1": quotient(means - inside, means + (typical - 1) * inside),
            "icc2": 1 - quotient(inside, means),
            "reliability": quotient(units.summed(np.where(units.answering, reliability, 0.0)), units.units),
            "n_reliable": np.where(tau2 == 0, np.inf, RELIABLE / (1 - RELIABLE) * quotient(sigma2, tau2)),
        }
    )
    table.loc[~known, table.columns[2:]] = np.nan
    return table.assign(verdict=_verdict(table), reason=reason)


def _reason(units: _Units) -> NDArray[np.object_]:
    """Why a group cannot be taken apart; empty where it can."""
    reason = np.full(len(units.names), "", dtype=object)
    reason[units.within <= 0] = "no_spread_within"
    reason[units.answers == units.units] = "one_answer_each"
    reason[units.units < 2] = "one_unit"
    return reason


def _ratio(units: _Units) -> Floats:
    """The ratio tau^2 / sigma^2 with the largest restricted likelihood: steps, then halves."""
    size = len(units.names)
    heights = np.array([_likelihood(units, np.full(size, look)) for look in _LOOKS])
    best = np.argmin(heights, axis=0)
    low, high = _LOOKS[np.maximum(best - 1, 0)].copy(), _LOOKS[np.minimum(best + 1, len(_LOOKS) - 1)].copy()
    at_zero = _slope(units, np.zeros(size)) >= 0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        falling = _slope(units, middle) < 0
        low, high = np.where(falling, middle, low), np.where(falling, high, middle)
    return np.where((best == 0) & at_zero, 0.0, (low + high) / 2)


def _likelihood(units: _Units, ratio: Floats) -> Floats:
    """Minus twice the restricted log likelihood with sigma^2 at its best, but for a constant."""
    weight, _, around = units.weighed(ratio)
    with np.errstate(divide="ignore", invalid="ignore"):  # groups without answers or spread have none
        height = (units.answers - 1) * np.log(units.within + around) + np.log(units.summed(weight))
    likelihood: Floats = height + units.summed(np.log1p(units.n * ratio[units.group]))
    return likelihood


def _slope(units: _Units, ratio: Floats) -> Floats:
    """The derivative of `_likelihood` by the ratio."""
    weight, mean, around = units.weighed(ratio)
    pull = units.summed(weight**2 * (units.centred - np.nan_to_num(mean)[units.group]) ** 2)
    whole = units.summed(weight)
    slope: Floats = whole - quotient(units.summed(weight**2), whole)
    return slope - (units.answers - 1) * quotient(pull, units.within + around)


def _over(units: _Units, inside: Floats) -> Curve:
    """The weighted spread between units over that within, as a falling function of the ratio."""
    return lambda ratio: quotient(quotient(units.weighed(ratio)[2], units.units - 1), inside)


def _crossing(falling: Curve, level: Floats) -> Floats:
    """The ratio where the function falls to the level; 0 where it is below from the start."""
    low, high = np.zeros(len(level)), np.full(len(level), 1e6)
    above = falling(low) > level
    for _ in range(HALVINGS):
        # Halved as icc, ratio / (1 + ratio), so that small and large ratios are found alike.
        middle = (low / (1 + low) + high / (1 + high)) / 2
        middle = middle / (1 - middle)
        over = falling(middle) > level
        low, high = np.where(over, middle, low), np.where(over, high, middle)
    return np.where(above, (low + high) / 2, 0.0)


def _verdict(table: pd.DataFrame) -> NDArray[np.object_]:
    reliability = floats(table["reliability"])
    words = np.full(len(table), "", dtype=object)
    words[~np.isnan(reliability)] = "not_apart"
    words[floats(table["lower"]) > 0] = "partly"
    words[(floats(table["lower"]) > 0) & (reliability >= RELIABLE)] = "apart"
    return words
