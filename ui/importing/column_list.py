"""The list of columns: groups, search, and one line a column, which can be ticked."""

import re
from collections.abc import Sequence

import streamlit as st

from core.text import text
from etl.context import Context
from etl.mapping.model import ITEM, ColumnMapping, Mapping
from ui import show
from ui.importing import fields, ticked
from ui.importing.columns import ALL, GROUPS, LOOK, name_of, standing, told
from ui.importing.state import look, now

PAGE = 50
MOST_WITHOUT_SCROLL = 9
LONGEST = 90


def show_columns(mapping: Mapping, context: Context) -> None:
    """The columns of the chosen group, a page at a time."""
    counts = {name: sum(map(belongs, mapping.columns)) for name, belongs in GROUPS.items()}
    group = _group(counts)
    _search(bool(mapping.figures))
    found = shown_columns(mapping, group)
    if not found:
        show.note(text("importing.empty_group" if group != LOOK else "importing.nothing_to_look_at"))
        return
    page = _page(found)
    _pick_all(page)
    ticked.change(mapping, context)
    with st.container(
        height=560 if len(page) > MOST_WITHOUT_SCROLL else "content", key="import_columns", gap="xxsmall"
    ):
        current = current_column(mapping)
        for column in page:
            _line(column, mapping, column.column == current)


def shown_columns(mapping: Mapping, group: str) -> list[ColumnMapping]:
    """The columns of a group whose code or question has the words that are searched for."""
    search = now().view.search.casefold()
    return [
        column
        for column in mapping.columns
        if GROUPS[group](column) and search in f"{column.column} {column.text} {column.id}".casefold()
    ]


def current_column(mapping: Mapping) -> str:
    """The column that is looked at: the chosen one, or the first of the list."""
    chosen = now().view.column
    if any(column.column == chosen for column in mapping.columns):
        return chosen
    return (shown_columns(mapping, group_shown()) or mapping.columns)[0].column


def group_shown() -> str:
    """The group that is looked at."""
    return now().view.group or ALL


def begin_with_what_needs_a_look(mapping: Mapping) -> None:
    """Choose the first group to show; it stays until the reader chooses another."""
    if not now().view.group:
        found = bool(mapping.used_as(ITEM)) and any(map(GROUPS[LOOK], mapping.columns))
        look(group=LOOK if found else ALL)


def _group(counts: dict[str, int]) -> str:
    present = [name for name, count in counts.items() if count or name in (LOOK, ALL)]
    chosen = group_shown() if group_shown() in present else ALL
    st.session_state["import_group"] = chosen
    st.pills(
        text("importing.group_label"),
        present,
        format_func=lambda name: f"{text(f'importing.group.{name}')} ({counts[name]})",
        key="import_group",
        required=True,
        wrap=True,
        on_change=lambda: look(group=st.session_state["import_group"] or ALL, page=1, picked=frozenset()),
    )
    return chosen


def _search(of_figures: bool) -> None:
    st.session_state["import_search"] = now().view.search
    label = text("importing.search_figures" if of_figures else "importing.search")
    st.text_input(
        label,
        key="import_search",
        type="search",
        placeholder=label,
        label_visibility="collapsed",
        on_change=lambda: look(search=st.session_state["import_search"].strip(), page=1, picked=frozenset()),
    )


def _page(found: Sequence[ColumnMapping]) -> Sequence[ColumnMapping]:
    pages = -(-len(found) // PAGE)
    page = min(now().view.page, pages)
    if pages > 1:
        if st.session_state.get("import_page") != page:
            st.session_state.pop("import_page", None)
        st.pagination(
            pages, default=page, key="import_page", on_change=lambda: look(page=st.session_state["import_page"])
        )
    return found[(page - 1) * PAGE : page * PAGE]


def _line(column: ColumnMapping, mapping: Mapping, is_current: bool) -> None:
    number = mapping.columns.index(column)
    view = now().view
    name = f"pick_{now().work.key}_{number}"
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xsmall", key=f"line_{number}"):
        st.checkbox(
            text("importing.pick", column=shortened(name_of(column))),
            key=fields.holding(name, column.column in view.picked),
            label_visibility="collapsed",
            on_change=_pick,
            args=(column.column, name),
        )
        st.button(
            _label(column),
            key=f"open_{number}",
            type="secondary" if is_current else "tertiary",
            width="stretch",
            on_click=look,
            kwargs={"column": column.column},
        )


def _label(column: ColumnMapping) -> str:
    return f"**{plain(shortened(name_of(column)))}** {plain(told(column))} – {plain(standing(column))}"


def shortened(question: str) -> str:
    """A question in a line: rows of a matrix begin alike and differ at the end."""
    if len(question) <= LONGEST:
        return question
    begin, end = question[: LONGEST // 2], question[-LONGEST // 2 :]
    return f"{begin.rpartition(' ')[0] or begin} … {end.partition(' ')[2] or end}"


def plain(words: str) -> str:
    """Text from a file as it stands, where Streamlit reads Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!:$~<>|&])", r"\\\1", " ".join(words.split()))


def _pick(code: str, name: str) -> None:
    picked = now().view.picked
    look(picked=picked | {code} if fields.told(name) else picked - {code})


def _pick_all(page: Sequence[ColumnMapping]) -> None:
    codes = frozenset(column.column for column in page)
    picked = now().view.picked
    with st.container(horizontal=True, key="import_pick_all"):
        st.button(
            text("importing.pick_all"),
            type="tertiary",
            key="pick_all",
            on_click=lambda: look(picked=now().view.picked | codes),
            disabled=codes <= picked,
        )
        st.button(
            text("importing.pick_none"),
            type="tertiary",
            key="pick_none",
            on_click=lambda: look(picked=frozenset()),
            disabled=not picked,
        )
