"""Tiltak as a list, a page at a time."""

from html import escape

from core.text import number, text
from register import action_search
from register.action_search import Wanted
from register.database import Register
from ui import markup
from ui.actions import address, paging
from ui.actions.rows import download, rows
from views.actions.table import LIST
from views.rows import Row, records
from views.table import heading


def listed(register: Register, wanted: Wanted) -> None:
    """The list, and everything that was found as a file."""
    with register.reading() as session:
        found = action_search.number_of(session, wanted)
    part = paging.part("actions", found, wanted)
    table = rows(register, wanted, first=part.first, most=paging.A_PAGE)
    markup.put(_table(records(table)))
    part.choose()
    download(register, wanted)


def _table(found: list[Row]) -> str:
    kinds = [f"bi-words {markup.room(str(row[name]) for row in found)}".rstrip() for name in LIST]
    heads = "".join(
        f'<th scope="col" class="{kind}">{escape(heading(name))}</th>' for name, kind in zip(LIST, kinds, strict=True)
    )
    body = "".join(_row(row) for row in found)
    region = escape(text("actions.view.list"))
    return (
        f'<div class="bi-scroll" role="region" tabindex="0" aria-label="{region}"><table class="bi-table bi-actions">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Row) -> str:
    cells = "".join(f"<td>{_cell(row, name)}</td>" for name in LIST[1:])
    return f'<tr><th scope="row">{address.link(row["action"], action=str(row["id"]))}</th>{cells}</tr>'


def _cell(row: Row, name: str) -> str:
    told = escape(str(row[name]))
    return told + tags(row) if name == "due" else told


def tags(row: Row) -> str:
    """What is to be done with it: it is late, or a newer figure waits to be judged."""
    found = [name for name in ("late", "waiting") if row[name]]
    return "".join(f' <span class="bi-tag bi-{name}">{escape(text(f"actions.{name}"))}</span>' for name in found)


def more(found: int, shown: int) -> str:
    """That there is more than what is shown; nothing where there is not."""
    return text("actions.more", count=number(found - shown)) if found > shown else ""
