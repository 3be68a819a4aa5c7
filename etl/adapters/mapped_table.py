"""Table from any tool

One file with one table: delimited text or a workbook. It is taken where no adapter knows the tool that wrote it; which
column is what, a codebook tells.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.codebook import Codebooks
from etl.export import Export, of_table
from etl.forms.sheets import left_out
from etl.reading import SourceFile, TextTable, read_tables


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only file holds a table."""
    del codebooks
    return len(files) == 1 and bool(read_tables(files[0]))


def read(files: Sequence[SourceFile]) -> Export:
    """The table as it stands; of a workbook the sheet with the most cells, where one like it is not hidden."""
    tables = read_tables(files[0])
    table = _chosen(tables)
    export = of_table(table, "mapped_table")
    return replace(export, findings=(*export.findings, *left_out(table, tables)))


def _chosen(tables: Sequence[TextTable]) -> TextTable:
    largest = _largest(tables)
    shown = [table for table in tables if table.columns == largest.columns and not table.hidden]
    return _largest(shown or [largest])


def _largest(tables: Sequence[TextTable]) -> TextTable:
    return max(tables, key=lambda table: table.cells.size)
