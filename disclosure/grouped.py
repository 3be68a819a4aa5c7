"""Hiding the cells of one breakdown (age groups, months) in a tree of places, from the top.

A group that is hidden at a place is not listed at its parts, so that each place and its parts are a table of their own.
Where nothing keeps a cell of a table unknown, a part lists no groups at all, or the whole hides one of its own:
what costs a reader less. Then the decision begins again.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from disclosure.families import ANY_NUMBER, Flags, Numbers, Rules, Sums, hidden_parts
from disclosure.layers import Counts, Tree, parts_of
from disclosure.leeway import Leeway, Table
from disclosure.tables import decided, silenced


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
        way = _Descent(tree, wholes, hidden, cells, protected, rules, rest)
        stuck = way.down(closed)
        if stuck is None:
            return way.withheld, way.unlisted
        places, columns = stuck
        if columns.any():
            forced[np.ix_(places, columns)] = True
        else:
            closed = closed | tree.below(places)


@dataclass(frozen=True)
class _Family:
    """A whole with those of its parts that are shown, and the columns that it shows itself."""

    whole: int
    rows: Numbers
    columns: Flags

    @property
    def cells(self) -> Any:
        """Where its cells stand."""
        return np.ix_(self.rows, self.columns)


class _Descent:
    """One way down the tree of a breakdown: ``withheld`` and ``unlisted`` are what is decided on the way."""

    def __init__(
        self, tree: Tree, wholes: Counts, hidden: Flags, cells: Counts, protected: Flags, rules: Rules, rest: int
    ) -> None:
        self._tree, self._hidden, self._rest = tree, hidden, rest
        self._rules = replace(rules, rest=rest)
        self._wholes, self._cells, self._protected = wholes, cells, protected
        self.withheld, self.unlisted = np.zeros((2, *cells.n.shape), dtype=np.bool_)
        # How many respondents a hidden cell has at least, as far as a reader can tell.
        self._certain = np.zeros(cells.n.shape)
        # What it is worth to show a cell: itself, and the cells of its parts that can be shown only then.
        self._worth = ((cells.n > 0) & ~protected & ~cells.withheld).astype(np.float64)
        for whole, parts in reversed(tree.families):
            self._worth[whole] += self._worth[parts].sum(axis=0)

    def down(self, closed: Flags) -> tuple[Numbers, Flags] | None:
        """Where hiding parts is not enough: places, and the columns of them to hide (none where the places are to list
        nothing)."""
        self.unlisted[closed] = True
        if not closed[0]:
            columns = self._cells.at(0, slice(None), None)
            of_root = parts_of(self._wholes.at(0), columns, self._protected[0][:, None], self._rest)
            of_columns, exposed = hidden_parts(of_root, self._rules)
            if exposed.any():
                # Hiding all of them is not enough: then nothing is told of any.
                return np.array([0]), np.zeros(len(of_columns) - 1, dtype=np.bool_)
            self.withheld[0] = of_columns[:-1, 0]
            self._certain[0] = self.withheld[0]
        for whole, parts in self._tree.families:
            away = self.withheld[whole] | self.unlisted[whole]
            self.unlisted[np.ix_(parts, away)] = True
            # Of changes the parts can be more than their whole: they may cancel out in it.
            columns = (self._cells.n[[whole, *parts]] > 0).any(axis=0) & ~away
            if not columns.any():
                continue
            rows = parts[~self._hidden[parts] & (self._wholes.n[parts, 0] > 0)]
            family = _Family(whole, rows, columns)
            table = self._table(family)
            worth = np.zeros(table.n.shape)
            worth[:-1, :-1] = self._worth[family.cells]
            found = decided(table, self._rules, worth)
            if found.exposed.any() and (way_out := self._way_out(family, table, found.exposed)):
                return way_out
            told = found.hidden & table.listed & ~found.silent[:, None]
            self.withheld[family.cells] = told[:-1, :-1]
            self.unlisted[self._tree.below(family.rows[found.silent[:-1]])] = True
            if np.isin(rows, self._tree.parents).any():
                self._keep_certain(family, silenced(table, found.silent), told)
        return None

    def _keep_certain(self, family: _Family, table: Table, told: Flags) -> None:
        """How many respondents the parts of a family are known to have at least, where that is hidden."""
        unknown = told | ~table.listed
        least = Leeway(table, replace(self._rules, width=0.0)).least_of(told)
        self._certain[family.cells] = np.where(unknown, least, 0.0)[:-1, :-1]
        most = table.n[:, -1] + np.where(unknown, table.n, 0)[:, :-1].sum(axis=1)
        gone = ~family.columns & (self._certain[family.whole] > 0)
        of_whole = self._certain[family.whole, gone]
        self._certain[np.ix_(family.rows, gone)] = np.maximum(of_whole - (most.sum() - most[:-1])[:, None], 0.0)

    def _way_out(self, family: _Family, table: Table, exposed: Flags) -> tuple[Numbers, Flags] | None:
        """The places that should list nothing, or else the columns that the whole should hide: what costs less.

        There is none where no place lists anything, and the whole has nobody to hide.
        """
        forced = np.zeros_like(family.columns)
        of_whole = self._cells.n[family.whole, family.columns]
        forced[np.flatnonzero(family.columns)[_columns_to_hide(exposed, of_whole)]] = True
        price = self._worth[family.whole, forced].sum() if forced.any() else np.inf
        worth = self._worth[family.cells].sum(axis=1)
        lists = np.flatnonzero(table.listed[:-1].any(axis=1))
        # Those that are known too well, then the least of the others.
        known = exposed[lists].any(axis=1)
        order = lists[np.lexsort((table.n[lists].sum(axis=1), ~known))]
        for count in range(max(int(known.sum()), 1), len(order) + 1):
            if worth[order[:count]].sum() > price:
                break
            silent = np.isin(np.arange(len(table.n)), order[:count])
            if not Leeway(silenced(table, silent), self._rules).exposed(table.n > 0).any():
                return family.rows[order[:count]], np.zeros_like(forced)
        if forced.any():
            return np.array([family.whole]), forced
        return (family.rows[lists], forced) if len(lists) else None

    def _table(self, family: _Family) -> Table:
        """A place's parts x the columns shown of it, with what is left of the rows and columns last."""
        cells, wholes, whole, rows = self._cells, self._wholes, family.whole, family.rows
        n, above, squares = (
            _with_rest(inner[family.cells], inner[whole, family.columns], outer[rows, 0], outer[whole, 0])
            for inner, outer in (
                (cells.n, wholes.n), (cells.above, wholes.above), (cells.squares, wholes.squares)
            )
        )  # fmt: skip
        n = np.maximum(n, 0)
        figures, listed, withheld = np.zeros((3, *n.shape), dtype=np.bool_)
        figures[:-1, :-1] = True
        listed[:-1, :-1] = ~self.unlisted[rows].all(axis=1)[:, None]
        withheld[:-1, :-1] = cells.withheld[family.cells]
        few = (n > 0) & (n < self._rest)
        few[:-1, :-1] = self._protected[family.cells]
        few[:-1, -1] |= self._given_away(family, n[:, -1], above[:, -1], squares[:, -1]) & (n[:-1, -1] > 0)
        few[-1, -1] = False
        return Table(n, above, squares, listed, figures, few, withheld)

    def _given_away(self, family: _Family, left: Numbers, above: Sums, squares: Sums) -> Flags:
        """The rows of whose groups that the whole hides a reader would know too much: what is left says nearly all."""
        columns = np.flatnonzero(~family.columns & (self._certain[family.whole] > 0))
        rows = left[:-1, None]
        least = self._certain[family.whole, columns][None, :] - (left.sum() - rows)
        few = (rows < self._rules.least) & (rows - least + 1 < self._rules.values)
        size = np.maximum(rows, 1)
        mean = above[:-1, None] / size
        # So far from the mean of all can that of some of them be (Samuelson, 1968; of several: Cantelli).
        sd = np.sqrt(np.maximum(squares[:-1, None] / size - mean**2, 0.0))
        off = sd * np.sqrt(np.maximum(rows - least, 0) / np.maximum(least, 1))
        # The comparison is false where the sums are unknown.
        narrow = (least < self._rules.least) & (2 * off < self._rules.width)
        return np.asarray(((least >= 1) & (few | narrow)).any(axis=1))


def _columns_to_hide(known: Flags, n: Numbers) -> Flags:
    """The columns of the cells that are known too well; the smallest where that is what is left of a row.

    A whole of which nobody came or went has nothing to hide.
    """
    columns: Flags = np.asarray(known[:, :-1].any(axis=0) & (n > 0))
    if not columns.any() and n.any():
        columns[np.argmin(np.where(n > 0, n, ANY_NUMBER))] = True
    return columns


def _with_rest(inner: Any, of_whole: Any, of_parts: Any, total: Any) -> Any:
    """The table with a last row and column of what is left of the sums."""
    rows = np.column_stack([inner, of_parts - inner.sum(axis=1)])
    columns = np.append(of_whole, total - of_whole.sum())
    return np.vstack([rows, columns - rows.sum(axis=0)])
