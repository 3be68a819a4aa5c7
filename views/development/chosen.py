"""What can be followed over time at a place, and what it is seen beside."""

from core.selection import EVERYONE, Selection
from core.text import text
from store.release import Release
from views import words
from views.development.series import Spot, measures
from views.places import places_of
from views.questions import wordings
from views.rows import records
from views.words import CORE_DIMENSIONS

OVERALL = "overall"
DIMENSIONS, PARTS = "dimensions", "parts"


def names(release: Release, selection: Selection) -> dict[str, str]:
    """Every measure that the place has been asked about, and its name: overall, dimensions, then questions as asked.

    Questions are of a service, so a whole municipality has none.
    """
    asked = set(measures(release, selection))
    dimensions = (f"dimension:{key}" for key in (*CORE_DIMENSIONS, "overall"))
    found = {OVERALL: text("measure.overall")}
    found |= {key: words.dimension(key.partition(":")[2]) for key in dimensions if key in asked}
    if selection.service is None:
        return found
    rows = records(wordings(release, selection), "item", "label")
    return found | {f"item:{row['item']}": row["label"] for row in rows if f"item:{row['item']}" in asked}


def besides(release: Release, selection: Selection) -> list[str]:
    """What the series can be seen beside: the dimensions, and the units or services below the place."""
    return [DIMENSIONS, PARTS] if _parts(release, selection) else [DIMENSIONS]


def spots(release: Release, selection: Selection, measure: str, beside: str) -> tuple[Spot, ...]:
    """The chosen series first, then those that are seen beside it."""
    first = Spot(selection, measure, release.remembered(names, selection)[measure])
    if beside == PARTS:
        return first, *(Spot(own, measure, label) for own, label in _parts(release, selection))
    return first, *(Spot(selection, f"dimension:{key}", words.dimension(key)) for key in CORE_DIMENSIONS)


def _parts(release: Release, selection: Selection) -> list[tuple[Selection, str]]:
    places = places_of(release)
    if selection.unit is not None:
        return []
    if selection.service is not None:
        units = places.units(selection.municipality, selection.service)
        return [
            (selection.but(unit=unit.unit), unit.name)
            for unit in units
            if selection.role in places.roles.get(unit.id, ())
        ]
    found = []
    for service in places.services(selection.municipality):
        roles = [role for role in places.roles.get(service.id, ()) if selection.role in {role, EVERYONE}]
        for role in roles:
            name = f"{service.name} – {words.role(role).lower()}" if len(roles) > 1 else service.name
            found.append((selection.but(service=service.service, role=role), name))
    return found
