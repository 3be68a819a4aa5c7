"""Table whose columns a codebook names

One file with one table whose header fits an edition: delimited text or a workbook, from any tool.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.codebook import Codebooks
from core.findings import Finding
from etl import editions
from etl.adapters import surveyxact
from etl.export import Export, labels_of, of_table
from etl.reading import SourceFile, TextTable, read_tables


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the header of the only file has what some edition needs."""
    if len(files) != 1 or surveyxact.recognises(files, codebooks):
        return False
    table = _largest(read_tables(files[0]))
    return editions.fits([str(code) for code in table.cells.columns], labels_of(table), codebooks)


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
