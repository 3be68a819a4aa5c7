"""The answers of a column as they are written, how many there are of each, and what they come to mean."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from core.codebook import Scale
from core.text import number, pick, text
from etl.context import Context
from etl.mapping.figures import means_of
from etl.mapping.meanings import NO_ANSWER, explained, is_whole, meaning_of
from etl.mapping.model import BACKGROUND, DROP, ITEM, ColumnMapping, Mapping, changed, with_scale
from etl.mapping.reuse import is_unordered
from ui import markup, show
from ui.importing import fields
from ui.importing.columns import preview_of
from ui.importing.constants import municipalities
from ui.importing.state import change_mapping, now, seen
from views.rows import records

MOST_SHOWN = 14
MOST_NAMED = 30
UNSAID = ""
KEYED = ("municipality", "service", "role")


def preview(column: ColumnMapping, context: Context) -> None:
    """The distribution as it will be read, so that a wrong code shows at once."""
    table = _answers_of(column)
    markup.put(markup.heading(4, escape(text("importing.preview")), "bi-term"))
    if table.empty:
        show.caption(text("importing.no_answers"))
        _means(column)
        return
    shown = _in_order(table).head(MOST_SHOWN)
    if column.use in KEYED:
        mapping = now().work.mapping
        assert mapping is not None, "a column is part of a mapping"
        named = _keys(column.use, mapping, context)
        shown = shown.assign(label=[named.get(label) or label for label in shown["label"]])
    markup.put(_table(shown, column, int(table["count"].max())))
    if len(table) > MOST_SHOWN:
        show.caption(text("importing.more_answers", count=number(len(table) - MOST_SHOWN)))
    _means(column)


def _means(column: ColumnMapping) -> None:
    """The means that a source of figures has for a question."""
    export = now().work.opened.export
    if export.kind == "figures" and column.column in export.questions:
        means = seen(f"means {column.column}", export, lambda: means_of(export, column.column))
        if means is not None:
            told = {"count": number(means.count), "low": number(means.low, 1), "high": number(means.high, 1)}
            show.caption(text("importing.means_in_file", **told))


def ask(mapping: Mapping, column: ColumnMapping) -> None:
    """A field for each code that nobody has explained."""
    scale = mapping.scales.get(column.scale)
    if column.use == ITEM and scale is not None:
        table = _answers_of(column)
        for row in records(table[table["question"]].head(MOST_NAMED)):
            _meaning_field(mapping, column, scale, row)


def explain(mapping: Mapping, column: ColumnMapping, context: Context) -> None:
    """The answers that have a meaning, behind a line, to give them another."""
    rows = [row for row in records(_in_order(_answers_of(column))) if row["written"]]
    if column.use == BACKGROUND or column.use in KEYED:
        _values(mapping, column, rows[:MOST_NAMED], context)
        return
    scale = mapping.scales.get(column.scale)
    told = [row for row in rows if not row["question"]][:MOST_NAMED]
    if column.use == ITEM and scale is not None and told:
        with st.expander(text("importing.change_meanings"), expanded=is_unordered(column) and not column.accepted):
            show.caption(text("importing.what_is_help"))
            for row in told:
                _meaning_field(mapping, column, scale, row)


def _answers_of(column: ColumnMapping) -> pd.DataFrame:
    mapping = now().work.mapping
    assert mapping is not None, "answers are shown beside a mapping"
    return preview_of(mapping, column.column)


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """What must be explained first, blanks last; numbers by size, texts by how often they occur."""
    numbers = pd.to_numeric(table["written"], errors="coerce")
    keys = {"told": ~table["question"], "blank": table["written"] == "", "number": numbers, "rare": -table["count"]}
    return table.assign(**keys).sort_values(list(keys), kind="stable", na_position="last")


def _table(table: pd.DataFrame, column: ColumnMapping, most: int) -> str:
    # A source that only has means says nothing of how many gave which answer.
    names = ("written", "meaning", "count") if most else ("written", "meaning")
    heads = "".join(f'<th scope="col">{escape(text(f"importing.answer.{name}"))}</th>' for name in names)
    body = "".join(_row(row, column.use, most) for row in records(table))
    label = escape(text("importing.preview_of", column=column.text))
    return (
        f'<div class="bi-scroll" role="region" tabindex="0" aria-label="{label}"><table class="bi-table bi-answers">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: dict[str, Any], use: str, most: int) -> str:
    written = escape(str(row["written"]) or text("importing.blank"))
    if use == ITEM and row["label"] and row["label"] != row["written"]:
        written += f" <small>{escape(str(row['label']))}</small>"
    marked = ' class="bi-ask"' if row["question"] else ""
    counted = ""
    if most:
        bar = f'<span class="bi-bar" style="width:{round(100 * row["count"] / most)}%"></span>'
        counted = f'<td class="bi-counted">{bar}<span>{number(row["count"])}</span></td>'
    return f'<tr{marked}><th scope="row">{written}</th><td>{escape(meaning(row, use))}</td>{counted}</tr>'


def meaning(row: dict[str, Any], use: str) -> str:
    """What one written answer comes to mean, in words."""
    if use == DROP:
        return text("importing.meaning.left_out")
    if row["question"]:
        return text("importing.meaning.question")
    if row["missing"] or not row["written"]:
        return text(f"importing.meaning.{row['missing'] or 'unanswered'}")
    if pd.notna(row["value"]):
        return number(float(row["value"]))
    return str(row["label"]) if row["label"] else text("importing.meaning.kept")


def _meaning_field(mapping: Mapping, column: ColumnMapping, scale: Scale, row: dict[str, Any]) -> None:
    written = str(row["written"])
    # The scale knows a coded answer by its label too.
    told = next((name for one in (written, str(row["label"])) if one and (name := meaning_of(scale, one))), UNSAID)
    if row["question"]:
        told = UNSAID
    named = _named_meanings(scale, written)
    fields.choice(
        f"means_{now().work.key}_{mapping.columns.index(column)}_{written}",
        text("importing.what_is", written=written),
        [*([UNSAID] if told == UNSAID else []), *named],
        told,
        lambda value: _explain(column, written, value),
        lambda value: named.get(value, text("importing.meaning.unsaid")),
    )


def _named_meanings(scale: Scale, written: str) -> dict[str, str]:
    """What an answer may mean: a number only itself, a text any point."""
    points = [int(written)] if is_whole(written) else range(scale.min, scale.max + 1)
    of_points = {str(point): _named_point(scale, point) for point in points}
    unanswered = {name: text(f"importing.meaning.{'unanswered' if name == 'missing' else name}") for name in NO_ANSWER}
    return of_points | unanswered


def _named_point(scale: Scale, point: int) -> str:
    label = pick(scale.labels.get(point, {}))
    return text("importing.meaning.point", point=point) if label in ("", str(point)) else f"{point} – {label}"


def _explain(column: ColumnMapping, written: str, value: str) -> None:
    if value != UNSAID:
        change_mapping(lambda mapping: _with_meaning(mapping, column, written, value))


def _with_meaning(mapping: Mapping, column: ColumnMapping, written: str, value: str) -> Mapping:
    scale = mapping.scales.get(column.scale)
    return with_scale(mapping, column.scale, explained(scale, written, value)) if scale is not None else mapping


def _values(mapping: Mapping, column: ColumnMapping, rows: list[dict[str, Any]], context: Context) -> None:
    """What each written value is called, or which service or role it is."""
    if not rows:
        return
    with st.expander(text("importing.values"), expanded=any(row["question"] for row in rows)):
        for place, row in enumerate(rows):
            key = f"value_{now().work.key}_{column.column}_{place}"
            if column.use in KEYED:
                _key_field(key, mapping, column, str(row["written"]), context)
            else:
                _name_field(key, column, row)


def _key_field(key: str, mapping: Mapping, column: ColumnMapping, written: str, context: Context) -> None:
    named = _keys(column.use, mapping, context)
    fields.choice(
        key,
        written,
        [UNSAID, *named],
        dict(column.values).get(written, UNSAID),
        lambda chosen: _name(column, written, chosen),
        lambda one: named.get(one, text("importing.meaning.unsaid")),
    )


def _name_field(key: str, column: ColumnMapping, row: dict[str, Any]) -> None:
    written = str(row["written"])
    name = dict(column.values).get(written, str(row["label"] or written))
    fields.words(key, written, name, lambda chosen: _name(column, written, chosen))


def _keys(use: str, mapping: Mapping, context: Context) -> dict[str, str]:
    if use == "municipality":
        return municipalities(mapping, context)
    entries = context.catalogue.services if use == "service" else context.catalogue.roles
    return {key: pick(entry.name) for key, entry in entries.items()}


def _name(column: ColumnMapping, written: str, name: str) -> None:
    change_mapping(lambda mapping: _with_name(mapping, column.column, written, name))


def _with_name(mapping: Mapping, column: str, written: str, name: str) -> Mapping:
    values = {key: value for key, value in dict(mapping.column(column).values).items() if key != written}
    return changed(mapping, column, values={**values, written: name} if name else values)
