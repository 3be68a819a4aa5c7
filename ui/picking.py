"""One of many options in a list that opens; what is chosen stands in the address."""

from collections.abc import Callable, Sequence

import streamlit as st

from ui import filters


def one_of(name: str, options: Sequence[str], label: str, named: Callable[[str], str]) -> str:
    """The option that is chosen, kept under ``name``; the first where none of them is."""
    memory = st.session_state.setdefault(filters.MEMORY, {})
    asked = st.query_params.get(name) or memory.get(name)
    chosen = asked if asked in options else options[0]
    key = f"picked_{name}"
    st.session_state[key] = chosen
    st.selectbox(label, options, format_func=named, key=key, on_change=_keep, args=(name,), filter_mode="contains")
    memory[name] = chosen
    if st.query_params.get(name) != chosen:
        st.query_params[name] = chosen
    return chosen


def _keep(name: str) -> None:
    """A reader has chosen: the address says it from now on."""
    st.query_params[name] = st.session_state[f"picked_{name}"]
