"""How well several questions measure one thing: alpha, omega, and each item against the rest."""

import numpy as np
import pandas as pd
from scipy import special

from metrics.arguments import Floats, Numbers, floats, quotient, refuse_negative, two_sided

STABLE_FROM = 100
"""Respondents below which coefficients jump from sample to sample; a convention of this project."""

LEAST_ERROR = 1e-4
"""Error variance, as a part of an item's variance, at which a fitted item would measure without error."""
SINGULAR = 1e8
"""Condition of the information from which several loadings fit equally well."""


def scale_reliability(covariances: pd.DataFrame | Floats, n: Numbers, confidence: float = 0.95) -> pd.DataFrame:
    """Cronbach's alpha with Feldt's interval, and McDonald's omega, one row per group of respondents.

    ``alpha = k / (k - 1) (1 - sum of variances / variance of the sum)``. Feldt: ``1 - (1 - alpha) F`` with
    the quantiles of F on ``n - 1`` and ``(n - 1)(k - 1)`` degrees of freedom. Omega of a one-factor
    model fitted by maximum likelihood: ``(sum l)^2 / ((sum l)^2 + sum theta)``. Two items have no
    omega; their figure is Spearman-Brown's ``2 r / (1 + r)``.

    Parameters
    ----------
    covariances : DataFrame or array, items x items, or array, groups x items x items
        Covariances of items turned the same way (any unit).
    n : Series, array or number
        Respondents behind each matrix; for a pooled within-unit matrix its degrees of freedom plus one.
    confidence : float
        Coverage, between 0 and 1.

    Returns
    -------
    DataFrame[items, n, alpha, lower, upper, omega, spearman_brown, stable, reason, omega_reason]
        Coefficients without unit; alpha may be negative. ``stable``: at least `STABLE_FROM`
        respondents. ``reason`` why alpha is missing: "few" (fewer than two respondents), "missing" (a covariance
        is), "one_item", "constant" (the sum never varies). ``omega_reason``: these, and "two_items", "constant"
        (an item never varies), "improper" (no single one-factor model with positive error
        variances fits best). Empty where nothing is missing.

    Raises
    ------
    ValueError
        A matrix is not square or not symmetric, or confidence outside 0 to 1.

    References
    ----------
    Cronbach, L. J. (1951). Psychometrika 16. Feldt, L. S. (1965). Psychometrika 30. McDonald, R. P. (1999).
    Test Theory. Erlbaum, chapter 6. Eisinga, R. et al. (2013). Int. J. Public Health 58 (two items).
    Reference values: tests/reference_values/reliability.csv.

    Examples
    --------
    >>> matrix = np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0]])
    >>> scale_reliability(matrix, 120)[["alpha", "lower", "upper", "omega"]].round(3).to_dict("records")
    [{'alpha': 0.75, 'lower': 0.661, 'upper': 0.819, 'omega': 0.75}]
    """
    index = n.index if isinstance(n, pd.Series) else None
    matrices = _square(covariances)
    count = np.array(np.broadcast_to(floats(n), len(matrices)))
    refuse_negative(n=count)
    items = matrices.shape[-1]
    total = matrices.sum(axis=(1, 2))
    reasons = np.array([_reason(matrix, people) for matrix, people in zip(matrices, count, strict=True)], dtype=object)
    usable = reasons == ""
    alpha = np.where(usable, _alpha(np.trace(matrices, axis1=1, axis2=2), total, items), np.nan)
    lower, upper = _feldt(alpha, count, items, confidence)
    omegas = [
        _omega(matrix) if reason == "" else (np.nan, reason) for matrix, reason in zip(matrices, reasons, strict=True)
    ]
    columns = {
        "items": items,
        "n": count,
        "alpha": alpha,
        "lower": lower,
        "upper": upper,
        "omega": [omega for omega, _ in omegas],
        "spearman_brown": np.where(usable, _spearman_brown(matrices), np.nan),
        "stable": count >= STABLE_FROM,
        "reason": reasons,
        "omega_reason": [reason for _, reason in omegas],
    }
    return pd.DataFrame(columns, index=index)


def item_reliability(covariance: pd.DataFrame | Floats) -> pd.DataFrame:
    """Each item's correlation with the sum of the other items, and alpha without the item.

    ``(sum_j c_ij - c_ii) / sqrt(c_ii (total - 2 sum_j c_ij + c_ii))``.

    Parameters
    ----------
    covariance : DataFrame or array, items x items
        Covariances of items turned the same way (any unit).

    Returns
    -------
    DataFrame[rest_correlation, alpha_without, reason], one row per item
        Missing with a ``reason``: "missing" (a covariance is), "one_item", "constant" (the item or the
        sum of the others never varies) or "two_items" (one item alone has no alpha; the correlation is there).

    Raises
    ------
    ValueError
        The matrix is not square or not symmetric.

    References
    ----------
    Nunnally, J. C. & Bernstein, I. H. (1994). Psychometric Theory, 3rd ed. McGraw-Hill, chapter 8.
    Reference values: tests/reference_values/reliability_items.csv.

    Examples
    --------
    >>> matrix = np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0]])
    >>> item_reliability(matrix)[["rest_correlation", "alpha_without"]].round(3).iloc[0].to_dict()
    {'rest_correlation': 0.577, 'alpha_without': 0.667}
    """
    matrix = _square(covariance)[0]
    items, own, sums = len(matrix), matrix.diagonal(), matrix.sum(axis=0)
    rest = _above_rounding(matrix.sum() - 2 * sums + own, np.abs(matrix).sum())
    correlation = quotient(sums - own, np.sqrt(own * rest))
    alpha = _alpha(own.sum() - own, rest, items - 1)
    reasons = np.select(
        [np.isnan(matrix).any(), items == 1, np.isnan(correlation), items == 2],
        ["missing", "one_item", "constant", "two_items"],
        "",
    )
    index = covariance.index if isinstance(covariance, pd.DataFrame) else None
    columns = {"rest_correlation": correlation, "alpha_without": alpha, "reason": reasons.astype(object)}
    return pd.DataFrame(columns, index=index)


def _square(covariances: pd.DataFrame | Floats) -> Floats:
    """The matrices along a first axis, checked."""
    array = np.asarray(covariances, dtype=np.float64)
    if array.ndim not in (2, 3) or array.shape[-1] != array.shape[-2] or not array.shape[-1]:
        raise ValueError(f"Covariances must be a square matrix or a row of them, got the shape {array.shape}.")
    matrices = array.reshape(-1, *array.shape[-2:])
    if not np.allclose(matrices, matrices.transpose(0, 2, 1), equal_nan=True):
        raise ValueError("A matrix of covariances must be symmetric.")
    refuse_negative(variances=np.diagonal(matrices, axis1=1, axis2=2))
    return matrices


def _reason(matrix: Floats, n: float) -> str:
    """Why there is no alpha, or nothing."""
    if not n > 1:
        return "few"
    if np.isnan(matrix).any():
        return "missing"
    if len(matrix) == 1:
        return "one_item"
    return "" if _above_rounding(matrix.sum(), np.abs(matrix).sum()) > 0 else "constant"


def _above_rounding(variance: Floats, scale: Floats) -> Floats:
    """The variance of a sum, which is zero where the terms cancel within rounding."""
    return np.where(variance > 1e-12 * scale, variance, 0.0)


def _alpha(variances: Floats, total: Floats, items: int) -> Floats:
    if items < 2:
        return np.full(np.shape(total), np.nan)
    return items / (items - 1) * (1 - quotient(variances, total))


def _feldt(alpha: Floats, n: Floats, items: int, confidence: float) -> tuple[Floats, Floats]:
    upper_tail, people = two_sided(confidence), np.where(n > 1, n - 1, np.nan)
    low, high = (special.fdtri(people, people * (items - 1), tail) for tail in (upper_tail, 1 - upper_tail))
    return 1 - (1 - alpha) * low, 1 - (1 - alpha) * high


def _spearman_brown(matrices: Floats) -> Floats:
    if matrices.shape[-1] != 2:
        return np.full(len(matrices), np.nan)
    r = quotient(matrices[:, 0, 1], np.sqrt(matrices[:, 0, 0] * matrices[:, 1, 1]))
    return quotient(2 * r, 1 + r)


def _omega(matrix: Floats) -> tuple[float, str]:
    """Omega of the one-factor model, or why there is none."""
    if len(matrix) == 2:
        return np.nan, "two_items"
    if (matrix.diagonal() <= 0).any():
        return np.nan, "constant"
    sd = np.sqrt(matrix.diagonal())
    fitted = one_factor(matrix / np.outer(sd, sd))
    if fitted is None:
        return np.nan, "improper"
    loadings, errors = fitted
    common = float((loadings * sd).sum()) ** 2
    return common / (common + float((errors * sd**2).sum())), ""


def one_factor(correlation: Floats, steps: int = 200) -> tuple[Floats, Floats] | None:
    """Loadings and error variances of one factor by maximum likelihood.

    Minimises ``log|S| + tr(R S^-1)`` with ``S = l l' + diag(theta)`` by Fisher scoring with halved steps.

    Parameters
    ----------
    correlation : array, items x items
        At least three items.
    steps : int
        Steps after which the search is given up.

    Returns
    -------
    tuple of arrays, or None
        Standardised loadings and error variances; None where the best fit lies at an error variance of
        zero or below, where several fit equally well, or where the search does not end.

    References
    ----------
    Lawley, D. N. & Maxwell, A. E. (1971). Factor Analysis as a Statistical Method, 2nd ed. Butterworths, chapter 7.

    Examples
    --------
    >>> loadings, errors = one_factor(np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0]]))
    >>> (loadings**2).round(6).tolist(), errors.round(6).tolist()
    ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5])
    """
    values, vectors = np.linalg.eigh(correlation)
    loadings = vectors[:, -1] * np.sqrt(values[-1]) * 0.9  # a first component is longer than the factor
    point: Floats | None = np.concatenate([loadings, np.maximum(1 - loadings**2, 0.05)])
    for _ in range(steps):
        if point is None:
            return None
        gradient, information = _scores(point, correlation)
        ends = np.abs(np.linalg.eigvalsh(information))
        if not ends.max() < SINGULAR * ends.min():
            return None
        step = np.asarray(np.linalg.solve(information, gradient), dtype=np.float64)
        if np.abs(step).max() < 1e-8:
            loadings, errors = np.split(point - step, 2)
            return loadings * np.sign(loadings.sum()), errors
        point = _better(point, step, correlation)
    return None


def _better(point: Floats, step: Floats, correlation: Floats) -> Floats | None:
    """The point a step ahead, or less where that fits worse; None where no step fits better."""
    misfit = _misfit(point, correlation) + 1e-14
    tries = (point - step / 2**halvings for halvings in range(12))
    return next((ahead for ahead in tries if _misfit(ahead, correlation) <= misfit), None)


def _misfit(point: Floats, correlation: Floats) -> float:
    """``log|S| + tr(R S^-1)``; infinite outside the model."""
    loadings, errors = np.split(point, 2)
    if (errors <= LEAST_ERROR).any():
        return np.inf
    implied = np.outer(loadings, loadings) + np.diag(errors)
    return float(np.linalg.slogdet(implied)[1] + np.trace(np.linalg.solve(implied, correlation)))


def _scores(point: Floats, correlation: Floats) -> tuple[Floats, Floats]:
    """Gradient and expected information of the misfit in loadings and error variances."""
    loadings, errors = np.split(point, 2)
    implied = np.outer(loadings, loadings) + np.diag(errors)
    inverse = np.linalg.inv(implied)
    excess = inverse @ (implied - correlation) @ inverse
    pulled = inverse @ loadings
    loading_block = 2 * (np.outer(pulled, pulled) + inverse * (loadings @ pulled))
    mixed = 2 * inverse * pulled[:, None]
    gradient = np.concatenate([2 * excess @ loadings, excess.diagonal()])
    return gradient, np.block([[loading_block, mixed], [mixed.T, inverse**2]])
