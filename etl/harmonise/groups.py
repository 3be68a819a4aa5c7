"""Figures of groups of those who were asked: everybody's where they are there, else those of the groups together."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.findings import Finding
from etl.harmonise.harmonised import SPOT
from etl.harmonise.structure import Layout

_PLACE = [*SPOT[:3], "unit_name", *SPOT[3:], "year"]
FIGURE = [*_PLACE, "item", "group", "n", "mean", "sd", "histogram", "dont_know", "hidden", "invited"]
_KEY = [*SPOT, "item"]
_BETWEEN_PARTS = " - "


@dataclass(frozen=True)
class Everybody:
    """Figures of everybody, one a place, period and item, and how many rows they were made of."""

    table: pd.DataFrame
    rows_used: int


def without_groups(layout: Layout, table: pd.DataFrame) -> tuple[Everybody, list[Finding]]:
    """One figure a place, period and item.

    Groups of one kind (grades, say) part those who were asked, so that their figures together are everybody's: n is
    the sum, the mean is weighted by it, and the spread is that within and between the groups. Groups of another kind
    are the same people once more and are left out.
    """
    repeated = table.duplicated([*_KEY, "group"])
    findings = _finding(layout, "repeated_figure", table.index[repeated], "warning")
    table = table[~repeated]
    whole = table["group"].eq("")
    if whole.all():
        return Everybody(table, len(table)), findings
    chosen = whole | _of_chosen_kind(table, whole)
    findings += _finding(layout, "groups_left_out", table.index[~chosen], "info")
    findings += _finding(layout, "groups_together", table.index[chosen & ~whole], "info")
    together = _together(table[chosen & ~whole])
    return Everybody(pd.concat([table[whole], together]) if whole.any() else together, int(chosen.sum())), findings


def invited_of(table: pd.DataFrame) -> pd.DataFrame:
    """How many were invited, a row a place and period; the same number stands beside each item."""
    told = table[table["invited"].notna()]
    groups = told.groupby([*_PLACE, "group"], as_index=False).agg(invited=("invited", "max"))
    everybody = groups["group"].eq("")
    has_everybody = everybody.groupby([groups[name] for name in SPOT]).transform("any")
    kinds = groups["group"].map(_kind)
    first = kinds.groupby([groups[name] for name in SPOT]).transform("min")
    kept = groups[everybody | (~has_everybody & kinds.eq(first))]
    return kept.groupby(_PLACE, as_index=False).agg(invited=("invited", "sum"))


def _finding(layout: Layout, code: str, rows: pd.Index, severity: str) -> list[Finding]:
    if not len(rows):
        return []
    return [layout.finding(code, rows, "item", severity="warning" if severity == "warning" else "info")]


def _of_chosen_kind(table: pd.DataFrame, whole: pd.Series) -> pd.Series:
    """Groups where everybody is missing, of the coarsest kind that their place, period and item have."""
    places = [table[name] for name in _KEY]
    kinds = table["group"].map(_kind)
    first = kinds.groupby(places).transform("min")
    return ~whole & ~whole.groupby(places).transform("any") & kinds.eq(first)


def _kind(group: str) -> str:
    """What a group is a part by: ``vg1 - Kjønn: Jente`` is one by grade and sex; few parts come first."""
    parts = group.split(_BETWEEN_PARTS)
    return f"{len(parts)} " + _BETWEEN_PARTS.join(part.partition(":")[0] if ":" in part else "" for part in parts)


def _together(table: pd.DataFrame) -> pd.DataFrame:
    """The figures of groups together, at the row of the first; hidden where any group is, for a part is no whole."""
    places = [table[name] for name in _KEY]
    hidden = table["hidden"].notna().groupby(places).transform("any")
    n = table["n"].groupby(places).transform("sum")
    mean = (table["n"] * table["mean"]).groupby(places).transform("sum") / n.where(n > 0)
    within = ((table["n"] - 1).clip(lower=0) * table["sd"].where(table["n"] > 1, 0.0) ** 2).groupby(places)
    between = (table["n"] * (table["mean"] - mean) ** 2).groupby(places).transform("sum")
    squares = within.transform(lambda parts: parts.sum(skipna=False)) + between
    told = table.assign(
        n=n.mask(hidden),
        mean=mean.mask(hidden),
        sd=((squares / (n - 1).where(n > 1)) ** 0.5).mask(hidden),
        dont_know=table["dont_know"].groupby(places).transform(lambda parts: parts.sum(skipna=False)),
        hidden=hidden.map({True: "source", False: None}),
        group="",
    )
    first = ~table.duplicated(_KEY)
    histograms = table["histogram"].groupby(places, sort=False).agg(_sum_of)
    told = told[first]
    summed = histograms.reindex(pd.MultiIndex.from_frame(told[_KEY])).to_list()
    return told.assign(histogram=pd.Series(summed, index=told.index, dtype="object"))


def _sum_of(histograms: "pd.Series[Any]") -> list[int] | None:
    """The counts of all groups by scale point; nothing where a group's are unknown."""
    if histograms.isna().any():
        return None
    return [int(count) for count in np.sum(np.array(histograms.to_list()), axis=0)]
