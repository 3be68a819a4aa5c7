"""Hiding in a table whose sums are published both ways: units x age groups, services x months."""

from dataclasses import dataclass, replace

import numpy as np

from disclosure.families import Flags, Rules, Sums
from disclosure.leeway import Leeway, Table

# So many cells are given back at once; more are seldom possible.
AT_ONCE = 4


@dataclass(frozen=True)
class Found:
    """What is decided of a table.

    - ``hidden``: cells; what is hidden has respondents. ``silent``: rows of which nothing at all is told.
    - ``exposed``: protected cells that are known too well even so: a sum of their row or column must be hidden too.
    """

    hidden: Flags
    silent: Flags
    exposed: Flags


def decided(table: Table, rules: Rules, worth: Sums) -> Found:
    """The cells of a table to hide, and the rows that tell nothing.

    Parameters
    ----------
    table : Table
    rules : Rules
    worth : array of float, rows x columns
        What it is worth to show each cell: those worth most are shown first.

    Returns
    -------
    Found
    """
    silent: Flags = np.asarray(~table.listed.any(axis=1))
    found = hidden_cells_of(table, rules, worth)
    while True:
        # A row that would show nothing tells nothing: then it may be empty for all that a reader knows.
        shows = ((table.n > 0) & table.listed & ~found[0]).any(axis=1)
        mute = ~silent & ~shows & (table.n > 0).any(axis=1)
        if not mute.any():
            return Found(found[0], silent, found[1])
        silent = silent | mute
        table = silenced(table, mute)
        found = hidden_cells_of(table, rules, worth)


def silenced(table: Table, rows: Flags) -> Table:
    """The table when nothing is told of these rows."""
    return replace(table, listed=table.listed & ~rows[:, None])


def hidden_cells_of(table: Table, rules: Rules, worth: Sums | None = None) -> tuple[Flags, Flags]:
    """The cells of a table to hide, and the protected ones that are known too well even so.

    All are hidden, and given back one by one as long as no protected cell is known too well.
    """
    always = (table.n > 0) & (table.protected | table.withheld | ~table.listed)
    none = np.zeros_like(always)
    if not (always & table.protected).any():
        return always, none
    leeway = Leeway(table, rules)
    exposed = leeway.exposed(always)
    if exposed.any():
        everything = table.n > 0
        unavoidable = leeway.exposed(everything)
        if (exposed & ~unavoidable).any():
            first = _in_order(table, everything & ~always, np.zeros(table.n.shape) if worth is None else worth)
            hidden = _given_back(everything, first, unavoidable, leeway)
            return hidden, unavoidable & leeway.exposed(hidden)
        exposed = unavoidable
    return always, exposed


def _in_order(table: Table, cells: Flags, worth: Sums) -> list[tuple[int, int]]:
    """The cells in the order in which they are given back: those worth most, then the largest."""
    found = [(int(row), int(column)) for row, column in np.argwhere(cells)]
    return sorted(found, key=lambda cell: (-worth[cell], -table.n[cell]))


def _given_back(hidden: Flags, cells: list[tuple[int, int]], exposed: Flags, leeway: Leeway) -> Flags:
    """What stays hidden when the cells that nobody needs to be hidden are shown."""
    while cells:
        # Each with those before it; from the first that fails the others are tried again without it.
        tries = np.repeat(hidden[None], min(AT_ONCE, len(cells)), axis=0)
        for number, (row, column) in enumerate(cells[:AT_ONCE]):
            tries[number:, row, column] = False
        fails = leeway.fails(tries, exposed)
        good = int(np.argmax(fails)) if fails.any() else len(tries)
        if good:
            hidden = tries[good - 1]
        cells = cells[good + 1 if fails.any() else good :]
    return hidden
