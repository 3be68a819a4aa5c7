"""How well the questions about one thing measure one thing, worked out when a release is made."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.reliability import STABLE_FROM, item_reliability, scale_reliability
from store.drivers import ServiceAnswers

TABLES = ("reliability", "item_reliability")
COEFFICIENTS = ["alpha", "lower", "upper", "omega", "spearman_brown"]
SCALES = ["scope", "measure_no", "items", "n", *COEFFICIENTS, "reason", "omega_reason"]
ITEMS = ["scope", "measure_no", "dimension_no", "rest_correlation", "reason"]
# More would be closer than a hundred respondents can tell, and would tell more of single ones.
DECIMALS = 3


@dataclass(frozen=True)
class Scale:
    """The covariances of the items of one dimension in a service, from respondents with an answer to all of them."""

    scope: int
    dimension_no: int
    items: NDArray[np.int64]
    n: int
    covariance: NDArray[np.float64]


def scales_of(answers: ServiceAnswers, questions: pd.DataFrame) -> Iterator[Scale]:
    """The dimensions with several items that enough respondents answered all of.

    Between units too: the diagnostic is of the questions, and not of how the units differ on them.
    """
    items, values = answers.answered.columns.to_numpy(), answers.answered.to_numpy()
    for number, of_dimension in items_by_dimension(items, questions).items():
        given = values[:, of_dimension]
        complete = given[~np.isnan(given).any(axis=1)]
        if of_dimension.sum() > 1 and len(complete) >= STABLE_FROM:
            spread = np.cov(complete, rowvar=False)
            yield Scale(answers.scope, number, items[of_dimension], len(complete), spread)


def items_by_dimension(items: NDArray[np.int64], questions: pd.DataFrame) -> dict[int, NDArray[np.bool_]]:
    """Which of the items belong to each dimension that one of them belongs to."""
    asked: dict[int, set[int]] = {}
    for number, item in zip(questions["dimension_no"].tolist(), questions["item"].tolist(), strict=True):
        asked.setdefault(number, set()).add(item)
    found = {number: np.array([item in own for item in items.tolist()]) for number, own in sorted(asked.items())}
    return {number: own for number, own in found.items() if own.any()}


def reliability_of(scales: list[Scale]) -> dict[str, pd.DataFrame]:
    """The rows of the release's tables ``reliability`` and ``item_reliability``; none where there are no scales."""
    by_size: dict[int, list[Scale]] = {}
    for scale in scales:
        by_size.setdefault(len(scale.items), []).append(scale)
    parts = [_of_size(of_size) for _, of_size in sorted(by_size.items())]
    return {table: pd.concat([told[table] for told in parts]) for table in TABLES if parts}


def _of_size(scales: list[Scale]) -> dict[str, pd.DataFrame]:
    """Scales with the same number of items, at once."""
    covariances = np.stack([scale.covariance for scale in scales])
    items = np.stack([scale.items for scale in scales])
    scopes, numbers = (np.array([getattr(scale, name) for scale in scales]) for name in ("scope", "dimension_no"))
    of_scales = scale_reliability(covariances, np.array([scale.n for scale in scales]))
    of_items = item_reliability(covariances)
    size = items.shape[1]
    return {
        "reliability": _rounded(of_scales, COEFFICIENTS).assign(scope=scopes, measure_no=numbers)[SCALES],
        "item_reliability": _rounded(of_items, ["rest_correlation"]).assign(
            scope=scopes.repeat(size), measure_no=items.ravel(), dimension_no=numbers.repeat(size)
        )[ITEMS],
    }


def _rounded(table: pd.DataFrame, coefficients: list[str]) -> pd.DataFrame:
    return table.assign(**{name: table[name].round(DECIMALS) for name in coefficients})
