"""What matters to the user: one dimension, its definition, the services compared."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import listing, number, pick, text
from store.release import Release
from views import words
from views.figures import cells, change_of, of_services
from views.places import places_of
from views.rows import arranged, chart_rows, records, rows_where, with_columns


def definition(key: str) -> str:
    """What the dimension asks, in a sentence."""
    return pick(words.reference().dimensions[key].description)


def by_service(release: Release, selection: Selection, dimension: str) -> pd.DataFrame:
    """One row a service (and role) for a dimension, by name, with the municipality as ``reference``."""
    places = places_of(release)
    rows = of_services(release, selection, ["dimension", "overall"])
    names = dict(zip(_spots(rows), words.place_labels(places, rows), strict=True))
    ordered = sorted(names, key=names.__getitem__)
    spots = [spot.split(":") for spot in ordered]
    of_dimension = rows_where(rows, (own == dimension for own in rows["dimension"].tolist()))
    own = with_columns(of_dimension, spot=_spots(of_dimension))
    table = arranged(own, "spot", dict.fromkeys(ordered, words.NOT_MEASURED))
    above = cells(release, [selection.municipality], selection.period, selection.role, ["dimension"])
    means = [row["mean"] for row in records(above, "dimension", "mean") if row["dimension"] == dimension]
    reference = np.full(len(table), means[0] if means else np.nan)
    known: dict[str, Iterable[object]] = {
        "place": [place for place, _ in spots],
        "role": [role for _, role in spots],
        "reference": reference,
    }
    return chart_rows(table, [names[spot] for spot in ordered], **known, **change_of(table))


def _spots(rows: pd.DataFrame) -> list[str]:
    """Place and role of each row."""
    return [f"{place}:{role}" for place, role in zip(rows["place"].tolist(), rows["role"].tolist(), strict=True)]


def summary(table: pd.DataFrame, dimension: str) -> str:
    """Where the services lie on the dimension."""
    shown = table.dropna(subset="mean").sort_values("mean")
    name = words.dimension(dimension)
    if shown.empty:
        return text("summary.dimension.none", dimension=name)
    low, high = shown.iloc[0], shown.iloc[-1]
    if len(shown) == 1:
        told = text("summary.dimension.one", dimension=name, service=high["label"], value=number(high["mean"]))
    else:
        told = text(
            "summary.dimension.range",
            dimension=name,
            best=high["label"],
            high=number(high["mean"]),
            worst=low["label"],
            low=number(low["mean"]),
        )
    lacking = table.loc[table["measure"].isna(), "label"].tolist()
    return words.joined([told, text("summary.dimension.lacking", services=listing(lacking)) if lacking else ""])
