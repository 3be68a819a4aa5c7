"""Slow second implementations from the answers themselves, to compare the fast ones with."""

import math
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Answers = Mapping[str, Sequence[float]]
Invited = Mapping[str, float | None]


@dataclass(frozen=True)
class Answered:
    """One answer in scale units, higher is better, and what it is an answer to."""

    item: str
    dimension: str
    level: str
    scale_min: int
    scale_max: int
    value: float | None


@dataclass(frozen=True)
class Person:
    """A respondent, where and when, with an entry for everything that was asked."""

    municipality: str
    service: str
    unit: str
    role: str
    period: str
    answers: Sequence[Answered]


# Place, period, role and measure.
Cell = tuple[str, str, str, str]


def values_by_cell(people: Iterable[Person]) -> dict[Cell, dict[str, list[float]]]:
    """Every respondent's value in every cell, by the unit, role and period that it comes from."""
    cells: dict[Cell, dict[str, list[float]]] = {}
    for person in people:
        spot = "/".join((person.municipality, person.service, person.unit, person.role, person.period))
        for measure, value in _values(person):
            for place, role in _places(person):
                for period in {person.period, person.period[:4]}:
                    cells.setdefault((place, period, role, measure), {}).setdefault(spot, []).append(value)
    return cells


def _places(person: Person) -> Iterator[tuple[str, str]]:
    yield f"{person.municipality}/{person.service}/{person.unit}", person.role
    yield f"{person.municipality}/{person.service}", person.role
    yield person.municipality, person.role
    yield person.municipality, "everyone"


def _values(person: Person) -> Iterator[tuple[str, float]]:
    """A respondent's answers in scale units, and means of the groups of items on the 0-100 index."""
    indices: dict[str, list[float | None]] = {}
    for answer in person.answers:
        if answer.value is not None:
            yield f"item:{answer.item}", answer.value
        groups = (
            f"dimension:{answer.dimension}",
            f"level:{answer.level}",
            f"dimension_level:{answer.dimension}/{answer.level}",
            "overall",
        )
        for group in groups:
            indices.setdefault(group, []).append(_index(answer))
    for group, given in indices.items():
        score = half_rule_score(given)
        if not math.isnan(score):
            yield group, score


def _index(answer: Answered) -> float | None:
    if answer.value is None:
        return None
    return (answer.value - answer.scale_min) / (answer.scale_max - answer.scale_min) * 100


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
