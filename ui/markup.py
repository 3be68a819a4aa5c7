"""Our own HTML on a page: everything from data is escaped before it comes here."""

from collections.abc import Iterable

import streamlit as st

MOST_IN_NARROW = 16  # letters of a cell that stand well in a column as narrow as its longest word


def put(html: str) -> None:
    """Show HTML."""
    st.html(_Ready(html))


def heading(level: int, words: str, style: str) -> str:
    """A heading inside other HTML."""
    return f'<h{level} class="{style}">{words}</h{level}>'


def room(words: Iterable[str]) -> str:
    """The class of a column of a table whose words need room; nothing for one of short words."""
    return "bi-long" if any(len(cell) > MOST_IN_NARROW for cell in words) else ""


class _Ready:
    """HTML as it is to be: of plain text Streamlit asks whether there is such a file, and how it is indented."""

    def __init__(self, html: str) -> None:
        self._html = html

    def _repr_html_(self) -> str:
        return self._html
