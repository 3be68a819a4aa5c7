"""One service or unit: what matters to the user against the level above, units side by side."""

import numpy as np
import pandas as pd

from core.selection import EVERYONE, Selection, place_id
from core.text import number, text
from store.release import Release
from views import words
from views.benchmarks import beside_dimensions
from views.benchmarks import summary as reference_values
from views.change import in_words
from views.figures import cells, responses, with_change
from views.places import Places, places_of
from views.rows import arranged, chart_rows, records
from views.words import CORE_DIMENSIONS

KINDS = ("overall", "dimension")


def reference_place(selection: Selection) -> str:
    """What the chosen place is held against: a unit against its service, a service against its municipality."""
    if selection.unit:
        return place_id(selection.municipality, selection.service)
    return selection.municipality


def reference_role(places: Places, selection: Selection) -> str | None:
    """Whose answers the chosen place is held against.

    A unit is held against its service in the same role. A municipality's single role may be this very service, so a
    service is held against everyone, where there are several roles.
    """
    several = selection.unit is None and EVERYONE in places.roles.get(selection.municipality, ())
    return EVERYONE if several else selection.role


def reference_name(places: Places, selection: Selection) -> str:
    """What the chosen place is held against, by name, and that roles are put together where they are."""
    name = places.name(reference_place(selection))
    return text("phrase.with_everyone", place=name) if reference_role(places, selection) == EVERYONE else name


def by_dimension(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a dimension: the chosen place, with ``reference`` (the level above), interval, n, change, hidden.

    Overall comes first, then the six, then the overall assessment where it is asked for. Where others have published
    values, ``benchmark`` and its companions stand beside (see ``views.benchmarks``).
    """
    role = reference_role(places_of(release), selection)
    rows = cells(release, [selection.place], selection.period, selection.role, KINDS)
    above = records(cells(release, [reference_place(selection)], selection.period, role, KINDS), "measure", "mean")
    reference = {row["measure"]: row["mean"] for row in above}
    names = {"overall": text("measure.overall")} | {f"dimension:{key}": words.dimension(key) for key in CORE_DIMENSIONS}
    if rows["measure"].eq("dimension:overall").any():
        names["dimension:overall"] = words.dimension("overall")
    table = with_change(arranged(rows, "measure", dict.fromkeys(names, words.NOT_MEASURED)))
    references = np.array([reference.get(measure, np.nan) for measure in names])
    return beside_dimensions(release, selection, chart_rows(table, list(names.values()), reference=references))


def caption(table: pd.DataFrame, selection: Selection) -> str:
    """How the chart of the dimensions is read, and what the published values beside them are."""
    return words.joined([text("page.services.dimensions_caption"), reference_values(table, selection)])


def response(release: Release, selection: Selection) -> pd.Series:
    """Answered, invited and response rate of the chosen place; all missing where nothing is known."""
    rows = responses(release, [selection.place], selection.period, selection.role)
    return rows.reindex([0]).iloc[0]


def by_unit(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a unit of the chosen service, by name: the overall index with the service as ``reference``."""
    units = places_of(release).units(selection.municipality, selection.service or "")
    service = place_id(selection.municipality, selection.service)
    ids = [unit.id for unit in units]
    rows = cells(release, [*ids, service], selection.period, selection.role, ["overall"])
    above = rows.loc[rows["place"].eq(service), "mean"].tolist()
    asked = set(responses(release, ids, selection.period, selection.role)["place"])
    table = with_change(arranged(rows, "place", {id: "none" if id in asked else words.NOT_MEASURED for id in ids}))
    reference = np.full(len(ids), above[0] if above else np.nan)
    return chart_rows(table, [unit.name for unit in units], reference=reference)


def summary(table: pd.DataFrame, selection: Selection, places: Places) -> str:
    """What is seen for the place, in a sentence or two."""
    overall = table.iloc[0]
    name, period = places.name(selection.place), selection.period or ""
    if pd.isna(overall["mean"]):
        return text("summary.place.hidden", place=name, period=period, why=overall["hidden"] or "")
    value, n = number(overall["mean"]), number(overall["n"])
    raw = words.raw_beside(overall["raw"], overall["scale_max"])
    parts = [text("summary.place.level", place=name, period=period, value=value, raw=raw, n=n)]
    if pd.notna(overall["reference"]):
        other = reference_name(places, selection)
        parts.append(text("summary.place.against", other=other, value=number(overall["reference"])))
    return words.joined([*parts, words.ends(table.iloc[1:]), in_words(table)])


def units_summary(table: pd.DataFrame) -> str:
    """How the units lie, without ranking them."""
    shown = table["mean"].notna()
    if not shown.any():
        return text("summary.units.none")
    apart = (table["lower"] > table["reference"]) | (table["upper"] < table["reference"])
    asked = table["hidden"].ne(text(f"hidden.{words.NOT_MEASURED}"))
    counted = text("summary.units.count", shown=int(shown.sum()), units=int(asked.sum()))
    return words.joined([counted, text("summary.units.apart", count=int(apart[shown].sum()))])
