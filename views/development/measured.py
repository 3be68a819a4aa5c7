"""What a place was asked and what came of it, in every period at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.selection import EVERYWHERE, Selection, place_id
from store.release import Release
from views.places import Place, Places, places_of
from views.rows import Row, records

NUMBERS = (
    "n", "mean", "lower", "upper", "sd", "se", "df", "scale_min", "scale_max", "answered", "invited",
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """A place and role: the periods it was asked in, oldest first, and the cells of each measure by period."""

    periods: dict[str, Row] = field(default_factory=dict)
    cells: dict[str, dict[str, Row]] = field(default_factory=dict)


NOTHING = Measured()


def measured(release: Release, selection: Selection) -> Measured:
    """The chosen place and role."""
    return around(release, selection).get((selection.place, selection.role or ""), NOTHING)


def around(release: Release, selection: Selection) -> Mapping[tuple[str, str], Measured]:
    """The place, what lies below it, and the service above, each with each role; read at once."""
    return release.remembered(_around, selection.municipality, selection.service)


def parts(places: Places, selection: Selection) -> Sequence[Place]:
    """What a figure is put together of that may differ from period to period: services, or municipalities."""
    if selection.unit is not None or (selection.service is not None and selection.municipality != EVERYWHERE):
        return []
    if selection.municipality != EVERYWHERE:
        return places.services(selection.municipality)
    return [
        place
        for place in places.places.values()
        if place.level == "service" and place.municipality != EVERYWHERE and selection.service in {None, place.service}
    ]


def _around(release: Release, municipality: str, service: str | None) -> dict[tuple[str, str], Measured]:
    places = places_of(release)
    own = Selection(municipality, service)
    below = places.units(municipality, service) if service else []
    wanted = [place_id(municipality, service), *(place.id for place in [*below, *parts(places, own)])]
    rows = release.query("series", places=wanted)
    found: dict[tuple[str, str], Measured] = {}
    for row in records(rows.astype(dict.fromkeys(NUMBERS, "float64"))):
        spot = found.setdefault((row["place"], row["role"]), Measured())
        spot.periods.setdefault(row["period"], row)
        spot.cells.setdefault(row["measure"], {})[row["period"]] = row
    return found
