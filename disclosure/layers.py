"""Hiding in a tree of places, from the top: whole figures.

What is hidden at a place is hidden at all its parts, so that the parts of different places can be decided about one by
one. Where nothing keeps a part unknown, the figure of its whole is hidden, and the decision begins again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from disclosure.families import Flags, Numbers, Parts, Rules, Sums, hidden_parts


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

    def ends(self, answered: Flags) -> Numbers:
        """How many parts that have no parts of their own, and have answers, each place has: itself where it is one."""
        found = answered.astype(np.int64)
        for whole, parts in reversed(self.families):
            found[whole] = np.maximum(found[parts].sum(axis=0), answered[whole])
        return found

    def below(self, places: Numbers) -> Flags:
        """The places and all their parts."""
        found = np.zeros(len(self.parents), dtype=np.bool_)
        found[places] = True
        for whole, parts in self.families:
            found[parts] |= found[whole]
        return found


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
    fewest = tree.ends(answered)
    forced = np.zeros(counts.n.shape, dtype=np.bool_)
    while True:
        protected = forced | counts.alike | (counts.n < least[:, None])
        hidden = (protected | counts.withheld) & answered
        exposed = np.zeros(counts.n.shape, dtype=np.bool_)
        for whole, parts in tree.families:
            of_parts, exposed[whole] = hidden_parts(
                parts_of(counts.at(whole), counts.at(parts), protected[parts], rules.least, fewest[parts]), rules
            )
            exposed[whole] &= ~hidden[whole]
            hidden[parts] = answered[parts] & (hidden[whole] | of_parts[:-1])
        if not exposed.any():
            return hidden
        forced |= exposed


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
