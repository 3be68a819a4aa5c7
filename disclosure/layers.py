"""Hiding in a tree of places, from the top: whole figures.

What is hidden at a place is hidden at all its parts, so that the parts of different places can be decided about one by
one. Where nothing keeps a part unknown, the figure of its whole is hidden, and the decision begins again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from disclosure.families import Flags, Numbers, Parts, Rules, Sums, hidden_parts
from disclosure.lattice import NOBODY, in_order


@dataclass(frozen=True)
class Tree:
    """Places with the number of the place that each is part of; -1 for one that is part of none.

    A place stands after the one that it is part of, the first of all is part of none.
    """

    parents: tuple[int, ...]

    @cached_property
    def families(self) -> list[tuple[int, Numbers]]:
        """Each place that has parts, with them, from the top."""
        parents = np.array(self.parents)
        return [(int(place), np.flatnonzero(parents == place)) for place in np.unique(parents[parents >= 0])]

    @cached_property
    def layers(self) -> list[tuple[Numbers, Numbers]]:
        """The families from the top, all of one depth at once: wholes, and most parts x wholes.

        Where a whole has fewer parts, a number beyond the last place stands for nobody.
        """
        parents = np.array(self.parents)
        return [_families_of(places, parents) for places in in_order([parents])[1:]]

    def ends(self, answered: Flags) -> Numbers:
        """How many parts that have no parts of their own, and have answers, each place has: itself where it is one.

        ``answered`` has a last row for nobody.
        """
        found = answered.astype(np.int64)
        for wholes, parts in reversed(self.layers):
            found[wholes] = np.maximum(found[parts].sum(axis=0), answered[wholes])
        return found

    def below(self, places: Numbers) -> Flags:
        """The places and all their parts."""
        found = np.zeros(len(self.parents), dtype=np.bool_)
        found[places] = True
        for whole, parts in self.families:
            found[parts] |= found[whole]
        return found

    def with_wholes(self, places: Flags) -> Flags:
        """The places and all that they are part of."""
        found = places.copy()
        for whole, parts in reversed(self.families):
            found[whole] |= found[parts].any()
        return found

    def of(self, places: Flags) -> "Tree":
        """The tree of some of its places, with all that they are part of among them."""
        number = np.append(np.cumsum(places) - 1, NOBODY)
        return Tree(tuple(number[np.array(self.parents)][places].tolist()))

    def throughout(self, flags: Flags) -> Flags:
        """Flags of places, the last row for nobody: set wherever a place of the same tree has it."""
        found = flags.copy()
        for wholes, parts in reversed(self.layers):
            found[wholes] |= found[parts].any(axis=0)
        for wholes, parts in self.layers:
            found[parts] = found[wholes]
        return found


def _families_of(places: Numbers, parents: Numbers) -> tuple[Numbers, Numbers]:
    """The wholes of some places, and their parts in columns; the number of all places fills up the shorter ones."""
    wholes, family, size = np.unique(parents[places], return_inverse=True, return_counts=True)
    order = np.argsort(family, kind="stable")
    parts = np.full((int(size.max()), len(wholes)), len(parents))
    first = np.repeat(np.cumsum(size) - size, size)
    parts[np.arange(len(places)) - first, family[order]] = places[order]
    return wholes, parts


def joined(trees: Sequence[Tree]) -> Tree:
    """Several trees side by side, their places one after another."""
    first = np.cumsum([0, *(len(tree.parents) for tree in trees)])
    parents = [np.array(tree.parents) for tree in trees]
    moved = [np.where(own >= 0, own + start, NOBODY) for own, start in zip(parents, first, strict=False)]
    return Tree(tuple(np.concatenate(moved).tolist()))


@dataclass(frozen=True)
class Counts:
    """Arrays of one shape; the last axis is the measures.

    - ``n``: respondents. ``above``, ``squares``: the sums of their answers as parts of the scale, and of the squares.
    - ``alike``: whether they all answered alike. ``withheld``: whether they are hidden in any case.
    """

    n: Numbers
    above: Sums
    squares: Sums
    alike: Flags
    withheld: Flags

    def at(self, *index: Any) -> "Counts":
        """Some of them."""
        return Counts(*(values[index] for values in vars(self).values()))


def with_nobody(counts: Counts) -> Counts:
    """The counts of places with a last row for nobody."""
    return Counts(*(np.concatenate([values, np.zeros_like(values[:1])]) for values in vars(counts).values()))


def hidden_places(tree: Tree, counts: Counts, least: Numbers, rules: Rules) -> Flags:
    """The places whose figures are hidden.

    Parameters
    ----------
    tree : Tree
        Or several side by side: nothing follows from one for another.
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
    counts, needed = with_nobody(counts), np.append(least, 0)[:, None]
    answered = counts.n > 0
    fewest = tree.ends(answered)
    forced, hidden = np.zeros((2, *answered.shape), dtype=np.bool_)
    undecided = np.ones(answered.shape, dtype=np.bool_)
    while undecided.any():
        protected = forced | counts.alike | (counts.n < needed)
        hidden = np.where(undecided, (protected | counts.withheld) & answered, hidden)
        exposed = np.zeros(answered.shape, dtype=np.bool_)
        for wholes, parts in tree.layers:
            family, measure = np.nonzero(undecided[wholes])
            whole, own = (wholes[family], measure), (parts[:, family], measure)
            of_parts, exposed[whole] = hidden_parts(
                parts_of(counts.at(*whole), counts.at(*own), protected[own], rules.least, fewest[own]), rules
            )
            # Of changes the parts can be more than their whole, and a whole that has none can hide none.
            exposed[whole] &= answered[whole] & ~hidden[whole]
            hidden[own] = answered[own] & (hidden[whole] | of_parts[:-1])
        forced |= exposed
        undecided = tree.throughout(exposed)
    return np.asarray(hidden[:-1])


def parts_of(whole: Counts, parts: Counts, protected: Flags, rest: int, fewest: Numbers | None = None) -> Parts:
    """The parts of a whole, and last what is left of it; parts x measures.

    ``fewest`` is how few respondents a part can have as far as a reader knows, one where it is not given.
    """
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
        fewest=np.vstack([np.ones_like(parts.n) if fewest is None else fewest, np.zeros_like(left)]),
    )
