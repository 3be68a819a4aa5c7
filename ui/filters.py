"""The filters of a page: what is chosen stands in the address as ids, so that a link opens the same view."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.selection import EVERYWHERE, Selection
from core.text import text
from ui import data
from views import words
from views.periods import period_name
from views.places import Place, Places, is_year, places_of

MEMORY = "selection"
FIELDS = ("municipality", "service", "unit", "period", "role", "measure")
# A choice of a wider place makes the narrower ones meaningless.
BELOW = {"municipality": ("service", "unit"), "service": ("unit", "measure")}
# Streamlit shows nothing chosen for None, so "all of them" is an option of its own.
ALL = ""


def bar(*names: str) -> Selection:
    """The filters named, in a row; ``service!`` must be chosen. What cannot be chosen is not shown."""
    places = places_of(data.release())
    required = {name.rstrip("!") for name in names if name.endswith("!")}
    shown = [name.rstrip("!") for name in names]
    selection = _standing(places, shown, required)
    choices = {name: _options(places, selection, name, name in required) for name in shown}
    visible = [name for name in shown if len(choices[name]) > 1]
    if visible:
        for name, column in zip(visible, st.columns(len(visible)), strict=True):
            with column:
                _select(places, selection, name, choices[name])
    _write_address(selection, shown)
    return selection


def choice(name: str, options: Sequence[str], label: str, named: Callable[[str], str]) -> str:
    """One further choice of a page, kept in the address under ``name``."""
    asked = st.query_params.get(name) or _memory().get(name)
    chosen = asked if asked in options else options[0]
    key = f"filter_{name}"
    st.session_state[key] = chosen
    st.segmented_control(label, options, format_func=named, key=key, on_change=_remember, args=(name,), required=True)
    _memory()[name] = chosen
    if st.query_params.get(name) != chosen:
        st.query_params[name] = chosen
    return chosen


def search(label: str) -> str:
    """Words to search for, kept in the address."""
    key = "filter_q"
    st.session_state.setdefault(key, st.query_params.get("q", ""))
    words_asked = st.text_input(label, key=key)
    if words_asked:
        st.query_params["q"] = words_asked
    elif "q" in st.query_params:
        del st.query_params["q"]
    return words_asked


def _standing(places: Places, shown: Sequence[str], required: set[str]) -> Selection:
    asked = {name: st.query_params.get(name) for name in FIELDS}
    if not any(asked.values()):
        asked = {name: _memory().get(name) for name in FIELDS}
    kept = {name: value for name, value in asked.items() if value and name in shown}
    chosen = Selection(**kept) if "municipality" in kept else Selection(municipality="", **kept)
    selection = places.standing(chosen)
    if "service" in required and selection.service is None:
        usual = places.usual_service(selection.municipality)
        selection = places.standing(selection.but(service=usual)) if usual else selection
    _memory().update({name: getattr(selection, name) for name in shown})
    return selection


def _options(places: Places, selection: Selection, name: str, required: bool) -> Sequence[str]:
    if name == "municipality":
        return [place.id for place in places.municipalities]
    if name == "service":
        return [
            *([] if required else [ALL]),
            *(place.service or ALL for place in places.services(selection.municipality)),
        ]
    if name == "unit":
        units = places.units(selection.municipality, selection.service) if selection.service else []
        return [ALL, *(place.unit or ALL for place in units)] if units else []
    if name == "role":
        return places.roles.get(selection.place, ())
    periods = places.periods.get((selection.place, selection.role or ""), ())
    return sorted(periods, key=lambda period: not is_year(period))


def _select(places: Places, selection: Selection, name: str, options: Sequence[str]) -> None:
    key = f"filter_{name}"
    st.session_state[key] = getattr(selection, name) or ALL
    st.selectbox(
        text(f"filter.{name}"),
        options,
        format_func=lambda value: _shown(places, selection, name, value),
        key=key,
        on_change=_remember,
        args=(name,),
        filter_mode="contains",
        # What all municipalities have together is chosen here.
        help=text("filter.municipality_help") if EVERYWHERE in options else None,
    )


def _remember(name: str) -> None:
    """A reader has chosen: write it down, and forget what it makes meaningless."""
    value = st.session_state[f"filter_{name}"] or None
    for lower in BELOW.get(name, ()):
        _memory().pop(lower, None)
        st.query_params.pop(lower, None)
    _memory()[name] = value
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def _shown(places: Places, selection: Selection, name: str, value: str) -> str:
    if value == ALL:
        return text(f"filter.all_{name}")
    if name == "municipality":
        return places.name(value)
    if name in {"service", "unit"}:
        return _place(places, selection, name, value).name
    return words.role(value) if name == "role" else period_name(value)


def _place(places: Places, selection: Selection, name: str, value: str) -> Place:
    wider = [selection.municipality] if name == "service" else [selection.municipality, selection.service or ""]
    return places.places["/".join([*wider, value])]


def _write_address(selection: Selection, shown: Sequence[str]) -> None:
    for name in shown:
        value = getattr(selection, name)
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def _memory() -> dict[str, str | None]:
    """What the reader chose on other pages of this visit."""
    return st.session_state.setdefault(MEMORY, {})
