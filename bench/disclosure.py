"""Deciding what is hidden: what it takes, how much of the sample data it hides, and how much more than it must."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from bench.constructed import divided, people_of, tree_of, wholes_of
from bench.least_hidden import Flags, Numbers, least_hidden
from bench.stores import sample_store
from bench.timing import taken
from bench.verdicts import Figure
from disclosure.breakdowns import breakdowns
from disclosure.layers import Counts, Tree
from disclosure.municipality import Hidden, Year, hidden_in
from disclosure.policy import Policy
from etl.publish.decisions import FOLDER, Decisions
from etl.publish.hiding import Hiding
from store.counts import counts_of, portions
from store.warehouse import Warehouse

SERVICES, UNITS, YEARS, MEASURES, PARTS = 10, 60, 5, 20, 3
# The values of each background variable; some leave theirs out.
GROUPS, UNSTATED = (2, 3, 3, 4, 5, 4), 0.03
# Measured of these; the rest takes as long again.
MEASURED = 4
CPU_SECONDS = 60.0
POLICY = Policy()
SMALL_CASES = 40
LARGE_CASES = 6
SECONDS_OF_SMALL, SECONDS_OF_LARGE = 10.0, 15.0
TIMES_THE_LEAST = 1.3
LEVELS = {"municipality": (False, False), "service": (True, False), "unit": (True, True)}
KINDS = {"everybody": "wholes", "parts of the year": "parts", "groups": "groups"}


@dataclass(frozen=True)
class Case:
    """A municipality and year of one measure, with the columns of at most one breakdown."""

    tree: Tree
    wholes: Counts
    cells: Counts | None
    by: str

    @property
    def primary(self) -> Flags:
        """The figures with too few respondents: places, then places x columns."""
        least = POLICY.min_n_detail if self.by == "groups" else POLICY.min_n
        few = [self.wholes.n.ravel() < POLICY.min_n]
        return np.concatenate([*few, self.cells.n.ravel() < least] if self.cells else few)

    @property
    def n(self) -> Numbers:
        """Respondents of every figure, in the same order."""
        return np.concatenate([self.wholes.n.ravel(), *([self.cells.n.ravel()] if self.cells else [])])

    @property
    def sums(self) -> Any:
        """Every published sum less its parts."""
        rows = list(_sums(self.tree.parents, self.cells.n.shape[1] if self.cells else 0))
        row = np.repeat(np.arange(len(rows)), [len(parts) + 1 for _, parts in rows])
        column = np.concatenate([[whole, *parts] for whole, parts in rows])
        sign = np.concatenate([[1.0, *[-1.0] * len(parts)] for _, parts in rows])
        return sparse.csr_matrix((sign, (row, column)), (len(rows), len(self.n)))

    def hidden(self) -> Flags:
        """What the policy hides, in the same order."""
        parts = self.cells if self.by == "parts" else None
        groups = {1: self.cells} if self.cells and self.by == "groups" else {}
        found = hidden_in(_year(self.tree, self.wholes, parts, groups), POLICY)
        of_cells = [np.logical_or(*told).ravel() for told in (found.parts, *found.groups.values()) if told is not None]
        return np.asarray(np.concatenate([found.wholes.ravel(), *of_cells]) & (self.n > 0))


def figures() -> list[Figure]:
    """What deciding takes, and how much is hidden."""
    return [*_speed(), *_of_sample(), *_of_small_cases(), *_of_large_cases()]


def small_cases(kind: str, count: int) -> Iterator[Case]:
    """Seeded cases of one service that have something to protect: ``units``, ``parts`` or ``groups`` of them."""
    seed = found = 0
    while found < count:
        numbers = np.random.default_rng(seed)
        seed += 1
        case = _small_case(kind, numbers)
        if (case.primary & (case.n > 0)).any():
            found += 1
            yield case


def large_case(seed: int) -> Case:
    """52 units in 8 services and 3 parts of a year: 244 figures."""
    numbers = np.random.default_rng(seed)
    tree = tree_of(8, 52, numbers)
    people = people_of(tree, 60, 1, numbers)
    part = numbers.choice(3, len(people.unit), p=[0.3, 0.4, 0.3])
    return Case(tree, wholes_of(people, tree), divided(people, tree, part, 3), "parts")


def _small_case(kind: str, numbers: np.random.Generator) -> Case:
    tree = Tree((-1, *[0] * int(numbers.integers(4, 8) if kind == "units" else 4)))
    people = people_of(tree, {"units": 12, "parts": 25, "groups": 45}[kind], 1, numbers)
    cells = None
    if kind != "units":
        column = numbers.choice(3, len(people.unit), p=numbers.dirichlet([3, 3, 3]))
        cells = divided(people, tree, column, 3)
    return Case(tree, wholes_of(people, tree), cells, kind)


def _sums(parents: tuple[int, ...], columns: int) -> Iterator[tuple[int, list[int]]]:
    """Each whole with its parts, as numbers of figures."""
    size = len(parents)
    for whole in sorted(set(parents) - {-1}):
        parts = [place for place, above in enumerate(parents) if above == whole]
        yield whole, parts
        for column in range(columns):
            yield size + whole * columns + column, [size + part * columns + column for part in parts]
    if columns:
        for place in range(size):
            yield place, [size + place * columns + column for column in range(columns)]


def _year(tree: Tree, wholes: Counts, parts: Counts | None, groups: dict[int, Counts]) -> Year:
    size = len(tree.parents)
    return Year(tree, np.full(size, POLICY.min_n), np.full(size, POLICY.min_n_detail), wholes, parts, groups)


def _speed() -> list[Figure]:
    year = large_year()
    seconds = taken(lambda: hidden_in(year, POLICY)).cpu * YEARS * MEASURES / MEASURED
    hidden = hidden_in(year, POLICY)
    what = f"{UNITS} units x {SERVICES} services x {YEARS} years x {len(GROUPS)} variables x {MEASURES} measures"
    told = [
        Figure(f"deciding about {what}, CPU, from {MEASURED} measures of a year", seconds, " s", at_most=CPU_SECONDS)
    ]
    return told + [
        Figure(f"  of its {level} figures hidden: {kind}", share, " %")
        for level, kind, share in hidden_shares(year, hidden)
    ]


def large_year(measures: int = MEASURED) -> Year:
    """A municipality and year as large as they come, with so many measures."""
    numbers = np.random.default_rng(9901)
    return constructed_year(tree_of(SERVICES, UNITS, numbers), measures, numbers)


def constructed_year(tree: Tree, measures: int, numbers: np.random.Generator) -> Year:
    """A year of these places with so many measures, with parts and all the background variables."""
    people = people_of(tree, 40, measures, numbers)
    columns = [
        np.where(numbers.random(len(people.unit)) < UNSTATED, -1, numbers.choice(size, len(people.unit), p=shares))
        for size in GROUPS
        for shares in [numbers.dirichlet(np.full(size, 3))]
    ]
    groups = {number: divided(people, tree, column, GROUPS[number]) for number, column in enumerate(columns)}
    part = numbers.choice(PARTS, len(people.unit))
    return _year(tree, wholes_of(people, tree), divided(people, tree, part, PARTS), groups)


def hidden_shares(year: Year, hidden: Hidden) -> Iterator[tuple[str, str, float]]:
    """Level, kind of breakdown, and how many per cent of its figures are hidden."""
    levels = _levels(year.tree)
    found = {"everybody": [(year.wholes.n, hidden.wholes)]}
    if year.parts is not None and hidden.parts is not None:
        found["parts of the year"] = [(year.parts.n, np.logical_or(*hidden.parts))]
    found["groups"] = [(cells.n, np.logical_or(*hidden.groups[number])) for number, cells in year.groups.items()]
    for level in LEVELS:
        own = levels == level
        for kind, tables in found.items():
            there = sum(int((n[own] > 0).sum()) for n, _ in tables)
            gone = sum(int((withheld[own] & (n[own] > 0)).sum()) for n, withheld in tables)
            yield level, kind, 100 * gone / max(there, 1)


def _levels(tree: Tree) -> Any:
    parents = np.array(tree.parents)
    return np.where(parents < 0, "municipality", np.where(parents == 0, "service", "unit"))


def _of_sample() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        return sample_figures(decided_cells(sample_store(Path(folder))))


def sample_figures(cells: pd.DataFrame) -> list[Figure]:
    """How much is hidden of the cells of each level and kind."""
    found = []
    for (level, kind), own in cells.groupby(["level", "kind"], sort=True):
        few = f"{int(own['primary'].sum())} of {len(own)} too few"
        found.append(Figure(f"sample data, {level}, {kind}, hidden ({few})", 100 * own["gone"].mean(), " %"))
    return found


def decided_cells(folder: Path) -> pd.DataFrame:
    """One row a cell of a data folder that somebody answered: level, kind, primary (too few), gone (hidden)."""
    with Warehouse(folder) as warehouse:
        counts = counts_of(warehouse, breakdowns()["background"].measures)
        hiding = Hiding(counts.scopes, POLICY, Decisions(folder / FOLDER))
        hiding.response(counts.response)
        told = [cells.join(hiding.decided(cells)[["hidden", "unlisted"]]) for cells in portions(warehouse)]
    cells = pd.concat(told).merge(counts.scopes, on="scope")
    cells = cells[cells["n"].gt(0)]
    group = cells["variable"].gt(0)
    kind = np.select([group, cells["period"].ne(cells["year"])], ["groups", "parts of the year"], "everybody")
    level = np.select([cells["unit"].ne(""), cells["service"].ne("")], ["unit", "service"], "municipality")
    least = np.where(group, POLICY.min_n_detail, POLICY.min_n)
    gone = cells["hidden"].eq("few") | cells["unlisted"]
    return pd.DataFrame({"level": level, "kind": kind, "primary": cells["n"] < least, "gone": gone})


def _of_small_cases() -> list[Figure]:
    found = []
    for kind, name in (("units", "4-7 units"), ("parts", "4 units x 3 parts"), ("groups", "4 units x 3 groups")):
        ours = least = 0
        for case in small_cases(kind, SMALL_CASES):
            ours += int(case.hidden().sum())
            least += least_hidden(case.n, case.sums, case.primary, POLICY.values, SECONDS_OF_SMALL).bound
        what = f"{name}, {SMALL_CASES} cases: {ours} hidden, at least {least} must be"
        found.append(Figure(what, ours / least, "×", at_most=TIMES_THE_LEAST))
    return found


def _of_large_cases() -> list[Figure]:
    ours = least = found = few = 0
    for seed in range(LARGE_CASES):
        case = large_case(seed)
        must = least_hidden(case.n, case.sums, case.primary, POLICY.values, SECONDS_OF_LARGE)
        ours, few = ours + int(case.hidden().sum()), few + int((case.primary & (case.n > 0)).sum())
        least, found = least + must.bound, found + must.found
    cells = LARGE_CASES * len(large_case(0).n)
    what = f"52 units, 8 services, 3 parts, {LARGE_CASES} cases: {ours} of {cells} hidden, {few} too few"
    return [
        Figure(
            f"{what}; {found} with the best search against a weaker attacker",
            ours / found,
            "×",
            at_most=TIMES_THE_LEAST,
        ),
        Figure(f"  against the bound of {least} that no method can pass", ours / least, "×"),
    ]
