"""Step 5: what will change, the import itself, and the way to the result."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.codebook import Codebook, dump
from core.errors import InputError
from core.text import text
from etl import pipeline
from etl.context import Context
from etl.mapping.saving import saved
from etl.plans import Plan
from ui import findings, show
from ui.importing import result, steps
from ui.importing.changes import show_changes
from ui.importing.planning import books_of
from ui.importing.state import begin_anew, now, put
from ui.importing.under_way import Stored, UnderWay


def step(context: Context) -> None:
    """Import, or what came of it."""
    if now().receipts:
        result.show_result()
        st.button(text("importing.again"), on_click=begin_anew, key="import_again")
        return
    if under_way := now().under_way:
        _follow(under_way)
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
    if st.button(text("importing.button"), type="primary", key="import_now"):
        _begin(planned, context, mode)
        st.rerun()


def _begin(planned: Sequence[Plan], context: Context, mode: pipeline.Mode) -> None:
    """Note the import; the next run begins it, and a second press finds it there."""
    books = books_of(now().works, context)
    put(under_way=UnderWay(lambda progress: _stored(planned, books, context, mode, progress)))


def _follow(under_way: UnderWay) -> None:
    """How far the import has come, and what came of it."""
    bar = st.progress(0.0, text("importing.working"))
    try:
        stored = under_way.stored(lambda share, step: _tell(bar, share, step))
    except InputError as error:
        put(under_way=None)
        bar.empty()
        findings.show(error.findings)
        steps.onward()
        return
    except Exception:
        put(under_way=None)
        raise
    found = result.address(now().planned or ())
    put(under_way=None, receipts=stored.receipts, codebooks=stored.codebooks, result=found)
    st.rerun()


def _tell(bar: DeltaGenerator, share: float, step: str) -> None:
    bar.progress(share, text(f"progress.{step}"))


def _stored(
    planned: Sequence[Plan],
    books: Sequence[Codebook],
    context: Context,
    mode: pipeline.Mode,
    progress: pipeline.Progress,
) -> Stored:
    """The codebooks saved and the answers imported; a codebook comes first, so that no answer is without one."""
    folder = context.settings.data / "codebooks"
    codebooks = {saved(book, folder, replace=True).name: dump(book) for book in books}
    return Stored(tuple(pipeline.carry_out(planned, context, mode=mode, progress=progress)), codebooks)
