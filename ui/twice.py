"""A button pressed twice in a hurry asks for one thing."""

from time import monotonic

import streamlit as st

HURRY = 1.0  # seconds
MEMORY = "done_last"


def is_done(name: str, asked: object) -> bool:
    """Whether the button ``name`` did this a moment ago, so that the press is the second of two."""
    done, when = st.session_state.get(MEMORY, {}).get(name, (None, 0.0))
    return bool(done == asked) and is_hurried(when)


def remember(name: str, asked: object) -> None:
    """That the button has done it."""
    st.session_state.setdefault(MEMORY, {})[name] = asked, monotonic()


def is_hurried(since: float) -> bool:
    """Whether so little time has passed that it is the same press: of a hand that clicks twice."""
    return monotonic() - since < HURRY
