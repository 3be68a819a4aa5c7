"""The data dictionary of a REDCap project: what each field asks, and which answers it offers."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from etl.reading import TextTable

# Heading in the downloaded file -> name in the file of the programming interface.
HEADINGS = {
    "Variable / Field Name": "field_name",
    "Form Name": "form_name",
    "Section Header": "section_header",
    "Field Type": "field_type",
    "Field Label": "field_label",
    "Choices, Calculations, OR Slider Labels": "select_choices_or_calculations",
    "Text Validation Type OR Show Slider Number": "text_validation_type_or_show_slider_number",
    "Identifier?": "identifier",
    "Matrix Group Name": "matrix_group_name",
}
REQUIRED = frozenset({"field_name", "field_type", "field_label", "select_choices_or_calculations"})
CLOSED = frozenset({"radio", "dropdown", "checkbox"})
FIXED = {"yesno": {"1": "Ja", "0": "Nei"}, "truefalse": {"1": "Sant", "0": "Usant"}}
NUMBERS = re.compile(r"integer|number.*")
_BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Field:
    """One field; ``choices`` is code -> text in the order of the form."""

    name: str
    text: str
    kind: str
    choices: Mapping[str, str]
    validation: str
    is_identifier: bool
    matrix: str

    @property
    def is_number(self) -> bool:
        return self.kind in {"calc", "slider"} or bool(NUMBERS.fullmatch(self.validation))


def is_dictionary(table: TextTable) -> bool:
    """Whether a table is a data dictionary."""
    return {HEADINGS.get(str(name), str(name)) for name in table.cells.columns} >= REQUIRED


def fields_of(table: TextTable) -> dict[str, Field]:
    """The fields by name."""
    cells = table.cells.rename(columns=HEADINGS)
    found: dict[str, Field] = {}
    sections: dict[str, str] = {}
    for row in cells.to_dict("records"):
        told = {str(name): str(cell).strip() for name, cell in row.items()}
        matrix = told.get("matrix_group_name", "")
        if matrix:
            # Only the first row of a matrix has the text above it.
            matrix = sections.setdefault(matrix, shown(told.get("section_header", "")) or matrix)
        found[told["field_name"]] = _field(told, matrix)
    return found


def shown(text: str) -> str:
    """A text without its marks of layout."""
    return " ".join(html.unescape(_TAG.sub("", _BLOCK.sub(" ", text))).split())


def choices(written: str) -> dict[str, str]:
    """``1, Ja | 2, Nei, aldri`` as code -> text."""
    parts = (part.partition(",") for part in written.split("|"))
    return {code.strip(): shown(text) or code.strip() for code, comma, text in parts if comma and code.strip()}


def _field(told: Mapping[str, str], matrix: str) -> Field:
    kind = told["field_type"].casefold()
    offered = choices(told["select_choices_or_calculations"]) if kind in CLOSED else FIXED.get(kind, {})
    return Field(
        name=told["field_name"],
        text=shown(told["field_label"]) or told["field_name"],
        kind=kind,
        choices=offered,
        validation=told.get("text_validation_type_or_show_slider_number", "").casefold(),
        is_identifier=told.get("identifier", "").casefold() in {"y", "yes", "1"},
        matrix=matrix,
    )
