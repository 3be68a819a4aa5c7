"""The report as it will stand, to look over before it is made: messages, and the tables behind them."""

from html import escape

from core.document import Column, Document, Figure, Table
from core.text import text
from ui import markup


def preview(document: Document) -> str:
    """Chapters with their messages; each figure opens to its table and what stands around it. HTML."""
    return "".join(
        f'<h3 class="bi-term">{escape(chapter.title)}</h3>{"".join(_figure(figure) for figure in chapter.figures)}'
        for chapter in document.chapters
    )


def _figure(figure: Figure) -> str:
    told = "".join(f'<p class="bi-text">{escape(line)}</p>' for line in figure.told)
    small = " ".join(part for part in (figure.base, figure.source) if part)
    notes = "".join(f'<p class="bi-caption">{escape(line)}</p>' for line in (*figure.footnotes_without_colours, small))
    table = _table(figure.table, figure.message) if figure.table is not None and len(figure.table) else ""
    return f'<details class="bi-twin"><summary>{escape(figure.message)}</summary>{told}{table}{notes}</details>'


def _table(table: Table, title: str) -> str:
    columns = table.seen("page")
    head = "".join(f'<th scope="col" class="{_kind(one)}">{escape(one.heading)}</th>' for one in columns)
    body = "".join(_row(columns, row) for row in range(len(table)))
    return (
        f'<div class="bi-scroll" role="region" tabindex="0" aria-label="{escape(title)}"><table class="bi-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(columns: tuple[Column, ...], row: int) -> str:
    first, *rest = columns
    cells = "".join(f'<td class="{_kind(one)}">{escape(one.words[row])}</td>' for one in rest)
    name = escape(first.words[row]) or escape(text("report.blank"))
    return f'<tr><th scope="row" class="{_kind(first)}">{name}</th>{cells}</tr>'


def _kind(column: Column) -> str:
    return "bi-number" if column.is_number else f"bi-words {markup.room(column.words)}".rstrip()
