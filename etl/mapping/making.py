"""Makes a codebook of a mapping: a new one, or a further edition of a known one."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from core.catalogue import Catalogue
from core.codebook import Codebook, Scale
from core.codebook_check import checked
from core.codebook_file import path_of
from core.codebook_model import SCALE_POINT_COLUMN
from core.codebook_problems import Problem
from core.errors import InputError
from core.findings import Finding
from etl.mapping import model
from etl.mapping.base import Base
from etl.mapping.changes import unjudged
from etl.mapping.lists import current_lists
from etl.mapping.model import BACKGROUND, COMMENT, DROP, ITEM, ITEM_NAME, QUESTIONS, ColumnMapping
from etl.mapping.place import RESPONDENT_FACTS

Data = dict[str, Any]


def codebook_of(mapping: model.Mapping, base: Codebook | None = None, *, lists: Catalogue | None = None) -> Codebook:
    """The codebook, with the other editions of ``base`` kept; an InputError names what is wrong and the column."""
    lists = lists or current_lists()
    if not _has_items(mapping, base):
        raise InputError([Finding("draft_no_items")])
    known = Base(base, mapping.edition)
    data = _data(mapping, known, lists)
    codebook, problems = checked(data, lists)
    findings = [*(_finding(problem, data, mapping) for problem in problems), *_turned(mapping, known)]
    if codebook is None or findings:
        raise InputError(findings)
    return codebook if base is None else codebook.model_copy(update={"comparability": unjudged(codebook, mapping)})


def _has_items(mapping: model.Mapping, base: Codebook | None) -> bool:
    in_rows = any(column.values for column in mapping.used_as(ITEM_NAME))
    return bool(mapping.used_as(ITEM)) or in_rows or (mapping.layout != "wide" and base is not None)


def _data(mapping: model.Mapping, known: Base, lists: Catalogue) -> Data:
    scales, names = known.scales(_scales_used(mapping))
    items = [*(_item(column, names) for column in mapping.used_as(ITEM)), *_items_in_rows(mapping, names)]
    points = {end for scale in scales.values() for end in (scale.min, scale.max)}
    edition = _edition(mapping, known, lists, names, points)
    backgrounds = []
    for column in mapping.used_as(BACKGROUND):
        background, translated = known.background(column)
        backgrounds.append(background)
        if translated:
            edition["values"][column.id] = translated
    comments = [_comment(column) for column in mapping.used_as(COMMENT)]
    return known.whole(mapping, scales, items, backgrounds, comments, edition)


def _scales_used(mapping: model.Mapping) -> dict[str, Scale]:
    """The scales that a column has, in the order of the columns."""
    names = dict.fromkeys(column.scale for column in mapping.columns if column.use != DROP and column.scale)
    return {name: mapping.scales[name] for name in names if name in mapping.scales}


def _item(column: ColumnMapping, scales: Mapping[str, str]) -> Data:
    return {
        "id": column.id,
        "text": {"nb": column.text},
        "scale": scales.get(column.scale, column.scale),
        "dimension": column.dimension,
        "level": column.level,
        "reversed": column.reversed,
    }


def _items_in_rows(mapping: model.Mapping, scales: Mapping[str, str]) -> Iterator[Data]:
    """The items of a layout where a column names them: each is asked on the scale of the column with the answers."""
    rated = next((column.scale for column in mapping.columns if column.use in ("value", "mean") and column.scale), "")
    for column in mapping.used_as(ITEM_NAME):
        texts = {key: written for written, key in reversed(list(column.values.items()))}
        for key in dict.fromkeys(column.values.values()):
            about = {"dimension": column.dimension or "other", "level": column.level or "individual"}
            yield {"id": key, "text": {"nb": texts[key]}, "scale": scales.get(rated, rated), **about, "reversed": False}


def _comment(column: ColumnMapping) -> Data:
    return {"id": column.id, "text": {"nb": column.text}, "dimension": column.dimension or None}


def _edition(
    mapping: model.Mapping, known: Base, lists: Catalogue, scales: Mapping[str, str], points: Collection[int]
) -> Data:
    structural = {
        "item" if column.use == ITEM_NAME else column.use: column
        for column in mapping.columns
        if column.use not in (*QUESTIONS, DROP)
    }
    order = [*(name for name in RESPONDENT_FACTS if name in structural), *structural]
    values = {name: told for name, column in structural.items() if (told := _told(name, column, known, lists))}
    if mapping.figures:
        asked = _columns_of_figures(mapping, points)
        values["item"] = {column.column: column.id for column in mapping.used_as(ITEM)}
    else:
        asked = {column.id: column.column for column in mapping.columns if column.use in QUESTIONS}
    items = {column.id: column for column in mapping.used_as(ITEM)}
    return {
        "id": mapping.edition,
        # What a column tells of each row is not told of the whole file too.
        "period": None if "period" in structural else mapping.period or None,
        "layout": mapping.layout,
        "columns": {**{name: structural[name].column for name in order}, **asked},
        "values": values,
        "constants": {name: key for name, key in mapping.constants.items() if name not in structural},
        "scales": known.own_scales(items, scales),
        "texts": known.own_texts(items),
    }


def _columns_of_figures(mapping: model.Mapping, points: Collection[int]) -> dict[str, str]:
    """The columns of figures that a codebook with these scale points can name."""
    counts = {name: int(match[2]) for name in mapping.figures if (match := SCALE_POINT_COLUMN.fullmatch(name))}
    low, high = min(points, default=0), max(points, default=0)
    return {name: source for name, source in mapping.figures.items() if low <= counts.get(name, low) <= high}


def _told(name: str, column: ColumnMapping, known: Base, lists: Catalogue) -> dict[str, str]:
    """What the words of a column mean, without those that are understood and were not written down before."""
    understood = {"service": lists.service, "role": lists.role}.get(name, str)
    said = {written: key for written, key in column.values.items() if key}
    return {word: key for word, key in said.items() if understood(word) != key or known.says(name, word, key)}


def _finding(problem: Problem, data: Data, mapping: model.Mapping) -> Finding:
    """The broken rule, at the column that it is about."""
    details = {"path": path_of(problem.place), **problem.details}
    return Finding(problem.code, column=_column_of(problem, data, mapping), details=details)


def _column_of(problem: Problem, data: Data, mapping: model.Mapping) -> str | None:
    part, *rest = problem.place
    key: object = None
    if part in ("items", "background", "comments") and rest:
        key = data[str(part)][int(rest[0])]["id"]
    elif part == "editions" and len(rest) > 2:
        key = rest[2]
    elif part == "scales" and rest:
        return next((column.column for column in mapping.used_as(ITEM) if column.scale == rest[0]), None)
    columns = {(column.id or column.use): column.column for column in mapping.columns if column.use != DROP}
    return columns.get(str(key))


def _turned(mapping: model.Mapping, known: Base) -> Iterator[Finding]:
    """Items that are reversed here and not in other editions, which one id cannot say."""
    for column in mapping.used_as(ITEM):
        if known.is_turned_elsewhere(column):
            yield Finding("mapping_reversed_differs", column=column.column, details={"item": column.id})
