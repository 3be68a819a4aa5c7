"""The commands about what has been imported: tell it, publish it, forget it, make it anew."""

from typing import Annotated

import typer

from core.text import text
from etl import documents, pipeline, printing, rebuilding
from etl.commands.asked import AsJson, operators_context
from store.release import Releases


def publish() -> None:
    """Make a new release from what the warehouse holds."""
    release = pipeline.publish_again(operators_context())
    typer.echo(release or text("importing.no_uploads"))


def status(as_json: AsJson = False) -> None:
    """What has been imported, and the current release."""
    context = operators_context()
    table = pipeline.uploads(context)
    current = Releases(context.settings.data / "releases").current_id()
    if as_json:
        told = table.drop(columns="codebook", errors="ignore")
        printing.print_json({"release": current, "uploads": documents.records(told)})
        return
    columns = [
        "upload",
        "instrument",
        "edition",
        "received",
        "rows_read",
        "rows_kept",
        "respondents",
        "answers",
        "replaced_by",
    ]
    typer.echo(text("importing.no_uploads") if table.empty else table[columns].to_string(index=False))


def forget(uploads: Annotated[list[int], typer.Argument(help="Numbers of uploads, as status shows them.")]) -> None:
    """Remove uploads everywhere: warehouse, received files, and the next release."""
    pipeline.forget(uploads, operators_context())


def rebuild() -> None:
    """Make the warehouse anew from the received files."""
    rebuilding.rebuild(operators_context(), printing.say_progress)
