"""Attacking what a release hides: by subtraction, then by proof that much is possible, then by programs."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from threadpoolctl import threadpool_limits

from disclosure.attacker import System, possible_means, possible_numbers, system
from disclosure.certificates import reach
from disclosure.components import Systems, systems_of
from disclosure.lattice import LEFT
from disclosure.policy import Policy
from disclosure.reduction import Floats, Reduced, solved
from disclosure.statements import LEFT_OVER, Statements, statements
from disclosure.told import FEW, Tables

Flags = npt.NDArray[np.bool_]

NAMES = ["place", "period", "role", "measure", "grouping"]
COLUMNS = ["kind", *NAMES, "numbers", "least", "most", "mean_least", "mean_most"]
# Where so much is known, what else may be known makes no difference: the release cannot be used.
ENOUGH_KNOWN = 200
WEAKEST = 10
TIMES = 4
NEAR = 1e-6


@dataclass
class Attacked:
    """What is known too well, the weakest of what is not, and how many hidden cells were looked at."""

    disclosed: pd.DataFrame
    safe: pd.DataFrame
    looked_at: int


def attacked(
    told: pd.DataFrame, tables: Tables, policy: Policy, *, nothing_left: bool = True, programs: int = 100
) -> Attacked:
    """The hidden cells of a release of which too much is known.

    Parameters
    ----------
    told : DataFrame
        What ``told_cells`` says of it.
    tables : mapping of str to DataFrame
        Its tables.
    policy : Policy
    nothing_left, programs : bool, int
        As for ``audit``.
    """
    found = statements(told, tables, policy)
    refuted = np.zeros(len(found.cells), dtype=np.bool_)
    here = np.ones(len(refuted), dtype=np.bool_)
    results: list[pd.DataFrame] = []
    safe: list[pd.DataFrame] = []
    left = programs
    for _ in range(TIMES):
        attack = _Attack(found, refuted, here, policy, nothing_left=nothing_left, programs=left)
        results.append(attack.disclosed())
        safe.append(attack.safe())
        left = attack.programs
        if not attack.impossible.any() or not nothing_left:
            break
        refuted |= attack.impossible
        here = np.isin(attack.certain.component, attack.certain.component[attack.impossible])
    looked_at = int(found.cells["state"].eq(FEW).sum())
    return Attacked(pd.concat(results), pd.concat(safe), looked_at - attack.undecided)


class _Attack:
    """One attack; ``impossible`` are cells of systems that cannot be as they are told."""

    def __init__(
        self, found: Statements, refuted: Flags, here: Flags, policy: Policy, *, nothing_left: bool, programs: int
    ) -> None:
        self._found, self._policy, self._here = found, policy, here
        self.programs, self.undecided = programs, 0
        self._enough = policy.values  # noqa: PD011 - a number, not a frame's
        self.certain, self._known = solved(found, refuted, nothing_left=nothing_left)
        self._state = found.cells["state"].to_numpy()
        self._threshold = found.cells["threshold"].to_numpy()
        self._size = np.full((3, len(self._state)), np.nan)
        self.impossible = np.zeros(len(self._state), dtype=np.bool_)

    def disclosed(self) -> pd.DataFrame:
        """The cells of which too much is known."""
        numbers = self._known.most - self._known.least + 1
        judged = self._judged()
        more = [self._solved(), self._rows(judged & (numbers < self._enough), "number", self._limits())]
        wanted = judged & (numbers >= self._enough)
        for systems in systems_of(self._found, self._known, wanted):
            if sum(map(len, more)) >= ENOUGH_KNOWN:
                break
            more += self._of_systems(systems, wanted)
        return pd.concat(more)

    def safe(self) -> pd.DataFrame:
        """The cells of which most is known besides."""
        # One that is large enough for certain needs no protection, however well it is known.
        unsafe = (self._size[0] >= 1) & (self._size[1] < self._threshold - NEAR)
        numbers = np.where(unsafe, self._size[0], np.inf)
        order = np.argsort(numbers, kind="stable")[:WEAKEST]
        chosen = np.zeros(len(numbers), dtype=np.bool_)
        chosen[order[np.isfinite(numbers[order])]] = True
        return self._rows(chosen, "safe", self._size)

    def _rows(self, chosen: Flags, kind: str, size: "npt.NDArray[np.float64]") -> pd.DataFrame:
        rows = self._found.cells.loc[chosen, NAMES].assign(kind=kind)
        return rows.assign(numbers=size[0][chosen], least=size[1][chosen], most=size[2][chosen])

    def _limits(self) -> "npt.NDArray[np.float64]":
        return np.vstack([self._known.most - self._known.least + 1, self._known.least, self._known.most])

    def _solved(self) -> pd.DataFrame:
        """Cells that subtraction tells: hidden ones that are too small, and small ones that are left of a whole."""
        n, total = (
            np.where(self._state == FEW, getattr(self._known, name), getattr(self.certain, name))
            for name in ("n", "total")
        )
        names = self._found.cells[["place", "period", "grouping"]]
        # What is left in two ways at once is told of by what is left in one.
        twice = sum(names[name].str.endswith(LEFT).to_numpy().astype(int) for name in names) > 1
        chosen = self._here & (n > 0.5) & (n < self._threshold - 0.5) & ~twice
        rows = self._rows(chosen, "number", np.vstack([np.ones(len(n)), n.round(), n.round()]))
        mean = total[chosen] / n[chosen]
        kind = np.where(self._state[chosen] == LEFT_OVER, "left", "number")
        return rows.assign(kind=kind, mean_least=mean, mean_most=mean)

    def _judged(self) -> Flags:
        """Unknown cells that have answers for certain and may have too few."""
        of_hidden = (self._state == FEW) & self._known.unknown & (self._known.least < self._threshold)
        return np.asarray(self._here & (of_hidden | self._others(self.certain)))

    def _others(self, certain: Reduced) -> Flags:
        """Cells that nobody is told of, but that have answers for certain."""
        inside = certain.unknown & self._known.unknown & (certain.least >= 1) & (certain.least < self._threshold)
        return np.asarray((self._state != FEW) & inside)

    def _looked_into(self, own: System, doubtful: tuple[Flags, Flags], size: Floats, means: Floats) -> bool:
        """Whether a system can be as it is told; what is possible of its doubtful cells is written down."""
        few, close = doubtful
        size[0, few] = -1.0
        for cell in np.flatnonzero(few | close).tolist():
            if self.programs <= 0:
                break
            self.programs -= 1
            if few[cell]:
                limits = possible_numbers(own, cell, self._enough)
                if limits is None:
                    return False
                size[:, cell] = limits.count, limits.least, limits.most
            if close[cell]:
                mean = possible_means(own, cell)
                if mean is None:
                    return False
                means[:, cell] = mean
        return True

    def _of_systems(self, systems: Systems, wanted: Flags) -> list[pd.DataFrame]:
        """The cells of some systems that are known too well; alike systems are looked at once."""
        first, kind = systems.unlike()
        kinds = systems.at(first)
        with threadpool_limits(1, user_api="blas"):
            far = reach(kinds, self._enough)
        judged = (systems.cell >= 0) & wanted[systems.cell]
        of_kind = np.zeros(kinds.cell.shape, dtype=np.bool_)
        np.logical_or.at(of_kind, kind, judged)
        size = np.stack([far.numbers, np.ceil(far.least - NEAR), np.floor(far.most + NEAR)])
        means = np.full((2, *far.width.shape), np.nan)
        few = of_kind & (far.numbers < self._enough)
        close = of_kind & (far.width < self._policy.width) & _has_means(kinds)
        for row in np.flatnonzero((few | close).any(axis=1)):
            if not self._looked_into(system(kinds, int(row)), (few[row], close[row]), size[:, row], means[:, row]):
                self.impossible[systems.cell[kind == row]] = True
        undecided = of_kind & ((few & (size[0] < 0)) | (close & np.isnan(means[0])))
        self.undecided += int((judged & undecided[kind]).sum())
        small = size[1] < kinds.threshold - NEAR
        narrow = means[1] - means[0] < self._policy.width - NEAR
        too_well = of_kind & small & (few & (size[0] >= 0) & (size[0] < self._enough) | narrow)
        self._size[:, systems.cell[judged]] = size[:, kind][:, judged]
        disclosed = judged & too_well[kind]
        cells = systems.cell[disclosed]
        known = np.where(size[0][kind][disclosed] < self._enough, "number", "mean")
        low, high = (limit[kind][disclosed] for limit in means)
        rows = self._found.cells.iloc[cells][NAMES].assign(kind=known, mean_least=low, mean_most=high)
        rows = rows.assign(numbers=self._size[0, cells], least=self._size[1, cells], most=self._size[2, cells])
        self._size[0, cells] = np.nan
        return [rows]


def _has_means(kinds: Systems) -> Flags:
    """Whether anything is told of the cells' sums: there are none of numbers of respondents."""
    return np.asarray((~np.isnan(kinds.total) & (np.abs(kinds.sums).max(axis=2) > 0)).any(axis=1)[:, None])
