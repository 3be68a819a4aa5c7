"""SurveyXact: dataset, structure and labels

Three text files (tab and UTF-16, or semicolons, or commas) or one workbook with the three as sheets. Columns that
tell who answered, and the status columns, do not leave this module.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.export import STATUSES, Export, Question, QuestionKind
from etl.personal import personal_columns
from etl.reading import SourceFile, TextTable, read_tables

STRUCTURE_COLUMNS = {"questionName", "variableName", "questionType", "subType", "questionText"}
STATUS_QUESTION = "statoverall"
_STATUS_VARIABLE = re.compile(r"stat(?:overall|o)_([1-5])", re.IGNORECASE)
KINDS: dict[tuple[str, str], QuestionKind] = {
    ("closed", "single"): "single",
    ("closed", "multiple"): "multiple",
    ("open", "number"): "number",
    ("open", "numeric"): "number",
    ("open", "integer"): "number",
    ("open", "decimal"): "number",
}


@dataclass(frozen=True)
class _Parts:
    """The three tables of an export; a wide dataset may lie in several sheets side by side."""

    dataset: list[TextTable]
    structure: pd.DataFrame
    labels: pd.DataFrame


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the files are the three of one export, or one workbook with the three sheets."""
    del codebooks
    if len(files) not in (1, 3):
        return False
    try:
        return _parts(files) is not None
    except InputError:
        return False


def read(files: Sequence[SourceFile]) -> Export:
    """One row a respondent without who they are; the questions and labels as the structure tells them."""
    parts = _parts(files)
    if parts is None:
        raise InputError([Finding("surveyxact_incomplete", file=", ".join(file.name for file in files))])
    first = parts.dataset[0]
    dataset = pd.concat([table.cells for table in parts.dataset], axis="columns")
    variables = parts.structure.drop_duplicates("variableName").set_index("variableName")
    status_columns = _status_columns(list(dataset.columns), variables)
    personal = personal_columns(column for column in dataset.columns if column not in status_columns)
    table = dataset.drop(columns=[*personal, *status_columns])
    questions = _questions(table.columns, variables, parts.labels)
    findings = [finding for part in parts.dataset for finding in part.findings]
    if personal:
        note = Finding("personal_columns_dropped", "info", first.file, first.sheet, values=tuple(personal))
        findings.append(note)
    return Export(
        adapter="surveyxact",
        files=tuple(file.name for file in files),
        table=table,
        column_labels=_column_labels(table.columns, variables),
        questions=questions,
        status=_status(dataset, status_columns),
        rows_in_file=len(dataset) + first.rows_left_out,
        findings=tuple(findings),
        sheet=first.sheet,
        repeated_columns=tuple(name for part in parts.dataset for name in part.repeated_columns),
    )


def _parts(files: Sequence[SourceFile]) -> _Parts | None:
    return _sheets(files[0]) if len(files) == 1 else _three_files(files)


def _sheets(file: SourceFile) -> _Parts | None:
    tables = {(table.sheet or "").casefold(): table for table in read_tables(file)}
    structure = tables.get("structure")
    dataset = [table for name, table in tables.items() if name.startswith("dataset")]
    if structure is None or "labels" not in tables or not dataset or not _is_structure(structure):
        return None
    labels = next(table for table in read_tables(file, has_header=False) if (table.sheet or "").casefold() == "labels")
    return _Parts(dataset, _stripped(structure.cells), _labels(labels))


def _three_files(files: Sequence[SourceFile]) -> _Parts | None:
    tables = {file.name: read_tables(file)[0] for file in files}
    structures = [file for file in files if _is_structure(tables[file.name])]
    others = [file for file in files if file not in structures]
    if len(structures) != 1 or len(tables) != len(files):
        return None
    structure = _stripped(tables[structures[0].name].cells)
    variables = set(structure["variableName"])
    datasets = [file for file in others if len(variables & set(tables[file.name].cells.columns)) > len(variables) / 2]
    rest = [file for file in others if file not in datasets]
    if len(datasets) != 1 or len(rest) != 1 or tables[rest[0].name].cells.shape[1] != 3:
        return None
    labels = _labels(read_tables(rest[0], has_header=False)[0])
    return _Parts([tables[datasets[0].name]], structure, labels) if variables & set(labels["variable"]) else None


def _is_structure(table: TextTable) -> bool:
    return set(table.cells.columns) >= STRUCTURE_COLUMNS


def _stripped(cells: pd.DataFrame) -> pd.DataFrame:
    stripped = pd.DataFrame({name: column.str.strip() for name, column in cells.items()})
    for column in ("choiceValue", "choiceText"):
        if column not in stripped:
            stripped[column] = ""
    return stripped


def _labels(table: TextTable) -> pd.DataFrame:
    parts = ("variable", "value", "label")
    return pd.DataFrame({part: table.cells.iloc[:, i].str.strip() for i, part in enumerate(parts)})


def _status_columns(columns: Iterable[str], variables: pd.DataFrame) -> dict[str, str]:
    """Column -> status. The structure says which they are; without it, their usual names do."""
    told = variables[variables["questionName"].str.casefold() == STATUS_QUESTION]
    numbers = {str(variable): str(number) for variable, number in told["choiceValue"].items()}
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


def _questions(columns: Iterable[str], variables: pd.DataFrame, labels: pd.DataFrame) -> dict[str, Question]:
    texts = {
        str(key): dict(zip(group["value"], group["label"], strict=True)) for key, group in labels.groupby("variable")
    }
    rows = variables[["questionType", "subType", "questionText"]].to_dict("index")
    return {
        column: Question(column, row["questionText"], texts.get(column, {}), _kind(row["questionType"], row["subType"]))
        for column in columns
        if (row := rows.get(column))
    }


def _kind(question_type: str, sub_type: str) -> QuestionKind:
    return KINDS.get((question_type.casefold(), sub_type.casefold()), "text")


def _column_labels(columns: Iterable[str], variables: pd.DataFrame) -> dict[str, str]:
    """Column -> question text; of several options each has its own, so that no two columns are called the same."""
    rows = variables[["subType", "questionText", "choiceText"]].to_dict("index")
    labels = {}
    for column in columns:
        row = rows.get(column, {"subType": "", "questionText": column, "choiceText": ""})
        option = row["choiceText"] if row["subType"].casefold() == "multiple" else ""
        labels[column] = f"{row['questionText']} - {option}" if option else row["questionText"]
    return labels
