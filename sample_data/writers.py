"""One function a file format: rows of text to the bytes that a survey tool would have written."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

Row = Sequence[object]
Sheets = dict[str, list[Row]]
# A workbook says when it was made; a fixed moment keeps the bytes the same.
MADE = datetime(2025, 11, 3, 9, 0, 0)


def excel_csv(rows: Iterable[Row]) -> bytes:
    """As Norwegian Excel writes it: semicolons, cp1252, CRLF."""
    return _text(rows, ";", "\r\n").encode("cp1252")


def excel_utf8(rows: Iterable[Row]) -> bytes:
    """As newer Excel writes it: semicolons, UTF-8 with a byte order mark, CRLF."""
    return _text(rows, ";", "\r\n").encode("utf-8-sig")


def comma_csv(rows: Iterable[Row]) -> bytes:
    """Commas and UTF-8."""
    return _text(rows, ",", "\n").encode()


def semicolon_csv(rows: Iterable[Row]) -> bytes:
    """Semicolons and UTF-8."""
    return _text(rows, ";", "\n").encode()


def quoted_csv(rows: Iterable[Row]) -> bytes:
    """Semicolons, UTF-8 and every cell in quotes."""
    return _text(rows, ";", "\n", quoting=csv.QUOTE_ALL).encode()


def surveyxact_semicolon(rows: Iterable[Row]) -> bytes:
    """SurveyXact's "EU" variant: semicolons and cp1252."""
    return _text(rows, ";", "\n").encode("cp1252")


def surveyxact_tab(rows: Iterable[Row]) -> bytes:
    """SurveyXact's native variant: tabs and UTF-16 with a byte order mark."""
    return b"\xff\xfe" + _text(rows, "\t", "\r\n").encode("utf-16-le")


def workbook(sheets: Sheets) -> bytes:
    """A workbook with one sheet a table; whole numbers as numbers, all else as text."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": MADE})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for position, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write(sheet, position, column, str(cell))
    book.close()
    return target.getvalue()


def decimal_comma(number: float, digits: int) -> str:
    """A number as it is written in Norwegian: ``4,80``."""
    return f"{number:.{digits}f}".replace(".", ",")


def _write(sheet: "xlsxwriter.worksheet.Worksheet", row: int, column: int, cell: str) -> None:
    if cell.isdecimal() and str(int(cell)) == cell:
        sheet.write_number(row, column, int(cell))
    elif cell:
        sheet.write_string(row, column, cell)


def _text(rows: Iterable[Row], delimiter: str, end: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return target.getvalue()
