"""The sums of one municipality's cells, as arrays: places x columns, numbered row by row."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.selection import EVERYWHERE
from disclosure.lattice import NOBODY, Axis, Flags, Numbers, in_order


@dataclass(frozen=True)
class Block:
    """Places and columns that add up among themselves.

    - ``places``, ``columns``: their numbers in the lattice; the cells are places x columns, numbered row by row.
    - ``part``, ``whole``: cells, one pair of a part and its whole each; ``equation``: the number of their sum.
    - ``steps``: cells, with their wholes in each direction (-1 for none); those of a step depend on steps before it.
    - ``measures``: how many the cells are of; those of one stand after those of another.
    """

    places: Numbers
    columns: Numbers
    part: Numbers
    whole: Numbers
    equation: Numbers
    steps: list[tuple[Numbers, list[Numbers]]]
    measures: int = 1

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.places) * len(self.columns) * self.measures

    def columns_of(self, cells: Numbers) -> Numbers:
        """A number for the measure and column of each cell."""
        width = len(self.columns)
        return np.asarray(cells // (len(self.places) * width) * width + cells % width)

    def of_measures(self, count: int) -> "Block":
        """The sums of a block of one measure for so many."""
        cells = np.arange(count)[:, None] * self.size
        sums = np.arange(count)[:, None] * (int(self.equation.max(initial=NOBODY)) + 1)

        def repeated(numbers: Numbers) -> Numbers:
            return np.where(numbers == NOBODY, NOBODY, numbers + cells).ravel()

        return Block(
            self.places,
            self.columns,
            repeated(self.part),
            repeated(self.whole),
            (self.equation + sums).ravel(),
            [(repeated(here), [repeated(whole) for whole in wholes]) for here, wholes in self.steps],
            count,
        )


def blocks(used: Flags, places: Axis, columns: Axis) -> Iterator[Block]:
    """One block a municipality; all of them together have only what is shown of each.

    Parameters
    ----------
    used : array of bool, places x columns
        The cells that a release has rows of.
    places, columns : Axis
    """
    municipality = places.names["municipality"].to_numpy()
    for own in np.unique(municipality[municipality != EVERYWHERE]):
        inside = np.flatnonzero(municipality == own)
        chosen = np.asarray(used[inside].any(axis=0))
        for _ in columns.wholes:
            for whole in columns.wholes:
                chosen |= columns.left & (whole != NOBODY) & chosen[whole]
        yield _block(inside, np.flatnonzero(chosen), places.wholes[0], columns)


def _block(inside: Numbers, used: Numbers, of_place: Numbers, columns: Axis) -> Block:
    """The sums over places, periods and groups."""
    cells = np.arange(len(inside) * len(used)).reshape(len(inside), len(used))
    up = _local(of_place, inside)
    across = [_local(whole, used) for whole in columns.wholes]
    ways = [_wholes(cells, up, None), *(_wholes(cells, None, whole) for whole in across)]
    # The groups of every background variable add up by themselves.
    kinds = np.unique(columns.names["variable"], return_inverse=True)[1][used]
    several = int(kinds.max(initial=0)) + 1
    part, whole, number = [], [], []
    for way, wholes in enumerate(ways):
        parts = np.flatnonzero(wholes.ravel() != NOBODY)
        kind = np.tile(kinds, len(inside))[parts] if way == len(ways) - 1 else 0
        part.append(parts)
        whole.append(wholes.ravel()[parts])
        number.append((way * cells.size + whole[-1]) * several + kind)
    steps = [
        (cells[np.ix_(rows, chosen)].ravel(), [wholes[np.ix_(rows, chosen)].ravel() for wholes in ways])
        for rows in in_order([up])
        for chosen in in_order(across)
    ]
    equation = np.unique(np.concatenate(number), return_inverse=True)[1]
    return Block(inside, used, np.concatenate(part), np.concatenate(whole), equation, steps)


def _wholes(cells: Numbers, up: Numbers | None, across: Numbers | None) -> Numbers:
    """The whole of every cell in one direction; -1 where there is none."""
    if up is not None:
        return np.where((up == NOBODY)[:, None], NOBODY, cells[up])
    aside = np.asarray(across)
    return np.where((aside == NOBODY)[None, :], NOBODY, cells[:, aside])


def _local(whole: Numbers, chosen: Numbers) -> Numbers:
    """The wholes of the chosen nodes, numbered among these."""
    number = np.full(len(whole) + 1, NOBODY)
    number[chosen] = np.arange(len(chosen))
    return np.asarray(number[whole[chosen]])
