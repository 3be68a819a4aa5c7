"""Answers weighted to what is known of those invited: post-stratification and raking, beside the raw mean.

With one margin the weights are those of post-stratification, with several they are raked. They mend what the
margins explain and nothing else: those who answer may still differ from those who do not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Floats, floats, quotient
from metrics.means import deviations, limits, mean_interval
from metrics.raking import (
    MET,
    Codes,
    Margin,
    largest_miss,
    raked_weights,
    read_margin,
    residual,
    summed,
    trimmed_weights,
)


@dataclass(frozen=True)
class Rules:
    """When answers are weighted, and how far: each can be set, and all are told beside the figure.

    ``smallest`` answers make a group worth weighting; a category with less than ``fewest`` is merged with its smaller
    neighbour; a weight lies within ``trim`` times the mean weight.
    """

    smallest: int = 30
    fewest: int = 5
    trim: tuple[float, float] = (0.3, 3.0)

    def __post_init__(self) -> None:
        """Refuse limits that no weights can keep."""
        if not 0 < self.trim[0] < 1 < self.trim[1] or self.fewest < 1 or self.smallest < 2:
            raise ValueError(
                f"Weights need trim around 1, fewest of at least 1 and smallest of at least 2, got {self}."
            )


@dataclass(frozen=True)
class Calibration:
    """``weight`` of an answer per row of the cells (mean 1 in its group), and ``groups``: what was done in each."""

    weight: pd.Series
    groups: pd.DataFrame


def calibrated_mean(
    cells: pd.DataFrame,
    by: list[str],
    margins: Mapping[str, pd.DataFrame],
    confidence: float = 0.95,
    rules: Rules | None = None,
) -> pd.DataFrame:
    """Mean per group with the answers weighted to known margins, beside the raw one.

    ``mean = sum w y / sum w``; ``se^2 = n / (n - 1) sum (w e - mean(w e))^2 / (sum w)^2`` with e what is left of y
    when the categories' additive means are taken out, so that margins that explain the answers shorten
    the interval. The variance takes trimmed weights as they are.

    Parameters
    ----------
    cells, by, margins, rules
        As for `calibration`; ``cells`` also with ``total`` and ``squares`` (sums of scale units, and squared).
    confidence : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame, one row per group in sorted order
        ``by``, ``raw_mean``, ``raw_lower``, ``raw_upper``, ``mean``, ``se``, ``df``, ``lower``, ``upper`` (scale
        units), and the columns of `calibration`. ``reason`` is also "all_equal": a mean, and no interval.

    Raises
    ------
    ValueError
        As for `calibration`, or confidence outside 0 to 1.

    References
    ----------
    Deville, J.-C. & Särndal, C.-E. (1992). Calibration estimators in survey sampling. JASA 87.
    Reference values: tests/reference_values/calibration.csv (R survey: postStratify, rake).

    Examples
    --------
    >>> cells = pd.DataFrame(
    ...     {"unit": "A", "age": ["young", "old"], "n": [10, 30], "total": [30, 150], "squares": [100, 770]}
    ... )
    >>> invited = pd.DataFrame({"unit": "A", "age": ["young", "old"], "known": [50, 50]})
    >>> table = calibrated_mean(cells, by=["unit"], margins={"age": invited})
    >>> table[["raw_mean", "mean", "design_effect"]].round(3).to_dict("records")
    [{'raw_mean': 4.5, 'mean': 4.0, 'design_effect': 1.333}]
    """
    own, read, found = _calibrated(cells, by, margins, rules or Rules())
    n, total, squares = (floats(cells[name]) for name in ("n", "total", "squares"))
    size, weight = len(found.groups), floats(found.weight)
    answers, *sums = (summed(own, part, size) for part in (n, total, squares))
    raw = mean_interval(answers, sums[0], sums[1], confidence)
    whole = summed(own, np.where(n > 0, weight * n, 0.0), size)
    mean = quotient(summed(own, np.where(n > 0, weight * total, 0.0), size), whole)
    left = residual(n, np.where(n > 0, quotient(total, n) - mean[own], 0.0), read)
    pulls = summed(own, np.where(n > 0, weight * n * left, 0.0), size)
    spread = np.where(n > 0, weight**2 * (deviations(n, total, squares) + n * left**2), 0.0)
    centred = summed(own, spread, size) - quotient(pulls**2, answers)
    even = raw["all_equal"].to_numpy()
    se = np.where(even, np.nan, np.sqrt(np.maximum(quotient(answers * centred, (answers - 1) * whole**2), 0.0)))
    estimate = {"mean": mean, "se": se, "df": np.where(np.isnan(se), np.nan, answers - 1)}
    columns = {f"raw_{name}": raw[name] for name in ("mean", "lower", "upper")} | estimate
    columns |= limits(mean, se, estimate["df"], confidence)
    groups = found.groups.drop(columns=by)
    groups["reason"] = groups["reason"].mask((groups["reason"] == "") & even, "all_equal")
    return pd.concat([found.groups[by], pd.DataFrame(columns), groups], axis=1)


def calibration(
    cells: pd.DataFrame, by: list[str], margins: Mapping[str, pd.DataFrame], rules: Rules | None = None
) -> Calibration:
    """Weights that make the answers of each group look like those invited, on each margin.

    Each margin in turn multiplies the weights of a category by the share it should have over the share it has, until
    all are met. Categories with few answers are first merged with a neighbour, in the order of the margin. The weights
    are then cut at the limits and scaled to mean 1, which leaves the margins met a little less.

    Parameters
    ----------
    cells : DataFrame, one row per group and combination of categories
        The columns in ``by``, one column per margin, and ``n`` (answers).
    by : list of str
        Columns that define a group.
    margins : mapping from column to DataFrame
        The columns in ``by``, the column itself, and ``known``: the number or the share of the invited in each
        category, in the order in which neighbours may be merged.
    rules : Rules, optional
        Limits; as they stand in `Rules` where left out.

    Returns
    -------
    Calibration
        ``groups``: ``by``, ``n``, ``effective_n`` (``(sum w)^2 / sum w^2``), ``design_effect`` (``n / effective_n``),
        ``lightest``, ``heaviest`` (weight), ``trimmed`` (answers with a cut weight), ``merged`` (categories that lost
        their own weight), ``rounds``, ``converged``, ``largest_miss`` (of a margin, as a share, after the cut)
        and ``reason`` why there are no weights: "no_answers", "few_answers", "margin_unknown", "category_unknown"
        (answers outside the margin's categories), "categories_too_small" (all had to be merged) or "not_converged".

    Raises
    ------
    ValueError
        No margin, a negative number, or a category listed twice.

    References
    ----------
    Deming, W. E. & Stephan, F. F. (1940). On a least squares adjustment. Ann. Math. Statist. 11. Kish, L. (1965).
    Survey Sampling. Wiley, section 11.7. Reference values: tests/reference_values/calibration_weights.csv.

    Examples
    --------
    >>> cells = pd.DataFrame({"unit": "A", "age": ["young", "old"], "n": [10, 30]})
    >>> invited = pd.DataFrame({"unit": "A", "age": ["young", "old"], "known": [50, 50]})
    >>> calibration(cells, by=["unit"], margins={"age": invited}).weight.round(3).tolist()
    [2.0, 0.667]
    """
    return _calibrated(cells, by, margins, rules or Rules())[2]


def kish(n: Floats, weight: Floats, group: Codes, groups: int) -> tuple[Floats, Floats]:
    """Effective number of answers ``(sum w)^2 / sum w^2`` and design effect ``n / effective`` of each group.

    Parameters
    ----------
    n, weight, group : arrays of the same length
        Answers, the weight of one answer, and the number of the group (0 and up) of each cell.
    groups : int
        How many groups there are.

    Examples
    --------
    >>> kish(np.array([2.0, 2.0]), np.array([1.0, 3.0]), np.array([0, 0]), 1)
    (array([3.2]), array([1.25]))
    """
    weight = np.where(n > 0, weight, 0.0)
    effective = quotient(summed(group, n * weight, groups) ** 2, summed(group, n * weight**2, groups))
    return effective, quotient(summed(group, n, groups), effective)


def _calibrated(
    cells: pd.DataFrame, by: list[str], margins: Mapping[str, pd.DataFrame], rules: Rules
) -> tuple[Codes, list[Margin], Calibration]:
    """The group of each cell, the margins as they were read, and the weights."""
    index = cells.set_index(by).index
    names = index.unique().sort_values()
    own, size, n = names.get_indexer(index), len(names), floats(cells["n"])
    if not margins or not (n >= 0).all():
        raise ValueError("Weights need at least one margin, and n of at least 0 in every cell.")
    read = [read_margin(cells, by, name, known, names, rules.fewest) for name, known in margins.items()]
    reason = _refusal(summed(own, n, size), read, rules)
    raw, rounds, miss = raked_weights(n, own, read, (reason == ""))
    reason[(reason == "") & ~(miss <= MET)] = "not_converged"
    given = (reason == "")[own] & (n > 0)
    weight, cut = trimmed_weights(np.where(given, n, 0.0), own, size, np.where(given, raw, 1.0), rules.trim)
    weight = np.where(given, weight, np.nan)
    groups = (
        names.to_frame(index=False)
        .set_axis(by, axis=1)
        .assign(
            **_told(n, own, size, weight),
            trimmed=summed(own, np.where(given & cut, n, 0.0), size),
            merged=sum(margin.merged for margin in read),
            rounds=rounds,
            converged=(reason == ""),
            largest_miss=np.where((reason == ""), largest_miss(n, own, size, np.nan_to_num(weight), read), np.nan),
            reason=reason,
        )
    )
    return own, read, Calibration(pd.Series(weight, index=cells.index, name="weight"), groups)


def _refusal(answers: Floats, read: list[Margin], rules: Rules) -> NDArray[np.object_]:
    """Why a group gets no weights; empty where it gets them."""
    reason = np.full(len(answers), "", dtype=object)
    alone = np.all([margin.categories < 2 for margin in read], axis=0)
    reason[alone] = "categories_too_small"
    reason[np.any([margin.foreign for margin in read], axis=0)] = "category_unknown"
    reason[~np.all([margin.known for margin in read], axis=0)] = "margin_unknown"
    reason[answers < rules.smallest] = "few_answers"
    reason[answers == 0] = "no_answers"
    return reason


def _told(n: Floats, own: Codes, size: int, weight: Floats) -> dict[str, Floats]:
    """Numbers of answers, and how unequal the weights are."""
    effective, design_effect = kish(n, np.nan_to_num(weight), own, size)
    lightest, heaviest = np.full(size, np.inf), np.full(size, -np.inf)
    np.fmin.at(lightest, own, weight)
    np.fmax.at(heaviest, own, weight)
    return {
        "n": summed(own, n, size),
        "effective_n": effective,
        "design_effect": design_effect,
        "lightest": np.where(np.isfinite(lightest), lightest, np.nan),
        "heaviest": np.where(np.isfinite(heaviest), heaviest, np.nan),
    }
