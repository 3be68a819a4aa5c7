"""Hiding in a tree of places, from the top: wholes first, then one breakdown at a time.

What is hidden at a place is hidden at all its parts, so that the parts of different places can be decided about one by
one. Where nothing keeps a part unknown, a figure of its whole is hidden, and the decision begins again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from disclosure.families import Flags, Numbers, Parts, Rules, Sums, hidden_parts
from disclosure.tables import Table, hidden_cells_of


@dataclass(frozen=True)
class Tree:
    """Places with the number of the place that each is part of; the first is the root, -1 its whole.

    A place stands after the one that it is part of.
    """

    parents: tuple[int, ...]

    @cached_property
    def families(self) -> list[tuple[int, Numbers]]:
        """Each place that has parts, with them, from the top."""
        parents = np.array(self.parents)
        return [(int(place), np.flatnonzero(parents == place)) for place in np.unique(parents[1:])]


@dataclass(frozen=True)
class Counts:
    """Arrays of one shape; the last axis is the measures.

    - ``n``: respondents. ``above``, ``squares``: the sums of their answers as parts of the scale, and of the squares.
    - ``alike``: whether they all answered alike. ``withheld``: whether they are hidden in any case.
    - ``most``: how many a reader knows there can be at most.
    """

    n: Numbers
    above: Sums
    squares: Sums
    alike: Flags
    withheld: Flags
    most: Numbers

    def at(self, *index: Any) -> "Counts":
        """Some of them."""
        return Counts(
            self.n[index], self.above[index], self.squares[index],
            self.alike[index], self.withheld[index], self.most[index],
        )  # fmt: skip


def hidden_places(tree: Tree, counts: Counts, least: Numbers, rules: Rules) -> Flags:
    """The places whose figures are hidden.

    Parameters
    ----------
    tree : Tree
    counts : Counts
        Places x measures.
    least : array of int
        How many respondents a figure of each place needs.
    rules : Rules

    Returns
    -------
    array of bool, places x measures
        Places without respondents are not hidden.
    """
    answered = counts.n > 0
    forced = np.zeros(counts.n.shape, dtype=np.bool_)
    while True:
        protected = forced | counts.alike | (counts.n < least[:, None])
        hidden = (protected | counts.withheld) & answered
        exposed = np.zeros(counts.n.shape, dtype=np.bool_)
        for whole, parts in tree.families:
            of_parts, exposed[whole] = hidden_parts(
                _parts(counts.at(whole), counts.at(parts), protected[parts], rules.least), rules
            )
            exposed[whole] &= ~hidden[whole]
            hidden[parts] = answered[parts] & (hidden[whole] | of_parts[:-1])
        if not exposed.any():
            return hidden
        forced |= exposed


def hidden_breakdown(
    tree: Tree, wholes: Counts, hidden: Flags, cells: Counts, least: Numbers, rules: Rules, rest: int
) -> tuple[Flags, Flags]:
    """The cells of a breakdown (age groups, months) to hide.

    Parameters
    ----------
    tree : Tree
    wholes : Counts
        Places x 1: one measure.
    hidden : array of bool
        The places whose figures are hidden.
    cells : Counts
        Places x columns.
    least : array of int
        How many respondents a figure of each place needs.
    rules : Rules
    rest : int
        So many respondents must be left of a whole when its shown parts are taken from it, if any are.

    Returns
    -------
    hidden, unlisted : two arrays of bool, places x columns
        Nothing is told of an unlisted cell, not even that it is hidden: its place is hidden, or the same group of what
        its place is part of.
    """
    forced = np.zeros(cells.n.shape, dtype=np.bool_)
    # No group of so few could be shown, and that they are hidden would tell where there are any.
    closed = hidden | (wholes.n[:, 0] < least)
    while True:
        protected = (cells.n > 0) & (forced | cells.alike | (cells.n < least[:, None]))
        told, unlisted, exposed = _once(tree, wholes, closed, cells, protected, rules, rest)
        if not exposed.any():
            return told, unlisted
        forced |= exposed


def _once(
    tree: Tree, wholes: Counts, hidden: Flags, cells: Counts, protected: Flags, rules: Rules, rest: int
) -> tuple[Flags, Flags, Flags]:
    """One way down the tree: what is hidden, what is unlisted, and cells that must be hidden for their parts' sake."""
    withheld, unlisted, exposed = (np.zeros(cells.n.shape, dtype=np.bool_) for _ in range(3))
    unlisted[hidden] = True
    if not hidden[0]:
        columns = cells.at(0, slice(None), None)
        found, _ = hidden_parts(_parts(wholes.at(0), columns, protected[0][:, None], rest), rules)
        withheld[0] = found[:-1, 0]
    for whole, parts in tree.families:
        unlisted[np.ix_(parts, withheld[whole] | unlisted[whole])] = True
        columns = (cells.n[whole] > 0) & ~(withheld[whole] | unlisted[whole])
        rows = parts[~hidden[parts]]
        if not columns.any() or hidden[whole]:
            continue
        # The groups of a single place that lists none are what the others leave: a figure as others.
        alone = (hidden[parts] & (wholes.n[parts, 0] > 0)).sum() == 1
        table = _table(wholes, cells, whole, rows, columns, protected, (rest, rules.least if alone else rest))
        cells_hidden, known = hidden_cells_of(table, rules)
        withheld[np.ix_(rows, columns)] = cells_hidden[:-1, :-1]
        if known.any():
            exposed[whole, columns] = _columns_to_hide(known, cells.n[whole, columns])
            break
    return withheld, unlisted, exposed


def _columns_to_hide(known: Flags, n: Numbers) -> Flags:
    """The columns of the cells that are known too well; the smallest where that is what is left of a row."""
    columns: Flags = np.asarray(known[:, :-1].any(axis=0))
    if not columns.any():
        columns[np.argmin(n)] = True
    return columns


def _parts(whole: Counts, parts: Counts, protected: Flags, rest: int) -> Parts:
    """The parts of a whole, and last what is left of it; parts x measures."""
    left = np.maximum(whole.n - parts.n.sum(axis=0), 0)
    listed = np.full((len(parts.n) + 1, len(left)), True)
    listed[-1] = False
    return Parts(
        n=np.vstack([parts.n, left]),
        above=np.vstack([parts.above, whole.above - parts.above.sum(axis=0)]),
        squares=np.vstack([parts.squares, whole.squares - parts.squares.sum(axis=0)]),
        protected=np.vstack([protected, (left > 0) & (left < rest)]),
        withheld=np.vstack([parts.withheld, np.full(len(left), False)]),
        listed=listed,
        most=np.vstack([parts.most, whole.most]),
    )


def _table(
    wholes: Counts, cells: Counts, whole: int, rows: Numbers, columns: Flags, protected: Flags, rest: tuple[int, int]
) -> Table:
    """A place's shown parts x the columns shown of it, with what is left of the rows and columns last.

    ``rest`` is how many must be left of a row, and of a column, if any are.
    """
    told = np.ix_(rows, columns)
    n, above, squares = (
        _with_rest(inner[told], inner[whole, columns], outer[rows, 0], outer[whole, 0])
        for inner, outer in (
            (cells.n, wholes.n), (cells.above, wholes.above), (cells.squares, wholes.squares)
        )
    )  # fmt: skip
    n = np.maximum(n, 0)
    listed = np.zeros(n.shape, dtype=np.bool_)
    listed[:-1, :-1] = True
    few = (n > 0) & (n < rest[0])
    few[-1] = (n[-1] > 0) & (n[-1] < rest[1])
    few[:-1, :-1] = protected[told]
    few[-1, -1] = False
    withheld = np.zeros(n.shape, dtype=np.bool_)
    withheld[:-1, :-1] = cells.withheld[told]
    return Table(n=n, above=above, squares=squares, listed=listed, protected=few, withheld=withheld)


def _with_rest(inner: Any, of_whole: Any, of_parts: Any, total: Any) -> Any:
    """The table with a last row and column of what is left of the sums."""
    rows = np.column_stack([inner, of_parts - inner.sum(axis=1)])
    columns = np.append(of_whole, total - of_whole.sum())
    return np.vstack([rows, columns - rows.sum(axis=0)])
