"""Resampling respondents within their units: what a statistic of their covariances could have been."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Floats
from metrics.moments import complete

BLOCK = 20_000
"""Respondents at a time, where their sums are enough: a bound on memory."""
DRAWN_ONE_BY_ONE = 250
"""Respondents up to which resamples are drawn; the sums of more are drawn from their normal distribution."""


def resampled_spread(
    answers: pd.DataFrame, units: pd.Series | None = None, resamples: int = 1000, seed: int = 0
) -> Floats:
    """Sums of products around unit means in resamples of respondents, with replacement, within their own unit.

    Of more than `DRAWN_ONE_BY_ONE` respondents the sums are drawn from the normal distribution with the mean and
    covariance that such resamples have: as good there, and no slower for more.

    Parameters
    ----------
    answers : DataFrame, respondents x questions
        Scale units. Respondents without an answer to every question are left out, and those alone in a unit.
    units : Series, optional
        The unit of each respondent; one unit by default.
    resamples : int
        Number of resamples.
    seed : int
        Of the random numbers: the same answers, in any order, give the same resamples.

    Returns
    -------
    array, resamples x questions x questions
        Scale units squared; missing where a question does not vary in the resample.

    References
    ----------
    Davison, A. C. & Hinkley, D. V. (1997). Bootstrap Methods and their Application. Cambridge University Press,
    chapter 3 (stratified resampling).

    Examples
    --------
    >>> answers = pd.DataFrame({"respect": [1, 2, 3, 4] * 100, "overall": [1, 2, 4, 4] * 100})
    >>> spread = resampled_spread(answers, resamples=2000)
    >>> (spread.mean(axis=0) / 100).round(1).tolist()
    [[5.0, 5.5], [5.5, 6.7]]
    """
    scores, sizes = _centred(answers, units)
    drawn = _drawn_spread if len(scores) <= DRAWN_ONE_BY_ONE else _normal_spread
    spread = drawn(scores, sizes, resamples, np.random.default_rng(seed))
    constant = (np.diagonal(spread, axis1=1, axis2=2) <= 1e-12 * (scores**2).sum(axis=0)).any(axis=1)
    spread[constant] = np.nan
    return spread


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
