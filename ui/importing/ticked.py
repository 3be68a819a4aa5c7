"""Changes of all columns at once that are ticked in the list."""

import streamlit as st

from core.text import text
from etl.context import Context
from etl.mapping.model import COMMENT, ITEM, ColumnMapping, Mapping, accepted, changed
from etl.mapping.reuse import put_to_use
from ui import show
from ui.importing import fields
from ui.importing.choices import dimensions, levels, scale_names, uses
from ui.importing.state import change_mapping, now

DIFFERING = ""
# The uses of a column that has such a field; a use is had by all.
HAVING = {"scale": (ITEM,), "dimension": (ITEM, COMMENT), "level": (ITEM,)}


def change(mapping: Mapping, context: Context) -> None:
    """The fields of the ticked columns, where any is ticked."""
    columns = _ticked(mapping)
    if not columns:
        return
    options = {
        "use": uses(mapping),
        "scale": scale_names(mapping),
        "dimension": dimensions(context),
        "level": levels(context),
    }
    shown = [field for field in options if _having(mapping, field)]
    with st.container(border=True, key="import_bulk"):
        show.caption(text("importing.picked", count=len(columns)))
        sides = st.columns(2)
        for place, field in enumerate(shown):
            with sides[place % 2]:
                _field(field, options[field], mapping, context)
        st.button(text("importing.accept_picked"), key="accept_picked", on_click=change_mapping, args=(_with_accepted,))


def _field(field: str, named: dict[str, str], mapping: Mapping, context: Context) -> None:
    """What the ticked columns have in common, and a change of it for all that have such a field."""
    held = {str(getattr(column, field)) for column in _having(mapping, field)}
    common = held.pop() if len(held) == 1 else DIFFERING
    fields.choice(
        f"bulk_{field}",
        text(f"importing.field.{field}"),
        list(named),
        common,
        lambda value: change_mapping(lambda mapping: _with(mapping, field, value, context)),
        lambda value: named.get(value, value or text("importing.differing")),
    )


def _ticked(mapping: Mapping) -> list[ColumnMapping]:
    return [column for column in mapping.columns if column.column in now().view.picked]


def _having(mapping: Mapping, field: str) -> list[ColumnMapping]:
    return [column for column in _ticked(mapping) if field not in HAVING or column.use in HAVING[field]]


def _with_accepted(mapping: Mapping) -> Mapping:
    return accepted(mapping, [column.column for column in _ticked(mapping)])


def _with(mapping: Mapping, field: str, value: str, context: Context) -> Mapping:
    codes = [column.column for column in _having(mapping, field)]
    if value == DIFFERING:
        return mapping
    if field == "use":
        return put_to_use(mapping, now().work.opened.export, context, codes, value)
    for code in codes:
        mapping = changed(mapping, code, **{field: value})
    return mapping
