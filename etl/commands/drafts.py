"""The command that proposes a codebook."""

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from core.text import text
from etl import draft as drafts
from etl import printing
from etl.commands.asked import operators_context
from etl.commands.files import Files, opened, read


def draft(
    files: Files,
    instrument: Annotated[str | None, typer.Option(help="Id of the new codebook.")] = None,
    service: Annotated[str | None, typer.Option(help="Key of the service.")] = None,
    role: Annotated[str | None, typer.Option(help="Who answers.")] = None,
    folder: Annotated[Path | None, typer.Option(help="Where to save; the store's own codebooks by default.")] = None,
) -> None:
    """Write a proposed codebook from what the files tell about themselves; edit it by hand, or use it as it is."""
    context = operators_context()
    exports = opened(read(files), context.codebooks)
    codebook, asked = drafts.with_questions(exports, context, service=service, role=role, instrument=instrument)
    path = drafts.saved(codebook, folder or context.settings.data / "codebooks")
    printing.say(text("importing.draft_saved", file=path))
    # The draft is there: what it leaves open is for whoever looks over it.
    printing.say_findings([dataclasses.replace(one, severity="warning") for one in asked])
    typer.echo(path)
