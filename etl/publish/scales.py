"""How well the questions about one thing measure one thing, worked out when a release is made."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.reliability import STABLE_FROM, item_reliability, scale_reliability
from store.drivers import ServiceAnswers

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
    for number, own in questions.groupby("dimension_no"):
        of_dimension = np.isin(items, own["item"])
        given = values[:, of_dimension]
        complete = given[~np.isnan(given).any(axis=1)]
        if of_dimension.sum() > 1 and len(complete) >= STABLE_FROM:
            spread = np.cov(complete, rowvar=False)
            yield Scale(answers.scope, int(str(number)), items[of_dimension], len(complete), spread)


def reliability_of(scales: list[Scale]) -> dict[str, pd.DataFrame]:
    """The rows of the release's tables ``reliability`` and ``item_reliability``; none where there are no scales."""
    if not scales:
        return {}
    sizes = sorted({len(scale.items) for scale in scales})
    parts = [_of_size([scale for scale in scales if len(scale.items) == size]) for size in sizes]
    items = pd.concat(
        item_reliability(scale.covariance).assign(
            scope=scale.scope, measure_no=scale.items, dimension_no=scale.dimension_no
        )
        for scale in scales
    )
    told = items.assign(rest_correlation=items["rest_correlation"].round(DECIMALS))
    return {"reliability": pd.concat(parts), "item_reliability": told[ITEMS]}


def _of_size(scales: list[Scale]) -> pd.DataFrame:
    """Scales with the same number of items, at once."""
    table = scale_reliability(np.stack([scale.covariance for scale in scales]), np.array([s.n for s in scales]))
    table[COEFFICIENTS] = table[COEFFICIENTS].round(DECIMALS)
    who = {"scope": [scale.scope for scale in scales], "measure_no": [scale.dimension_no for scale in scales]}
    return table.assign(**who)[SCALES]
