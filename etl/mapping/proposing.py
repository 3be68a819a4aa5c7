"""Proposes the mapping of an export that no codebook describes; a person looks at it and goes on."""

from collections.abc import Collection, Mapping, Sequence

from core.errors import InputError
from core.findings import Finding
from etl.context import Context
from etl.export import Export
from etl.mapping import figures, model
from etl.mapping.columns import Column, columns_of, structural
from etl.mapping.model import COMMENT, DROP, ITEM, QUESTIONS, ColumnMapping, Suggestion
from etl.mapping.names import free, identifier, ids_of, instrument_id, is_readable, title_of
from etl.mapping.place import RESPONDENT_FACTS, Place, only, periods_of, place_of, time_of
from etl.mapping.scales import Rating
from etl.mapping.suggestions import Advice
from etl.mapping.uses import Played, parts_played

DEFAULT_SERVICE = "other_service"
DEFAULT_ROLE = "user"
Seen = tuple[dict[str, Column], list[Column], dict[str, Played]]


def proposed(
    export: Export,
    context: Context,
    *,
    service: str | None = None,
    role: str | None = None,
    instrument: str | None = None,
) -> model.Mapping:
    """A use of every column with why and how sure; an InputError says why nothing can be proposed."""
    if export.kind == "invited":
        raise InputError([Finding("draft_no_answers", file=", ".join(export.files), sheet=export.sheet)])
    found, rest, played = _figures_seen(export) if export.kind == "figures" else _answers_seen(export)
    place = place_of(found, context.catalogue, service or DEFAULT_SERVICE, role or DEFAULT_ROLE)
    time = time_of(found, export.files[0])
    service = service or only(set(place.values.get("service", {}).values()), DEFAULT_SERVICE)
    advice = Advice(context.codebooks.values(), context.catalogue.dimension, service)
    mapped = {
        **structure_mapped(found, {*RESPONDENT_FACTS, time.source}, place),
        **figures.turned_shares(questions_mapped(rest, played, advice), played),
    }
    in_rows = export.kind == "figures"
    codes = mapped if in_rows else map(str, export.table.columns)
    named = instrument_id(export.files[0])
    return model.Mapping(
        instrument=identifier(instrument, named) if instrument else free(named, context.codebooks),
        title=instrument.replace("_", " ").capitalize() if instrument else title_of(export.files[0]),
        service=service,
        role=role or only(set(place.values.get("role", {}).values()), DEFAULT_ROLE),
        edition=time.edition,
        period=time.period,
        layout=figures.LAYOUT if in_rows else "wide",
        scales={name: rating.scale for name, rating in scales_of(played).items()},
        columns=tuple(mapped.get(code) or unmapped(export, code) for code in codes),
        municipalities=place.municipalities,
        figures=figures.columns_of_figures(export) if in_rows else {},
    )


def _answers_seen(export: Export) -> Seen:
    """The columns that tell place and time, the others, and the part that each of these plays."""
    columns = columns_of(export)
    found = structural(columns)
    rest = [column for column in columns if column not in found.values()]
    return found, rest, parts_played(rest)


def _figures_seen(export: Export) -> Seen:
    """The same of an export of figures, where the questions are in the rows."""
    asked = figures.questions_asked(export)
    return figures.places_and_times(export), asked, figures.parts_of_questions(asked)


def structure_mapped(found: Mapping[str, Column], used: Collection[str], place: Place) -> dict[str, ColumnMapping]:
    """Column code -> mapping of the columns that tell where, when and who; those not needed are dropped."""
    mapped = {}
    for name, column in found.items():
        if name not in used:
            told = Suggestion(DROP, "told_already", {}, 0.7)
            mapped[column.code] = ColumnMapping(column.code, column.text, DROP, suggestions={"use": told})
            continue
        suggestions = {"use": Suggestion(name, "column_name", {"name": column.code}, 0.9)}
        if unknown := place.unknown.get(name):
            suggestions["values"] = unknown_words(unknown)
        values = periods_of(column) if name in ("period", "date") else place.values.get(name, {})
        mapped[column.code] = ColumnMapping(column.code, column.text, name, values=values, suggestions=suggestions)
    return mapped


def questions_mapped(
    columns: Sequence[Column], played: Mapping[str, Played], advice: Advice, taken: Collection[str] = ()
) -> dict[str, ColumnMapping]:
    """Column code -> mapping of the columns that hold what respondents answered; ``taken`` ids are not given again."""
    used = [column for column in columns if played[column.code].use in QUESTIONS]
    about = {column.code: _about(column, played[column.code], advice) for column in used}
    claimed = _claimed(about, taken)
    ids = ids_of(used, claimed, {*advice.ids, *taken})
    mapped = {}
    for column in columns:
        part, found = played[column.code], about.get(column.code, {})
        if column.code in ids and column.code not in claimed:
            reason = "column_code" if is_readable(column.code) else "question_words"
            found["id"] = Suggestion(ids[column.code], reason, {}, 0.8)
        mapped[column.code] = _question_mapped(column, part, found)
    return mapped


def unmapped(export: Export, code: str) -> ColumnMapping:
    """A column that no codebook can point to, since its name is not its own."""
    again = Suggestion(DROP, "repeated_name", {}, 1.0)
    return ColumnMapping(code, export.column_labels.get(code, "") or code, DROP, suggestions={"use": again})


def unknown_words(unknown: Mapping[str, str]) -> Suggestion:
    """What words that no list knows were taken to mean, for a person to say."""
    details = {"words": ", ".join(unknown), "unknown": tuple(unknown)}
    return Suggestion(next(iter(unknown.values())), "unknown_words", details, 0.0)


def scales_of(played: Mapping[str, Played]) -> dict[str, Rating]:
    """Name -> rating for each scale that a column is rated on."""
    return {part.rating.name: part.rating for part in played.values() if part.rating}


def _about(column: Column, part: Played, advice: Advice) -> dict[str, Suggestion]:
    if part.use == ITEM:
        return advice.about(column.text, part.rating)
    return advice.about_comment(column.text) if part.use == COMMENT else {}


def _claimed(about: Mapping[str, Mapping[str, Suggestion]], taken: Collection[str]) -> dict[str, str]:
    """Column code -> the concept id of the question it repeats; the surest has it where several would."""
    known = {code: found["id"] for code, found in about.items() if "id" in found}
    owners: dict[str, str] = {}
    for code in sorted(known, key=lambda code: -known[code].confidence):
        if known[code].value not in taken:
            owners.setdefault(known[code].value, code)
    return {code: key for key, code in owners.items()}


def _question_mapped(column: Column, part: Played, found: Mapping[str, Suggestion]) -> ColumnMapping:
    suggestions = {"use": part.because, **found}
    if part.rating:
        basis = part.rating.basis
        suggestions["scale"] = Suggestion(part.rating.name, basis, {}, part.because.confidence)
    values = {field: one.value for field, one in suggestions.items()}
    return ColumnMapping(
        column=column.code,
        text=column.text,
        use=part.use,
        id=values.get("id", ""),
        scale=values.get("scale", ""),
        dimension=values.get("dimension", ""),
        level=values.get("level", ""),
        reversed=values.get("reversed") == "true",
        values=part.values,
        suggestions=suggestions,
    )
