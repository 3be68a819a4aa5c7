"""Proposes a codebook for an export that holds figures only: its questions and their labels are told in its rows."""

from collections.abc import Mapping, Sequence

from core.codebook import STRUCTURAL, Codebook, Edition, Item, Layout, Scale
from core.codebook_model import SCALE_POINT_COLUMN
from core.errors import InputError
from core.findings import Finding
from etl.context import Context
from etl.export import Export, Question
from etl.mapping.columns import Column, columns_of
from etl.mapping.model import Suggestion
from etl.mapping.names import free, identifier, ids_of, instrument_id
from etl.mapping.place import only, place_of, time_of
from etl.mapping.scales import Rating, ratings
from etl.mapping.suggestions import Advice
from etl.mapping.words import bad_word

DEFAULT_SERVICE, DEFAULT_ROLE = "other_service", "user"
# The scale of a share: of those who answered, how many.
SHARE, SHARE_ENDS = "percent_0_100", (0, 100)
_LAYOUT: Layout = "aggregated"


def drafted(
    export: Export,
    context: Context,
    *,
    service: str | None = None,
    role: str | None = None,
    instrument: str | None = None,
) -> Codebook:
    """A codebook with one edition that reads the figures; an InputError says that no question has an order."""
    found = {column.code: column for column in columns_of(export) if column.counts}
    place = place_of(found, context.catalogue, service or DEFAULT_SERVICE, role or DEFAULT_ROLE)
    service = service or only(set(place.values.get("service", {}).values()), DEFAULT_SERVICE)
    asked = [_column(question) for question in export.questions.values()]
    rated = ratings(asked) | {column.code: _share(column) for column in asked if column.kind == "number"}
    items = _items([column for column in asked if column.code in rated], rated, _advice(context, service))
    if not items:
        raise InputError([Finding("draft_no_items", file=", ".join(export.files), sheet=export.sheet)])
    named = instrument_id(export.files[0])
    time = time_of(found, export.files[0])
    scales = {rating.name: rating.scale for rating in rated.values()}
    translated = {
        name: {word: key for word, key in words.items() if word != key} for name, words in place.values.items()
    }
    texts = {item.text["nb"]: item.id for item in items}
    return Codebook(
        id=identifier(instrument, named) if instrument else free(named, context.codebooks),
        title={"nb": (instrument or named).replace("_", " ").capitalize()},
        service=service,
        role=role or only(set(place.values.get("role", {}).values()), DEFAULT_ROLE),
        scales=scales,
        items=items,
        editions=[
            Edition(
                id=time.edition,
                period=time.period or None,
                layout=_LAYOUT,
                columns=_columns(found, scales),
                values={name: words for name, words in translated.items() if words} | {"item": texts},
            )
        ],
        municipalities=place.municipalities,
    )


def _column(question: Question) -> Column:
    return Column(question.column, question.text, question.labels, question.kind, {})


def _share(column: Column) -> Rating:
    low, high = SHARE_ENDS
    words = {low: column.labels.get(str(low), "0 %"), high: column.labels.get(str(high), "100 %")}
    scale = Scale(min=low, max=high, labels={point: {"nb": word} for point, word in words.items()})
    # The same scale by one name, whatever its ends are called.
    name = SHARE if words[high] == "100 %" else f"{SHARE}_{identifier(words[high], 'share')}"
    return Rating(scale, name, "scale_labels", reversed=False)


def _advice(context: Context, service: str) -> Advice:
    return Advice(context.codebooks.values(), context.catalogue.dimension, service)


def _items(columns: Sequence[Column], rated: Mapping[str, Rating], advice: Advice) -> list[Item]:
    about = {column.code: advice.about(column.text, rated[column.code]) for column in columns}
    ids = ids_of(columns, _claimed(about), advice.ids)
    return [
        Item(
            id=ids[column.code],
            text={"nb": column.text},
            scale=rated[column.code].name,
            dimension=about[column.code]["dimension"].value,
            level=about[column.code]["level"].value,
            reversed=_is_reversed(about[column.code], rated[column.code]),
        )
        for column in columns
    ]


def _claimed(about: Mapping[str, Mapping[str, Suggestion]]) -> dict[str, str]:
    """Column code -> the id of the known question that it repeats; the first that does has it."""
    owners: dict[str, str] = {}
    for code, fields in about.items():
        if "id" in fields:
            owners.setdefault(fields["id"].value, code)
    return {code: key for key, code in owners.items()}


def _is_reversed(about: Mapping[str, Suggestion], rating: Rating) -> bool:
    """Whether a high figure is a bad one; a share of something bad says so at its end."""
    high = rating.scale.labels[rating.scale.max]["nb"]
    return about["reversed"].value == "true" or (rating.name.startswith(SHARE) and bad_word(high) is not None)


def _columns(found: Mapping[str, Column], scales: Mapping[str, Scale]) -> dict[str, str]:
    """The canonical columns that a codebook can name, under their own names; n is named where it is blank too."""
    low = min(scale.min for scale in scales.values())
    high = max(scale.max for scale in scales.values())
    points = {name for name in found if (match := SCALE_POINT_COLUMN.fullmatch(name)) and low <= int(match[2]) <= high}
    return {name: name for name in [*found, *({"n"} - set(found))] if name in STRUCTURAL[_LAYOUT] | points}
