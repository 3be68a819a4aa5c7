"""How satisfied users are with taking part, at the individual and the other levels, beside what the register tells."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from core.selection import EVERYONE, Selection
from core.text import number, text
from store.release import Release
from views import words
from views.figures import cells
from views.places import Places, is_year, places_of
from views.rows import chart_rows, records, with_columns
from views.words import LEVELS

# The dimension that asks whether users are listened to: what participation should give.
DIMENSION = "taken_seriously"
COLUMNS = ("label", "series", "degree", "measured_year", "n", "mean", "lower", "upper", "hidden")


def by_service(release: Release, selection: Selection, year: int) -> pd.DataFrame:
    """One row a service (and role) and level, each level as a ``series``: being taken seriously, on the 0-100 index.

    The figures are those of the latest year so far in which the service was measured (``measured_year``). Figures that
    are hidden stay hidden; a level that nothing asks about is not measured.
    """
    places = places_of(release)
    found = [place for place in places.services(selection.municipality) if selection.service in {None, place.service}]
    parts = [
        _of_levels(release, places, [place.id for place in found if latest(places, place.id, year) == period], period)
        for period in sorted({latest(places, place.id, year) for place in found} - {""}, reverse=True)
    ]
    kept = [part for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True) if kept else _of_levels(release, places, [], "")


def latest(places: Places, place: str, year: int) -> str:
    """The latest year so far with figures for a place, of any role; empty where there is none."""
    years = [period for (own, _), told in places.years.items() if own == place for period in told if is_year(period)]
    return max((period for period in years if int(period) <= year), default="")


def with_degrees(table: pd.DataFrame, ladder: pd.DataFrame) -> pd.DataFrame:
    """The table with the rung each service stands on."""
    degrees = dict(zip(ladder["service"].tolist(), ladder["degree"].tolist(), strict=True))
    told = [degrees.get(service) or text("participation.none_written") for service in table["service"].tolist()]
    return with_columns(table, degree=told)


def summary(table: pd.DataFrame) -> str:
    """How far the system level lies below the individual one, measurement by measurement: roles are not pooled."""
    means = table.pivot_table(index="label", columns="level", values="mean", observed=False)
    if not {"individual", "system"} <= set(means.columns):
        return text("participation.satisfaction.none")
    gaps = (means["individual"] - means["system"]).dropna()
    if gaps.empty:
        return text("participation.satisfaction.none")
    if len(gaps) == 1:
        return text(
            f"participation.satisfaction.{'below' if gaps.iloc[0] > 0 else 'not_below'}", gap=number(abs(gaps.iloc[0]))
        )
    least, most = (number(end, sign=True) for end in (-gaps.max(), -gaps.min()))
    below = number(float((gaps > 0).sum()))
    return text("participation.satisfaction.levels", below=below, count=len(gaps), least=least, most=most)


def _of_levels(release: Release, places: Places, spots: Sequence[str], period: str) -> pd.DataFrame:
    """The rows of some services in one year, three levels each; a level without a question is not measured."""
    rows = cells(release, spots, period, None, ["dimension_level"]) if spots else cells(release, [], "", None, [])
    rows = rows[rows["dimension"].eq(DIMENSION).to_numpy()].reset_index(drop=True)
    rows = with_columns(rows, name=_names(places, rows), level=rows["participation"].tolist())
    pairs = list(dict.fromkeys(zip(rows["name"].tolist(), rows["service"].tolist(), strict=True)))
    wanted = pd.MultiIndex.from_tuples(
        [(*pair, level) for pair in pairs for level in LEVELS], names=["name", "service", "level"]
    )
    table = rows.set_index(["name", "service", "level"]).reindex(wanted).reset_index()
    measured = table["measure"].notna().to_numpy()
    hidden = np.where(measured, table["hidden"], words.NOT_MEASURED)
    table = with_columns(table, hidden=hidden.tolist(), measured_year=[period] * len(table))
    labels = [text("participation.measured_in", place=name, year=period) for name in table["name"].tolist()]
    return chart_rows(table, labels, series=[words.level(key) for key in table["level"].tolist()])


def _names(places: Places, rows: pd.DataFrame) -> Iterable[str]:
    return words.place_labels(places, rows)


def of_service(table: pd.DataFrame, service: str | None, level: str) -> str:
    """The figure of a service at a level in words, each role by itself, with the number of answers."""
    own = table[
        np.array([own == service for own in table["service"].tolist()], dtype=bool)
        & table["level"].eq(level).to_numpy()
    ]
    told = [_told(row) for row in records(own, "name", "mean", "n", "hidden")]
    return "; ".join(told) or text("hidden.not_measured")


def of_municipality(release: Release, municipality: str, year: int) -> dict[str, str]:
    """The figure of the whole municipality at each level in words, everybody together."""
    period = latest(places_of(release), municipality, year)
    rows = cells(release, [municipality], period, EVERYONE, ["dimension_level"])
    own = records(rows[rows["dimension"].eq(DIMENSION).to_numpy()], "participation", "mean", "n", "hidden")
    told = {str(row["participation"]): _told(row | {"hidden": words.hidden(row["hidden"])}) for row in own}
    return {level: told.get(level, text("hidden.not_measured")) for level in LEVELS}


def _told(row: dict[str, object]) -> str:
    if row["hidden"]:
        return str(row["hidden"])
    return text("participation.figure", value=number(row["mean"]), n=number(row["n"]))  # type: ignore[arg-type]
