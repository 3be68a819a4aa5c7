"""KoboToolbox and ODK: answers by their names, with the form where it is there

One table, alone or beside the form (XLSForm) that it was answered in. Names of answers hold their codes and texts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.adapters.kobo import slugs
from etl.adapters.kobo.form import Field, fields_of, is_choices, is_survey
from etl.adapters.kobo.questions import add_columns, last_part
from etl.export import Export
from etl.forms.columns import Columns
from etl.reading import SourceFile, TextTable, read_tables
from etl.reading.distinct import bare, distinct

# What Kobo, Ona and ODK tell about a submission.
METADATA = frozenset(
    {
        "_id", "_uuid", "_index", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
        "_tags", "__version__", "_version_", "_version", "_xform_id_string", "_xform_id",
        "_geolocation", "_parent_index", "_parent_table_name", "_submission__id", "_submission__uuid", "_duration",
        "_attachments", "_bamboo_dataset_id",
        "_media_count", "_total_media", "_media_all_received", "_date_modified", "_edited", "formhub/uuid",
        "meta/instanceid", "meta/instancename", "meta/rootuuid", "meta/deprecatedid", "meta-instanceid",
        "meta-instancename", "instanceid", "instancename", "rootuuid",
    }
)  # fmt: skip
# Names that somebody else's table may have too.
COMMON = frozenset(
    {
        "start", "end", "today", "deviceid", "username", "phonenumber", "subscriberid", "simserial", "imei",
        "device_id", "audit", "submissiondate", "key", "submitterid", "submittername", "attachmentspresent",
        "attachmentsexpected", "status", "reviewstate", "edits", "formversion",
    }
)  # fmt: skip
# The first that the file has stays, so that a codebook can call it the date.
MOMENTS = ("_submission_time", "submissiondate", "end", "today")
KEYS = ("_uuid", "meta/instanceid", "meta-instanceid", "key", "_id")
POSITION = re.compile(r"_?(.+?)[_-](latitude|longitude|altitude|precision|accuracy)", re.IGNORECASE)
# Without the tool's own columns, as many questions with numbered names leave no doubt.
LEAST_NUMBERED = 3
FIRST_CELLS = 100


@dataclass(frozen=True)
class _Files:
    """The answers, the fields of the form, and the sheets that are neither."""

    answers: TextTable
    fields: Mapping[str, Field]
    others: tuple[str, ...]


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the files are a table of the tool's, a form, or the two together."""
    del codebooks
    if len(files) > 2:
        return False
    tables = [read_tables(file) for file in files]
    forms = [any(map(is_survey, sheets)) for sheets in tables]
    if len(files) == 1:
        return forms[0] or any(map(_is_answers, tables[0]))
    answers = [sheets for sheets, is_form in zip(tables, forms, strict=True) if not is_form]
    if len(answers) != 1:
        return False
    fields = fields_of([table for sheets in tables for table in sheets])
    return any(_belongs_to(table, fields) for table in answers[0])


def read(files: Sequence[SourceFile]) -> Export:
    """One row a submission; every option of a question with several answers is a column."""
    found = _files(files)
    cells = pd.DataFrame({code: bare(column) for code, column in found.answers.cells.items()})
    known = METADATA | COMMON if _has_metadata(found.answers) else METADATA
    metadata = {str(code).casefold(): str(code) for code in cells.columns if str(code).casefold() in known}
    moment = next((metadata[name] for name in MOMENTS if name in metadata), None)
    positions = _positions(cells)
    key = next((metadata[name] for name in KEYS if name in metadata), None)
    made = Columns(cells.index)
    add_columns(made, cells.drop(columns=[*positions, *(set(metadata.values()) - {moment})]), found.fields)
    return Export(
        adapter="kobo",
        files=tuple(file.name for file in files),
        table=made.table(),
        column_labels=made.texts,
        questions=made.questions,
        rows_in_file=len(cells) + found.answers.rows_left_out,
        findings=_findings(found, positions),
        sheet=found.answers.sheet,
        repeated_columns=found.answers.repeated_columns,
        respondents=None if key is None else cells[key].rename("respondent"),
        seconds=_seconds(cells, metadata),
        encoding=found.answers.encoding,
    )


def _files(files: Sequence[SourceFile]) -> _Files:
    """The table of answers is the one that is Kobo's, else the largest; sheets beside it are repeated groups."""
    tables = [table for file in files for table in read_tables(file)]
    forms = {table.file for table in tables if is_survey(table)}
    beside = [table for table in tables if table.file not in forms or _has_metadata(table)]
    if not beside:
        raise InputError([Finding("kobo_form_alone", file=", ".join(file.name for file in files))])
    known = [table for table in beside if _is_answers(table)] or beside
    answers = max(known, key=lambda table: (_has_metadata(table), -tables.index(table)))
    rest = [table for table in beside if table is not answers and not is_survey(table) and not is_choices(table)]
    return _Files(answers, fields_of(tables), tuple(table.sheet or table.file for table in rest))


def _findings(found: _Files, positions: Sequence[str]) -> tuple[Finding, ...]:
    file, sheet = found.answers.file, found.answers.sheet
    findings = list(found.answers.findings)
    if positions:
        findings.append(Finding("personal_columns_dropped", "info", file, sheet, values=tuple(positions)))
    if found.others:
        findings.append(Finding("sheets_left_out", "info", file, sheet, values=found.others[:5]))
    return tuple(findings)


def _is_answers(table: TextTable) -> bool:
    """Whether a table has the tool's own columns, or answers that can only be its."""
    if is_survey(table) or is_choices(table):
        return False
    if _has_metadata(table):
        return True
    return sum(_is_numbered(cells) for _, cells in table.cells.items()) >= LEAST_NUMBERED


def _has_metadata(table: TextTable) -> bool:
    names = {str(code).casefold() for code in table.cells.columns}
    kobo = {"_uuid", "_submission_time"} <= names or ("_submission_time" in names and "_id" in names)
    odk = {"submissiondate", "key"} <= names and bool(names & {"meta-instanceid", "instanceid", "submitterid"})
    return kobo or odk


def _is_numbered(cells: "pd.Series[str]") -> bool:
    # Most columns show at once that they are not.
    return slugs.have_codes(_names(cells.head(FIRST_CELLS))) and slugs.is_numbered(_names(cells))


def _names(cells: "pd.Series[str]") -> list[str]:
    return [name for name in distinct(cells.str.strip(), most=slugs.MOST_NAMES) if name]


def _belongs_to(table: TextTable, fields: Mapping[str, Field]) -> bool:
    names = [str(code) for code in table.cells.columns if str(code).casefold() not in METADATA | COMMON]
    texts = {field.text for field in fields.values()}
    known = [name for name in names if last_part(name, fields)[0] in fields or name in texts]
    return len(known) > len(names) / 2


def _positions(cells: pd.DataFrame) -> list[str]:
    """Columns that tell where somebody was: the parts of a position, and the column that they are parts of."""
    parts: dict[str, set[str]] = {}
    for code in cells.columns:
        if match := POSITION.fullmatch(str(code)):
            parts.setdefault(match[1].casefold(), set()).add(match[2].casefold())
    whole = {name for name, told in parts.items() if {"latitude", "longitude"} <= told}
    return [
        str(code)
        for code in cells.columns
        if str(code).casefold() in whole
        or ((match := POSITION.fullmatch(str(code))) is not None and match[1].casefold() in whole)
    ]


def _seconds(cells: pd.DataFrame, metadata: Mapping[str, str]) -> "pd.Series[float] | None":
    if not {"start", "end"} <= metadata.keys():
        return None
    start, end = (
        pd.to_datetime(cells[metadata[name]], utc=True, errors="coerce", format="ISO8601") for name in ("start", "end")
    )
    lasted = (end - start).dt.total_seconds()
    return lasted.where(lasted >= 0).astype("float64").rename("seconds")
