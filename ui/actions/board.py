"""Tiltak on a board: a column a status."""

from datetime import date
from html import escape

from core.text import number, text
from register import action_search
from register.action_search import Wanted
from register.actions import STATUSES
from register.database import Register
from ui import data, markup
from ui.actions import address
from ui.actions.listing import more, tags
from ui.actions.rows import download
from views.actions import table
from views.rows import Row, records

A_COLUMN = 8


def columns(register: Register, wanted: Wanted) -> None:
    """A column for each status that is looked for, those that are due first at the top."""
    statuses = wanted.statuses or STATUSES
    with register.reading() as session:
        found = action_search.counts(session, wanted, date.today()).by_status
        first = [
            action
            for status in statuses
            if status in found
            for action in action_search.found(session, wanted.but(statuses=(status,)), most=A_COLUMN)
        ]
    cards = records(table.listed(data.release(), first, date.today()))
    inside = [
        _column(status, [row for row in cards if row["status_key"] == status], found.get(status, 0))
        for status in statuses
    ]
    markup.put(f'<div class="bi-board">{"".join(inside)}</div>')
    download(register, wanted)


def _column(status: str, shown: list[Row], found: int) -> str:
    title = markup.heading(3, escape(f"{text(f'actions.status.{status}')} ({number(found)})"), "bi-term")
    inside = f"<ul>{''.join(_card(row) for row in shown)}</ul>" if shown else ""
    rest = more(found, len(shown))
    told = f'<p class="bi-caption">{escape(rest)}</p>' if rest else ""
    return f'<section class="bi-column">{title}{inside}{told}</section>'


def _card(row: Row) -> str:
    lines = [row["where"], row["owner"], row["due"], row["effect"]]
    told = "".join(f"<p>{escape(str(line))}</p>" for line in lines if line)
    return f"<li>{address.link(row['action'], action=str(row['id']))}{told}{tags(row)}</li>"
