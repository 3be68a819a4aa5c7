"""The columns of a Kobo or ODK export, as the form explains them or as the names of their answers do."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from etl import several_answers
from etl.adapters.kobo import slugs
from etl.adapters.kobo.form import NUMBERS, Field
from etl.export import Question
from etl.forms.columns import Columns, filled
from etl.reading.distinct import distinct, spelled

TICKS = frozenset({"", "0", "1", "TRUE", "FALSE", "True", "False", "n/a"})
TICKED = frozenset({"1", "TRUE", "True"})
NOT_ASKED = "n/a"
_COLLISION = re.compile(r"_0\d\d$")


def add_columns(made: Columns, cells: pd.DataFrame, fields: Mapping[str, Field]) -> None:
    """Add every column; one with several answers in a cell becomes a column an option."""
    options = _options(cells, fields)
    by_text = {field.text: field for field in fields.values()}
    parents = {parent for parent, _ in options.values()}
    for code in (str(code) for code in cells.columns):
        if code in options:
            _add_option(made, cells, code, options, fields)
        elif code not in parents:
            field = fields.get(last_part(code, fields)[0]) or by_text.get(code)
            _add(made, code, cells[code], field)


def last_part(code: str, fields: Mapping[str, Field]) -> tuple[str, str]:
    """Field and option of a column: ``group/question`` has no option, ``group/question/option`` has one."""
    parts = re.split(r"/", code)
    if len(parts) > 1 and parts[-2] in fields:
        return parts[-2], parts[-1]
    odk = code.rpartition("-")[2]
    return (parts[-1] if parts[-1] in fields or len(parts) > 1 else odk if odk in fields else code), ""


def _options(cells: pd.DataFrame, fields: Mapping[str, Field]) -> dict[str, tuple[str, str]]:
    """Column -> the column or path of its question and its option, for columns that are one option."""
    found: dict[str, tuple[str, str]] = {}
    for code in (str(code) for code in cells.columns):
        parent, sign, option = code.rpartition("/")
        if sign and set(distinct(cells[code])) <= TICKS:
            found[code] = (parent, option)
    siblings = pd.Series([parent for parent, _ in found.values()], dtype="str").value_counts()
    return {
        code: (parent, option)
        for code, (parent, option) in found.items()
        if _is_question(parent, cells, fields, int(siblings[parent]))
    }


def _is_question(parent: str, cells: pd.DataFrame, fields: Mapping[str, Field], siblings: int) -> bool:
    field = fields.get(parent.rpartition("/")[2])
    if field is not None:
        return field.has_several
    return parent in cells or (siblings > 1 and not fields)


def _add_option(
    made: Columns,
    cells: pd.DataFrame,
    code: str,
    options: Mapping[str, tuple[str, str]],
    fields: Mapping[str, Field],
) -> None:
    parent, option = options[code]
    own = [cells[other].replace(NOT_ASKED, "") for other, (question, _) in options.items() if question == parent]
    # A row of zeros beside an empty answer is somebody who was not asked.
    whole = cells[parent].replace(NOT_ASKED, "").ne("") if parent in cells else filled(own, cells.index)
    field = fields.get(parent.rpartition("/")[2])
    text = field.text if field else _worded(parent.rpartition("/")[2])
    offered = field.choices.get(option) if field else None
    made.tick(code, text, offered or slugs.worded(option), cells[code].isin(TICKED), whole)


def _add(made: Columns, code: str, cells: "pd.Series[str]", field: Field | None) -> None:
    text = field.text if field else _worded(code)
    if options := _several(cells, field):
        _add_several(made, code, cells.replace(NOT_ASKED, ""), text, field, options)
        return
    names = [name for name in distinct(cells) if name]
    choices = field.choices if field else {}
    group = field.group if field else ""
    if choices or slugs.is_numbered(names) or (field is None and slugs.are_names(names)):
        told = slugs.answers(sorted(names), choices)
        own = made.add(code, spelled(cells, {"": "", **told.codes}.__getitem__), text)
        made.questions[own] = Question(own, made.texts[own], dict(told.labels), "single", group, told.no_answer)
        return
    written = cells.replace(NOT_ASKED, "")
    if field is None or field.kind not in {"text", *NUMBERS}:
        made.add(code, written, text)
    else:
        made.ask(code, written, text, kind="text" if field.kind == "text" else "number", group=group)


def _several(cells: "pd.Series[str]", field: Field | None) -> Sequence[str]:
    """The options of a question whose answers stand in one cell with blanks between; nothing for other questions."""
    if field is not None:
        present = [] if not field.has_several else [part for text in distinct(cells) for part in text.split()]
        return list(dict.fromkeys([*field.choices, *present])) if field.has_several else []
    options = several_answers.recurring_options(cells.replace(NOT_ASKED, ""), str.split)
    # People's own words have no low lines in them, and more of them than a question has options.
    return (
        options if len(options) <= slugs.MOST_NAMES and 2 * sum("_" in one for one in options) >= len(options) else []
    )


def _add_several(
    made: Columns, code: str, cells: "pd.Series[str]", text: str, field: Field | None, options: Sequence[str]
) -> None:
    choices = field.choices if field else {}
    for option, chosen in several_answers.chosen(cells, options, str.split).items():
        made.tick(f"{code}/{option}", text, choices.get(option) or slugs.worded(option), chosen, cells.ne(""))


def _worded(code: str) -> str:
    """A column's name as words: ``_1_Are_your_main_problems_bein`` is ``1 Are your main problems bein``."""
    if code.count(" ") >= code.count("_"):
        return code
    return slugs.worded(_COLLISION.sub("", code.rpartition("/")[2]))
