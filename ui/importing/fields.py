"""Fields whose value is ours: it is put into the widget at every run, so that it outlives the widget."""

from collections.abc import Callable, Sequence

import streamlit as st

Change = Callable[[str], None]


def choice(
    key: str,
    label: str,
    options: Sequence[str],
    value: str,
    change: Change,
    named: Callable[[str], str],
    *,
    help_text: str | None = None,
    new: bool = False,
) -> None:
    """One of several; with ``new`` the reader may write another."""
    known = list(options) if value in options else [*options, value]
    st.session_state[key] = value
    st.selectbox(
        label,
        known,
        format_func=named,
        key=key,
        on_change=lambda: change(str(st.session_state[key])),
        help=help_text,
        accept_new_options=new,
        filter_mode="contains",
    )


def words(
    key: str, label: str, value: str, change: Change, *, help_text: str | None = None, long: bool = False
) -> None:
    """A text; a long one in a box of several lines."""
    st.session_state[key] = value
    field = st.text_area if long else st.text_input
    field(label, key=key, on_change=lambda: change(str(st.session_state[key]).strip()), help=help_text)


def yes(key: str, label: str, value: bool, change: Callable[[bool], None], *, help_text: str | None = None) -> None:
    """A switch."""
    st.session_state[key] = value
    st.toggle(label, key=key, on_change=lambda: change(bool(st.session_state[key])), help=help_text)


def whole(key: str, label: str, value: int, change: Callable[[int], None], *, low: int, high: int) -> None:
    """A whole number."""
    st.session_state[key] = value
    st.number_input(
        label, min_value=low, max_value=high, step=1, key=key, on_change=lambda: change(int(st.session_state[key]))
    )


def several(
    key: str,
    label: str,
    options: Sequence[str],
    value: Sequence[str],
    change: Callable[[list[str]], None],
    *,
    help_text: str | None = None,
) -> None:
    """Any number of options; the reader may write others."""
    st.session_state[key] = list(value)
    st.multiselect(
        label,
        list(dict.fromkeys([*options, *value])),
        key=key,
        on_change=lambda: change([str(one) for one in st.session_state[key]]),
        help=help_text,
        accept_new_options=True,
    )
