"""Step 5: what will change, the import itself, and the way to the result."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.codebook import dump
from core.errors import InputError
from core.text import text
from etl import pipeline
from etl.context import Context
from etl.mapping.saving import saved
from etl.plans import Plan
from ui import findings, show
from ui.importing import result, steps
from ui.importing.changes import show_changes
from ui.importing.planning import book_of
from ui.importing.state import begin_anew, now, put


@dataclass(frozen=True)
class _Stored:
    receipts: tuple[pipeline.Receipt, ...]
    codebooks: dict[str, str]


def step(context: Context) -> None:
    """Import, or what came of it."""
    if now().receipts:
        result.show_result()
        st.button(text("importing.again"), on_click=begin_anew, key="import_again")
        return
    planned = now().planned or ()
    if not planned or any(one.refused for one in planned):
        show.note(text("importing.refused"))
    elif all(one.already is not None for one in planned):
        show.note(text("importing.already"))
    else:
        _offer(planned, context)
    steps.onward()


def _offer(planned: Sequence[Plan], context: Context) -> None:
    if not show_changes(planned, text("importing.changes")):
        show.note(text("importing.nothing_before"))
    mode: pipeline.Mode = "ask"
    if any(one.former and one.already is None for one in planned):
        labels = {"replace": text("importing.mode_replace"), "add": text("importing.mode_add")}
        # Other units or other years than before are further answers; the same once more are the answers anew.
        again = any(one.shared_units or one.shared_respondents for one in planned if one.already is None)
        chosen = st.radio(
            text("importing.mode"),
            list(labels),
            index=0 if again else 1,
            format_func=labels.__getitem__,
            key="import_mode",
        )
        mode = "add" if chosen == "add" else "replace"
    if not st.button(text("importing.button"), type="primary", key="import_now"):
        return
    bar = st.progress(0.0, text("importing.working"))
    try:
        stored = _stored(planned, context, mode, bar)
    except InputError as error:
        bar.empty()
        findings.show(error.findings)
        return
    put(receipts=stored.receipts, codebooks=stored.codebooks, result=result.address(planned))
    st.rerun()


def _stored(planned: Sequence[Plan], context: Context, mode: pipeline.Mode, bar: object) -> _Stored:
    """The codebooks saved and the answers imported; a codebook comes first, so that no answer is without one."""
    folder = context.settings.data / "codebooks"
    codebooks = {}
    for work in now().works:
        if work.by_mapping and work.mapping is not None:
            book = book_of(work, context)
            codebooks[saved(book, folder, replace=True).name] = dump(book)
    receipts = pipeline.carry_out(
        planned,
        context,
        mode=mode,
        progress=lambda share, step: bar.progress(share, text(f"progress.{step}")),  # type: ignore[attr-defined]
    )
    return _Stored(tuple(receipts), codebooks)
