"""Hiding in a table whose sums are published both ways: units x age groups, services x months.

A hidden number is unknown as far as others can change with it while every published sum stays as it is. Four hidden
cells at the crossings of two rows and two columns can: two grow as the other two shrink.
"""

from dataclasses import dataclass

import numpy as np

from disclosure.families import Flags, Numbers, Rules, Sums


@dataclass(frozen=True)
class Table:
    """Rows x columns of the parts of a published whole.

    The sum of every row and column is known: what is left of the published sums has a row and a column of its own.

    - ``n``, ``above``: as for ``Parts``.
    - ``listed``: cells that a reader is told of, if only as hidden; the others are never told.
    - ``protected``: cells whose respondents are to be protected. ``withheld``: cells that are hidden in any case.
    """

    n: Numbers
    above: Sums
    listed: Flags
    protected: Flags
    withheld: Flags


def hidden_cells_of(table: Table, rules: Rules) -> tuple[Flags, Flags]:
    """The cells of a table to hide, and the protected ones that are known too well even so.

    Parameters
    ----------
    table : Table
    rules : Rules

    Returns
    -------
    hidden, exposed : two arrays of bool, rows x columns
        What is hidden has respondents. Where ``exposed`` has any, a sum of its row or column must be hidden too.
    """
    always = (table.n > 0) & (table.protected | table.withheld | ~table.listed)
    hidden = always.copy()
    if not (always & table.protected).any():
        return hidden, np.zeros_like(hidden)
    moves = Moves(table, rules)
    for cell in np.flatnonzero(moves.exposed(hidden)):
        if moves.exposed(hidden)[cell]:
            hidden |= moves.cheapest_square(int(cell), hidden)
    exposed = moves.exposed(hidden)
    added = np.argwhere(hidden & ~always)
    for row, column in sorted(added.tolist(), key=lambda cell: -table.n[cell[0], cell[1]]):
        hidden[row, column] = False
        if (moves.exposed(hidden) & ~exposed).any():
            hidden[row, column] = True
    return hidden, moves.in_table(exposed)


class Moves:
    """The ways in which protected cells' numbers can change while the published sums stay.

    Arrays are protected cells x rows x columns of the opposite corner of a square.
    """

    def __init__(self, table: Table, rules: Rules) -> None:
        protected = table.protected & (table.n > 0)
        self._rules, self._n = rules, table.n.astype(np.float64)
        self._rows, self._columns = np.nonzero(protected)
        self._own: Sums = self._n[protected]
        self._elsewhere = (np.arange(protected.shape[0])[None, :, None] != self._rows[:, None, None]) & (
            np.arange(protected.shape[1])[None, None, :] != self._columns[:, None, None]
        )
        self._spare = np.maximum(self._n - np.where(table.listed, 1.0, 0.0), 0.0)
        self._down = np.nan_to_num(table.above, nan=np.inf)
        self._up = np.nan_to_num(table.n - table.above, nan=np.inf)
        self._grows, self._shrinks = self._numbers()
        rises: Sums = np.minimum(self._opposite(self._up), self._beside(self._down))
        falls = np.minimum(self._opposite(self._down), self._beside(self._up))
        self._width = (rises + falls) / self._own[:, None, None]

    def exposed(self, hidden: Flags) -> Flags:
        """Which protected cells are known too well when these are hidden; one value a protected cell."""
        squares = (
            self._elsewhere
            & hidden[self._rows][:, None, :]
            & hidden[:, self._columns].T[:, :, None]
            & hidden[None, :, :]
        )
        grows, shrinks, rises, falls = self._strips(squares)
        numbers = np.maximum(grows, _most(self._grows, squares)) + np.maximum(shrinks, _most(self._shrinks, squares))
        width = np.maximum((rises + falls) / self._own, _most(self._width, squares))
        return np.asarray((1 + numbers < self._rules.values) | (width < self._rules.width))

    def cheapest_square(self, cell: int, hidden: Flags) -> Flags:
        """The corners of the square that protects a cell at the least cost; nothing where no square does."""
        corners = np.zeros(hidden.shape, dtype=np.bool_)
        row, column = self._rows[cell], self._columns[cell]
        answered = self._n > 0
        usable = self._elsewhere[cell] & answered & answered[row][None, :] & answered[:, column][:, None]
        usable &= 1 + self._grows[cell] + self._shrinks[cell] >= self._rules.values
        usable &= self._width[cell] >= self._rules.width
        if usable.any():
            # The number of cells first, then how many respondents they tell of.
            cost = np.where(hidden, 0.0, 1.0 + self._n / (1.0 + self._n.sum()))
            price = np.where(usable, cost + cost[row][None, :] + cost[:, column][:, None], np.inf)
            other_row, other_column = np.unravel_index(int(np.argmin(price)), price.shape)
            corners[[other_row, other_row, row], [other_column, column, other_column]] = True
        return corners

    def in_table(self, of_cells: Flags) -> Flags:
        """Rows x columns, from one value a protected cell."""
        flags = np.zeros(self._n.shape, dtype=np.bool_)
        flags[self._rows[of_cells], self._columns[of_cells]] = True
        return flags

    def _opposite(self, values: Sums) -> Sums:
        """The smaller of a cell's value and that of the opposite corner."""
        return np.asarray(np.minimum(values[self._rows, self._columns][:, None, None], values[None, :, :]))

    def _beside(self, values: Sums) -> Sums:
        """The smaller value of the two corners between."""
        return np.asarray(np.minimum(values[self._rows][:, None, :], values[:, self._columns].T[:, :, None]))

    def _numbers(self) -> tuple[Sums, Sums]:
        """By how many each cell can grow, and shrink, as far as that leaves a cell that is too small."""
        least = self._rules.least
        opposite, beside = self._opposite(self._n), self._beside(self._n)
        grows = _plausible(self._beside(self._spare), least - 1 - opposite, beside - least + 1)
        shrinks = _plausible(self._opposite(self._spare), least - 1 - beside, opposite - least + 1)
        return grows, shrinks

    def _strips(self, squares: Flags) -> tuple[Sums, Sums, Sums, Sums]:
        """How far each cell's number and sum can grow and fall with several squares that have two columns in common.

        Its number grows only as long as it stays too small itself, so that the hidden cells still look as they must.
        """
        rows, columns = self._rows, self._columns

        def together(of_column: Sums, opposite: Sums) -> Sums:
            return np.asarray(np.sum(np.minimum(of_column[:, columns].T[:, :, None], opposite), axis=1, where=squares))

        def least(own: Sums, of_row: Sums, others: Sums) -> Sums:
            return np.asarray(np.max(np.minimum(np.minimum(own[:, None], of_row[rows]), others), axis=1))

        spare, down, up = self._spare, self._down, self._up
        small = np.maximum(self._rules.least - 1.0 - self._own, 0.0)
        endless = np.full(spare.shape, np.inf)
        return (
            least(small, spare, together(spare, endless[None])),
            least(spare[rows, columns], endless, together(endless, spare[None])),
            least(up[rows, columns], down, together(down, up[None])),
            least(down[rows, columns], up, together(up, down[None])),
        )


def _plausible(capacity: Sums, until: Sums, since: Sums) -> Sums:
    """How many of the changes 1 to ``capacity`` leave a cell that is too small, as one must be where cells are hidden.

    That is so until the smallest of the growing ones is large enough, and since one of the shrinking ones is too small.
    """
    early = np.clip(until, 0, capacity)
    late = np.clip(capacity - np.maximum(since, 1) + 1, 0, capacity)
    return np.asarray(np.minimum(early + late, capacity))


def _most(amounts: Sums, where: Flags) -> Sums:
    return np.asarray(np.max(amounts, axis=(1, 2), where=where, initial=0.0))
