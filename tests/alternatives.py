"""Slow second implementations from the answers themselves, to compare the fast ones with."""

import itertools
import math
import random
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize, stats

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


def alpha_of_sums(forms: Sequence[Sequence[float]]) -> float:
    """Cronbach's alpha from each respondent's sum."""
    items = list(zip(*forms, strict=True))
    variances = sum(statistics.variance(item) for item in items)
    return len(items) / (len(items) - 1) * (1 - variances / statistics.variance([sum(form) for form in forms]))


def resampled_share_limits(
    units: Mapping[str, Sequence[tuple[float, float, float]]], resamples: int, seed: int
) -> tuple[float, float]:
    """Limits of 95 % for the first of two predictors' share, one respondent at a time drawn within its unit."""
    numbers = random.Random(seed)
    shares = []
    for _ in range(resamples):
        centred = []
        for people in units.values():
            drawn = [people[numbers.randrange(len(people))] for _ in people]
            means = [statistics.fmean(question) for question in zip(*drawn, strict=True)]
            centred += [[answer - mean for answer, mean in zip(person, means, strict=True)] for person in drawn]
        shares.append(_first_of_two(centred))
    cuts = statistics.quantiles(shares, n=40)
    return cuts[0], cuts[-1]


def _first_of_two(centred: Sequence[Sequence[float]]) -> float:
    """The first predictor's share of R squared, averaged over both orderings; answers are around their means."""
    first, second, outcome = zip(*centred, strict=True)
    a, b, c = (statistics.correlation(*pair) for pair in ((first, second), (first, outcome), (second, outcome)))
    both = (b**2 + c**2 - 2 * a * b * c) / (1 - a**2)
    return (b**2 + both - c**2) / 2 / both


def funnel_of_answers(answers: Answers) -> dict[str, float]:
    """Each unit's distance from the mean of all answers, in standard errors of a unit of its size."""
    together = statistics.fmean(score for scores in answers.values() for score in scores)
    sd = math.sqrt(_pooled_variance(answers))
    return {
        unit: (statistics.fmean(scores) - together) / (sd / math.sqrt(len(scores))) for unit, scores in answers.items()
    }


def share_of_orderings(values: Sequence[float]) -> float:
    """The part of all orderings of the values that rise or fall at least as clearly, pair by pair."""

    def clarity(order: Sequence[float]) -> int:
        return abs(sum((later > earlier) - (later < earlier) for earlier, later in itertools.combinations(order, 2)))

    orders = list(itertools.permutations(values))
    return sum(clarity(order) >= clarity(values) for order in orders) / len(orders)


def filled_in_means(answers: Sequence[float], invited: int, scale_min: float, scale_max: float) -> tuple[float, float]:
    """The mean of all invited when those who did not answer are given the lowest, and the highest, answer."""
    silent = invited - len(answers)
    return statistics.fmean([*answers, *[scale_min] * silent]), statistics.fmean([*answers, *[scale_max] * silent])


def numbers_not_contradicted(x: int, n: int, population: int, confidence: float) -> list[int]:
    """Every number of a closed group with a property that x of n answers do not rule out, one by one."""
    tail = (1 - confidence) / 2
    kept = []
    for holding in range(x, population - n + x + 1):
        ways = [math.comb(holding, k) * math.comb(population - holding, n - k) for k in range(n + 1)]
        every = math.comb(population, n)
        if sum(ways[x:]) / every > tail and sum(ways[: x + 1]) / every > tail:
            kept.append(holding)
    return kept


def share_of_deals_as_far_apart(one: Sequence[float], other: Sequence[float]) -> float:
    """Share of all ways to deal the answers to two groups in which they lie as far apart as they do."""

    def wins(first: Sequence[float], second: Sequence[float]) -> float:
        return sum((a > b) + (a == b) / 2 for a in first for b in second)

    everyone = [*one, *other]
    middle = len(one) * len(other) / 2
    found = abs(wins(one, other) - middle)
    deals = list(itertools.combinations(range(len(everyone)), len(one)))
    far = 0
    for deal in deals:
        rest = [everyone[place] for place in range(len(everyone)) if place not in deal]
        far += abs(wins([everyone[place] for place in deal], rest) - middle) >= found - 1e-9
    return far / len(deals)


def dominance_of(one: Sequence[float], other: Sequence[float]) -> tuple[float, float, float]:
    """Cliff's delta and its 95 % interval from every pair of answers."""
    signs = [[(a > b) - (a < b) for b in other] for a in one]
    n, m = len(one), len(other)
    delta = sum(map(sum, signs)) / (n * m)
    rows = sum((sum(row) / m - delta) ** 2 for row in signs)
    columns = sum((sum(row[j] for row in signs) / n - delta) ** 2 for j in range(m))
    cells = sum((sign - delta) ** 2 for row in signs for sign in row)
    variance = (m**2 * rows + n**2 * columns - cells) / (n * m * (n - 1) * (m - 1))
    variance = max(variance, (1 - delta**2) / (n * m - 1))
    if abs(delta) == 1:
        return delta, math.nan, math.nan
    reach = float(stats.t.ppf(0.975, n + m - 2)) ** 2 * variance
    half = math.sqrt(reach) * math.sqrt((1 - delta**2) ** 2 + reach)
    below = 1 - delta**2 + reach
    return delta, (delta - delta**3 - half) / below, (delta - delta**3 + half) / below


def adjusted_for_false_discoveries(p: Sequence[float]) -> list[float]:
    """Each p times the tests over its place, the smallest of those at or above it; missing p do not count."""
    known = sorted(value for value in p if not math.isnan(value))
    steps = [len(known) * value / place for place, value in enumerate(known, 1)]
    return [math.nan if math.isnan(value) else min(1.0, *steps[known.index(value) :]) for value in p]


def weights_by_hand(answers: Sequence[Sequence[float]], rows: Sequence[float], columns: Sequence[float]) -> Any:
    """Weights of the cells of a table that give it these shares of rows and columns, by turns, mean 1."""
    table = np.array(answers, dtype=float)
    for _ in range(5000):
        table *= (np.array(rows) / table.sum(axis=1))[:, None]
        table *= np.array(columns) / table.sum(axis=0)
    return table * np.sum(answers) / np.array(answers, dtype=float)


def drawn_together(units: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Variance components by trying every ratio on a fine grid, and unit means from the whole matrix of covariances."""
    everyone = np.concatenate([np.asarray(unit, dtype=float) for unit in units])
    owner = np.repeat(np.arange(len(units)), [len(unit) for unit in units])
    same = (owner[:, None] == owner[None, :]).astype(float)
    ones = np.ones(len(everyone))

    def fit(ratio: float) -> tuple[float, float, float]:
        inverse = np.linalg.inv(np.eye(len(everyone)) + ratio * same)
        mean = (ones @ inverse @ everyone) / (ones @ inverse @ ones)
        left = (everyone - mean) @ inverse @ (everyone - mean)
        _, log_determinant = np.linalg.slogdet(np.eye(len(everyone)) + ratio * same)
        free = len(everyone) - 1
        return free * math.log(left) + log_determinant + math.log(ones @ inverse @ ones), mean, left / free

    found = optimize.minimize_scalar(lambda log: fit(math.exp(log))[0], bounds=(-12, 6), method="bounded")
    ratio = 0.0 if fit(0.0)[0] <= found.fun else math.exp(found.x)
    _, mean, sigma2 = fit(ratio)
    left = np.linalg.inv(np.eye(len(everyone)) + ratio * same) @ (everyone - mean)
    shrunken = [mean + ratio * left[owner == unit].sum() for unit in range(len(units))]
    return {"mean": mean, "tau2": ratio * sigma2, "sigma2": sigma2, "shrunken": shrunken}


def spread_with_neighbours(own: Sequence[float], others: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Standard deviation of a unit's answers and its degrees of freedom, with as many borrowed as the unit has."""
    lenders = {str(place): answers for place, answers in enumerate(others) if len(answers) > 1}
    held = sum(len(answers) - 1 for answers in lenders.values())
    free = len(own) - 1
    lent = min(free, held) if free else held
    if not free + lent:
        return math.nan, math.nan
    mine = free * statistics.variance(own) if free else 0.0
    around = lent * _pooled_variance(lenders) if lent else 0.0
    return math.sqrt((mine + around) / (free + lent)), free + lent


def what_an_attacker_learns(
    cells: Mapping[str, float],
    sums: Sequence[Sequence[str]],
    hidden: Sequence[str],
    known: Mapping[str, tuple[int, int]],
) -> dict[str, tuple[float, float]]:
    """The least and the most each hidden cell can be, given the published sums, the cells shown, and limits known."""
    place = {name: number for number, name in enumerate(hidden)}
    left, right = np.zeros((len(sums), len(hidden))), np.zeros(len(sums))
    for row, names in enumerate(sums):
        for name in names:
            if name in place:
                left[row, place[name]] = 1
                right[row] += cells[name]
    bounds = [known.get(name, (0, None)) for name in hidden]
    found = {}
    for name in hidden:
        goal = np.array([float(other == name) for other in hidden])
        ends = [optimize.linprog(sign * goal, A_eq=left, b_eq=right, bounds=bounds).fun for sign in (1, -1)]
        found[name] = (ends[0], -ends[1])
    return found


def numbers_an_attacker_cannot_exclude(
    numbers: Sequence[int], sums: Sequence[Sequence[int]], hidden: Sequence[int], least: int
) -> dict[int, list[int]]:
    """The numbers that each hidden cell can have for one who knows the rules; by an integer program a number.

    ``sums`` are cells that add up to a published whole. Hidden is what has fewer than ``least``, and what hides that:
    so hidden cells have answers, and one of those that depend on each other has too few.
    """
    place = {cell: number for number, cell in enumerate(hidden)}
    count = len(hidden)
    rules = []
    for cells in sums:
        row = np.zeros(2 * count)
        row[[place[cell] for cell in cells if cell in place]] = 1
        together = sum(numbers[cell] for cell in cells if cell in place)
        rules.append(optimize.LinearConstraint(row, together, together))
    largest = sum(numbers)
    small = np.hstack([np.eye(count), largest * np.eye(count)])
    rules.append(optimize.LinearConstraint(small, ub=least - 1 + largest))
    for dependent in _dependent(sums, hidden):
        one = np.zeros(2 * count)
        one[[count + place[cell] for cell in dependent]] = 1
        rules.append(optimize.LinearConstraint(one, lb=1))
    found: dict[int, list[int]] = {cell: [] for cell in hidden}
    for cell, number in itertools.product(hidden, range(1, 31)):
        low, high = np.concatenate([np.ones(count), np.zeros(count)]), np.repeat([largest, 1.0], count)
        low[place[cell]] = high[place[cell]] = number
        bounds = optimize.Bounds(low, high)
        free, whole = np.zeros(2 * count), np.ones(2 * count)
        if number <= largest and optimize.milp(free, integrality=whole, bounds=bounds, constraints=rules).success:
            found[cell].append(number)
    return found


def _dependent(sums: Sequence[Sequence[int]], hidden: Sequence[int]) -> list[set[int]]:
    """Hidden cells that are joined by sums."""
    groups: list[set[int]] = []
    for cells in [set(cells) & set(hidden) for cells in sums]:
        joined = cells.union(*(group for group in groups if group & cells))
        groups = [group for group in groups if not group & cells] + ([joined] if joined else [])
    return groups
