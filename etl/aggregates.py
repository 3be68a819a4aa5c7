"""Exports that hold figures only: number of answers, mean, spread and distribution of each unit and item."""

import numpy as np
import pandas as pd

from core.findings import Finding
from etl.answers import item_ids
from etl.numbers import decimal
from etl.structure import Layout

# Marks by which sources hide a figure: never zero, never summed as zero.
SOURCE_MARKS = {"*", ":", "-", "–", ".", "..", "x", "X", "prikket", "skjermet"}
LARGEST_GAP_IN_MEAN = 0.051


def aggregates_of(layout: Layout, structure: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """One row a place, period and item: n, mean (scale units, higher is better), sd, histogram, dont_know, hidden."""
    items = layout.cells("item")
    assert items is not None
    ids = items.map(item_ids(layout))
    findings = []
    if ids.isna().any():
        strange = items[ids.isna()]
        findings.append(layout.finding("unknown_item", strange.index, "item", strange, severity="warning"))
    kept = ids.notna() & structure["unit"].notna()
    table = structure[kept].assign(item=ids[kept])
    repeated = table.duplicated(["municipality", "service", "unit", "role", "period", "item"])
    if repeated.any():
        findings.append(layout.finding("repeated_figure", table.index[repeated], "item", severity="warning"))
        table = table[~repeated]
    table, found = _with_figures(layout, table)
    return table, findings + found


def _with_figures(layout: Layout, table: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    findings: list[Finding] = []
    figures = {}
    for name in ("n", "mean", "sd", "dont_know"):
        figures[name], found = _numbers(layout, name, table.index)
        findings += found
    counts = _histogram(layout, table)
    n = figures["n"].where(figures["n"].notna(), counts.sum(axis=1, min_count=1))
    value = counts.columns.to_numpy(dtype="float64") if counts.shape[1] else np.array([])
    own_mean = (counts * value).sum(axis=1, min_count=1) / counts.sum(axis=1, min_count=1)
    own_sd = np.sqrt((counts * value**2).sum(axis=1, min_count=1) / n - own_mean**2) * np.sqrt(n / (n - 1).where(n > 1))
    mean = figures["mean"].where(figures["mean"].notna(), own_mean)
    shown = table.assign(
        n=n,
        mean=_turned(layout, table["item"], mean),
        sd=figures["sd"].where(figures["sd"].notna(), own_sd),
        histogram=_oriented(layout, table["item"], counts),
        dont_know=figures["dont_know"],
    )
    hidden = shown["mean"].isna() | shown["n"].isna()
    shown["hidden"] = np.where(hidden & ~shown["n"].eq(0), "source", None)
    return shown, findings + _implausible(layout, shown, own_mean, mean)


def _numbers(layout: Layout, name: str, rows: pd.Index) -> tuple[pd.Series, list[Finding]]:
    cells = layout.cells(name)
    if cells is None:
        return pd.Series(np.nan, index=rows), []
    cells = cells.loc[rows]
    marked = cells.str.casefold().isin({mark.casefold() for mark in SOURCE_MARKS}) | cells.eq("")
    values = decimal(cells.where(~marked, ""))
    strange = cells[values.isna() & ~marked]
    return values, [layout.finding("not_a_number", strange.index, name, strange)] if len(strange) else []


def _histogram(layout: Layout, table: pd.DataFrame) -> pd.DataFrame:
    """Counts by scale point, low to high as written in the file; no columns where the file tells none."""
    names = [name for name in layout.edition.columns if name.startswith("count_")]
    points = {int(name.removeprefix("count_")): _numbers(layout, name, table.index)[0] for name in names}
    return pd.DataFrame(dict(sorted(points.items())), index=table.index)


def _turned(layout: Layout, items: pd.Series, mean: pd.Series) -> pd.Series:
    turns = {}
    for item in layout.codebook.items:
        scale = layout.codebook.scale_of(item.id, layout.edition.id)
        turns[item.id] = scale.min + scale.max if item.reversed else np.nan
    turn = items.map(turns)
    return mean.where(turn.isna(), turn - mean)


def _oriented(layout: Layout, items: pd.Series, counts: pd.DataFrame) -> list[list[int] | None]:
    """Each row's counts from the worst answer to the best."""
    reversed_items = {item.id for item in layout.codebook.items if item.reversed}
    rows = zip(items, counts.to_numpy(), strict=True)
    return [_list(row[::-1] if item in reversed_items else row) for item, row in rows]


def _list(counts: np.ndarray) -> list[int] | None:
    return None if not len(counts) or np.isnan(counts).any() else [int(count) for count in counts]


def _implausible(layout: Layout, shown: pd.DataFrame, own_mean: pd.Series, mean: pd.Series) -> list[Finding]:
    """Means outside the scale, and means that the distribution beside them contradicts."""
    findings = []
    scales = {item.id: layout.codebook.scale_of(item.id, layout.edition.id) for item in layout.codebook.items}
    low = shown["item"].map({key: scale.min for key, scale in scales.items()})
    high = shown["item"].map({key: scale.max for key, scale in scales.items()})
    outside = (mean < low) | (mean > high)
    if outside.any():
        values = mean[outside].astype("str")
        findings.append(layout.finding("mean_outside_scale", shown.index[outside], "mean", values))
    apart = (mean - own_mean).abs() > LARGEST_GAP_IN_MEAN
    if apart.any():
        findings.append(layout.finding("mean_contradicts_counts", shown.index[apart], "mean", severity="warning"))
    return findings
