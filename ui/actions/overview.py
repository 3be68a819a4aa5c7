"""All tiltak: what is open, late and waiting, as a list, a board or a timeline, and the log of meetings."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.selection import EVERYWHERE, Selection
from core.text import number, text
from register import action_search
from register.action_search import Counts, Wanted
from register.actions import OPEN
from register.database import Register
from store.release import Release
from ui import data, filters, markup, registered, show
from ui.actions import address, board, listing, log, timeline
from ui.development.kept import select
from views.actions import table
from views.places import places_of

FORMS = ("list", "board", "timeline", "log")
WHICH = ("open", "late", "waiting", "finished", "every")
FINISHED = ("closed", "dropped")
EVERYBODY = ""


@dataclass(frozen=True)
class Standing:
    """What the register holds for the chosen place: the search, counts, roles, and who waits for a judgement."""

    wanted: Wanted
    counts: Counts
    owners: tuple[str, ...]
    waiting: tuple[int, ...]

    def number(self, which: str) -> int:
        """How many there are of a kind."""
        if which == "late":
            return self.counts.overdue
        if which == "waiting":
            return len(self.waiting)
        return self.counts.of({"open": OPEN, "finished": FINISHED, "every": (*OPEN, *FINISHED)}[which])


def everything() -> None:
    """The overview: filters, what is found, and the way to a new tiltak."""
    selection = filters.bar("municipality", "service", "unit")
    register = registered.register()
    own = _standing(register, selection)
    show.sentence(_summary(own))
    markup.put(f"<p>{address.link(text('actions.new_link'), new='1', place=selection.place)}</p>")
    form = filters.choice("view", FORMS, text("actions.view.label"), lambda one: text(f"actions.view.{one}"))
    if form == "log":
        log.meetings(selection)
        return
    wanted = _asked(own)
    if not _anything(register, wanted):
        show.note(text("actions.empty" if not own.number("every") else "actions.no_match"))
        return
    {"list": listing.listed, "board": board.columns, "timeline": timeline.drawn}[form](register, wanted)


def _standing(register: Register, selection: Selection) -> Standing:
    wanted = Wanted(place=_place(selection))
    today = date.today()
    with register.reading() as session:
        counts, owners = action_search.counts(session, wanted, today), action_search.owners(session)
        state = action_search.state(session)
    waiting = data.cached(_waiting, register, state, wanted)
    return Standing(wanted, counts, tuple(owners), waiting)


def _place(selection: Selection) -> str | None:
    """The chosen place; nothing where the reader has not narrowed to one, so that tiltak of no place are seen too."""
    several = len(places_of(data.release()).municipalities) > 1
    whole = selection.service is None and (not several or selection.municipality == EVERYWHERE)
    return None if whole else selection.place


def _waiting(release: Release, register: Register, _state: int, wanted: Wanted) -> tuple[int, ...]:
    """Worked out once for each change of the register and each release: it goes through every open tiltak."""
    with register.reading() as session:
        return table.waiting(release, action_search.followed(session, wanted))


def _summary(own: Standing) -> str:
    opened = own.number("open")
    if not own.number("every"):
        return text("actions.summary.none")
    parts = [text("actions.summary.open", count=number(opened))]
    parts += [text("actions.summary.late", count=number(late))] if (late := own.number("late")) else []
    parts += [text("actions.summary.waiting", count=number(new))] if (new := own.number("waiting")) else []
    return " ".join(parts)


def _asked(own: Standing) -> Wanted:
    """The search with what the reader has chosen."""
    which = filters.choice("which", WHICH, text("actions.which.label"), lambda one: _which(own, one))
    owner, words = st.columns(2)
    with owner:
        chosen = select("owner", text("actions.field.owner"), [EVERYBODY, *own.owners], _owner)
    with words:
        sought = filters.search(text("actions.search"))
    wanted = own.wanted.but(owner=chosen or None, words=sought)
    if which == "late":
        return wanted.but(overdue=date.today())
    if which == "waiting":
        return wanted.but(ids=own.waiting)
    return wanted.but(statuses={"open": OPEN, "finished": FINISHED, "every": ()}[which])


def _which(own: Standing, which: str) -> str:
    return f"{text(f'actions.which.{which}')} ({number(own.number(which))})"


def _owner(role: str) -> str:
    return role or text("actions.every_owner")


def _anything(register: Register, wanted: Wanted) -> bool:
    with register.reading() as session:
        return bool(action_search.number_of(session, wanted))
