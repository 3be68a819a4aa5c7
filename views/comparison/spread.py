"""Many units: whether each lies where a unit of its size is expected to, with room for ordinary differences."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import listing, number, text
from metrics.arguments import floats
from metrics.funnel import BANDS, LEAST_UNITS, expected_range, mean_funnel
from store.release import Release
from views import words
from views.comparison import parts
from views.figures import cells
from views.rows import Row, hover, records, with_columns

APART = tuple(band for band in BANDS if band != "expected")
LIMITS = ("far_lower", "lower", "upper", "far_upper")
COLUMNS = ("label", "n", "mean", "expected_lower", "expected_upper", "far_lower", "far_upper", "band_told", "hidden")
MOST_DRAWN = 30
CURVE = 60  # points of a curve


@dataclass(frozen=True)
class Spread:
    """The units in their bands, and the curves of a funnel; ``curves`` is empty where the units are too few.

    - ``table``: one row a unit: label, n, mean, band, the limits of a unit of its size, hover, said, hidden.
    - ``curves``: n, baseline and the limits.
    - ``summary``: what is seen, or why there is nothing to see.
    """

    table: pd.DataFrame
    curves: pd.DataFrame
    summary: str


def spread(release: Release, selection: Selection, measure: str) -> Spread:
    """The units of the chosen place around its own mean, with the limits widened by how much units differ anyway."""
    rows = parts.of_measure(release, selection, measure)
    told = parts.shown(rows)
    usable = int(told["sd"].notna().sum())
    if usable < LEAST_UNITS:
        return Spread(rows.head(0), rows.head(0), _too_few(selection, usable))
    counts = parts.moments(rows)
    own = cells(release, [selection.place], selection.period, selection.role, [measure.partition(":")[0]])
    middle = own.loc[own["measure"].eq(measure), "mean"].tolist()
    baseline = middle[0] if middle and middle[0] == middle[0] else None
    found = mean_funnel(counts["n"], counts["total"], counts["squares"], baseline, adjustment="additive")
    table = _in_words(rows, found)
    smallest = least_answers(release)
    return Spread(table, _curves(found, floats(counts["n"]), smallest), _summary(table, selection, found))


def least_answers(release: Release) -> int:
    """The number of answers from which a figure is shown."""
    return int(release.query("about")["min_n"].iloc[0])


def with_room(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that a chart has room for: of very many units, those farthest from what is expected of them."""
    if len(table) <= MOST_DRAWN:
        return table
    middle, reach = (table["upper"] + table["lower"]) / 2, table["upper"] - table["lower"]
    far = np.argsort(-np.nan_to_num(floats((table["mean"] - middle).abs() / reach), nan=-1.0), kind="stable")
    return table.iloc[np.sort(far[:MOST_DRAWN])]


def band_names() -> dict[str, str]:
    """The five bands in words, from the lowest."""
    return {band: text(f"comparison.band.{band}") for band in BANDS}


def _in_words(rows: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    bands = found["band"].tolist()
    hidden = [words.hidden(reason) for reason in rows["hidden"].tolist()]
    hovers = [
        _hover(row, band)
        for row, band in zip(
            records(rows, "label", "mean", "lower", "upper", "raw", "scale_max", "n"), bands, strict=True
        )
    ]
    names = band_names()
    # The interval of a unit's own mean stands elsewhere: here lower and upper are the limits for a unit of its size.
    return with_columns(
        rows,
        **{name: floats(found[name]) for name in LIMITS},
        expected_lower=floats(found["lower"]),
        expected_upper=floats(found["upper"]),
        band=bands,
        band_told=[names.get(band) for band in bands],
        said=[names[band].lower() if band in APART else "" for band in bands],
        hover=hovers,
        hidden=[reason if reason or band else text("why.no_sd") for reason, band in zip(hidden, bands, strict=True)],
    )


def _hover(row: Row, band: str | None) -> str:
    lines = hover([row["label"]], row, 0)
    return f"{lines}<br>{text(f'comparison.band.{band}')}" if band else lines


def _curves(found: pd.DataFrame, n: np.ndarray, smallest: int) -> pd.DataFrame:
    """The limits for units of any size that may be shown: the spread of one unit gives that of all."""
    usable = found["band"].notna().to_numpy()
    deviation = float(np.nanmax(floats(found["se"]) * np.sqrt(n)))
    sizes = np.unique(np.round(np.geomspace(smallest, n[usable].max() * 1.04, CURVE), 1))
    baseline = float(found["baseline"].iloc[0])
    limits = expected_range(
        np.full(len(sizes), baseline), deviation / np.sqrt(sizes), 1.0, float(found["tau2"].iloc[0])
    )
    return limits.assign(n=sizes, baseline=baseline)


def _too_few(selection: Selection, units: int) -> str:
    what = text(f"comparison.parts.{parts.kind(selection)}", count=units)
    return text("comparison.spread.too_few", least=LEAST_UNITS, parts=what, units=units)


def _summary(table: pd.DataFrame, selection: Selection, found: pd.DataFrame) -> str:
    bands = table["band"].tolist()
    judged = sum(band is not None for band in bands)
    what = text(f"comparison.parts.{parts.kind(selection)}", count=judged)
    first = text("comparison.spread.count", expected=bands.count("expected"), units=judged, parts=what)
    named = [text(f"comparison.spread.{band}", names=listing(_names(table, band))) for band in APART if band in bands]
    tau = float(np.sqrt(cast(float, found["tau2"].iloc[0])))
    widened = text("comparison.spread.widened", points=number(tau)) if tau >= 0.5 else text("comparison.spread.chance")
    return words.joined([first, *named, widened])


def _names(table: pd.DataFrame, band: str) -> list[str]:
    return table.loc[table["band"].eq(band), "label"].tolist()
