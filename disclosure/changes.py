"""What may be told anew in a release after another: those who came between are a group of their own.

Who keeps the former release can subtract it. So the changes are looked at as counts are: a figure is told anew where
nobody or enough came, and where no other change gives away a small one; otherwise the former figure stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from disclosure.families import Flags, Numbers
from disclosure.layers import Counts, Tree
from disclosure.municipality import Hidden, Year, hidden_in
from disclosure.policy import Policy

NOT_TOLD = -1


@dataclass(frozen=True)
class Former:
    """What the release before told of a municipality and year, in arrays like those of ``Year``.

    - ``n``: the respondents behind a figure that was told (-1 where none was). ``hidden``: figures that were hidden.
    """

    wholes: tuple[Numbers, Flags]
    parts: tuple[Numbers, Flags] | None
    groups: Mapping[int, tuple[Numbers, Flags]]


def carried_in(year: Year, former: Former, policy: Policy) -> Hidden:
    """The figures that were told and cannot be told anew; the former ones stand.

    The flags may be set where nothing was told: what stands is what was told.
    """
    of_wholes = _changes(year.wholes, former.wholes[0])
    no_means = Policy(policy.min_n, policy.min_n, policy.values, 0.0)
    least = np.full(len(year.least), policy.min_n)
    changed = Year(
        tree=year.tree,
        least=least,
        least_detail=least,
        wholes=of_wholes,
        parts=year.parts and former.parts and _changes(year.parts, former.parts[0]),
        groups={variable: _changes(cells, former.groups[variable][0]) for variable, cells in year.groups.items()},
    )
    return hidden_in(changed, no_means)


def with_former_hidden(year: Year, former: Former, policy: Policy) -> Year:
    """The year with figures marked as to be hidden that were hidden before, and whose wholes hardly changed.

    Shown now, they would tell what was hidden beside them then.
    """
    wholes = _still_hidden(year.tree, year.wholes, former.wholes, None, policy)
    parts = year.parts
    if parts is not None and former.parts is not None:
        parts = _still_hidden(year.tree, parts, former.parts, (year.wholes, former.wholes[0]), policy)
    groups = {
        variable: _still_hidden(year.tree, cells, former.groups[variable], (year.wholes, former.wholes[0]), policy)
        for variable, cells in year.groups.items()
    }
    return replace(year, wholes=wholes, parts=parts, groups=groups)


def _changes(counts: Counts, told: Numbers) -> Counts:
    """How many came or went; of what was not told, no reader can know."""
    n = np.where(told == NOT_TOLD, 0, np.abs(counts.n - told))
    none = np.zeros(n.shape, np.bool_)
    unknown = np.full(n.shape, np.nan)
    return Counts(n, unknown, unknown, none, none)


def _still_hidden(
    tree: Tree, counts: Counts, former: tuple[Numbers, Flags], wholes: tuple[Counts, Numbers] | None, policy: Policy
) -> Counts:
    """Counts with those marked that must stay hidden: what is left of the changes of a whole is of too few."""
    told, was_hidden = former
    came = np.where(told == NOT_TOLD, 0, counts.n - told)
    few = np.zeros(counts.n.shape, dtype=np.bool_)
    for whole, parts in tree.families:
        few[parts] |= _few_left(came[whole] - came[parts].sum(axis=0), told[whole], policy)
    if wholes is not None:
        of_place, told_of_place = wholes
        change = np.where(told_of_place == NOT_TOLD, 0, of_place.n - told_of_place)
        few |= _few_left(change - came.sum(axis=1), told_of_place, policy)[:, None]
    return replace(counts, withheld=counts.withheld | (was_hidden & few & (counts.n > 0)))


def _few_left(left: Any, told: Any, policy: Policy) -> Any:
    return (told != NOT_TOLD) & (np.abs(left) < policy.min_n)
