"""How the answers of a service go together: what the overall assessment goes together with, and how well the questions
about one thing agree. Worked out when a release is made, from answers that no page sees."""

import zlib

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from core.catalogue import Catalogue
from disclosure.policy import Policy
from etl.publish.scales import Scale, reliability_of, scales_of
from metrics.composite import half_rule_mean
from metrics.drivers import LEAST, importance, key_drivers
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


def drivers_of(answers: ServiceAnswers, questions: pd.DataFrame, policy: Policy) -> dict[str, pd.DataFrame]:
    """The rows of the release's tables for a service; none where there is no overall assessment, or nothing beside it.

    ``questions`` has upload, item, dimension_no and dimension of those that are compared.
    """
    scores = dimension_scores(answers, questions)
    outcome = questions.loc[questions["dimension"].eq(OUTCOME), "dimension_no"].min()
    if outcome not in scores:
        return {}
    answered = scores[scores[outcome].notna()].notna().mean()
    seldom = [number for number in scores if answered[number] < SELDOM and number != outcome]
    compared = scores.drop(columns=seldom)
    if len(compared.columns) == 1:
        return {}
    # By the name, not the answers' numbers: another import of the same survey must not move the limits.
    table = key_drivers(compared, outcome, answers.units, seed=zlib.crc32(answers.name.encode()))
    parts = moments(compared, answers.units)
    spread, freedom = covariance(parts)
    people = int(parts.n.sum())
    told = table.reset_index(names="measure_no").assign(
        scope=answers.scope,
        n=people if people >= policy.min_n else None,
        lmg=importance(spread, outcome, freedom + 1, "lmg")["share"].to_numpy(),
    )
    without = pd.DataFrame({"scope": answers.scope, "measure_no": seldom, "reason": "seldom"})
    rows = pd.concat([told, without]) if seldom else told
    found = {"driver": rows.reindex(columns=DRIVERS)}
    return found if table["share"].isna().any() else found | {"driver_moment": _correlations(answers.scope, spread)}


def dimension_scores(answers: ServiceAnswers, questions: pd.DataFrame) -> pd.DataFrame:
    """Respondents x dimensions (measure numbers): each respondent's mean on the 0-100 index, by the half rule."""
    items, values = answers.answered.columns, answers.answered.to_numpy()
    scores = {}
    for number, own in questions.groupby("dimension_no"):
        of_dimension = items.isin(own["item"])
        if of_dimension.any():
            scores[number] = half_rule_mean(values[:, of_dimension], answers.asked[:, of_dimension])
    return pd.DataFrame(scores)


def _correlations(scope: int, spread: pd.DataFrame) -> pd.DataFrame:
    """Each pair of dimensions once, and how they correlate within units."""
    sd = np.sqrt(np.diagonal(spread))
    correlations = (spread.to_numpy() / np.outer(sd, sd)).round(DECIMALS)
    first, second = np.triu_indices(len(sd), k=1)
    names = spread.columns.to_numpy()
    pairs = {"measure_no": names[first], "other_no": names[second], "correlation": correlations[first, second]}
    return pd.DataFrame({"scope": scope, **pairs})
