"""The page on data quality: the uploads behind the figures, one of them in full, and where data lack."""

import streamlit as st

from core.selection import Selection
from core.text import text
from etl import pipeline
from ui import data, findings, show
from ui.importing import known
from views import quality

UPLOADS = ("title", "edition", "upload", "files", "received", "rows_read", "rows_quarantined", "respondents", "answers")
TAKEN_ALONG = (*UPLOADS[:5], "received_by", "rows_read", "rows_kept", *UPLOADS[6:])
QUESTIONS = ("label", "asked", "rated", "dont_know", "not_applicable", "unanswered", "unusable")
CHOSEN = "upload"


def uploads() -> None:
    """Every upload behind the release, and one of them in full."""
    table = data.cached(quality.uploads)
    show.sentence(data.cached(quality.summary))
    show.heading(text("quality.uploads"))
    show.reader_table(table, UPLOADS)
    show.download(table, TAKEN_ALONG, "opplastinger")
    titles = {row.upload: f"{row.upload}: {row.title} {row.edition}".strip() for row in table.itertuples()}
    chosen = st.selectbox(text("quality.choose"), list(titles), format_func=titles.__getitem__, key=CHOSEN)
    _upload(chosen)


def units(selection: Selection) -> None:
    """Response and coverage of the units of a service."""
    show.heading(text("quality.response"))
    rates = data.cached(quality.response_by_unit, selection)
    show.reader_table(rates, ("label", "n", "invited", "rate", "hidden"))
    show.download(rates, ("label", "n", "invited", "rate", "hidden"), "svarprosent")
    show.heading(text("quality.coverage"))
    show.caption(text("quality.coverage_caption"))
    covered = data.cached(quality.coverage, selection)
    show.reader_table(covered, [str(name) for name in covered.columns])
    show.heading(text("quality.overlaps"))
    found = data.cached(quality.overlaps)
    if found:
        show.bullets(text("quality.overlaps_found"), found)
    else:
        show.caption(text("quality.no_overlaps"))


def _upload(upload: int) -> None:
    """What was dubious in an upload, how its questions were answered, and its removal."""
    found = data.cached(quality.findings, upload)
    if found:
        findings.show(found)
    else:
        show.caption(text("quality.no_findings"))
    asked = data.cached(quality.questions, upload)
    if asked.empty:
        show.caption(text("quality.no_questions"))
    else:
        show.twin(text("quality.questions"), asked, f"sporsmal_opplasting_{upload}", QUESTIONS)
    if st.button(text("quality.remove", upload=upload), key=f"remove_{upload}"):
        _confirm(upload)


@st.dialog(" ", width="medium")
def _confirm(upload: int) -> None:
    """Say what disappears, and remove it once that has been read."""
    show.heading(text("quality.removal.title", upload=upload))
    show.paragraph(data.cached(quality.disappearing, upload))
    show.paragraph(text("quality.removal.everywhere"))
    sure = st.checkbox(text("quality.removal.sure"))
    remove, keep = st.columns(2)
    if keep.button(text("quality.removal.keep"), width="stretch"):
        st.rerun()
    if remove.button(text("quality.removal.remove"), type="primary", width="stretch", disabled=not sure):
        with st.spinner(text("progress.publishing")):
            pipeline.forget([upload], known.context())
        st.session_state.pop(CHOSEN, None)
        st.rerun()
