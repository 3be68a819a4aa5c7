"""Relative importance: each predictor's part of what explains an outcome's variance, from covariances."""

from collections.abc import Callable
from functools import cache
from math import factorial
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from metrics.arguments import Flags, Floats, quotient

Method: TypeAlias = Literal["johnson", "lmg"]

LEAST = 100
"""Respondents from which drivers are shown."""
LEAST_PER_PREDICTOR = 10
MOST_PREDICTORS = 10
"""The exact average over orderings fits a model for every subset: a thousand of them at ten predictors."""
COLLINEAR = 1e-8
"""Smallest eigenvalue of the predictors' correlations below which some predictor is a sum of others."""


def johnson(correlations: Floats) -> Floats:
    """Johnson's relative weights, which sum to R squared.

    With ``L = R_xx^(1/2)`` and ``b = L^-1 r_xy`` the weights are ``(L * L) (b * b)``, elementwise products.

    Parameters
    ----------
    correlations : array, ... x (k + 1) x (k + 1)
        Correlations (or covariances, which give parts of the outcome's variance relative to it only when it
        is 1) of k predictors and, last, the outcome.

    Returns
    -------
    array, ... x k
        Parts of the outcome's variance, never negative; missing where a predictor is a sum of others.

    References
    ----------
    Johnson, J. W. (2000). A heuristic method for estimating the relative weight of predictor variables in
    multiple regression. Multivariate Behavioral Research 35. Genizi, A. (1993). Statistica Sinica 3.
    Reference values: tests/reference_values/drivers.csv.

    Examples
    --------
    >>> johnson(np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.3], [0.6, 0.3, 1.0]])).round(12).tolist()
    [0.36, 0.09]
    """
    predictors, outcome = correlations[..., :-1, :-1], correlations[..., :-1, -1:]
    values, vectors = np.linalg.eigh(predictors)
    turned, roots = vectors.swapaxes(-1, -2), np.sqrt(np.where(values > COLLINEAR, values, np.nan))[..., None]
    loadings = vectors @ (roots * turned)
    slopes = vectors @ (turned @ outcome / roots)
    weights: Floats = (loadings**2 @ slopes**2)[..., 0]
    return weights


def lmg(correlations: Floats) -> Floats:
    """What each predictor adds to R squared, averaged over all orderings (LMG, Shapley value).

    ``sum_S |S|! (k - |S| - 1)! / k! (R2(S + j) - R2(S))`` over the subsets S without predictor j.

    Parameters
    ----------
    correlations : array, ... x (k + 1) x (k + 1)
        As for `johnson`; at most `MOST_PREDICTORS` predictors.

    Returns
    -------
    array, ... x k
        Parts of the outcome's variance, never negative; they sum to R squared. Missing where a predictor is a sum
        of others.

    Raises
    ------
    ValueError
        More predictors.

    References
    ----------
    Lindeman, R. H., Merenda, P. F. & Gold, R. Z. (1980). Introduction to Bivariate and Multivariate Analysis.
    Scott, Foresman. Groemping, U. (2007). The American Statistician 61(2).
    Reference values: tests/reference_values/drivers.csv.

    Examples
    --------
    >>> lmg(np.array([[1.0, 0.5, 0.6], [0.5, 1.0, 0.3], [0.6, 0.3, 1.0]])).round(12).tolist()
    [0.315, 0.045]
    """
    k = correlations.shape[-1] - 1
    if k > MOST_PREDICTORS:
        raise ValueError(f"The average over orderings takes at most {MOST_PREDICTORS} predictors, got {k}.")
    single = _separable(correlations)[..., None]
    explained = _explained(np.where(single[..., None], correlations, np.eye(k + 1)))
    return np.where(single, explained @ _orderings(k), np.nan)


@cache
def _orderings(k: int) -> Floats:
    """Subsets x predictors: how much R squared of a subset counts in a predictor's part."""
    counts = np.zeros((2**k, k))
    for subset in range(2**k):
        size = subset.bit_count()
        for j in range(k):
            if not subset >> j & 1:
                weight = factorial(size) * factorial(k - size - 1) / factorial(k)
                counts[[subset | 1 << j, subset], j] += [weight, -weight]
    return counts


def _explained(correlations: Floats) -> Floats:
    """R squared of every subset of the predictors, ... x subsets; bit j of its place is predictor j."""
    k = correlations.shape[-1] - 1
    # What is left of all variances when a subset is held fixed: that of the subset without its last, swept by the last.
    left = [correlations]
    for subset in range(1, 2**k):
        last = subset.bit_length() - 1
        rest = left[subset ^ 1 << last]
        column = rest[..., :, last]
        left.append(rest - column[..., :, None] * column[..., None, :] / rest[..., last, last, None, None])
    return np.stack([correlations[..., -1, -1] - rest[..., -1, -1] for rest in left], axis=-1)


METHODS: dict[Method, Callable[[Floats], Floats]] = {"johnson": johnson, "lmg": lmg}


def importance(covariances: pd.DataFrame, outcome: str, n: int, method: Method = "johnson") -> pd.DataFrame:
    """Each predictor's part of the explained variance, from covariances.

    Parameters
    ----------
    covariances : DataFrame, questions x questions
        Covariances or correlations of the predictors and the outcome (any unit), such as `moments.covariance`
        within units.
    outcome : str
        The outcome's name among the questions.
    n : int
        Respondents behind the matrix; for a pooled within-unit matrix its degrees of freedom plus one.
    method : "johnson" or "lmg"

    Returns
    -------
    DataFrame[weight, share, r_squared, reason], one row per predictor, in the order of the matrix
        ``weight``: part of the outcome's variance; the weights sum to ``r_squared``. ``share``: of R squared,
        0 to 1. All are missing with one ``reason`` for the table: "few" (fewer than `LEAST` respondents or
        `LEAST_PER_PREDICTOR` a predictor), "missing" (a covariance is), "constant" (a question never varies),
        "collinear" (a predictor is a sum of others). Where nothing is explained, "unrelated" and no share.

    Raises
    ------
    ValueError
        The outcome is not among the questions, there is no predictor or there are too many, the matrix is
        not symmetric, or the method is not known.

    References
    ----------
    See `johnson` and `lmg`.

    Examples
    --------
    >>> names = ["respect", "information", "overall"]
    >>> matrix = pd.DataFrame([[1.0, 0.0, 0.6], [0.0, 1.0, 0.3], [0.6, 0.3, 1.0]], index=names, columns=names)
    >>> importance(matrix, "overall", n=400)["share"].round(2).to_dict()
    {'respect': 0.8, 'information': 0.2}
    """
    predictors = predictors_of(covariances.columns, outcome, method)
    order = [*predictors, outcome]
    matrix = covariances.loc[order, order].to_numpy(dtype=np.float64)
    if not np.allclose(matrix, matrix.T, equal_nan=True):
        raise ValueError("A matrix of covariances must be symmetric.")
    return pd.DataFrame(importance_columns(matrix, n, method), index=pd.Index(predictors, name="predictor"))


def importance_columns(covariances: Floats, n: int, method: Method) -> dict[str, Any]:
    """The columns of `importance`; the outcome is the last of the matrix."""
    k = len(covariances) - 1
    reason = "few" if n < max(LEAST, LEAST_PER_PREDICTOR * k) else _undefined(covariances)
    weights = np.full(k, np.nan) if reason else METHODS[method](correlations_of(covariances))
    total = weights.sum()
    related = total > 1e-12
    return {
        "weight": weights,
        "share": weights / total if related else np.full(k, np.nan),
        "r_squared": total,
        "reason": reason or ("" if related else "unrelated"),
    }


def predictors_of(questions: pd.Index, outcome: str, method: str) -> list[Any]:
    """The questions beside the outcome."""
    if method not in METHODS:
        raise ValueError(f"The method must be one of {', '.join(METHODS)}, got {method}.")
    if outcome not in questions:
        raise ValueError(f"The outcome {outcome} is not among the questions {', '.join(map(str, questions))}.")
    if not questions.is_unique:
        raise ValueError("Two questions have the same name.")
    predictors = [question for question in questions if question != outcome]
    if not 1 <= len(predictors) <= MOST_PREDICTORS:
        raise ValueError(f"There must be 1 to {MOST_PREDICTORS} predictors, got {len(predictors)}.")
    return predictors


def _undefined(covariances: Floats) -> str:
    """Why there are no weights, or nothing."""
    if np.isnan(covariances).any():
        return "missing"
    if (covariances.diagonal() <= 0).any():
        return "constant"
    return "" if _separable(correlations_of(covariances)) else "collinear"


def _separable(correlations: Floats) -> Flags:
    """Whether no predictor is a sum of others."""
    return np.asarray(np.linalg.eigvalsh(correlations[..., :-1, :-1])[..., 0] > COLLINEAR)


def correlations_of(covariances: Floats) -> Floats:
    sd: Floats = np.sqrt(np.diagonal(covariances, axis1=-2, axis2=-1))
    return quotient(covariances, sd[..., :, None] * sd[..., None, :])
