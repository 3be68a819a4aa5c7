"""Counted rows laid out for deciding: a municipality and year as arrays of places x (groups x) measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.selection import EVERYONE, EVERYWHERE
from disclosure.changes import NOT_TOLD, Former
from disclosure.layers import Counts, Tree
from disclosure.municipality import Year
from disclosure.policy import Policy

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]
# Which rows these are, and where they stand in arrays.
Standing = tuple[Flags, tuple[Any, ...]]

# Sums of floats differ by so little where all answers are alike.
ALIKE = 1e-9


@dataclass(frozen=True)
class Places:
    """The places of a municipality in a year, from the top: role, service and unit of each, and what it is part of."""

    municipality: str
    year: str
    keys: list[tuple[str, str, str]]
    tree: Tree
    least: Numbers
    least_detail: Numbers


@dataclass(frozen=True)
class Layout:
    """Where each scope stands: ``block`` numbers municipalities' years (-1 where several municipalities are taken
    together), ``place`` the places of each, ``part`` the parts of the year (-1 is the year); by scope number."""

    blocks: list[Places]
    block: Numbers
    place: Numbers
    part: Numbers


def layout_of(scopes: pd.DataFrame, policy: Policy) -> Layout:
    """The layout of all scopes: scope, municipality, service, unit, role, period and year."""
    size = int(scopes["scope"].max()) + 1
    block, place, part = (np.full(size, -1, dtype=np.int64) for _ in range(3))
    blocks: list[Places] = []
    own = scopes[scopes["municipality"].ne(EVERYWHERE)]
    keys = np.fromiter(zip(own["role"], own["service"], own["unit"], strict=True), dtype=np.object_, count=len(own))
    numbers, period = own["scope"].to_numpy(), own["period"].to_numpy()
    of_year = own["period"].eq(own["year"]).to_numpy()
    for named, rows in own.groupby(["municipality", "year"], sort=True).indices.items():
        municipality, year = cast("tuple[str, str]", named)
        places = _places(municipality, year, keys[rows].tolist(), policy)
        number = {key: place for place, key in enumerate(places.keys)}
        block[numbers[rows]], place[numbers[rows]] = len(blocks), [number[key] for key in keys[rows]]
        of_parts = rows[~of_year[rows]]
        part[numbers[of_parts]] = pd.factorize(period[of_parts])[0]
        blocks.append(places)
    return Layout(blocks, block, place, part)


def _places(municipality: str, year: str, keys: Sequence[tuple[str, str, str]], policy: Policy) -> Places:
    # Everyone before the roles, a service before its units.
    ordered = sorted(set(keys), key=lambda key: (key[0] != EVERYONE, key))
    numbers = {key: number for number, key in enumerate(ordered)}
    parents = [numbers[whole] if (whole := _whole_of(key, numbers)) else -1 for key in ordered]
    return Places(
        municipality=municipality,
        year=year,
        keys=ordered,
        tree=Tree(tuple(parents)),
        least=np.array([policy.least(service) for _, service, _ in ordered]),
        least_detail=np.array([policy.least_detail(service) for _, service, _ in ordered]),
    )


def _whole_of(key: tuple[str, str, str], known: dict[tuple[str, str, str], int]) -> tuple[str, str, str] | None:
    """The place that a place is part of."""
    role, service, unit = key
    if unit:
        return (role, service, "")
    if service:
        return (role, "", "")
    everyone = (EVERYONE, "", "")
    return everyone if role != EVERYONE and everyone in known else None


@dataclass(frozen=True)
class Rows:
    """Counted rows as arrays, which are faster to take some of than a frame is.

    ``above`` and ``squares`` are sums on the scale from 0 to 1; ``told`` is -1 where the release before told no number.
    """

    scope: Numbers
    measure: Numbers
    group: Numbers
    variable: Numbers
    n: Numbers
    above: Sums
    squares: Sums
    alike: Flags
    told: Numbers
    was_hidden: Flags

    @classmethod
    def of(cls, cells: pd.DataFrame) -> "Rows":
        """From the columns that ``portions`` has."""
        n, scope, measure, group, variable = (
            cells[name].to_numpy(dtype=np.int64) for name in ("n", "scope", "measure_no", "group_no", "variable")
        )
        total, squares, low, high = (
            cells[name].to_numpy(dtype=np.float64) for name in ("total", "squares", "low", "high")
        )
        told = cells["told_n"].fillna(NOT_TOLD).to_numpy(dtype=np.int64)
        with np.errstate(invalid="ignore", divide="ignore"):
            position, spread = (total - n * low) / (high - low), n * squares - total * total
            of_squares = (squares - 2 * low * total + n * low * low) / (high - low) ** 2
        at_end = (position <= ALIKE) | (position >= n - ALIKE)
        alike = (n > 0) & np.where(np.isnan(squares), at_end, spread <= ALIKE * np.abs(total * total))
        above, of_squares = np.where(n > 0, np.clip(position, 0, n), 0.0), np.where(n > 0, of_squares, 0.0)
        was_hidden = cells["was_hidden"].to_numpy(dtype=np.bool_)
        return cls(scope, measure, group, variable, n, above, of_squares, alike, told, was_hidden)

    def at(self, rows: Numbers | Flags) -> "Rows":
        """Some of them."""
        return Rows(*(values[rows] for values in vars(self).values()))


@dataclass(frozen=True)
class Laid:
    """The rows of a municipality and year in arrays, and back.

    - ``year``: the counts. ``former``: what the release before told of them.
    - ``measures``: the numbers of the measures, in the arrays' order.
    - ``whole``, ``part``, ``groups`` (by background variable): which rows these are, and where in the arrays.
    """

    year: Year
    former: Former
    measures: Numbers
    whole: Standing
    part: Standing
    groups: dict[int, Standing]


def laid_out(rows: Rows, layout: Layout, places: Places) -> Laid:
    """Cells of one municipality and year."""
    place, part = layout.place[rows.scope], layout.part[rows.scope]
    measures, measure = np.unique(rows.measure, return_inverse=True)
    everybody = rows.variable == 0
    whole, of_part = everybody & (part < 0), everybody & (part >= 0)
    shape = (len(places.keys), len(measures))
    at_whole, at_part = (place[whole], measure[whole]), (place[of_part], part[of_part], measure[of_part])
    groups: dict[int, Counts] = {}
    former: dict[int, tuple[Numbers, Flags]] = {}
    of_groups: dict[int, Standing] = {}
    for number in np.unique(rows.variable[~everybody]).tolist():
        own = rows.variable == number
        values, value = np.unique(rows.group[own], return_inverse=True)
        of_groups[number] = own, (place[own], value, measure[own])
        divided = (shape[0], len(values), shape[1])
        groups[number], former[number] = _standing(rows, divided, of_groups[number])
    wholes, told = _standing(rows, shape, (whole, at_whole))
    parts, told_of_parts = None, None
    if of_part.any():
        parts, told_of_parts = _standing(rows, (shape[0], int(part.max()) + 1, shape[1]), (of_part, at_part))
    year = Year(places.tree, places.least, places.least_detail, wholes, parts, groups)
    standing = Former(told, told_of_parts, former)
    return Laid(year, standing, measures, (whole, at_whole), (of_part, at_part), of_groups)


def _standing(rows: Rows, shape: tuple[int, ...], standing: Standing) -> tuple[Counts, tuple[Numbers, Flags]]:
    """Some rows in arrays of a shape: what was counted, and what the release before told and hid."""
    own, at = standing

    def filled(values: npt.NDArray[Any], empty: int = 0) -> Any:
        found = np.full(shape, empty, dtype=values.dtype)
        found[at] = values[own]
        return found

    counts = Counts(
        filled(rows.n), filled(rows.above), filled(rows.squares), filled(rows.alike), np.zeros(shape, dtype=np.bool_)
    )
    return counts, (filled(rows.told, NOT_TOLD), filled(rows.was_hidden))
