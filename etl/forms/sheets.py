"""The one table of a file that a tool wrote, among the sheets of a workbook."""

from collections.abc import Callable, Sequence

from core.errors import InputError
from core.findings import Finding
from etl.reading import SourceFile, TextTable, read_tables


def known_table(files: Sequence[SourceFile], knows: Callable[[TextTable], bool]) -> TextTable | None:
    """The first table of the only file that the tool wrote; nothing where there is none."""
    if len(files) != 1:
        return None
    return next((table for table in read_tables(files[0]) if knows(table)), None)


def only_table(files: Sequence[SourceFile], knows: Callable[[TextTable], bool]) -> TextTable:
    """The same table, for an adapter that has recognised the file; an InputError where it is not there."""
    table = known_table(files, knows)
    if table is None:
        raise InputError([Finding("adapter_none", file=", ".join(file.name for file in files))])
    return table


def findings_of(table: TextTable, file: SourceFile) -> tuple[Finding, ...]:
    """What was noticed on reading, and the sheets that stay unread."""
    others = tuple(other.sheet or "" for other in read_tables(file) if other is not table)
    note = (Finding("sheets_left_out", "info", table.file, table.sheet, values=others[:5]),) if others else ()
    return (*table.findings, *note)


def are_questions(names: Sequence[str]) -> bool:
    """Whether at least half of the column names are more than one word, as questions are and codes are not."""
    return bool(names) and 2 * sum(" " in name.strip() or name.endswith("?") for name in names) >= len(names)
