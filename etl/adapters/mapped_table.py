"""Table from any tool

One file with one table: delimited text or a workbook. It is taken where no adapter knows the tool that wrote it; which
column is what, a codebook tells.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.codebook import Codebooks
from core.findings import Finding
from etl.export import Export, of_table
from etl.reading import SourceFile, TextTable, read_tables


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only file holds a table."""
    del codebooks
    return len(files) == 1 and bool(read_tables(files[0]))


def read(files: Sequence[SourceFile]) -> Export:
    """The table as it stands; of a workbook the sheet with the most cells."""
    tables = read_tables(files[0])
    table = _largest(tables)
    export = of_table(table, "mapped_table")
    others = tuple(other.sheet or "" for other in tables if other is not table)
    if not others:
        return export
    note = Finding("sheets_left_out", "info", table.file, table.sheet, values=others[:5])
    return replace(export, findings=(*export.findings, note))


def _largest(tables: Sequence[TextTable]) -> TextTable:
    return max(tables, key=lambda table: table.cells.size)
