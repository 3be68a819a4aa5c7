"""Slow second implementations from the answers themselves, to compare the fast ones with."""

import math
import statistics
from collections.abc import Mapping, Sequence

Answers = Mapping[str, Sequence[float]]
Invited = Mapping[str, float | None]


def weighted_mean_of_answers(answers: Answers, invited: Invited) -> dict[str, float]:
    """Mean and standard error over units by number invited, or over all answers where a number is unusable."""
    answering = {unit: scores for unit, scores in answers.items() if scores}
    everyone = [score for scores in answering.values() for score in scores]
    if not everyone:
        return {"mean": math.nan, "se": math.nan}
    if not _usable(answering, invited):
        return {"mean": statistics.fmean(everyone), "se": _standard_error(everyone)}
    total = sum(invited[unit] or 0 for unit in answering)
    weights = {unit: (invited[unit] or 0) / total for unit in answering}
    variances = _variances_within(answering)
    variance = sum(weights[unit] ** 2 * variances[unit] / len(scores) for unit, scores in answering.items())
    return {
        "mean": sum(weights[unit] * statistics.fmean(scores) for unit, scores in answering.items()),
        "se": math.sqrt(variance) if variance > 0 else math.nan,
    }


def unit_less_rest(unit: str, answers: Answers, invited: Invited) -> dict[str, float]:
    """Difference between a unit and all others, and its standard error; the others by number invited."""
    answering = {name: scores for name, scores in answers.items() if scores}
    others = {name: scores for name, scores in answering.items() if name != unit}
    if unit not in answering or not others:
        return {"difference": math.nan, "se": math.nan}
    scores = answering[unit]
    spread_elsewhere = any(len(set(other)) > 1 for other in others.values())
    if _usable(answering, invited):
        total = sum(invited[name] or 0 for name in others)
        weights = {name: (invited[name] or 0) / total for name in others}
        mean = sum(weights[name] * statistics.fmean(other) for name, other in others.items())
        variances = _variances_within(answering)
        variance = sum(weights[name] ** 2 * variances[name] / len(other) for name, other in others.items())
    else:
        together = [score for other in others.values() for score in other]
        mean, variance = statistics.fmean(together), _standard_error(together) ** 2
        spread_elsewhere = len(set(together)) > 1
    own = statistics.variance(scores) if len(set(scores)) > 1 else _pooled_variance(answering)
    se = math.sqrt(own / len(scores) + variance) if spread_elsewhere and own > 0 else math.nan
    return {"difference": statistics.fmean(scores) - mean, "se": se}


def half_rule_score(answers: Sequence[float | None]) -> float:
    """Mean of the answers given by one respondent, if they are at least half of the questions."""
    given = [answer for answer in answers if answer is not None]
    return statistics.fmean(given) if given and len(given) >= len(answers) / 2 else math.nan


def _usable(answering: Answers, invited: Invited) -> bool:
    return all((invited[unit] or 0) >= len(scores) for unit, scores in answering.items())


def _standard_error(scores: Sequence[float]) -> float:
    return statistics.stdev(scores) / math.sqrt(len(scores)) if len(set(scores)) > 1 else math.nan


def _pooled_variance(answering: Answers) -> float:
    freedom = sum(len(scores) - 1 for scores in answering.values())
    spread = sum(statistics.variance(scores) * (len(scores) - 1) for scores in answering.values() if len(scores) > 1)
    return spread / freedom if freedom else math.nan


def _variances_within(answering: Answers) -> dict[str, float]:
    pooled = _pooled_variance(answering)
    return {unit: statistics.variance(scores) if len(scores) > 1 else pooled for unit, scores in answering.items()}
