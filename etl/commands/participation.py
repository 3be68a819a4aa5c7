"""The command ``python -m etl participation``: activities of participation from a table into the register."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from core import catalogue
from core.errors import UsageError
from core.settings import Settings, current_settings
from core.text import text
from etl import participation, printing
from etl.reading import SourceFile
from register.database import open_register
from store.release import Releases

# Who writes in the register is told as a role, never as a person.
BY = "import"


def add(
    file: Annotated[Path, typer.Argument(help="A table with a row an activity: CSV or a spreadsheet.")],
    municipality: Annotated[str | None, typer.Option(help="Number of the municipality of rows that name none.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """Add activities of participation to the register; the same file again adds nothing."""
    if not file.is_file():
        raise UsageError("file_not_found", file=file)
    settings = current_settings()
    lists = catalogue.load(settings.reference_folders)
    usual = municipality or settings.municipality or _only_one(settings)
    found = participation.read(SourceFile(file.name, file.read_bytes()), settings, lists, usual)
    printing.say_findings(found.findings)
    with closing(open_register(settings)) as register:
        added = participation.store(found, register, BY)
    if as_json:
        printing.print_json(vars(added) | {"rows": found.rows})
    else:
        typer.echo(text("participation.imported", **vars(added)))


def _only_one(settings: Settings) -> str | None:
    """The municipality that there are figures of; nothing where there are several, or none yet."""
    releases = Releases(settings.data / "releases")
    places = releases.current().query("places") if releases.current_id() else None
    known = [] if places is None else places.loc[places["level"].eq("municipality"), "place"].tolist()
    return str(known[0]) if len(known) == 1 else None
