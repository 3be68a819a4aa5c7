"""Native tables: a heading row, words to the left, numbers to the right, colour where it is told."""

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from core.document import Column, Table
from reports import look
from reports.powerpoint.charts import describe
from reports.powerpoint.colours import rgb
from reports.powerpoint.template import Rectangle

SIZE = 11
LINE = Pt(SIZE * 1.25)
PADDING = Pt(7)
# Width of a letter of this size.
LETTER = Pt(SIZE * 0.54)
LEAST_LETTERS, MOST_LETTERS = 6, 46


def pages(table: Table, place: Rectangle) -> Iterator[Table]:
    """The rows that fit in the rectangle, then the next ones."""
    columns = table.seen("page")
    widths = column_widths(columns, place.width)
    room = place.height - _height([column.heading for column in columns], widths)
    first, used = 0, 0
    for row in range(len(table)):
        height = _height([column.words[row] for column in columns], widths)
        if used + height > room and row > first:
            yield table.part(first, row - first)
            first, used = row, 0
        used += height
    yield table.part(first, len(table) - first)


def add_table(slide: Any, table: Table, place: Rectangle, alt: str) -> None:
    """Write the table in the rectangle."""
    columns = table.seen("page")
    widths = column_widths(columns, place.width)
    heights = [
        _height([column.heading for column in columns], widths),
        *(_height([column.words[row] for column in columns], widths) for row in range(len(table))),
    ]
    frame = slide.shapes.add_table(len(table) + 1, len(columns), place.left, place.top, place.width, Emu(sum(heights)))
    describe(frame, alt)
    made = frame.table
    made.first_row, made.horz_banding = True, False
    for number_of, width in enumerate(widths):
        made.columns[number_of].width = Emu(width)
    for number_of, height in enumerate(heights):
        made.rows[number_of].height = Emu(height)
    for place_of, column in enumerate(columns):
        _write(made.cell(0, place_of), column.heading, column, look.ACCENT)
        for row, word in enumerate(column.words):
            tone = look.TONES.get(column.tones[row], "") if column.tones else ""
            _write(made.cell(row + 1, place_of), word, column, tone or ("FFFFFF" if row % 2 else look.SHADE))


def column_widths(columns: Sequence[Column], width: int) -> list[int]:
    """Each column's part of the width: as wide as its longest word needs, and more for longer texts."""
    wanted = [_letters(column) for column in columns]
    return [int(width * one / sum(wanted)) for one in wanted]


def _letters(column: Column) -> int:
    longest_of_heading = max(len(word) for word in column.heading.split() or [""])
    longest = max((len(cell) for cell in column.words), default=0)
    # Headings are bold.
    return min(max(longest_of_heading + 2, longest, LEAST_LETTERS), MOST_LETTERS) + 3


def _height(cells: Sequence[str], widths: Sequence[int]) -> int:
    """How high a row is: the lines of its longest cell."""
    lines = [
        -(-len(cell) // max(int((width - 2 * PADDING) / LETTER), 1)) for cell, width in zip(cells, widths, strict=True)
    ]
    return int(max(lines, default=1) or 1) * LINE + PADDING


def _write(cell: Any, word: str, column: Column, colour: str) -> None:
    cell.text = word
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Emu(PADDING // 2)
    cell.margin_left = cell.margin_right = PADDING
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(colour)
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if column.is_number else PP_ALIGN.LEFT
        paragraph.font.size = Pt(SIZE)
        paragraph.font.bold = colour == look.ACCENT
        paragraph.font.color.rgb = rgb(look.text_on(colour))
