"""Columns of text to files: delimited text, and workbooks as Excel writes them."""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.compute as pc

Columns = Mapping[str, pa.StringArray]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_OFFICE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_OFFICE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
    '<sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>',
}


class _Needed(csv.unix_dialect):
    quoting = csv.QUOTE_MINIMAL


def write_delimited(
    path: Path,
    columns: Columns,
    delimiter: str,
    above: Sequence[Sequence[str]] | None = None,
    *,
    quoting: Literal["needed", "all"] = "needed",
) -> Path:
    """Write the columns in UTF-8 below their names, or below the header rows ``above``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        dialect = csv.unix_dialect if quoting == "all" else _Needed
        writer = csv.writer(file, dialect, delimiter=delimiter)
        writer.writerows(above or [list(columns)])
        if columns:
            cells = [_quoted(column, "" if quoting == "all" else f'[{delimiter}"]') for column in columns.values()]
            file.write("\n".join(pc.binary_join_element_wise(*cells, delimiter).to_pylist()) + "\n")
    return path


def write_workbook(path: Path, columns: Columns) -> Path:
    """Write the columns as the only sheet: texts in the list that cells share, whole numbers as numbers."""
    shared: dict[str, int] = {}
    cells = [_cells(column, shared) for column in columns.values()]
    names = [_text(shared.setdefault(name, len(shared))) for name in columns]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for part, content in _PARTS.items():
            book.writestr(part, content)
        rows = [f"<row>{''.join(row)}</row>" for row in (names, *zip(*cells, strict=True))]
        book.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
        )
        texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{texts}</sst>')
    return path


def _quoted(column: pa.StringArray, needing: str) -> pa.StringArray:
    """The cells as they stand between delimiters; only those that match ``needing`` in quotes."""
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(column, '"', '""'), '"', "")
    return pc.if_else(pc.match_substring_regex(column, needing), quoted, column)


def _cells(column: pa.StringArray, shared: dict[str, int]) -> list[str]:
    """The cells of a column in XML, each distinct one put together once."""
    coded = column.dictionary_encode()
    shown = [_cell(text, shared) for text in coded.dictionary.to_pylist()]
    return [shown[place] for place in coded.indices.to_pylist()]


def _cell(text: str, shared: dict[str, int]) -> str:
    if not text:
        return "<c/>"
    return f"<c><v>{text}</v></c>" if text.isdecimal() else _text(shared.setdefault(text, len(shared)))


def _text(place: int) -> str:
    return f'<c t="s"><v>{place}</v></c>'
