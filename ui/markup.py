"""Our own HTML on a page: everything from data is escaped before it comes here."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

MOST_IN_NARROW = 16  # letters of a cell that stand well in a column as narrow as its longest word
_gathered: ContextVar[list[str] | None] = ContextVar("gathered", default=None)


def put(html: str) -> None:
    """Show HTML."""
    gathered = _gathered.get()
    if gathered is None:
        st.html(_Ready(html))
    else:
        gathered.append(html)


@contextmanager
def together() -> Iterator[None]:
    """Show what is put inside as one element of the page, below each other; nothing else may be shown inside.

    Each element of its own costs the server and the browser as much as a table.
    """
    parts: list[str] = []
    token = _gathered.set(parts)
    try:
        yield
    finally:
        _gathered.reset(token)
    if parts:
        put(f'<div class="bi-together">{"".join(parts)}</div>')


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
