"""Summaries of a rating scale: the 0-100 index, and counts at the ends of the histogram.

A histogram is a DataFrame with one row per cell and one column per scale point, lowest
point first; it holds numbers of answers. A missing count makes what it enters missing.
"""

from typing import TypeVar

import numpy as np
import pandas as pd

from metrics.arguments import Floats, Numbers, aligned, quotient, refuse_negative

Value = TypeVar("Value", float, pd.Series, Floats)


def index(value: Value, minimum: float, maximum: float) -> Value:
    """Index from 0 (lowest point) to 100 (highest point), ``(value - minimum) / (maximum - minimum) * 100``.

    Raises ``ValueError`` where the maximum is not above the minimum.

    Examples
    --------
    >>> index(4.5, 1, 6)
    70.0
    """
    return (value - minimum) / _width(minimum, maximum) * 100


def scale_value(index: Value, minimum: float, maximum: float) -> Value:
    """Value on the scale from an index of 0-100; the inverse of `index`.

    Examples
    --------
    >>> scale_value(70.0, 1, 6)
    4.5
    """
    return minimum + index / 100 * _width(minimum, maximum)


def top_two(histogram: pd.DataFrame) -> pd.Series:
    """Number of answers on the two highest points, per cell.

    Raises ``ValueError`` on a scale with fewer than four points, where top and bottom overlap, and a negative count.

    Examples
    --------
    >>> top_two(pd.DataFrame([[1, 0, 2, 3, 4, 5]])).tolist()
    [9.0]
    """
    return _sum_of(histogram, _at_least_four(histogram)[:, -2:])


def bottom_two(histogram: pd.DataFrame) -> pd.Series:
    """Number of answers on the two lowest points, per cell.

    Raises ``ValueError`` on a scale with fewer than four points, where top and bottom overlap, and a negative count.

    Examples
    --------
    >>> bottom_two(pd.DataFrame([[1, 0, 2, 3, 4, 5]])).tolist()
    [1.0]
    """
    return _sum_of(histogram, _at_least_four(histogram)[:, :2])


def halves(histogram: pd.DataFrame) -> pd.DataFrame:
    """Number of answers below, at and above the middle of the scale, per cell.

    The cut lies between the two middle points (1-3 and 4-6 on a scale of six). With an
    odd number of points the middle point belongs to neither half.

    Returns
    -------
    DataFrame[low, middle, high]
        Counts; ``middle`` is 0 where the number of points is even.

    Raises
    ------
    ValueError
        A negative count.

    Examples
    --------
    >>> halves(pd.DataFrame([[1, 0, 2, 3, 4, 5]])).to_dict("records")
    [{'low': 3.0, 'middle': 0.0, 'high': 12.0}]
    >>> halves(pd.DataFrame([[1, 0, 2, 3, 4]])).to_dict("records")
    [{'low': 1.0, 'middle': 2.0, 'high': 7.0}]
    """
    counts = _counts(histogram)
    half = counts.shape[1] // 2
    parts = {"low": counts[:, :half], "middle": counts[:, half:-half], "high": counts[:, -half:]}
    return pd.DataFrame({name: part.sum(axis=1) for name, part in parts.items()}, index=histogram.index)


def net_score(top: Numbers, bottom: Numbers, n: Numbers) -> pd.DataFrame:
    """Share at the top minus share at the bottom, with its standard error, in percentage points.

    ``net = 100 (pT - pB)``, ``se = 100 sqrt((pT + pB - (pT - pB)^2) / (n - 1))``: the mean and
    the standard error of answers counted as +1, 0 and -1. Equal nets hide different
    mixtures: show both shares beside it.

    Parameters
    ----------
    top, bottom, n : Series, arrays or numbers
        Answers at the top, at the bottom, and in all.

    Returns
    -------
    DataFrame[net, se]
        Percentage points, -100 to 100. ``se`` is missing where n is below 2 and where all
        count the same, since an error of zero would claim certainty.

    Raises
    ------
    ValueError
        A negative number, top and bottom that together exceed ``n``, or Series with different indexes.

    References
    ----------
    Variance of the difference between two multinomial shares: Agresti, A. (2013). Categorical
    Data Analysis, 3rd ed. Wiley. Reference values: tests/reference_values/likert.csv.

    Examples
    --------
    >>> net_score(9, 1, 15).round(2).to_dict("records")
    [{'net': 53.33, 'se': 16.52}]
    """
    labels, (high, low, count) = aligned(top, bottom, n)
    refuse_negative(top=high, bottom=low, n=count)
    if (high + low > count).any():
        raise ValueError("The answers at the top and the bottom are more than all answers.")
    net, either = quotient(high - low, count), quotient(high + low, count)
    certain = (high == count) | (low == count) | (high + low == 0)
    variance = np.where(certain, np.nan, quotient(either - net**2, count - 1))
    return pd.DataFrame({"net": 100 * net, "se": 100 * np.sqrt(variance)}, index=labels)


def _width(minimum: float, maximum: float) -> float:
    if maximum <= minimum:
        raise ValueError(f"A scale must rise, got {minimum} to {maximum}.")
    return maximum - minimum


def _at_least_four(histogram: pd.DataFrame) -> Floats:
    if histogram.shape[1] < 4:
        raise ValueError(f"Two points at either end need a scale of four points, got {histogram.shape[1]}.")
    return _counts(histogram)


def _counts(histogram: pd.DataFrame) -> Floats:
    counts = histogram.to_numpy(dtype=np.float64, na_value=np.nan)
    refuse_negative(histogram=counts)
    return counts


def _sum_of(histogram: pd.DataFrame, points: Floats) -> pd.Series:
    return pd.Series(points.sum(axis=1), index=histogram.index)
