"""One activity in the register: its form, undo and withdrawal, and the way back."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from core.errors import AppError, InputError
from core.messages import error_text, finding_text
from core.participation import Activity, Recommendation
from core.selection import Selection
from core.settings import current_settings
from core.text import text
from etl import participation
from etl.masking import masked_text
from register import history
from register import participation as rows
from register.base import Versioned
from register.database import Session
from register.history import Change
from register.participation import ParticipationActivity
from ui import markup, registered, registered_form, show
from ui.participation import acts, fields, recommendation
from views.participation import known

NEW = "participation_new"
CHOSEN = "activity"


def new(selection: Selection) -> None:
    """A form for an activity that is not there, with room for what was recommended, a line each."""
    registered_form.begin(NEW, ParticipationActivity, None, fields.NEW | {"service": selection.service})
    registered_form.tell(NEW, fields.PREFIX, fields.said)
    with st.form(NEW):
        fields.activity(NEW)
        fields.impacts(NEW, {})
        st.text_area(
            text("participation.field.recommendations"),
            key=f"{NEW}_recommendations",
            height=100,
            help=text("participation.help.recommendations"),
        )
        told = text("participation.save_new")
        st.form_submit_button(told, type="primary", on_click=_add, args=(selection.municipality,))


def one(activity: Activity) -> None:
    """An activity that is there: the form, its recommendations and its history."""
    name = f"participation_{activity.id}"
    with registered.register().reading() as session:
        row = session.get_one(ParticipationActivity, activity.id)
        changes = history.changes_of(session, ParticipationActivity, activity.id)
    registered_form.begin(name, ParticipationActivity, row, fields.NEW)
    registered_form.tell(name, fields.PREFIX, fields.said)
    with st.form(name):
        fields.activity(name)
        fields.impacts(name, dict(activity.impacts))
        st.form_submit_button(text("participation.save"), type="primary", on_click=_save, args=(name, activity))
    with st.container(horizontal=True):
        st.button(
            text("participation.undo"),
            key=f"{name}_undo",
            on_click=acts.done,
            args=(name, rows.undo, activity.id, activity.version),
            disabled=len(changes) < 2,  # What was just written down is withdrawn instead.
        )
        told = text("participation.withdraw")
        st.button(told, key=f"{name}_withdraw", type="tertiary", on_click=_withdraw, args=(name, activity))
    if activity.minutes:
        told = escape(text("participation.to_minutes"))
        markup.put(f'<p><a class="bi-link" href="{escape(activity.minutes)}">{told}</a></p>')
    recommendation.all_of(activity)
    _history(changes)


def withdrawn(found: Sequence[Activity]) -> None:
    """Activities that were withdrawn, each with a way back."""
    if not found:
        return
    with st.expander(text("participation.withdrawn", count=len(found))):
        for activity in found:
            name = f"participation_{activity.id}"
            with st.container(horizontal=True, vertical_alignment="center"):
                show.caption(activity.title)
                st.button(
                    text("participation.take_back"),
                    key=f"take_back_{activity.id}",
                    on_click=acts.done,
                    args=(name, rows.change, activity.id, activity.version, {"withdrawn": False}),
                )


def _withdraw(name: str, activity: Activity) -> None:
    if acts.done(name, rows.change, activity.id, activity.version, {"withdrawn": True}):
        st.query_params.pop(CHOSEN, None)


def _add(municipality: str) -> None:
    """Save a new activity with what was recommended; what was typed stays where something is wrong."""
    checked, lacking = _checked(NEW, municipality)
    also = {"municipality": municipality, "key": checked.key if checked else "", "impacts": _impacts(NEW)}
    written = str(st.session_state.get(f"{NEW}_recommendations", ""))
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    registered_form.add(NEW, also, _open, lacking, with_it=partial(_recommend, lines))


def _recommend(lines: Sequence[str], session: Session, row: Versioned) -> None:
    """Write down what was recommended in the new activity."""
    for line in lines:
        told = participation.typed_recommendation(Recommendation(line))
        rows.add_recommendation(session, row.id, told, registered.by())


def _open(row: Versioned) -> str:
    acts.forget(NEW)
    st.query_params[CHOSEN] = str(row.id)
    return f"participation_{row.id}"


def _save(name: str, activity: Activity) -> None:
    checked, lacking = _checked(name, activity.municipality, activity.id)
    also: dict[str, Any] = {"key": checked.key} if checked else {}
    impacts = _impacts(name)
    if impacts != activity.impacts:
        also["impacts"] = impacts
    registered_form.save(name, also, lacking)


def _checked(name: str, municipality: str, own: int = 0) -> tuple[Activity | None, str]:
    """The activity as it is typed, with what may tell of a person masked, or what is wrong with it."""
    typed = registered_form.typed(name)
    if not typed["begins"]:
        return None, text("participation.begins_missing")
    try:
        activity = Activity(municipality=municipality, **typed)
        checked = participation.typed(activity, current_settings(), known.lists_known())
        with registered.register().reading() as session:
            there = rows.id_of(session, checked)
    except InputError as error:
        return None, " ".join(map(finding_text, error.findings))
    except AppError as error:
        return None, error_text(error)
    for field in ("title", "unit", "minutes"):
        st.session_state[registered_form.key(name, field)] = getattr(checked, field)
    if there not in {None, own}:
        return None, text("error.participation_known", title=checked.title)
    return checked, ""


def _impacts(name: str) -> dict[str, str]:
    """What stands in the fields of impact, by area, with what may tell of a person masked."""
    areas = [(area, st.session_state.get(f"{name}_impact_{area}", "")) for area in known.words_known()["impact_areas"]]
    return {area: masked_text(told).strip() for area, told in areas if told.strip()}


def _history(changes: tuple[Change, ...]) -> None:
    told = tuple(
        replace(change, fields={field: both for field, both in change.fields.items() if field not in fields.UNTOLD})
        for change in changes[::-1]
    )
    inside = registered_form.changes(told, fields.PREFIX, fields.said)
    title = escape(text("participation.history", count=len(changes)))
    markup.put(f'<details class="bi-twin"><summary>{title}</summary>{inside}</details>')
