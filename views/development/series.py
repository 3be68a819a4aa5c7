"""One measure of a place over time: a row a measurement, its uncertainty, and how it hangs together with the former."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from string import ascii_lowercase

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import percent, text
from metrics.arguments import floats, quotient
from store.release import Release
from views import words
from views.development.breaks import APART, COMPARABLE, breaks
from views.development.measured import NUMBERS, measured
from views.periods import MONTHS, middle, period_name
from views.rows import INDEX_AXIS, Row, hover, records, with_columns

FIRST = "first"
# Between two figures lies one that is not told: nothing is drawn there.
GAP = "gap"
# Points from which a series has limits of its own.
LONG = 12
SCOPE = ("period", "answered", "invited")
NO_CELL: Row = dict.fromkeys(NUMBERS, np.nan) | {"hidden": words.NOT_MEASURED}
COLUMNS = ("series_name", "measurement", "n", "invited", "rate", "mean", "lower", "upper", "link_told", "why", "hidden")


@dataclass(frozen=True)
class Spot:
    """One series: a place and role, a measure, and what it is called beside others."""

    selection: Selection
    measure: str
    label: str

    @property
    def decimals(self) -> int:
        """Decimals that a figure of the measure is told with."""
        return 1 if self.measure.startswith("item:") else 0


def steps(release: Release, selection: Selection) -> list[str]:
    """The lengths of period that a place has figures for, the one to begin with first.

    That is the one with the most measurements where they are enough for limits of their own, else the year. A whole
    municipality has years only: its parts of years come from the few services that are asked so often.
    """
    kinds = [row["period_kind"] for row in measured(release, selection.place, selection.role).periods.values()]
    counted = {kind: kinds.count(kind) for kind in MONTHS if kind in kinds}
    if selection.service is None and "year" in counted:
        return ["year"]
    return sorted(counted, key=lambda kind: (counted[kind] < LONG, -counted[kind] if counted[kind] >= LONG else 0))


def measures(release: Release, selection: Selection) -> list[str]:
    """What the place has been asked about at any time."""
    return measured(release, selection.place, selection.role).measures


def points(release: Release, spot: Spot, step: str) -> pd.DataFrame:
    """One row a measurement of a length of period, oldest first; none where the place was never asked.

    Columns: period, label and measurement (the period in words), when (years with decimals), n, answered, invited,
    rate, mean, lower, upper, sd, se, df (scale units for an item, the index 0-100 otherwise), scale_min, scale_max,
    hidden (in words), hover, and how it hangs together with the former one that has a figure: ``link`` (``first``,
    ``gap``, or a kind of ``views.development.breaks``; empty without a figure), ``link_told`` and ``why`` in words,
    ``note`` (a letter where there is a reason to read).
    """
    return release.remembered(_points, spot, step)


def with_figures(table: pd.DataFrame) -> pd.DataFrame:
    """The measurements that have a figure."""
    return table[~np.isnan(floats(table["mean"]))]


def since_break(table: pd.DataFrame) -> pd.DataFrame:
    """The measurements since the last one that cannot be held against those before it."""
    links = table["link"].tolist()
    begin = max((place for place, link in enumerate(links) if link in APART), default=0)
    return table.iloc[begin:] if begin else table


def scale(table: pd.DataFrame, spot: Spot) -> tuple[float, float]:
    """The whole axis of a measure: 0-100, or the scale of the question."""
    low, high = table["scale_min"].min(), table["scale_max"].max()
    return INDEX_AXIS if spot.decimals == 0 or words.missing(low) else (float(low), float(high))


def footnotes(table: pd.DataFrame) -> list[str]:
    """What the letters between the points say: which periods, the verdict, and the reason."""
    return [footnote(letter, told) for letter, told in noted(table).items()]


def footnote(letter: str, told: str) -> str:
    """A letter and what it says."""
    return text("development.note", letter=letter, told=told)


def noted(table: pd.DataFrame) -> dict[str, str]:
    """What each letter of a series says, without the letter: the same words are the same break."""
    told: dict[str, str] = {}
    former = ""
    for row in records(with_figures(table), "label", "link_told", "why", "note"):
        if row["note"]:
            why = row["why"] or ""
            break_of = {"former": former, "period": row["label"], "told": row["link_told"]}
            told[row["note"]] = text("development.noted", why=why, **break_of).strip()
        former = row["label"]
    return told


def _points(release: Release, spot: Spot, step: str) -> pd.DataFrame:
    own = measured(release, spot.selection.place, spot.selection.role)
    asked = [row for row in own.periods.values() if row["period_kind"] == step]
    cells = own.cells(spot.measure)
    rows = [cells.get(row["period"], NO_CELL) | {name: row[name] for name in SCOPE} for row in asked]
    figures = {name: np.array([row[name] for row in rows], dtype="float64") for name in NUMBERS}
    periods = [row["period"] for row in rows]
    labels = [period_name(period) for period in periods]
    hidden = [words.hidden(row["hidden"]) for row in rows]
    links = _links(release, spot, periods, figures["mean"].tolist())
    # Beside a figure that may not be told there is no number at all.
    for name in ("answered", "invited"):
        figures[name] = np.where(np.isnan(figures["mean"]), np.nan, figures[name])
    rate = np.minimum(quotient(figures["answered"], figures["invited"]), 1.0)
    told = zip(rows, labels, hidden, rate.tolist(), strict=True)
    hovers = [_hover(row | {"label": label, "hidden": why, "rate": share}, spot) for row, label, why, share in told]
    return with_columns(
        pd.DataFrame(index=range(len(rows))),
        **figures,
        rate=rate,
        when=np.array([middle(period) for period in periods], dtype="float64"),
        period=periods,
        period_kind=[step] * len(rows),
        label=labels,
        measurement=labels,
        hidden=hidden,
        hover=hovers,
        **links,
    )


def _links(release: Release, spot: Spot, periods: Sequence[str], means: Sequence[float]) -> dict[str, list[str | None]]:
    """How each measurement hangs together with the last one before it that has a figure."""
    known = breaks(release, spot.selection, spot.measure)
    free = letters()
    links: dict[str, list[str | None]] = {"link": [], "link_told": [], "why": [], "note": []}
    former, gap = "", False
    for period, mean in zip(periods, means, strict=True):
        kind, why = ("", "") if words.missing(mean) else known.between(former, period) if former else (FIRST, "")
        apart = kind not in {"", FIRST, COMPARABLE}
        links["link"].append(GAP if gap and kind == COMPARABLE else kind)
        links["link_told"].append(text(f"development.link.{kind}") if apart else None)
        links["why"].append(why or None)
        links["note"].append(next(free) if apart else "")
        former, gap = (former, bool(former)) if words.missing(mean) else (period, False)
    return links


def letters() -> Iterator[str]:
    """a, b, ... z, aa, bb and so on."""
    return (letter * times for times in count(1) for letter in ascii_lowercase)


def _hover(row: Row, spot: Spot) -> str:
    lines = [hover([row["label"]], row | {"raw": np.nan}, spot.decimals)]
    if words.missing(row["mean"]):
        lines.append(row["hidden"] or "")
    elif not words.missing(row["rate"]):
        lines.append(text("development.rate", rate=percent(row["rate"])))
    return "<br>".join(lines)
