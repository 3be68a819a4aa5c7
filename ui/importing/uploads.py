"""What has been imported so far, and the sample data that should make room."""

import streamlit as st

from core.text import text
from etl import demo, pipeline
from etl.context import Context
from ui import show
from ui.data import release_or_none
from views import words

COLUMNS = ("title", "edition", "files", "received", "rows_read", "rows_quarantined", "respondents", "answers")


def offer_to_remove_sample(context: Context) -> None:
    """Sample data and a municipality's own should not be mixed."""
    release = release_or_none()
    if release is None or not bool(release.query("about")["sample"].iloc[0]):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        show.note(text("importing.sample"))
        if st.button(text("importing.sample_remove")):
            with st.spinner(text("progress.publishing")):
                demo.remove_sample(context)
            st.rerun()


def list_uploads(context: Context) -> None:
    """Every upload that counts."""
    table = pipeline.uploads(context)
    show.heading(text("importing.uploads"))
    if table.empty:
        show.caption(text("importing.no_uploads"))
        return
    present = table[table["replaced_by"].isna()]
    shown = present.assign(
        files=[words.upload_files(names) for names in present["file_names"]],
        edition=words.upload_editions(present),
        title=[words.upload_title(titles) for titles in present["title"]],
        received=present["received"].dt.strftime("%d.%m.%Y %H:%M"),
    )
    show.reader_table(shown, COLUMNS)
