"""Tiltak in the order of time, ready to be drawn."""

from html import escape

import pandas as pd

from core.text import listing, number, text
from views.rows import Row, records, with_columns

SOON = 3


def arranged(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of `views.actions.table.listed` with ``kind`` (open, late or finished) and ``hover``."""
    rows = records(table)
    return with_columns(table, kind=[_kind(row) for row in rows], hover=[_hover(row) for row in rows])


def summary(table: pd.DataFrame, late: int) -> str:
    """Which come first, and how many are ``late``, also of those that are not drawn."""
    rows = records(table, "action", "ends", "kind", "due")
    coming = [row for row in rows if row["kind"] == "open" and row["ends"] is not None]
    parts = [text("actions.timeline.late_count", count=number(late))] if late else []
    if coming:
        named = [text("actions.timeline.one", title=row["action"], day=row["due"]) for row in coming[:SOON]]
        parts.append(text("actions.timeline.coming", what=listing(named)))
    return " ".join(parts) or text("actions.timeline.nothing")


def _kind(row: Row) -> str:
    if row["status_key"] in {"done", "closed", "dropped"}:
        return "finished"
    return "late" if row["late"] else "open"


def _hover(row: Row) -> str:
    lines = [f"<b>{escape(row['action'])}</b>", row["where"], row["owner"], row["status"]]
    return "<br>".join([lines[0], *(escape(line) for line in (*lines[1:], row["due"]) if line)])
