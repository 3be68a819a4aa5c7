"""The columns of a REDCap export, as the dictionary explains them or as their own names do."""

import re
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from etl.adapters.redcap.dictionary import Field
from etl.export import Question, QuestionKind
from etl.forms.columns import Columns, filled
from etl.reading.distinct import distinct

# Codes that REDCap offers projects for answers that are none; a project's dictionary does not list them.
# Source: the list of the project setting "Missing Data Codes", which follows HL7's null flavours.
MISSING_CODES = {
    "NI": "No information",
    "INV": "Invalid",
    "UNK": "Unknown",
    "NASK": "Not asked",
    "ASKU": "Asked but unknown",
    "NAV": "Temporarily unavailable",
    "MSK": "Masked",
    "NA": "Not applicable",
    "NAVU": "Not available",
    "NP": "Not present",
    "QS": "Sufficient quantity",
    "QI": "Insufficient quantity",
    "TRC": "Trace",
    "UNC": "Unencoded",
    "DER": "Derived",
    "PINF": "Positive infinity",
    "NINF": "Negative infinity",
}
CHECKED = frozenset({"1", "Checked"})
UNTOUCHED = frozenset({"0", "Incomplete"})
_OPTION = re.compile(r"(?P<field>[a-z][a-z0-9_]*?)___(?P<option>[a-z0-9_]+)")
_LABELLED_OPTION = re.compile(r"(?P<field>.+) \(choice=(?P<option>.+)\)", re.DOTALL)
_TICKS = frozenset({"", "0", "1", "Checked", "Unchecked"})


def add_columns(
    made: Columns,
    cells: pd.DataFrame,
    fields: Mapping[str, Field],
    *,
    out: Collection[str],
    forms: Mapping[str, str],
) -> None:
    """Add every column that is not ``out``; ``forms`` is column -> the column with the state of its form."""
    options = _options(cells, fields, out)
    by_label = {field.text: field for field in fields.values()}
    answered: dict[str, pd.Series[bool]] = {}
    for code in (str(code) for code in cells.columns if code not in out):
        if code not in options:
            _add(made, code, cells[code], fields.get(code) or by_label.get(code))
            continue
        name, option = options[code]
        if name not in answered:
            own = [other for other, (field, _) in options.items() if field == name]
            answered[name] = _answered(cells, own, forms[code])
        field = fields.get(name) or by_label.get(name)
        question = field.text if field else name
        made.tick(code, question, _offered(field, option), cells[code].isin(CHECKED), answered[name])


def _options(cells: pd.DataFrame, fields: Mapping[str, Field], out: Collection[str]) -> dict[str, tuple[str, str]]:
    """Column -> field and option, for columns that are one option."""
    found = {}
    for code in (str(code) for code in cells.columns if code not in out):
        match = _OPTION.fullmatch(code) or _LABELLED_OPTION.fullmatch(code)
        if match is None or not set(distinct(cells[code])) <= _TICKS:
            continue
        field = fields.get(match["field"])
        if field is None or field.kind == "checkbox":
            found[code] = (match["field"], match["option"])
    return found


def _answered(cells: pd.DataFrame, columns: Iterable[str], state: str) -> "pd.Series[bool]":
    """Who answered a question with several answers.

    REDCap writes zeros also where nobody came to the question: a form that is not complete, without a tick, is blank.
    """
    own = [cells[code] for code in columns]
    reached = filled(own, cells.index)
    if not state:
        return reached
    ticked = pd.DataFrame({number: column.isin(CHECKED) for number, column in enumerate(own)}).any(axis="columns")
    return reached & (ticked | ~cells[state].isin(UNTOUCHED))


def _offered(field: Field | None, option: str) -> str:
    """The text of an option: its code is in small letters and without signs in the column's name."""
    known = (
        {}
        if field is None
        else {re.sub(r"[^a-z0-9_]", "_", code.casefold()): text for code, text in field.choices.items()}
    )
    return known.get(option, option)


def _add(made: Columns, code: str, cells: "pd.Series[str]", field: Field | None) -> None:
    text = field.text if field else code
    kind = _kind(field)
    if field is None or kind is None:
        made.add(code, cells, text)
        return
    present = {str(cell) for cell in distinct(cells)} - field.choices.keys()
    missing = {one: text for one, text in MISSING_CODES.items() if one in present} if kind != "text" else {}
    own = made.add(code, cells, text)
    made.questions[own] = Question(
        own, made.texts[own], {**field.choices, **missing}, kind, field.matrix, tuple(missing)
    )


def _kind(field: Field | None) -> QuestionKind | None:
    if field is None or field.validation.startswith(("date", "time")):
        return None
    if field.choices:
        return "single"
    if field.is_number:
        return "number"
    return "text" if field.kind in {"text", "notes"} else None
