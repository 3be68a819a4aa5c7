"""Units of the file whose names are nearly those of known units, for a person to confirm."""

from collections.abc import Mapping

import streamlit as st

from core.text import percent, text
from etl.context import Context
from etl.export import Export
from etl.harmonise.structure import slug
from etl.mapping.model import changed
from etl.mapping.units import UnitMatch, unit_matches
from store.release import Release
from ui import show
from ui.data import release_or_none
from ui.importing import fields
from ui.importing.state import Work, now, put_mapping, seen, show_work
from ui.importing.understood import first_mapping
from views.places import places_of


def matches(number: int, context: Context) -> None:
    """The probable matches of one file; a confirmed one is written down in its mapping."""
    work = now().works[number]
    told = _column_of_units(work, context)
    release = release_or_none()
    if told is None or release is None:
        return
    column, values, service = told
    export = work.opened.export
    near = seen(f"units {number} {service}", (export, release), lambda: _near(export, column, release, service))
    if not near:
        return
    show.heading(text("importing.units"))
    show.caption(text("importing.units_help"))
    for place, (written, match) in enumerate(near):
        _line(number, place, written, match, values.get(written) == match.known, context)


def _column_of_units(work: Work, context: Context) -> tuple[str, Mapping[str, str], str] | None:
    """The column that names the units, what its words have been said to mean, and the service where all is of one."""
    mapping = work.mapping
    if mapping is not None:
        column = next(iter(mapping.used_as("unit")), None)
        service = "" if mapping.used_as("service") else mapping.constants.get("service", mapping.service)
        return None if column is None else (column.column, dict(column.values), service)
    if work.opened.export.kind == "invited" or work.survey.approach != "known" or not work.survey.edition:
        return None
    book = context.codebooks[work.survey.instrument]
    edition = book.edition(work.survey.edition)
    code = work.opened.export.column(edition.columns.get("unit", ""))
    service = "" if "service" in edition.columns else edition.constants.get("service", book.service)
    return None if code is None else (code, edition.model_dump()["values"].get("unit", {}), service)


def _near(export: Export, column: str, release: Release, service: str) -> list[tuple[str, UnitMatch]]:
    """Written -> its match, of names that are like a known one and not the same but for case and signs."""
    question = export.questions.get(column)
    labels = {} if question is None else question.labels
    written = [str(cell) for cell in export.table[column].str.strip().drop_duplicates() if cell]
    names = {cell: labels.get(cell) or cell for cell in written}
    places = places_of(release).places.values()
    known = sorted({one.name for one in places if one.unit and service in ("", one.service)})
    found = {match.written: match for match in unit_matches(names.values(), known)}
    new = {slug(name) for name in names.values()} - set(map(slug, known))
    return [(cell, found[name]) for cell, name in names.items() if found[name].known is not None and slug(name) in new]


def _line(number: int, place: int, written: str, match: UnitMatch, same: bool, context: Context) -> None:
    name = f"unit_{now().works[number].key}_{place}"
    st.checkbox(
        text("importing.unit_same", name=match.written, known=match.known, sure=percent(match.confidence)),
        key=fields.holding(name, same),
        on_change=lambda: _confirm(number, written, match, bool(fields.told(name)), context),
    )


def _confirm(number: int, written: str, match: UnitMatch, same: bool, context: Context) -> None:
    """Write down what the name means; a file of a known edition gets a mapping of its own for that."""
    if number != now().current:
        show_work(number)
    work = now().work
    if work.mapping is None:
        put_mapping(first_mapping(work, context))
    mapping = now().work.mapping
    assert mapping is not None, "made above"
    column = mapping.used_as("unit")[0]
    values = {name: known for name, known in dict(column.values).items() if name != written}
    told = {written: match.known} if same else {}
    put_mapping(changed(mapping, column.column, values={**values, **told}))
