"""What a reader of a release can say about the cells that it hides: unknown numbers, and sums that they add up to.

Derived from the tables of the release alone. Every published whole is the sum of its parts, in each of the ways in
which a whole is broken down; what is left of it, which no release tells of, is an unknown part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from disclosure.blocks import Block, blocks
from disclosure.lattice import NOBODY, Axis, Flags, Numbers, columns_of, places_of
from disclosure.policy import Policy
from disclosure.told import FEW, KEY, NO_ROW, RESPONDENTS, SHOWN, WITHHELD, Tables

Floats = npt.NDArray[np.float64]
Figures = dict[str, npt.NDArray[Any]]

# What is known of a told cell, as arrays.
FIGURES = ("state", "n", "total", "squares", "slack", "scale_min", "scale_max", "carried")
# Of so many cells the sums are written down at once.
CELLS_AT_ONCE = 100_000
# Cells without a row of which something may be hidden, and what is left of wholes.
UNLISTED, LEFT_OVER = 4, 5


@dataclass(frozen=True)
class Statements:
    """Unknown cells and the sums that are known of them.

    - ``cells``: one row an unknown cell: ``place``, ``role``, ``period``, ``grouping``, ``measure``, ``state``,
      ``threshold``, and the ``least`` and ``most`` respondents that it can have.
    - ``sums``: equations x cells, 1 for a part and -1 for a whole.
    - ``n``, ``total``, ``squares``: what each equation adds up to (the last two missing where that is not known), and
      ``slack``: how far the total may be from the truth.
    """

    cells: pd.DataFrame
    sums: sparse.csr_matrix
    n: Floats
    total: Floats
    squares: Floats
    slack: Floats


@dataclass(frozen=True)
class _Sums:
    """The equations of some measures in a block: their unknown cells, and each one's part in them."""

    cells: Numbers
    states: Numbers
    equation: Numbers
    cell: Numbers
    sign: Floats
    right: list[Floats]


def statements(told: pd.DataFrame, tables: Tables, policy: Policy) -> Statements:
    """The statements that the figures of a release make about the cells that it hides.

    Parameters
    ----------
    told : DataFrame
        What ``told_cells`` says of the release, or of several at once.
    tables : mapping of str to DataFrame
        ``scope``, ``place`` and ``period`` of the release.
    policy : Policy

    Returns
    -------
    Statements
    """
    places, columns = places_of(tables["scope"], tables["place"]), columns_of(told, tables["period"])
    shape = len(places.left), len(columns.left)
    node = _positions(places.names[["place", "role"]], told[["place", "role"]])
    column = _positions(columns.names[["period", "grouping"]], told[["period", "grouping"]])
    measure, names = pd.factorize(told["measure"])
    used = np.zeros(shape, dtype=np.bool_)
    used[node, column] = True
    left = places.left[:, None] | columns.left[None, :]
    needed = _thresholds(places, columns, policy)
    # Frames are slow to take rows from, and there are thousands of portions.
    figures = {name: told[name].to_numpy() for name in FIGURES}
    parts: list[tuple[_Sums, Numbers]] = []
    for block in blocks(used, places, columns):
        number = np.full(shape, NOBODY)
        number[np.ix_(block.places, block.columns)] = np.arange(block.size).reshape(len(block.places), -1)
        whereabouts = np.flatnonzero(number.ravel() != NOBODY)
        inside = np.flatnonzero(number[node, column] != NOBODY)
        for own in _some_measures(measure[inside], block.size):
            rows = inside[np.isin(measure[inside], own)]
            at = np.searchsorted(own, measure[rows]) * block.size + number[node[rows], column[rows]]
            sums = _sums(
                block.of_measures(len(own)),
                {name: values[rows] for name, values in figures.items()},
                at,
                np.tile(left.ravel()[whereabouts], len(own)),
                np.tile(needed.ravel()[whereabouts], len(own)),
            )
            of_measure, cell = np.divmod(sums.cells, block.size)
            parts.append((sums, whereabouts[cell] + own[of_measure] * left.size))
    return _together(parts, _Names(places, columns, names, needed), told, policy)


def _some_measures(measure: Numbers, cells: int) -> Iterator[Numbers]:
    """The measures that there are, so many at once that memory is limited."""
    found = np.unique(measure)
    at_once = max(CELLS_AT_ONCE // cells, 1)
    for first in range(0, len(found), at_once):
        yield found[first : first + at_once]


def _positions(names: pd.DataFrame, wanted: pd.DataFrame) -> Numbers:
    return pd.MultiIndex.from_frame(names).get_indexer(pd.MultiIndex.from_frame(wanted))


def _thresholds(places: Axis, columns: Axis, policy: Policy) -> Numbers:
    """How many respondents the cells need, places x columns; what is left of a whole is nobody's figure."""
    whole = np.array(
        [policy.least(service) if isinstance(service, str) else policy.least("") for service in places.names["service"]]
    )[:, None]
    of_group = columns.names["grouping"].ne("").to_numpy()[None, :]
    needed = np.where(of_group, np.maximum(policy.min_n_detail, whole), whole)
    needed[places.left], needed[:, columns.left] = policy.min_n, policy.min_n
    return needed


def _sums(block: Block, told: Figures, at: Numbers, left: Flags, needed: Numbers) -> _Sums:
    """The sums of a block's cells; unknown cells are on the left side of the equations."""
    states = np.full(block.size, NO_ROW)
    # What stands from an earlier release is a number near to the present one, which is not told.
    states[at] = np.where(told["carried"], WITHHELD, told["state"])
    n = np.zeros(block.size)
    n[at] = told["n"]
    states[left] = LEFT_OVER
    silent = _silent(block, states, n)
    for here, wholes in block.steps:
        of_wholes = [_whole_states(states, n, whole, needed[here]) for whole in wholes]
        for whole, found in zip(wholes, of_wholes, strict=True):
            found[np.isin(whole * block.size + here, silent) & (found == SHOWN)] = UNLISTED
        states[here] = _state(states[here], of_wholes)
    unknown = states > SHOWN
    figures = np.zeros((4, block.size))
    for row, name in enumerate(("n", "total", "squares", "slack")):
        figures[row, at] = told[name]
    figures[:, unknown] = 0.0
    part, whole, equation = block.part, block.whole, block.equation
    count = int(equation.max(initial=-1)) + 1
    whole_of = np.zeros(count, dtype=np.int64)
    whole_of[equation] = whole
    right = [figures[row, whole_of] - np.bincount(equation, figures[row, part], count) for row in range(3)]
    right.append(figures[3, whole_of] + np.bincount(equation, figures[3, part], count))
    _forget_other_scales(right, block, told, at, whole_of)
    inner = unknown[part]
    rows = np.concatenate([equation[inner], np.flatnonzero(unknown[whole_of])])
    cells = np.concatenate([part[inner], whole_of[unknown[whole_of]]])
    sign = np.where(np.arange(len(cells)) < inner.sum(), 1.0, -1.0)
    numbers, at_cell = np.unique(cells, return_inverse=True)
    kept, at_row = np.unique(rows, return_inverse=True)
    return _Sums(numbers, states[numbers], at_row, at_cell, sign, [values[kept] for values in right])


def _silent(block: Block, states: Numbers, n: Floats) -> Numbers:
    """Parts of wholes with answers that list none of their months, or none of a variable's groups: whole and part.

    A place lists all of them that have answers, or none. That no unit lists a group which its service has says nothing:
    each of the units that lists others has nobody in it.
    """
    told = np.isin(states[block.part], [SHOWN, FEW, WITHHELD])
    count = int(block.equation.max(initial=-1)) + 1
    none = np.bincount(block.equation, told, count) == 0
    answered = (states[block.whole] == SHOWN) & (n[block.whole] > 0)
    columns = len(block.columns)
    asked = np.zeros(columns * block.measures, dtype=np.bool_)
    asked[block.columns_of(np.flatnonzero(np.isin(states, [SHOWN, FEW, WITHHELD])))] = True
    same_place = block.part // columns == block.whole // columns
    own = none[block.equation] & answered & same_place & asked[block.columns_of(block.part)]
    return np.asarray(block.whole[own] * block.size + block.part[own])


def _whole_states(states: Numbers, n: Floats, whole: Numbers, needed: Numbers) -> Numbers:
    """What is known of the wholes: -1 where there is none, SHOWN where it has answers, NO_ROW where it has none.

    A whole with fewer than a part needs lists no parts, as one that is hidden.
    """
    shown = states[whole] == SHOWN
    found = np.where(shown & (n[whole] < needed), UNLISTED, states[whole])
    return np.where(whole == NOBODY, NOBODY, np.where(shown & (n[whole] == 0), NO_ROW, found))


def _state(states: Numbers, wholes: list[Numbers]) -> Numbers:
    """Cells without a row may have answers where a whole of theirs is hidden, unless another has none."""
    beside = np.vstack(wholes)
    empty = (beside == NO_ROW).any(axis=0)
    hidden = ((beside == FEW) | (beside == UNLISTED)).any(axis=0)
    found = np.where((states == NO_ROW) & hidden & ~empty, UNLISTED, states)
    return np.where((states == LEFT_OVER) & empty, NO_ROW, found)


def _forget_other_scales(right: list[Floats], block: Block, told: Figures, at: Numbers, whole_of: Numbers) -> None:
    """Answers on different scales do not add up: only their numbers do."""
    low, high = np.full((2, block.size), np.nan)
    low[at], high[at] = told["scale_min"], told["scale_max"]
    scale = pd.factorize(low * 1000 + high)[0]
    of_whole = scale[whole_of][block.equation]
    differs = (scale[block.part] != of_whole) & (scale[block.part] >= 0) & (of_whole >= 0)
    other = np.zeros(len(whole_of), dtype=np.bool_)
    other[block.equation[differs]] = True
    for values in right[1:3]:
        values[other] = np.nan


@dataclass(frozen=True)
class _Names:
    places: Axis
    columns: Axis
    measures: pd.Index
    thresholds: Numbers


def _together(parts: list[tuple[_Sums, Numbers]], names: _Names, told: pd.DataFrame, policy: Policy) -> Statements:
    """The equations of all measures and blocks; a cell of two blocks is one unknown."""
    keys = np.concatenate([keys for _, keys in parts] or [np.zeros(0, dtype=np.int64)])
    numbers, first, number = np.unique(keys, return_index=True, return_inverse=True)
    states = np.concatenate([sums.states for sums, _ in parts] or [keys])[first]
    ends = np.cumsum([0, *(len(sums.right[0]) for sums, _ in parts)])
    offsets = np.cumsum([0, *(len(sums.cells) for sums, _ in parts)])
    rows = np.concatenate([sums.equation + end for (sums, _), end in zip(parts, ends, strict=False)] or [keys])
    cells = np.concatenate(
        [number[sums.cell + start] for (sums, _), start in zip(parts, offsets, strict=False)] or [keys]
    )
    sign = np.concatenate([sums.sign for sums, _ in parts] or [keys.astype(np.float64)])
    matrix = sparse.csr_matrix((sign, (rows, cells)), shape=(ends[-1], len(numbers)))
    right = [np.concatenate([sums.right[row] for sums, _ in parts] or [keys.astype(np.float64)]) for row in range(4)]
    return Statements(_near_the_former(_named(numbers, states, names, told), told, policy), matrix, *right)


def _named(numbers: Numbers, states: Numbers, names: _Names, told: pd.DataFrame) -> pd.DataFrame:
    width = len(names.columns.left)
    measure, cell = np.divmod(numbers, len(names.places.left) * width)
    node, column = np.divmod(cell, width)
    cells = pd.DataFrame({"measure": names.measures.to_numpy()[measure], "state": states})
    for name in ("place", "role"):
        cells[name] = names.places.names[name].to_numpy()[node]
    for name in ("period", "grouping"):
        cells[name] = names.columns.names[name].to_numpy()[column]
    cells["threshold"] = names.thresholds[node, column]
    cells["least"] = np.where(states == FEW, 1.0, 0.0)
    cells["most"] = _respondents(cells, told)
    return cells


def _near_the_former(cells: pd.DataFrame, told: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The cells with the limits of those whose former figure stands: fewer than a figure needs have come or gone."""
    carried = told[told["carried"].to_numpy(dtype=np.bool_)]
    if carried.empty:
        return cells
    at = pd.MultiIndex.from_frame(carried[KEY]).get_indexer(pd.MultiIndex.from_frame(cells[KEY]))
    n = np.append(carried["n"].to_numpy(dtype="float64"), np.nan)[at]
    least = np.fmax(cells["least"], n - policy.min_n + 1)
    return cells.assign(least=least, most=np.fmin(cells["most"], n + policy.min_n - 1))


def _respondents(cells: pd.DataFrame, told: pd.DataFrame) -> Floats:
    """How many can have answered: as many as were invited, where that is told.

    How many of those who answered anything answered one thing is not protected: where six answered a survey, and a
    question of it is hidden, four at the most answered that.
    """
    response = told[(told["measure"] == RESPONDENTS)].set_index(["place", "role", "period"])
    at = response.index.get_indexer(pd.MultiIndex.from_frame(cells[["place", "role", "period"]]))
    invited = np.append(response["invited"].to_numpy(dtype="float64", na_value=np.nan), np.nan)[at]
    return np.where(np.isnan(invited), np.inf, invited)


__all__ = ["LEFT_OVER", "UNLISTED", "WITHHELD", "Statements", "statements"]
