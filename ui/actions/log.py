"""The log of meetings where the results were discussed, as the regulation expects that it is done."""

from datetime import date
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from core.errors import AppError
from core.selection import Selection
from core.text import text
from register import history, meeting_search
from register.meetings import Meeting
from store.release import Release
from ui import data, markup, registered, registered_form, show
from ui.actions import address, fields, paging
from views.actions import meetings as told
from views.places import places_of
from views.rows import Row, records

NAME = "meeting_new"


def meetings(selection: Selection) -> None:
    """The meetings, newest first, and the form for a new one."""
    register = registered.register()
    municipality = _municipality(selection)
    with register.reading() as session:
        found = meeting_search.found(session, municipality)
    show.caption(text("meetings.why"))
    with st.expander(text("meetings.new"), expanded=not found):
        _new(municipality)
    if not found:
        show.note(text("meetings.empty"))
        return
    table = told.listed(data.release(), found)
    part = paging.part("meetings", len(table), municipality)
    markup.put(_table(records(table[part.first : part.first + paging.A_PAGE])))
    part.choose()
    show.download(table, told.TAKEN_ALONG, "motelogg")


def meeting() -> None:
    """One meeting, to be corrected or withdrawn."""
    address.back(view="log")
    meeting_id = address.number(address.MEETING) or 0
    name = f"meeting_{meeting_id}"
    try:
        with registered.register().reading() as session:
            row = session.get(Meeting, meeting_id)
            changes = history.changes_of(session, Meeting, meeting_id)
    except AppError:
        if not registered_form.is_open(name):
            raise
        registered_form.tell(name, "meetings.field", fields.said)
        registered.unavailable()
        _form(name, "meetings.save", partial(_save, name))
        return
    if row is None:
        show.note(text("error.register_row_missing"))
        return
    show.heading(row.name)
    if row.withdrawn:
        show.note(text("meetings.is_withdrawn"))
    registered_form.begin(name, Meeting, row, {field: getattr(row, field) for field in _blank(None)})
    registered_form.tell(name, "meetings.field", _said)
    _form(name, "meetings.save", partial(_save, name))
    turn = not row.withdrawn
    key = "withdraw" if turn else "restore"
    st.button(text(f"meetings.{key}"), key=key, type="tertiary", on_click=partial(_withdraw, name, turn))
    inside = registered_form.changes(changes[::-1], "meetings.field", _said)
    title = escape(text("actions.history", count=len(changes)))
    markup.put(f'<details class="bi-twin"><summary>{title}</summary>{inside}</details>')


def _new(municipality: str | None) -> None:
    registered_form.begin(NAME, Meeting, None, _blank(municipality))
    registered_form.tell(NAME, "meetings.field", _said)
    _form(NAME, "meetings.save_new", partial(_add, data.release().id))


def _blank(municipality: str | None) -> dict[str, Any]:
    places = [municipality] if municipality else []
    return {"held_on": date.today(), "name": "", "present": "", "places": places, "decision": ""}


def _form(name: str, label: str, save: Any) -> None:
    field = registered_form.key
    known = data.cached(_places)
    chosen = registered_form.typed(name)["places"]
    with st.form(name):
        when, what = st.columns([1, 3])
        with when:
            st.date_input(text("meetings.field.held_on"), value=None, key=field(name, "held_on"), format=fields.DATE)
        with what:
            st.text_input(text("meetings.field.name"), key=field(name, "name"), max_chars=fields.LONGEST_TITLE)
        st.text_input(
            text("meetings.field.present"),
            key=field(name, "present"),
            max_chars=fields.LONGEST_TEXT,
            help=text("meetings.help.present"),
        )
        st.multiselect(
            text("meetings.field.places"),
            list(dict.fromkeys([*known, *chosen])),
            format_func=lambda place: known.get(place, place),
            key=field(name, "places"),
            placeholder=text("meetings.choose"),
        )
        st.text_area(
            text("meetings.field.decision"),
            key=field(name, "decision"),
            max_chars=fields.LONGEST_TEXT,
            help=text("meetings.help.decision"),
        )
        st.form_submit_button(text(label), type="primary", on_click=save)


def _places(release: Release) -> dict[str, str]:
    return told.place_names(release)


def _add(release: str) -> None:
    registered_form.add(NAME, {"release": release}, lambda _: NAME, _lacking(NAME))


def _save(name: str) -> None:
    registered_form.save(name, lacking=_lacking(name))


def _withdraw(name: str, withdrawn: bool) -> None:
    registered_form.save(name, {"withdrawn": withdrawn})


def _lacking(name: str) -> str:
    typed = registered_form.typed(name)
    return "" if typed["name"] and typed["held_on"] else text("meetings.lacking")


def _said(field: str, value: Any) -> str:
    if field == "places" and value:
        known = data.cached(_places)
        return ", ".join(known.get(place, place) for place in value)
    return fields.said(field, value)


def _municipality(selection: Selection) -> str | None:
    return selection.municipality if selection.municipality in places_of(data.release()).places else None


def _table(found: list[Row]) -> str:
    kinds = {name: markup.room(str(row[name]) for row in found) for name in told.LIST}
    heads = "".join(
        f'<th scope="col" class="{kinds[name]}">{escape(text(f"meetings.field.{name}"))}</th>' for name in told.LIST
    )
    body = "".join(_row(row) for row in found)
    region = escape(text("actions.view.log"))
    return (
        f'<div class="bi-scroll" role="region" tabindex="0" aria-label="{region}"><table class="bi-table">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Row) -> str:
    cells = "".join(f"<td>{escape(str(row[name]))}</td>" for name in told.LIST[1:])
    return f'<tr><th scope="row">{address.link(row["held_on"], meeting=str(row["id"]))}</th>{cells}</tr>'
