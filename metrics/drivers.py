"""What goes together with an outcome: each predictor's part of the explained variance. Not causes."""

import numpy as np
import pandas as pd

from metrics.arguments import Floats, quotient, two_sided
from metrics.importance import METHODS, Method, correlations_of, importance_columns, predictors_of
from metrics.moments import covariance, moments
from metrics.resampling import resampled_spread

UNSTABLE = 0.05
"""Share of resamples without a result from which there is no interval."""
COLUMNS = ("weight", "share", "lower", "upper", "first", "r_squared", "n", "reason")


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
    predictors = predictors_of(answers.columns, outcome, method)
    answers = answers[[*predictors, outcome]]
    matrix, freedom = covariance(moments(answers, units))
    found = importance_columns(matrix.to_numpy(), freedom + 1, method)
    lower = upper = first = np.full(len(predictors), np.nan)
    if not np.isnan(found["share"]).any():
        shares = _shares_of(resampled_spread(answers, units, resamples, seed), method)
        shares = shares[~np.isnan(shares[:, 0])]
        if len(shares) > (1 - UNSTABLE) * resamples:
            lower, upper = np.quantile(shares, [tail, 1 - tail], axis=0)
            first = np.bincount(shares.argmax(axis=1), minlength=len(predictors)) / len(shares)
        else:
            found["reason"] = "unstable"
    limits = {"lower": lower, "upper": upper, "first": first, "n": max(freedom + 1, 0)}
    told = {name: (found | limits)[name] for name in COLUMNS}
    return pd.DataFrame(told, index=pd.Index(predictors, name="predictor"))


def _shares_of(spread: Floats, method: Method) -> Floats:
    """Shares in resamples x predictors; missing where a resample has no result."""
    # Predictors that have nothing to do with the outcome: there are no shares.
    related = np.where(np.isnan(spread), np.eye(spread.shape[-1]), spread)
    weights = METHODS[method](correlations_of(related))
    return quotient(weights, np.broadcast_to(weights.sum(axis=1, keepdims=True), weights.shape))
