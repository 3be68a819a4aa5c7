"""The tables that a SurveyXact export consists of: found among files or sheets, and brought to one form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from core.errors import InputError
from core.findings import Finding, of_rows
from etl.adapters.surveyxact.questions import Variables
from etl.reading import SourceFile, TextTable, read_tables

STRUCTURE_COLUMNS = {"questionName", "variableName", "questionType", "subType", "questionText"}
# Names of the parts of a workbook, in small letters; a wide dataset goes on in "Dataset(1)".
STRUCTURE, VARIABLES, LABELS = "structure", "variables", "labels"
_DATASET = re.compile(r"dataset\s*(?:\((\d+)\))?")
# What is told of a variable; a list of names and descriptions tells the text only, and the rest is blank.
FIELDS = ("questionName", "questionType", "subType", "questionText", "choiceValue", "choiceText")


@dataclass(frozen=True)
class Parts:
    """The tables of an export; ``variables`` is indexed by variable name, with the columns in ``FIELDS``."""

    datasets: list[TextTable]
    variables: pd.DataFrame
    labels: pd.DataFrame

    @cached_property
    def told(self) -> Variables:
        """What is told of each variable, by its name."""
        return {
            str(name): {str(key): str(text) for key, text in row.items()}
            for name, row in self.variables.to_dict("index").items()
        }


def parts_of(files: Sequence[SourceFile]) -> Parts | None:
    """The parts of the one export that the files are; nothing where they are none."""
    return _sheets(files[0]) if len(files) == 1 else _three_files(files)


def _sheets(file: SourceFile) -> Parts | None:
    tables = {(table.sheet or "").casefold(): table for table in read_tables(file)}
    datasets = _datasets(tables)
    if LABELS not in tables or not datasets or not tables.keys() & {STRUCTURE, VARIABLES}:
        return None
    columns = {str(column) for table in datasets for column in table.cells.columns}
    bare = {(table.sheet or "").casefold(): table for table in read_tables(file, has_header=False)}
    structure = tables.get(STRUCTURE)
    variables = _described(bare[VARIABLES], columns) if VARIABLES in bare else _no_variables()
    if structure is not None and _is_structure(structure):
        told = _structured(structure)
        variables = pd.concat([told, variables[~variables.index.isin(told.index)]])
    labels = _labels(bare[LABELS])
    known = columns & set(variables.index)
    return Parts(datasets, variables, labels) if known and columns & set(labels["variable"]) else None


def _datasets(tables: Mapping[str, TextTable]) -> list[TextTable]:
    """The sheets of the dataset in their order."""
    numbered = {int(match[1] or 0): table for name, table in tables.items() if (match := _DATASET.fullmatch(name))}
    return [numbered[number] for number in sorted(numbered)]


def _three_files(files: Sequence[SourceFile]) -> Parts | None:
    tables = {file.name: read_tables(file)[0] for file in files}
    structures = [file for file in files if _is_structure(tables[file.name])]
    others = [file for file in files if file not in structures]
    if len(structures) != 1 or len(tables) != len(files):
        return None
    structure = _structured(tables[structures[0].name])
    variables = set(structure.index)
    datasets = [file for file in others if len(variables & set(tables[file.name].cells.columns)) > len(variables) / 2]
    rest = [file for file in others if file not in datasets]
    if len(datasets) != 1 or len(rest) != 1 or tables[rest[0].name].cells.shape[1] != 3:
        return None
    labels = _labels(read_tables(rest[0], has_header=False)[0])
    return Parts([tables[datasets[0].name]], structure, labels) if variables & set(labels["variable"]) else None


def _is_structure(table: TextTable) -> bool:
    return set(table.cells.columns) >= STRUCTURE_COLUMNS


def _structured(table: TextTable) -> pd.DataFrame:
    """What the structure tells of each variable."""
    stripped = pd.DataFrame({name: column.str.strip() for name, column in table.cells.items()})
    rows = stripped.drop_duplicates("variableName").set_index("variableName")
    return _with_fields(rows)


def _no_variables() -> pd.DataFrame:
    return pd.DataFrame(columns=list(FIELDS), index=pd.Index([], name="variableName"), dtype="str")


def _described(table: TextTable, columns: Iterable[str]) -> pd.DataFrame:
    """What a sheet of names and descriptions tells of each variable."""
    if table.cells.shape[1] < 2:
        return _no_variables()
    pairs = pd.DataFrame({"variableName": table.cells.iloc[:, 0], "questionText": table.cells.iloc[:, 1]})
    rows = pairs.apply(lambda column: column.str.strip()).drop_duplicates("variableName").set_index("variableName")
    return _with_fields(rows[rows.index.isin(list(columns))])


def _with_fields(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({name: rows.get(name, "") for name in FIELDS}, index=rows.index)


def _labels(table: TextTable) -> pd.DataFrame:
    parts = ("variable", "value", "label")
    if table.cells.shape[1] < len(parts):
        return pd.DataFrame(columns=list(parts), dtype="str")
    return pd.DataFrame({part: table.cells.iloc[:, i].str.strip() for i, part in enumerate(parts)})


def side_by_side(datasets: Sequence[TextTable]) -> tuple[pd.DataFrame, list[Finding]]:
    """The sheets of a wide dataset as one, row by row; a row that is blank in one of them is a respondent all the same.

    Columns that are in several sheets must say the same in each, or the rows are not the same respondents.
    """
    whole = datasets[0].cells
    findings: list[Finding] = []
    for part in datasets[1:]:
        rows = whole.index.union(part.cells.index)
        short = rows.difference(whole.index.intersection(part.cells.index))
        if len(short):
            note = of_rows("surveyxact_rows_missing", short, severity="warning", file=part.file, sheet=part.sheet)
            findings.append(note)
        left, right = (cells.reindex(rows, fill_value="") for cells in (whole, part.cells))
        shared = [column for column in right.columns if column in left.columns]
        both = rows.difference(short)
        differing = [column for column in shared if not left.loc[both, column].equals(right.loc[both, column])]
        if differing:
            values = tuple(map(str, differing))[:5]
            raise InputError([Finding("surveyxact_sheets_differ", file=part.file, sheet=part.sheet, values=values)])
        for column in shared:
            left[column] = left[column].mask(left[column] == "", right[column])
        whole = pd.concat([left, right.drop(columns=shared)], axis="columns")
    return whole.rename_axis("row"), findings
