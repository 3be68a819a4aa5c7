"""Workbooks (.xlsx, .xls, .ods) to one table a sheet, each cell as a person sees it."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine as calamine

from core.errors import InputError
from core.findings import Finding
from etl.reading import delimited, dialect, frames, headers
from etl.reading.text_table import TextTable

ZIP_MARK = b"PK\x03\x04"
EMPTY_ZIP_MARK = b"PK\x05\x06"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
# A survey of 100 000 answers and 100 questions unpacks to some 300 MB; more would exhaust a small server.
MAX_UNPACKED = 400_000_000
# Real workbooks shrink 5 to 20 times; what shrinks much more was made to fill the memory.
MAX_RATIO = 200
# Below this size no ratio does harm: a sheet of equal cells may shrink more.
HARMLESS = 20_000_000
MAX_ENTRIES = 10_000
# Digits a spreadsheet shows of a number; the rest is noise of binary fractions.
DIGITS = 15

Cell = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin like a workbook; a damaged or locked one does too."""
    return content.startswith((ZIP_MARK, EMPTY_ZIP_MARK, OLE_MARK))


def read(content: bytes, *, name: str, has_header: bool = True) -> list[TextTable]:
    """One table a sheet with rows; InputError where the file is no workbook, a trap or without any table."""
    if not content.startswith(OLE_MARK):
        _refuse_traps(content, name)
    sheets, hidden = _sheets(content, name)
    tables = tables_of(sheets, name, has_header)
    return [replace(table, hidden=True) if table.sheet in hidden else table for table in tables]


def tables_of(sheets: Mapping[str, Sequence[Sequence[Cell]]], name: str, has_header: bool = True) -> list[TextTable]:
    """One table a sheet with rows, from rows of equal length by sheet name; InputError where there is none."""
    tables = [table for sheet, rows in sheets.items() if (table := _table(rows, name, sheet, has_header))]
    if not tables:
        raise InputError([Finding("no_rows" if any(sheets.values()) else "empty_file", file=name)])
    return tables


def _sheets(content: bytes, name: str) -> tuple[dict[str, list[list[Cell]]], set[str]]:
    """The cells of every worksheet by its name, and the names of those that are not shown."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        told = [sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
        hidden = {sheet.name for sheet in told if sheet.visible != calamine.SheetVisibleEnum.Visible}
        return {sheet.name: _cells(book.get_sheet_by_name(sheet.name)) for sheet in told}, hidden
    except calamine.PasswordError as error:
        raise InputError([Finding("workbook_locked", file=name)]) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise InputError([Finding("workbook_damaged", file=name)]) from error
    except BaseException as error:
        # The reader panics on some damaged .xls files, and a panic is no Exception and cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise InputError([Finding("workbook_damaged", file=name)]) from error


def _cells(sheet: calamine.CalamineSheet) -> list[list[Cell]]:
    """The cells of a sheet; what is merged down a column under its top row holds for every row of it."""
    rows = sheet.to_python(skip_empty_area=False)
    for (first, column), (last, last_column) in sheet.merged_cell_ranges or []:
        if first > 0 and column == last_column:
            for row in rows[first + 1 : last + 1]:
                row[column] = rows[first][column]
    return rows


def _refuse_traps(content: bytes, name: str) -> None:
    """Look at the list of contents before anything is unpacked."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise InputError([Finding("workbook_damaged", file=name)]) from error
    if not any(entry.filename in PARTS for entry in entries):
        raise InputError([Finding("not_a_table", file=name, details={"kind": "zip"})])
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / max(len(content), 1)
    if unpacked > MAX_UNPACKED or len(entries) > MAX_ENTRIES or (unpacked > HARMLESS and ratio > MAX_RATIO):
        raise InputError([Finding("workbook_too_large", file=name, details={"megabytes": unpacked // 1_000_000})])


def _table(rows: Sequence[Sequence[object]], name: str, sheet: str, has_header: bool) -> TextTable | None:
    """The table of a sheet; nothing where it is empty or has only a header."""
    top = [[_shown(cell) for cell in row] for row in rows[: dialect.HEAD_RECORDS]]
    if not any(any(row) for row in top):
        return None
    header = headers.found(top) if has_header else headers.without(top)
    if header is None:
        return None
    body = rows[header.end :]
    table = frames.of_columns(map(_texts, zip(*body, strict=True)) if body else [], header.codes)
    if not frames.has_content(table):
        return None
    blank = frames.blank_rows(table)
    numbers = np.flatnonzero(~blank) + header.end + 1
    used = frames.columns_in_use(table, header)
    cells = frames.frame(frames.without(table.select(used), blank), numbers)
    header = header.only(used)
    findings = tuple(delimited.noticed(header, name, sheet))
    return TextTable(
        name, sheet, header.columns, header.labels, cells, None, None, header.rows, findings, dialect.first_of(top)
    )


def _texts(column: Sequence[object]) -> pa.Array:
    """The cells of a column as text; each different one is put into words once."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return pc.replace_substring_regex(pa.array(column, frames.TEXT), "\r\n?", "\n")
    if bool in kinds and len(kinds) > 1:
        # A truth is equal to a number, and yet written otherwise.
        return frames.texts([_shown(cell) for cell in column])
    known = {cell: _shown(cell) for cell in set(column)}
    return frames.texts([known[cell] for cell in column])


def _shown(cell: object) -> str:
    show = SHOWN.get(type(cell))
    return show(cell) if show else str(cell)


def _text(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


def _number(cell: float) -> str:
    return str(int(cell)) if cell.is_integer() else f"{cell:.{DIGITS}g}"


def _truth(cell: bool) -> str:
    return "TRUE" if cell else "FALSE"


def _moment(cell: datetime) -> str:
    at_midnight = cell.time() == time()
    return cell.date().isoformat() if at_midnight else cell.replace(microsecond=0).isoformat(sep=" ")


def _day(cell: date | time) -> str:
    return cell.isoformat()


SHOWN: dict[type, Callable[..., str]] = {
    str: _text,
    float: _number,
    int: str,
    bool: _truth,
    datetime: _moment,
    date: _day,
    time: _day,
    timedelta: str,
}
