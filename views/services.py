"""One service or unit: what matters to the user against the level above, units side by side."""

import pandas as pd

from core.selection import Selection, place_id
from core.text import number, text
from store.release import Release
from views import words
from views.change import in_words
from views.figures import cells, responses, with_change
from views.places import Places, places_of
from views.rows import chart_rows
from views.words import CORE_DIMENSIONS

KINDS = ("overall", "dimension")


def reference_place(selection: Selection) -> str:
    """What the chosen place is held against: a unit against its service, a service against its municipality."""
    if selection.unit:
        return place_id(selection.municipality, selection.service)
    return selection.municipality


def by_dimension(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a dimension: the chosen place, with ``reference`` (the level above), interval, n, change, hidden.

    Overall comes first, then the six, then the overall assessment where it is asked for.
    """
    reference = reference_place(selection)
    rows = cells(release, [selection.place], selection.period, selection.role, KINDS).set_index("measure")
    above = cells(release, [reference], selection.period, _role_above(release, reference, selection), KINDS)
    names = {"overall": text("measure.overall")} | {f"dimension:{key}": words.dimension(key) for key in CORE_DIMENSIONS}
    if "dimension:overall" in rows.index:
        names["dimension:overall"] = words.dimension("overall")
    table = with_change(rows.reindex(list(names)))  # no test of what is not in the table
    table["hidden"] = table["hidden"].where(table["kind"].notna(), words.NOT_MEASURED)
    shown = table.assign(reference=above.set_index("measure")["mean"].reindex(table.index))
    return chart_rows(shown, pd.Series(list(names.values()))).reset_index()


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
    above = rows.loc[rows["place"].eq(service), "mean"]
    table = rows[rows["place"].ne(service)].set_index("place").reindex(ids)
    table["hidden"] = table["hidden"].where(table["kind"].notna(), "none")
    reference = float(above.iloc[0]) if len(above) else float("nan")
    labels = pd.Series([unit.name for unit in units])
    return chart_rows(with_change(table).assign(reference=reference), labels).reset_index()


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
        other = places.name(reference_place(selection))
        parts.append(text("summary.place.against", other=other, value=number(overall["reference"])))
    return words.joined([*parts, words.ends(table.iloc[1:]), in_words(table)])


def units_summary(table: pd.DataFrame) -> str:
    """How the units lie, without ranking them."""
    shown = table["mean"].notna()
    if not shown.any():
        return text("summary.units.none")
    apart = (table["lower"] > table["reference"]) | (table["upper"] < table["reference"])
    counted = text("summary.units.count", shown=int(shown.sum()), units=len(table))
    return words.joined([counted, text("summary.units.apart", count=int(apart[shown].sum()))])


def _role_above(release: Release, reference: str, selection: Selection) -> str | None:
    roles = places_of(release).roles.get(reference, ())
    return selection.role if selection.role in roles else (roles[0] if roles else None)
