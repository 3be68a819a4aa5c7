"""The fields of the column that is looked at, each with why it is suggested as it is."""

from html import escape
from typing import Any

import streamlit as st

from core.text import percent, text
from etl.context import Context
from etl.mapping.dates import AUTOMATIC, date_order, may_be_read_in_two_ways, with_date_order
from etl.mapping.model import COMMENT, ITEM, QUESTIONS, ColumnMapping, Mapping, changed
from etl.mapping.reuse import put_to_use
from etl.reading.dates import ORDERS
from ui import markup
from ui.importing import fields, scale
from ui.importing.choices import dimensions, levels, scale_names, uses
from ui.importing.state import change_mapping, now

NEW_SCALE = "+"
NONE = ""


def meaning(mapping: Mapping, column: ColumnMapping, context: Context) -> None:
    """What the column is used as, and what follows from that."""
    key = _key(mapping, column)
    used = uses(mapping, column.column)
    fields.choice(
        f"{key}_use",
        text("importing.field.use"),
        list(used),
        column.use,
        lambda value: _use(column, value, context),
        lambda value: used.get(value, value),
        help_text=text("importing.field_help.use"),
    )
    _reason(column, "use")
    if column.use == ITEM:
        _scale(mapping, column, key)
        left, right = st.columns(2)
        with left:
            _dimension(column, context, key)
        with right:
            _level(column, context, key)
        _direction(column, key)
    elif column.use == COMMENT:
        _dimension(column, context, key)
    elif may_be_read_in_two_ways(now().work.opened.export, column):
        _order(column, key)


def words(mapping: Mapping, column: ColumnMapping, context: Context) -> None:
    """The text that readers see, and the id that joins the same question of several surveys."""
    if column.use not in QUESTIONS:
        return
    key = _key(mapping, column)
    books = context.codebooks.values()
    known = sorted({part.id for book in books for part in book.items}) if column.use == ITEM else []
    with st.expander(text("importing.words_and_concept")):
        fields.words(
            f"{key}_text",
            text("importing.field.text"),
            column.text,
            lambda value: _change(column, text=value or column.text),
            long=True,
        )
        fields.choice(
            f"{key}_id",
            text("importing.field.id"),
            known,
            column.id,
            lambda value: _change(column, id=value),
            str,
            help_text=text("importing.field_help.id"),
            new=True,
        )
        _reason(column, "id")


def _order(column: ColumnMapping, key: str) -> None:
    """Whether the day or the month stands first in the dates."""
    fields.choice(
        f"{key}_order",
        text("importing.field.order"),
        [AUTOMATIC, *ORDERS],
        date_order(column),
        lambda value: _read_dates(column, value),
        lambda value: text(f"importing.order.{value or 'automatic'}"),
        help_text=text("importing.field_help.order"),
    )


def _read_dates(column: ColumnMapping, order: str) -> None:
    change_mapping(lambda mapping: with_date_order(mapping, column.column, order))


def _scale(mapping: Mapping, column: ColumnMapping, key: str) -> None:
    scales = {**scale_names(mapping), NEW_SCALE: text("importing.new_scale")}
    fields.choice(
        f"{key}_scale",
        text("importing.field.scale"),
        list(scales),
        column.scale,
        lambda value: scale.begin(column) if value == NEW_SCALE else _change(column, scale=value),
        lambda value: scales.get(value, value or text("importing.none")),
    )
    _reason(column, "scale")


def _direction(column: ColumnMapping, key: str) -> None:
    fields.yes(
        f"{key}_reversed",
        text("importing.field.reversed"),
        column.reversed,
        lambda value: _change(column, reversed=value),
        help_text=text("importing.field_help.reversed"),
    )
    _reason(column, "reversed")


def _dimension(column: ColumnMapping, context: Context, key: str) -> None:
    named = dimensions(context)
    fields.choice(
        f"{key}_dimension",
        text("importing.field.dimension"),
        [*([NONE] if column.use == COMMENT else []), *named],
        column.dimension,
        lambda value: _change(column, dimension=value),
        lambda value: named.get(value, value or text("importing.none")),
        help_text=text("importing.field_help.dimension"),
    )
    _reason(column, "dimension")


def _level(column: ColumnMapping, context: Context, key: str) -> None:
    named = levels(context)
    fields.choice(
        f"{key}_level",
        text("importing.field.level"),
        list(named),
        column.level,
        lambda value: _change(column, level=value),
        lambda value: named.get(value, value or text("importing.none")),
        help_text=text("importing.field_help.level"),
    )
    _reason(column, "level")


def _reason(column: ColumnMapping, field: str) -> None:
    """Why a field is suggested as it is, under the field."""
    one = column.suggestions.get(field)
    if one is not None:
        reason = text(f"mapping.reason.{one.reason}", **one.details)
        told = text("importing.because", reason=reason, sure=percent(one.confidence))
        markup.put(f'<p class="bi-reason">{escape(told)}</p>')


def _change(column: ColumnMapping, **values: Any) -> None:
    change_mapping(lambda mapping: changed(mapping, column.column, **values))


def _use(column: ColumnMapping, use: str, context: Context) -> None:
    export = now().work.opened.export
    change_mapping(lambda mapping: put_to_use(mapping, export, context, [column.column], use))


def _key(mapping: Mapping, column: ColumnMapping) -> str:
    return f"import_{now().work.key}_{mapping.columns.index(column)}"
