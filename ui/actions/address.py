"""What the address asks the page on tiltak for: the overview, a new tiltak about a figure, one tiltak, one meeting."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from core.text import text
from ui import markup, menu
from ui.follow import IDS, NEW, PAGE
from ui.language import PARAMETER
from views.actions.finding import Figure

ACTION, MEETING = "action", "meeting"
USUAL_PAGE = "development"


def asked() -> str:
    """``new``, ``action`` or ``meeting``; nothing where the overview is asked for."""
    return next((name for name in (NEW, ACTION, MEETING) if st.query_params.get(name)), "")


def number(name: str) -> int | None:
    """The id that the address names; nothing where it is no number."""
    written = st.query_params.get(name, "")
    # A number that no database holds is no row either.
    return int(written) if written.isdecimal() and len(written) < 10 else None


def figure() -> Figure | None:
    """The figure that a new tiltak is about; nothing where the address names none in full."""
    ids = {name: st.query_params.get(name, "") for name in IDS}
    return Figure(**ids) if all(ids.values()) else None


def figure_link(of: Figure) -> str:
    """The address of the page that shows the figure: the one it was followed up from."""
    asked_from = st.query_params.get("from", "")
    page = asked_from if asked_from in {entry.name for entry in menu.entries()} else USUAL_PAGE
    return of.link(page)


def go(**query: str) -> None:
    """Open another view of the page, in the same language."""
    kept = st.query_params.get(PARAMETER)
    st.query_params.from_dict(query | ({PARAMETER: kept} if kept else {}))


def link(label: str, **query: str) -> str:
    """A link to another view of the page; it keeps the language, and nothing else of the address."""
    kept = st.query_params.get(PARAMETER)
    address = escape(f"{PAGE}?{urlencode(query | ({PARAMETER: kept} if kept else {}))}")
    return f'<a class="bi-link" href="{address}" target="_self">{escape(label)}</a>'


def back(**query: str) -> None:
    """The way back to the overview."""
    markup.put(f"<p>{link('← ' + text('actions.back'), **query)}</p>")
