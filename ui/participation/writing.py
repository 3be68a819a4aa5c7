"""The register of participation: what stands in it, a form to add and change, and import from a file."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.errors import AppError, InputError
from core.messages import error_text
from core.participation import Activity
from core.selection import EVERYWHERE, Selection
from core.settings import current_settings
from core.text import text
from etl import participation
from etl.reading import SourceFile
from register import participation as rows
from store.release import Release
from ui import data, findings, markup, registered, show, twice, uploading
from ui.made_later import as_here
from ui.participation import activity as form
from ui.participation.chosen import Registered
from views.participation import known, sheet

COLUMNS = ("activity", "place", "channel", "participation_level", "degree", "begins", "ends", "people", "minutes_kept")
NOTHING = ""
TYPES = ["csv", "txt", "tsv", "xlsx", "ods"]
TAKE_IN = "participation_take_in"


def register(selection: Selection, registered_ones: Registered | None) -> None:
    """The whole register of a place; nothing where the register cannot be had."""
    if registered_ones is None:
        return
    if selection.municipality == EVERYWHERE:
        show.note(text("participation.choose_municipality"))
        return
    own = [one for one in registered_ones if selection.service in {None, one.service}]
    _list(registered_ones, selection)
    show.heading(text("participation.write"))
    chosen = _chosen(own)
    if chosen is None:
        form.new(selection)
    else:
        form.one(chosen)
    _from_file(selection)
    with registered.register().reading() as session:
        form.withdrawn(rows.activities(session, selection.municipality, withdrawn=True))


def _list(found: Registered, selection: Selection) -> None:
    show.heading(text("participation.registered"))
    table = data.cached(_table, data.Exactly(found), selection.service)
    if table.empty:
        show.note(text("participation.empty"))
        return
    show.caption(text("participation.activities", count=len(table)))
    show.kept_table(table, COLUMNS)
    show.download(table, COLUMNS, "medvirkning_register")


def _table(_release: Release, of: data.Exactly, service: str | None) -> pd.DataFrame:
    return sheet.activities([one for one in of.table if service in {None, one.service}])


def _columns(_release: Release) -> str:
    """What the columns of a file are; read once, since it is a look into the files of the lists."""
    return show.definitions_html(participation.columns_told(current_settings()))


def _chosen(found: Sequence[Activity]) -> Activity | None:
    """The activity to change, kept in the address; nothing for a new one."""
    known = {str(one.id): one for one in found}
    asked = st.query_params.get("activity", NOTHING)
    key = "participation_activity"
    st.session_state[key] = asked if asked in known else NOTHING
    st.selectbox(
        text("participation.which"),
        [NOTHING, *known],
        format_func=lambda one: known[one].title if one in known else text("participation.new"),
        key=key,
        on_change=_remember,
        args=(key,),
        filter_mode="contains",
    )
    return known.get(st.session_state[key])


def _remember(key: str) -> None:
    chosen = st.session_state[key]
    if chosen == NOTHING:
        st.query_params.pop("activity", None)
    else:
        st.query_params["activity"] = chosen


def _from_file(selection: Selection) -> None:
    """Import from a table: the template, what is wrong with a file, and what would be added."""
    show.heading(text("participation.from_file"))
    settings = current_settings()
    show.paragraph(text("participation.from_file_told"))
    st.download_button(
        text("participation.template"),
        data=as_here(lambda: participation.template(settings)),
        file_name="medvirkning_mal.csv",
        mime="text/csv",
        key="participation_template",
        on_click="ignore",
        type="tertiary",
    )
    with st.expander(text("participation.columns")):
        markup.put(data.cached(_columns))
    done = twice.said(TAKE_IN)
    if done:
        st.success(done)
    uploading.tell(text("uploading.limit.activities", size=st.get_option("server.maxUploadSize")))
    dropped = st.file_uploader(text("participation.drop"), type=TYPES, key="participation_file")
    if dropped is not None:
        _look(SourceFile(dropped.name, dropped.getvalue()), selection)


def _look(file: SourceFile, selection: Selection) -> None:
    settings = current_settings()
    try:
        found = participation.read(file, settings, known.lists_known(), selection.municipality)
    except InputError as error:
        findings.show(error.findings)
        show.caption(text("participation.nothing_taken_in"))
        return
    except AppError as error:
        st.error(error_text(error))
        return
    findings.show(found.findings)
    counts = {"activities": len(found.activities), "rows": found.rows}
    show.caption(text("participation.found", **counts))
    st.button(text("participation.take_in"), type="primary", key=TAKE_IN, on_click=_take, args=(found,))


def _take(found: participation.Found) -> None:
    if twice.is_done(TAKE_IN, found):
        return
    try:
        added = participation.store(found, registered.register(), registered.by())
    except AppError as error:
        st.error(error_text(error))
        return
    twice.remember(TAKE_IN, found)
    twice.say(TAKE_IN, text("participation.imported", **vars(added)))
