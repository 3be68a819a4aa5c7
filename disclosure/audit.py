"""Attacking a finished release, and several of a store at once: what is hidden in them and known all the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.memory import release_unused
from disclosure.attack import COLUMNS, attacked
from disclosure.correlated import services_told_of
from disclosure.policy import Policy
from disclosure.sequences import differences, known_from_others
from disclosure.shown import alike, beside_the_shown, beyond_the_shown, distributions, of_all, too_small
from disclosure.told import FEW, Tables, told_cells

WEAKEST = 10


@dataclass(frozen=True)
class Audit:
    """What an attacker knows of the cells that a release hides.

    - ``disclosed``: one row a cell of which too much is known. ``kind`` says what: ``number`` of respondents, ``mean``,
      ``left`` (few are left of a told whole), ``alike`` (all gave the same answer), ``distribution``, ``correlation``
      (within units), ``difference`` (between two releases). ``numbers`` of respondents are possible, from ``least`` to
      ``most``; the limits of the mean are parts of the scale.
    - ``weakest``: the cells of which most is known besides, in the same columns.
    - ``cells``, ``hidden``: how many there are; ``attacked``: of how many it was shown that they are safe, or known.
    """

    disclosed: pd.DataFrame
    weakest: pd.DataFrame
    cells: int
    hidden: int
    attacked: int

    @property
    def passed(self) -> bool:
        """Whether nothing is known too well."""
        return self.disclosed.empty


def audit(
    tables: Tables,
    policy: Policy,
    former: Sequence[Tables] = (),
    half_unit: float = 0.0,
    *,
    nothing_left: bool = False,
    programs: int = 100,
    safe: set[str] | None = None,
) -> Audit:
    """Attack a release, knowing former ones.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a release file, by name.
    policy : Policy
        The thresholds, and how much must stay unknown.
    former : sequence of the same
        Releases that somebody may have kept.
    half_unit : float
        How far from the truth means are told, in their own units.
    nothing_left : bool
        Whether the attacker assumes that every answer has a unit, a stated age and so on, wherever that is possible.
    programs : int
        How many cells at most, of those that are not easily shown to be safe, are looked into exactly.
    safe : set of str
        Names of cells that were seen to be safe before, and of all that they depend on: they are not attacked again,
        nor are those (marked) of which that could not be settled.
        Those that are seen to be now are added.

    Returns
    -------
    Audit
    """
    every, others = told_cells(tables, half_unit), [told_cells(other, half_unit) for other in former]
    # The sums over municipalities are made of what is told of each, so nothing follows from them.
    release_unused()
    told, *others = (cells[~of_all(cells)].reset_index(drop=True) for cells in (every, *others))
    how: dict[str, Any] = {"nothing_left": nothing_left, "programs": programs, "safe": safe}
    found = [attacked(known_from_others(told, others), tables, policy, **how)]
    for other, of in zip(others, former, strict=True):
        seen = known_from_others(other, [told])
        if not seen["state"].equals(other["state"]):
            found.append(attacked(seen, of, policy, **how))
    beside = [
        too_small(every, policy),
        beyond_the_shown(every),
        beside_the_shown(tables),
        alike(told),
        distributions(tables, policy),
        services_told_of(tables),
        *(differences(told, other, policy) for other in others),
    ]
    disclosed = pd.concat([*(one.disclosed for one in found), *beside], ignore_index=True).reindex(columns=COLUMNS)
    weakest = pd.concat([one.safe for one in found], ignore_index=True).reindex(columns=COLUMNS)
    return Audit(
        disclosed=disclosed.drop_duplicates(["kind", "place", "period", "role", "measure", "grouping"]),
        weakest=weakest.sort_values("numbers").head(WEAKEST),
        cells=len(every),
        hidden=int(told["state"].eq(FEW).sum()),
        attacked=found[0].looked_at,
    )
