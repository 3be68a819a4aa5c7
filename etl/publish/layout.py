"""Counted rows laid out for deciding: a municipality and year as arrays of places x (groups x) measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
    for (municipality, year), rows in own.groupby(["municipality", "year"], sort=True):
        keys = list(zip(rows["role"], rows["service"], rows["unit"], strict=True))
        places = _places(str(municipality), str(year), keys, policy)
        numbers = {key: number for number, key in enumerate(places.keys)}
        scope = rows["scope"].to_numpy()
        block[scope], place[scope] = len(blocks), [numbers[key] for key in keys]
        of_year = rows["period"].eq(rows["year"])
        part[scope] = np.where(of_year, -1, pd.factorize(rows["period"].where(~of_year))[0])
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


def laid_out(rows: pd.DataFrame, layout: Layout, places: Places) -> Laid:
    """Cells of one municipality and year."""
    scope = rows["scope"].to_numpy()
    place, part, variable = layout.place[scope], layout.part[scope], rows["variable"].to_numpy()
    measures, measure = np.unique(rows["measure_no"].to_numpy(dtype=np.int64), return_inverse=True)
    everybody = variable == 0
    whole, of_part = everybody & (part < 0), everybody & (part >= 0)
    shape = (len(places.keys), len(measures))
    at_whole, at_part = (place[whole], measure[whole]), (place[of_part], part[of_part], measure[of_part])
    groups: dict[int, Counts] = {}
    former: dict[int, tuple[Numbers, Flags]] = {}
    of_groups: dict[int, Standing] = {}
    for number in np.unique(variable[~everybody]):
        own = variable == number
        values, value = np.unique(rows["group_no"].to_numpy()[own], return_inverse=True)
        at = (place[own], value, measure[own])
        of_groups[int(number)] = (own, at)
        groups[int(number)] = counts_at(rows[own], (shape[0], len(values), shape[1]), at)
        former[int(number)] = _told_at(rows[own], (shape[0], len(values), shape[1]), at)
    divided = (shape[0], int(part.max(initial=0)) + 1, shape[1])
    parts = counts_at(rows[of_part], divided, at_part) if of_part.any() else None
    of_parts = None if parts is None else _told_at(rows[of_part], divided, at_part)
    told = Former(_told_at(rows[whole], shape, at_whole), of_parts, former)
    wholes = counts_at(rows[whole], shape, at_whole)
    year = Year(places.tree, places.least, places.least_detail, wholes, parts, groups)
    return Laid(year, told, measures, (whole, at_whole), (of_part, at_part), of_groups)


def _told_at(rows: pd.DataFrame, shape: tuple[int, ...], at: tuple[Any, ...]) -> tuple[Numbers, Flags]:
    """How many were behind the figures that the release before told, and which it hid."""
    n, hidden = np.full(shape, NOT_TOLD, dtype=np.int64), np.zeros(shape, dtype=np.bool_)
    n[at] = rows["told_n"].fillna(NOT_TOLD).to_numpy(dtype=np.int64)
    hidden[at] = rows["was_hidden"].to_numpy(dtype=np.bool_)
    return n, hidden


def counts_at(rows: pd.DataFrame, shape: tuple[int, ...], at: tuple[Numbers, ...]) -> Counts:
    """The rows' n, total and squares in arrays of a shape; ``at`` says where each row stands."""
    given = rows["n"].to_numpy(dtype=np.int64)
    total, squares = rows["total"].to_numpy(dtype=np.float64), rows["squares"].to_numpy(dtype=np.float64)
    low, high = rows["low"].to_numpy(dtype=np.float64), rows["high"].to_numpy(dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        position = (total - given * low) / (high - low)
        spread = given * squares - total * total
    at_end = (position <= ALIKE) | (position >= given - ALIKE)
    same = (given > 0) & np.where(np.isnan(squares), at_end, spread <= ALIKE * np.abs(total * total))
    n, above, alike = np.zeros(shape, np.int64), np.zeros(shape), np.zeros(shape, np.bool_)
    n[at], above[at], alike[at] = given, np.where(given > 0, np.clip(position, 0, given), 0.0), same
    withheld, of_squares = np.zeros(shape, np.bool_), np.zeros(shape)
    # On the scale from 0 to 1, as the sums are.
    with np.errstate(invalid="ignore", divide="ignore"):
        of_squares[at] = np.where(given > 0, (squares - 2 * low * total + given * low * low) / (high - low) ** 2, 0.0)
    return Counts(n, above, of_squares, alike, withheld)
