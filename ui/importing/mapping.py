"""Step 3: what each column is: the list of columns, and beside it the one that is looked at."""

import streamlit as st

from core.errors import InputError
from core.text import text
from etl.context import Context
from etl.mapping.model import Mapping, accepted
from etl.plans import is_of_invited
from ui import findings, show
from ui.importing import codebooks, column, column_list, editions, steps, units
from ui.importing.columns import questions_of
from ui.importing.planning import book_of, context_with, is_explained, known_beside
from ui.importing.result import offer_codebook
from ui.importing.state import change_mapping, now, undo
from ui.importing.survey import choose_file, ensure_mapping, take_lost_as_new


def step(context: Context) -> None:
    """The mapping of one file."""
    choose_file()
    state = now()
    context = context_with(known_beside(state), context)
    take_lost_as_new(context)
    if is_of_invited(state.work.opened):
        show.note(text("importing.invited_help"))
        steps.onward(blocked=_left_in_others())
        return
    ensure_mapping(context)
    mapping = now().work.mapping
    if mapping is None:
        findings.show(now().work.refused)
        steps.onward(blocked=text("importing.blocked_unread"))
        return
    if now().work.is_codebook:
        show.note(text("importing.editing", title=mapping.title, edition=mapping.edition))
    else:
        show.caption(text("importing.mapping_help_figures" if mapping.figures else "importing.mapping_help"))
    _actions(mapping)
    column_list.begin_with_what_needs_a_look(mapping)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        column_list.show_columns(mapping, context)
    with right:
        column.panel(mapping, context)
    if now().work.is_codebook:
        codebooks.save_or_leave(now().work, context)
        return
    editions.changes(mapping, context)
    units.matches(now().current, context)
    offer_codebook(now().work, context)
    steps.onward(blocked=_blocked(mapping, context) or _left_in_others())


def _blocked(mapping: Mapping, context: Context) -> str:
    """Why the way on is closed: an answer is lacking, or the mapping makes no codebook yet."""
    if not now().work.by_mapping:
        return ""
    if questions := questions_of(mapping):
        return text("importing.questions_left", count=len(questions))
    try:
        book_of(now().work, context)
    except InputError:
        return text("importing.blocked_incomplete")
    return ""


def _left_in_others() -> str:
    """The first file that nobody has said what is: the way on is closed until then, whichever file is shown."""
    left = next((work.name for work in now().works if not is_explained(work)), "")
    return text("importing.blocked_other_file", file=left) if left else ""


def _actions(mapping: Mapping) -> None:
    """What concerns the whole mapping."""
    questions = questions_of(mapping)
    asked = {finding.column for finding in questions}
    left = sum(not one.accepted for one in mapping.columns)
    # To accept what waits for an answer would be an answer, which a person gives column by column.
    sure = [one.column for one in mapping.columns if not one.accepted and one.column not in asked]
    with st.container(horizontal=True, vertical_alignment="center", key="import_mapping_actions"):
        st.button(
            text("importing.accept_all"),
            key="accept_all",
            on_click=lambda: change_mapping(lambda mapping: accepted(mapping, sure)),
            disabled=not sure,
        )
        st.button(text("importing.undo"), key="undo", on_click=undo, disabled=not now().work.can_undo)
        if questions:
            told = text("importing.questions_left", count=len(questions))
        else:
            told = text("importing.unaccepted", count=left) if left else text("importing.all_accepted")
        show.caption(told)
