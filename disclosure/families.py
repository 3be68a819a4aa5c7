"""Hiding among the parts of one published whole: the units of a service, the services of a municipality.

Whoever sees the whole and the parts that are shown knows the sum of the hidden ones. He knows the rules too, but not
which of the hidden parts they were meant for: a part is as likely to be hidden for another's sake.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.spread import can_shift

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]
# More than any survey has: nothing is known of how many there can be.
ANY_NUMBER = int(np.iinfo(np.int32).max)


@dataclass(frozen=True)
class Rules:
    """What must stay unknown of a protected cell.

    ``least`` respondents are needed for a figure. Of a cell with fewer, at least ``values`` numbers of respondents must
    be possible, and an interval of its mean ``width`` wide (as part of the scale). What the shown cells of a table
    leave of a sum must be nobody or ``rest`` respondents.
    """

    least: int
    values: int = 5
    width: float = 0.1
    rest: int = 0


@dataclass(frozen=True)
class Parts:
    """The parts of a whole, for several measures at once: arrays of parts x measures.

    - ``n``: respondents. ``above``: the sum of how far their answers lie above the lowest answer, as parts of the scale
      (0 to ``n``), and ``squares`` the sum of the squares of that; missing where they are unknown.
    - ``protected``: parts whose respondents are to be protected, if there are any.
    - ``withheld``: parts that are hidden in any case, without being protected.
    - ``listed``: parts that a reader is told of. The others are what is left of the whole.
    - ``fewest``: how few respondents a listed part can have as far as a reader knows: as many as it has parts of its
      own that are listed, each of which has answers. That it cannot have more than have answered the survey is not
      taken for knowledge: how many of these answered one question is not protected.
    """

    n: Numbers
    above: Sums
    squares: Sums
    protected: Flags
    withheld: Flags
    listed: Flags
    fewest: Numbers

    def of(self, measures: Flags | Numbers) -> "Parts":
        """Some of the measures."""
        return Parts(*(values[:, measures] for values in vars(self).values()))


def hidden_parts(parts: Parts, rules: Rules) -> tuple[Flags, Flags]:
    """The parts to hide so that no protected one can be worked out.

    Parameters
    ----------
    parts : Parts
    rules : Rules

    Returns
    -------
    hidden : array of bool, parts x measures
        The protected parts and as few of the smallest others as keep them unknown. Parts without respondents are never
        hidden, since "nobody answered" tells nothing of anybody.
    exposed : array of bool, one value a measure
        Hiding all of them is not enough: the whole must be hidden too.

    Examples
    --------
    >>> n = np.array([[12], [3], [25], [40]])
    >>> no = n < 0
    >>> parts = Parts(n, n * 0.5, n * 0.3, n < 5, no, ~no, np.ones_like(n))
    >>> hidden, exposed = hidden_parts(parts, Rules(5))
    >>> hidden[:, 0].tolist(), exposed.tolist()
    ([True, True, False, False], [False])
    """
    answered = parts.n > 0
    hidden = answered & (parts.protected | parts.withheld | ~parts.listed)
    exposed: Flags = np.asarray((answered & parts.protected).any(axis=0))
    # Most measures have nothing to protect.
    open_ = np.flatnonzero(exposed)
    own, told = parts.of(open_), hidden[:, open_]
    by_size = np.argsort(np.where((own.n > 0) & ~told, own.n, ANY_NUMBER), axis=0, kind="stable")
    further = ((own.n > 0) & ~told).sum(axis=0)
    for step in range(len(parts.n) + 1):
        known = exposed_parts(own, told, rules).any(axis=0)
        exposed[open_], hidden[:, open_] = known, told
        more = np.flatnonzero(known & (step < further))
        if not len(more):
            break
        open_, own, told, by_size, further = open_[more], own.of(more), told[:, more], by_size[:, more], further[more]
        told[by_size[step], np.arange(len(more))] = True
    return hidden, exposed


def exposed_parts(parts: Parts, hidden: Flags, rules: Rules) -> Flags:
    """The protected parts of which too much is known when these are hidden; parts x measures."""
    judged = hidden & parts.protected & (parts.n > 0)
    # Most measures have nothing to protect.
    some: Flags = np.asarray(judged.any(axis=0))
    if not some.any():
        return judged
    own, told = parts.of(some), hidden[:, some]
    judged[:, some] &= (possible_numbers(own, told, rules) < rules.values) | ~_mean_unknown(own, told, rules)
    return judged


def possible_numbers(parts: Parts, hidden: Flags, rules: Rules) -> Numbers:
    """How many numbers of respondents each hidden part can have for one who knows the rules; parts x measures.

    The smallest parts are hidden first, so no hidden part is larger than the smallest that is shown; and among the
    hidden ones there is one with too few respondents, unless all of them have more parts than that.
    """
    largest = np.where(parts.listed, _below_the_shown(parts, hidden), ANY_NUMBER)
    least = np.where(hidden & parts.listed, parts.fewest, 0)
    others = hidden.sum(axis=0) - 1
    together = np.where(hidden, parts.n, 0).sum(axis=0)
    of_others = np.where(hidden, largest, 0).sum(axis=0) - largest
    lowest = np.maximum(least, together - of_others)
    highest = np.minimum(largest, together - (least.sum(axis=0) - least))
    small = _between(lowest, np.minimum(highest, rules.least - 1))
    # With one other, that one is too small where this one leaves it few enough; of several, one always can be.
    other_small = _between(np.maximum(lowest, np.maximum(together - rules.least + 1, rules.least)), highest)
    several = _between(lowest, highest)
    # Two that have too many listed parts for it are hidden for what these would tell: that says nothing of how many.
    divided = (~hidden | (least >= rules.least)).all(axis=0)
    of_two = np.where(divided, several, small + other_small)
    return np.asarray(np.where(others > 1, several, np.where(others == 1, of_two, small)))


def _between(lowest: Numbers, highest: Numbers) -> Numbers:
    """How many whole numbers there are."""
    return np.asarray(np.maximum(highest - lowest + 1, 0))


def _mean_unknown(parts: Parts, hidden: Flags, rules: Rules) -> Flags:
    """Whether the mean of each part lies in a wide interval for one who knows its number of respondents."""

    def of_others(values: Sums) -> Sums:
        return np.asarray(np.where(hidden, values, 0.0).sum(axis=0) - values)

    own = (parts.n.astype(np.float64), parts.above, parts.squares)
    others = (of_others(own[0]), of_others(own[1]), of_others(own[2]))
    return can_shift(own, others, rules.width * own[0])


def _below_the_shown(parts: Parts, hidden: Flags) -> Numbers:
    """How large a hidden part can be: which of two equals is hidden, their order tells."""
    shown = np.where((parts.n > 0) & ~hidden, parts.n, ANY_NUMBER).min(axis=0)
    largest = np.where(hidden & parts.listed, parts.n, 0).max(axis=0)
    # One that was hidden for all its answers being alike can have any size.
    return np.asarray(np.where(largest > shown, largest, shown - 1))
