"""REDCap: answers, with the data dictionary where it is there

One file with codes or labels, or that file and the project's dictionary. A row is a respondent, or in a longitudinal
project a respondent at an event: the event stays as a column.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.adapters.redcap.dictionary import Field, fields_of, is_dictionary
from etl.adapters.redcap.questions import add_columns
from etl.export import Export
from etl.forms.columns import Columns
from etl.reading import SourceFile, TextTable, read_tables
from etl.reading.distinct import bare, distinct

# What REDCap adds to a row, by its name in exports of codes and of labels.
EVENT_COLUMNS = (
    "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance",
    "Event Name", "Repeat Instrument", "Repeat Instance",
)  # fmt: skip
PERSONAL_COLUMNS = ("redcap_survey_identifier", "Survey Identifier")
OWN_COLUMNS = frozenset({*EVENT_COLUMNS[:3], PERSONAL_COLUMNS[0], "redcap_data_access_group"})
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_OPTION = re.compile(r"[a-z][a-z0-9_]*?___[a-z0-9_]+")
_LABELLED_OPTION = re.compile(r".+ \(choice=.+\)", re.DOTALL)
_COMPLETE = re.compile(r"[a-z][a-z0-9_]*_complete|Complete\?(?: \(\d+\))?")
_TIMESTAMP = re.compile(r"[a-z][a-z0-9_]*_timestamp")
STATES = {"0": "partial", "1": "", "2": "completed", "Incomplete": "partial", "Unverified": "", "Complete": "completed"}
NOT_COMPLETED = "[not completed]"
TICKS = frozenset({"", "0", "1", "Checked", "Unchecked"})


@dataclass(frozen=True)
class _Files:
    """The answers, and the fields that the dictionary names."""

    answers: TextTable
    fields: Mapping[str, Field]


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the files are a table of REDCap's, its dictionary, or the two together."""
    del codebooks
    if len(files) > 2:
        return False
    tables = [read_tables(file)[0] for file in files]
    if len(tables) == 1:
        return is_dictionary(tables[0]) or _is_answers(tables[0])
    dictionaries = [table for table in tables if is_dictionary(table)]
    answers = [table for table in tables if not is_dictionary(table)]
    return len(dictionaries) == len(answers) == 1 and _belong_together(answers[0], fields_of(dictionaries[0]))


def read(files: Sequence[SourceFile]) -> Export:
    """One row a respondent, or a respondent at an event, without the fields that the dictionary calls identifiers."""
    found = _files(files)
    cells = pd.DataFrame({code: bare(column) for code, column in found.answers.cells.items()})
    personal = [code for code in cells.columns if code in PERSONAL_COLUMNS or _is_identifier(found.fields, code)]
    complete = [
        code for code in cells.columns if _COMPLETE.fullmatch(code) and set(distinct(cells[code])) <= {"", *STATES}
    ]
    key = str(cells.columns[0])
    out = {*personal, *complete, key}
    forms = _forms(cells, complete)
    asked = {state for code, state in forms.items() if code not in {*complete, *OWN_COLUMNS, *EVENT_COLUMNS, key}}
    made = Columns(cells.index)
    add_columns(made, cells, found.fields, out=out, forms=forms)
    note = (Finding("personal_columns_dropped", "info", found.answers.file, values=tuple(personal)),)
    return Export(
        adapter="redcap",
        files=tuple(file.name for file in files),
        table=made.table(),
        column_labels=made.texts,
        questions=made.questions,
        # A form without a question of its own tells nothing of who answered.
        status=_status(cells, [code for code in complete if code in asked]),
        rows_in_file=len(cells) + found.answers.rows_left_out,
        findings=(*found.answers.findings, *(note if personal else ())),
        sheet=found.answers.sheet,
        repeated_columns=tuple(name for name in found.answers.repeated_columns if not _COMPLETE.fullmatch(name)),
        respondents=_respondents(cells, key),
        encoding=found.answers.encoding,
    )


def _files(files: Sequence[SourceFile]) -> _Files:
    tables = [read_tables(file)[0] for file in files]
    answers = [table for table in tables if not is_dictionary(table)]
    if len(answers) != 1:
        raise InputError([Finding("redcap_dictionary_alone", file=", ".join(file.name for file in files))])
    fields = {name: field for table in tables if is_dictionary(table) for name, field in fields_of(table).items()}
    return _Files(answers[0], fields)


def _is_answers(table: TextTable) -> bool:
    """Whether a table has REDCap's own columns, and names or options as REDCap writes them."""
    names = [str(code) for code in table.cells.columns]
    if OWN_COLUMNS & set(names):
        return True
    if any(_LABELLED_OPTION.fullmatch(name) and _holds(table, name, TICKS - {"0", "1"}) for name in names):
        return True
    states = [name for name in names if _COMPLETE.fullmatch(name) and _holds(table, name, {"", *STATES})]
    if not all(_NAME.fullmatch(name) for name in names):
        return bool(states) and states[0].startswith("Complete?")
    options = [name for name in names if _OPTION.fullmatch(name) and _holds(table, name, TICKS)]
    # Somebody else may have a column that ends so: at the end of a form, and not first, it is REDCap's.
    return (bool(states) and states[-1] == names[-1]) or len(options) > 1


def _holds(table: TextTable, name: str, values: set[str] | frozenset[str]) -> bool:
    return set(distinct(table.cells[name].str.strip())) <= values


def _belong_together(table: TextTable, fields: Mapping[str, Field]) -> bool:
    names = [str(code) for code in table.cells.columns]
    known = [name for name in names if name.partition("___")[0] in fields or _of_label(name, fields)]
    return len(known) > len(names) / 2


def _of_label(name: str, fields: Mapping[str, Field]) -> bool:
    return any(name.partition(" (choice=")[0] == field.text for field in fields.values())


def _is_identifier(fields: Mapping[str, Field], code: str) -> bool:
    field = fields.get(code.partition("___")[0])
    by_label = [field for field in fields.values() if field.text == code] if field is None else [field]
    return any(field.is_identifier for field in by_label)


def _forms(cells: pd.DataFrame, complete: Sequence[str]) -> dict[str, str]:
    """Column -> the column that says whether its form is complete: the next one to the right."""
    found: dict[str, str] = {}
    state = ""
    for code in reversed(cells.columns):
        state = code if code in complete else state
        found[code] = state
    return found


def _status(cells: pd.DataFrame, complete: Sequence[str]) -> "pd.Series[str] | None":
    """Completed where all forms with a state are, partial where one is not; nothing where nobody has checked one."""
    stamps = [code for code in cells.columns if _TIMESTAMP.fullmatch(code)]
    begun = pd.DataFrame({code: cells[code].eq(NOT_COMPLETED) for code in stamps}, index=cells.index)
    if not complete and not begun.any(axis=None):
        return None
    states = pd.DataFrame({code: cells[code].map(STATES) for code in complete}, index=cells.index)
    told = pd.DataFrame({code: cells[code].ne("") for code in complete}, index=cells.index)
    every = ((states == "completed") | ~told).all(axis="columns") & told.any(axis="columns")
    some = (states == "partial").any(axis="columns") | begun.any(axis="columns")
    status = pd.Series("", index=cells.index, dtype="str", name="status")
    return status.mask(every, "completed").mask(some, "partial")


def _respondents(cells: pd.DataFrame, key: str) -> "pd.Series[str]":
    """The record's number with the event and its instance, so that each row has its own."""
    written = cells[key]
    for code in EVENT_COLUMNS:
        if code in cells:
            written = written + "/" + cells[code]
    return written.rename("respondent")
