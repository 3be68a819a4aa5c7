"""A received file to tables of text, whatever its encoding, dialect or workbook format."""

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from core.errors import InputError
from core.findings import Finding
from etl.reading import delimited, spreadsheetml, workbook
from etl.reading.decoding import decoded
from etl.reading.text_table import SourceFile, TextTable

__all__ = ["SourceFile", "TextTable", "let_go", "read_tables"]

# Twenty times the largest export we know of; a file beyond this is a mistake, and would fill the memory.
MAX_BYTES = 100_000_000

# Recognition asks each adapter, and each looks into the file: it is read, or refused, once for as long as it is in use.
_tables: WeakKeyDictionary[SourceFile, dict[bool, list[TextTable] | InputError]] = WeakKeyDictionary()


def read_tables(file: SourceFile, *, has_header: bool = True) -> list[TextTable]:
    """The tables of a file, one a sheet; InputError says why there is none. Do not change the frames in place."""
    known = _tables.setdefault(file, {})
    if has_header not in known:
        known[has_header] = _read_or_refused(file, has_header=has_header)
    found = known[has_header]
    if isinstance(found, InputError):
        raise InputError(found.findings)
    return found


def let_go(files: Iterable[SourceFile]) -> None:
    """Forget the tables of files that have been opened: an export has what it needs of them."""
    for file in files:
        _tables.pop(file, None)


def _read_or_refused(file: SourceFile, *, has_header: bool) -> list[TextTable] | InputError:
    try:
        return _read(file, has_header=has_header)
    except InputError as error:
        return error


def _read(file: SourceFile, *, has_header: bool) -> list[TextTable]:
    if len(file.content) > MAX_BYTES:
        raise InputError([Finding("file_too_large", file=file.name, details={"megabytes": MAX_BYTES // 1_000_000})])
    if workbook.is_workbook(file.content):
        return workbook.read(file.content, name=file.name, has_header=has_header)
    if spreadsheetml.is_spreadsheet(file.content):
        return spreadsheetml.read(file.content, name=file.name, has_header=has_header)
    return [delimited.read(decoded(file.content, file.name), name=file.name, has_header=has_header)]
