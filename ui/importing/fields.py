"""Fields whose value is ours: it is put into the widget at every run, so that it outlives the widget.

A browser tells with every press what all its fields hold. Where something else than the field has changed the value and
the browser has not heard of it yet, that is what the field held before, and would undo the change. The field is a new
one then: what is told of the former is about a field that has left the page.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

Change = Callable[[str], None]
# By the name of a field: how often something else has changed its value, and the value that its browser knows.
KNOWN = "import_fields"


def holding(name: str, value: object) -> str:
    """The key of a field that holds the value: another than before where something else than the field changed it."""
    times, known = _known().get(name, (0, value))
    _known()[name] = (times + (known != value), value)
    key = _key(name)
    st.session_state[key] = value
    return key


def told(name: str) -> Any:
    """What the reader has put into a field."""
    value = st.session_state[_key(name)]
    _known()[name] = (_known()[name][0], value)
    return value


def _key(name: str) -> str:
    times = _known()[name][0]
    return f"{name}_{times}" if times else name


def _known() -> dict[str, tuple[int, object]]:
    return st.session_state.setdefault(KNOWN, {})  # type: ignore[no-any-return]


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
    st.selectbox(
        label,
        known,
        format_func=named,
        key=holding(key, value),
        on_change=lambda: change(str(told(key))),
        help=help_text,
        accept_new_options=new,
        filter_mode="contains",
    )


def words(
    key: str, label: str, value: str, change: Change, *, help_text: str | None = None, long: bool = False
) -> None:
    """A text; a long one in a box of several lines."""
    field = st.text_area if long else st.text_input
    field(label, key=holding(key, value), on_change=lambda: change(str(told(key)).strip()), help=help_text)


def yes(key: str, label: str, value: bool, change: Callable[[bool], None], *, help_text: str | None = None) -> None:
    """A switch."""
    st.toggle(label, key=holding(key, value), on_change=lambda: change(bool(told(key))), help=help_text)


def whole(key: str, label: str, value: int, change: Callable[[int], None], *, low: int, high: int) -> None:
    """A whole number."""
    st.number_input(
        label,
        min_value=low,
        max_value=high,
        step=1,
        key=holding(key, value),
        on_change=lambda: change(int(told(key))),
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
    st.multiselect(
        label,
        list(dict.fromkeys([*options, *value])),
        key=holding(key, list(value)),
        on_change=lambda: change([str(one) for one in told(key)]),
        help=help_text,
        accept_new_options=True,
    )
