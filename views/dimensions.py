"""What matters to the user: one dimension, its definition, the services compared."""

import numpy as np
import pandas as pd

from core.selection import EVERYONE, Selection
from core.text import listing, number, pick, text
from store.release import Release
from views import words
from views.figures import cells, with_change
from views.places import places_of
from views.rows import chart_rows


def definition(key: str) -> str:
    """What the dimension asks, in a sentence."""
    return pick(words.reference().dimensions[key].description)


def by_service(release: Release, selection: Selection, dimension: str) -> pd.DataFrame:
    """One row a service (and role) for a dimension, by name, with the municipality as ``reference``."""
    places = places_of(release)
    services = [place.id for place in places.services(selection.municipality)]
    role = None if selection.role == EVERYONE else selection.role
    rows = cells(release, services, selection.period, role, ["dimension", "overall"])
    spots = rows[["place", "role"]].drop_duplicates()
    table = spots.merge(rows[rows["dimension"].eq(dimension)], on=["place", "role"], how="left")
    table["hidden"] = table["hidden"].where(table["measure"].notna(), words.NOT_MEASURED)
    above = cells(release, [selection.municipality], selection.period, selection.role, ["dimension"])
    means = above.loc[above["dimension"].eq(dimension), "mean"]
    reference = np.full(len(table), means.iloc[0] if len(means) else np.nan)
    shown = chart_rows(with_change(table), words.place_labels(places, table), reference=reference)
    return shown.sort_values("label", ignore_index=True)


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
