"""A new tiltak: the finding it is about is filled in, and can be read beside what is written."""

from typing import Any

import streamlit as st

from core.text import text
from register.actions import Action
from register.base import Versioned
from ui import data, registered_form, show
from ui.actions import address, fields
from views.actions.finding import Finding, finding, measure_name, measures
from views.places import places_of

NAME = "action_new"


def form() -> None:
    """The form, with the finding from the address; a figure that is hidden has none."""
    address.back()
    show.heading(text("actions.new"))
    figure = address.figure()
    found = finding(data.release(), figure) if figure else None
    if found:
        show.note(found.told)
    elif figure:
        show.note(text("actions.no_figure"))
    registered_form.begin(NAME, Action, None, fields.NEW | _suggested(found))
    registered_form.tell(NAME, "actions.field", fields.said)
    known = measures(data.release(), figure) if found and figure else {}
    with st.form(NAME):
        fields.action(NAME, known, told=False)
        st.form_submit_button(text("actions.save_new"), type="primary", on_click=_save, args=(found, _chosen_place()))


def _suggested(found: Finding | None) -> dict[str, Any]:
    if found is None:
        return {}
    measure = found.figure.measure
    name = measure_name(data.release(), measure)
    return {"title": text("actions.suggested", measure=name)[: fields.LONGEST_TITLE], "effect_measure": measure}


def _save(found: Finding | None, place: str | None) -> None:
    lacking = "" if registered_form.typed(NAME)["title"] else text("actions.title_missing")
    registered_form.add(NAME, _facts(found, place), _open, lacking)


def _facts(found: Finding | None, place: str | None) -> dict[str, Any]:
    """What the figure said when the tiltak was made; the chosen place alone where there is no figure."""
    if found is None:
        return {"place": place}
    return found.facts() | {"link": address.figure_link(found.figure)}


def _chosen_place() -> str | None:
    place = st.query_params.get("place")
    return place if place in places_of(data.release()).places else None


def _open(row: Versioned) -> str:
    address.go(action=str(row.id))
    return f"action_{row.id}"
