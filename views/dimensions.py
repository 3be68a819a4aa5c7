"""What matters to the user: one dimension, its definition, the services compared, the questions behind."""

import pandas as pd

from core.selection import EVERYONE, Selection
from core.text import listing, number, pick, text
from store.release import Release
from views import words
from views.figures import cells, with_change
from views.places import places_of
from views.rows import chart_rows
from views.words import CORE_DIMENSIONS


def definition(key: str) -> str:
    """What the dimension asks, in a sentence."""
    return pick(words.reference().dimensions[key].description)


def by_service(release: Release, selection: Selection, dimension: str) -> pd.DataFrame:
    """One row a service (and role) for a dimension, by name, with the municipality as ``reference``."""
    names = places_of(release)
    services = {place.id: place.name for place in names.services(selection.municipality)}
    role = None if selection.role == EVERYONE else selection.role
    rows = cells(release, [*services, selection.municipality], selection.period, None, ["dimension", "overall"])
    own = rows["place"].eq(selection.municipality) & rows["role"].eq(selection.role) & rows["dimension"].eq(dimension)
    reference = float(rows.loc[own, "mean"].iloc[0]) if own.any() else float("nan")
    present = rows[rows["place"].isin(services) & (rows["role"].eq(role) | (role is None))]
    spots = present[["place", "role"]].drop_duplicates()
    table = spots.merge(present[present["dimension"].eq(dimension)], on=["place", "role"], how="left")
    table["hidden"] = table["hidden"].where(table["measure"].notna(), words.NOT_MEASURED)
    labels = words.of_roles(table["place"].map(services), table["role"])
    shown = chart_rows(with_change(table).assign(reference=reference), labels)
    return shown.sort_values("label").reset_index(drop=True)


def all_at_once(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a dimension at the municipality: index, interval, n; ``hidden`` where nothing asks."""
    rows = cells(release, [selection.place], selection.period, selection.role, ["dimension"])
    table = with_change(rows).set_index("dimension").reindex(list(CORE_DIMENSIONS))
    table["hidden"] = table["hidden"].where(table["measure"].notna(), words.NOT_MEASURED)
    labels = pd.Series([words.dimension(key) for key in CORE_DIMENSIONS])
    return chart_rows(table, labels).reset_index()


def summary(table: pd.DataFrame, dimension: str) -> str:
    """Where the services lie on the dimension."""
    shown = table.dropna(subset="mean").sort_values("mean")
    name = words.dimension(dimension)
    if shown.empty:
        return text("summary.dimension.none", dimension=name)
    lacking = table.loc[table["measure"].isna(), "label"].tolist()
    parts = [
        text(
            "summary.dimension.range",
            dimension=name,
            best=shown["label"].iloc[-1],
            high=number(shown["mean"].iloc[-1]),
            worst=shown["label"].iloc[0],
            low=number(shown["mean"].iloc[0]),
        )
        if len(shown) > 1
        else text("summary.dimension.one", dimension=name, service=shown["label"].iloc[0], value=number(shown["mean"].iloc[0]))
    ]
    if lacking:
        parts.append(text("summary.dimension.lacking", services=listing(lacking)))
    return words.joined(parts)
