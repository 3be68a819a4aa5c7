"""Proposes a codebook from what an export tells about itself; a person checks it and goes on by hand."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from core.codebook import Codebook, Codebooks, dump
from core.codebook_file import SCHEMA_LINE
from core.errors import InputError
from core.findings import Finding
from etl import adapters
from etl.adapters import mapped_table
from etl.context import Context
from etl.draft.columns import columns_of, structural
from etl.draft.edition import ASSUMED, edition_of, only, place_of
from etl.draft.names import free, identifier, instrument_id
from etl.draft.questions import questions_of
from etl.export import Export
from etl.reading import SourceFile

DEFAULT_SERVICE = "other_service"
DEFAULT_ROLE = "user"
CHECK_LINES = (
    "Utkast laget av en eksport. Se over før du bruker det:",
    "- service og role: tjenesten det gjelder, og hvem som har svart",
    "- dimension og level: forslag etter ord i spørsmålene, ellers other og individual",
    "- scales: endene skal være riktige, og svar som «Vet ikke» skal stå under dont_know eller not_applicable",
    "- reversed: true der et høyt tall er et dårlig svar",
    "- items: en id som også andre undersøkelser bruker, må bety det samme der",
    "- background: bare opplysninger om den som svarer; fjern resten",
    "- comments: fjern spørsmål der noen kan ha skrevet hvem de er",
    "- editions: perioden og kolonnene",
    "Kolonner som ikke står her, blir ikke lest: flervalg, personopplysninger og det som ikke lot seg tolke.",
)
ASSUMED_LINE = "NB! Filen sier ikke når undersøkelsen var. Perioden under editions er antatt: rett både id og period."


def drafted(
    files: Sequence[SourceFile],
    context: Context,
    *,
    service: str | None = None,
    role: str | None = None,
    instrument: str | None = None,
) -> Codebook:
    """A codebook with one edition that reads the export; an InputError says why none can be proposed."""
    export = _export(files, context.codebooks)
    columns = columns_of(export)
    found = structural(columns)
    place = place_of(found, context.catalogue, service or DEFAULT_SERVICE, role or DEFAULT_ROLE)
    rest = [column for column in columns if column not in found.values()]
    questions = questions_of(rest, context.catalogue.dimension)
    if not questions.items:
        raise InputError([Finding("draft_no_items", file=_names(files), sheet=export.sheet)])
    proposed = instrument_id(files[0].name)
    return Codebook(
        id=identifier(instrument, proposed) if instrument else free(proposed, context.codebooks),
        title={"nb": (instrument or proposed).replace("_", " ").capitalize()},
        service=service or only(place.services, DEFAULT_SERVICE),
        role=role or only(place.roles, DEFAULT_ROLE),
        scales={name: rating.scale for name, rating in questions.scales.items()},
        items=list(questions.items),
        background=list(questions.background),
        comments=list(questions.comments),
        editions=[edition_of(found, place, questions.columns, files[0].name)],
        municipalities=place.municipalities,
    )


def saved(codebook: Codebook, folder: Path) -> Path:
    """The new file of the codebook in the folder; where its name is taken, file and codebook get the next free id."""
    key = free(codebook.id, (path.stem for path in folder.glob("*.yaml")))
    kept = codebook.model_copy(update={"id": key})
    assumed = any(edition.id.startswith(ASSUMED) for edition in codebook.editions)
    lines = (*CHECK_LINES, *((ASSUMED_LINE,) if assumed else ()))
    header = SCHEMA_LINE + "".join(f"# {line}\n" for line in lines)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{key}.yaml"
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(header + dump(kept).removeprefix(SCHEMA_LINE))
    return path


def _export(files: Sequence[SourceFile], codebooks: Codebooks) -> Export:
    """The export as its own adapter reads it; a single table needs none."""
    for adapter in adapters.found().values():
        if adapter is not mapped_table and _recognises(adapter, files, codebooks):
            export: Export = adapter.read(files)
            if export.kind != "answers":
                raise InputError([Finding("draft_no_answers", file=_names(files), sheet=export.sheet)])
            return export
    if len(files) != 1:
        raise InputError([Finding("draft_several_files", file=_names(files))])
    return mapped_table.read(files)


def _recognises(adapter: ModuleType, files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    try:
        return bool(adapter.recognises(files, codebooks))
    except InputError:
        return False


def _names(files: Sequence[SourceFile]) -> str:
    return ", ".join(file.name for file in files)
