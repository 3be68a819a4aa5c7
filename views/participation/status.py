"""The status of participation: a row a service, for a page to print and for the management review."""

from collections.abc import Sequence

import pandas as pd

from core.participation import Activity
from core.selection import Selection
from core.text import number, text
from store.release import Release
from views.participation import goals, known, ladder, recommendations, satisfaction
from views.places import places_of

LEVELS = ("individual", "system")
COLUMNS = (
    "label", "degree", "former_degree", "activities", "people", "recommendations", "awaiting", "heard",
    "goals_evidenced", "individual", "system",
)  # fmt: skip


def by_service(release: Release, selection: Selection, registered: Sequence[Activity], year: int) -> pd.DataFrame:
    """One row a service that has figures or activities, in words where a figure may be hidden.

    ``registered`` are the activities of the register; the surveys of the release count beside them. Columns: service,
    label, degree, former_degree, activities, people, recommendations, awaiting, heard (accepted, partly or carried
    out), goals_evidenced (``3 av 10``), individual and system (being taken seriously, 0-100, with the number of
    answers, hidden where the release hides it).
    """
    activities = known.with_surveys(release, registered, selection)
    services = ladder.services_of(activities, measured(release, selection))
    table = ladder.by_service(activities, services, year)
    figures = release.remembered(satisfaction.by_service, selection, year)
    told = [_told(release, selection, activities, service, year) for service in services]
    whole = release.remembered(satisfaction.of_municipality, selection.municipality, year)
    levels = [
        {level: satisfaction.of_service(figures, key, level) if key else whole[level] for level in LEVELS}
        for key in services
    ]
    return pd.concat([table, pd.DataFrame(told), pd.DataFrame(levels)], axis="columns")


def measured(release: Release, selection: Selection) -> list[str]:
    """The services with figures, all or the chosen one."""
    found = [place.service or "" for place in places_of(release).services(selection.municipality)]
    return [key for key in found if selection.service in {None, key}]


def _told(
    release: Release, selection: Selection, activities: Sequence[Activity], service: str | None, year: int
) -> dict[str, object]:
    own = [one for one in activities if one.service == service]
    given = recommendations.table(own, year)["key"]
    evidence = goals.evidence(release, selection.but(service=service, unit=None), known.during(own, year), year)
    evidenced = int(evidence["is_evidenced"].sum())
    return {
        "recommendations": len(given),
        "awaiting": int(given.eq("awaiting").sum()),
        "heard": int(given.isin(recommendations.HEARD).sum()),
        "goals_evidenced": text("participation.of", part=number(evidenced), whole=number(len(evidence))),
    }
