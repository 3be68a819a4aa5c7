"""Exports that hold figures only: number of answers, mean, spread and distribution of each unit and item."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.codebook import AREAS
from core.findings import Finding
from etl.harmonise.answers import item_ids
from etl.harmonise.groups import FIGURE, invited_of, without_groups
from etl.harmonise.harmonised import BENCHMARKS
from etl.harmonise.structure import Layout, structure_of
from etl.harmonise.totals import are_totals
from etl.reading.numbers import decimal

# Marks by which sources hide a figure: never zero, never summed as zero.
SOURCE_MARKS = {"*", ":", "-", "–", ".", "..", "...", "x", "prikket", "skjermet"}
LARGEST_GAP_IN_MEAN = 0.051
# A share with one decimal of up to a hundred answers is this near to a whole number of them.
LARGEST_GAP_IN_COUNT = 0.051
OWN, WHOLE = "unit", "municipality"


@dataclass(frozen=True)
class Figures:
    """What an export of figures tells.

    ``aggregates`` has a row a unit, period and item: n, mean (scale units, higher is better), sd, histogram,
    dont_know, hidden; ``unit`` is ``""`` for a municipality of which the source tells no units. ``benchmarks`` has the
    rows about other places (see ``Harmonised``). ``rows_used`` counts the rows of the table that are in one of them.
    """

    aggregates: pd.DataFrame
    benchmarks: pd.DataFrame
    invited: pd.DataFrame
    findings: list[Finding]
    rows_used: int


def figures_of(layout: Layout) -> Figures:
    """The municipality's own figures, and apart from them those of the nation, counties, regions and groups."""
    ids, findings = _known_items(layout)
    areas, strange = _areas(layout)
    own, found_own = _part(layout, areas.eq(OWN), ids)
    whole, found_whole = _part(layout, areas.eq(WHOLE), ids, "unit")
    others, found_others = _part(layout, ~areas.isin({OWN, WHOLE}), ids, "unit", "municipality")
    # A mean without a number of answers can be a reference, and no figure of our own.
    beside = _beside_units(whole, own) | (whole["n"].isna() & whole["mean"].notna())
    kept, found = without_groups(layout, pd.concat([own, whole[~beside]]) if len(whole) else own)
    others = pd.concat([whole[beside], others]) if beside.any() else others
    findings += [*strange, *found_own, *found_whole, *found_others, *found, *_totals(layout, own)]
    if len(others):
        findings.append(layout.finding("figures_of_other_places", others.index, "item", severity="info"))
    return Figures(
        aggregates=kept.table,
        benchmarks=_benchmarks(layout, others, areas),
        invited=invited_of(pd.concat([own, whole[~beside]])),
        findings=findings,
        rows_used=kept.rows_used + len(others),
    )


def _known_items(layout: Layout) -> tuple[pd.Series, list[Finding]]:
    items = layout.cells("item")
    assert items is not None
    ids = items.map(item_ids(layout))
    if not ids.isna().any():
        return ids, []
    strange = items[ids.isna()]
    return ids, [layout.finding("unknown_item", strange.index, "item", strange, severity="warning")]


def _areas(layout: Layout) -> tuple[pd.Series, list[Finding]]:
    """What kind of place each row is about; where the source does not say it is the file's unit."""
    written = _told(layout, "area")
    areas = written.map(lambda words: layout.translations("area").get(words, words))
    areas = areas.where(areas.ne(""), layout.edition.constants.get("area", OWN))
    strange = written[~areas.isin(AREAS)]
    if strange.empty:
        return areas, []
    known = ", ".join(AREAS)
    return areas, [layout.finding("unknown_area", strange.index, "area", strange, known=known)]


def _told(layout: Layout, name: str) -> pd.Series:
    """The text of a column that the codebook names, or that the adapter of the figures itself does; else blank."""
    cells, table = layout.cells(name), layout.export.table
    if cells is not None:
        return cells
    if layout.export.kind == "figures" and name in table:
        return table[name].str.strip()
    return pd.Series("", index=table.index, dtype="str")


def _part(layout: Layout, rows: pd.Series, ids: pd.Series, *without: str) -> tuple[pd.DataFrame, list[Finding]]:
    """The figures of one kind of place, whose rows do not have the columns ``without``."""
    if not rows.any() and (without or len(rows)):
        return pd.DataFrame(columns=FIGURE), []
    columns = {name: column for name, column in layout.edition.columns.items() if name not in without}
    values = {name: words for name, words in layout.edition.values.items() if name in columns}  # noqa: PD011 - a field
    edition = layout.edition.model_copy(update={"columns": columns, "values": values})
    part = replace(layout, export=replace(layout.export, table=layout.export.table[rows]), edition=edition)
    structure, findings = structure_of(part)
    kept = ids[rows].notna() & structure["unit"].notna()
    table = structure[kept].assign(item=ids[rows][kept], group=_groups(part)[kept])
    table, found = _with_figures(part, table)
    return table, [*findings, *found]


def _groups(layout: Layout) -> pd.Series:
    """Which of those who were asked each row is about; everybody where the source does not say."""
    return _told(layout, "group")


def _beside_units(whole: pd.DataFrame, own: pd.DataFrame) -> pd.Series:
    """Which figures of a whole municipality stand beside those of its units, and would be counted twice."""
    if not len(whole) or not len(own):
        return pd.Series(False, index=whole.index)
    key = ["municipality", "service", "role", "period", "item"]
    return pd.Series(pd.MultiIndex.from_frame(whole[key]).isin(pd.MultiIndex.from_frame(own[key])), index=whole.index)


def _totals(layout: Layout, own: pd.DataFrame) -> list[Finding]:
    """Sums of the units among them, which would be counted twice and give away a unit that the source hides."""
    names = own["unit_name"].astype("str").str.strip()
    totals = are_totals(names)
    if not totals.any() or totals.all():
        return []
    return [layout.finding("total_among_units", own.index[totals], "unit", names[totals])]


def _benchmarks(layout: Layout, others: pd.DataFrame, areas: pd.Series) -> pd.DataFrame:
    """The figures of other places with the name of each, as the source writes it."""
    names = {name: _told(layout, name).loc[others.index] for name in ("unit", "municipality", "county")}
    names["unit"] = names["unit"].where(names["unit"].ne(""), layout.edition.constants.get("unit", ""))
    area = areas.loc[others.index]
    told = others.assign(
        area=area,
        area_name=names["unit"].where(names["unit"].ne(""), names["municipality"].where(area.ne("county"), "")),
        municipality=others["municipality"].where(area.eq(WHOLE), ""),
        county=names["county"],
        # A mean of a nation may come without the number behind it.
        hidden=others["mean"].isna().map({True: "source", False: None}),
    )
    told["area_name"] = told["area_name"].where(told["area_name"].ne(""), names["county"])
    return told[BENCHMARKS].reset_index(drop=True)


def _with_figures(layout: Layout, table: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    findings: list[Finding] = []
    figures = {}
    for name in ("n", "mean", "sd", "dont_know"):
        figures[name], found = _numbers(layout, name, table.index)
        findings += found
    counts, hidden = _counts(layout, table.index, figures["n"])
    # Where one answer's count is hidden the others are no distribution: their sum is not the number of answers.
    own = _moments(counts).mask(hidden)
    n, mean, sd = (figures[name].where(figures[name].notna(), own[name]) for name in ("n", "mean", "sd"))
    shown = table.assign(
        n=n,
        mean=_turned(layout, table["item"], mean),
        sd=sd,
        histogram=pd.Series(_histograms(layout, table["item"], counts), index=table.index, dtype="object"),
        dont_know=figures["dont_know"],
        invited=_numbers(layout, "invited", table.index)[0],
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
    marked = _marked(cells) | cells.eq("")
    values = decimal(cells.where(~marked, ""))
    strange = cells[values.isna() & ~marked]
    return values, [layout.finding("not_a_number", strange.index, name, strange)] if len(strange) else []


def _marked(cells: pd.Series) -> pd.Series:
    """Where the source says that it hides a figure."""
    return cells.str.casefold().isin(SOURCE_MARKS)


def _counts(layout: Layout, rows: pd.Index, n: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    """Answers by scale point, low to high as written in the file, and where any of them is hidden.

    There are no columns where the file tells no distribution.
    """
    points = {}
    hidden = pd.Series(False, index=rows)
    for name in layout.edition.columns:
        kind, _, point = name.partition("_")
        cells = layout.cells(name)
        if kind in ("count", "share") and point.lstrip("-").isdigit() and cells is not None:
            told = _numbers(layout, name, rows)[0]
            points[int(point)] = told if kind == "count" else told / 100 * n
            hidden |= _marked(cells.loc[rows])
    return pd.DataFrame(dict(sorted(points.items())), index=rows), hidden


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
