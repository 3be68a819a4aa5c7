"""Step 1: drop one or several files, and see what they are."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.text import number, pick, text
from etl.adapter_names import adapter_name
from etl.context import Context
from etl.reading import SourceFile
from ui import findings, show, uploading
from ui.importing import steps
from ui.importing.planning import context_with
from ui.importing.recognised import works_of
from ui.importing.state import Work, begin_anew, now, put
from ui.importing.understood import needs_nobody

TYPES = ["csv", "txt", "tsv", "tab", "xlsx", "xls", "ods", "sav", "zsav", "json", "lss", "xml"]


def step(context: Context) -> None:
    """The place to drop files, and what those that were dropped are."""
    state = now()
    limit = text("uploading.limit.exports", size=st.get_option("server.maxUploadSize"))
    uploading.tell(limit, several=True)
    # A new key empties the box once its files are ours.
    dropped = st.file_uploader(
        text("importing.drop_more" if state.files else "importing.drop"),
        type=TYPES,
        accept_multiple_files=True,
        help=text("importing.drop_help"),
        key=f"drop_{state.drops}",
    )
    if dropped:
        _take(dropped, context)
        st.rerun()
    if not state.files:
        show.note(text("importing.first"))
        return
    if state.unread:
        findings.show(state.unread)
        show.caption(text("importing.unread_help"))
    for place, work in enumerate(state.works):
        _card(work, context_with(state.works[:place], context))
    _list_files(context)
    if state.works:
        steps.onward(blocked=text("importing.blocked_unread") if state.unread else "")


def _take(dropped: Sequence[UploadedFile], context: Context) -> None:
    """Read the files together with those that were there: one that belongs to another may come later."""
    known = {file.sha256: file for file in now().files}
    for file in (SourceFile(one.name, one.getvalue()) for one in dropped):
        known.setdefault(file.sha256, file)
    with st.spinner(text("progress.reading")):
        _look(tuple(known.values()), context)
    if not now().unread:
        _jump(context)


def _look(files: tuple[SourceFile, ...], context: Context) -> None:
    works, unread = works_of(files, now().works, context)
    put(files=files, works=works, unread=unread, drops=now().drops + 1, planned=None, refused=(), current=0)


def _jump(context: Context) -> None:
    """A file whose survey is known needs no mapping; the first that is not known is what to look at."""
    works = now().works
    unknown = [
        place for place, work in enumerate(works) if not needs_nobody(work, context_with(works[:place], context))
    ]
    if unknown:
        put(step="survey", current=unknown[0])
    else:
        put(step="control")


def _card(work: Work, context: Context) -> None:
    export = work.opened.export
    with st.container(border=True):
        show.heading(work.name)
        told = {
            text("importing.fact.format"): adapter_name(work.opened.adapter),
            text("importing.fact.written_by"): export.written_by or "",
            text("importing.fact.rows"): number(export.rows_in_file),
            text("importing.fact.columns"): number(export.table.shape[1]),
            text("importing.fact.encoding"): (export.encoding or "").upper(),
            text("importing.fact.sheet"): export.sheet or "",
            text("importing.fact.survey"): survey_name(work, context),
        }
        show.definitions({term: meaning for term, meaning in told.items() if meaning})
        if export.findings:
            findings.show(export.findings)


def survey_name(work: Work, context: Context) -> str:
    """What an export is taken for, in words."""
    survey = work.survey
    if work.opened.export.kind == "invited":
        return text("importing.invited")
    if work.mapping is not None and survey.approach != "known":
        return text("importing.survey", title=work.mapping.title, edition=work.mapping.edition or "–")
    book = context.codebooks.get(survey.instrument)
    if book is None or (survey.approach == "known" and work.refused):
        return text("importing.unknown_survey")
    if survey.approach == "edition":
        return text("importing.like_survey", title=pick(book.title))
    return text("importing.survey", title=pick(book.title), edition=survey.edition)


def _list_files(context: Context) -> None:
    """The files by name, each of which can be taken away."""
    with st.container(horizontal=True, key="import_files"):
        for file in now().files:
            st.button(
                text("importing.remove_file", file=file.name),
                key=f"remove_{file.sha256[:12]}",
                type="tertiary",
                on_click=_remove,
                args=(file, context),
            )


def _remove(file: SourceFile, context: Context) -> None:
    left = tuple(one for one in now().files if one.sha256 != file.sha256)
    if left:
        _look(left, context)
    else:
        begin_anew()
