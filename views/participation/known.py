"""The words of participation in the reader's language, and the activities of a place and year."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import pandas as pd

from core import catalogue, participation
from core.catalogue import Catalogue
from core.participation import Activity, List, Words
from core.selection import EVERYWHERE, Selection
from core.settings import current_settings
from core.text import pick, text
from store.release import Release
from views.places import is_year, places_of

SURVEY = "experience_survey"
# The municipality as a whole, where a table has a service.
WHOLE = ""


def words_known() -> Words:
    """The reference lists of participation, the municipality's own too."""
    return _words(current_settings().reference_folders)


def name(kind: List, key: str) -> str:
    """The name of an entry; the key where the entry is no longer there."""
    entry = words_known()[kind].get(key)
    return pick(entry.name) if entry else key


def service_name(key: str | None) -> str:
    """The name of a service; the whole municipality where there is none."""
    if key is None:
        return text("participation.whole_municipality")
    entry = lists_known().services.get(key)
    return pick(entry.name) if entry else key


def lists_known() -> Catalogue:
    """The reference lists that everything shares, the municipality's own too."""
    return _lists(current_settings().reference_folders)


def services() -> list[str]:
    """The keys of every service there is, in their order."""
    return list(lists_known().services)


def with_surveys(release: Release, activities: Iterable[Activity], selection: Selection) -> list[Activity]:
    """The activities of the chosen place, and those that the release itself tells of: its surveys."""
    own = [activity for activity in activities if _is_of(activity, selection)]
    surveys = release.remembered(_surveys, selection.municipality)
    return own + [survey for survey in surveys if _is_of(survey, selection)]


def during(activities: Iterable[Activity], year: int) -> list[Activity]:
    """Those that went on in some part of the year."""
    return [activity for activity in activities if activity.during(year)]


def years(activities: Sequence[Activity], today: int) -> list[int]:
    """The years in which an activity began, ended or goes on, newest first; never a year to come."""
    told = {day.year for one in activities for day in (one.begins, one.ends) if day and day.year <= today}
    going_on = {today} if any(one.during(today) for one in activities) else set()
    return sorted(told | going_on, reverse=True)


def year_before(activities: Sequence[Activity], year: int) -> int | None:
    """The latest earlier year in which any of them went on."""
    first = min((one.begins.year for one in activities), default=year)
    return next((past for past in range(year - 1, first - 1, -1) if during(activities, past)), None)


def people(activities: Iterable[Activity]) -> float:
    """How many users took part together, in those activities of which it is told; missing where it is of none."""
    told = [one.users for one in activities if one.users is not None]
    return float(sum(told)) if told else float("nan")


def _is_of(activity: Activity, selection: Selection) -> bool:
    own = selection.municipality in {EVERYWHERE, activity.municipality}
    return own and selection.service in {None, activity.service}


def _surveys(release: Release, municipality: str) -> list[Activity]:
    """One activity a service and year in which its users were asked."""
    places = places_of(release)
    asked: dict[tuple[str, str], float] = {}
    answers = release.query("coverage").set_index(["place", "role", "period"])["answers"].to_dict()
    for (place, role), periods in places.periods.items():
        at = places.places[place]
        if at.level != "service" or at.municipality != municipality:
            continue
        for year in {period[:4] for period in periods}:
            told = answers.get((place, role, year)) if any(map(is_year, periods)) else None
            number = float("nan") if told is None or pd.isna(told) else float(told)
            # A role with too few answers to tell makes the sum unknown: not even the rest is told as if it were all.
            asked[at.service or "", year] = asked.get((at.service or "", year), 0.0) + number
    return [_survey(municipality, service, int(year), number) for (service, year), number in sorted(asked.items())]


def _survey(municipality: str, service: str, year: int, answers: float) -> Activity:
    return participation.Activity(
        municipality=municipality,
        title=text("participation.survey_of", year=year),
        channel=SURVEY,
        level=words_known()["channels"][SURVEY].level,
        degree="informant",
        begins=pd.Timestamp(year, 1, 1).date(),
        ends=pd.Timestamp(year, 12, 31).date(),
        service=service,
        users=None if pd.isna(answers) else int(answers),
    )


@lru_cache(maxsize=4)
def _words(folders: tuple[Path, ...]) -> Words:
    return participation.load(folders)


@lru_cache(maxsize=4)
def _lists(folders: tuple[Path, ...]) -> Catalogue:
    return catalogue.load(folders)
