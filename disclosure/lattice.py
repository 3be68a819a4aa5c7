"""What adds up to what in a release: places within places, periods within years, groups within everybody.

Where parts may be missing (answers without a unit, without a stated age, outside the told parts of a year), what is
left of the whole is a part of its own that no release tells of.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.selection import EVERYONE, EVERYWHERE

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LEFT = "~"
NOBODY = -1


@dataclass(frozen=True)
class Axis:
    """Nodes with their wholes, one array of wholes a relation (-1 for none); ``left`` are what is left of a whole."""

    names: pd.DataFrame
    wholes: tuple[Numbers, ...]
    left: Flags


def in_order(wholes: Sequence[Numbers]) -> list[Numbers]:
    """The nodes in steps: those of a step have their wholes in steps before it."""
    depth = np.zeros(len(wholes[0]), dtype=np.int64)
    deeper = True
    while deeper:
        former = depth
        for whole in wholes:
            depth = np.maximum(depth, np.where(whole == NOBODY, 0, depth[whole] + 1))
        deeper = bool((former != depth).any())
    return [np.flatnonzero(depth == level) for level in np.unique(depth)]


def places_of(scope: pd.DataFrame, place: pd.DataFrame) -> Axis:
    """Places by role in the trees of municipalities.

    Parameters
    ----------
    scope, place : DataFrame
        The tables of a release.

    Returns
    -------
    Axis
        ``names`` has ``place``, ``role``, ``level``, ``municipality`` and ``service``.
    """
    known = scope[["place", "role"]].drop_duplicates().merge(place, on="place", how="left")
    known = known[["place", "role", "level", "municipality", "service"]].sort_values(["place", "role"])
    parents = {_tree_whole(*row) for row in known[known["level"] == "unit"].itertuples(index=False, name=None)}
    left = pd.DataFrame(sorted(parents & _keys(known)), columns=["place", "role"]).merge(known, on=["place", "role"])
    names = pd.concat([known, left.assign(place=left["place"] + "/" + LEFT, level="unit")], ignore_index=True)
    number = {key: row for row, key in enumerate(zip(names["place"], names["role"], strict=True))}
    rows = list(names[["place", "role", "level", "municipality", "service"]].itertuples(index=False, name=None))
    wholes = np.array([number.get(_tree_whole(*row), NOBODY) for row in rows], dtype=np.int64)
    return Axis(names, (wholes,), np.arange(len(names)) >= len(known))


def _keys(known: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(known["place"], known["role"], strict=True))


def _tree_whole(place: str, role: str, level: str, municipality: str, service: str) -> tuple[str, str]:
    if municipality == EVERYWHERE:
        # The sums of what is shown of each are no wholes: their parts may be hidden.
        return "", ""
    if level == "unit":
        return f"{municipality}/{service}", role
    if level == "service":
        return municipality, role
    return (place, EVERYONE) if role != EVERYONE else ("", "")


def columns_of(told: pd.DataFrame, period: pd.DataFrame) -> Axis:
    """Periods by group: parts of years, and values of background variables.

    Parameters
    ----------
    told : DataFrame
        ``period`` and ``grouping`` of the cells.
    period : DataFrame
        The table of a release.

    Returns
    -------
    Axis
        ``names`` has ``period``, ``grouping`` and ``variable``.
    """
    years = {row.period: str(row.year) for row in period.itertuples()}
    pairs = set(told[["period", "grouping"]].drop_duplicates().itertuples(index=False, name=None))
    pairs |= {(own, "") for own, _ in pairs} | {(years[own], grouping) for own, grouping in pairs}
    parts = {pair for pair in pairs if years[pair[0]] != pair[0]}
    pairs |= {(years[own] + LEFT, grouping) for own, grouping in parts}
    years |= {year + LEFT: year for year in set(years.values())}
    pairs |= {(own, f"{_variable(grouping)}={LEFT}") for own, grouping in pairs if grouping}
    names = pd.DataFrame(sorted(pairs), columns=["period", "grouping"])
    number = {pair: row for row, pair in enumerate(sorted(pairs))}
    in_year = [NOBODY if years[own] == own else number[years[own], grouping] for own, grouping in number]
    of_everybody = [number[own, ""] if grouping else NOBODY for own, grouping in number]
    left = names["period"].str.endswith(LEFT) | names["grouping"].str.endswith(f"={LEFT}")
    names["variable"] = [_variable(grouping) for grouping in names["grouping"]]
    return Axis(names, (np.array(in_year), np.array(of_everybody)), left.to_numpy())


def _variable(grouping: str) -> str:
    return grouping.partition("=")[0]
