"""Tiltak from the register as rows to show, and as a file to take along."""

from datetime import date

import pandas as pd
import streamlit as st

from core.text import text
from register import action_search
from register.action_search import Wanted
from register.database import Register
from ui import data
from ui.made_later import as_here
from views.actions import table
from views.table import downloaded


def rows(register: Register, wanted: Wanted, *, first: int = 0, most: int | None = None) -> pd.DataFrame:
    """The tiltak that are looked for, those that are due first."""
    with register.reading() as session:
        found = action_search.found(session, wanted, first=first, most=most)
    return table.listed(data.release(), found, date.today())


def download(register: Register, wanted: Wanted) -> None:
    """A button that gives everything that was found as a file, not only what is on the screen."""
    st.download_button(
        text("show.download"),
        data=as_here(lambda: downloaded(rows(register, wanted), table.TAKEN_ALONG)),
        file_name="tiltak.csv",
        mime="text/csv",
        key="download_tiltak",
        on_click="ignore",
        type="tertiary",
    )
