"""The formats of a workbook's cells, each made once."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from core.document import Column
from reports import look

FONT = {"font_name": "Calibri", "font_size": 11, "font_color": f"#{look.INK}", "valign": "top"}
MINUS = "\N{MINUS SIGN}"


class Formats:
    """Headings, words, and numbers by kind, decimals and colour."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.title = self._format(font_size=20, bold=True)
        self.heading = self._format(font_size=13, bold=True)
        self.words = self._format()
        self.wrapped = self._format(text_wrap=True)
        self.muted = self._format(font_color=f"#{look.MUTED}")
        self.link = self._format(font_color=f"#{look.ACCENT}", underline=1)

    def head(self, column: Column) -> Format:
        """The heading of a column, above its cells."""
        side = "right" if column.is_number else "left"
        return self._format(bold=True, font_color="#FFFFFF", bg_color=f"#{look.ACCENT}", text_wrap=True, align=side)

    def cell(self, column: Column, tone: str = "") -> Format:
        """A number of a column."""
        colour = {"bg_color": f"#{look.TONES[tone]}"} if tone else {}
        return self._format(num_format=_pattern(column), align="right", **colour)

    def in_place_of(self, column: Column) -> Format:
        """Words, to the right where numbers stand above and below."""
        if column.is_number:
            return self._format(align="right", font_color=f"#{look.MUTED}")
        return self.wrapped

    def _format(self, **properties: Any) -> Format:
        whole = FONT | properties
        return self._made.setdefault(tuple(sorted(whole.items())), self._book.add_format(whole))


def _pattern(column: Column) -> str:
    """As Excel writes formats; it shows them with the reader's own signs for decimals and thousands."""
    if column.kind == "share":
        return "0%"
    plain = "#,##0" if column.decimals == 0 else f"#,##0.{'0' * column.decimals}"
    return f"+{plain};{MINUS}{plain};0" if column.kind == "signed" else plain
