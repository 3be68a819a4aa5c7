"""Our own HTML on a page: everything from data is escaped before it comes here."""

import streamlit as st


def put(html: str) -> None:
    """Show HTML."""
    st.html(html)


def heading(level: int, words: str, style: str) -> str:
    """A heading inside other HTML."""
    return f'<h{level} class="{style}">{words}</h{level}>'
