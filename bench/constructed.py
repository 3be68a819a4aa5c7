"""Constructed municipalities: respondents with a unit, a period, groups and answers alike, counted in arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.layers import Counts, Tree

Numbers = npt.NDArray[np.int64]
# Every answer is one of six points.
STEPS = 5
ALIKE = 1e-9


@dataclass(frozen=True)
class People:
    """The unit of each respondent (a place of the tree), and the answers: respondents x measures, 0 to 1, missing where
    there is none."""

    unit: Numbers
    answers: npt.NDArray[np.float64]


def tree_of(services: int, units: int, numbers: np.random.Generator) -> Tree:
    """A municipality, its services, and units that belong to them at random, each service with one at least."""
    of_service = np.r_[np.arange(services), numbers.integers(0, services, units - services)]
    return Tree((-1, *[0] * services, *(1 + of_service).tolist()))


def people_of(tree: Tree, typical: float, measures: int, numbers: np.random.Generator) -> People:
    """Respondents of units of unlike size; the answers of a person, and of a unit, resemble each other."""
    units = np.flatnonzero(~np.isin(np.arange(len(tree.parents)), tree.parents))
    sizes = np.maximum(numbers.lognormal(np.log(typical), 0.9, len(units)).astype(np.int64), 1)
    unit = np.repeat(units, sizes)
    person, place = numbers.normal(0.0, 0.16, len(unit)), numbers.normal(0.0, 0.07, len(tree.parents))
    level = 0.7 + person + place[unit]
    answers = np.round(np.clip(level[:, None] + numbers.normal(0.0, 0.14, (len(unit), measures)), 0, 1) * STEPS) / STEPS
    answers[numbers.random(answers.shape) < 0.1] = np.nan
    return People(unit, answers)


def wholes_of(people: People, tree: Tree) -> Counts:
    """Counts of each place and measure."""
    return _counts(people, tree, np.zeros(len(people.unit), dtype=np.int64), 1, 0)


def divided(people: People, tree: Tree, column: Numbers, columns: int) -> Counts:
    """Counts of each place, column (-1 for those who stated none) and measure."""
    return _counts(people, tree, column, columns, None)


def _counts(people: People, tree: Tree, column: Numbers, columns: int, only: int | None) -> Counts:
    given = ~np.isnan(people.answers) & (column >= 0)[:, None]
    answers = np.nan_to_num(people.answers)
    shape = (len(tree.parents), columns, people.answers.shape[1])
    sums = np.zeros((3, *shape))
    at = (people.unit, column)
    for of, values in zip(sums, (given, np.where(given, answers, 0), np.where(given, answers**2, 0)), strict=True):
        np.add.at(of, at, values)
        for place in range(len(tree.parents) - 1, 0, -1):
            of[tree.parents[place]] += of[place]
    n, above, squares = sums if only is None else sums[:, :, only]
    alike = (n > 0) & (n * squares - above**2 <= ALIKE)
    count = n.astype(np.int64)
    return Counts(count, above, squares, alike, np.zeros_like(alike))
