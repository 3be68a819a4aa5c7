"""The overview of a municipality: key figures, services by what matters, what stands out for certain."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.selection import EVERYONE, Selection
from core.text import number, percent, text
from metrics.arguments import floats
from metrics.differences import holm, verdict
from metrics.weighted import difference_from_others
from store.release import Release
from views import words
from views.change import in_words, matched_change
from views.figures import CHANGE, cells, responses
from views.places import Places, places_of
from views.rows import arranged, matrix_cells, records, with_columns
from views.words import CORE_DIMENSIONS

STANDOUTS = 3
KINDS = ("overall", "dimension")


def key_figures(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a key figure (overall, then the six dimensions): index, interval, n, and the change of the same services.

    ``hidden`` is ``not_measured`` where nothing asks about the dimension.
    """
    own = cells(release, [selection.municipality], selection.period, selection.role, KINDS)
    wanted = ["overall", *(f"dimension:{key}" for key in CORE_DIMENSIONS)]
    services = _services(release, selection)
    services = services[services["measure"].isin(wanted)].reset_index(drop=True)
    change = matched_change(services, _weights(release, selection, services)).reindex(wanted)
    table = arranged(own, "measure", dict.fromkeys(wanted, words.NOT_MEASURED))
    names = [text("measure.overall"), *(words.dimension(key) for key in CORE_DIMENSIONS)]
    return with_columns(table, label=names, **{name: change[name].to_numpy() for name in CHANGE})


@dataclass(frozen=True)
class Compared:
    """The services held against each other: ``matrix`` for the chart, ``standouts`` for what is certain.

    - ``matrix``: one row a service (and role) and dimension: text, colour score, hover, hidden.
    - ``standouts``: the strongest and weakest for certain, against the municipality's other services; all services
      by all dimensions are one family of tests (Holm). Columns: place, role, label, dimension, mean, n, difference,
      difference_lower, difference_upper, verdict.
    """

    matrix: pd.DataFrame
    standouts: pd.DataFrame


def services_compared(release: Release, selection: Selection) -> Compared:
    """The municipality's services by dimension, and what stands out among them."""
    table = _contrasted(release, selection)
    return Compared(_matrix(table), _standouts(table))


def _matrix(table: pd.DataFrame) -> pd.DataFrame:
    labels, dimensions = table["label"].tolist(), table["dimension"].tolist()
    spots = [(label, text(f"dimension_short.{key}")) for label, key in zip(labels, dimensions, strict=True)]
    titles = [(label, words.dimension(key)) for label, key in zip(labels, dimensions, strict=True)]
    missing = sorted({*product(labels, matrix_columns())} - {*spots})
    whole = table.reindex(range(len(spots) + len(missing)))
    whole["hidden"] = [*table["hidden"], *(words.NOT_MEASURED for _ in missing)]
    row, column = zip(*spots, *missing, strict=True) if spots else ((), ())
    return matrix_cells(whole, whole["difference"].to_numpy(), [*titles, *missing], row=row, column=column)


def matrix_rows(table: pd.DataFrame) -> list[str]:
    """The services of a matrix in reading order."""
    return sorted(set(table["row"]))


def matrix_columns() -> list[str]:
    """The dimensions of a matrix in their order."""
    return [text(f"dimension_short.{key}") for key in CORE_DIMENSIONS]


def _standouts(contrasted: pd.DataFrame) -> pd.DataFrame:
    table = contrasted.sort_values("difference", ascending=False)
    better, worse = table[table["verdict"].eq("better")], table[table["verdict"].eq("worse")]
    columns = ["place", "role", "label", "dimension", "mean", "n", "difference", "difference_lower", "difference_upper"]
    return pd.concat([better.head(STANDOUTS), worse.tail(STANDOUTS)], ignore_index=True)[[*columns, "verdict"]]


def summary(figures: pd.DataFrame, answered: pd.Series, selection: Selection, places: Places) -> str:
    """What is seen, in a sentence or two."""
    overall = figures.iloc[0]
    place = places.name(selection.municipality)
    if pd.isna(overall["mean"]):
        return text("summary.overview.nothing", place=place, period=selection.period or "")
    rate = text("summary.rate", rate=percent(answered["rate"])) if pd.notna(answered["rate"]) else ""
    value, n = number(overall["mean"]), number(answered["n"])
    raw = words.raw_beside(overall["raw"], overall["scale_max"])
    first = text("summary.overview.level", place=place, period=selection.period, value=value, raw=raw, n=n, rate=rate)
    return words.joined([first, words.ends(figures.iloc[1:]), in_words(figures)])


def pooling(release: Release, selection: Selection) -> str:
    """How the municipality's figures are put together, said openly."""
    rows = cells(release, [selection.place], selection.period, selection.role, ["overall"])
    methods = rows["method"].dropna()
    roles = text("caption.everyone") if selection.role == EVERYONE else ""
    return words.joined([text(f"caption.{methods.iloc[0]}") if len(methods) else "", roles])


def _services(release: Release, selection: Selection) -> pd.DataFrame:
    ids = [place.id for place in places_of(release).services(selection.municipality)]
    role = None if selection.role == EVERYONE else selection.role
    return cells(release, ids, selection.period, role, KINDS)


def _contrasted(release: Release, selection: Selection) -> pd.DataFrame:
    """Services by dimension with label, difference from the other services, its interval, and the verdict."""
    services = _services(release, selection)
    services = services[services["dimension"].isin(CORE_DIMENSIONS)].reset_index(drop=True)
    weights = _weights(release, selection, services)
    compared = difference_from_others(with_columns(services, weight=weights), by=["dimension"])
    difference, lower, upper, p = (floats(compared[name]) for name in ("difference", "lower", "upper", "p"))
    return with_columns(
        services,
        label=words.place_labels(places_of(release), services),
        difference=difference,
        difference_lower=lower,
        difference_upper=upper,
        verdict=verdict(lower, upper, holm(p)).tolist(),
    )


def _weights(release: Release, selection: Selection, services: pd.DataFrame) -> NDArray[np.float64]:
    """What each service counts: its number invited where that is known for all, else its answers."""
    spots = list(zip(services["place"].tolist(), services["role"].tolist(), strict=True))
    told = records(responses(release, list(dict(spots)), selection.period, None), "place", "role", "invited", "n")
    counts = {(row["place"], row["role"]): (row["invited"], row["n"]) for row in told}
    known = np.array([counts.get(spot, (np.nan, np.nan)) for spot in spots]).reshape(-1, 2)
    invited, n = known.T
    return floats(np.nan_to_num(n if np.isnan(invited).any() else invited))
