"""How much leeway the published sums of a table leave its hidden cells, for one who knows the rules.

The sums of rows and columns stay. So where a cell is larger by some respondents, or by some of their answers, other
hidden cells are smaller: it is asked how far each can go when the others take what they have room for. Every cell is
asked for itself, so what is found is possible; more may be, as sums and squares are moved together along a few ways.
"""

from dataclasses import dataclass

import numpy as np

from disclosure.families import Flags, Numbers, Rules, Sums
from disclosure.flows import ENDLESS, ranges
from disclosure.spread import rooms, rooms_for_people

# By how much the squares change for each point of the sum, from twice the mean; answers of people, from the mean.
SLOPES = (-0.6, -0.3, -0.1, 0.0, 0.1, 0.3, 0.6)
PEOPLE = (-0.5, -0.2, 0.1, 0.3)
NEAR = 1e-4


@dataclass(frozen=True)
class Table:
    """Rows x columns of the parts of a published whole.

    The sum of every row and column is known: what is left of the published sums has a row and a column of its own.

    - ``n``, ``above``, ``squares``: as for ``Parts``.
    - ``listed``: cells that a reader is told of, if only as hidden; the others are never told, and may be empty.
    - ``figures``: cells that are told or could be; the others are what is left of sums.
    - ``protected``: cells whose respondents are to be protected. ``withheld``: cells that are hidden in any case.
    """

    n: Numbers
    above: Sums
    squares: Sums
    listed: Flags
    figures: Flags
    protected: Flags
    withheld: Flags


class Leeway:
    """Judges what may be hidden of one table; sets of hidden cells are arrays of (sets x) rows x columns."""

    def __init__(self, table: Table, rules: Rules) -> None:
        self._table, self._rules = table, rules
        self._n = table.n.astype(np.float64)
        self._protected = table.protected & (table.n > 0)
        self._spare = np.maximum(self._n - table.listed, 0.0)
        # Hidden for another's sake, which a reader does not know.
        self._beside = table.figures & ~self._protected & (table.n > 0)
        # Beyond so many more respondents a cell would not look as if it were too small itself.
        self._small = np.where(table.listed, np.maximum(rules.least - 1 - self._n, 0.0), ENDLESS)
        known = ~np.isnan(table.above) & (table.n > 0)
        self._has_means = bool(rules.width and (known & table.protected).any())
        if self._has_means:
            self._up, self._down, self._answers = self._ways(known)

    def least_of(self, hidden: Flags) -> Sums:
        """The fewest respondents that each cell can have when these are hidden."""
        return self._n - self._numbers(hidden | ~self._table.listed)[1]

    def _ways(self, known: Flags) -> tuple[Sums, Sums, Sums]:
        """The room of every cell, ways x rows x columns: sums alone, and then people with an answer each."""
        moments = (self._n, self._table.above, self._table.squares)
        mean = self._table.above[known].sum() / self._n[known].sum()
        sums = [rooms(moments, 2 * mean + off) for off in SLOPES]
        answers = np.clip(mean + np.array(PEOPLE), 0.0, 1.0)
        people = [np.minimum(rooms_for_people(moments, answer), self._spare) for answer in answers]
        endless = [np.full(self._n.shape, ENDLESS)] * len(people)
        return np.stack([*(up for up, _ in sums), *endless]), np.stack([*(down for _, down in sums), *people]), answers

    def exposed(self, hidden: Flags) -> Flags:
        """The cells that are known too well when these are hidden: protected ones, and others that look like them."""
        judged, few = self._judged(hidden)
        return np.asarray(few | self._narrow(hidden | ~self._table.listed, judged & ~few))

    def fails(self, hidden: Flags, known: Flags) -> Flags:
        """Which sets of hidden cells leave more cells known too well than these; one value a set."""
        judged, few = self._judged(hidden)
        judged &= ~few & ~known
        failed: Flags = np.asarray((few & ~known).any(axis=(-2, -1)))
        judged[failed] = False
        return np.asarray(failed | self._narrow(hidden | ~self._table.listed, judged).any(axis=(-2, -1)))

    def _judged(self, hidden: Flags) -> tuple[Flags, Flags]:
        """The cells that must not be known too well, and those of them that can have few numbers."""
        free = hidden | ~self._table.listed
        grows, shrinks = self._numbers(free)
        # Of what is never told, a reader has to be certain that there is anybody.
        least, lowest = self._rules.least, self._n - shrinks
        judged = free & (self._table.listed | (lowest >= 1)) & np.where(self._beside, lowest < least, self._protected)
        numbers = 1 + shrinks + np.minimum(grows, self._small)
        numbers = np.where(self._beside & self._table.listed, least - lowest, numbers)
        few = judged & (numbers < self._rules.values)
        if few.any():
            few &= numbers + self._until_another_is_small(free) < self._rules.values
        if few.any():
            few = self._few_even_with_another(free, few)
        return judged, few | self._left_alone(free)

    def _left_alone(self, free: Flags) -> Flags:
        """The cells that together are the few that the shown ones leave of a sum."""
        n = np.where(free, self._n, 0.0)
        of_rows, of_columns = n.sum(axis=-1, keepdims=True), n.sum(axis=-2, keepdims=True)
        return np.asarray((n > 0) & ((of_rows < self._rules.rest) | (of_columns < self._rules.rest)))

    def _numbers(self, free: Flags) -> tuple[Sums, Sums]:
        """By how many respondents each cell can grow and shrink."""
        grows, shrinks = ranges(np.where(free, ENDLESS, 0.0), np.where(free, self._spare, 0.0))
        return np.floor(grows + NEAR), np.floor(shrinks + NEAR)

    def _until_another_is_small(self, free: Flags) -> Sums:
        """How many larger numbers each cell can have because another of its row, or column, is then too small."""
        turned = self._grown_for(np.swapaxes(free, -1, -2), self._n.T, self._spare.T, self._table.listed.T)
        return np.maximum(self._grown_for(free, self._n, self._spare, self._table.listed), np.swapaxes(turned, -1, -2))

    def _grown_for(self, free: Flags, n: Sums, spare: Sums, listed: Flags) -> Sums:
        """What one cell of the row gives, another row must take; sets x rows x columns."""
        least = self._rules.least
        given, open_ = np.where(free, spare, 0.0), free.astype(np.float64)
        of_columns = np.swapaxes(given, -1, -2) @ open_
        taken = of_columns[..., None, :, :] - given[..., :, :, None] * open_[..., :, None, :]
        other = np.arange(n.shape[1])
        taken[..., other, other] = 0.0
        most = np.where(free & listed, spare, 0.0)[..., :, None, :]
        since = np.maximum(np.maximum(n[:, None, :] - least + 1, least - n[:, :, None]), 1.0)
        return np.asarray(np.maximum(np.minimum(most, taken) - since + 1, 0.0).max(axis=-1))

    def _few_even_with_another(self, free: Flags, few: Flags) -> Flags:
        """Those of the cells that have few numbers also when it is another that stays too small."""
        rows, columns = np.nonzero(self._protected & self._table.listed & (self._n < self._rules.least))
        if not len(rows):
            return few
        own = few.any(axis=(-2, -1))
        some = free[own]
        up = np.repeat(np.where(some, ENDLESS, 0.0)[..., None, :, :], len(rows), axis=-3)
        other = np.arange(len(rows))
        up[..., other, rows, columns] = self._small[rows, columns]
        down = np.where(some, self._spare, 0.0)[..., None, :, :]
        grows, shrinks = ranges(up, np.broadcast_to(down, up.shape))
        beside = (_dependent(some)[..., rows, :, None] & some[..., None, :, :]).copy()
        beside[..., other, rows, columns] = False
        enough = beside & (1 + np.floor(grows + NEAR) + np.floor(shrinks + NEAR) >= self._rules.values)
        found = few.copy()
        found[own] &= ~enough.any(axis=-3)
        return found

    def _narrow(self, free: Flags, judged: Flags) -> Flags:
        """Those of the cells whose mean lies in a narrow interval."""
        found = np.zeros(judged.shape, dtype=np.bool_)
        own = judged.any(axis=(-2, -1))
        if not self._has_means or not own.any():
            return found
        some = free[own][..., None, :, :]
        grows, shrinks = ranges(np.where(some, self._up, 0.0), np.where(some, self._down, 0.0))
        total, n = self._table.above, np.maximum(self._n, 1.0)
        sums = len(SLOPES)
        high = (total + grows[..., :sums, :, :].max(axis=-3)) / n
        low = (total - shrinks[..., :sums, :, :].max(axis=-3)) / n
        more = np.minimum(np.floor(grows[..., sums:, :, :] + NEAR), np.where(self._beside, ENDLESS, self._small))
        fewer = np.minimum(np.floor(shrinks[..., sums:, :, :] + NEAR), n - 1)
        answer = self._answers[:, None, None]
        ends = np.concatenate([(total + answer * more) / (n + more), (total - answer * fewer) / (n - fewer)], axis=-3)
        # The comparison is false where the sum is unknown.
        found[own] = np.maximum(high, ends.max(axis=-3)) - np.minimum(low, ends.min(axis=-3)) < self._rules.width - NEAR
        return found & judged


def _dependent(free: Flags) -> Flags:
    """Which rows' free cells depend on each other: (sets x) rows x rows."""
    joined = free.astype(np.float64) @ np.swapaxes(free, -1, -2).astype(np.float64) > 0
    reach = 1
    while reach < free.shape[-2]:
        joined = joined.astype(np.float64) @ joined.astype(np.float64) > 0
        reach *= 2
    return np.asarray(joined)
