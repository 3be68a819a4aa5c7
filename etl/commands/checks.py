"""The command that checks export files."""

from etl import documents, printing
from etl.commands.asked import AsJson, operators_context
from etl.commands.files import Files, read
from etl.commands.planning import Books, Edition, Instrument, planned_of, say_plans, stop_at_errors
from etl.plans import Choice


def check(
    files: Files,
    instrument: Instrument = None,
    edition: Edition = None,
    codebook: Books = None,
    as_json: AsJson = False,
) -> None:
    """Say what the files are and everything dubious about them; change nothing."""
    planned = planned_of(read(files), operators_context(codebook), Choice(instrument, edition), as_json=as_json)
    if as_json:
        printing.print_json([documents.plan_document(plan) for plan in planned])
    else:
        say_plans(planned)
    stop_at_errors(planned)
