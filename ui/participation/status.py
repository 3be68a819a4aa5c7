"""The status of participation, to be printed: a table of all services, then a sheet a service."""

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from core.selection import Selection
from core.text import text
from reports.pdf.file import pdf
from store.release import Release
from ui import data, markup, show
from ui.made_later import as_here
from ui.participation.chosen import NOTHING, Registered
from views.participation import document, sheet, status


def printed(selection: Selection, registered: Registered | None, year: int) -> None:
    """The table of the services, and the sheet of each, one after the other."""
    found = registered or NOTHING
    table = data.cached(_table, data.Exactly(found), selection, year)
    show.sentence(sheet.intro(table, year))
    if table.empty:
        return
    if len(table) > 1:
        show.kept_table(table, status.COLUMNS)
        show.caption(text("participation.status.caption"))
        show.caption(text("participation.status.how"))
    with st.container(horizontal=True):
        show.download(table, status.COLUMNS, "status_brukermedvirkning")
        _as_pdf(selection, found, year)
    for title, inside in data.cached(_sheets, data.Exactly(found), selection, year):
        show.heading(title)
        markup.put(inside)


def _as_pdf(selection: Selection, found: Registered, year: int) -> None:
    """The same as a file to print or send; made when it is pressed."""
    release = data.release()

    def made() -> bytes:
        return pdf(document.document(release, selection, found, year, date.today()))

    st.download_button(
        text("participation.status.as_pdf"),
        data=as_here(made),
        file_name=f"status_brukermedvirkning_{year}.pdf",
        mime="application/pdf",
        key="participation_pdf",
        on_click="ignore",
        type="tertiary",
    )


def _table(release: Release, of: data.Exactly, selection: Selection, year: int) -> pd.DataFrame:
    return status.by_service(release, selection, of.table, year)


def _sheets(release: Release, of: data.Exactly, selection: Selection, year: int) -> list[tuple[str, str]]:
    """The sheet of each service: its name, and all of it in one piece of HTML."""
    table = release.remembered(_table, of, selection, year)
    sheets = (sheet.of_service(release, selection, of.table, row, year) for _, row in table.iterrows())
    return [(told.title, show.definitions_html(told.facts) + "".join(map(_part, told.tables))) for told in sheets]


def _part(part: sheet.Part) -> str:
    head = markup.heading(3, escape(part.title), "bi-term")
    said = part.otherwise if part.table.empty else part.message
    table = "" if part.table.empty else show.table_html(part.table, part.columns)
    return f'{head}<p class="bi-caption">{escape(said)}</p>{table}'
