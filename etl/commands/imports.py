"""The command that imports export files."""

from typing import Annotated

import typer

from core.errors import UsageError
from etl import documents, facts, pipeline, printing
from etl.commands.asked import AsJson, operators_context
from etl.commands.files import Files, read
from etl.commands.planning import Books, Edition, Instrument, planned_of, say_plans, stop_at_errors, told_as_json
from etl.mapping.saving import saved as save_codebook
from etl.next_edition import is_new as is_new_edition
from etl.plans import Choice


def import_(
    files: Files,
    instrument: Instrument = None,
    edition: Edition = None,
    codebook: Books = None,
    add: Annotated[bool, typer.Option("--add", help="The files cover other units: keep what is there.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there, lost units too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check the files, import them and publish; the same files again change nothing."""
    if add and replace:
        raise UsageError("add_or_replace")
    context = operators_context(codebook)
    planned = planned_of(read(files), context, Choice(instrument, edition), as_json=as_json)
    if not as_json:
        say_plans(planned)
    elif any(plan.refused for plan in planned):
        printing.print_json([documents.plan_document(plan) for plan in planned])
    stop_at_errors(planned)
    mode: pipeline.Mode = "add" if add else "replace" if replace else "ask"
    for plan in planned:
        # A codebook comes first, so that no answer is without one.
        if is_new_edition(plan, context):
            save_codebook(plan.contents.codebook, context.settings.data / "codebooks", replace=True)
    with told_as_json(as_json):
        receipts = pipeline.carry_out(planned, context, mode=mode, progress=printing.say_progress)
    if as_json:
        printing.print_json([documents.receipt_document(receipt) for receipt in receipts])
        return
    for receipt in receipts:
        typer.echo(facts.done(receipt))
