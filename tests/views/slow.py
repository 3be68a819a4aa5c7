"""Comparisons by plain loops, from the figures of a release, to hold the views against."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scipy import stats

Key = tuple[str, str, str, str]
Figures = Mapping[Key, Mapping[str, Any]]
Invited = Mapping[tuple[str, str, str], tuple[int | None, int | None]]


@dataclass(frozen=True)
class Estimate:
    """A mean with its standard error and degrees of freedom."""

    mean: float
    se: float
    df: float


def estimate_of(figure: Mapping[str, Any]) -> Estimate:
    """The estimate in a cell that is shown."""
    return Estimate(*(math.nan if figure[name] is None else figure[name] for name in ("mean", "se", "df")))


def together(parts: Sequence[tuple[float, Estimate]]) -> Estimate:
    """Weighted mean of independent estimates, with Welch-Satterthwaite degrees of freedom."""
    total = math.fsum(weight for weight, _ in parts)
    variances = [(weight / total * part.se) ** 2 for weight, part in parts]
    loss = math.fsum(variance**2 / part.df for variance, (_, part) in zip(variances, parts, strict=True))
    mean = math.fsum(weight * part.mean for weight, part in parts) / total
    return Estimate(mean, math.sqrt(math.fsum(variances)), math.fsum(variances) ** 2 / loss)


def welch(one: Estimate, other: Estimate) -> dict[str, float]:
    """Difference of two estimates, its interval and its p."""
    variance = one.se**2 + other.se**2
    df = variance**2 / (one.se**4 / one.df + other.se**4 / other.df)
    difference, reach = one.mean - other.mean, stats.t.ppf(0.975, df) * math.sqrt(variance)
    p = 2 * stats.t.sf(abs(difference) / math.sqrt(variance), df)
    return {"difference": difference, "lower": difference - reach, "upper": difference + reach, "p": float(p)}


def two_samples(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, float]:
    """Difference of two figures; one with at most half as many answers borrows the spread of as many as it has."""
    return welch(_with_spread_of_both(one, other), _with_spread_of_both(other, one))


def _with_spread_of_both(own: Mapping[str, Any], other: Mapping[str, Any]) -> Estimate:
    told = estimate_of(own)
    if other["n"] < 2 * own["n"] or own["sd"] is None or other["sd"] is None:
        return told
    lent = min(told.df, other["df"])
    sd = math.sqrt((told.df * own["sd"] ** 2 + lent * other["sd"] ** 2) / (told.df + lent))
    return Estimate(told.mean, told.se * sd / own["sd"], told.df + lent)


def holm_adjusted(p: Mapping[Any, float]) -> dict[Any, float]:
    """Holm's adjusted p of every test in the family; what has no p is no test."""
    tests = sorted((value, name) for name, value in p.items() if not math.isnan(value))
    adjusted, highest = {name: math.nan for name in p}, 0.0
    for place, (value, name) in enumerate(tests):
        highest = max(highest, min(1.0, (len(tests) - place) * value))
        adjusted[name] = highest
    return adjusted


def certain(difference: Mapping[str, float], p_adjusted: float, floor: float = 0) -> str:
    """Better or worse where zero lies outside the interval and the adjusted test agrees, or the word for less."""
    if math.isnan(p_adjusted):
        return "not_assessed"
    if not p_adjusted < 0.05 or difference["lower"] <= 0 <= difference["upper"]:
        return "uncertain"
    if abs(difference["difference"]) < floor:
        return "below_floor"
    return "better" if difference["difference"] > 0 else "worse"


def former(figures: Figures, key: Key) -> Mapping[str, Any] | None:
    """The latest earlier year of the same place, role and measure that is shown."""
    place, period, role, measure = key
    for year in range(int(period[:4]) - 1, 2000, -1):
        found = figures.get((place, str(year), role, measure))
        if found and found["hidden"] is None:
            return found
    return None


def services(figures: Figures, period: str, role: str, measures: Iterable[str]) -> list[tuple[str, str]]:
    """Services with the roles asked there, that have a cell of the measures in the period."""
    wanted = set(measures)
    return sorted(
        {
            (place, own)
            for place, when, own, measure in figures
            if place.count("/") == 1 and when == period and measure in wanted and role in ("everyone", own)
        }
    )


def weights(answered: Invited, spots: Iterable[tuple[str, str]], period: str) -> dict[tuple[str, str], float]:
    """What each service counts: invited where that is known for all of them, else its answers."""
    told = {(place, role): answered[place, period, role] for place, role in spots}
    invited_known = all(invited is not None for _, invited in told.values())
    return {spot: float((invited if invited_known else n) or 0) for spot, (n, invited) in told.items()}
