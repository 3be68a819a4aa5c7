"""The page on data quality: the uploads behind the figures, one of them in full, what is missing and what is hidden."""

from html import escape

import streamlit as st

from core.selection import Selection
from core.text import text
from etl import pipeline
from ui import data, findings, markup, show
from ui.importing import known
from views import quality

UPLOADS = ("title", "edition", "upload", "files", "received", "rows_read", "rows_quarantined", "respondents", "answers")
TAKEN_ALONG = (*UPLOADS[:5], "received_by", "rows_read", "rows_kept", *UPLOADS[6:])
QUESTIONS = ("label", "asked", "rated", "dont_know", "not_applicable", "unanswered", "unusable")
HIDING = ("label", "figures", "withheld", "withheld_share")
CHOSEN = "upload"


def uploads() -> None:
    """Every upload behind the release, and one of them in full."""
    table = data.cached(quality.uploads)
    show.sentence(data.cached(quality.summary))
    show.heading(text("quality.uploads"))
    show.reader_table(table, UPLOADS)
    show.download(table, TAKEN_ALONG, "opplastinger")
    titles = dict(zip(table["upload"].tolist(), data.cached(quality.names), strict=True))
    chosen = st.selectbox(text("quality.choose"), list(titles), format_func=titles.__getitem__, key=CHOSEN)
    _upload(chosen, titles[chosen])


def hiding() -> None:
    """How much of the release is hidden, where, and what an attack on it has shown."""
    show.heading(text("quality.hiding.title"))
    show.paragraph(data.cached(quality.hiding_summary))
    table = data.cached(quality.hiding)
    show.reader_table(table, HIDING)
    show.caption(text("quality.hiding.caption"))
    show.download(table, HIDING, "skjerming")
    show.note(data.cached(quality.audited))


def units(selection: Selection) -> None:
    """Response and coverage of the units of a service."""
    show.heading(text("quality.response"))
    rates = data.cached(quality.response_by_unit, selection)
    if rates.empty:
        show.caption(text("quality.no_units"))
        _overlaps()
        return
    show.reader_table(rates, ("label", "n", "invited", "rate", "hidden"))
    show.download(rates, ("label", "n", "invited", "rate", "hidden"), "svarprosent")
    show.heading(text("quality.coverage"))
    show.caption(text("quality.coverage_caption"))
    covered = data.cached(quality.coverage, selection)
    show.reader_table(covered, [str(name) for name in covered.columns])
    _overlaps()


def _overlaps() -> None:
    """Places and periods that several uploads of one survey have answers for."""
    show.heading(text("quality.overlaps"))
    found = data.cached(quality.overlaps)
    if found:
        show.bullets(text("quality.overlaps_found"), found)
    else:
        show.caption(text("quality.no_overlaps"))


def _upload(upload: int, name: str) -> None:
    """Whose an upload is, what was dubious in it, how its questions were answered, and its removal."""
    show.definitions(data.cached(quality.about, upload))
    found = data.cached(quality.findings, upload)
    if found:
        findings.show(found)
    else:
        show.caption(text("quality.no_findings"))
    asked = data.cached(quality.questions, upload)
    if asked.empty:
        show.caption(text("quality.no_questions"))
    else:
        markup.put(markup.heading(3, escape(text("quality.questions")), "bi-term"))
        show.reader_table(asked, QUESTIONS)
        show.download(asked, QUESTIONS, f"sporsmal_opplasting_{upload}")
    if st.button(text("quality.remove", upload=upload), key=f"remove_{upload}"):
        _confirm(upload, name)


@st.dialog(" ", width="medium")
def _confirm(upload: int, name: str) -> None:
    """Say what disappears, and remove it once that has been read."""
    show.heading(text("quality.removal.title", name=name))
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
