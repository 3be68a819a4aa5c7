"""The import page: drop files, see what they are, import, see the result."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.codebook import dump
from core.errors import InputError
from core.settings import current_settings
from core.text import pick, text
from etl import demo, draft, pipeline
from etl.context import Context, load_context
from etl.facts import adapter_name, facts
from etl.plans import Choice, Plan
from etl.reading import SourceFile
from ui import findings, importing_result, show
from ui.data import release_or_none

TYPES = ["csv", "txt", "tsv", "xlsx", "xls", "ods"]
AUTOMATIC = ""
# What is said of a file that no codebook describes, and that a draft can help.
UNDESCRIBED = {"adapter_none", "adapter_none_near", "no_codebook"}
CHANGES = ("unit", "respondents_before", "respondents_after", "answers_before", "answers_after")


def steps() -> None:
    """Everything from the dropped files to the result."""
    context = load_context(current_settings())
    _offer_to_remove_sample(context)
    # A new key empties the uploader once its files have been imported.
    dropped = st.file_uploader(
        text("importing.drop"),
        type=TYPES,
        accept_multiple_files=True,
        help=text("importing.drop_help"),
        key=f"drop_{importing_result.count()}",
    )
    if dropped:
        _look_and_import(dropped, context)
    else:
        importing_result.show_last()
        show.note(text("importing.first"))
    _uploads(context)


def _look_and_import(dropped: Sequence[UploadedFile], context: Context) -> None:
    files = [SourceFile(file.name, file.getvalue()) for file in dropped]
    importing_result.show_draft()
    choice = _choice(context)
    try:
        with st.spinner(text("progress.reading")):
            planned = pipeline.plans(files, context, choice)
    except InputError as error:
        findings.show(error.findings)
        if any(finding.code in UNDESCRIBED for finding in error.findings):
            _offer_draft(files, context)
        return
    for plan in planned:
        _show_plan(plan)
    if any(plan.refused for plan in planned):
        st.error(text("importing.refused"))
    elif not all(plan.already is not None for plan in planned):
        _import(planned, context)


def _choice(context: Context) -> Choice:
    """Instrument and edition, for files that fit several."""
    with st.expander(text("importing.automatic_or")):
        books = {key: pick(book.title) for key, book in context.codebooks.items()}
        instrument = st.selectbox(
            text("importing.instrument"),
            [AUTOMATIC, *books],
            format_func=lambda key: books.get(key, text("importing.automatic")),
        )
        editions = [edition.id for edition in context.codebooks[instrument].editions] if instrument else []
        edition = st.selectbox(
            text("importing.edition"),
            [AUTOMATIC, *editions],
            format_func=lambda key: key or text("importing.automatic"),
            disabled=not instrument,
        )
    return Choice(instrument or None, edition or None)


def _show_plan(plan: Plan) -> None:
    contents = plan.contents
    names = ", ".join(file.name for file in plan.files)
    with st.container(border=True):
        show.heading(pick(contents.codebook.title) if plan.kind == "answers" else text("importing.invited"))
        show.caption(text("importing.taken_for", files=names, adapter=adapter_name(plan.adapter)))
        if plan.kind == "answers":
            show.caption(text("importing.edition_is", edition=contents.edition.id))
        show.sentence(facts(plan))
        if plan.already is not None:
            st.info(text("importing.already"))
        if plan.findings:
            findings.show(plan.findings)
        else:
            show.caption(text("importing.no_findings"))
        if plan.changes:
            show.heading(text("importing.changes"))
            table = pd.DataFrame([vars(change) for change in plan.changes])
            show.reader_table(table, CHANGES)


def _import(planned: Sequence[Plan], context: Context) -> None:
    mode: pipeline.Mode = "ask"
    if any(plan.former and plan.already is None for plan in planned):
        labels = {"replace": text("importing.mode_replace"), "add": text("importing.mode_add")}
        mode = st.radio(text("importing.mode"), list(labels), format_func=labels.__getitem__)
    if not st.button(text("importing.button"), type="primary"):
        return
    bar = st.progress(0.0, text("importing.working"))
    try:
        receipts = pipeline.carry_out(
            planned, context, mode=mode, progress=lambda share, step: bar.progress(share, text(f"progress.{step}"))
        )
    except InputError as error:
        bar.empty()
        findings.show(error.findings)
        return
    importing_result.remember(receipts, planned)
    st.rerun()


def _offer_draft(files: Sequence[SourceFile], context: Context) -> None:
    """A proposed codebook for an export that nobody has described."""
    show.note(text("importing.draft_help"))
    left, right = st.columns(2)
    services = {key: pick(entry.name) for key, entry in context.catalogue.services.items()}
    roles = {key: pick(entry.name) for key, entry in context.catalogue.roles.items()}
    service = left.selectbox(text("importing.draft_service"), list(services), format_func=services.__getitem__)
    role = right.selectbox(text("importing.draft_role"), list(roles), format_func=roles.__getitem__)
    if st.button(text("importing.draft"), type="primary"):
        codebook = draft.drafted(files, context, service=service, role=role)
        path = draft.saved(codebook, context.settings.data / "codebooks")
        importing_result.remember_draft(path.name, dump(codebook))
        st.rerun()


def _offer_to_remove_sample(context: Context) -> None:
    release = release_or_none()
    if release is None or not bool(release.query("about")["sample"].iloc[0]):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        show.note(text("importing.sample"))
        if st.button(text("importing.sample_remove")):
            demo.remove_sample(context)
            st.rerun()


def _uploads(context: Context) -> None:
    """What has been imported so far."""
    table = pipeline.uploads(context)
    show.heading(text("importing.uploads"))
    if table.empty:
        show.caption(text("importing.no_uploads"))
        return
    present = table[table["replaced_by"].isna()]
    shown = present.assign(
        files=[_short(names) for names in present["file_names"]],
        title=[importing_result.title_of(row) for row in present.itertuples()],
        received=present["received"].dt.strftime("%d.%m.%Y %H:%M"),
    )
    columns = ("title", "edition", "files", "received", "rows_read", "rows_quarantined", "respondents", "answers")
    show.reader_table(shown, columns)


def _short(names: Sequence[str]) -> str:
    """The first file's name, and how many came with it."""
    first = names[0].rpartition("/")[2]
    return first if len(names) == 1 else text("importing.and_more", file=first, count=len(names) - 1)
