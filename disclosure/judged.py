"""What is known of hidden figures at least: from closed forms, from moves and corners, and at last from programs."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from disclosure.attacker import LARGEST, System, least_number, possible_means, possible_numbers
from disclosure.centre import centre
from disclosure.certificates import reach, with_means
from disclosure.cone import NEAR, Limits
from disclosure.corners import numbers_at_corners, tightened
from disclosure.lattice import Flags, Numbers
from disclosure.nested import nested, reach_nested
from disclosure.unknowns import Unknowns, alone

Floats = npt.NDArray[np.float64]

# No sum is worked out to within less. Where something is reached it may be so many times as far off as in the centre.
EXACT, MORE = 1e-7, 1.5


@dataclass
class Judged:
    """What is known of some figures: how many numbers are possible at least, and how wide their means are.

    ``exact``, ``exact_mean``: no more than that is possible.
    """

    figures: Numbers
    numbers: Floats
    least: Floats
    most: Floats
    low: Floats
    high: Floats
    with_mean: Flags
    exact: Flags
    exact_mean: Flags

    @staticmethod
    def of(own: Unknowns, figures: Numbers, enough: int, width: float) -> "Judged":
        """From what is easily proved of them."""
        limits, nothing = own.limits.at(figures), np.zeros((3, len(figures)))
        unsettled = np.zeros((2, len(figures)), dtype=np.bool_)
        judged = Judged(
            figures, nothing[0], limits.least, limits.most, nothing[1], nothing[2], with_means(own)[figures], *unsettled
        )
        told = np.bincount(own.of, own.n != 0, int(own.system.max()) + 1) > 0
        # Where no sum is told, no more is known than that there are too few.
        unknown = np.array([np.inf, 0.0, np.inf, 0.0, 1.0])[:, None]
        judged.write(~told[own.system[figures]], unknown)
        simple, _ = nested(own)
        easy = simple[own.system[figures]]
        part, place = alone(own, simple)
        judged.write(easy, reach_nested(part, enough)[:, place[figures[easy]]])
        left = judged.few(enough) | judged.close(width)
        if not left.any():
            return judged
        hard = np.zeros(len(simple), dtype=np.bool_)
        hard[own.system[figures[left]]] = True
        judged._moved(alone(own, hard), left, enough, width)
        return judged

    def _moved(self, part: tuple[Unknowns, Numbers], left: Flags, enough: int, width: float) -> None:
        """From moving all of a system as far as goes, and from corners."""
        own, figures = part[0], part[1][self.figures]
        own, point, off = _centred(own)
        left[left] = np.isfinite(off[own.system[figures[left]]])
        off = np.maximum(MORE * off, EXACT)
        # A sum of squares that is off by so much lets means be off by its root.
        unsure = np.sqrt(off[own.system[figures[left]]])
        far = reach(own, point, off, figures[left], width + 2 * unsure)
        numbers = np.stack([far.numbers, np.ceil(far.least - NEAR), np.floor(far.most + NEAR)])
        few = far.numbers < enough
        at_corners = numbers_at_corners(own, figures[left][few], enough)
        numbers[:, few] = np.where(at_corners[0] > numbers[0, few], at_corners, numbers[:, few])
        self.write(left, np.vstack([numbers, far.low + unsure, far.high - unsure]))

    def write(self, chosen: Flags, values: Floats) -> None:
        """What is known of some: the numbers, the least and the most of them, and the limits of the mean."""
        for known, found in zip((self.numbers, self.least, self.most, self.low, self.high), values, strict=True):
            known[chosen] = found

    def few(self, enough: int) -> Flags:
        """Those of which fewer numbers are known to be possible."""
        return np.asarray(self.numbers < enough)

    def close(self, width: float) -> Flags:
        """Those whose mean is not known to have so much room."""
        return np.asarray(self.with_mean & (self.high - self.low < width - NEAR))

    def work_out(self, row: int, own: System, first: int, enough: int, few: bool, close: bool) -> bool:
        """Whether a figure's system can be as it is told; its numbers, or its mean, are written down if asked for."""
        cell = int(self.figures[row]) - first
        if self._large_enough(row, own, cell):
            self.exact[row] = self.exact_mean[row] = True
            return True
        return not (few and self._impossible_number(row, own, cell, enough)) and not (
            close and self._impossible_mean(row, own, cell)
        )

    def _large_enough(self, row: int, own: System, cell: int) -> bool:
        """Whether a figure is large enough for certain: then it needs no protection, however well it is known."""
        needed = own.threshold[cell]
        if self.least[row] >= needed:
            self.least[row] = np.ceil(least_number(own, cell, needed) - NEAR)
        return bool(self.least[row] >= needed)

    def _impossible_number(self, row: int, own: System, cell: int, enough: int) -> bool:
        limits = possible_numbers(own, cell, enough)
        if limits is None:
            return True
        self.exact[row] = limits.settled
        if limits.settled or limits.count > self.numbers[row]:
            self.numbers[row], self.least[row], self.most[row] = limits.count, limits.least, limits.most
        return False

    def _impossible_mean(self, row: int, own: System, cell: int) -> bool:
        if len(own.least) > LARGEST:
            return False
        ends = possible_means(own, cell)
        if ends is None:
            return True
        self.low[row], self.high[row] = ends
        self.exact_mean[row] = True
        return False


def _centred(own: Unknowns) -> tuple[Unknowns, Floats, Floats]:
    """A possible value of every figure, and how far sums are off; with limits that leave room, where some had none."""
    point, off = centre(own)
    missing = ~np.isfinite(off)
    if not missing.any():
        return own, point, off
    here = missing[own.system]
    part = tightened(own.inside(missing))
    point[:, here], off[missing] = centre(part)
    least, most = own.limits.least.copy(), own.limits.most.copy()
    least[here], most[here] = part.limits.least, part.limits.most
    return replace(own, limits=Limits(least, most)), point, off
