"""Do the figures keep their word? Constructed surveys of which the truth is known, counted again and again.

Coverage: how often the interval of 95 % holds the truth. False alarms: how often a screen where nothing differs calls
anything certain. Seeded, so that the figures are the same each time.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from bench.verdicts import Figure
from metrics.differences import difference, holm, verdict
from metrics.finite import finite_mean, finite_share
from metrics.hierarchy import invited_weighted_mean
from metrics.means import mean_interval
from metrics.moderated import moderated_spread
from metrics.rest import rest_of_estimate
from metrics.screening import benjamini_hochberg
from metrics.shares import share_interval
from metrics.uneven import uneven_difference
from metrics.weighted import weighted_mean

Floats: TypeAlias = NDArray[np.float64]
Answers: TypeAlias = NDArray[np.float64]
Alarm: TypeAlias = Callable[[np.random.Generator, Floats, int], NDArray[np.bool_]]

ANSWERS = (5, 8, 15, 30, 60)
DISTRIBUTIONS = {
    "middle": (0.03, 0.09, 0.19, 0.32, 0.25, 0.12),
    "high": (0.02, 0.04, 0.10, 0.22, 0.34, 0.28),
    "ceiling": (0.005, 0.015, 0.03, 0.07, 0.21, 0.67),
    "divided": (0.18, 0.12, 0.10, 0.12, 0.18, 0.30),
}
POINTS = np.arange(1.0, 7.0)
SURVEYS, SCREENS = 4000, 1500
UNITS, DIMENSIONS, ITEMS = 12, 6, 3
RESPONSE = 0.6
# What a person, a dimension for that person, and chance share in an answer.
PERSON, DIMENSION, CHANCE = 0.35, 0.15, 0.50
LIMITS = {"coverage": (93.0, 97.0), "false alarms": (0.0, 5.0)}
# Two standard errors of a rate that lies on its limit: what so many surveys may miss it by.
CHANCE_OF_A_RATE = {"coverage": 0.8, "false alarms": 1.1}
NEVER = 1000
# From how many answers on a promise is kept, where not from the fewest: the method page tells the reader.
KEPT_FROM = {
    "mean of a question (t)": {"high": 8, "ceiling": 60, "divided": 8},
    "mean of a dimension (t)": {"ceiling": 30},
    "mean of a question, this year's users (finite population, with its fallbacks)": {"ceiling": 30},
    "mean of a question over several units (by number invited)": {"ceiling": 15},
    "share (Wilson)": {"high": 8, "ceiling": 8},
    # It covers at least as often as it says, and with few answers oftener.
    "share, this year's users (exact)": dict.fromkeys(DISTRIBUTIONS, 60) | {"ceiling": NEVER},
    "change of a dimension between two waves (Welch)": {"ceiling": 8},
    "not used: any of 12 units against the rest, each by its own spread (Holm)": dict.fromkeys(DISTRIBUTIONS, NEVER),
    "not used: any of 7 differences of a group from ten times as many others, by its own spread (Holm)": dict.fromkeys(
        DISTRIBUTIONS, NEVER
    ),
}


def rates(distributions: Sequence[str] = tuple(DISTRIBUTIONS), answers: Sequence[int] = ANSWERS) -> pd.DataFrame:
    """One row a promise, distribution and number of answers; each is drawn by itself, whichever others are.

    Columns: kind ("coverage" or "false alarms"), what, distribution, n, rate (per cent), without (per cent of the
    surveys that have no such interval).
    """
    rows = []
    for name in distributions:
        for n in answers:
            numbers = np.random.default_rng([9901, list(DISTRIBUTIONS).index(name), n])
            rows += [(*row[:2], name, n, *row[2:]) for row in _of(numbers, np.array(DISTRIBUTIONS[name]), n)]
    return pd.DataFrame(rows, columns=["kind", "what", "distribution", "n", "rate", "without"])


def figures() -> list[Figure]:
    """The lowest coverage and the highest rate of false alarms of each promise, where it is to be kept."""
    told = []
    for (kind, what), rows in rates().groupby(["kind", "what"], sort=False):
        (low, high), chance = LIMITS[str(kind)], CHANCE_OF_A_RATE[str(kind)]
        promised = rows.loc[rows["n"] >= rows["distribution"].map(KEPT_FROM.get(str(what), {})).fillna(0), "rate"]
        if kind == "coverage":
            told.append(Figure(f"{kind} of {what}, least", float(promised.min()), " %", at_least=low - chance))
        told.append(Figure(f"{kind} of {what}, most", float(promised.max()), " %", at_most=high + chance))
    return [figure for figure in told if not np.isnan(figure.measured)]


def outside(rates: pd.DataFrame) -> pd.Series:
    """Whether each rate lies further outside its limits than chance explains."""
    low, high = (rates["kind"].map({kind: limits[end] for kind, limits in LIMITS.items()}) for end in (0, 1))
    chance = rates["kind"].map(CHANCE_OF_A_RATE)
    return (rates["rate"] < low - chance) | (rates["rate"] > high + chance)


def _of(numbers: np.random.Generator, shares: Floats, n: int) -> Iterator[tuple[str, str, float, float]]:
    for what, cover in COVERED.items():
        lower, upper, truth = cover(numbers, shares, n)
        shown = ~np.isnan(lower)
        # A limit that is the truth to the last digit holds it.
        holds = (lower <= truth + 1e-9) & (upper >= truth - 1e-9)
        yield "coverage", what, float(holds[shown].mean() * 100), float((~shown).mean() * 100)
    for what, alarm in ALARMS.items():
        yield "false alarms", what, float(alarm(numbers, shares, n).mean() * 100), 0.0


def _invited(n: int) -> int:
    return round(n / RESPONSE)


def _drawn(numbers: np.random.Generator, shares: Floats, *shape: int) -> Answers:
    """Answers of people who have nothing to do with each other."""
    return numbers.choice(POINTS, size=shape, p=shares)


def _moments(answers: Answers) -> tuple[Floats, Floats, Floats]:
    """Number, sum and sum of squares along the last axis."""
    n = np.full(answers.shape[:-1], float(answers.shape[-1]))
    return n, answers.sum(axis=-1), (answers**2).sum(axis=-1)


def _limits(table: pd.DataFrame) -> tuple[Floats, Floats]:
    return table["lower"].to_numpy(), table["upper"].to_numpy()


def _mean_of_the_service(numbers: np.random.Generator, shares: Floats, n: int) -> tuple[Floats, Floats, Floats]:
    """The t interval about the mean of all who could have been asked."""
    table = mean_interval(*_moments(_drawn(numbers, shares, SURVEYS, n)))
    return *_limits(table), np.full(SURVEYS, shares @ POINTS)


def _dimension_of_the_service(numbers: np.random.Generator, shares: Floats, n: int) -> tuple[Floats, Floats, Floats]:
    """The same for a dimension, which is a person's mean of three items."""
    table = mean_interval(*_moments(_scores(numbers, shares, SURVEYS, n, 1)[:, :, 0]))
    return *_limits(table), np.full(SURVEYS, shares @ POINTS)


def _mean_of_the_invited(numbers: np.random.Generator, shares: Floats, n: int) -> tuple[Floats, Floats, Floats]:
    """The interval for this year's users, with what it falls back upon, about the mean of those invited."""
    everyone = _drawn(numbers, shares, SURVEYS, _invited(n))
    table = finite_mean(*_moments(everyone[:, :n]), np.full(SURVEYS, _invited(n)), scale=(1, 6))
    return *_limits(table), everyone.mean(axis=1)


def _weighted_mean(numbers: np.random.Generator, shares: Floats, n: int) -> tuple[Floats, Floats, Floats]:
    """The mean of six units by number invited, of which one to all six in ten answer, n on average."""
    invited, answering = _uneven(n)
    held = [_tilted(shares, tilt) for tilt in np.linspace(-0.4, 0.4, len(invited))]
    parts = [_moments(_drawn(numbers, own, SURVEYS, size)) for own, size in zip(held, answering, strict=True)]
    cells = _cells(np.stack([np.stack(part, axis=-1) for part in parts], axis=1), invited)
    table = invited_weighted_mean(cells, by=["survey"])
    reach = special.stdtrit(table["df"], 0.975) * table["se"]
    truth = invited @ [own @ POINTS for own in held] / invited.sum()
    return (table["mean"] - reach).to_numpy(), (table["mean"] + reach).to_numpy(), np.full(SURVEYS, truth)


def _uneven(n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers invited and answering in six units that answer unevenly."""
    answering = np.maximum(np.round(n * np.array([0.4, 0.6, 0.8, 1.0, 1.4, 1.8])), 2).astype(np.int64)
    return np.round(answering / np.array([0.3, 0.8, 0.4, 0.7, 0.5, 0.6])).astype(np.int64), answering


def _tilted(shares: Floats, by: float) -> Floats:
    """The same kind of distribution, moved a little up or down."""
    weight = shares * np.exp(by * (POINTS - 3.5) / 2.5)
    return np.asarray(weight / weight.sum())


def _cells(moments: Floats, invited: NDArray[np.int64]) -> pd.DataFrame:
    """Survey x unit x moment as one row a unit."""
    surveys, units = moments.shape[:2]
    columns = dict(zip(["n", "total", "squares"], moments.reshape(-1, 3).T, strict=True))
    return pd.DataFrame(columns).assign(survey=np.repeat(np.arange(surveys), units), invited=np.tile(invited, surveys))


def _share(numbers: np.random.Generator, shares: Floats, n: int) -> tuple[Floats, Floats, Floats]:
    """Wilson's interval for the two best points, in the service."""
    top = numbers.binomial(n, shares[-2:].sum(), SURVEYS)
    return *_limits(share_interval(top, np.full(SURVEYS, n))), np.full(SURVEYS, shares[-2:].sum())


def _share_of_the_invited(numbers: np.random.Generator, shares: Floats, n: int) -> tuple[Floats, Floats, Floats]:
    """The exact interval for the two best points, among this year's users."""
    top = numbers.binomial(_invited(n), shares[-2:].sum(), SURVEYS)
    answered = numbers.hypergeometric(top, _invited(n) - top, n)
    table = finite_share(answered, np.full(SURVEYS, n), np.full(SURVEYS, _invited(n)))
    return *_limits(table), top / _invited(n)


def _difference(numbers: np.random.Generator, shares: Floats, n: int) -> tuple[Floats, Floats, Floats]:
    """The interval for the change between two waves of a dimension, as many answers in each."""
    now, then = (_scores(numbers, shares, SURVEYS, n, 1)[:, :, 0] for _ in range(2))
    return *_limits(_compared(now, then)), np.zeros(SURVEYS)


def _scores(numbers: np.random.Generator, shares: Floats, screens: int, people: int, dimensions: int) -> Floats:
    """Screen x person x dimension: each person's mean of the items, which share what the person thinks."""
    person = numbers.standard_normal((screens, people, 1, 1)) * np.sqrt(PERSON)
    dimension = numbers.standard_normal((screens, people, dimensions, 1)) * np.sqrt(DIMENSION)
    chance = numbers.standard_normal((screens, people, dimensions, ITEMS)) * np.sqrt(CHANCE)
    cuts = special.ndtri(np.cumsum(shares)[:-1])
    return np.asarray((np.searchsorted(cuts, person + dimension + chance) + 1.0).mean(axis=-1))


def _means(answers: Answers) -> pd.DataFrame:
    """One row a mean along the last axis, with its number of answers."""
    n, total, squares = (part.ravel() for part in _moments(answers))
    return mean_interval(n, total, squares).assign(n=n)


def _compared(now: Floats, then: Floats, borrowing: bool = True) -> pd.DataFrame:
    """Differences of the means along the last axis, where a side with few answers borrows spread from a larger one."""
    one, other = _means(now), _means(then)
    if borrowing:
        return uneven_difference(one, other)
    return difference(one["mean"], one["se"], one["df"], other["mean"], other["se"], other["df"])


def _change(numbers: np.random.Generator, shares: Floats, n: int) -> NDArray[np.bool_]:
    """Whether any of six dimensions and their mean is called certainly changed (Holm), where nothing has changed."""
    now, then = (_scores(numbers, shares, SCREENS, n, DIMENSIONS) for _ in range(2))
    return _called_changed(now, then)


def _change_from_many(numbers: np.random.Generator, shares: Floats, n: int) -> NDArray[np.bool_]:
    """The same where three times as many answered the last time."""
    now, then = (_scores(numbers, shares, SCREENS, size, DIMENSIONS) for size in (n, 3 * n))
    return _called_changed(now, then)


def _small_group(numbers: np.random.Generator, shares: Floats, n: int) -> NDArray[np.bool_]:
    """The same for a group against the others together, who are ten times as many."""
    group, others = (_scores(numbers, shares, SCREENS, size, DIMENSIONS) for size in (n, 10 * n))
    return _called_changed(group, others)


def _small_group_alone(numbers: np.random.Generator, shares: Floats, n: int) -> NDArray[np.bool_]:
    """The same where the group has nothing but its own spread."""
    group, others = (_scores(numbers, shares, SCREENS, size, DIMENSIONS) for size in (n, 10 * n))
    return _called_changed(group, others, borrowing=False)


def _change_of_the_same_people(numbers: np.random.Generator, shares: Floats, n: int) -> NDArray[np.bool_]:
    """The same where those who answer are drawn each time from one group of people, who think as they did."""
    everyone = _scores(numbers, shares, SCREENS, _invited(n), DIMENSIONS)
    return _called_changed(everyone[:, :n], everyone[:, _invited(n) - n :])


def _called_changed(now: Floats, then: Floats, borrowing: bool = True) -> NDArray[np.bool_]:
    one, other = (
        np.concatenate([wave, wave.mean(axis=2, keepdims=True)], axis=2).swapaxes(1, 2) for wave in (now, then)
    )
    table = _compared(one, other, borrowing)
    adjusted = pd.Series(
        np.concatenate([holm(p) for p in table["p"].to_numpy().reshape(SCREENS, -1)]), index=table.index
    )
    words = verdict(table["lower"], table["upper"], adjusted)
    return np.asarray((words != "uncertain").to_numpy().reshape(SCREENS, -1).any(axis=1))


def _against_the_rest(numbers: np.random.Generator, shares: Floats, n: int, moderated: bool) -> Floats:
    """Screen x unit: the p of twelve units of n answers against the rest of the service, where all are alike."""
    scores = _scores(numbers, shares, SCREENS, UNITS * n, 1)[:, :, 0].reshape(SCREENS, UNITS, n)
    table = _means(scores)
    screen = np.repeat(np.arange(SCREENS), UNITS)
    whole = weighted_mean(table.assign(screen=screen, weight=1.0), by=["screen"]).loc[screen]
    freedom = np.full(len(screen), UNITS * (n - 1))
    parts = (whole["mean"].to_numpy(), whole["se"].to_numpy(), freedom, 1 / UNITS)
    # The rest has the spread that each unit was found to have: none, where all answers of a unit were equal.
    rest = rest_of_estimate(*parts, table["mean"], table["se"].fillna(0.0), table["df"])
    if moderated:
        table = table.assign(**moderated_spread(np.full(len(table), n), table["sd"], screen))
    found = difference(table["mean"], table["se"], table["df"], rest["mean"], rest["se"], rest["df"])
    return found["p"].to_numpy().reshape(SCREENS, UNITS)


def _rest_by(adjust: Callable[[Floats], Floats], moderated: bool) -> Alarm:
    def alarms(numbers: np.random.Generator, shares: Floats, n: int) -> NDArray[np.bool_]:
        screens = _against_the_rest(numbers, shares, n, moderated)
        return np.array([(adjust(screen) < 0.05).any() for screen in screens])

    return alarms


COVERED = {
    "mean of a question (t)": _mean_of_the_service,
    "mean of a dimension (t)": _dimension_of_the_service,
    "mean of a question, this year's users (finite population, with its fallbacks)": _mean_of_the_invited,
    "mean of a question over several units (by number invited)": _weighted_mean,
    "share (Wilson)": _share,
    "share, this year's users (exact)": _share_of_the_invited,
    "change of a dimension between two waves (Welch)": _difference,
}
ALARMS = {
    "any of 7 changes between two waves (Holm)": _change,
    "any of 7 changes, three times as many the last time (Holm)": _change_from_many,
    "any of 7 changes, partly the same people (Holm)": _change_of_the_same_people,
    "any of 7 differences of a group from ten times as many others (Holm)": _small_group,
    "any of 12 units against the rest (Holm)": _rest_by(holm, moderated=True),
    "any of 12 units against the rest (Benjamini-Hochberg)": _rest_by(benjamini_hochberg, moderated=True),
    "not used: any of 12 units against the rest, each by its own spread (Holm)": _rest_by(holm, moderated=False),
    "not used: any of 7 differences of a group from ten times as many others, by its own spread (Holm)": (
        _small_group_alone
    ),
}
