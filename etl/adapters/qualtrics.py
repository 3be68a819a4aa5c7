"""Qualtrics: names, question texts and import ids above the answers

Three header rows in a text file, two in older exports and in workbooks. The texts follow the language of who
exported; the import ids do not.
"""

import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding, of_rows
from etl import several_answers
from etl.export import Export, QuestionKind
from etl.forms.columns import Columns
from etl.personal import plain
from etl.reading import SourceFile, TextTable, delimited, headers, read_tables, workbook
from etl.reading.numbers import decimal

# What Qualtrics tells about an answer, by name, import id or the text of an older export in the letters of `plain`.
METADATA = {
    "startdate": "start",
    "enddate": "end",
    "status": "status",
    "ipaddress": "person",
    "progress": "progress",
    "duration": "duration",
    "durationinseconds": "duration",
    "finished": "finished",
    "recordeddate": "recorded",
    "recordid": "respondent",
    "responseid": "respondent",
    "recipientlastname": "person",
    "recipientfirstname": "person",
    "recipientemail": "person",
    "externalreference": "person",
    "externaldatareference": "person",
    "locationlatitude": "person",
    "locationlongitude": "person",
    "locationaccuracy": "person",
    "distributionchannel": "channel",
    "userlanguage": "language",
    "responseset": "set",
}
# Older exports call these so; elsewhere they may be somebody's questions.
OLD_METADATA = {"name": "person", "emailaddress": "person"}
MARKS = tuple('"ImportId"'.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
HEAD_BYTES = 1 << 22
# The status is a sum of these in exports of codes, and has one of the words in exports of texts.
PREVIEW, TEST, SPAM = 1, 2, 8
UNREAL = re.compile(
    r"preview|\btest|spam|vorschau|forhåndsvisning|førehandsvising|förhandsgranskning|aperçu", re.IGNORECASE
)
FINISHED = frozenset({"1", "true", "sann", "sant", "wahr"})
UNFINISHED = frozenset({"0", "false", "usann", "usant", "falsch"})
NOT_TICKED = frozenset({"", "0", "-99"})
# Findings of a header that the reader of tables found by itself.
OF_HEADER = frozenset({"preamble_skipped", "label_rows", "duplicate_columns"})
SELECTED = " - Selected Choice"
_QUESTION_ID = re.compile(r"(?:\d+_)?(QID\d+)")
_OLD_NAME = re.compile(r"V\d+")
_NUMBERED = re.compile(r"(.+)_(\d+)")
# Between options there is no blank after the comma, within an option there nearly always is.
_COMMA = re.compile(r",(?! )")


@dataclass(frozen=True)
class _Column:
    """One column: its code, its text, and what the import id says where there is one."""

    code: str
    text: str
    import_id: str
    choice: str
    role: str

    @property
    def is_text(self) -> bool:
        return "_TEXT" in self.import_id or self.code.endswith("_TEXT")

    @property
    def question(self) -> str:
        """What the columns of one question have in common."""
        if match := _QUESTION_ID.match(self.import_id):
            return match[1]
        match = _NUMBERED.fullmatch(self.code)
        return match[1] if match else self.code


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only file has import ids below its header, or the names of the answers' metadata."""
    del codebooks
    if len(files) != 1:
        return False
    content = files[0].content
    if not workbook.is_workbook(content) and any(mark in content[:HEAD_BYTES] for mark in MARKS):
        return True
    table = read_tables(files[0])[0]
    names = {plain(str(name)) for name in table.columns}
    if {"responseid", "finished"} <= names and names & {"recordeddate", "progress", "distributionchannel"}:
        return True
    below = {plain(str(cell)) for cell in (*table.labels, *table.cells.head(1).to_numpy().ravel())}
    return {"v1", "v2"} <= names and {"responseid", "responseset"} <= below


def read(files: Sequence[SourceFile]) -> Export:
    """One row an answer that is real; every option of a question with several answers is a column."""
    table = read_tables(files[0])[0]
    if _is_whole(table):
        columns, header = _columns(table.first_rows, table)
        every = table.cells[table.cells.index > header.rows].set_axis(list(header.codes), axis="columns")
    else:
        table = read_tables(files[0], has_header=False)[0]
        columns, header = _columns(table.cells.head(3).to_numpy().tolist(), table)
        every = table.cells.iloc[header.rows :].set_axis(list(header.codes), axis="columns")
    if not len(every):
        raise InputError([Finding("no_rows", file=table.file, sheet=table.sheet)])
    metadata = {column.role: every[column.code].str.strip() for column in reversed(columns) if column.role}
    real = every[~_unreal(metadata, every.index)]
    keep = "recorded" if "recorded" in metadata else "end"
    asked = [column for column in columns if not column.role or column.role == keep]
    answers = _answers(real, asked)
    return Export(
        adapter="qualtrics",
        files=(table.file,),
        table=answers.table(),
        column_labels=answers.texts,
        questions=answers.questions,
        status=_status(metadata, real.index),
        rows_in_file=len(every) + table.rows_left_out,
        findings=(
            *_of_rows(table),
            *delimited.noticed(header, table.file, table.sheet),
            *_left_out(table, every, real),
        ),
        sheet=table.sheet,
        repeated_columns=header.repeated(),
        respondents=metadata["respondent"].loc[real.index] if "respondent" in metadata else None,
        seconds=decimal(metadata["duration"].loc[real.index]) if "duration" in metadata else None,
        encoding=table.encoding,
    )


def _is_whole(table: TextTable) -> bool:
    """Whether the table as it was read has every column, and every row below the header rows of this tool."""
    widths = {table.cells.shape[1], *map(len, table.first_rows)}
    if len(widths) > 1 or len(table.first_rows) < 2 or table.cells.empty:
        return False
    return int(table.cells.index[0]) <= _header_rows(table.first_rows) + 1


def _header_rows(rows: headers.Rows) -> int:
    """Three where the import ids are there, two otherwise."""
    return 3 if len(rows) > 2 and any(str(cell).lstrip().startswith(headers.IMPORT_MARK) for cell in rows[2]) else 2


def _of_rows(table: TextTable) -> list[Finding]:
    """What was noticed of the rows; what the reader of tables made of the header is not what this tool means."""
    return [finding for finding in table.findings if finding.code not in OF_HEADER]


def _columns(rows: headers.Rows, table: TextTable) -> tuple[list[_Column], headers.Header]:
    top = [[" ".join(str(cell).split()) for cell in row] for row in rows]
    if len(top) < 2:
        raise InputError([Finding("no_rows", file=table.file, sheet=table.sheet)])
    names, texts = top[0], top[1]
    has_ids = _header_rows(top) == 3
    ids = [_import_id(cell) for cell in top[2]] if has_ids else [("", "")] * len(names)
    codes = headers.unique(names)
    header = headers.Header(0, 3 if has_ids else 2, tuple(names), tuple(texts), codes)
    columns = [
        _Column(code, text, *told, role=_role(name, text, told[0], has_ids=has_ids))
        for code, name, text, told in zip(codes, names, texts, ids, strict=True)
    ]
    return columns, header


def _import_id(cell: str) -> tuple[str, str]:
    """The import id and the choice in a cell of the third header row."""
    try:
        told = json.loads(cell)
    except ValueError:
        return "", ""
    return (str(told.get("ImportId", "")), str(told.get("choiceId", ""))) if isinstance(told, dict) else ("", "")


def _role(name: str, text: str, import_id: str, *, has_ids: bool) -> str:
    if has_ids:
        return METADATA.get(plain(import_id), "")
    if _OLD_NAME.fullmatch(name):
        return (METADATA | OLD_METADATA).get(plain(text), "")
    return METADATA.get(plain(name), "")


def _unreal(metadata: dict[str, "pd.Series[str]"], rows: pd.Index) -> "pd.Series[bool]":
    """Which answers are previews, tests or spam by their status, or were given in the preview."""
    found = pd.Series(False, index=rows)
    if "status" in metadata:
        found |= metadata["status"].map({text: _is_unreal(text) for text in metadata["status"].unique()}).astype("bool")
    if "channel" in metadata:
        found |= metadata["channel"].str.casefold().eq("preview")
    return found


def _is_unreal(status: str) -> bool:
    if status.isdecimal():
        return bool(int(status) & (PREVIEW | TEST | SPAM))
    return bool(UNREAL.search(status))


def _left_out(table: TextTable, every: pd.DataFrame, real: pd.DataFrame) -> list[Finding]:
    rows = every.index.difference(real.index)
    return (
        [of_rows("previews_left_out", rows, severity="info", file=table.file, sheet=table.sheet)] if len(rows) else []
    )


def _status(metadata: dict[str, "pd.Series[str]"], rows: pd.Index) -> "pd.Series[str] | None":
    """Completed or partial, by the tool's own word or by how far the respondent came."""
    if not {"finished", "progress"} & metadata.keys():
        return None
    blank = pd.Series("", index=rows, dtype="str")
    finished = metadata.get("finished", blank).loc[rows].str.casefold()
    progress = decimal(metadata.get("progress", blank).loc[rows])
    by_progress = blank.mask(progress >= 100, "completed").mask(progress < 100, "partial")
    told = by_progress.mask(finished.isin(FINISHED), "completed").mask(finished.isin(UNFINISHED), "partial")
    return told.rename("status")


def _answers(real: pd.DataFrame, columns: Sequence[_Column]) -> Columns:
    """The answers with every option of a question with several of them as a column."""
    groups: dict[str, list[_Column]] = {}
    for column in columns:
        groups.setdefault(column.code if column.is_text or column.role else column.question, []).append(column)
    made = Columns(real.index)
    for group in groups.values():
        _add_question(made, real, group)
    return made


def _add_question(made: Columns, real: pd.DataFrame, group: Sequence[_Column]) -> None:
    cells = {column.code: real[column.code] for column in group}
    stem = _stem([column.text for column in group], single=bool(group[0].choice))
    if _is_ticked(cells, group, stem):
        chosen = {code: ~one.str.strip().isin(NOT_TICKED) for code, one in cells.items()}
        answered = pd.DataFrame(chosen).any(axis="columns")
        for column in group:
            made.tick(column.code, _bare(stem), _rest(column, stem), chosen[column.code], answered)
        return
    if len(group) == 1 and _add_parted(made, group[0], cells[group[0].code].str.strip()):
        return
    matrix = _bare(stem) if len(group) > 1 else ""
    for column in group:
        if column.import_id.startswith("QID") or matrix:
            kind: QuestionKind = "text" if column.is_text else "single"
            made.ask(column.code, cells[column.code], _bare(column.text), kind=kind, group=matrix)
        else:
            made.add(column.code, cells[column.code], column.text)


def _add_parted(made: Columns, column: _Column, cells: "pd.Series[str]") -> bool:
    """Add the options of a question whose answers stand in one cell with commas between; whether it is one."""
    asked = column.import_id.startswith("QID") or SELECTED in column.text
    options = several_answers.recurring_options(cells, _COMMA.split) if asked and not column.is_text else []
    parts = several_answers.longest_first(options, ",")
    for number, (one, chosen) in enumerate(several_answers.chosen(cells, options, parts).items(), start=1):
        made.tick(f"{column.code}_{number}", _bare(column.text), one, chosen, cells.ne(""))
    return bool(options)


def _is_ticked(cells: dict[str, "pd.Series[str]"], group: Sequence[_Column], stem: str) -> bool:
    """Whether each column is one option: the import ids say so, or each holds nothing but its own option."""
    if group[0].is_text or group[0].role:
        return False
    if all(column.choice for column in group):
        return True
    values = {code: set(one.str.strip().unique()) - NOT_TICKED for code, one in cells.items()}
    filled = [column for column in group if values[column.code]]
    if len(group) < 2 or not filled or any(len(values[column.code]) > 1 for column in filled):
        return False
    if all(values[column.code] == {_rest(column, stem)} for column in filled):
        return True
    if SELECTED.strip(" -") in stem:
        return all(values[column.code] == {"1"} for column in filled)
    numbers = {column.code: match[2] for column in filled if (match := _NUMBERED.fullmatch(column.code))}
    return len(filled) > 1 and all(values[column.code] == {numbers.get(column.code)} for column in filled)


def _stem(texts: Iterable[str], *, single: bool) -> str:
    """The part of the texts before the last dash that they share."""
    shared = os.path.commonprefix(list(texts))
    found, dash, _ = shared.rpartition(" - ")
    return found if dash and (single or found != shared) else shared


def _rest(column: _Column, stem: str) -> str:
    return column.text.removeprefix(stem).removeprefix(" - ")


def _bare(text: str) -> str:
    return text.replace(SELECTED, "").strip()
