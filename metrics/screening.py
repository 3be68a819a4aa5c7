"""Many tests on one screen: which of them to point at, and how large a difference must be."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Column, Floats, Numbers, aligned, floats, shaped_like, two_sided
from metrics.differences import holm

Labels: TypeAlias = pd.Series | NDArray[Any] | Sequence[Any]


def benjamini_hochberg(p: Column, family: Labels | None = None) -> Column:
    """Adjusted p: of the tests below the level, at most that share are false alarms in the long run.

    With p sorted upwards in a family of m, ``adjusted_i = min_{j >= i} min(1, m p_j / j)``. Equal p stay equal.

    Parameters
    ----------
    p : Series or array
        Two-sided p of each test; a missing p stays missing and does not count in m.
    family : Series, array or sequence of labels, optional
        The family of each test; without it all that is passed is one family, usually every test on the screen.

    Returns
    -------
    Series or array, as passed

    Raises
    ------
    ValueError
        A p outside 0 to 1, or a family for another number of tests.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57.
    Reference values: tests/reference_values/benjamini_hochberg.csv (R p.adjust).

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.04, np.nan, 0.01, 0.03])).round(3).tolist()
    [0.04, nan, 0.03, 0.04]
    """
    values, codes = _values_and_families(p, family)
    order = np.lexsort((-values, codes))  # each family from its largest p; missing p come last
    order = order[~np.isnan(values[order])]
    mine = codes[order]
    sizes = np.bincount(mine, minlength=int(codes.max(initial=-1)) + 1)
    first = np.cumsum(sizes) - sizes
    rank = sizes[mine] - (np.arange(len(order)) - first[mine])
    stepped = np.minimum(values[order] * (sizes[mine] / rank), 1.0)
    adjusted = np.full(len(values), np.nan)
    adjusted[order] = np.asarray(pd.Series(stepped).groupby(mine).cummin(), dtype=np.float64)
    return shaped_like(adjusted, p)


def screened(
    difference: Column,
    p: Numbers,
    floor: Numbers = 0.0,
    family: Labels | None = None,
    confidence: float = 0.95,
    adjust: str = "benjamini_hochberg",
) -> pd.DataFrame:
    """A word for each of many differences, where higher is better, and the family it was judged in.

    Parameters
    ----------
    difference : Series or array
        Each difference.
    p : Series, array or number
        Its two-sided p, unadjusted.
    floor : Series, array or number
        The smallest difference that matters, in the units of the difference, at least 0.
    family : Series, array or sequence of labels, optional
        As for `benjamini_hochberg`.
    confidence : float
        One less the level of the adjusted p, between 0 and 1.
    adjust : str
        "benjamini_hochberg" for a list of where to look; "holm" for "is anything different at all".

    Returns
    -------
    DataFrame[p_adjusted, family_size, verdict, reason]
        ``family_size`` counts the tests with a p. ``verdict``: "better" or "worse"; "below_floor" where a difference is
        found but is smaller than matters; "uncertain" where none is found. It is missing where there was no test,
        with ``reason`` "no_difference" or "no_p".

    Raises
    ------
    ValueError
        Another word for ``adjust``, a p outside 0 to 1, a negative floor, confidence outside 0 to 1, a family for
        another number of tests, or Series with different indexes.

    Examples
    --------
    >>> table = screened(np.array([0.9, -0.1, 0.4]), [0.001, 0.002, 0.3], floor=0.2)
    >>> table[["family_size", "verdict"]].to_dict("split")["data"]
    [[3, 'better'], [3, 'below_floor'], [3, 'uncertain']]
    """
    index, (found, chance, least) = aligned(difference, p, floor)
    return pd.DataFrame(judgements(found, chance, least, family, confidence, adjust), index=index)


def judgements(
    found: Floats, chance: Floats, least: Floats, family: Labels | None, confidence: float, adjust: str
) -> dict[str, NDArray[Any]]:
    """The columns of `screened` as arrays, from arrays of one length."""
    two_sided(confidence)  # refuses 95 in place of 0.95
    if (least < 0).any():
        raise ValueError("floor, the smallest difference that matters, must be at least 0.")
    chance = np.where(np.isnan(found), np.nan, chance)
    values, codes = _values_and_families(chance, family)
    adjusted = _adjusted(values, codes, adjust)
    tested = ~np.isnan(values)
    verdict = np.full(len(values), "", dtype=object)
    verdict[tested] = "uncertain"
    certain = tested & (1 - adjusted > confidence)
    verdict[certain] = "below_floor"
    verdict[certain & (found >= least) & (found > 0)] = "better"
    verdict[certain & (found <= -least) & (found < 0)] = "worse"
    reason = np.full(len(values), "", dtype=object)
    reason[~tested] = "no_p"
    reason[np.isnan(found)] = "no_difference"
    size = np.bincount(codes[tested], minlength=int(codes.max(initial=-1)) + 1)[codes]
    return {"p_adjusted": adjusted, "family_size": size, "verdict": verdict, "reason": reason}


def _adjusted(p: Floats, codes: NDArray[np.int64], adjust: str) -> Floats:
    if adjust == "benjamini_hochberg":
        return benjamini_hochberg(p, codes)
    if adjust != "holm":
        raise ValueError(f"adjust must be benjamini_hochberg or holm, got {adjust}.")
    adjusted = np.full(len(p), np.nan)
    for code in np.unique(codes):
        adjusted[codes == code] = holm(p[codes == code])
    return adjusted


def _values_and_families(p: Numbers, family: Labels | None) -> tuple[Floats, NDArray[np.int64]]:
    """The p as floats, and the number of the family of each."""
    values = floats(p)
    if ((values < 0) | (values > 1)).any():
        raise ValueError("p must lie between 0 and 1.")
    codes = np.zeros(len(values), dtype=np.int64)
    if family is not None:
        codes = np.asarray(pd.factorize(np.asarray(family), use_na_sentinel=False)[0], dtype=np.int64)
    if len(codes) != len(values):
        raise ValueError(f"family names {len(codes)} tests, p has {len(values)}.")
    return values, codes
