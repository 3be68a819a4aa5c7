"""The fields of an activity and of a recommendation, and how their values are said."""

from datetime import date
from typing import Any

import streamlit as st

from core.participation import OUTCOMES, List
from core.text import pick, text
from ui import registered_form
from views.participation import known
from views.participation.recommendations import day

PREFIX = "participation.field"
LONGEST_TITLE, LONGEST_TEXT, MOST_USERS = 200, 4000, 1_000_000
DATE = "DD.MM.YYYY"
NEW: dict[str, Any] = {
    "service": None, "unit": "", "title": "", "channel": "user_council", "level": "service", "degree": "informant",
    "begins": None, "ends": None, "users": None, "minutes": "", "conditions": [], "goals": [],
}  # fmt: skip
NEW_RECOMMENDATION: dict[str, Any] = {"text": "", "outcome": "awaiting", "note": "", "decided_on": None}
LISTS: dict[str, List] = {
    "channel": "channels", "level": "levels", "degree": "degrees", "conditions": "helping_conditions", "goals": "goals",
    "outcome": "recommendation_outcomes",
}  # fmt: skip
UNTOLD = {"key", "municipality", "activity_id"}


def activity(name: str) -> None:
    """The fields of an activity."""
    _words(name, "title", longest=LONGEST_TITLE)
    service, unit = st.columns(2)
    with service:
        st.selectbox(
            text("participation.field.service"),
            [None, *known.services()],
            format_func=known.service_name,
            key=registered_form.key(name, "service"),
            placeholder=known.service_name(None),
            filter_mode="contains",
        )
    with unit:
        _words(name, "unit", longest=LONGEST_TITLE)
    channel, level, degree = st.columns(3)
    for place, field in ((channel, "channel"), (level, "level"), (degree, "degree")):
        with place:
            _one_of(name, field)
    begins, ends, users = st.columns(3)
    with begins:
        _date(name, "begins")
    with ends:
        _date(name, "ends")
    with users:
        st.number_input(
            text("participation.field.users"),
            min_value=0,
            max_value=MOST_USERS,
            value=None,
            step=1,
            key=registered_form.key(name, "users"),
            help=text("participation.help.users"),
        )
    _words(name, "minutes", longest=1000)
    _some_of(name, "conditions")
    _some_of(name, "goals")


def impacts(name: str, standing: dict[str, str]) -> dict[str, str]:
    """A field for each area of impact; what stands in them now."""
    with st.expander(text("participation.field.impacts")):
        return {area: _impact(name, area, standing.get(area, "")) for area in known.words_known()["impact_areas"]}


def recommendation(name: str) -> None:
    """The fields of a recommendation."""
    st.text_area(
        text("participation.field.text"),
        key=registered_form.key(name, "text"),
        max_chars=LONGEST_TEXT,
        height=80,
        help=text("participation.help.text"),
    )
    outcome, decided = st.columns(2)
    with outcome:
        st.selectbox(
            text("participation.field.outcome"),
            OUTCOMES,
            format_func=lambda key: known.name("recommendation_outcomes", key),
            key=registered_form.key(name, "outcome"),
        )
    with decided:
        _date(name, "decided_on")
    _words(name, "note", longest=LONGEST_TEXT)


def said(field: str, value: Any) -> str:
    """The value of a field in words, as in the history."""
    if field == "service":
        return known.service_name(value)
    if value in (None, "", [], {}):
        return ""
    if field in {"begins", "ends", "decided_on"}:
        return day(date.fromisoformat(str(value)))
    if field == "impacts":
        return "; ".join(f"{known.name('impact_areas', area)}: {told}" for area, told in value.items())
    if field in LISTS:
        keys = value if isinstance(value, list) else [value]
        return ", ".join(known.name(LISTS[field], key) for key in keys)
    if isinstance(value, bool):
        return text("participation.yes" if value else "participation.no")
    return str(value)


def _impact(name: str, area: str, standing: str) -> str:
    entry = known.words_known()["impact_areas"][area]
    return st.text_area(
        pick(entry.name),
        value=standing,
        key=f"{name}_impact_{area}",
        max_chars=LONGEST_TEXT,
        height=68,
        help=pick(entry.description),
    ).strip()


def _words(name: str, field: str, *, longest: int) -> None:
    st.text_input(
        text(f"participation.field.{field}"),
        key=registered_form.key(name, field),
        max_chars=longest,
        help=text(f"participation.help.{field}"),
    )


def _one_of(name: str, field: str) -> None:
    entries = known.words_known()[LISTS[field]]
    st.selectbox(
        text(f"participation.field.{field}"),
        list(entries),
        format_func=lambda key: known.name(LISTS[field], key),
        key=registered_form.key(name, field),
        help=text(f"participation.help.{field}"),
    )


def _some_of(name: str, field: str) -> None:
    st.multiselect(
        text(f"participation.field.{field}"),
        list(known.words_known()[LISTS[field]]),
        format_func=lambda key: known.name(LISTS[field], key),
        key=registered_form.key(name, field),
        help=text(f"participation.help.{field}"),
        placeholder=text("participation.choose_some"),
    )


def _date(name: str, field: str) -> None:
    st.date_input(
        text(f"participation.field.{field}"),
        value=None,
        key=registered_form.key(name, field),
        format=DATE,
        min_value=date(1990, 1, 1),
        max_value=date(2100, 12, 31),
        help=text(f"participation.help.{field}"),
    )
