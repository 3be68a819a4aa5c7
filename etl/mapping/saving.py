"""Writes a proposed codebook to a file of its own, with what a person should look at in it."""

from collections.abc import Sequence
from pathlib import Path

from core.codebook import Codebook, dump
from core.codebook_file import SCHEMA_LINE
from etl.mapping.names import free
from etl.mapping.place import ASSUMED

CHECK_LINES = (
    "Utkast laget av en eksport. Se over før du bruker det:",
    "- service og role: tjenesten det gjelder, og hvem som har svart",
    "- dimension og level: forslag etter lignende spørsmål og ord i spørsmålene, ellers other og individual",
    "- scales: endene skal være riktige, og svar som «Vet ikke» skal stå under dont_know eller not_applicable",
    "- reversed: true der et høyt tall er et dårlig svar",
    "- items: en id som også andre undersøkelser bruker, må bety det samme der",
    "- background: bare opplysninger om den som svarer; fjern resten",
    "- comments: fjern spørsmål der noen kan ha skrevet hvem de er",
    "- editions: perioden og kolonnene",
    "Kolonner som ikke står her, blir ikke lest: personopplysninger og det som ikke lot seg tolke.",
)
ASSUMED_LINE = "NB! Filen sier ikke når undersøkelsen var. Perioden under editions er antatt: rett både id og period."


def saved(codebook: Codebook, folder: Path, *, replace: bool = False) -> Path:
    """The file of the codebook in the folder.

    Where its name is taken, file and codebook get the next free id; with ``replace`` the file is written anew instead,
    as for a further edition of a known instrument.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if replace:
        path = folder / f"{codebook.id}.yaml"
        new = path.with_suffix(".new")
        new.write_text(_with_lines(codebook, ()), encoding="utf-8", newline="\n")
        # A reader of the folder finds the former file or the new one, and never a part of it.
        return new.replace(path)
    key = free(codebook.id, (path.stem for path in folder.glob("*.yaml")))
    kept = codebook.model_copy(update={"id": key})
    assumed = any(edition.id.startswith(ASSUMED) for edition in codebook.editions)
    path = folder / f"{key}.yaml"
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(_with_lines(kept, (*CHECK_LINES, *((ASSUMED_LINE,) if assumed else ()))))
    return path


def _with_lines(codebook: Codebook, lines: Sequence[str]) -> str:
    header = SCHEMA_LINE + "".join(f"# {line}\n" for line in lines)
    return header + dump(codebook).removeprefix(SCHEMA_LINE)
