"""What a reader can group the answers of a place by, and what the groups are called."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core.selection import EVERYONE, Selection, place_id
from core.text import language, listing, text
from store.release import Release
from views import words
from views.groups.untold import told_groups, with_untold
from views.places import is_year, places_of
from views.rows import records

ROLE = "role"


@dataclass(frozen=True)
class Variable:
    """A background variable as a service and role are asked about it: its name, and the names of its values."""

    name: str
    labels: Mapping[str, str]


def choices(release: Release, selection: Selection) -> dict[str, str]:
    """Name of each background variable with groups at the place, and last the role where several have answered.

    Nothing without a service: the same key may be another age in the form of another service.
    """
    if selection.service is None:
        return {}
    named = variables(release, selection)
    found = set(group_cells(release, selection)["variable"])
    known = {key: variable.name for key, variable in named.items() if key in found}
    unknown = {key: key for key in sorted(found - set(known))}
    roles = {ROLE: text("groups.role")} if len(roles_of(release, selection)) > 1 else {}
    return known | unknown | roles


def variables(release: Release, selection: Selection) -> Mapping[str, Variable]:
    """The background variables of the chosen service and role, by key, as the codebooks name them."""
    return release.remembered(_variables).get((selection.service or "", selection.role or ""), {})


def roles_of(release: Release, selection: Selection) -> list[str]:
    """The roles that answered at the place in the period, the chosen one first; they are never put together."""
    places = places_of(release)
    roles = (role for role in places.roles.get(selection.place, ()) if role != EVERYONE)
    answered = [role for role in roles if selection.period in places.periods.get((selection.place, role), ())]
    return sorted(answered, key=lambda role: role != selection.role)


def group_cells(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a value of a background variable and measure at the chosen place, year and role.

    A group that the release does not list because it is hidden here or further up has its rows, hidden.
    """
    return release.remembered(_group_cells, selection)


def _group_cells(release: Release, selection: Selection) -> pd.DataFrame:
    named = [(key, value) for key, variable in variables(release, selection).items() for value in variable.labels]
    return with_untold(release, selection, told_groups(release, selection), named)


def whole_year(release: Release, selection: Selection) -> str | None:
    """The year to choose where a part of it is chosen: groups are told of whole years alone. None in a year."""
    if is_year(selection.period):
        return None
    year = (selection.period or "")[:4]
    years = places_of(release).years.get((selection.place, selection.role or ""), ())
    return year if year in years and choices(release, selection.but(period=year)) else None


def surveys(release: Release, selection: Selection) -> list[str]:
    """The surveys of the municipality that have groups, a line each: service, role, years and variables."""
    places = places_of(release)
    lines: dict[tuple[str, str], tuple[list[str], dict[str, str]]] = {}
    for row in records(release.query("grouped", municipality=selection.municipality)):
        periods, names = lines.setdefault((row["service"], row["role"]), ([], {}))
        periods.append(row["period"])
        known = release.remembered(_variables).get((row["service"], row["role"]), {})
        names.update({key: known[key].name if key in known else key for key in row["variables"]})
    return sorted(
        text(
            "groups.survey",
            service=places.name(place_id(selection.municipality, service)),
            role=words.role(role).lower(),
            periods=_years(periods),
            variables=listing([*names.values()]),
        )
        for (service, role), (periods, names) in lines.items()
    )


def _years(periods: list[str]) -> str:
    """``2021–2025``, or one by one where a year lacks."""
    first, last = int(periods[0]), int(periods[-1])
    whole = len(periods) > 2 and last - first == len(periods) - 1
    return f"{first}–{last}" if whole else listing(periods)


def _variables(release: Release) -> dict[tuple[str, str], dict[str, Variable]]:
    """The variables of each service and role."""
    told: dict[tuple[str, str], dict[str, tuple[str, dict[str, str]]]] = {}
    for row in records(release.query("background")):
        own = told.setdefault((row["service"], row["role"]), {})
        _, values = own.setdefault(row["variable"], (_named(row, "variable"), {}))
        values[row["value"]] = _named(row, "value")
    return {spot: {key: Variable(*variable) for key, variable in own.items()} for spot, own in told.items()}


def _named(row: Mapping[str, str], what: str) -> str:
    """The name in the reader's language, else in bokmål, else the key itself."""
    names = (row[f"{what}_{code}"] for code in (language(), "nb", "en"))
    return next((name for name in names if isinstance(name, str)), row[what])
