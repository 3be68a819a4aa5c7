"""Puts columns to another use: what the new use needs is filled in as far as the answers tell."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.codebook import Scale
from core.findings import Finding
from etl.context import Context
from etl.export import Export
from etl.harmonise.answer_codes import folded
from etl.mapping import model
from etl.mapping.columns import Column, columns_of
from etl.mapping.figures import questions_asked, rated
from etl.mapping.model import BACKGROUND, ITEM, QUESTIONS, ColumnMapping, Suggestion, Use
from etl.mapping.names import free
from etl.mapping.proposing import questions_mapped
from etl.mapping.scales import CERTAINTY, WIDEST, Rating, answers_of
from etl.mapping.suggestions import Advice
from etl.mapping.uses import Played
from etl.mapping.words import reason_for_none

# How sure the scale is where nothing tells the order of the answers.
UNORDERED, GUESSED = "order_unknown", 0.1


def put_to_use(
    mapping: model.Mapping, export: Export, context: Context, columns: Iterable[str], use: Use
) -> model.Mapping:
    """The mapping with the columns used as said; what one of them had for that use before, it has again."""
    chosen = set(columns)
    columns_there = questions_asked(export) if mapping.figures else columns_of(export)
    sources = {column.code: column for column in columns_there if column.code in chosen}
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
    found = rated([replace(column, text=f"{column.text}?")]).get(column.code) or _of_every_answer(column)
    same = [name for name, scale in scales.items() if answers_of(scale) == answers_of(found.scale)]
    return replace(found, name=same[0] if same else free(found.name, scales))


def _of_every_answer(column: Column) -> Rating:
    """Where nothing tells an order: the range of the whole numbers, else each answer in words a point of its own."""
    answers = [column.labels.get(text, text) for text in column.written]
    points = sorted(int(text) for text in column.written if text.isdecimal() and int(text) <= WIDEST)
    if len(points) > 1 or not answers:
        low, high = (min(points[0], 1), points[-1]) if len(points) > 1 else (1, 5)
        labels = {end: {"nb": column.labels.get(str(end), str(end))} for end in (low, high)}
        return Rating(Scale(min=low, max=high, labels=labels), f"points_{low}_{high}", "scale_numbers")
    told = list({folded(one): one for one in answers if reason_for_none(one) is None}.values())[: WIDEST + 1]
    words = told if len(told) > 1 else [*told, *answers, "–", "+"][:2]
    labels = {point: {"nb": word} for point, word in enumerate(words, 1)}
    return Rating(Scale(min=1, max=len(words), labels=labels), f"words_{len(words)}", UNORDERED)


def _without_use(column: ColumnMapping) -> dict[str, Suggestion]:
    """The suggestions that remain; a direction says nothing where the order of the answers is not known."""
    gone = {"use", "reversed"} if is_unordered(column) else {"use"}
    return {field: one for field, one in column.suggestions.items() if field not in gone}


def _with(mapping: model.Mapping, column: ColumnMapping) -> model.Mapping:
    return replace(mapping, columns=tuple(column if one.column == column.column else one for one in mapping.columns))
