"""Puts columns to another use: what the new use needs is filled in as far as the answers tell."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from core.codebook import Scale
from core.findings import Finding
from etl.context import Context
from etl.export import Export
from etl.harmonise.answer_codes import folded
from etl.mapping import model
from etl.mapping.columns import Column, columns_of, spelt_once
from etl.mapping.figures import SHARE_ENDS, questions_asked, rated
from etl.mapping.model import BACKGROUND, ITEM, QUESTIONS, ColumnMapping, Suggestion, Use
from etl.mapping.names import free
from etl.mapping.proposing import questions_mapped
from etl.mapping.scales import CERTAINTY, LEAST_POINTS, WHOLE, WIDEST, Rating, answers_of
from etl.mapping.suggestions import Advice
from etl.mapping.uses import Played
from etl.mapping.words import is_denial, reason_for_none

# How sure the scale is where nothing tells the order of the answers.
UNORDERED, GUESSED = "order_unknown", 0.1
# A scale has two ends; where one answer occurs, the other end is for a person to name.
NO_WORD = "–"
_NUMBER_FIRST = re.compile(r"\d+")


def put_to_use(
    mapping: model.Mapping, export: Export, context: Context, columns: Iterable[str], use: Use
) -> model.Mapping:
    """The mapping with the columns used as said; what one of them had for that use before, it has again."""
    chosen = set(columns)
    columns_there = questions_asked(export) if mapping.figures else columns_of(export)
    sources = {column.code: spelt_once(column) for column in columns_there if column.code in chosen}
    advice = Advice(context.codebooks.values(), context.catalogue.dimension, mapping.service)
    for code in chosen:
        former = mapping.column(code)
        if former.use == use:
            continue
        if use in QUESTIONS and code in sources and not _is_ready(former, use, mapping):
            mapping = _as_question(mapping, sources[code], use, advice)
        else:
            mapping = _with(mapping, replace(former, use=use, suggestions=_without_use(former)))
    return mapping


def unordered(mapping: model.Mapping, export: Export) -> list[Finding]:
    """The columns whose answers somebody must put in order, and accept, before they can be rated."""
    return [
        Finding("mapping_order_unknown", file=", ".join(export.files), sheet=export.sheet, column=column.column)
        for column in mapping.used_as(ITEM)
        if is_unordered(column) and not column.accepted
    ]


def is_unordered(column: ColumnMapping) -> bool:
    """Whether nothing told the order of the answers that the column's scale was made of."""
    scale = column.suggestions.get("scale")
    return scale is not None and scale.reason == UNORDERED


def _is_ready(column: ColumnMapping, use: Use, mapping: model.Mapping) -> bool:
    """Whether a column has what the use needs from before."""
    if use == ITEM:
        return bool(column.id and column.level and column.dimension and column.scale in mapping.scales)
    return bool(column.id) and (use != BACKGROUND or bool(dict(column.values)))


def _as_question(mapping: model.Mapping, column: Column, use: Use, advice: Advice) -> model.Mapping:
    rating = _rating(column, mapping.scales) if use == ITEM else None
    if rating is not None and rating.name not in mapping.scales:
        mapping = replace(mapping, scales={**mapping.scales, rating.name: rating.scale})
    labels = {text: column.labels.get(text, text) for text in (*column.labels, *column.written)}
    # A person has said the use; what follows from it is a suggestion still.
    sure = Suggestion(use, "", {}, 1.0 if rating is None else CERTAINTY.get(rating.basis, GUESSED))
    part = Played(use, sure, rating=rating, values=labels if use == BACKGROUND else {})
    taken = {one.id for one in mapping.columns if one.id and one.column != column.code}
    new = questions_mapped([column], {column.code: part}, advice, taken)[column.code]
    former = mapping.column(column.code)
    return _with(
        mapping, replace(new, text=former.text, id=former.id or new.id, suggestions=_without_use(new), use=use)
    )


def _rating(column: Column, scales: Mapping[str, Scale]) -> Rating:
    """The scale that the answers tell of: by one of the mapping's own names where it is the same scale."""
    # A name of a column need not be a question for a person to say that it is one.
    asked = replace(column, text=f"{column.text}?")
    found = rated([asked]).get(column.code) or _of_numbers(column, scales) or _of_words(column)
    same = [name for name, scale in scales.items() if answers_of(scale) == answers_of(found.scale)]
    return replace(found, name=same[0] if same else free(found.name, scales))


def _of_numbers(column: Column, scales: Mapping[str, Scale]) -> Rating | None:
    """The range of the whole numbers; nothing where the answers are words, and not numbers."""
    told = [text for text in column.written if reason_for_none(_label(column, text)) is None]
    whole = {int(match[1]) for text in told if (match := WHOLE.fullmatch(text))}
    points = sorted(point for point in whole if 0 <= point <= WIDEST)
    far = [point for point in whole if WIDEST < point <= SHARE_ENDS[1]]
    # A few codes for no answer beside a shorter scale are far too.
    if len(far) > max(len(points), LEAST_POINTS):
        low, high = SHARE_ENDS
    elif len(points) > 1:
        low, high = min(points[0], 1), points[-1]
    elif len(points) == len(told):
        low, high = _range_of_others(points, scales)
    else:
        return None
    labels = {end: {"nb": _label(column, str(end))} for end in (low, high)}
    return Rating(Scale(min=low, max=high, labels=labels), f"points_{low}_{high}", "scale_numbers")


def _range_of_others(points: Sequence[int], scales: Mapping[str, Scale]) -> tuple[int, int]:
    """One answer tells no range: that of the other questions in numbers where it is in it, else up to the usual 5."""
    low, high = min([*points, 1]), max([*points, 5])
    in_numbers = [one for one in scales.values() if all(str(point) == told["nb"] for point, told in one.labels.items())]
    wide = [(one.min, one.max) for one in in_numbers if all(one.min <= point <= one.max for point in points)]
    return min(wide, key=lambda ends: ends[1] - ends[0], default=(low, high))


def _of_words(column: Column) -> Rating:
    """Each answer a point of its own, in an order that a person has to look at."""
    answers = [_label(column, text) for text in column.written]
    told = list({folded(one): one for one in answers if reason_for_none(one) is None}.values())
    words = [*sorted(told, key=_low_first), NO_WORD][: max(2, min(len(told), WIDEST + 1))]
    labels = {point: {"nb": word} for point, word in enumerate(words, 1)}
    return Rating(Scale(min=1, max=len(words), labels=labels), f"words_{len(words)}", UNORDERED)


def _low_first(answer: str) -> tuple[float, bool]:
    """The number that an answer begins with (``100 %`` comes after ``20 %``), and no before yes."""
    match = _NUMBER_FIRST.match(answer)
    return float(match[0]) if match else math.inf, not is_denial(answer)


def _label(column: Column, written: str) -> str:
    return column.labels.get(written, written)


def _without_use(column: ColumnMapping) -> dict[str, Suggestion]:
    """The suggestions that remain; a direction says nothing where the order of the answers is not known."""
    gone = {"use", "reversed"} if is_unordered(column) else {"use"}
    return {field: one for field, one in column.suggestions.items() if field not in gone}


def _with(mapping: model.Mapping, column: ColumnMapping) -> model.Mapping:
    return replace(mapping, columns=tuple(column if one.column == column.column else one for one in mapping.columns))
