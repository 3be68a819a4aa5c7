"""Facts that hold for a whole file, where no column of it tells them."""

from dataclasses import replace
from datetime import date

import streamlit as st

from core.text import pick, text
from etl.context import Context
from etl.mapping.model import Mapping
from ui import show
from ui.importing import fields
from ui.importing.state import change_mapping, now

NOT_SAID = ""


def whole_file(context: Context) -> None:
    """Municipality, unit, and for an edition of a known survey service and role, folded away."""
    mapping = now().work.mapping
    if mapping is None:
        return
    options = {name: _options(name, mapping, context) for name in _untold(mapping)}
    if not options:
        return
    # A unit that is told in no column is what readers most often must say.
    with st.expander(text("importing.whole_file"), expanded=bool(mapping.constants)):
        show.caption(text("importing.whole_file_help"))
        columns = st.columns(2)
        for place, (name, named) in enumerate(options.items()):
            with columns[place % 2]:
                _field(name, named, mapping)


def _untold(mapping: Mapping) -> list[str]:
    """The facts that no column tells; service and role of a new survey are asked above."""
    names = ["municipality", "unit"]
    if now().work.survey.approach != "new":
        names += ["service", "role"]
    return [name for name in names if not mapping.used_as(name)]


def _options(name: str, mapping: Mapping, context: Context) -> dict[str, str]:
    """Key -> name of what can be chosen; nothing where it is written."""
    if name == "municipality":
        return municipalities(mapping, context)
    if name == "unit":
        return {}
    entries = context.catalogue.services if name == "service" else context.catalogue.roles
    return {key: pick(entry.name) for key, entry in entries.items()}


def municipalities(mapping: Mapping, context: Context) -> dict[str, str]:
    """Those in use today by name, and the areas of the survey's own."""
    today = date.today()
    places = sorted(context.catalogue.municipalities, key=lambda place: place.name)
    official = {place.number: f"{place.name} ({place.number})" for place in places if place.holds(today)}
    return {**mapping.municipalities, **official}


def _field(name: str, named: dict[str, str], mapping: Mapping) -> None:
    key = f"constant_{now().work.key}_{name}"
    label, help_text = text(f"use.{name}"), text(f"importing.constant_help.{name}")
    value = mapping.constants.get(name, NOT_SAID)
    if not named:
        fields.words(key, label, value, lambda told: _say(name, told), help_text=help_text)
        return
    fields.choice(
        key,
        label,
        [NOT_SAID, *named],
        value,
        lambda told: _say(name, told),
        lambda told: named.get(told, told or text(f"importing.constant_none.{name}")),
        help_text=help_text,
    )


def _say(name: str, told: str) -> None:
    change_mapping(lambda mapping: _with_constant(mapping, name, told))


def _with_constant(mapping: Mapping, name: str, told: str) -> Mapping:
    others = {known: key for known, key in mapping.constants.items() if known != name}
    return replace(mapping, constants={**others, name: told} if told else others)
