"""How well several questions measure one thing: alpha, omega, and each item against the rest."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from metrics.arguments import Flags, Floats, Numbers, floats, quotient, refuse_negative, two_sided

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
    reasons = _reasons(matrices, count)
    usable = reasons == ""
    alpha = np.where(usable, _alpha(np.trace(matrices, axis1=1, axis2=2), total, items), np.nan)
    lower, upper = _feldt(alpha, count, items, confidence)
    omega, omega_reasons = np.full(len(matrices), np.nan), reasons.copy()
    omega[usable], omega_reasons[usable] = _omega(matrices[usable])
    columns = {
        "items": items,
        "n": count,
        "alpha": alpha,
        "lower": lower,
        "upper": upper,
        "omega": omega,
        "spearman_brown": np.where(usable, _spearman_brown(matrices), np.nan),
        "stable": count >= STABLE_FROM,
        "reason": reasons,
        "omega_reason": omega_reasons,
    }
    return pd.DataFrame(columns, index=index)


def item_reliability(covariances: pd.DataFrame | Floats) -> pd.DataFrame:
    """Each item's correlation with the sum of the other items, and alpha without the item.

    ``(sum_j c_ij - c_ii) / sqrt(c_ii (total - 2 sum_j c_ij + c_ii))``.

    Parameters
    ----------
    covariances : DataFrame or array, items x items, or array, groups x items x items
        Covariances of items turned the same way (any unit).

    Returns
    -------
    DataFrame[rest_correlation, alpha_without, reason], one row per item, group after group
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
    matrices = _square(covariances)
    items, own, sums = matrices.shape[-1], np.diagonal(matrices, axis1=1, axis2=2), matrices.sum(axis=1)
    total, size = matrices.sum(axis=(1, 2)), np.abs(matrices).sum(axis=(1, 2))
    rest = _above_rounding(total[:, None] - 2 * sums + own, size[:, None])
    correlation = quotient(sums - own, np.sqrt(own * rest))
    alpha = _alpha(own.sum(axis=1, keepdims=True) - own, rest, items - 1)
    missing = np.broadcast_to(np.isnan(total)[:, None], own.shape)
    reasons = np.select(
        [missing, items == 1, np.isnan(correlation), items == 2],
        ["missing", "one_item", "constant", "two_items"],
        "",
    )
    index = covariances.index if isinstance(covariances, pd.DataFrame) else None
    columns = {"rest_correlation": correlation, "alpha_without": alpha, "reason": reasons.astype(object)}
    return pd.DataFrame({name: column.ravel() for name, column in columns.items()}, index=index)


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


def _reasons(matrices: Floats, n: Floats) -> NDArray[np.object_]:
    """Why there is no alpha of each, or nothing."""
    constant = _above_rounding(matrices.sum(axis=(1, 2)), np.abs(matrices).sum(axis=(1, 2))) <= 0
    causes = {
        "few": ~(n > 1),
        "missing": np.isnan(matrices).any(axis=(1, 2)),
        "one_item": np.full(len(matrices), matrices.shape[-1] == 1),
        "constant": constant,
    }
    return np.select(list(causes.values()), list(causes), "").astype(object)


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


def _omega(matrices: Floats) -> tuple[Floats, NDArray[np.object_]]:
    """Omega of the one-factor model of each, and why there is none."""
    omegas, reasons = np.full(len(matrices), np.nan), np.full(len(matrices), "two_items", dtype=object)
    if matrices.shape[-1] == 2:
        return omegas, reasons
    variances = np.diagonal(matrices, axis1=1, axis2=2)
    varying = (variances > 0).all(axis=1)
    sd = np.sqrt(variances[varying])
    loadings, errors = one_factor(matrices[varying] / (sd[:, :, None] * sd[:, None, :]))
    common = (loadings * sd).sum(axis=1) ** 2
    omegas[varying] = common / (common + (errors * sd**2).sum(axis=1))
    reasons[:] = np.select([~varying, np.isnan(omegas)], ["constant", "improper"], "")
    return omegas, reasons


def one_factor(correlations: Floats, steps: int = 200) -> tuple[Floats, Floats]:
    """Loadings and error variances of one factor by maximum likelihood.

    Minimises ``log|S| + tr(R S^-1)`` with ``S = l l' + diag(theta)`` by Fisher scoring with halved steps.

    Parameters
    ----------
    correlations : array, ... x items x items
        At least three items.
    steps : int
        Steps after which the search is given up.

    Returns
    -------
    tuple of arrays, ... x items
        Standardised loadings and error variances; missing where the best fit lies at an error variance of
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
    *groups, items, _ = correlations.shape
    correlations = correlations.reshape(-1, items, items)
    points, left = _first_components(correlations), np.arange(len(correlations))
    found = np.full(points.shape, np.nan)
    for _ in range(steps):
        gradients, information = _scores(points[left], correlations[left])
        ends = np.abs(np.linalg.eigvalsh(information))
        single = ends.max(axis=1) < SINGULAR * ends.min(axis=1)
        left, moves = left[single], np.linalg.solve(information[single], gradients[single, :, None])[..., 0]
        there = (np.abs(moves) < 1e-8).all(axis=1)
        found[left[there]] = (points[left] - moves)[there]
        left, moves = left[~there], moves[~there]
        points[left], better = _better(points[left], moves, correlations[left])
        left = left[better]
        if not len(left):
            break
    loadings, errors = np.split(found.reshape(*groups, 2 * items), 2, axis=-1)
    return loadings * np.sign(loadings.sum(axis=-1, keepdims=True)), errors


def _first_components(correlations: Floats) -> Floats:
    """Where the search begins: loadings and error variances side by side."""
    values, vectors = np.linalg.eigh(correlations)
    # A first component is longer than the factor.
    loadings = vectors[..., -1] * np.sqrt(values[:, -1:]) * 0.9
    return np.concatenate([loadings, np.maximum(1 - loadings**2, 0.05)], axis=1)


def _better(points: Floats, moves: Floats, correlations: Floats) -> tuple[Floats, Flags]:
    """The points a step ahead, or less where that fits worse, and whether they fit better."""
    misfit = _misfit(points, correlations) + 1e-14
    ahead, better = points.copy(), np.zeros(len(points), dtype=np.bool_)
    for halvings in range(12):
        left = np.flatnonzero(~better)
        if not len(left):
            break
        ahead[left] = points[left] - moves[left] / 2**halvings
        better[left] = _misfit(ahead[left], correlations[left]) <= misfit[left]
    return ahead, better


def _misfit(points: Floats, correlations: Floats) -> Floats:
    """``log|S| + tr(R S^-1)``; infinite outside the model."""
    proper = (np.split(points, 2, axis=1)[1] > LEAST_ERROR).all(axis=1)
    implied = _implied(points[proper])
    misfit = np.full(len(points), np.inf)
    traces = np.trace(np.linalg.solve(implied, correlations[proper]), axis1=1, axis2=2)
    misfit[proper] = np.linalg.slogdet(implied)[1] + traces
    return misfit


def _scores(points: Floats, correlations: Floats) -> tuple[Floats, Floats]:
    """Gradient and expected information of the misfit in loadings and error variances."""
    loadings = np.split(points, 2, axis=1)[0][..., None]
    implied = _implied(points)
    inverse = np.linalg.inv(implied)
    excess = inverse @ (implied - correlations) @ inverse
    pulled = inverse @ loadings
    turned = pulled.swapaxes(1, 2)
    loading_block = 2 * (pulled * turned + inverse * (turned @ loadings))
    mixed = 2 * inverse * pulled
    gradient = np.concatenate([2 * (excess @ loadings)[..., 0], np.diagonal(excess, axis1=1, axis2=2)], axis=1)
    return gradient, np.block([[loading_block, mixed], [mixed.swapaxes(1, 2), inverse**2]])


def _implied(points: Floats) -> Floats:
    """The correlations that loadings and error variances lead to."""
    loadings, errors = np.split(points, 2, axis=1)
    return loadings[:, :, None] * loadings[:, None, :] + errors[:, :, None] * np.eye(loadings.shape[1])
