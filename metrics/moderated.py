"""Spread of a small unit, told by the unit and its neighbours together."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Floats, Numbers, aligned, quotient, refuse_negative
from metrics.screening import Labels


def moderated_spread(n: Numbers, sd: Numbers, group: Labels | None = None) -> pd.DataFrame:
    """Standard deviation of each unit, drawn half-way to that within the other units, for tests of the unit's mean.

    ``s^2 = (d0 s0^2 + d s_u^2) / (d0 + d)`` with ``d0 + d`` degrees of freedom, where ``d = n - 1``, ``s0`` is the
    pooled standard deviation within the other units of the group and ``d0`` the smaller of d and their degrees of
    freedom. A unit with one answer has that of the others.

    A few answers that happen to be nearly alike make a t test of the unit far too sure: with twelve alike units of five
    answers a screen calls one of them certain in 13 to 47 of a hundred surveys, in place of 5 (``bench.simulation``).
    The neighbours know how much people differ. Where a unit truly is more divided than they are, its test is a little
    too sure.

    Parameters
    ----------
    n, sd : Series, arrays or numbers
        Answers and standard deviation of each unit (scale units). A unit with a missing ``sd`` lends nothing; where it
        has one answer it borrows.
    group : Series, array or sequence of labels, optional
        The units that lend to each other; without it all do.

    Returns
    -------
    DataFrame[sd, se, df]
        Scale units (``df``: count). Missing where there is nothing to tell it from, and where neither the unit nor
        the others have any spread.

    Raises
    ------
    ValueError
        A negative number, a group for another number of units, or Series with different indexes.

    References
    ----------
    Smyth, G. K. (2004). Linear models and empirical Bayes methods for assessing differential expression. Statistical
    Applications in Genetics and Molecular Biology 3(1), with the weight of the others set and not estimated.

    Examples
    --------
    >>> moderated_spread([5, 20, 20], [0.2, 1.1, 0.9]).round(2).to_dict("split")["data"]
    [[0.72, 0.32, 8.0], [0.97, 0.22, 38.0], [0.95, 0.21, 38.0]]
    """
    index, (count, spread) = aligned(n, sd)
    refuse_negative(n=count, sd=spread)
    labels = np.zeros(len(count)) if group is None else np.asarray(group)
    codes = np.asarray(pd.factorize(labels, use_na_sentinel=False)[0], dtype=np.int64)
    if len(codes) != len(count):
        raise ValueError(f"group names {len(codes)} units, n has {len(count)}.")
    own = np.where((count > 1) & ~np.isnan(spread), count - 1, 0.0)
    squares = np.where(own > 0, own * spread**2, 0.0)
    others, around = _of_the_others(own, codes), _of_the_others(squares, codes)
    lent = np.where(own > 0, np.minimum(own, others), np.where(count == 1, others, 0.0))
    freedom = own + lent
    variance = quotient(lent * np.nan_to_num(quotient(around, others)) + squares, freedom)
    known = np.where(variance > 0, variance, np.nan)
    columns = {"sd": np.sqrt(known), "se": np.sqrt(quotient(known, count)), "df": np.where(known > 0, freedom, np.nan)}
    return pd.DataFrame(columns, index=index)


def _of_the_others(numbers: Floats, codes: NDArray[np.int64]) -> Floats:
    """The sum over the group without the unit itself, never below zero for want of digits."""
    sums = np.bincount(codes, numbers)[codes] if len(codes) else numbers
    return np.maximum(sums - numbers, 0.0)
