"""What buttons do to a row of the register: change it, undo, withdraw; and what came of it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.errors import AppError
from core.messages import error_text
from ui import registered, registered_form, twice

Act = Callable[..., None]


def done(name: str, act: Act, row_id: int, seen: int, *more: Any) -> bool:
    """Carry out ``act(session, row_id, seen, *more, by)``, and fill the form ``name`` in anew with what stands then."""
    if twice.is_done(name, (act, row_id, seen)):
        return True
    try:
        with registered.register().session() as session:
            act(session, row_id, seen, *more, registered.by())
    except AppError as error:
        twice.say(name, registered_form.Outcome(told=error_text(error)))
        return False
    twice.remember(name, (act, row_id, seen))
    forget(name)
    return True


def forget(name: str) -> None:
    """Close a form, with the fields beside it."""
    registered_form.forget(name)
    for key in [key for key in st.session_state if str(key).startswith(f"{name}_")]:
        del st.session_state[key]
