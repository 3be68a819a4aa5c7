"""Units of the file whose names are nearly those of known units, for a person to confirm."""

import streamlit as st

from core.text import percent, text
from etl.mapping.model import ColumnMapping, Mapping, changed
from etl.mapping.units import UnitMatch, unit_matches
from ui import show
from ui.data import release_or_none
from ui.importing.state import now, put_mapping, seen
from views.places import places_of


def matches(mapping: Mapping) -> None:
    """The probable matches; a confirmed one is written down in the mapping."""
    column = next(iter(mapping.used_as("unit")), None)
    known = _known_units()
    if column is None or not known:
        return
    cells = now().work.opened.export.table[column.column].str.strip()
    found = seen("units", cells, lambda: unit_matches([name for name in cells.unique() if name], known))
    near = [match for match in found if match.known is not None and match.known != match.written]
    if not near:
        return
    show.heading(text("importing.units"))
    show.caption(text("importing.units_help"))
    for place, match in enumerate(near):
        _line(place, match, column)


def _known_units() -> list[str]:
    release = release_or_none()
    if release is None:
        return []
    return sorted({place.name for place in places_of(release).places.values() if place.unit})


def _line(place: int, match: UnitMatch, column: ColumnMapping) -> None:
    key = f"unit_{now().work.key}_{place}"
    st.session_state[key] = dict(column.values).get(match.written) == match.known
    st.checkbox(
        text("importing.unit_same", name=match.written, known=match.known, sure=percent(match.confidence)),
        key=key,
        on_change=lambda: _confirm(match, column, bool(st.session_state[key])),
    )


def _confirm(match: UnitMatch, column: ColumnMapping, same: bool) -> None:
    mapping = now().work.mapping
    if mapping is None:
        return
    values = {written: known for written, known in dict(column.values).items() if written != match.written}
    told = {match.written: match.known} if same else {}
    put_mapping(changed(mapping, column.column, values={**values, **told}))
