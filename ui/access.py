"""Who the reader is and which pages they may open. Until there is sign-in, there is one open reader with every role."""

from dataclasses import dataclass

import streamlit as st

from core.text import text
from ui.menu import readers_of

EVERY_ROLE = frozenset({"leader", "adviser", "analyst", "administrator"})


@dataclass(frozen=True)
class Reader:
    """Somebody who has been let in."""

    name: str
    roles: frozenset[str]


def reader() -> Reader | None:
    """The present reader; nobody where somebody has not been let in."""
    return Reader(name="", roles=EVERY_ROLE)


def allowed(page: str, who: Reader | None) -> bool:
    """Whether the reader may open the page."""
    if who is None:
        return False
    wanted = readers_of(page)
    return not wanted or bool(wanted & who.roles)


def require(page: str) -> None:
    """Let the reader in, or stop the page before anything of it is shown."""
    if not allowed(page, reader()):
        refuse()


def refuse() -> None:
    """Say no, and show nothing else."""
    st.error(text("access.refused"))
    st.stop()
