"""The log of meetings as rows."""

from collections.abc import Sequence

import pandas as pd

from register.meetings import Meeting
from store.release import Release
from views.actions.finding import place_name
from views.actions.table import day
from views.places import places_of

LIST = ("held_on", "name", "present", "places", "decision")
TAKEN_ALONG = ("meeting_day", "meeting", "present", "discussed", "decision")


def listed(release: Release, meetings: Sequence[Meeting]) -> pd.DataFrame:
    """One row a meeting, in the order given, in words."""
    rows = [_row(release, meeting) for meeting in meetings]
    return pd.DataFrame(rows, columns=list(dict.fromkeys(("id", *LIST, *TAKEN_ALONG))), dtype="object")


def place_names(release: Release) -> dict[str, str]:
    """The municipalities and services that can have been discussed, by id."""
    wanted = [place for place in places_of(release).places.values() if place.level != "unit"]
    return {place.id: place_name(release, place.id) for place in wanted}


def _row(release: Release, meeting: Meeting) -> dict[str, object]:
    places = ", ".join(place_name(release, place) for place in meeting.places)
    held_on = day(meeting.held_on)
    return {
        "id": meeting.id,
        "held_on": held_on,
        "meeting_day": held_on,
        "name": meeting.name,
        "meeting": meeting.name,
        "present": meeting.present,
        "places": places,
        "discussed": places,
        "decision": meeting.decision,
    }
