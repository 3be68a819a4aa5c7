"""Choices that stand in the address, and are remembered for other pages of the visit."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.text import number
from ui import filters

LONGEST = 60  # characters of the reader's own words


def select(name: str, label: str, options: Sequence[str], named: Callable[[str], str]) -> str:
    """One of the options, kept in the address; the first where none of them stands there."""
    memory = st.session_state.setdefault(filters.MEMORY, {})
    asked = st.query_params.get(name) or memory.get(name)
    standing = asked if asked in options else options[0]
    key = f"development_{name}"
    st.session_state[key] = standing
    st.selectbox(label, options, format_func=named, key=key, on_change=_keep, args=(name,), filter_mode="contains")
    _write(name, standing)
    memory[name] = standing
    return standing


def number_on(name: str, label: str, low: float, high: float, decimals: int) -> float | None:
    """A number on the scale, or none, kept in the address."""
    standing = _parsed(st.query_params.get(name, ""), low, high)
    if standing is None:
        _write(name, "")
    key = f"development_{name}_{decimals}"
    st.session_state[key] = standing
    step = 0.1 if decimals else 1.0
    st.number_input(label, low, high, step=step, format=f"%.{decimals}f", key=key, on_change=_keep, args=(name, key))
    return standing


def _parsed(written: str, low: float, high: float) -> float | None:
    try:
        value = float(written.replace(",", "."))
    except ValueError:
        return None
    return value if low <= value <= high else None


def own_words(name: str, label: str) -> str:
    """A few words of the reader's own, kept in the address."""
    standing = st.query_params.get(name, "")[:LONGEST]
    key = f"development_{name}"
    st.session_state[key] = standing
    st.text_input(label, key=key, max_chars=LONGEST, on_change=_keep, args=(name,))
    return standing


def _keep(name: str, key: str = "") -> None:
    """A reader has chosen: write it in the address."""
    value = st.session_state[key or f"development_{name}"]
    st.session_state.setdefault(filters.MEMORY, {})[name] = value
    _write(name, "" if value is None else number(value, 2).replace(",", ".") if isinstance(value, float) else value)


def _write(name: str, value: str) -> None:
    if not value:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
