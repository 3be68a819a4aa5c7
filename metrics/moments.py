"""What the covariances of several questions need: numbers of answers, sums and sums of products, which add up."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Floats, quotient


@dataclass(frozen=True)
class Moments:
    """Moments of k questions in m units, of respondents who answered all of them.

    Attributes
    ----------
    questions : Index of length k
    units : Index of length m
    n : array, m
        Respondents.
    totals : array, m x k
        Sums of answers (scale units).
    products : array, m x k x k
        Sums of products of two answers (scale units squared).
    """

    questions: pd.Index
    units: pd.Index
    n: Floats
    totals: Floats
    products: Floats


def moments(answers: pd.DataFrame, units: pd.Series | None = None) -> Moments:
    """Moments per unit of the respondents with an answer to every question.

    Parameters
    ----------
    answers : DataFrame, respondents x questions
        Scale units, missing where not answered.
    units : Series, optional
        The unit of each respondent; one unit by default. A respondent without a unit is left out.

    Returns
    -------
    Moments
        Units in sorted order; those where nobody answered everything are left out.

    Raises
    ------
    ValueError
        ``units`` has another index than ``answers``.

    Examples
    --------
    >>> moments(pd.DataFrame({"a": [1, 2, 3], "b": [2, 2, None]})).products.tolist()
    [[[5.0, 6.0], [6.0, 8.0]]]
    """
    scores, codes, names = complete(answers, units)
    counts = np.bincount(codes, minlength=len(names)).astype(np.float64)
    totals, products = (np.zeros((len(names), *[scores.shape[1]] * axes)) for axes in (1, 2))
    np.add.at(totals, codes, scores)
    np.add.at(products, codes, scores[:, :, None] * scores[:, None, :])
    return Moments(answers.columns, names, counts, totals, products)


def complete(answers: pd.DataFrame, units: pd.Series | None) -> tuple[Floats, NDArray[np.intp], pd.Index]:
    """Respondents with every answer: their scores, the number of their unit, and the units' names."""
    if units is None:
        units = pd.Series(0, index=answers.index)
    if not units.index.equals(answers.index):
        raise ValueError("The respondents' units have another index than their answers; align them first.")
    scores = answers.to_numpy(dtype=np.float64, na_value=np.nan)
    usable = ~np.isnan(scores).any(axis=1) & units.notna().to_numpy()
    codes, names = pd.factorize(units[usable], sort=True)
    return scores[usable], codes, pd.Index(names)


def merged(parts: Moments) -> Moments:
    """The same moments counted together, as one unit."""
    together = (array.sum(axis=0, keepdims=True) for array in (parts.n, parts.totals, parts.products))
    return Moments(parts.questions, pd.RangeIndex(1), *together)


def covariance(parts: Moments) -> tuple[pd.DataFrame, int]:
    """Covariances of the answers within units, pooled over the units, and their degrees of freedom.

    ``sum_u (sum x y - sum x sum y / n_u) / sum_u (n_u - 1)``: differences between units do not count.
    `merged` moments give the ordinary covariances, where they do.

    Parameters
    ----------
    parts : Moments

    Returns
    -------
    DataFrame, questions x questions
        Scale units squared. All missing where no unit has two respondents. What the
        subtraction leaves within rounding is zero, so that equal answers have no spread.
    int
        Respondents less units.

    References
    ----------
    Pooled within-group covariance: Rencher, A. C. (2002). Methods of Multivariate Analysis, 2nd ed. Wiley, chapter 6.
    Reference values: tests/reference_values/within_covariance.csv.

    Examples
    --------
    >>> table, freedom = covariance(moments(pd.DataFrame({"a": [1, 2, 3], "b": [2, 2, 5]})))
    >>> table.to_numpy().tolist(), freedom
    ([[1.0, 1.5], [1.5, 3.0]], 2)
    """
    answered = parts.n > 0
    n, totals, products = (array[answered] for array in (parts.n, parts.totals, parts.products))
    spread = (products - totals[:, :, None] * totals[:, None, :] / n[:, None, None]).sum(axis=0)
    squares = products.sum(axis=0).diagonal()
    rounding = 4 * np.finfo(np.float64).eps * n.sum() * squares
    constant = spread.diagonal() <= rounding
    spread[constant, :] = spread[:, constant] = 0.0
    freedom = int(n.sum()) - len(n)
    pooled = quotient(spread, np.full(spread.shape, float(freedom)))
    return pd.DataFrame(pooled, index=parts.questions, columns=parts.questions), freedom
