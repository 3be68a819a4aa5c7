"""Hiding among the parts of one published whole: the units of a service, the services of a municipality.

Whoever sees the whole and the parts that are shown knows the sum of the hidden ones. He knows the rules too, but not
which of the hidden parts they were meant for: a part is as likely to be hidden for another's sake.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Rules:
    """What must stay unknown of a protected cell.

    ``least`` respondents are needed for a figure. Of a cell with fewer, at least ``values`` numbers of respondents must
    be possible, and an interval of its mean ``width`` wide (as part of the scale).
    """

    least: int
    values: int = 5
    width: float = 0.1


@dataclass(frozen=True)
class Parts:
    """The parts of a whole.

    - ``n``: respondents. ``above``: the sum of how far their answers lie above the lowest answer, as parts of the scale
      (0 to ``n``; missing where there are no answers to lie anywhere).
    - ``protected``: parts whose respondents are to be protected, if there are any.
    - ``withheld``: parts that are hidden in any case, without being protected.
    - ``listed``: parts that a reader is told of. The others are what is left of the whole.
    - ``most``: how many respondents a part can have as far as a reader knows.
    """

    n: Numbers
    above: Sums
    protected: Flags
    withheld: Flags
    listed: Flags
    most: Numbers


def hidden_parts(parts: Parts, rules: Rules) -> Flags | None:
    """The parts to hide so that no protected one can be worked out; none where the whole must be hidden too.

    Parameters
    ----------
    parts : Parts
        Arrays of one length.
    rules : Rules

    Returns
    -------
    array of bool, as long as the parts, or None
        The protected parts and as few of the smallest others as keep them unknown. Parts without respondents are never
        hidden, since "nobody answered" tells nothing of anybody. None: hiding all of them is not enough.

    Examples
    --------
    >>> n = np.array([12, 3, 25, 40])
    >>> parts = Parts(n, n / 2, n < 5, n < 0, np.full(4, True), np.full(4, 99))
    >>> hidden_parts(parts, Rules(5)).tolist()
    [True, True, False, False]
    """
    answered = parts.n > 0
    hidden = answered & (parts.protected | parts.withheld | ~parts.listed)
    if not (answered & parts.protected).any():
        return hidden
    candidates = np.flatnonzero(answered & ~hidden)
    candidates = candidates[np.argsort(parts.n[candidates], kind="stable")]
    for following in [*candidates, None]:
        if not exposed_parts(parts, hidden, rules).any():
            return hidden
        if following is not None:
            hidden[following] = True
    return None


def exposed_parts(parts: Parts, hidden: Flags, rules: Rules) -> Flags:
    """The protected parts of which too much is known when these are hidden.

    Parameters
    ----------
    parts : Parts
        Arrays of one length.
    hidden : array of bool
        The parts that are not told.
    rules : Rules

    Returns
    -------
    array of bool, as long as the parts
    """
    exposed = np.zeros(len(parts.n), dtype=np.bool_)
    for part in np.flatnonzero(hidden & parts.protected & (parts.n > 0)):
        exposed[part] = (
            len(possible_numbers(parts, hidden, int(part), rules)) < rules.values
            or mean_width(parts, hidden, int(part)) < rules.width
        )
    return exposed


def possible_numbers(parts: Parts, hidden: Flags, part: int, rules: Rules) -> Numbers:
    """The numbers of respondents that a hidden part can have for one who knows the rules.

    The smallest parts are hidden first, so no hidden part is larger than the smallest that is shown; and among the
    hidden ones there is one with too few respondents.

    Returns
    -------
    array of int
    """
    others = hidden.copy()
    others[part] = False
    least = np.where(parts.listed, 1, 0)
    most = np.where(parts.listed, np.minimum(parts.most, _smaller_than_shown(parts, hidden)), parts.most)
    together = int(parts.n[hidden].sum())
    lowest = max(int(least[part]), together - int(most[others].sum()))
    highest = min(int(most[part]), together - int(least[others].sum()))
    numbers = np.arange(lowest, highest + 1)
    return numbers[(numbers < rules.least) | _another_is_small(together - numbers, int(others.sum()), rules)]


def mean_width(parts: Parts, hidden: Flags, part: int) -> float:
    """How wide the interval is that a hidden part's mean lies in, for one who knows its number of respondents.

    Returns
    -------
    float
        As part of the scale; infinite where there is no mean.
    """
    n, above = parts.n[part], parts.above[part]
    others = hidden.copy()
    others[part] = False
    if np.isnan(above):
        return float("inf")
    below = (parts.n - parts.above)[others].sum()
    return float((min(n - above, parts.above[others].sum()) + min(above, below)) / n)


def _smaller_than_shown(parts: Parts, hidden: Flags) -> int:
    """How large a hidden part can be: which of two equals is hidden, their order tells."""
    shown = int(parts.n[(parts.n > 0) & ~hidden].min(initial=np.iinfo(np.int32).max))
    largest = int(parts.n[hidden & parts.listed].max(initial=0))
    # One that was hidden for all its answers being alike can have any size.
    return largest if largest > shown else shown - 1


def _another_is_small(together: Numbers, others: int, rules: Rules) -> Flags:
    """Whether one of so many others with so many respondents together can have too few."""
    return np.asarray((together < rules.least) if others == 1 else np.full(len(together), others > 1))
