"""What goes together with an outcome: each predictor's part of the explained variance. Not causes."""

from collections.abc import Callable
from functools import cache
from math import factorial
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Flags, Floats, quotient, two_sided
from metrics.moments import complete, covariance, moments

Method: TypeAlias = Literal["johnson", "lmg"]

LEAST = 100
"""Respondents from which drivers are shown."""
LEAST_PER_PREDICTOR = 10
MOST_PREDICTORS = 10
"""The exact average over orderings fits a model for every subset: a thousand of them at ten predictors."""
COLLINEAR = 1e-8
"""Smallest eigenvalue of the predictors' correlations below which some predictor is a sum of others."""
UNSTABLE = 0.05
"""Share of resamples without a result from which there is no interval."""
COLUMNS = ("weight", "share", "lower", "upper", "first", "r_squared", "n", "reason")
BLOCK = 20_000
"""Respondents at a time, where their sums are enough: a bound on memory."""
DRAWN_ONE_BY_ONE = 250
"""Respondents up to which resamples are drawn; the sums of more are drawn from their normal distribution."""


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
    predictors = _predictors(covariances.columns, outcome, method)
    order = [*predictors, outcome]
    matrix = covariances.loc[order, order].to_numpy(dtype=np.float64)
    if not np.allclose(matrix, matrix.T, equal_nan=True):
        raise ValueError("A matrix of covariances must be symmetric.")
    return pd.DataFrame(_importance(matrix, n, method), index=pd.Index(predictors, name="predictor"))


def _importance(covariances: Floats, n: int, method: Method) -> dict[str, Any]:
    """The columns of `importance`; the outcome is the last of the matrix."""
    k = len(covariances) - 1
    reason = "few" if n < max(LEAST, LEAST_PER_PREDICTOR * k) else _undefined(covariances)
    weights = np.full(k, np.nan) if reason else METHODS[method](_correlations(covariances))
    total = weights.sum()
    related = total > 1e-12
    return {
        "weight": weights,
        "share": weights / total if related else np.full(k, np.nan),
        "r_squared": total,
        "reason": reason or ("" if related else "unrelated"),
    }


def key_drivers(
    answers: pd.DataFrame,
    outcome: str,
    units: pd.Series | None = None,
    method: Method = "johnson",
    resamples: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Each predictor's part of the explained variance within units, with bootstrap intervals.

    **What is resampled: respondents, with replacement, within their own unit.** Every unit keeps its number
    of respondents, each resample is centred on its own unit means, and the limits are the percentiles of
    the shares. The interval tells how far another set of respondents from the same units could have moved the
    shares; it says nothing about other units, and nothing about causes.

    Of more than `DRAWN_ONE_BY_ONE` respondents the resampled sums of products are drawn from the normal
    distribution with the mean and covariance that such resamples have: as good there, and no slower for more.

    Parameters
    ----------
    answers : DataFrame, respondents x questions
        Scale units. Respondents without an answer to every question are left out.
    outcome : str
        The outcome's name among the questions; the other questions are predictors.
    units : Series, optional
        The unit of each respondent: differences between units are taken out. One unit by default.
    method : "johnson" or "lmg"
    resamples : int
        Number of bootstrap resamples.
    confidence : float
        Coverage, between 0 and 1.
    seed : int
        Of the random numbers: the same answers, in any order, give the same interval.

    Returns
    -------
    DataFrame[weight, share, lower, upper, first, r_squared, n, reason], one row per predictor
        As `importance`; ``lower`` and ``upper`` belong to ``share``, ``first`` is the part of the resamples in
        which the predictor has the largest share, 0 to 1, ``n`` counts
        respondents less units beyond the first. With the reason "unstable" there are shares and no interval:
        more than `UNSTABLE` of the resamples had none.

    Raises
    ------
    ValueError
        As `importance`; fewer than one resample, confidence outside 0 to 1, or units with another index.

    References
    ----------
    Davison, A. C. & Hinkley, D. V. (1997). Bootstrap Methods and their Application. Cambridge University Press,
    chapters 3 (stratified resampling) and 5 (percentile limits).

    Examples
    --------
    >>> scores = np.array([[a, b, 2 * a + b] for a in (1, 2, 3) for b in (1, 2, 3)] * 20)
    >>> table = key_drivers(pd.DataFrame(scores, columns=["respect", "information", "overall"]), "overall")
    >>> table[["share", "n"]].round(2).to_dict("list")
    {'share': [0.8, 0.2], 'n': [180, 180]}
    """
    if resamples < 1:
        raise ValueError(f"There must be at least one resample, got {resamples}.")
    tail = 1 - two_sided(confidence)
    predictors = _predictors(answers.columns, outcome, method)
    answers = answers[[*predictors, outcome]]
    matrix, freedom = covariance(moments(answers, units))
    found = _importance(matrix.to_numpy(), freedom + 1, method)
    lower = upper = first = np.full(len(predictors), np.nan)
    if not np.isnan(found["share"]).any():
        shares = _resampled_shares(answers, units, method, resamples, seed)
        shares = shares[~np.isnan(shares[:, 0])]
        if len(shares) > (1 - UNSTABLE) * resamples:
            lower, upper = np.quantile(shares, [tail, 1 - tail], axis=0)
            first = np.bincount(shares.argmax(axis=1), minlength=len(predictors)) / len(shares)
        else:
            found["reason"] = "unstable"
    limits = {"lower": lower, "upper": upper, "first": first, "n": max(freedom + 1, 0)}
    told = {name: (found | limits)[name] for name in COLUMNS}
    return pd.DataFrame(told, index=pd.Index(predictors, name="predictor"))


def _predictors(questions: pd.Index, outcome: str, method: str) -> list[Any]:
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
    return "" if _separable(_correlations(covariances)) else "collinear"


def _separable(correlations: Floats) -> Flags:
    """Whether no predictor is a sum of others."""
    return np.asarray(np.linalg.eigvalsh(correlations[..., :-1, :-1])[..., 0] > COLLINEAR)


def _correlations(covariances: Floats) -> Floats:
    sd: Floats = np.sqrt(np.diagonal(covariances, axis1=-2, axis2=-1))
    return quotient(covariances, sd[..., :, None] * sd[..., None, :])


def _resampled_shares(
    answers: pd.DataFrame, units: pd.Series | None, method: Method, resamples: int, seed: int
) -> Floats:
    """Shares in resamples x predictors; missing where a resample has no result."""
    scores, sizes = _centred(answers, units)
    drawn = _drawn_spread if len(scores) <= DRAWN_ONE_BY_ONE else _normal_spread
    spread = drawn(scores, sizes, resamples, np.random.default_rng(seed))
    constant = (np.diagonal(spread, axis1=1, axis2=2) <= 1e-12 * (scores**2).sum(axis=0)).any(axis=1)
    # Predictors that have nothing to do with the outcome: there are no shares.
    spread[constant] = np.eye(spread.shape[-1])
    weights = METHODS[method](_correlations(spread))
    return quotient(weights, np.broadcast_to(weights.sum(axis=1, keepdims=True), weights.shape))


def _centred(answers: pd.DataFrame, units: pd.Series | None) -> tuple[Floats, NDArray[np.intp]]:
    """Answers less their unit's mean, sorted by unit and then by answer, and the number of respondents in each unit.

    Without those who are alone in a unit: they are its mean.
    """
    scores, codes, _ = complete(answers, units)
    order = np.lexsort((*scores.T, codes))
    sizes = np.bincount(codes)
    scores, sizes = scores[order[(sizes > 1)[codes[order]]]], sizes[sizes > 1]
    means = np.add.reduceat(scores, _starts(sizes)) / sizes[:, None]
    return scores - np.repeat(means, sizes, axis=0), sizes


def _drawn_spread(scores: Floats, sizes: NDArray[np.intp], resamples: int, numbers: np.random.Generator) -> Floats:
    """Sums of products around unit means in resamples of respondents drawn within their units, one by one."""
    n = len(scores)
    starts = _starts(sizes)
    first, room = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    drawn = first + (numbers.random((resamples, n)) * room).astype(np.intp)
    drawn += n * np.arange(resamples)[:, None]
    # How often each respondent is in each resample.
    times = np.bincount(drawn.ravel(), minlength=resamples * n).reshape(resamples, n).astype(np.float64)
    products = _symmetric(times @ _products(scores), scores.shape[1])
    spans = zip(starts, starts + sizes, strict=True)
    totals = np.stack([times[:, a:b] @ scores[a:b] for a, b in spans], axis=1) / np.sqrt(sizes)[:, None]
    return products - totals.swapaxes(1, 2) @ totals


def _normal_spread(scores: Floats, sizes: NDArray[np.intp], resamples: int, numbers: np.random.Generator) -> Floats:
    """Such sums as the central limit theorem has them: normal, with the covariance of the sums of resamples."""
    pairs = len(np.triu_indices(scores.shape[1])[0])
    mean, covariance = np.zeros(pairs), np.zeros((pairs, pairs))
    # Some units in memory at a time.
    blocks = np.flatnonzero(np.diff(np.cumsum(sizes) // BLOCK, prepend=-1))
    for first, last in zip(blocks, [*blocks[1:], len(sizes)], strict=True):
        own, begins = sizes[first:last], _starts(sizes[first:last])
        start = sizes[:first].sum()
        products = _products(scores[start : start + own.sum()])
        totals = np.add.reduceat(products, begins)
        # Centring a resample on its own mean takes away one respondent's worth of its unit's spread.
        mean += (1 - 1 / own) @ totals
        products -= np.repeat(totals / own[:, None], own, axis=0)
        covariance += products.T @ products
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    drawn = mean + numbers.standard_normal((resamples, pairs)) @ root.T
    return _symmetric(drawn, scores.shape[1])


def _products(scores: Floats) -> Floats:
    """Respondents x pairs of questions: the products of the two scores, each pair once."""
    first, second = np.triu_indices(scores.shape[1])
    return scores[:, first] * scores[:, second]


def _symmetric(pairs: Floats, questions: int) -> Floats:
    """The matrices, ... x questions x questions, whose pairs these are."""
    first, second = np.triu_indices(questions)
    matrices = np.empty((*pairs.shape[:-1], questions, questions))
    matrices[..., first, second] = matrices[..., second, first] = pairs
    return matrices


def _starts(sizes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where each unit begins in the respondents sorted by unit."""
    return np.cumsum(sizes) - sizes
