"""From a figure to a tiltak: a link for each figure that is shown, with the figure's ids in the address."""

from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from core.selection import Selection
from core.text import text
from store.release import Release
from ui import data
from ui.language import PARAMETER
from views import words
from views.rows import records

PAGE = "actions"
NEW = "new"
IDS = ("measure", "place", "period", "role")


def links(table: pd.DataFrame, page: str) -> str:
    """«Følg opp» as HTML: the figures of a table that are shown, each a link; nothing for what is hidden.

    ``page`` is where the figures stand, so that the tiltak can lead back to them.
    """
    return data.cached(_links, data.Exactly(table), page, st.query_params.get(PARAMETER, ""))


def link(selection: Selection, measure: str, page: str) -> str:
    """«Følg opp» as HTML, of one measure."""
    ids = {"measure": measure, "place": selection.place, "period": selection.period, "role": selection.role}
    address = _address(ids, page, st.query_params.get(PARAMETER, ""))
    return (
        f'<p class="bi-caption"><a class="bi-link" href="{address}" target="_self">{escape(text("follow.up"))}</a></p>'
    )


def _links(_release: Release, of: data.Exactly, page: str, language: str) -> str:
    names = [name for name in ("label", "row", "dimension", "series", "mean", *IDS) if name in of.table]
    if not set(IDS) <= set(names):
        return ""
    rows = [row for row in records(of.table, *names) if not words.missing(row["mean"]) and row["place"]]
    items = "".join(
        f'<li><a class="bi-link" href="{_address(row, page, language)}" target="_self">{escape(_label(row))}</a></li>'
        for row in rows
    )
    if not items:
        return ""
    told = escape(text("follow.up_which"))
    return f'<details class="bi-twin"><summary>{told}</summary><ul class="bi-list bi-follow">{items}</ul></details>'


def _label(row: dict[str, object]) -> str:
    if "row" in row:
        what = words.dimension(str(row["dimension"])) if "dimension" in row else row["label"]
        return f"{row['row']} – {what}"
    return f"{row['label']} – {row['series']}" if "series" in row else str(row["label"])


def _address(row: dict[str, object], page: str, language: str) -> str:
    ids = {name: str(row[name]) for name in IDS}
    more = {PARAMETER: language} if language else {}
    return escape(f"{PAGE}?{urlencode({NEW: '1', **ids, 'from': page, **more})}")
