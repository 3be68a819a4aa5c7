"""The codebooks that are known: to take along, and to edit without a file at hand."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from core.codebook import Codebook, Edition, dump
from core.errors import InputError
from core.text import number, pick, text
from etl.context import Context
from etl.export import Export, Question
from etl.mapping.saving import saved
from etl.opening import Opened
from ui import findings, show
from ui.importing.planning import book_of
from ui.importing.state import Survey, View, Work, begin_anew, put


def list_codebooks(context: Context) -> None:
    """Every codebook, with its newest edition to edit."""
    show.heading(text("importing.codebooks"))
    if not context.codebooks:
        show.caption(text("importing.no_codebooks"))
        return
    show.caption(text("importing.codebooks_help"))
    own = [book for book in context.codebooks.values() if _is_own(book, context)]
    shipped = [book for book in context.codebooks.values() if book not in own]
    for book in own:
        _line(book)
    if shipped:
        with st.expander(text("importing.shipped_codebooks", count=len(shipped)), expanded=False):
            for book in shipped:
                _line(book)


def _is_own(book: Codebook, context: Context) -> bool:
    return (context.settings.data / "codebooks" / f"{book.id}.yaml").exists()


def _line(book: Codebook) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"codebook_line_{book.id}"):
        show.paragraph(
            text(
                "importing.codebook_line",
                title=pick(book.title),
                items=number(len(book.items)),
                editions=", ".join(edition.id for edition in book.editions),
            )
        )
        st.button(
            text("importing.edit"),
            key=f"edit_{book.id}",
            on_click=edit,
            args=(book,),
            help=text("importing.edit_help", title=pick(book.title)),
        )
        st.download_button(
            text("importing.download_short"),
            data=lambda: dump(book),
            file_name=f"{book.id}.yaml",
            mime="text/yaml",
            key=f"take_{book.id}",
            on_click="ignore",
            help=text("importing.codebook_download", file=f"{book.id}.yaml"),
        )


def edit(book: Codebook) -> None:
    """Open the third step with the newest edition, as if an export without answers had been dropped."""
    edition = book.editions[-1]
    export = _without_answers(book, edition)
    work = Work(Opened((), "mapped_table", export), Survey("known", book.id, edition.id))
    put(step="mapping", works=(work,), current=0, view=View(group="items"), unread=(), planned=None, refused=())


def _without_answers(book: Codebook, edition: Edition) -> Export:
    """An export of the edition with no rows; where rows name the questions, with the questions."""
    codes = list(dict.fromkeys(edition.columns.values()))
    table = pd.DataFrame({code: pd.Series(dtype="str") for code in codes})
    empty = Export(adapter="mapped_table", files=(f"{book.id}.yaml",), table=table)
    if edition.layout != "aggregated":
        return empty
    named = {key: written for written, key in edition.values.get("item", {}).items()}  # noqa: PD011 - a field
    asked = {named.get(item.id, item.text["nb"]): item for item in book.items}
    questions = {written: Question(written, item.text["nb"]) for written, item in asked.items()}
    return replace(empty, kind="figures", questions=questions)


def save_or_leave(work: Work, context: Context) -> None:
    """The end of editing a codebook without a file."""
    try:
        book = book_of(work, context)
    except InputError as error:
        findings.show(error.findings)
        book = None
    with st.container(horizontal=True, key="codebook_buttons"):
        st.button(
            text("importing.save_codebook"),
            key="save_codebook",
            type="primary",
            disabled=book is None or not work.can_undo,
            on_click=_save,
            args=(book, context),
        )
        st.button(text("importing.leave"), key="leave_codebook", on_click=begin_anew)


def _save(book: Codebook, context: Context) -> None:
    path = saved(book, context.settings.data / "codebooks", replace=True)
    begin_anew()
    st.toast(text("importing.saved_codebook", file=path.name), duration="long")
