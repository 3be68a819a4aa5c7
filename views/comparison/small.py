"""Small units: means drawn towards the group beside the raw ones, and whether a measure can tell the units apart."""

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import number, percent, text
from metrics.arguments import floats
from metrics.shrinkage import shrunken_means, variance_components
from store.release import Release
from views import words
from views.comparison import parts
from views.rows import hover, records, with_columns

DRAWN_COLUMNS = ("label", "kind_told", "n", "mean", "lower", "upper", "weight_told", "hidden")
SEPARATED_COLUMNS = ("label", "units", "n", "told", "reliability_told", "n_reliable")
MOST_DRAWN = 30
FIGURE = ("label", "mean", "lower", "upper", "raw", "scale_max", "n")


def drawn_together(release: Release, selection: Selection, measure: str) -> pd.DataFrame:
    """Two rows a part, by name: the raw mean and the mean drawn towards the group, as ``series``.

    ``weight`` is how much the part's own answers count in the second. A part that is hidden has one row with the
    reason; where nothing can be drawn together, only the raw means are there.
    """
    rows = parts.of_measure(release, selection, measure)
    usable = _usable(rows)
    raw = with_columns(rows, series=[text("comparison.small.raw")] * len(rows), order=np.arange(len(rows)) * 2.0)
    if not usable.any():
        return _in_words(raw.assign(weight=np.nan))
    counts = parts.moments(rows[usable]).assign(measure=measure)
    known = release.remembered(_components, selection)
    found = shrunken_means(counts, by=["measure"], components=known[known["measure"].eq(measure)])
    beside = with_columns(
        rows[usable],
        mean=floats(found["shrunken"]),
        lower=floats(found["lower"]),
        upper=floats(found["upper"]),
        raw=np.full(len(found), np.nan),
        weight=floats(found["reliability"]),
        series=[text("comparison.small.drawn")] * len(found),
        order=raw.loc[usable, "order"].to_numpy(dtype="float64") + 1,
    )
    beside = beside[beside["mean"].notna()]
    both = pd.concat([raw.assign(weight=np.nan), beside], ignore_index=True)
    return _in_words(both.sort_values("order", ignore_index=True))


def separated(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a measure: whether it can tell the parts apart.

    Columns: label (of the measure), units, answers (in all), reliability (0 to 1), n_reliable (answers a part needs),
    verdict (apart, partly, not_apart), told (the verdict or the reason in words).
    """
    found = release.remembered(_components, selection)
    if found.empty:
        return pd.DataFrame({name: [] for name in (*SEPARATED_COLUMNS, "measure", "verdict", "reason")})
    order = [parts.MEASURES.index(measure) for measure in found["measure"].tolist()]
    table = found.iloc[np.argsort(order)].reset_index(drop=True)
    verdicts, reasons = table["verdict"].tolist(), table["reason"].tolist()
    return with_columns(
        table,
        label=[parts.measure_name(measure) for measure in table["measure"].tolist()],
        n_reliable=np.ceil(floats(table["n_reliable"].where(table["verdict"].ne("not_apart")))),
        reliability_told=_shares(table["reliability"]),
        told=[
            text(f"comparison.apart.{verdict}" if verdict else f"why.{reason}")
            for verdict, reason in zip(verdicts, reasons, strict=True)
        ],
    )


def _components(release: Release, selection: Selection) -> pd.DataFrame:
    """Variance between and within the parts on every measure."""
    rows = parts.every(release, selection)
    rows = rows[_usable(rows)].reset_index(drop=True) if len(rows) else rows
    if rows.empty:
        return rows
    return variance_components(parts.moments(rows).assign(measure=rows["measure"]), by=["measure"])


def summary(table: pd.DataFrame, selection: Selection, measure: str) -> str:
    """Whether the chosen measure can tell the parts apart, in words."""
    what = text(f"comparison.the_parts.{parts.kind(selection)}")
    own = table[table["measure"].eq(measure)] if len(table) else table
    if own.empty or not own["verdict"].iloc[0]:
        why = text(f"why.{own['reason'].iloc[0]}") if len(own) else text("why.few")
        return text("comparison.small.unknown", parts=what, why=why)
    row = own.iloc[0]
    told = text(f"comparison.small.{row['verdict']}", parts=what, share=percent(row["reliability"]))
    needed = row["n_reliable"] if row["verdict"] == "partly" else np.inf
    return words.joined([told, text("comparison.small.needed", n=number(needed)) if np.isfinite(needed) else ""])


def with_room(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that a chart has room for: of very many parts, those with fewest answers, where it matters most."""
    labels = list(dict.fromkeys(table["label"].tolist()))
    if len(labels) <= MOST_DRAWN:
        return table
    fewest = table[table["weight"].notna()].sort_values("n", kind="stable")["label"].head(MOST_DRAWN)
    return table[table["label"].isin(set(fewest))]


def described(table: pd.DataFrame, selection: Selection, measure: str) -> str:
    """What the chart shows, for those who hear it."""
    count = int(table["weight"].notna().sum())
    what = text(f"comparison.parts.{parts.kind(selection)}", count=count)
    return text("comparison.small.means_alt", count=count, parts=what, measure=parts.measure_name(measure))


def _shares(values: pd.Series) -> list[str | None]:
    """Shares in words; nothing where there is none."""
    return [None if words.missing(value) else percent(value) for value in values.tolist()]


def _usable(rows: pd.DataFrame) -> pd.Series:
    """The cells that tell how their answers are spread."""
    return rows["mean"].notna() & (rows["sd"].notna() | rows["n"].eq(1))


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    told = records(rows, *FIGURE)
    return with_columns(
        rows,
        hidden=[words.hidden(reason) for reason in rows["hidden"].tolist()],
        kind_told=rows["series"].tolist(),
        weight_told=_shares(rows["weight"]),
        hover=[
            hover([row["label"], series], row, 0) for row, series in zip(told, rows["series"].tolist(), strict=True)
        ],
    )
