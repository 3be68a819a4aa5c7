"""What somebody asks a report of: services, period, parts."""

from dataclasses import dataclass
from typing import Literal

from core.selection import EVERYONE, Selection
from store.release import Release
from views.places import Place, Places, is_year, places_of

RESULTS, CHANGE, COURSE, UNITS, LEVELS = "results", "change", "course", "units", "levels"
QUESTIONS, DRIVERS, COMMENTS, ACTIONS, PARTICIPATION = "questions", "drivers", "comments", "actions", "participation"
# In the order that they stand in a report.
PARTS = (RESULTS, CHANGE, COURSE, UNITS, LEVELS, QUESTIONS, DRIVERS, COMMENTS, ACTIONS, PARTICIPATION)
# What a report of a whole municipality has of each service, where nothing is chosen: the rest would be a book.
OF_MANY = (RESULTS, CHANGE, UNITS, COMMENTS, ACTIONS, PARTICIPATION)

FULL, REVIEW = "full", "review"
KINDS = (FULL, REVIEW)
ReportKind = Literal["full", "review"]


@dataclass(frozen=True)
class Request:
    """A report of a municipality's services in a period; no services are all of them, with the whole first."""

    municipality: str
    period: str
    services: tuple[str, ...] = ()
    parts: tuple[str, ...] = PARTS
    kind: ReportKind = "full"

    @property
    def is_whole(self) -> bool:
        """Whether it is of the whole municipality."""
        return not self.services


def periods(places: Places, municipality: str) -> list[str]:
    """The years that the municipality has figures for, newest first."""
    return [period for period in places.periods.get((municipality, EVERYONE), ()) if is_year(period)] or _years_of_all(
        places, municipality
    )


def _years_of_all(places: Places, municipality: str) -> list[str]:
    own = {year for (place, _), years in places.years.items() if place == municipality for year in years}
    return sorted(own, reverse=True)


def usual_parts(services: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a report that nobody has chosen parts for."""
    return PARTS if services else OF_MANY


def whole(release: Release, request: Request) -> Selection:
    """The whole municipality in the period; everyone where several roles answer."""
    places = places_of(release)
    roles = places.roles.get(request.municipality, ())
    role = EVERYONE if EVERYONE in roles else roles[0] if roles else None
    return Selection(request.municipality, period=request.period, role=role)


def chosen_services(release: Release, request: Request) -> list[Place]:
    """The services of the report by name."""
    every = places_of(release).services(request.municipality)
    return [place for place in every if request.is_whole or place.service in request.services]


def selections(release: Release, request: Request, service: Place) -> list[Selection]:
    """The service once for each role that answered in the period; none where nobody was asked."""
    places = places_of(release)
    return [
        Selection(request.municipality, service.service, None, request.period, role)
        for role in places.roles.get(service.id, ())
        if role != EVERYONE and request.period in places.periods.get((service.id, role), ())
    ]
