"""How the answers of a service go together: what the overall assessment goes together with, and how well the questions
about one thing agree. Worked out when a release is made, from answers that no page sees."""

import zlib
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from core.catalogue import Catalogue
from disclosure.policy import Policy
from etl.publish.scales import Scale, items_by_dimension, reliability_of, scales_of
from metrics.arguments import Floats
from metrics.composite import half_rule_mean
from metrics.drivers import key_drivers
from metrics.importance import LEAST, lmg
from metrics.moments import covariance, moments
from store.drivers import ServiceAnswers, answers_by_service, questions_about
from store.new_release import NewRelease
from store.warehouse import Warehouse

OUTCOME = "overall"
YEARS = 2
TABLES = ("driver", "driver_moment")
DRIVERS = ("scope", "measure_no", "n", "share", "lower", "upper", "first", "lmg", "r_squared", "reason")
# Correlations are told with so many decimals, and no spread: with the spread within units, what is told of the units
# that are shown would leave that of a hidden one.
DECIMALS = 3
# Part of those with an overall assessment who must have a score in a dimension for it to be compared with the others.
SELDOM = 0.5


def add_drivers(release: NewRelease, warehouse: Warehouse, reference: Catalogue, policy: Policy) -> None:
    """Add how answers go together in each service that has enough of them, one service in memory at a time."""
    core = [key for key, entry in reference.dimensions.items() if entry.core]
    questions = questions_about(warehouse, [*core, OUTCOME])
    found: list[dict[str, pd.DataFrame]] = []
    scales: list[Scale] = []
    # Several threads would spend more time on waiting for each other than such small matrices take.
    with threadpool_limits(1, user_api="blas"):
        for answers in answers_by_service(warehouse, questions, YEARS, max(LEAST, policy.min_n)):
            found.append(drivers_of(answers, questions, policy))
            scales += scales_of(answers, questions)
    for table in TABLES:
        rows = [told[table] for told in found if table in told]
        if rows:
            release.add(table, pd.concat(rows))
    for table, told in reliability_of(scales).items():
        release.add(table, told)
    release.keep_to_the_shown()


def drivers_of(answers: ServiceAnswers, questions: pd.DataFrame, policy: Policy) -> dict[str, pd.DataFrame]:
    """The rows of the release's tables for a service; none where there is no overall assessment, or nothing beside it.

    ``questions`` has upload, item, dimension_no and dimension of those that are compared.
    """
    scores = dimension_scores(answers, questions)
    outcome = questions.loc[questions["dimension"].eq(OUTCOME), "dimension_no"].min()
    given, is_outcome = scores.notna().to_numpy(), scores.columns == outcome
    if not is_outcome.any():
        return {}
    often = given[given[:, is_outcome].ravel()].mean(axis=0) >= SELDOM
    predictors = np.flatnonzero(often & ~is_outcome)
    if not len(predictors):
        return {}
    order = np.append(predictors, np.flatnonzero(is_outcome))
    compared, people = scores.iloc[:, order], int(given[:, order].all(axis=1).sum())
    seldom = scores.columns[~often & ~is_outcome]
    # By the name, not the answers' numbers: another import of the same survey must not move the limits.
    table = key_drivers(compared, outcome, answers.units, seed=zlib.crc32(answers.name.encode()))
    told: dict[str, Any] = {
        name: table[name].to_numpy() for name in ("share", "lower", "upper", "first", "r_squared", "reason")
    }
    told |= {"scope": answers.scope, "measure_no": table.index, "n": people if people >= policy.min_n else None}
    if table["share"].isna().any():
        return {"driver": _rows(told | {"lmg": np.nan}, seldom)}
    correlations = correlations_within(compared, answers.units)
    parts = lmg(correlations)
    return {
        "driver": _rows(told | {"lmg": parts / parts.sum()}, seldom),
        "driver_moment": _pairs(answers.scope, compared.columns.to_numpy(), correlations),
    }


def dimension_scores(answers: ServiceAnswers, questions: pd.DataFrame) -> pd.DataFrame:
    """Respondents x dimensions (measure numbers): each respondent's mean on the 0-100 index, by the half rule."""
    values = answers.answered.to_numpy()
    groups = items_by_dimension(answers.answered.columns.to_numpy(), questions)
    return pd.DataFrame(
        {number: half_rule_mean(values[:, own], answers.asked[:, own]) for number, own in groups.items()}
    )


def correlations_within(scores: pd.DataFrame, units: pd.Series) -> Floats:
    """How the dimensions correlate within units."""
    spread = covariance(moments(scores, units))[0].to_numpy()
    sd = np.sqrt(spread.diagonal())
    return spread / np.outer(sd, sd)


def _rows(told: dict[str, Any], seldom: pd.Index) -> pd.DataFrame:
    """The rows of the release's table ``driver``: the dimensions that are compared, and those that few answered."""
    rows = pd.DataFrame({name: told[name] for name in DRIVERS})
    if seldom.empty:
        return rows
    return pd.concat([rows, pd.DataFrame({"scope": told["scope"], "measure_no": seldom, "reason": "seldom"})])


def _pairs(scope: int, numbers: NDArray[np.int64], correlations: Floats) -> pd.DataFrame:
    """Each pair of dimensions once, and how they correlate within units."""
    first, second = np.triu_indices(len(numbers), k=1)
    one, other = numbers[first], numbers[second]
    pairs = {"measure_no": np.minimum(one, other), "other_no": np.maximum(one, other)}
    return pd.DataFrame({"scope": scope, **pairs, "correlation": correlations[first, second].round(DECIMALS)})
