"""Hiding in a table whose sums are published both ways: units x age groups, services x months.

A hidden number is unknown as far as others can change with it while every published sum stays as it is. Four hidden
cells at the crossings of two rows and two columns can: two grow as the other two shrink.
"""

from dataclasses import dataclass

import numpy as np

from disclosure.families import Flags, Numbers, Rules, Sums
from disclosure.spread import can_shift


@dataclass(frozen=True)
class Table:
    """Rows x columns of the parts of a published whole.

    The sum of every row and column is known: what is left of the published sums has a row and a column of its own.

    - ``n``, ``above``, ``squares``: as for ``Parts``.
    - ``listed``: cells that a reader is told of, if only as hidden; the others are never told.
    - ``protected``: cells whose respondents are to be protected. ``withheld``: cells that are hidden in any case.
    """

    n: Numbers
    above: Sums
    squares: Sums
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
    if not (always & table.protected).any():
        return always, np.zeros_like(always)
    moves = Moves(table, rules)
    hidden = _with_squares(always.copy(), moves)
    exposed = moves.exposed(hidden)
    if exposed.any():
        # Everything but what is in the way: sums of the table are worth more than its cells.
        everything = table.n > 0
        of_all = moves.exposed(everything)
        if (exposed & ~of_all).any():
            hidden, exposed = everything, of_all
    return _given_back(hidden, exposed, always, table.n, moves), moves.in_table(exposed)


def _with_squares(hidden: Flags, moves: "Moves") -> Flags:
    """Squares are hidden with each protected cell that is known too well, the cheapest first."""
    for cell in np.flatnonzero(moves.exposed(hidden)):
        while moves.exposed(hidden)[cell]:
            corners = moves.cheapest_square(int(cell), hidden)
            if not (corners & ~hidden).any():
                break
            hidden |= corners
    return hidden


def _given_back(hidden: Flags, exposed: Flags, always: Flags, n: Numbers, moves: "Moves") -> Flags:
    """Cells that nobody needs to be hidden are shown, the largest first."""
    added = np.argwhere(hidden & ~always)
    for row, column in sorted(added.tolist(), key=lambda cell: -n[cell[0], cell[1]]):
        hidden[row, column] = False
        if (moves.exposed(hidden) & ~exposed).any():
            hidden[row, column] = True
    return hidden


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
        # What is left of a sum is not hidden for being small.
        self._small = np.where(table.listed, self._n, np.inf)
        self._grows, self._shrinks = self._numbers()
        self._moments = [self._n, table.above, table.squares]

    def exposed(self, hidden: Flags) -> Flags:
        """Which protected cells are known too well when these are hidden; one value a protected cell."""
        squares = (
            self._elsewhere
            & hidden[self._rows][:, None, :]
            & hidden[:, self._columns].T[:, :, None]
            & hidden[None, :, :]
        )
        grows, shrinks = self._strips(squares)
        numbers = np.maximum(grows, _most(self._grows, squares)) + np.maximum(shrinks, _most(self._shrinks, squares))
        return np.asarray((1 + numbers < self._rules.values) | ~self._mean_unknown(squares))

    def cheapest_square(self, cell: int, hidden: Flags) -> Flags:
        """The corners of the square that helps to protect a cell at the least cost; nothing where none does."""
        corners = np.zeros(hidden.shape, dtype=np.bool_)
        row, column = self._rows[cell], self._columns[cell]
        answered = self._n > 0
        usable = self._elsewhere[cell] & answered & answered[row][None, :] & answered[:, column][:, None]
        # Free ones have not been enough.
        cost = np.where(hidden, 0.0, 1.0 + self._n / (1.0 + self._n.sum()))
        price = cost + cost[row][None, :] + cost[:, column][:, None]
        usable &= (self._grows[cell] + self._shrinks[cell] > 0) & (price > 0)
        enough = usable & (1 + self._grows[cell] + self._shrinks[cell] >= self._rules.values)
        usable = enough if enough.any() else usable
        if usable.any():
            # The number of cells first, then how many respondents they tell of.
            price = np.where(usable, price, np.inf)
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
        opposite, beside = self._opposite(self._small), self._beside(self._small)
        grows = _plausible(self._beside(self._spare), least - 1 - opposite, beside - least + 1)
        shrinks = _plausible(self._opposite(self._spare), least - 1 - beside, opposite - least + 1)
        return grows, shrinks

    def _mean_unknown(self, squares: Flags) -> Flags:
        """Whether each cell's mean lies in a wide interval, its number being known.

        Several squares that have two columns in common are taken together: what one row cannot give, another can.
        """
        rows, columns = self._rows, self._columns
        usable = squares.any(axis=1)
        own = [values[rows, columns][:, None] for values in self._moments]
        beside = [values[rows] for values in self._moments]
        below = [np.where(squares, values[:, columns].T[:, :, None], 0.0).sum(axis=1) for values in self._moments]
        opposite = [np.where(squares, values[None], 0.0).sum(axis=1) for values in self._moments]
        width = np.broadcast_to(self._rules.width * self._own[:, None], usable.shape)
        rising, falling = ([(one[0], one[1], one[2]) for one in cells] for cells in ((own, opposite), (beside, below)))
        return np.asarray((usable & can_shift(rising, falling, width)).any(axis=1))

    def _strips(self, squares: Flags) -> tuple[Sums, Sums]:
        """By how many each cell can grow and shrink with several squares that have two columns in common.

        Its number grows only as long as it stays too small itself, so that the hidden cells still look as they must.
        """
        rows, columns = self._rows, self._columns

        def together(of_column: Sums, opposite: Sums) -> Sums:
            return np.asarray(np.sum(np.minimum(of_column[:, columns].T[:, :, None], opposite), axis=1, where=squares))

        def least(own: Sums, of_row: Sums, others: Sums) -> Sums:
            return np.asarray(np.max(np.minimum(np.minimum(own[:, None], of_row[rows]), others), axis=1))

        spare = self._spare
        small = np.maximum(self._rules.least - 1.0 - self._own, 0.0)
        endless = np.full(spare.shape, np.inf)
        return (
            least(small, spare, together(spare, endless[None])),
            least(spare[rows, columns], endless, together(endless, spare[None])),
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
