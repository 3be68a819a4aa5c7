"""Exports that hold figures only: number of answers, mean, spread and distribution of each unit and item."""

import numpy as np
import pandas as pd

from core.findings import Finding
from etl.harmonise.answers import item_ids
from etl.harmonise.structure import Layout
from etl.reading.numbers import decimal

# Marks by which sources hide a figure: never zero, never summed as zero.
SOURCE_MARKS = {"*", ":", "-", "–", ".", "..", "x", "X", "prikket", "skjermet"}
LARGEST_GAP_IN_MEAN = 0.051
# A share with one decimal of up to a hundred answers is this near to a whole number of them.
LARGEST_GAP_IN_COUNT = 0.051


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
    counts = _counts(layout, table.index, figures["n"])
    own = _moments(counts)
    n, mean, sd = (figures[name].where(figures[name].notna(), own[name]) for name in ("n", "mean", "sd"))
    shown = table.assign(
        n=n,
        mean=_turned(layout, table["item"], mean),
        sd=sd,
        histogram=pd.Series(_histograms(layout, table["item"], counts), index=table.index, dtype="object"),
        dont_know=figures["dont_know"],
    )
    absent = (mean.isna() | n.isna()) & ~n.eq(0)
    shown["hidden"] = absent.map({True: "source", False: None})
    return shown, findings + _implausible(layout, shown, own["mean"], mean)


def _moments(counts: pd.DataFrame) -> pd.DataFrame:
    """n, mean and sd as the distribution beside them tells, missing where there is none."""
    points = counts.columns.to_numpy(dtype="float64")
    n = counts.sum(axis="columns", min_count=1)
    mean = (counts * points).sum(axis="columns", min_count=1) / n.where(n > 0)
    squares = (counts * points**2).sum(axis="columns", min_count=1)
    # Equal answers leave a difference within rounding, which may be below zero.
    spread = (squares - n * mean**2).clip(lower=0)
    return pd.DataFrame({"n": n, "mean": mean, "sd": np.sqrt(spread / (n - 1).where(n > 1))}, index=counts.index)


def _numbers(layout: Layout, name: str, rows: pd.Index) -> tuple[pd.Series, list[Finding]]:
    cells = layout.cells(name)
    if cells is None:
        return pd.Series(np.nan, index=rows), []
    cells = cells.loc[rows]
    marked = cells.str.casefold().isin({mark.casefold() for mark in SOURCE_MARKS}) | cells.eq("")
    values = decimal(cells.where(~marked, ""))
    strange = cells[values.isna() & ~marked]
    return values, [layout.finding("not_a_number", strange.index, name, strange)] if len(strange) else []


def _counts(layout: Layout, rows: pd.Index, n: pd.Series) -> pd.DataFrame:
    """Answers by scale point, low to high as written in the file; no columns where the file tells none."""
    points = {}
    for name in layout.edition.columns:
        kind, _, point = name.partition("_")
        if kind in ("count", "share") and point.lstrip("-").isdigit():
            told = _numbers(layout, name, rows)[0]
            points[int(point)] = told if kind == "count" else told / 100 * n
    return pd.DataFrame(dict(sorted(points.items())), index=rows)


def _turned(layout: Layout, items: pd.Series, mean: pd.Series) -> pd.Series:
    turns = {}
    for item in layout.codebook.items:
        scale = layout.codebook.scale_of(item.id, layout.edition.id)
        turns[item.id] = scale.min + scale.max if item.reversed else np.nan
    turn = items.map(turns)
    return mean.where(turn.isna(), turn - mean)


def _histograms(layout: Layout, items: pd.Series, counts: pd.DataFrame) -> list[list[int] | None]:
    """Each row's counts from the worst answer to the best; nothing where the points are not those of the scale."""
    spans = {}
    for item in layout.codebook.items:
        scale = layout.codebook.scale_of(item.id, layout.edition.id)
        span = list(range(scale.min, scale.max + 1))
        spans[item.id] = span[::-1] if item.reversed else span
    columns = {point: counts[point].to_list() for point in counts}
    return [
        _histogram([columns[point][row] if point in columns else np.nan for point in spans[item]])
        for row, item in enumerate(items)
    ]


def _histogram(counts: list[float]) -> list[int] | None:
    """Whole numbers, or nothing: shares that were rounded in the source do not tell how many they were."""
    numbers = np.array(counts)
    whole = np.round(numbers)
    return (
        None
        if np.isnan(numbers).any() or np.abs(numbers - whole).max() > LARGEST_GAP_IN_COUNT
        else whole.astype(int).tolist()
    )


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
