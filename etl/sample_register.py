"""Tiltak and meetings of the sample data, so that the follow-up has something to show."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

import yaml

from core.settings import ROOT, Settings
from register import action_search, actions, meeting_search, meetings
from register.action_search import Wanted
from register.database import Session, open_register
from store.release import Release, Releases
from views.actions.finding import Figure, finding

FILE = ROOT / "sample_data" / "register.yaml"
BY = "sample"


def add(settings: Settings, municipality: str) -> None:
    """Add what the sample data follows up; what was taken away with it comes back as it was."""
    release = Releases(settings.data / "releases").current()
    with FILE.open(encoding="utf-8") as file:
        told = yaml.load(file, Loader=yaml.CSafeLoader)
    with closing(open_register(settings)) as register, register.session() as session:
        known = {action.title: action for action in action_search.found(session, Wanted(place=municipality))}
        for row in told["actions"]:
            there = known.get(row["title"])
            if there is None:
                _add_action(session, release, row)
            elif there.status == "dropped":
                actions.change(session, there.id, there.version, {"status": row["status"]}, BY)
        _add_meetings(session, release, told["meetings"], municipality)


def remove(settings: Settings, municipality: str) -> None:
    """Drop and withdraw all that is registered for the fictional municipality."""
    with closing(open_register(settings)) as register, register.session() as session:
        for action in action_search.found(session, Wanted(place=municipality)):
            actions.change(session, action.id, action.version, {"status": "dropped"}, BY)
        for meeting in meeting_search.found(session, municipality):
            if meeting.places:
                meetings.change(session, meeting.id, meeting.version, {"withdrawn": True}, BY)


def _add_action(session: Session, release: Release, row: dict[str, Any]) -> None:
    figure = Figure(row["measure"], row["place"], row["period"], row["role"])
    found = finding(release, figure)
    facts = {
        "title": row["title"],
        "description": row["description"],
        "owner": row["owner"],
        "status": row["status"],
        "phase": row["phase"],
        "due": _day(row["due"]),
        "created_at": datetime.now(UTC).replace(microsecond=0) + timedelta(row["created"]),
        "measure": figure.measure,
        "place": figure.place,
        "period": figure.period,
        "role": figure.role,
        "effect_measure": figure.measure,
        "effect_direction": row.get("direction"),
        "effect_size": row.get("size"),
        "link": figure.link("services"),
    }
    if found is not None:
        facts |= found.facts()
    if "told" in row:
        facts |= {"told_on": _day(row["told"][0]), "told_how": row["told"][1]}
    action = actions.add(session, facts, BY)
    for day, words in row.get("notes", ()):
        actions.add_note(session, action.id, words, BY, _day(day))


def _add_meetings(session: Session, release: Release, told: list[dict[str, Any]], municipality: str) -> None:
    known = {meeting.name: meeting for meeting in meeting_search.found(session, municipality, withdrawn=None)}
    for row in told:
        there = known.get(row["name"])
        if there is None:
            more = {"held_on": _day(row["held"]), "release": release.id}
            facts = {name: row[name] for name in ("name", "present", "places", "period", "decision")}
            meetings.add(session, facts | more, BY)
        elif there.withdrawn:
            meetings.change(session, there.id, there.version, {"withdrawn": False}, BY)


def _day(days: int) -> date:
    return date.today() + timedelta(days)
