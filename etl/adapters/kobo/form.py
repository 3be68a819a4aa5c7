"""The form behind the answers (XLSForm): what each field asks, and which answers it offers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.reading import TextTable

# Languages that a text is taken in, where a form has several.
LANGUAGES = ("nb", "no", "norsk", "bokmål", "nn", "nynorsk", "en", "english")
NUMBERS = frozenset({"integer", "decimal", "range", "calculate"})
_TAG = re.compile(r"<[^<>]+>|[*#]{2,}")
_BEGIN = re.compile(r"begin[ _](?:group|repeat)")
_END = re.compile(r"end[ _](?:group|repeat)")


@dataclass(frozen=True)
class Field:
    """One field; ``choices`` is name -> text in the order of the form; ``group`` is the text of the group it is in."""

    name: str
    text: str
    kind: str
    choices: Mapping[str, str]
    group: str

    @property
    def has_several(self) -> bool:
        return self.kind == "select_multiple"


def is_survey(table: TextTable) -> bool:
    """Whether a sheet is the list of fields of a form."""
    names = {str(name).strip().casefold() for name in table.cells.columns}
    return {"type", "name"} <= names and (table.sheet or "").casefold() == "survey"


def is_choices(table: TextTable) -> bool:
    """Whether a sheet is the list of answers of a form."""
    return (table.sheet or "").casefold() == "choices"


def fields_of(tables: Iterable[TextTable]) -> dict[str, Field]:
    """The fields of the form among the tables, by name; nothing where there is none."""
    sheets = list(tables)
    choices = _choices(next((table for table in sheets if is_choices(table)), None))
    found: dict[str, Field] = {}
    for survey in (table for table in sheets if is_survey(table)):
        groups: list[str] = []
        for told in _rows(survey):
            kind, _, rest = told.get("type", "").strip().partition(" ")
            if _BEGIN.match(told.get("type", "")):
                groups.append(_text(told))
            elif _END.match(told.get("type", "")):
                groups = groups[:-1]
            elif told.get("name"):
                offered = choices.get(rest.split()[0], {}) if rest.split() else {}
                group = groups[-1] if groups else ""
                found[told["name"]] = Field(told["name"], _text(told) or told["name"], kind.casefold(), offered, group)
    return found


def _rows(table: TextTable) -> list[dict[str, str]]:
    names = [str(name).strip() for name in table.cells.columns]
    cells = table.cells.set_axis([name.casefold().replace(" ", "_") for name in names], axis="columns")
    return [{str(name): str(cell).strip() for name, cell in row.items()} for row in cells.to_dict("records")]


def _choices(table: TextTable | None) -> dict[str, dict[str, str]]:
    """List -> name -> text."""
    found: dict[str, dict[str, str]] = {}
    for told in _rows(table) if table else ():
        found.setdefault(told.get("list_name", ""), {})[told.get("name", "")] = _text(told) or told.get("name", "")
    return found


def _text(told: Mapping[str, str]) -> str:
    """The label in the best of its languages, without marks of layout."""
    labels = {name: text for name, text in told.items() if text and (name == "label" or name.startswith("label::"))}
    return " ".join(_TAG.sub("", labels[min(labels, key=_rank)]).split()) if labels else ""


def _rank(name: str) -> int:
    words: Sequence[str] = re.split(r"\W+", name.partition("::")[2])
    return next((place for place, language in enumerate(LANGUAGES) if language in words), len(LANGUAGES))
