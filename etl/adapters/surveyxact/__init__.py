"""SurveyXact: dataset, structure and labels

Three text files (tab and UTF-16, or semicolons, or commas) or one workbook with the three as sheets: .xlsx, or the XML
that Excel 2003 wrote. The columns that tell how the survey was sent and answered do not leave this module.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.adapters.surveyxact.parts import parts_of, side_by_side
from etl.adapters.surveyxact.questions import Variables, questions_of, text_of
from etl.export import STATUSES, Export
from etl.reading import SourceFile
from etl.reading.numbers import decimal

STATUS_QUESTION = "statoverall"
_STATUS_VARIABLE = re.compile(r"stat(?:overall|o)_([1-5])", re.IGNORECASE)
# The tool's key of a respondent; the first that has one for everybody is used. Municipalities use "id" otherwise too.
KEYS = ("respondentid", "respnokk", "respondentkey")
OWN_KEY = "id"
LEAST_UNIQUE = 0.95
SECONDS = "difftime"
# How a survey was distributed and collected. ``closetime``, when it was answered, and ``lang`` stay.
_SYSTEM = re.compile(
    r"stat(?:internal|completion|creation|distribution|source|collect|overall)(?:_\d+)?"
    r"|created|modified|starttime|responsecollectsessions|numberofreturnedmail|importgroup|distributionschedule"
    r"|digitaldistribution(?:status|errormessage)",
    re.IGNORECASE,
)


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the files are the three of one export, or one workbook with the three sheets."""
    del codebooks
    if len(files) not in (1, 3):
        return False
    try:
        return parts_of(files) is not None
    except InputError:
        return False


def read(files: Sequence[SourceFile]) -> Export:
    """One row a respondent, and the questions and labels as the structure tells them."""
    parts = parts_of(files)
    if parts is None:
        raise InputError([Finding("surveyxact_incomplete", file=", ".join(file.name for file in files))])
    first = parts.datasets[0]
    dataset, uneven = side_by_side(parts.datasets)
    names = {column: column.casefold() for column in map(str, dataset.columns)}
    status_columns = _status_columns(list(names), parts.told)
    key = _key(dataset, names)
    keys = {column for column, name in names.items() if name in KEYS} | ({key} if key else set())
    system = {column for column, name in names.items() if name == SECONDS or _is_system(column, parts.told)}
    table = dataset.drop(columns=list(keys | system | set(status_columns)))
    columns = [str(column) for column in table.columns]
    return Export(
        adapter="surveyxact",
        files=tuple(file.name for file in files),
        table=table,
        column_labels={column: text_of(column, parts.told) for column in columns},
        questions=questions_of(table, parts.told, parts.labels),
        status=_status(dataset, status_columns),
        rows_in_file=len(dataset) + first.rows_left_out,
        findings=(*(finding for part in parts.datasets for finding in part.findings), *uneven),
        sheet=first.sheet,
        repeated_columns=tuple(name for part in parts.datasets for name in part.repeated_columns),
        respondents=dataset[key].str.strip().rename("respondent") if key else None,
        seconds=_seconds(dataset, names),
        encoding=first.encoding,
    )


def _key(dataset: pd.DataFrame, names: Mapping[str, str]) -> str | None:
    """The column of the tool's own number of each respondent, where everybody has one."""
    for key in (*KEYS, OWN_KEY):
        for column in (column for column, name in names.items() if name == key):
            cells = dataset[column].str.strip()
            if (cells != "").all() and cells.nunique() >= LEAST_UNIQUE * len(cells):
                return column
    return None


def _seconds(dataset: pd.DataFrame, names: Mapping[str, str]) -> "pd.Series[float] | None":
    column = next((column for column, name in names.items() if name == SECONDS), None)
    return None if column is None else decimal(dataset[column]).rename("seconds")


def _is_system(column: str, variables: Variables) -> bool:
    question = variables[column]["questionName"] if column in variables else ""
    return any(_SYSTEM.fullmatch(name) for name in (column, question) if name)


def _status_columns(columns: Iterable[str], variables: Variables) -> dict[str, str]:
    """Column -> status. The structure says which they are; without it, their usual names do."""
    told = {name: row for name, row in variables.items() if row["questionName"].casefold() == STATUS_QUESTION}
    numbers = {name: row["choiceValue"] for name, row in told.items()}
    if not numbers:
        numbers = {column: match[1] for column in columns if (match := _STATUS_VARIABLE.fullmatch(column))}
    known = {str(position): status for position, status in enumerate(STATUSES, start=1)}
    return {column: known[number] for column, number in numbers.items() if column in columns and number in known}


def _status(dataset: pd.DataFrame, columns: dict[str, str]) -> "pd.Series[str] | None":
    """The status whose column is ticked in each row, and ``""`` where none is."""
    if not columns:
        return None
    status = pd.Series("", index=dataset.index, dtype="str", name="status")
    for column, name in columns.items():
        status = status.mask(dataset[column].str.strip() == "1", name)
    return status
