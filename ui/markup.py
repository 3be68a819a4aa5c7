"""Our own HTML on a page: everything from data is escaped before it comes here."""

import streamlit as st


def put(html: str) -> None:
    """Show HTML."""
    st.html(_Ready(html))


def heading(level: int, words: str, style: str) -> str:
    """A heading inside other HTML."""
    return f'<h{level} class="{style}">{words}</h{level}>'


class _Ready:
    """HTML as it is to be: of plain text Streamlit asks whether there is such a file, and how it is indented."""

    def __init__(self, html: str) -> None:
        self._html = html

    def _repr_html_(self) -> str:
        return self._html
