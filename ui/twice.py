"""A button pressed twice in a hurry asks for one thing."""

from time import monotonic
from typing import Any

import streamlit as st

HURRY = 1.0  # seconds
MEMORY = "done_last"
SAID = "said_last"


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


def say(name: str, outcome: object) -> None:
    """What the reader is to be told, words or more, of what ``name`` did: the newest alone, since it was done last."""
    st.session_state[SAID] = name, outcome, monotonic(), False


def said(name: str) -> Any:
    """What is said of it: once, and again to the second of two presses, which would have taken it away unread."""
    about, outcome, when, is_read = st.session_state.get(SAID, (None, None, 0.0, True))
    if about != name or (is_read and not is_hurried(when)):
        return None
    st.session_state[SAID] = name, outcome, when, True
    return outcome
