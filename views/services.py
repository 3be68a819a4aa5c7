"""One service or unit: what matters to the user against the level above, units side by side, items below."""

import pandas as pd

from core.selection import Selection, place_id
from core.text import number, text
from store.release import Release
from views import words
from views.figures import cells, responses, with_change
from views.places import Places, places_of
from views.rows import chart_rows
from views.words import CORE_DIMENSIONS


def reference_place(selection: Selection) -> str:
    """What the chosen place is held against: a unit against its service, a service against its municipality."""
    if selection.unit:
        return place_id(selection.municipality, selection.service)
    return selection.municipality


def by_dimension(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a dimension: the chosen place, with ``reference`` (the level above), interval, n, change, hidden."""
    reference = reference_place(selection)
    rows = cells(release, [selection.place], selection.period, selection.role, ["overall", "dimension"])
    above = cells(release, [reference], selection.period, _role_above(release, reference, selection), ["overall", "dimension"])
    wanted = ["overall", *(f"dimension:{key}" for key in CORE_DIMENSIONS)]
    extra = [measure for measure in rows["measure"] if measure not in wanted and measure != "dimension:other"]
    table = with_change(rows).set_index("measure").reindex([*wanted, *extra])
    table["hidden"] = table["hidden"].where(table["kind"].notna(), words.NOT_MEASURED)
    keys = table.index.str.removeprefix("dimension:")
    labels = [text("measure.overall") if key == "overall" and kind != "dimension" else words.dimension(key) for key, kind in zip(keys, table["kind"], strict=True)]
    labels[0] = text("measure.overall")
    shown = table.assign(reference=above.set_index("measure")["mean"].reindex(table.index))
    return chart_rows(shown, pd.Series(labels)).reset_index()


def response(release: Release, selection: Selection) -> pd.Series:
    """Answered, invited and response rate of the chosen place; all missing where nothing is known."""
    rows = responses(release, [selection.place], selection.period, selection.role)
    return rows.iloc[0] if len(rows) else pd.Series({"n": float("nan"), "invited": float("nan"), "rate": float("nan"), "hidden": None})


def by_unit(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a unit of the chosen service for the chosen measure, by name, with the service as ``reference``."""
    units = places_of(release).units(selection.municipality, selection.service or "")
    service = place_id(selection.municipality, selection.service)
    ids = [unit.id for unit in units]
    measure = selection.measure or "overall"
    kind = measure.partition(":")[0]
    rows = cells(release, [*ids, service], selection.period, selection.role, [kind])
    rows = rows[rows["measure"].eq(measure)]
    above = rows.loc[rows["place"].eq(service), "mean"]
    table = rows[rows["place"].ne(service)].set_index("place").reindex(ids)
    table["hidden"] = table["hidden"].where(table["kind"].notna(), "none")
    reference = float(above.iloc[0]) if len(above) else float("nan")
    labels = pd.Series([unit.name for unit in units])
    return chart_rows(with_change(table).assign(reference=reference), labels).reset_index()


def summary(table: pd.DataFrame, selection: Selection, places: Places) -> str:
    """What is seen for the place, in a sentence or two."""
    overall = table.iloc[0]
    name = places.name(selection.place)
    if pd.isna(overall["mean"]):
        return text("summary.place.hidden", place=name, period=selection.period or "", why=overall["hidden"] or "")
    measured = table.iloc[1:].dropna(subset="mean").sort_values("mean")
    first = text(
        "summary.place.level", place=name, period=selection.period, value=number(overall["mean"]), n=number(overall["n"])
    )
    against = text("summary.place.against", other=places.name(reference_place(selection)), value=number(overall["reference"]))
    ends = (
        text("summary.overview.ends", best=measured["label"].iloc[-1], worst=measured["label"].iloc[0])
        if len(measured) > 1
        else ""
    )
    return words.joined([first, against if pd.notna(overall["reference"]) else "", ends])


def units_summary(table: pd.DataFrame) -> str:
    """How the units lie, without ranking them."""
    shown = table["mean"].notna()
    if not shown.any():
        return text("summary.units.none")
    apart = (table["lower"] > table["reference"]) | (table["upper"] < table["reference"])
    return words.joined(
        [
            text("summary.units.count", shown=int(shown.sum()), units=len(table)),
            text("summary.units.apart", count=int(apart[shown].sum())),
        ]
    )


def _role_above(release: Release, reference: str, selection: Selection) -> str | None:
    roles = places_of(release).roles.get(reference, ())
    return selection.role if selection.role in roles else (roles[0] if roles else None)
