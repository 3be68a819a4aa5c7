"""Workbooks in the XML of Excel 2003 (SpreadsheetML): the sheets that older export functions still write.

The file is read element by element and nothing in it is followed: a document type, and with it every entity that could
fetch or multiply something, is refused.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat

from core.errors import InputError
from core.findings import Finding
from etl.reading import workbook
from etl.reading.text_table import TextTable

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
# The namespace stands in the root element, and the root element near the beginning.
HEAD = 4096
MARKS = b"\xef\xbb\xbf\xff\xfe"
# As many as Excel has; a cell placed beyond them would only serve to fill the memory.
MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14
# Blank cells between those that are written are filled in; more of them than this were made to fill the memory.
MOST_CELLS = 8_000_000
CELL_BYTES = 50
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")
_SHEET, _ROW, _CELL, _DATA, _COMMENT = (
    f"{NAMESPACE} {name}" for name in ("Worksheet", "Row", "Cell", "Data", "Comment")
)
_INDEX, _NAME, _TYPE, _ACROSS = (f"{NAMESPACE} {name}" for name in ("Index", "Name", "Type", "MergeAcross"))


class _DamagedError(Exception):
    """The XML is well formed, but no workbook that Excel could have written."""


class _DoctypeError(Exception):
    """The file declares a document type."""


def is_spreadsheet(content: bytes) -> bool:
    """Whether the bytes begin like a SpreadsheetML workbook, in UTF-8 or UTF-16."""
    head = content[:HEAD].lstrip(MARKS).replace(b"\0", b"").lstrip()
    return head.startswith(b"<") and NAMESPACE.encode() in head


def read(content: bytes, *, name: str, has_header: bool = True) -> list[TextTable]:
    """One table a sheet with rows; InputError where the XML is broken, a trap or without any table."""
    sheets = _Sheets()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = sheets.start
    parser.EndElementHandler = sheets.end
    parser.CharacterDataHandler = sheets.characters
    try:
        parser.Parse(content, True)
    except _DoctypeError as error:
        raise InputError([Finding("xml_doctype", file=name)]) from error
    except (expat.ExpatError, _DamagedError, LookupError, ValueError) as error:
        raise InputError([Finding("workbook_damaged", file=name)]) from error
    return workbook.tables_of({sheet: _even(rows, name) for sheet, rows in sheets.found.items()}, name, has_header)


@dataclass
class _Sheets:
    """Collects the cells of every sheet; ``found`` is sheet name -> row -> column -> cell, counted from 0."""

    found: dict[str, dict[int, dict[int, workbook.Cell]]] = field(default_factory=dict)
    _rows: dict[int, dict[int, workbook.Cell]] = field(default_factory=dict)
    _row: int = -1
    _column: int = -1
    _across: int = 0
    _type: str = ""
    _text: list[str] | None = None
    _in_comment: bool = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if element == _SHEET:
            self._begin_sheet(attributes.get(_NAME, f"{len(self.found) + 1}"))
        elif element == _ROW:
            self._row = _place(attributes, self._row + 1, MOST_ROWS)
            self._column, self._across = -1, 0
        elif element == _CELL:
            self._column = _place(attributes, self._column + 1 + self._across, MOST_COLUMNS)
            self._across = int(attributes.get(_ACROSS, 0))
        elif element == _COMMENT:
            self._in_comment = True
        elif element == _DATA and not self._in_comment:
            self._type, self._text = attributes.get(_TYPE, "String"), []

    def characters(self, text: str) -> None:
        """Text inside a cell; formatting inside it is passed over."""
        if self._text is not None:
            self._text.append(text)

    def end(self, element: str) -> None:
        """An element ends."""
        if element == _COMMENT:
            self._in_comment = False
        elif element == _DATA and self._text is not None:
            if min(self._row, self._column) < 0:
                raise _DamagedError
            self._rows.setdefault(self._row, {})[self._column] = _typed("".join(self._text), self._type)
            self._text = None

    def _begin_sheet(self, name: str) -> None:
        if name in self.found:
            raise _DamagedError
        self._rows = self.found[name] = {}
        self._row = -1


def _refuse_doctype(*_: object) -> None:
    raise _DoctypeError


def _place(attributes: dict[str, str], following: int, most: int) -> int:
    """The position of a row or cell, counted from 0: as the file says, else after the last one."""
    position = int(attributes[_INDEX]) - 1 if _INDEX in attributes else following
    if not max(following, 0) <= position < most:
        raise _DamagedError
    return position


def _typed(text: str, kind: str) -> workbook.Cell:
    if kind == "Number" and _NUMBER.fullmatch(text.strip()):
        return float(text)
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "DateTime":
        return datetime.fromisoformat(text.strip())
    return text


def _even(rows: dict[int, dict[int, workbook.Cell]], name: str) -> list[list[workbook.Cell]]:
    """Rows of equal length, the blank ones between too."""
    height = max(rows, default=-1) + 1
    width = max((max(row, default=-1) for row in rows.values()), default=-1) + 1
    if height * width > MOST_CELLS:
        megabytes = height * width * CELL_BYTES // 1_000_000
        raise InputError([Finding("workbook_too_large", file=name, details={"megabytes": megabytes})])
    return [[rows.get(row, {}).get(column, "") for column in range(width)] for row in range(height)]
