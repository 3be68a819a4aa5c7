"""The column that is looked at: what it is, why that is suggested, and what its answers come to mean."""

from html import escape

import streamlit as st

from core.text import text
from etl.context import Context
from etl.mapping.model import ITEM, ColumnMapping, Mapping, accepted
from ui import findings, markup, show
from ui.importing import answers, column_fields, scale
from ui.importing.column_list import current_column, group_shown, shown_columns
from ui.importing.columns import name_of, questions_of
from ui.importing.state import look, now, put_mapping


def panel(mapping: Mapping, context: Context) -> None:
    """The chosen column, or the first of the list where none is chosen."""
    column = mapping.column(current_column(mapping))
    with st.container(border=True, key="import_panel"):
        place = text("importing.column_of", number=mapping.columns.index(column) + 1, count=len(mapping.columns))
        code = [column.column] if column.column not in (column.text, name_of(column)) else []
        accepted_already = [text("importing.standing.accepted")] if column.accepted else []
        show.caption(" · ".join([place, *code, *accepted_already]))
        markup.put(markup.heading(3, escape(name_of(column)), "bi-question"))
        _buttons(mapping, column)
        asked = [finding for finding in questions_of(mapping) if finding.column == column.column]
        if asked:
            findings.show(asked)
            answers.ask(mapping, column)
        column_fields.meaning(mapping, column, context)
        answers.preview(column, context)
        answers.explain(mapping, column, context)
        if column.use == ITEM and column.scale in mapping.scales:
            scale.editor(mapping, column)
        column_fields.words(mapping, column, context)


def _buttons(mapping: Mapping, column: ColumnMapping) -> None:
    with st.container(horizontal=True, key="import_panel_buttons"):
        st.button(
            text("importing.accept_next"),
            key="accept_next",
            type="primary",
            on_click=_accept_and_go_on,
            args=(column,),
        )
        for name, step in (("previous", -1), ("following", 1)):
            beside = _beside(mapping, column, step)
            st.button(
                text(f"importing.{name}"),
                key=f"column_{name}",
                disabled=beside is None,
                on_click=look,
                kwargs={"column": beside or column.column},
            )


def _accept_and_go_on(column: ColumnMapping) -> None:
    mapping = now().work.mapping
    assert mapping is not None, "a column is part of a mapping"
    following = _beside(mapping, column, 1) or _beside(mapping, column, -1)
    put_mapping(accepted(mapping, [column.column]))
    look(column=following or column.column)


def _beside(mapping: Mapping, column: ColumnMapping, step: int) -> str | None:
    """The column before or after this one in the list as it is shown."""
    shown = [one.column for one in shown_columns(mapping, group_shown())]
    codes = shown if column.column in shown else [one.column for one in mapping.columns]
    place = codes.index(column.column) + step
    return codes[place] if 0 <= place < len(codes) else None
