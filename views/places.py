"""Places, periods and roles that a release has figures for, and the choice a reader stands at."""

from dataclasses import dataclass

from core.selection import EVERYONE, EVERYWHERE, Selection, place_id
from core.text import language
from store.release import Release


@dataclass(frozen=True)
class Place:
    """A place with its name in the reader's language; ``level`` is unit, service or municipality."""

    id: str
    level: str
    municipality: str
    service: str | None
    unit: str | None
    name: str


@dataclass(frozen=True)
class Places:
    """Everything that can be chosen in a release; ``answers`` is the largest number that a place ever had at once."""

    places: dict[str, Place]
    roles: dict[str, tuple[str, ...]]
    years: dict[tuple[str, str], tuple[str, ...]]
    periods: dict[tuple[str, str], tuple[str, ...]]
    answers: dict[str, float]

    @property
    def municipalities(self) -> list[Place]:
        """All of them together first where there are several."""
        found = [place for place in self.places.values() if place.level == "municipality"]
        return sorted(found, key=lambda place: (place.id != EVERYWHERE, place.name))

    def services(self, municipality: str) -> list[Place]:
        """The services of a municipality by name."""
        found = [
            place for place in self.places.values() if place.level == "service" and place.municipality == municipality
        ]
        return sorted(found, key=lambda place: place.name)

    def usual_service(self, municipality: str) -> str | None:
        """The service to open a page with: the one with most answers, of which there is most to see."""
        found = self.services(municipality)
        return max(found, key=lambda place: self.answers.get(place.id, 0)).service if found else None

    def units(self, municipality: str, service: str) -> list[Place]:
        """The units of a service by name."""
        wanted = (municipality, service)
        found = [
            place
            for place in self.places.values()
            if place.level == "unit" and (place.municipality, place.service) == wanted
        ]
        return sorted(found, key=lambda place: place.name)

    def name(self, place: str) -> str:
        """A place's name."""
        return self.places[place].name

    def standing(self, chosen: Selection) -> Selection:
        """The nearest selection that exists: what is unknown falls back to the first there is."""
        known = self._is(chosen.municipality, "municipality")
        municipality = chosen.municipality if known else self._first_municipality()
        service = chosen.service if self._is(place_id(municipality, chosen.service), "service") else None
        unit = chosen.unit if service and self._is(place_id(municipality, service, chosen.unit), "unit") else None
        place = place_id(municipality, service, unit)
        roles = self.roles.get(place, ())
        role = chosen.role if chosen.role in roles else (roles[0] if roles else None)
        periods = self.periods.get((place, role or ""), ())
        years = self.years.get((place, role or ""), ()) or periods
        period = chosen.period if chosen.period in periods else (years[0] if years else None)
        return chosen.but(municipality=municipality, service=service, unit=unit, role=role, period=period)

    def _is(self, place: str, level: str) -> bool:
        # The level too: an address may hold a whole path where it should hold a part.
        return place in self.places and self.places[place].level == level

    def _first_municipality(self) -> str:
        found = self.municipalities
        return found[0].id if found else EVERYWHERE


def places_of(release: Release) -> Places:
    """What can be chosen; years newest first, everyone before the single roles."""
    return release.remembered(_places_of)


def _places_of(release: Release) -> Places:
    coverage = release.query("coverage")
    years: dict[tuple[str, str], tuple[str, ...]] = {}
    periods: dict[tuple[str, str], tuple[str, ...]] = {}
    roles: dict[str, tuple[str, ...]] = {}
    for key, rows in coverage.groupby(["place", "role"], sort=False):
        place, role = str(key[0]), str(key[1])
        periods[place, role] = tuple(rows["period"])
        years[place, role] = tuple(rows.loc[rows["period_kind"].eq("year"), "period"])
        roles[place] = tuple(sorted({*roles.get(place, ()), role}, key=lambda name: (name != EVERYONE, name)))
    most = coverage.groupby("place")["answers"].max().fillna(0)
    answers = {str(place): float(n) for place, n in most.items()}
    return Places({place.id: place for place in _places(release)}, roles, years, periods, answers)


def _places(release: Release) -> list[Place]:
    rows = release.query("places").astype("object")
    found = rows.where(rows.notna(), None).to_dict("records")
    fields = ("place", "level", "municipality", "service", "unit", f"name_{language()}")
    return [Place(*(row[field] for field in fields)) for row in found]


def is_year(period: str | None) -> bool:
    """Whether a period is a whole year."""
    return period is not None and len(period) == 4
