"""What was asked in a SurveyXact export: texts, kinds and labels, as its structure or its list of variables tells."""

from collections.abc import Mapping

import pandas as pd

from etl.columns import folded
from etl.export import Question, QuestionKind
from etl.reading.numbers import decimal

TICKED = {"1": "Valgt", "0": "Ikke valgt"}
KINDS: dict[tuple[str, str], QuestionKind] = {
    ("closed", "single"): "single",
    ("closed", "multiple"): "multiple",
    ("open", "number"): "number",
    ("open", "numeric"): "number",
    ("open", "integer"): "number",
    ("open", "decimal"): "number",
}
# What is told of each variable, by its name.
Variables = Mapping[str, Mapping[str, str]]


def questions_of(table: pd.DataFrame, variables: Variables, labels: pd.DataFrame) -> dict[str, Question]:
    """Column code -> question, for every column of the table that the export describes."""
    texts = {
        str(key): dict(zip(group["value"], group["label"], strict=True)) for key, group in labels.groupby("variable")
    }
    described = [column for column in map(str, table.columns) if column in variables]
    return {column: _question(column, variables[column], texts.get(column, {}), table[column]) for column in described}


def text_of(column: str, variables: Variables) -> str:
    """Question text; of several options each has its own, so that no two columns are called the same."""
    if column not in variables:
        return column
    variable = variables[column]
    option = variable["choiceText"] if variable["subType"].casefold() == "multiple" else ""
    return f"{variable['questionText']} - {option}" if option else variable["questionText"]


def _question(column: str, variable: Mapping[str, str], labels: dict[str, str], cells: "pd.Series[str]") -> Question:
    kind = _kind(variable, labels, cells)
    text = text_of(column, {column: variable})
    if kind == "multiple":
        return Question(column, text, labels or TICKED, kind, _group(variable))
    return Question(column, text, labels, kind)


def _kind(variable: Mapping[str, str], labels: Mapping[str, str], cells: "pd.Series[str]") -> QuestionKind:
    """What the structure says; where there is none, what the labels and the cells look like."""
    if variable["questionType"]:
        return KINDS.get((variable["questionType"].casefold(), variable["subType"].casefold()), "text")
    if {code: folded(label) for code, label in labels.items()} == TICKED:
        return "multiple"
    if labels:
        return "single"
    written = cells[cells.str.strip() != ""]
    return "number" if len(written) and decimal(written).notna().all() else "text"


def _group(variable: Mapping[str, str]) -> str:
    """The question that an option belongs to; a list of variables has the two in one text."""
    text = variable["questionText"]
    return text if variable["choiceText"] else text.rpartition(" - ")[0]
