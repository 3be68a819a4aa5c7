"""The one table of a file that a tool wrote, among the sheets of a workbook."""

from collections.abc import Callable, Iterator, Sequence

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
    return (*table.findings, *left_out(table, read_tables(file)))


def left_out(table: TextTable, tables: Sequence[TextTable]) -> Iterator[Finding]:
    """The sheets that stay unread: those with the same columns are answers too, the rest is only told of."""
    others = [other for other in tables if other is not table]
    alike = [other for other in others if other.columns == table.columns and not other.hidden]
    if alike:
        rows = sum(len(other.cells) for other in alike)
        names = tuple(other.sheet or "" for other in alike)
        details: dict[str, object] = {"count": len(alike), "answers": rows}
        yield Finding("sheets_alike_left_out", "warning", table.file, table.sheet, values=names[:5], details=details)
    rest = tuple(other.sheet or "" for other in others if other not in alike)
    if rest:
        yield Finding("sheets_left_out", "info", table.file, table.sheet, values=rest[:5])


def are_questions(names: Sequence[str]) -> bool:
    """Whether at least half of the column names are more than one word, as questions are and codes are not."""
    return bool(names) and 2 * sum(" " in name.strip() or name.endswith("?") for name in names) >= len(names)
