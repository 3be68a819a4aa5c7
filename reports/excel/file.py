"""The whole workbook: numbers as numbers with their format, what is hidden as text, nothing that runs as a formula."""

import io
import re
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from core.document import Chapter, Column, Document, Figure, Table
from core.spreadsheet import harmless
from core.text import has, text
from reports.excel.formats import Formats

LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
# Widths in letters.
NARROW, WIDE, WIDEST = 9, 44, 60
TEXT_WIDTH = 110


def excel(document: Document) -> bytes:
    """A cover with links, a sheet for each figure that has a table, and the notes."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties(
            {"title": document.title, "subject": document.subtitle, "author": "Brukerinnsikt",
             "created": datetime.now(UTC).replace(tzinfo=None)}
        )  # fmt: skip
        formats = Formats(book)
        cover = book.add_worksheet(_name(text("report.cover"), set()))
        taken = {cover.get_name().casefold()}
        sheets: list[tuple[str, Chapter, Figure]] = []
        for chapter, figure in document.figures():
            if figure.table is not None and len(figure.table):
                sheet = book.add_worksheet(_name(f"{len(sheets) + 1} {chapter.title} {_kind(figure)}", taken))
                taken.add(sheet.get_name().casefold())
                _write_figure(sheet, chapter, figure, figure.table, formats)
                sheets.append((sheet.get_name(), chapter, figure))
        _write_cover(cover, document, sheets, formats)
        _write_notes(book.add_worksheet(_name(text("report.notes"), taken)), document, formats)
    return held.getvalue()


def _kind(figure: Figure) -> str:
    """A short name of what the figure is, where it has one."""
    return text(f"report.sheet.{figure.key}") if has(f"report.sheet.{figure.key}") else ""


def _name(wanted: str, taken: set[str]) -> str:
    """A name that a sheet may have, and no other has."""
    base = FORBIDDEN.sub(" ", wanted)[:LONGEST_NAME].strip()
    name, number_of = base, 2
    while name.casefold() in taken:
        end = f" {number_of}"
        name, number_of = f"{base[: LONGEST_NAME - len(end)]}{end}", number_of + 1
    return name


def _write_cover(
    sheet: Worksheet, document: Document, sheets: list[tuple[str, Chapter, Figure]], formats: Formats
) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, TEXT_WIDTH)
    sheet.write_string(0, 0, harmless(document.title), formats.title)
    sheet.write_string(1, 0, harmless(document.subtitle), formats.heading)
    row = 3
    for term, meaning in document.facts:
        sheet.write_string(row, 0, harmless(term), formats.muted)
        sheet.write_string(row, 1, harmless(meaning), formats.words)
        row += 1
    for caution in document.cautions:
        sheet.write_string(row, 0, harmless(caution), formats.words)
        row += 1
    row += 1
    sheet.write_string(row, 0, text("report.contents"), formats.heading)
    for name, _, figure in sheets:
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", formats.link, string=harmless(name))
        sheet.write_string(row, 1, harmless(figure.message), formats.words)


def _write_figure(sheet: Worksheet, chapter: Chapter, figure: Figure, table: Table, formats: Formats) -> None:
    """The message, then the table with its heading in view, then base, source and footnotes."""
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, harmless(figure.message), formats.heading)
    sheet.write_string(1, 0, harmless(chapter.title), formats.muted)
    columns, first = table.seen("sheet"), 3
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _width(column))
        sheet.write_string(first, place, harmless(column.heading), formats.head(column))
        for row in range(len(table)):
            _write_cell(sheet, first + 1 + row, place, column, row, formats)
    sheet.freeze_panes(first + 1, 1)
    sheet.autofilter(first, 0, first + len(table), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)
    row = first + len(table) + 2
    for line in (*figure.told, *figure.footnotes, " ".join(part for part in (figure.base, figure.source) if part)):
        sheet.write_string(row, 0, harmless(line), formats.muted)
        row += 1


def _write_cell(sheet: Worksheet, row: int, place: int, column: Column, of: int, formats: Formats) -> None:
    value = column.values[of]
    tone = column.tones[of] if column.tones else ""
    if isinstance(value, float):
        sheet.write_number(row, place, value, formats.cell(column, tone))
    else:
        # Where there is no number: why, or the sign for none.
        told = value if value is not None else column.words[of]
        sheet.write_string(row, place, harmless(told), formats.in_place_of(column))


def _write_notes(sheet: Worksheet, document: Document, formats: Formats) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, TEXT_WIDTH)
    row = 0
    for title, body in document.notes:
        sheet.write_string(row, 0, harmless(title), formats.heading)
        for paragraph in body.split("\n\n"):
            row += 1
            sheet.write_string(row, 0, harmless(paragraph), formats.wrapped)
        row += 2
    methods = dict.fromkeys(line for _, figure in document.figures() for line in figure.method)
    for line in methods:
        sheet.write_string(row, 0, harmless(line), formats.wrapped)
        row += 1


def _width(column: Column) -> float:
    longest = max((len(word) for word in column.words), default=0)
    if column.is_number:
        return max(NARROW, min(max(longest, len(column.heading) * 0.7), WIDE) + 3)
    return min(max(longest, len(column.heading), NARROW) + 3, WIDEST)
