"""Files that hold no answers and no figures of answers

Dictionaries of other files, lists of places, statistics about other things and the output of models. They are known by
their columns, and refused with what they are.
"""

import re
from collections.abc import Sequence
from itertools import islice

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.export import Export
from etl.reading import SourceFile, TextTable, read_tables

# Exact columns of dictionaries and lists -> what the file is.
COLUMNS: dict[frozenset[str], str] = {
    frozenset({"Kommunenummer_2025", "Kommunenummer_2021", "Kommune"}): "list_of_places",
    frozenset({"State", "State Name", "Region"}): "list_of_places",
    frozenset({"Measure ID", "Measure", "Type"}): "dictionary_alone",
    frozenset(
        {"Question Num", "Measure ID", "Question", "Bottom-box Answer", "Middle-box Answer", "Top-box Answer"}
    ): "dictionary_alone",
    frozenset({"Release Period", "Start Date", "End Date"}): "dictionary_alone",
    frozenset({"Table", "Field", "Description"}): "dictionary_alone",
    frozenset({"shortname", "name", "content"}): "dictionary_alone",
    frozenset({"Question", "Code", "Equivalence", "Edition"}): "dictionary_alone",
    frozenset(
        {"questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText"}
    ): "dictionary_alone",
}
# Columns of a sheet with the effects of a mixed model.
MODEL = {"grp", "condval", "condsd"}
_UNIT, _YEAR = re.compile(r"Enhet: \w"), re.compile(r"År: \d{4}")


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only file is one of those."""
    del codebooks
    return len(files) == 1 and _kind(files[0]) is not None


def read(files: Sequence[SourceFile]) -> Export:
    """Always an InputError that says what the file is."""
    raise InputError([Finding(_kind(files[0]) or "adapter_none", file=files[0].name)])


def _kind(file: SourceFile) -> str | None:
    tables = read_tables(file)
    if any(set(map(str, table.cells.columns)) >= MODEL for table in islice(tables, 3)):
        return "model_output"
    if len(tables) > 1:
        # A dictionary is a file of its own: beside answers in a workbook it belongs to them.
        return None
    columns = frozenset(name for name in tables[0].columns if name)
    if columns in COLUMNS:
        return COLUMNS[columns]
    if _is_imdi(file, tables[0]):
        return "statistics_not_answers"
    return "dictionary_alone" if _is_list_of_labels(tables[0]) else None


def _is_list_of_labels(table: TextTable) -> bool:
    """Variable, code and label on each row, from the first on, with the codes of a variable one below the other."""
    if len(table.columns) != 3 or table.labels:
        return False
    header = pd.DataFrame([table.columns], columns=table.cells.columns)
    cells = pd.concat([header, table.cells])
    variable, code, label = (cells.iloc[:, place].str.strip() for place in range(3))
    blocks = int(variable.ne(variable.shift()).sum())
    coded = variable.str.fullmatch(r"[A-Za-z_]\w*") & code.str.fullmatch(r"-?\d+") & label.str.contains(r"[^\W_]")
    unique = not pd.concat([variable, code], axis="columns").duplicated().any()
    return bool(coded.all()) and unique and blocks == variable.nunique() < len(cells) / 2


def _is_imdi(file: SourceFile, table: TextTable) -> bool:
    """Statistics of the directorate for integration: Region and Navn, and below each measure its unit and its year."""
    if table.columns[:2] != ("Region", "Navn"):
        return False
    rows = read_tables(file, has_header=False)[0].cells.head(3).to_numpy().tolist()
    below = rows[1:3]
    return len(below) == 2 and all(
        any(pattern.match(str(cell)) for cell in row) for pattern, row in zip((_UNIT, _YEAR), below, strict=True)
    )
