"""SPSS: a data file with its own labels

Codes come as a person would write them. Which codes are no answer, and which columns are options of one question, the
file itself declares.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyreadstat

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.export import Export, Question
from etl.forms.columns import Columns, filled
from etl.reading import MAX_BYTES, SourceFile, frames
from etl.reading.distinct import distinct

MARKS = (b"$FL2", b"$FL3")
# The first day that SPSS counts seconds from.
EPOCH = datetime(1582, 10, 14)
DAY_FORMATS = ("DATE", "ADATE", "EDATE", "SDATE", "JDATE", "WKYR")
MOMENT_FORMATS = ("DATETIME", "YMDHMS")
CLOCK_FORMATS = ("TIME", "DTIME", "MTIME")
# Digits that a person would write of a number; the rest is noise of binary fractions.
DIGITS = 15
# Read so where letters do not fit the character set that the file says it has.
USUAL_ENCODING = "WINDOWS-1252"
# A damaged count of rows would otherwise fill the memory: each cell takes a byte at least, or less where the whole file
# is packed, and no survey has as many cells.
MOST_CELLS = 60_000_000
PACKED = 1000


@dataclass(frozen=True)
class _Data:
    """What the file holds: the raw columns by name, and what it says of them."""

    columns: Mapping[str, Sequence[Any]]
    metadata: Any
    findings: tuple[Finding, ...]


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only file begins as SPSS's own files do."""
    del codebooks
    return len(files) == 1 and files[0].content.startswith(MARKS)


def read(files: Sequence[SourceFile]) -> Export:
    """One row a case; labels, codes that are no answer and questions with several answers as the file declares them."""
    data = _data(files[0])
    codes = _cells(data)
    made = Columns(codes.index)
    sets = _answer_sets(data.metadata, codes)
    in_sets = {name: told for told in sets for name in told["variable_list"]}
    added: list[Any] = []
    for name in codes.columns:
        told = in_sets.get(name)
        if told is None:
            _add(made, data.metadata, name, codes[name])
        elif told not in added:
            added.append(told)
            _add_set(made, data.metadata, told, codes)
    return Export(
        adapter="spss",
        files=(files[0].name,),
        table=made.table(),
        column_labels=made.texts,
        questions=made.questions,
        rows_in_file=len(codes),
        findings=data.findings,
        encoding=data.metadata.file_encoding,
    )


def _data(file: SourceFile) -> _Data:
    """The columns of the file, read with the usual character set where its own does not fit."""
    if len(file.content) > MAX_BYTES:
        raise InputError([Finding("file_too_large", file=file.name, details={"megabytes": MAX_BYTES // 1_000_000})])
    try:
        return _read(file, None)
    except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
        if isinstance(error, pyreadstat.ReadstatError) and "encoding" not in str(error):
            raise InputError([Finding("spss_damaged", file=file.name)]) from error
    try:
        return _read(file, USUAL_ENCODING)
    except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
        raise InputError([Finding("spss_damaged", file=file.name)]) from error


def _read(file: SourceFile, encoding: str | None) -> _Data:
    _, metadata = pyreadstat.read_sav(io.BytesIO(file.content), metadataonly=True, encoding=encoding)
    cells = (metadata.number_rows or 0) * (metadata.number_columns or 0)
    packed = PACKED if file.content.startswith(MARKS[1]) else 1
    if cells > min(MOST_CELLS, packed * len(file.content)):
        raise InputError([Finding("spss_damaged", file=file.name)])
    table, metadata = pyreadstat.read_sav(
        io.BytesIO(file.content),
        user_missing=True,
        disable_datetime_conversion=True,
        encoding=encoding,
    )
    found = len(table)
    if not found:
        raise InputError([Finding("no_rows", file=file.name)])
    if metadata.number_rows not in (None, found):
        details: dict[str, object] = {"read": found, "expected": metadata.number_rows}
        raise InputError([Finding("rows_lost", file=file.name, details=details)])
    notes = (Finding("spss_encoding", "warning", file.name, details={"encoding": encoding}),) if encoding else ()
    return _Data({str(name): column.array for name, column in table.items()}, metadata, notes)


def _cells(data: _Data) -> pd.DataFrame:
    """Every value as a person would write it; the row is the number that the data view shows."""
    formats = data.metadata.original_variable_types
    shown = [_column(column, formats.get(name) or "") for name, column in data.columns.items()]
    table = frames.of_columns(shown, list(data.columns))
    return frames.frame(table, np.arange(1, table.num_rows + 1))


def _column(values: Sequence[Any], written_as: str) -> pa.Array:
    coded = pa.array(values).dictionary_encode()
    shown = [_shown(value, written_as) for value in coded.dictionary.to_pylist()]
    return frames.texts([*shown, ""]).take(coded.indices.fill_null(len(shown)))


def _shown(value: Any, written_as: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    kind = written_as.rstrip("0123456789.")
    if value != value:
        return ""
    if kind in CLOCK_FORMATS:
        return _clock(round(value))
    if kind in DAY_FORMATS or kind in MOMENT_FORMATS or kind in ("MOYR", "QYR"):
        return _moment(value, kind)
    return _number(value)


def _clock(seconds: int) -> str:
    sign, rest = ("-" if seconds < 0 else ""), abs(seconds)
    return f"{sign}{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"


def _number(value: float) -> str:
    whole = float(value).is_integer() and abs(value) < 10**DIGITS
    return str(int(value)) if whole else f"{value:.{DIGITS}g}"


def _moment(seconds: float, kind: str) -> str:
    """A day, a moment, a month or a quarter; nothing where the number is none."""
    try:
        moment = EPOCH + timedelta(seconds=round(seconds))
    except OverflowError:
        return ""
    if kind == "MOYR":
        return f"{moment.year:04d}-{moment.month:02d}"
    if kind == "QYR":
        return f"{moment.year:04d}-Q{(moment.month + 2) // 3}"
    return moment.date().isoformat() if kind in DAY_FORMATS else moment.isoformat(sep=" ")


def _add(made: Columns, metadata: Any, name: str, cells: "pd.Series[str]") -> None:
    text = _text(metadata, name)
    labels = _labels(metadata, name)
    no_answer = _no_answer(metadata, name, (*labels, *distinct(cells)))
    code = made.add(name, cells, text)
    if labels or no_answer:
        made.questions[code] = Question(code, made.texts[code], labels, no_answer=no_answer)


def _text(metadata: Any, name: str) -> str:
    return " ".join((metadata.column_names_to_labels.get(name) or "").split()) or name


def _labels(metadata: Any, name: str) -> dict[str, str]:
    told = metadata.variable_value_labels.get(name, {})
    return {_shown(code, ""): " ".join(str(label).split()) for code, label in told.items()}


def _no_answer(metadata: Any, name: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The codes that the file declares missing: those it names, and those in its ranges that occur or have a label."""
    ranges = metadata.missing_ranges.get(name, ())
    named = [_shown(part["lo"], "") for part in ranges if part["lo"] == part["hi"]]
    within = [code for code in codes if code and any(_is_within(code, part) for part in ranges)]
    return tuple(dict.fromkeys((*named, *within)))


def _is_within(code: str, part: Mapping[str, Any]) -> bool:
    if isinstance(part["lo"], str):
        return str(part["lo"]).strip() <= code <= str(part["hi"]).strip()
    try:
        return bool(part["lo"] <= float(code) <= part["hi"])
    except ValueError:
        return False


def _answer_sets(metadata: Any, codes: pd.DataFrame) -> list[dict[str, Any]]:
    """Questions with several answers, with the names of their variables as the table has them."""
    names = {str(name).casefold(): str(name) for name in codes.columns}
    found = []
    for key, told in metadata.mr_sets.items():
        variables = [names[name.casefold()] for name in told["variable_list"] if name.casefold() in names]
        found.append({**told, "name": key, "variable_list": variables})
    return [told for told in found if told["variable_list"]]


def _add_set(made: Columns, metadata: Any, told: Mapping[str, Any], codes: pd.DataFrame) -> None:
    variables = list(told["variable_list"])
    question = " ".join(told["label"].split()) or str(told["name"])
    cells = codes[variables]
    for name in variables:
        declared = _no_answer(metadata, name, cells[name].drop_duplicates())
        cells = cells.assign(**{name: cells[name].mask(cells[name].isin(declared), "")})
    answered = filled((cells[name] for name in variables), cells.index)
    if told["is_dichotomy"]:
        counted = str(told["counted_value"])
        for name in variables:
            made.tick(name, question, _text(metadata, name), cells[name].eq(counted), answered)
        return
    labels = {code: label for name in variables for code, label in _labels(metadata, name).items()}
    declared_codes = {code for name in variables for code in _no_answer(metadata, name, _labels(metadata, name))}
    present = [code for name in variables for code in cells[name].drop_duplicates() if code]
    for code in dict.fromkeys((*labels, *present)):
        if code not in declared_codes:
            chosen = cells.eq(code).any(axis="columns")
            made.tick(f"{told['name']}_{code}", question, labels.get(code, code), chosen, answered)
