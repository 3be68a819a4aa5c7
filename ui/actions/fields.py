"""The fields of a tiltak and of a meeting, and how their values are said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from core.text import number, text
from register.actions import DIRECTIONS, PHASES, STATUSES
from ui import data, registered_form
from views.actions.finding import measure_name
from views.actions.table import day
from views.periods import period_name

NONE = ""
LONGEST_TITLE, LONGEST_OWNER, LONGEST_TEXT = 200, 120, 5000
DATE = "DD.MM.YYYY"
NEW = {
    "title": "", "description": "", "owner": "", "due": None, "status": "planned", "phase": "plan",
    "effect_measure": None, "effect_direction": None, "effect_size": None,
}  # fmt: skip
TOLD = {"told_on": None, "told_how": ""}
# What stands in the finding too, or is an id.
UNTOLD = frozenset(
    {"created_at", "measure", "place", "period", "role", "value", "lower", "upper", "n", "release", "link", "finding"}
)
NAMED = {"status": "actions.status", "phase": "actions.phase", "judgement": "actions.judgement"}


def action(name: str, measures: Mapping[str, str], *, told: bool) -> None:
    """The fields of a tiltak; ``told`` where users can have been told of it."""
    field = registered_form.key
    st.text_input(text("actions.field.title"), key=field(name, "title"), max_chars=LONGEST_TITLE)
    st.text_area(text("actions.field.description"), key=field(name, "description"), max_chars=LONGEST_TEXT, height=100)
    owner, due = st.columns(2)
    with owner:
        st.text_input(
            text("actions.field.owner"),
            key=field(name, "owner"),
            max_chars=LONGEST_OWNER,
            help=text("actions.help.owner"),
        )
    with due:
        st.date_input(text("actions.field.due"), value=None, key=field(name, "due"), format=DATE)
    status, phase = st.columns(2)
    with status:
        _chosen(name, "status", STATUSES)
    with phase:
        _chosen(name, "phase", PHASES, text("actions.help.phase"))
    _effect(name, measures)
    if told:
        _told(name)


def _effect(name: str, measures: Mapping[str, str]) -> None:
    """What the tiltak is expected to move."""
    field = registered_form.key
    measure, direction, size = st.columns([2, 1, 1])
    with measure:
        st.selectbox(
            text("actions.field.effect_measure"),
            [None, *measures],
            format_func=lambda one: measures.get(one, "") if one else text("actions.none"),
            key=field(name, "effect_measure"),
            placeholder=text("actions.none"),
            help=text("actions.help.effect"),
            filter_mode="contains",
        )
    with direction:
        st.selectbox(
            text("actions.field.effect_direction"),
            [None, *DIRECTIONS],
            format_func=lambda one: text(f"actions.direction.{one}") if one else text("actions.none"),
            key=field(name, "effect_direction"),
            placeholder=text("actions.none"),
        )
    with size:
        st.number_input(
            text("actions.field.effect_size"),
            min_value=0.1,
            max_value=100.0,
            value=None,
            step=0.5,
            format="%.1f",
            key=field(name, "effect_size"),
            help=text("actions.help.size"),
        )


def _told(name: str) -> None:
    """When and how users were told."""
    field = registered_form.key
    when, how = st.columns([1, 2])
    with when:
        st.date_input(text("actions.field.told_on"), value=None, key=field(name, "told_on"), format=DATE)
    with how:
        st.text_input(
            text("actions.field.told_how"),
            key=field(name, "told_how"),
            max_chars=LONGEST_TITLE,
            help=text("actions.help.told"),
        )


def _chosen(name: str, field: str, options: tuple[str, ...], tip: str | None = None) -> None:
    st.selectbox(
        text(f"actions.field.{field}"),
        options,
        format_func=lambda one: text(f"{NAMED[field]}.{one}"),
        key=registered_form.key(name, field),
        help=tip,
    )


def said(field: str, value: Any) -> str:
    """The value of a field in words, as in the history."""
    if value in (None, "", []):
        return ""
    if field in NAMED:
        return text(f"{NAMED[field]}.{value}")
    if field in {"due", "told_on", "evaluated_on", "held_on"}:
        return day(date.fromisoformat(str(value)))
    if field in {"measure", "effect_measure"}:
        return measure_name(data.release(), str(value))
    if field in {"period", "evaluated_period"}:
        return period_name(str(value))
    if field == "effect_direction":
        return text(f"actions.direction.{value}")
    return number(value, 1) if isinstance(value, float) else _written(value)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return text("actions.yes") if value else text("actions.no")
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
