"""Delimited text to a table: every record is read, or named in a finding, or the file is refused."""

import csv
import re
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pacsv

from core.errors import InputError
from core.findings import Finding, Severity, of_rows
from core.memory import release_unused
from etl.reading import dialect, frames, headers
from etl.reading.decoding import Decoded
from etl.reading.records import BrokenQuoteError, blank_records, record_ends
from etl.reading.text_table import TextTable

# Anything but what a table of blank cells is made of.
CONTENT = re.compile(r'[^\t;|," \n]')
# A character that text does not hold: the cells of a single column are not parted.
NO_DELIMITER = "\x1f"
# More columns than any survey has; a file with more is something else, and each column costs memory.
MAX_COLUMNS = 5_000


class _RaggedError(Exception):
    """Some record has another number of cells than the header."""


@dataclass(frozen=True)
class _Body:
    """The records below the header: the table, the row number of each, those left out, and those that end early."""

    table: pa.Table
    rows: npt.NDArray[np.int64]
    surplus: tuple[int, ...] = ()
    short: tuple[int, ...] = ()


def read(source: Decoded, *, name: str, has_header: bool = True) -> TextTable:
    """The table of a delimited text; InputError where it is empty, broken or has only a header."""
    text, encoding = source.text, source.encoding
    del source
    declared, start = dialect.declared(text)
    is_ended = text.endswith("\n")
    text = text[start:] if is_ended else text[start:] + "\n"
    if not CONTENT.search(text):
        raise InputError([Finding("empty_file", file=name)])
    delimiter = declared or dialect.sniffed(text)
    parting = delimiter or NO_DELIMITER
    data = text.encode()
    try:
        ends = record_ends(data, parting)
    except BrokenQuoteError as error:
        raise InputError([Finding(error.code, file=name, line=error.row)]) from error
    top = dialect.head(text, parting)
    # The bytes are enough from here on: a text of 100,000 answers is not kept twice.
    del text
    header = _header(top, name, has_header)
    blank = blank_records(ends)[header.end :]
    body = _body(data, ends, header, parting, name)
    _reconcile(body, blank, name)
    if not is_ended:
        _refuse_cut_off(body, name)
    empty, comments = frames.blank_rows(body.table), frames.comment_rows(body.table)
    away = empty | comments
    used = frames.columns_in_use(body.table, header)
    cells = frames.frame(frames.without(body.table.select(used), away), body.rows[~away])
    header = header.only(used)
    findings = [*noticed(header, name), *_of_body(body, empty, comments, name)]
    if not len(cells) and not body.surplus:
        raise InputError([Finding("no_rows", file=name)])
    return TextTable(
        file=name,
        sheet=None,
        columns=header.columns,
        labels=header.labels,
        cells=cells,
        encoding=encoding,
        delimiter=delimiter,
        header_rows=header.rows,
        findings=tuple(findings),
        first_rows=dialect.first_of(top),
    )


def noticed(header: headers.Header, file: str, sheet: str | None = None) -> list[Finding]:
    """What there is to say of the header: rows skipped above it, names that occur twice."""
    findings = []
    if header.rows and not any(header.columns):
        findings.append(Finding("header_blank", "warning", file, sheet, line=header.first + 1))
    if header.first:
        findings.append(
            of_rows("preamble_skipped", range(1, header.first + 1), severity="info", file=file, sheet=sheet)
        )
    if header.rows > 1:
        findings.append(Finding("label_rows", "info", file, sheet, row_count=header.rows - 1))
    if header.repeated():
        repeated = header.repeated()
        findings.append(
            Finding(
                "duplicate_columns", "warning", file, sheet, values=repeated[:5], details={"columns": len(repeated)}
            )
        )
    return findings


def _header(rows: headers.Rows, name: str, has_header: bool) -> headers.Header:
    # Before the header is looked for: a million cells are not worth a closer look.
    _refuse_too_wide(min((len(row) for row in rows if row), default=0), name)
    header = headers.found(rows) if has_header else headers.without(rows)
    if header is None:
        raise InputError([Finding("empty_file", file=name)])
    _refuse_too_wide(header.width, name)
    return header


def _refuse_too_wide(width: int, name: str) -> None:
    if width > MAX_COLUMNS:
        raise InputError([Finding("too_many_columns", file=name, details={"count": width, "most": MAX_COLUMNS})])


def _body(data: bytes, ends: npt.NDArray[np.int64], header: headers.Header, delimiter: str, name: str) -> _Body:
    """The records below the header, in one sweep where all have the header's width, else one by one."""
    start = int(ends[header.end - 1]) + 1 if header.end else 0
    rest = memoryview(data)[start:]
    numbers = np.flatnonzero(~blank_records(ends)[header.end :]) + header.end + 1
    if not len(numbers):
        return _Body(frames.of_rows([], header.codes), numbers)
    try:
        return _Body(_even(rest, header, delimiter), numbers)
    except _RaggedError:
        return _uneven(bytes(rest).decode(), header, delimiter, name)


def _even(rest: memoryview, header: headers.Header, delimiter: str) -> pa.Table:
    def note(_: pacsv.InvalidRow) -> str:
        ragged.append(True)
        return "skip"

    ragged: list[bool] = []
    codes = list(header.codes)
    table = pacsv.read_csv(
        pa.py_buffer(rest),
        # One block: a comment longer than a block could otherwise not be read.
        read_options=pacsv.ReadOptions(column_names=codes, block_size=len(rest) + 1),
        parse_options=pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=note),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(codes, frames.TEXT), strings_can_be_null=False, check_utf8=False
        ),
        # Arrow's own pool keeps what it once had: here several times the file, for as long as the process lives.
        memory_pool=pa.system_memory_pool(),
    )
    if ragged:
        raise _RaggedError
    # What the parser had beside the table is as large as the table, and would lie under all that is done with it.
    release_unused()
    return table


def _uneven(rest: str, header: headers.Header, delimiter: str, name: str) -> _Body:
    """Empty cells at the end are cut off or filled in; a record with more content than columns is left out."""
    kept, numbers, surplus, short = [], [], [], []
    number = header.end
    try:
        records = dialect.records_of(rest, delimiter, strict=True)
        for number, record in enumerate(records, start=header.end + 1):
            if not record:
                continue
            if any(cell.strip() for cell in islice(record, header.width, None)):
                surplus.append(number)
                continue
            kept.append([*record[: header.width], *[""] * (header.width - len(record))])
            numbers.append(number)
            if len(record) < header.width:
                short.append(number)
    except csv.Error as error:
        raise InputError([Finding("row_unreadable", file=name, line=number + 1)]) from error
    return _Body(frames.of_rows(kept, header.codes), np.array(numbers, dtype=np.int64), tuple(surplus), tuple(short))


def _reconcile(body: _Body, blank: npt.NDArray[np.bool_], name: str) -> None:
    """Refuse a file where the reader and the count of line ends disagree about how many records there are."""
    expected = int((~blank).sum())
    read_rows = body.table.num_rows + len(body.surplus)
    if read_rows != expected or len(body.rows) != body.table.num_rows:
        raise InputError([Finding("rows_lost", file=name, details={"read": read_rows, "expected": expected})])


def _refuse_cut_off(body: _Body, name: str) -> None:
    """Refuse a file that ends in the middle of a row: the last one alone lacks cells, and its line never ends."""
    last = int(body.rows[-1]) if len(body.rows) > 1 else 0
    if body.short == (last,):
        raise InputError([Finding("file_cut_off", file=name, line=last)])


def _of_body(body: _Body, empty: npt.NDArray[np.bool_], comments: npt.NDArray[np.bool_], name: str) -> list[Finding]:
    findings = []
    kept = int((~empty & ~comments).sum())
    if body.surplus:
        # Where most rows have more cells than the header, the header is wrong and not the rows.
        severity: Severity = "error" if len(body.surplus) > kept else "warning"
        columns = body.table.num_columns
        findings.append(of_rows("ragged_rows", body.surplus, severity=severity, file=name, columns=columns))
    if empty.any():
        findings.append(of_rows("blank_rows", body.rows[empty], severity="info", file=name))
    if comments.any():
        findings.append(of_rows("comment_rows", body.rows[comments], severity="info", file=name))
    return findings
