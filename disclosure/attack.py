"""Attacking what a release hides: by subtraction, then by proof that much is possible, then by programs."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from threadpoolctl import threadpool_limits

from disclosure.attacker import System, system
from disclosure.judged import Judged
from disclosure.lattice import LEFT, Numbers
from disclosure.policy import Policy
from disclosure.reduction import Reduced, solved
from disclosure.seen import Seen
from disclosure.statements import LEFT_OVER, Statements, statements
from disclosure.told import FEW, Tables, numbered_places, of_places
from disclosure.unknowns import Unknowns, only, unknowns_of

Flags = npt.NDArray[np.bool_]

NAMES = ["place", "period", "role", "measure", "grouping"]
COLUMNS = ["kind", *NAMES, "numbers", "least", "most", "mean_least", "mean_most"]
# Where so much is known, what else may be known makes no difference: the release cannot be used.
ENOUGH_KNOWN = 200
WEAKEST = 10
TIMES = 4
CELLS_AT_ONCE = 50_000
NEAR = 1e-6


@dataclass
class Attacked:
    """What is known too well, the weakest of what is not, and how many hidden cells were looked at."""

    disclosed: pd.DataFrame
    safe: pd.DataFrame
    looked_at: int


def attacked(
    told: pd.DataFrame,
    tables: Tables,
    policy: Policy,
    *,
    nothing_left: bool = True,
    programs: int = 100,
    safe: set[str] | None = None,
) -> Attacked:
    """The hidden cells of a release of which too much is known.

    Parameters
    ----------
    told : DataFrame
        What ``told_cells`` says of it.
    tables : mapping of str to DataFrame
        Its tables.
    policy : Policy
    nothing_left, programs, safe : bool, int, set of str
        As for ``audit``.
    """
    results: list[pd.DataFrame] = []
    weakest: list[pd.DataFrame] = []
    looked_at = 0
    for part, own in _some_municipalities_at_a_time(told, tables):
        found = statements(part, own, policy)
        refuted = np.zeros(len(found.cells), dtype=np.bool_)
        here = np.ones(len(refuted), dtype=np.bool_)
        for _ in range(TIMES):
            attack = _Attack(found, refuted, here, policy, nothing_left=nothing_left, programs=programs, safe=safe)
            results.append(attack.disclosed())
            weakest.append(attack.safe())
            programs = attack.programs
            if not attack.impossible.any() or not nothing_left:
                break
            refuted |= attack.impossible
            here = np.isin(attack.certain.component, attack.certain.component[attack.impossible])
        looked_at += int(found.cells["state"].eq(FEW).sum()) - attack.undecided
    return Attacked(pd.concat(results), pd.concat(weakest), looked_at)


def _some_municipalities_at_a_time(told: pd.DataFrame, tables: Tables) -> Iterator[tuple[pd.DataFrame, Tables]]:
    """The cells of whole municipalities, so many at once: nothing follows from another's, and memory is limited."""
    owner, municipalities = numbered_places(told["place"], 0)
    if len(told) <= CELLS_AT_ONCE or len(municipalities) < 2:
        yield told, tables
        return
    size = np.bincount(owner)
    portion = (np.cumsum(size) - size) // CELLS_AT_ONCE
    for one in np.unique(portion):
        inside = np.array(municipalities, dtype=np.str_)[portion == one]
        own = {name: tables[name][np.isin(of_places(tables[name]["place"], 0), inside)] for name in ("scope", "place")}
        yield told[(portion == one)[owner]].reset_index(drop=True), {**tables, **own}


class _Attack:
    """One attack; ``impossible`` are cells of systems that cannot be as they are told."""

    def __init__(
        self, found: Statements, refuted: Flags, here: Flags, policy: Policy, *,
        nothing_left: bool, programs: int, safe: set[str] | None,
    ) -> None:  # fmt: skip
        self._safe = safe
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
        if not wanted.any():
            return pd.concat(more)
        if sum(map(len, more)) >= ENOUGH_KNOWN:
            self.undecided += int(wanted.sum())
            return pd.concat(more)
        return pd.concat([*more, self._depending(*unknowns_of(self._found, self._known, wanted), wanted)])

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

    def _depending(self, own: Unknowns, which: Numbers, wanted: Flags) -> pd.DataFrame:
        """The wanted cells that are known too well for all that they depend on."""
        figures = np.unique(which[wanted])
        seen = None if self._safe is None else Seen.of(own, figures, self._safe)
        if seen is not None:
            # What was tried in vain would be so again.
            told = np.isin(which, figures[seen.in_vain]) & wanted & (self._state == FEW)
            self.undecided += int(told.sum())
            doubtful = figures[~(seen.safe | seen.in_vain)]
            wanted = np.isin(which, doubtful) & wanted
            own, which = only(own, which, doubtful)
        cells = np.flatnonzero(wanted)
        figures, place = np.unique(which[cells], return_inverse=True)
        if not len(figures):
            return self._rows(np.zeros(len(which), dtype=np.bool_), "number", self._size)
        with threadpool_limits(1, user_api="blas"), np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            judged = Judged.of(own, figures, self._enough, self._policy.width)
        impossible = self._look_into(own, judged)
        self.impossible |= (which >= 0) & impossible[own.system[which]]
        few, close = judged.few(self._enough), judged.close(self._policy.width)
        undecided = (few & ~judged.exact) | (close & ~judged.exact_mean)
        self.undecided += int((undecided[place] & (self._state[cells] == FEW)).sum())
        small = judged.least < own.threshold[figures] - NEAR
        too_well = small & ((few & judged.exact) | (close & judged.exact_mean))
        if seen is not None:
            seen.keep(~undecided & ~too_well, undecided)
        self._size[:, cells] = np.where(too_well, np.nan, [judged.numbers, judged.least, judged.most])[:, place]
        told = self._told_of(cells, place)
        rows = self._found.cells.iloc[cells[told]][NAMES].assign(kind=np.where(few, "number", "mean")[place[told]])
        limits = {"numbers": judged.numbers, "least": judged.least, "most": judged.most}
        limits |= {"mean_least": judged.low, "mean_most": judged.high}
        rows = rows.assign(**{name: values[place[told]] for name, values in limits.items()})
        return rows[too_well[place[told]]]

    def _told_of(self, cells: Numbers, place: Numbers) -> Flags:
        """Of the cells of one figure those that a reader is told of; one where there are none."""
        listed = self._state[cells] == FEW
        first = np.zeros(len(cells), dtype=np.bool_)
        first[np.unique(place, return_index=True)[1]] = True
        return np.asarray(listed | (first & (np.bincount(place, listed)[place] == 0)))

    def _look_into(self, own: Unknowns, judged: Judged) -> Flags:
        """Work out exactly what is not easily proved, the weakest first, as far as programs may be used.

        Which systems cannot be as they are told.
        """
        few, close = judged.few(self._enough), judged.close(self._policy.width)
        systems: dict[int, tuple[System, int]] = {}
        impossible = np.zeros(int(own.system.max(initial=-1)) + 1, dtype=np.bool_)
        # Those that are known to reach a number that is too small come first.
        large = judged.least >= own.threshold[judged.figures]
        for row in np.lexsort((judged.high - judged.low, judged.numbers, large)).tolist():
            number = int(own.system[judged.figures[row]])
            asked = (few[row] or close[row]) and not impossible[number]
            if self.programs <= 0 or not asked:
                continue
            self.programs -= 1
            if number not in systems:
                systems[number] = system(own, number)
            of, first = systems[number]
            impossible[number] = not judged.work_out(row, of, first, self._enough, bool(few[row]), bool(close[row]))
        return impossible
